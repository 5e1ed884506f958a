// SPDX-License-Identifier: Apache-2.0
#include "bot/clock.hpp"

namespace bot {

core::Time wall_now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

}  // namespace bot
