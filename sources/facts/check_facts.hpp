// SPDX-License-Identifier: Apache-2.0
// Which facts a check_fact may state, and of which type the value of each is.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sources::facts {

enum class ValueKind { truth, texts, guard, files };
struct FactName {
    std::string_view name;
    ValueKind kind;
    std::string_view says;
};
std::span<const FactName> fact_names();
const FactName* fact_named(std::string_view name);  // null: there is none

// The value with what we know of it, so that equal facts are equal texts. Errc::invalid: the sentence says
// what is wrong.
core::Result<core::Json> read_value(const FactName& fact, const core::Json& value);
// What read_value() takes, as a schema.
core::Json schema_of_value(ValueKind kind);

}  // namespace sources::facts
