// SPDX-License-Identifier: Apache-2.0
#include "net/url.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace net {
namespace {

bool is_visible(char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '<' && c != '>' && c != '\\'; }
bool is_in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}
bool is_in_address(char c) {
    return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':' || c == '.';
}

// Takes the scheme off `rest`.
bool take_scheme(std::string_view& rest, Url& url) {
    const auto end = rest.find("://");
    if (end == std::string_view::npos) return false;
    const auto scheme = core::lower(rest.substr(0, end));
    rest.remove_prefix(end + 3);
    url.is_secure = scheme == "https";
    url.port = url.is_secure ? 443 : 80;
    return url.is_secure || scheme == "http";
}

std::optional<std::uint16_t> port_of(std::string_view digits) {
    std::uint16_t port = 0;
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (bad != std::errc{} || end != digits.data() + digits.size() || port == 0) return std::nullopt;
    return port;
}

bool read_authority(std::string_view text, Url& url) {
    const bool has_brackets = text.starts_with('[');
    const auto host_end = has_brackets ? text.find(']') : std::min(text.find(':'), text.size());
    if (host_end == std::string_view::npos) return false;
    url.host = core::lower(text.substr(has_brackets ? 1 : 0, host_end - (has_brackets ? 1 : 0)));
    text.remove_prefix(host_end + (has_brackets ? 1 : 0));
    if (url.host.empty() || url.host.size() > 253) return false;
    if (!std::all_of(url.host.begin(), url.host.end(), has_brackets ? is_in_address : is_in_name))
        return false;
    if (text.empty()) return true;
    const auto port = text.front() == ':' ? port_of(text.substr(1)) : std::nullopt;
    if (port) url.port = *port;
    return port.has_value();
}

}  // namespace

std::string Url::authority() const {
    const auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == (is_secure ? 443 : 80) ? name : fmt::format("{}:{}", name, port);
}

core::Result<Url> parse_url(std::string_view text) {
    const auto wrong =
        core::invalid("This is no http or https URL; nothing was sent. Write it like https://host/path.");
    Url url;
    auto rest = text;
    if (!std::all_of(text.begin(), text.end(), is_visible) || !take_scheme(rest, url)) return wrong;
    rest = rest.substr(0, rest.find('#'));
    const auto host_end = std::min(rest.find_first_of("/?"), rest.size());
    if (!read_authority(rest.substr(0, host_end), url)) return wrong;
    rest.remove_prefix(host_end);
    url.target = (rest.starts_with('/') ? "" : "/") + std::string(rest);
    return url;
}

}  // namespace net
