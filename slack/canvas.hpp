// SPDX-License-Identifier: Apache-2.0
// The blocks of one message as they are laid down, within Slack's room for them; what finds none is counted,
// never dropped silently.
#pragma once

#include "core/json.hpp"

#include <cstddef>
#include <string>

namespace slack {

inline constexpr std::size_t most_blocks = 50;
inline constexpr std::size_t most_text = 12000;  // near 13,200 Slack answers msg_blocks_too_long

// Units of every text in `value`: more than Slack counts, never less.
std::size_t weight(const core::Json& value);

class Canvas {
  public:
    // Keeps room for `tail`, which is laid last, and for the line that says how much is missing.
    explicit Canvas(const core::Json& tail);

    // Lays all `blocks` (an array) or none; then, and from then on, `things` are counted as left out.
    bool lay(core::Json blocks, std::size_t things = 1);
    void leave_out(std::size_t things) { left_out_ += things; }
    std::size_t room() const { return is_full_ ? 0 : room_text_; }
    std::string next_action_id() { return "b" + std::to_string(++actions_); }

    bool may_draw_table() const { return !has_table_; }
    bool may_draw_chart() const { return charts_ < 2; }
    void drew_table() { has_table_ = true; }
    void drew_chart() { ++charts_; }

    // The blocks, the line about what is missing, the tail.
    core::Json finish(core::Json tail) &&;

  private:
    core::Json blocks_ = core::Json::array();
    std::size_t room_text_, room_blocks_, left_out_ = 0, actions_ = 0, charts_ = 0;
    bool is_full_ = false, has_table_ = false;
};

core::Json section(core::Json text);
core::Json context(core::Json text);
core::Json list_of(core::Json block);  // an array with this block alone

}  // namespace slack
