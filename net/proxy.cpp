// SPDX-License-Identifier: Apache-2.0
#include "net/proxy.hpp"

#include "core/text.hpp"
#include "net/crypto.hpp"
#include "net/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace net {
namespace {

std::optional<boost::asio::ip::address> address_of(std::string_view text) {
    if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
    boost::system::error_code failed;
    const auto address = boost::asio::ip::make_address(std::string(text), failed);
    return failed ? std::nullopt : std::optional(address);
}

bool is_loopback(std::string_view host) {
    const auto address = address_of(host);
    return address ? address->is_loopback() : host == "localhost" || host.ends_with(".localhost");
}

core::Error wrong_proxy() {
    return core::invalid(
        "network.proxy is no address of a proxy. Write it like http://proxy.example.com:3128, with "
        "user:password@ before the host if it wants them.");
}

std::optional<std::string> authorization_of(std::string_view user_and_password) {
    const auto colon = user_and_password.find(':');
    const auto user = percent_decode(user_and_password.substr(0, colon), false);
    const auto password = colon == std::string_view::npos
                              ? std::string()
                              : percent_decode(user_and_password.substr(colon + 1), false);
    // A colon ends the user (RFC 7617, 2), so one inside it would move the rest into the password.
    if (user.empty() || user.find(':') != std::string::npos) return std::nullopt;
    return "Basic " + crypto::base64(user + ":" + password);
}

core::Result<Proxy> read_proxy(std::string_view url) {
    constexpr std::string_view scheme = "http://";
    if (!core::starts_with_ignoring_case(url, scheme)) return wrong_proxy();
    auto rest = url.substr(scheme.size());
    Proxy proxy;
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) {
        const auto authorization = authorization_of(rest.substr(0, at));
        if (!authorization) return wrong_proxy();
        proxy.authorization = *authorization;
        rest.remove_prefix(at + 1);
    }
    const auto place = parse_url(std::string(scheme) + std::string(rest));
    if (!place || place->target != "/") return wrong_proxy();
    proxy.host = place->host;
    proxy.port = place->port;
    return proxy;
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
}

core::Result<std::string> read_exception(std::string_view text) {
    auto entry = core::lower(core::trim(text));
    if (entry == "*" || address_of(entry)) return entry;
    if (entry.starts_with("*.")) entry.erase(0, 2);
    if (entry.starts_with('.')) entry.erase(0, 1);
    if (is_name(entry)) return entry;
    return core::invalid(
        fmt::format("network.no_proxy names hosts (example.com covers all below it) and addresses; \"{}\" "
                    "is neither.",
                    core::shorten(core::one_line(text), 80)));
}

bool covers(std::string_view entry, std::string_view host) {
    if (entry == "*") return true;
    const auto address = address_of(host), excepted = address_of(entry);
    if (address || excepted) return address == excepted;
    return host == entry || (host.size() > entry.size() && host.ends_with(entry) &&
                             host[host.size() - entry.size() - 1] == '.');
}

std::string host_and_port(const std::string& host, std::uint16_t port) {
    return host.find(':') == std::string::npos ? fmt::format("{}:{}", host, port)
                                               : fmt::format("[{}]:{}", host, port);
}

}  // namespace

std::string Proxy::authority() const { return host_and_port(host, port); }

core::Result<ProxyRules> parse_proxy(std::string_view url, const std::vector<std::string>& no_proxy) {
    ProxyRules rules;
    if (!url.empty()) {
        auto proxy = read_proxy(url);
        if (!proxy) return proxy.error();
        rules.proxy = std::move(*proxy);
    }
    for (const auto& text : no_proxy) {
        auto entry = read_exception(text);
        if (!entry) return entry.error();
        rules.direct.push_back(std::move(*entry));
    }
    return rules;
}

const Proxy* proxy_for(const ProxyRules& rules, std::string_view host) {
    if (!rules.proxy || is_loopback(host)) return nullptr;
    const bool is_direct = std::any_of(rules.direct.begin(), rules.direct.end(),
                                       [&](const auto& entry) { return covers(entry, host); });
    return is_direct ? nullptr : &*rules.proxy;
}

std::string connect_request(const Proxy& proxy, const Url& url) {
    const auto place = host_and_port(url.host, url.port);
    auto request = fmt::format("CONNECT {0} HTTP/1.1\r\nHost: {0}\r\n", place);
    if (!proxy.authorization.empty()) request += "Proxy-Authorization: " + proxy.authorization + "\r\n";
    return request + "\r\n";
}

}  // namespace net
