// SPDX-License-Identifier: Apache-2.0
// What a test may do to the running program: end it at a place as kill -9 would, to prove that nothing is
// lost or done twice there, and shorten a wait. In a program built without tests both do nothing.
#pragma once

#include <array>
#include <chrono>
#include <string_view>

namespace bot {

// In the order in which an event from Slack passes them.
inline constexpr std::array<std::string_view, 5> crash_points = {
    "received",  // the delivery is committed, not yet acknowledged
    "answered",  // its answer is committed to the outbox
    "sending",   // the message is committed as being sent; nothing left yet
    "sent",      // Slack took it, and that is not kept yet
    "ended",     // that is kept
};

// Slack gave new tokens, and they are not kept yet.
inline constexpr std::string_view renewal_crash_point = "renewed";

// `seconds`, or what the variable LOOK_AFTER holds: so that a test need not wait as long as Slack may.
std::chrono::seconds look_after(std::chrono::seconds seconds);

// Ends the process when the variable CRASH_AT holds `name`.
void crash_point(std::string_view name);

}  // namespace bot
