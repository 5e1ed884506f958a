// SPDX-License-Identifier: Apache-2.0
#include "slack/live_forms.hpp"

#include "core/text.hpp"

#include <array>

namespace slack {
namespace {

bool is_date(std::string_view form) {
    const auto digits = form.find_first_not_of("0123456789", 6);
    return form.starts_with("!date^") && digits != std::string_view::npos && digits > 6 &&
           form[digits] == '^' && form.find('|') != std::string_view::npos;
}

bool is_link(std::string_view form) {
    const auto bar = form.find('|');
    const bool has_scheme =
        form.starts_with("https://") || form.starts_with("http://") || form.starts_with("mailto:");
    return has_scheme && form.substr(0, bar).find(' ') == std::string_view::npos;
}

bool starts_an_entity(std::string_view text) {
    return text.starts_with("&amp;") || text.starts_with("&lt;") || text.starts_with("&gt;");
}

}  // namespace

std::vector<std::string> live_form_errors(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '&' && !starts_an_entity(text.substr(at)))
            out.emplace_back("holds an & that is not escaped");
        if (text[at] == '>') out.emplace_back("holds a > that closes nothing");
        if (text[at] != '<') continue;
        const auto end = text.find('>', at);
        if (end == std::string_view::npos) {
            out.emplace_back("holds a < that is not closed");
            break;
        }
        const auto form = text.substr(at + 1, end - at - 1);
        if (!is_date(form) && !is_link(form))
            out.emplace_back("holds a live form that is neither a date nor a link");
        at = end;
    }
    return out;
}

bool has_bare_broadcast(std::string_view text) {
    static constexpr std::array words = {std::string_view("here"), std::string_view("channel"),
                                         std::string_view("everyone")};
    for (auto at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1))
        for (const auto word : words)
            if (core::starts_with_ignoring_case(text.substr(at + 1), word)) return true;
    return false;
}

}  // namespace slack
