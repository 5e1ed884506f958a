// SPDX-License-Identifier: Apache-2.0
// Where one GitHub is: github.com, an Enterprise Cloud with its own host, or an Enterprise Server.
// Source: docs.github.com, "Getting started with the REST API" and "Forming calls with GraphQL".
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace sources::github {

struct Address {
    std::string rest;        // "https://api.github.com", without a slash at its end
    std::string graphql;     // "https://api.github.com/graphql"
    bool is_server = false;  // Enterprise Server: no limits unless its owner set some, fewer REST calls
};

// From what people write: "https://github.com", "https://api.github.com", "https://octo.ghe.com",
// "https://git.example.com" or "https://git.example.com/api/v3". Errc::invalid when it is no such URL; http
// is taken on loopback only, as a token travels along.
core::Result<Address> address_of(std::string_view base_url);

}  // namespace sources::github
