// SPDX-License-Identifier: Apache-2.0
// Events that ask for something to be shown, not answered: an opened Home, shared links, an agent's session
// that was stopped. They may come twice or be lost without harm, so nothing of them is kept.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <string>

namespace bot {

// Shows in the background what the event asks for; nothing for all others.
void show_for(Service& service, const slack::Event& event, const std::string& body);

}  // namespace bot
