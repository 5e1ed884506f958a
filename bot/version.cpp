// SPDX-License-Identifier: Apache-2.0
#include "bot/version.hpp"

namespace bot {

std::string_view version() { return ISPO_VERSION; }
std::string_view commit() { return ISPO_COMMIT; }

}  // namespace bot
