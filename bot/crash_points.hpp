// SPDX-License-Identifier: Apache-2.0
// Places at which a test ends the process as kill -9 would, to prove that nothing is lost or done twice
// there. In a program built without tests they do nothing.
#pragma once

#include <array>
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

// Ends the process when the variable CRASH_AT holds `name`.
void crash_point(std::string_view name);

}  // namespace bot
