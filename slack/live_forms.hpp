// SPDX-License-Identifier: Apache-2.0
// The notation in a text that does something: what validate() looks for, apart from the code that writes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slack {

// What is wrong with the "<…>" in mrkdwn: only dates and links may be live; a mention of anybody, an unclosed
// form, a raw < or > or a raw & may not.
std::vector<std::string> live_form_errors(std::string_view text);
// A bare @here, @channel or @everyone, which notifies where text is parsed.
bool has_bare_broadcast(std::string_view text);

}  // namespace slack
