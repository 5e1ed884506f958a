// SPDX-License-Identifier: Apache-2.0
// systemd's notification protocol, sd_notify(3): a datagram to $NOTIFY_SOCKET. Does nothing outside systemd.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace bot {

void notify_systemd(const std::string& state);  // "READY=1\nSTATUS=…", "WATCHDOG=1", "STOPPING=1"
// Half of $WATCHDOG_USEC: how often to say WATCHDOG=1; nothing when there is no watchdog.
std::optional<std::chrono::milliseconds> watchdog_interval();

}  // namespace bot
