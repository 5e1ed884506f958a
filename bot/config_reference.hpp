// SPDX-License-Identifier: Apache-2.0
// docs/configuration.md: every setting, from the table that reads them.
#pragma once

#include <string>

namespace bot {

std::string configuration_markdown();

}  // namespace bot
