// SPDX-License-Identifier: Apache-2.0
// What only the shell may ask for: links to install, the list of installations, the end of one. Whoever may
// open the data folder is an administrator; nothing of this can be asked for in Slack or the console.
#pragma once

#include "bot/service.hpp"
#include "commands/answer.hpp"
#include "core/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <string_view>

namespace bot {

// {"do":"link","seconds":86400}, {"do":"list"}, {"do":"end","id":2}, as the shell sends them.
// `who` is the user of the operating system, for the audit.
boost::asio::awaitable<commands::Answer> carry_out(Service& service, core::Json order, std::string who);

// "24h", "30m", "7d": from a minute to 30 days. Errc::invalid otherwise.
core::Result<std::chrono::seconds> read_span(std::string_view text);

}  // namespace bot
