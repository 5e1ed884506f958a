// SPDX-License-Identifier: Apache-2.0
// Custom properties of an organisation's repositories; one of them may name the owner. Pure.
// Source: docs.github.com, "REST API endpoints for custom properties".
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

// The first page, of a hundred repositories; the others are where Link says.
std::string properties_path(std::string_view organisation);

struct PropertyValues {
    std::int64_t repository = 0;      // GitHub's own number
    std::vector<std::string> values;  // none, one, or several where several can be chosen
};
// The values of the property called `name`, which GitHub compares without regard to letter case. Of every
// repository whose properties are told there is a row: of the others nothing is known. Errc::unavailable when
// it is not what was asked for.
core::Result<std::vector<PropertyValues>> read_properties(const core::Json& body, std::string_view name);

}  // namespace sources::github
