// SPDX-License-Identifier: Apache-2.0
#include "slack/interaction.hpp"

#include "core/text.hpp"
#include "net/http.hpp"

#include <array>
#include <utility>

namespace slack {
namespace {

using core::Json;
using core::member_of;
using core::text_of;
using Kind = Interaction::Kind;

constexpr std::size_t most_entered = 100, most_values = 100;

std::string first_of(std::string first, std::string second) {
    return first.empty() ? std::move(second) : std::move(first);
}

const Json& first_action(const Json& payload) {
    const auto& actions = member_of(payload, "actions");
    return actions.is_array() && !actions.empty() ? actions.front() : member_of(actions, "");
}

void add(std::vector<std::string>& values, std::string value) {
    if (!value.empty() && values.size() < most_values) values.push_back(std::move(value));
}

// Each kind of element keeps what it holds under a name of its own.
Entered entered_in(const Json& element) {
    static constexpr std::array of_one = {"selected_date",         "selected_time",    "selected_user",
                                          "selected_conversation", "selected_channel", "value"};
    static constexpr std::array of_many = {"selected_users", "selected_conversations", "selected_channels"};
    Entered out;
    out.action_id = text_of(element, "action_id");
    out.block_id = text_of(element, "block_id");
    out.type = text_of(element, "type");
    add(out.values, text_of(member_of(element, "selected_option"), "value"));
    for (const auto& option : member_of(element, "selected_options"))
        add(out.values, text_of(option, "value"));
    for (const auto* name : of_one) add(out.values, text_of(element, name));
    for (const auto* name : of_many)
        for (const auto& value : member_of(element, name))
            if (value.is_string()) add(out.values, value.get<std::string>());
    const auto moment = core::number_of(element, "selected_date_time");
    if (moment != 0) add(out.values, std::to_string(moment));
    return out;
}

// "s2.a7": what our own messages and views give to what can be pressed (slack/canvas, slack/home_view).
bool is_own_id(std::string_view id) {
    const auto all_digits = [](std::string_view text) {
        return text.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (const auto dot = id.find('.'); dot != std::string_view::npos) {
        if (!id.starts_with('s') || dot < 2 || !all_digits(id.substr(1, dot - 1))) return false;
        id.remove_prefix(dot + 1);
    }
    return !id.empty() && id.front() >= 'a' && id.front() <= 'z' && all_digits(id.substr(1));
}

// Only these carry a line; what pickers and check boxes hold are values of a form.
std::string line_of(const Entered& action) {
    if (!is_own_id(action.action_id)) return {};
    static constexpr std::array with_line = {"button", "overflow", "static_select", "radio_buttons"};
    for (const auto* type : with_line)
        if (action.type == type) return action.value();
    return {};
}

ViewSeen view_in(const Json& payload) {
    const auto& view = member_of(payload, "view");
    return {.id = text_of(view, "id"),
            .hash = text_of(view, "hash"),
            .type = text_of(view, "type"),
            .callback_id = text_of(view, "callback_id"),
            .metadata = text_of(view, "private_metadata")};
}

// view.state.values[block_id][action_id].
std::vector<Entered> entered_in_view(const Json& payload) {
    std::vector<Entered> out;
    const auto& values = member_of(member_of(member_of(payload, "view"), "state"), "values");
    if (!values.is_object()) return out;
    for (const auto& [block_id, elements] : values.items()) {
        if (!elements.is_object()) continue;
        for (const auto& [action_id, element] : elements.items()) {
            if (out.size() == most_entered) return out;
            auto entered = entered_in(element);
            entered.block_id = block_id;
            entered.action_id = action_id;
            out.push_back(std::move(entered));
        }
    }
    return out;
}

Kind kind_of(std::string_view type) {
    static constexpr std::array kinds = {std::pair{"block_actions", Kind::actions},
                                         std::pair{"view_submission", Kind::submission},
                                         std::pair{"view_closed", Kind::closed},
                                         std::pair{"shortcut", Kind::shortcut},
                                         std::pair{"message_action", Kind::message_shortcut},
                                         std::pair{"block_suggestion", Kind::suggestion}};
    for (const auto& [name, kind] : kinds)
        if (type == name) return kind;
    return Kind::other;
}

void read_place(Interaction& out, const Json& payload) {
    const auto& container = member_of(payload, "container");
    const auto& message = member_of(payload, "message");
    out.channel = first_of(text_of(member_of(payload, "channel"), "id"), text_of(container, "channel_id"));
    out.thread = first_of(text_of(container, "thread_ts"), text_of(message, "thread_ts"));
    out.message_ts = first_of(text_of(container, "message_ts"), text_of(message, "ts"));
    out.ephemeral = core::truth_of(container, "is_ephemeral");
    out.text = text_of(message, "text");
}

}  // namespace

core::Result<Interaction> parse_interaction(std::string_view body) {
    net::Form form;
    if (!net::parse_form(body, form)) return core::invalid("This is not a form.");
    const auto payload = core::parse_json(net::form_value(form, "payload"));
    if (!payload) return payload.error();
    return interaction_from(*payload);
}

core::Result<Interaction> interaction_from(const Json& payload) {
    const auto type = text_of(payload, "type");
    Interaction out;
    out.kind = kind_of(type);
    out.team = text_of(member_of(payload, "team"), "id");
    out.enterprise = text_of(member_of(payload, "enterprise"), "id");
    out.is_enterprise_install = core::truth_of(payload, "is_enterprise_install");
    out.user = text_of(member_of(payload, "user"), "id");
    if (type.empty() || out.user.empty()) return core::invalid("An interaction names its type and its user.");
    out.external = out.is_from_outside(text_of(member_of(payload, "user"), "team_id"));
    out.response_url = text_of(payload, "response_url");
    out.trigger = text_of(payload, "trigger_id");
    out.callback_id = text_of(payload, "callback_id");
    out.view = view_in(payload);
    read_place(out, payload);
    if (out.kind == Kind::actions) {
        out.action = entered_in(first_action(payload));
        out.line = line_of(out.action);
    }
    if (out.kind == Kind::submission) out.entered = entered_in_view(payload);
    if (out.kind == Kind::suggestion) {
        out.field = text_of(payload, "action_id");
        out.prefix = text_of(payload, "value");
    }
    return out;
}

std::string line_in(std::string_view metadata) {
    const auto json = core::parse_json(metadata, {.size_bytes = 3000, .depth = 3});
    return json ? core::text_of(*json, "line") : std::string();
}

std::map<std::string, std::string> fields_in(const Interaction& submission) {
    std::map<std::string, std::string> fields;
    for (const auto& entered : submission.entered) {
        auto& value = fields[entered.action_id];
        value.clear();
        for (const auto& one : entered.values) value += (value.empty() ? "" : "\n") + one;
    }
    return fields;
}

}  // namespace slack
