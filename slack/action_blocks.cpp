// SPDX-License-Identifier: Apache-2.0
#include "slack/action_blocks.hpp"

#include "core/text.hpp"
#include "slack/canvas.hpp"
#include "slack/mrkdwn.hpp"

#include <fmt/format.h>

namespace slack {
namespace {

using commands::Action;
using core::Json;

constexpr std::size_t longest =
    75;  // of a button's text, its accessibility label, an option's text and value
constexpr std::size_t buttons_in_a_row = 3, most_buttons = 5, most_options = 5, most_menus = 2;

// An empty label says the line.
const std::string& label_of(const Action& action) {
    return core::trim(core::clean(action.label)).empty() ? action.line : action.label;
}

Json confirm_of(const Action& action) {
    return {{"title", plain_text("Please confirm", 100)},
            {"text", plain_text(action.confirm, 300)},
            {"confirm", plain_text(label_of(action), 30)},
            {"deny", plain_text("Cancel", 30)}};
}

Json option_of(const Action& action) {
    return {{"text", plain_text(label_of(action), longest)}, {"value", action.line}};
}

struct Row {
    std::vector<const Action*> buttons, menu, typed;
};

// A menu asks one question for all its entries, so an action with a question of its own is never put there.
Row arranged(const std::vector<Action>& actions) {
    Row row;
    for (const auto& action : actions) {
        const auto place = row.buttons.size();
        const bool as_button = place < buttons_in_a_row || (!action.confirm.empty() && place < most_buttons);
        const bool as_entry = action.confirm.empty() && row.menu.size() < most_menus * most_options;
        if (!fits_button(action) || (!as_button && !as_entry))
            row.typed.push_back(&action);
        else
            (as_button ? row.buttons : row.menu).push_back(&action);
    }
    return row;
}

void add_menus(Json& elements, const std::vector<const Action*>& menu, const NextId& next_id) {
    for (std::size_t i = 0; i < menu.size(); ++i) {
        if (i % most_options == 0)
            elements.push_back({{"type", "overflow"}, {"action_id", next_id()}, {"options", Json::array()}});
        elements.back()["options"].push_back(option_of(*menu[i]));
    }
}

// Lines for the keyboard, as many as one context line holds.
std::string typed_lines(const std::vector<const Action*>& typed) {
    constexpr std::size_t most = 700;
    std::string out = "You can also type:";
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const auto entry = core::one_line("/ispo " + typed[i]->line);
        if (units(out) + units(entry) > most) {
            const auto rest = typed.size() - i;
            return fmt::format("{} … and {} more; /ispo help commands lists what can be asked.",
                               i == 0 ? cut(fmt::format("{} {}", out, entry), most) : out, rest);
        }
        out.append(i == 0 ? " " : " · ").append(entry);
    }
    return out;
}

}  // namespace

bool fits_button(const Action& action) {
    return !core::trim(action.line).empty() && units(action.line) <= longest && core::is_utf8(action.line) &&
           core::one_line(action.line) == action.line;
}

Json button(const Action& action, const NextId& next_id) {
    const bool is_spoken = !core::trim(core::clean(action.spoken)).empty();
    Json out = {{"type", "button"},
                {"action_id", next_id()},
                {"text", plain_text(label_of(action), longest)},
                {"value", action.line},
                {"accessibility_label", plain(is_spoken ? action.spoken : label_of(action), longest)}};
    if (!action.confirm.empty()) out["confirm"] = confirm_of(action);
    return out;
}

Json action_blocks(const std::vector<Action>& actions, const NextId& next_id) {
    const auto row = arranged(actions);
    auto blocks = Json::array();
    auto elements = Json::array();
    for (const auto* action : row.buttons) elements.push_back(button(*action, next_id));
    add_menus(elements, row.menu, next_id);
    if (!elements.empty()) blocks.push_back({{"type", "actions"}, {"elements", std::move(elements)}});
    if (!row.typed.empty()) blocks.push_back(context(plain_text(typed_lines(row.typed), 1000)));
    return blocks;
}

}  // namespace slack
