// SPDX-License-Identifier: Apache-2.0
// Which installation a delivery of Slack is for, and the keys that carry it: an id of Slack's means something
// only together with its installation.
#pragma once

#include "bot/service.hpp"
#include "slack/payloads.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace bot {

// The active installation. None of ours: counted and logged, and the caller acknowledges it without keeping
// anything.
std::optional<std::int64_t> origin_of(Service& service, const slack::Origin& origin, std::string_view kind);
// The same; that the app is gone is heard also where it is gone already.
std::optional<std::int64_t> origin_of(Service& service, const slack::Event& event);
// What the bot's own user wrote is never answered, also where Slack does not mark it as a bot's.
bool is_by_ourselves(const Service& service, const slack::Event& event, std::int64_t installation);
// The body of the reply to a command from where the app is not installed.
std::string not_installed_reply(const Service& service);

// Of a `received` row: the same for every repetition, another for each installation.
std::string key_of_delivery(std::string_view kind, std::int64_t installation, std::string_view id);
// Of the answer to it.
std::string key_of_answer(std::int64_t installation, std::string_view id);

}  // namespace bot
