// SPDX-License-Identifier: Apache-2.0
// A chart as Slack's data_visualization, within the smaller of the limits its documents name, or as a list of
// its values.
#pragma once

#include "commands/answer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace slack {

struct DrawnChart {
    core::Json block;
    std::string missing;  // a sentence for what the picture leaves out; empty when it has everything
};
// Nothing when no category has a value in every series: there is nothing to draw.
std::optional<DrawnChart> chart_block(const commands::Chart& chart);

// One line for each series: its last values, with their categories.
std::vector<std::string> chart_lines(const commands::Chart& chart);

}  // namespace slack
