// SPDX-License-Identifier: Apache-2.0
// An Answer as an HTML fragment. Everything foreign is escaped; an action is a <button data-line="…">.
#pragma once

#include "commands/answer.hpp"

#include <string>
#include <string_view>

namespace web {

std::string escape(std::string_view text);
std::string answer_html(const commands::Answer& answer);

}  // namespace web
