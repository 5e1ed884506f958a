// SPDX-License-Identifier: Apache-2.0
// .innersource-readiness.yml of a repository and the company's governance.yml. An unknown key, a wrong value
// or a broken file is a fault with its line; what can be read still counts. Never throws for what a file
// holds.
#pragma once

#include "insight/facts.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sources {

insight::Declarations parse_declarations(std::string_view path, std::string_view bytes);

// Central: every exemption in it is `central`. Faults of the parts are in `faults` of the whole.
struct Governance {
    std::string path;
    insight::Declarations defaults;
    std::map<std::string, insight::Declarations, std::less<>> profiles;  // by name
    std::vector<std::pair<std::string, insight::Declarations>>
        repositories;                                 // glob over the full name, in file order
    std::map<std::string, int, std::less<>> weights;  // check id or name as written → 0 … 100
    std::map<std::string, std::vector<std::string>, std::less<>> labels;  // meaning → labels
    std::map<std::string, std::string, std::less<>> targets;              // KPI → value as written
    std::vector<insight::Fault> faults;
    bool broken = false;  // no YAML, or no keys with values: nothing of it counts
};
Governance parse_governance(std::string_view path, std::string_view bytes);

}  // namespace sources
