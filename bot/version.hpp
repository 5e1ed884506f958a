// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace bot {

std::string_view version();  // "0.1.0"
std::string_view commit();   // of the source it was built from; "unknown" outside a checkout

}  // namespace bot
