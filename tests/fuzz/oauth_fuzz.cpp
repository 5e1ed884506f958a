// SPDX-License-Identifier: Apache-2.0
// What a browser says in its Cookie header, and Slack's reply to a code.
#include "slack/oauth.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto browser = slack::browser_of(text);
    if (browser.find(';') != std::string::npos || browser.size() > size) std::abort();
    const auto reply = core::parse_json(text);
    if (!reply) return 0;
    const auto installed = slack::read_installed(*reply);
    // What is kept names a place, and its token fits into one header.
    if (installed && (installed->tokens.access.find_first_of("\r\n") != std::string::npos ||
                      (installed->team.empty() && installed->enterprise.empty())))
        std::abort();
    return 0;
}
