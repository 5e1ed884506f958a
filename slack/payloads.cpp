// SPDX-License-Identifier: Apache-2.0
// The two payloads that come as a form: slash commands and interactions. Events are in event.cpp.
#include "slack/payloads.hpp"

#include "net/http.hpp"

#include <algorithm>

namespace slack {
namespace {

using core::member_of;
using core::text_of;

std::string field(const net::Form& form, std::string_view name) {
    return std::string(net::form_value(form, name));
}

std::string first_of(std::string first, std::string second) {
    return first.empty() ? std::move(second) : std::move(first);
}

const core::Json& first_action(const core::Json& payload) {
    const auto& actions = member_of(payload, "actions");
    return actions.is_array() && !actions.empty() ? actions.front() : member_of(actions, "");
}

ButtonClick read_click(const core::Json& payload) {
    const auto& container = member_of(payload, "container");
    const auto& message = member_of(payload, "message");
    const auto& action = first_action(payload);
    ButtonClick click;
    click.type = text_of(payload, "type");
    click.team = text_of(member_of(payload, "team"), "id");
    click.enterprise = text_of(member_of(payload, "enterprise"), "id");
    click.is_enterprise_install = core::truth_of(payload, "is_enterprise_install");
    click.user = text_of(member_of(payload, "user"), "id");
    click.channel = first_of(text_of(member_of(payload, "channel"), "id"), text_of(container, "channel_id"));
    click.thread = first_of(text_of(container, "thread_ts"), text_of(message, "thread_ts"));
    click.message_ts = first_of(text_of(container, "message_ts"), text_of(message, "ts"));
    click.action_id = text_of(action, "action_id");
    click.line = first_of(text_of(action, "value"), text_of(member_of(action, "selected_option"), "value"));
    click.response_url = text_of(payload, "response_url");
    click.trigger = text_of(payload, "trigger_id");
    click.ephemeral = core::truth_of(container, "is_ephemeral");
    click.external = click.team.empty() || text_of(member_of(payload, "user"), "team_id") != click.team;
    return click;
}

template <class Field>
core::Result<SlashCommand> read_command(const Field& of) {
    SlashCommand out;
    out.team = of("team_id");
    out.enterprise = of("enterprise_id");
    out.is_enterprise_install = of("is_enterprise_install") == "true";
    out.channel = of("channel_id");
    out.user = of("user_id");
    out.command = of("command");
    out.text = of("text");
    out.response_url = of("response_url");
    out.trigger = of("trigger_id");
    if (out.user.empty() || out.command.empty())
        return core::invalid("A slash command names its user and itself.");
    return out;
}

}  // namespace

core::Result<SlashCommand> parse_command(std::string_view body) {
    net::Form form;
    if (!net::parse_form(body, form)) return core::invalid("This is not a form.");
    return read_command([&](std::string_view name) { return field(form, name); });
}

core::Result<SlashCommand> command_from(const core::Json& payload) {
    return read_command([&](std::string_view name) { return text_of(payload, name); });
}

bool is_ssl_check(std::string_view body) {
    if (body.find("ssl_check") == std::string_view::npos) return false;
    net::Form form;
    if (!net::parse_form(body, form)) return false;
    const auto named = [&](std::string_view name) {
        return std::count_if(form.begin(), form.end(), [&](const auto& pair) { return pair.first == name; });
    };
    return named("ssl_check") == 1 && net::form_value(form, "ssl_check") == "1" && named("command") == 0 &&
           named("payload") == 0;
}

core::Result<ButtonClick> parse_interaction(std::string_view body) {
    net::Form form;
    if (!net::parse_form(body, form)) return core::invalid("This is not a form.");
    const auto payload = core::parse_json(net::form_value(form, "payload"));
    if (!payload) return payload.error();
    return interaction_from(*payload);
}

core::Result<ButtonClick> interaction_from(const core::Json& payload) {
    auto click = read_click(payload);
    if (click.type.empty() || click.user.empty())
        return core::invalid("An interaction names its type and its user.");
    return click;
}

}  // namespace slack
