// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/texts.hpp"

#include "core/text.hpp"
#include "sources/facts/fields.hpp"

#include <algorithm>

namespace sources::facts {
namespace {

constexpr std::size_t longest_source = 64;
const core::Time first_moment{}, after_last_moment = core::from_unix(32'503'680'000);  // 3000-01-01

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
}

}  // namespace

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::none_of(text, is_control) &&
           core::count_code_points(text) <= longest_id;
}

core::Json id_schema() {
    return {{"type", {"string", "integer"}},
            {"minLength", 1},
            {"maxLength", longest_id},
            {"pattern", "^[^\\u0000-\\u001f\\u007f]*$"}};
}

bool is_source_name(std::string_view text) {
    const auto is_first = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !text.empty() && text.size() <= longest_source && is_first(text.front()) &&
           std::ranges::all_of(
               text, [&](char c) { return is_first(c) || c == '.' || c == '_' || c == ':' || c == '-'; });
}

core::Json source_name_schema() {
    return {{"type", "string"}, {"maxLength", longest_source}, {"pattern", "^[a-z0-9][a-z0-9._:-]*$"}};
}

std::optional<core::Time> moment_in(std::string_view text) {
    constexpr std::size_t longest = 40;
    if (text.size() > longest) return std::nullopt;
    const auto time = core::parse_time(text);
    if (!time || *time < first_moment || *time >= after_last_moment) return std::nullopt;
    return *time;
}

core::Json moment_schema() {
    return {
        {"type", "string"},
        {"maxLength", 40},
        {"pattern",
         "^(19[7-9][0-9]|2[0-9][0-9][0-9])-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]([01][0-9]|2[0-3]):"
         "[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]*)?([Zz]|[+-][0-9][0-9]:[0-9][0-9]))?$"}};
}

std::string shown(std::string_view text) { return core::shorten(core::one_line(text), 60); }

}  // namespace sources::facts
