// SPDX-License-Identifier: Apache-2.0
#include "slack/canvas.hpp"

#include "slack/mrkdwn.hpp"

#include <fmt/format.h>

#include <utility>

namespace slack {
namespace {

constexpr std::size_t missing_line_weight = 160;

std::size_t less(std::size_t room, std::size_t taken) { return room > taken ? room - taken : 0; }

core::Json missing_line(std::size_t left_out) {
    return context(plain_text(
        fmt::format("… and {} more {} not shown here. The shell (ispo) and the console show everything.",
                    left_out, left_out == 1 ? "part is" : "lines are"),
        missing_line_weight));
}

}  // namespace

std::size_t weight(const core::Json& value) {
    if (value.is_string()) return units(value.get_ref<const std::string&>());
    std::size_t sum = 0;
    if (value.is_array())
        for (const auto& item : value) sum += weight(item);
    if (value.is_object())
        for (const auto& [key, item] : value.items())
            if (key != "type" && key != "action_id") sum += weight(item);
    return sum;
}

Canvas::Canvas(const core::Json& tail)
    : room_text_(less(most_text, weight(tail) + missing_line_weight)),
      room_blocks_(less(most_blocks, tail.size() + 1)) {}

bool Canvas::lay(core::Json blocks, std::size_t things) {
    const auto needed = weight(blocks);
    if (is_full_ || needed > room_text_ || blocks.size() > room_blocks_) {
        is_full_ = true;
        left_out_ += things;
        return false;
    }
    room_text_ -= needed;
    room_blocks_ -= blocks.size();
    for (auto& block : blocks) blocks_.push_back(std::move(block));
    return true;
}

core::Json Canvas::finish(core::Json tail) && {
    if (left_out_ > 0) blocks_.push_back(missing_line(left_out_));
    for (auto& block : tail) blocks_.push_back(std::move(block));
    return std::move(blocks_);
}

core::Json section(core::Json text) { return {{"type", "section"}, {"text", std::move(text)}}; }

core::Json context(core::Json text) { return {{"type", "context"}, {"elements", list_of(std::move(text))}}; }

core::Json list_of(core::Json block) {
    auto list = core::Json::array();
    list.push_back(std::move(block));
    return list;
}

}  // namespace slack
