// SPDX-License-Identifier: Apache-2.0
#include "net/http.hpp"

#include <algorithm>

namespace net {
namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The byte that the escape at `at` stands for; -1 when it is none.
int escaped_byte(std::string_view text, std::size_t at) {
    if (text.size() - at < 3) return -1;
    const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool decode_into(std::string& out, std::string_view text, bool plus_is_space) {
    bool well_formed = true;
    const auto is_special = [plus_is_space](char c) { return c == '%' || (plus_is_space && c == '+'); };
    const auto next = [&] {
        return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_special) - text.begin());
    };
    for (auto at = next(); at != text.size(); at = next()) {
        out.append(text.substr(0, at));
        const int byte = text[at] == '%' ? escaped_byte(text, at) : ' ';
        out += byte >= 0 ? static_cast<char>(byte) : '%';
        well_formed = well_formed && byte >= 0;
        text.remove_prefix(text[at] == '%' && byte >= 0 ? at + 3 : at + 1);
    }
    out.append(text);
    return well_formed;
}

bool add_pair(std::string_view pair, Form& form) {
    const auto equals = pair.find('=');
    auto& [name, value] = form.emplace_back();
    const auto tail = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    const bool name_is_good = decode_into(name, pair.substr(0, equals), true);
    return decode_into(value, tail, true) && name_is_good;
}

}  // namespace

std::string_view Request::path() const { return std::string_view(target).substr(0, target.find('?')); }

std::string_view Request::header(std::string_view name) const {
    for (const auto& [known, value] : headers)
        if (known == name) return value;
    return {};
}

Response text_response(int status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body), {}};
}

Response json_response(int status, std::string body) {
    return {status, "application/json", std::move(body), {}};
}

std::string percent_decode(std::string_view text, bool plus_is_space) {
    std::string out;
    decode_into(out, text, plus_is_space);
    return out;
}

bool parse_form(std::string_view body, Form& form) {
    form.clear();
    form.reserve(15);  // as many as a slash command has
    while (!body.empty()) {
        const auto end = body.find('&');
        const auto pair = body.substr(0, end);
        if (!pair.empty() && !add_pair(pair, form)) return false;
        body = end == std::string_view::npos ? std::string_view{} : body.substr(end + 1);
    }
    return true;
}

std::string_view form_value(const Form& form, std::string_view name) {
    for (const auto& [known, value] : form)
        if (known == name) return value;
    return {};
}

}  // namespace net
