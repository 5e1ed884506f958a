// SPDX-License-Identifier: Apache-2.0
// Documents as some editors of Windows save them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sources::documents {

// `bytes` as UTF-8 when they begin with a byte order mark of UTF-16, either order; else nullopt. Lone
// surrogates and an odd last byte become U+FFFD. Source: RFC 2781.
std::optional<std::string> from_utf16(std::string_view bytes);

}  // namespace sources::documents
