// SPDX-License-Identifier: Apache-2.0
// .innersource-readiness.yml: what a repository states about itself. Unknown keys are faults with their line;
// a broken file is a fault.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

insight::Declarations parse_declarations(std::string_view path, std::string_view bytes);

}  // namespace sources
