// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"

#include <charconv>

namespace core {

namespace {

// The same DOM as Json::parse, refused when nested too deep (a deep text would otherwise exhaust the stack
// when it is destroyed).
bool too_deep(std::string_view text, std::size_t limit) {
    std::size_t depth = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inside) {
            if (c == '\\') ++i;
            if (c == '"') inside = false;
        } else if (c == '"') {
            inside = true;
        } else if (c == '[' || c == '{') {
            if (++depth > limit) return true;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        }
    }
    return false;
}

// The code unit that "\\uXXXX" at `at` stands for; nothing when it is no such escape.
std::optional<unsigned> unit_at(std::string_view text, std::size_t at) {
    constexpr std::size_t length = 6;
    if (text.size() < at + length || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
    unsigned unit = 0;
    const auto* end = text.data() + at + length;
    const auto [read, failed] = std::from_chars(text.data() + at + 2, end, unit, 16);
    return failed == std::errc{} && read == end ? std::optional(unit) : std::nullopt;
}
bool is_first_half(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_second_half(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::optional<std::string> without_half_pairs(std::string_view text) {
    std::optional<std::string> out;
    for (std::size_t i = text.find('\\'); i != std::string_view::npos; i = text.find('\\', i)) {
        const auto unit = unit_at(text, i);
        const auto next = unit ? unit_at(text, i + 6) : std::nullopt;
        const bool is_pair = unit && is_first_half(*unit) && next && is_second_half(*next);
        if (unit && !is_pair && (is_first_half(*unit) || is_second_half(*unit))) {
            if (!out) out.emplace(text);
            out->replace(i, 6, "\\ufffd");  // as long as what it replaces
        }
        i += is_pair ? 12 : unit ? 6 : 2;
    }
    return out;
}

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.size_bytes) return invalid("This JSON is larger than the limit.");
    if (too_deep(text, limits.depth)) return invalid("This JSON is nested too deeply.");
    auto value = Json::parse(text, nullptr, false);
    if (value.is_discarded())
        if (const auto mended = without_half_pairs(text)) value = Json::parse(*mended, nullptr, false);
    if (value.is_discarded()) return invalid("This is not valid JSON.");
    return json_result(std::move(value));
}

Result<Json> json_result(Json value) { return Result<Json>(boost::system::in_place_value, std::move(value)); }

std::string dump_json(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}
std::string dump_json_pretty(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

const Json& member_of(const Json& value, std::string_view key) {
    static const Json nothing;
    if (!value.is_object()) return nothing;
    const auto found = value.find(key);
    return found == value.end() ? nothing : *found;
}

std::string text_of(const Json& value, std::string_view key) {
    const auto& found = member_of(value, key);
    return found.is_string() ? found.get<std::string>() : std::string();
}

std::int64_t number_of(const Json& value, std::string_view key, std::int64_t otherwise) {
    const auto& found = member_of(value, key);
    return found.is_number_integer() ? found.get<std::int64_t>() : otherwise;
}

bool truth_of(const Json& value, std::string_view key, bool otherwise) {
    const auto& found = member_of(value, key);
    return found.is_boolean() ? found.get<bool>() : otherwise;
}

}  // namespace core
