// SPDX-License-Identifier: Apache-2.0
// How a shell command gets at what is kept: through the service that runs on the data folder or, when none
// does, by the folder's lock.
#pragma once

#include "bot/config.hpp"
#include "bot/lock.hpp"

#include <filesystem>
#include <optional>

namespace bot {

// One of the two.
struct WayIn {
    std::optional<std::filesystem::path> service;  // its socket
    std::optional<FolderLock> lock;
};
// A demo in the data folder answers questions; what is kept and ordered is for the real folder.
enum class Demo { answers, is_passed_over };

// Waits a few seconds for the lock of another command, and says so on a terminal. Errc::conflict when it is
// held longer, Errc::unavailable when a service does not answer or the folder cannot be made.
core::Result<WayIn> way_in(const Config& config, Demo demo);

}  // namespace bot
