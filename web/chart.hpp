// SPDX-License-Identifier: Apache-2.0
// A chart as SVG with its finding as text and its numbers as a table, so that nobody needs to see the
// picture.
#pragma once

#include "commands/answer.hpp"

#include <string>

namespace web {

std::string chart_html(const commands::Chart& chart);

}  // namespace web
