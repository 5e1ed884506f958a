// SPDX-License-Identifier: Apache-2.0
// Ids and times as a file of facts writes them.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sources::facts {

// 1 to 500 characters without control characters.
bool is_id(std::string_view text);
core::Json id_schema();
// A name of a source: "bitbucket", "github:acme".
bool is_source_name(std::string_view text);
core::Json source_name_schema();
// From 1970-01-01 to 2999-12-31, with a zone, or a date alone (midnight UTC).
std::optional<core::Time> moment_in(std::string_view text);
core::Json moment_schema();

// For a sentence: on one line and short.
std::string shown(std::string_view text);

}  // namespace sources::facts
