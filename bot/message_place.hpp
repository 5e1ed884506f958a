// SPDX-License-Identifier: Apache-2.0
// What Slack's ids tell of the place of a message: a person, which stands for the channel of their direct
// messages, that channel, or one that several may read.
#pragma once

#include <string_view>

namespace bot {

inline bool is_person(std::string_view place) { return place.starts_with('U') || place.starts_with('W'); }
inline bool is_direct(std::string_view place) { return place.starts_with('D'); }
inline bool is_channel(std::string_view place) { return !is_person(place) && !is_direct(place); }

}  // namespace bot
