// SPDX-License-Identifier: Apache-2.0
// What stands under links that people share. Source: docs.slack.dev/messaging/unfurling-links-in-messages.
#pragma once

#include "commands/answer.hpp"
#include "slack/event_parts.hpp"

#include <string>
#include <utility>
#include <vector>

namespace slack {

// Is the host of the address one of the domains, or below one?
bool is_in_domains(std::string_view url, const std::vector<std::string>& domains);

// The arguments of chat.unfurl.
core::Json unfurl_arguments(const LinksShared& shared,
                            const std::vector<std::pair<std::string, commands::Answer>>& previews);

}  // namespace slack
