// SPDX-License-Identifier: Apache-2.0
// The parts of an http or https URL that a client needs.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace net {

struct Url {
    bool is_secure = true;
    std::string host;  // lower case; an IPv6 address without its brackets
    std::uint16_t port = 443;
    std::string target = "/";  // path and query, without the fragment
    std::string authority()
        const;  // for the Host header: with brackets, and with the port unless it is the scheme's own
};

// Errc::invalid when it is no absolute http or https URL, or carries a user name, white space, control
// characters or other bytes that a URL must escape. The sentence quotes nothing of it, since URLs carry
// secrets.
core::Result<Url> parse_url(std::string_view text);

}  // namespace net
