// SPDX-License-Identifier: Apache-2.0
// What the repositories are called that anybody is told of.
#pragma once

#include "storage/store.hpp"

#include <string>
#include <vector>

namespace tests {

inline std::vector<std::string> names_of(const storage::Reader& reader) {
    std::vector<std::string> out;
    for (const auto& row : reader.repository_names()) out.push_back(row.name);
    return out;
}

}  // namespace tests
