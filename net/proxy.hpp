// SPDX-License-Identifier: Apache-2.0
// The company's outgoing proxy: which connections pass through it, and how it is asked (HTTP CONNECT, RFC
// 9110, 9.3.6). Pure.
#pragma once

#include "core/result.hpp"
#include "net/url.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace net {

struct Proxy {
    std::string host;
    std::uint16_t port = 0;
    std::string authorization;      // the value of Proxy-Authorization, a secret; empty when none
    std::string authority() const;  // "proxy.example.com:3128", for sentences: never with the password
};

struct ProxyRules {
    std::optional<Proxy> proxy;       // none: everything goes directly
    std::vector<std::string> direct;  // names (with all below them) and addresses; "*" = everything
};

// `url` is like "http://user:password@proxy.example.com:3128" (user and password percent-encoded, port 80
// unless given), empty for none. `no_proxy` holds "example.com" or ".example.com" (that host and all below
// it), addresses, "*". Errc::invalid, with a sentence that quotes neither user nor password, when one of them
// makes no sense; networks such as 10.0.0.0/8 are refused, because names are not looked up to be compared.
core::Result<ProxyRules> parse_proxy(std::string_view url, const std::vector<std::string>& no_proxy);

// The proxy for `host` (as in Url::host); null when it is reached directly, which loopback always is. Lives
// as long as `rules`.
const Proxy* proxy_for(const ProxyRules& rules, std::string_view host);

// The whole request that asks `proxy` for a way to `url`. A secret, when the proxy wants a password.
std::string connect_request(const Proxy& proxy, const Url& url);

}  // namespace net
