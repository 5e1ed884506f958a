// SPDX-License-Identifier: Apache-2.0
// The one place that reads JSON and sets the limits for it.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace core {

using Json = nlohmann::json;

struct JsonLimits {
    std::size_t size_bytes = 25U << 20U;
    std::size_t depth = 64;
};

// The text with U+FFFD for every escape of half a surrogate pair (a lone \ud800), which JSON's grammar allows
// and no text can hold; nothing when there is none.
std::optional<std::string> without_half_pairs(std::string_view text);

// Reads one JSON text; half a surrogate pair reads as U+FFFD. Errc::invalid when it is no JSON, larger, or
// nested deeper than `limits`; the sentence quotes nothing of it.
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});

// A Result that holds `value`. Json converts from almost anything, so `return value;` would be ambiguous.
Result<Json> json_result(Json value);

// One line, invalid UTF-8 replaced, so it never throws for foreign text.
std::string dump_json(const Json& value);
// The same for people: indented by two.
std::string dump_json_pretty(const Json& value);

// value[key] as text, number or truth when it is there and of that type, else the default. `value` may be of
// any type.
std::string text_of(const Json& value, std::string_view key);
std::int64_t number_of(const Json& value, std::string_view key, std::int64_t otherwise = 0);
bool truth_of(const Json& value, std::string_view key, bool otherwise = false);
// value[key] when it is there, else a null that lives for ever.
const Json& member_of(const Json& value, std::string_view key);

}  // namespace core
