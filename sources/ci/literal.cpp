// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/literal.hpp"

#include <algorithm>

namespace sources::ci {

using Text = std::string_view;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Literal read_literal(Text text, std::size_t at) {
    const auto quote = text.substr(at, 1);
    const auto three = text.substr(at, 3);
    const bool is_long = three == "'''" || three == "\"\"\"";
    const auto mark = is_long ? three : quote;
    const auto begin = at + mark.size();
    auto end = begin;
    while (end < text.size() && !text.substr(end).starts_with(mark)) {
        if (!is_long && text[end] == '\n') return {text.substr(begin, end - begin), end, is_long};
        end += text[end] == '\\' ? 2 : 1;
    }
    end = std::min(end, text.size());
    return {text.substr(begin, end - begin), std::min(end + mark.size(), text.size()), is_long};
}

std::size_t end_of_comment(Text text, std::size_t at) {
    const auto rest = text.substr(at, 2);
    if (rest == "//") return std::min(text.find('\n', at), text.size());
    if (rest == "/*") return std::min(text.find("*/", at + 2), text.size() - 2) + 2;
    return at;
}

Text rest_of_line(Text text, std::size_t at) {
    const auto near = text.substr(at, 500);
    return near.substr(0, near.find('\n'));
}

}  // namespace sources::ci
