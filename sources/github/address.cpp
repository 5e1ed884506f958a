// SPDX-License-Identifier: Apache-2.0
#include "sources/github/address.hpp"

#include "net/url.hpp"

namespace sources::github {

namespace {

constexpr std::string_view cloud = "github.com", with_residency = ".ghe.com";

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

std::string_view without_slashes(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    return path;
}

}  // namespace

core::Result<Address> address_of(std::string_view base_url) {
    const auto url = net::parse_url(base_url);
    if (!url)
        return core::invalid(
            "The address of GitHub is no URL; write https://github.com or https://git.example.com.");
    if (!url->is_secure && !is_loopback(url->host))
        return core::invalid("The address of GitHub must start with https://: a token travels along.");
    const auto path = without_slashes(url->target);
    const auto at = std::string(url->is_secure ? "https://" : "http://");
    if (url->host == cloud || url->host == "www.github.com" || url->host == "api.github.com")
        return Address{"https://api.github.com", "https://api.github.com/graphql", false};
    if (url->host.ends_with(with_residency)) {
        const auto host = url->host.starts_with("api.") ? url->host : "api." + url->host;
        return Address{at + host, at + host + "/graphql", false};
    }
    if (!path.empty() && path != "/api/v3")
        return core::invalid(
            "The address of an Enterprise Server is its host alone, like https://git.example.com.");
    const auto host = at + url->authority();
    return Address{host + "/api/v3", host + "/api/graphql", true};
}

}  // namespace sources::github
