// SPDX-License-Identifier: Apache-2.0
// CI configuration of any vendor as triggers and steps with lines; as much as reading alone can tell.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

// By the file's path. Never fails: an unreadable file is not `parsed` and says why.
insight::CiFile parse_ci(std::string_view path, std::string_view bytes);

}  // namespace sources
