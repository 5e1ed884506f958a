// SPDX-License-Identifier: Apache-2.0
// Slash commands. Events are in event.cpp, interactions in interaction.cpp.
#include "slack/payloads.hpp"

#include "net/http.hpp"

#include <algorithm>

namespace slack {
namespace {

using core::text_of;

std::string field(const net::Form& form, std::string_view name) {
    return std::string(net::form_value(form, name));
}

template <class Field>
core::Result<SlashCommand> read_command(const Field& of) {
    SlashCommand out;
    out.team = of("team_id");
    out.author_team = out.team;
    out.by_standing = out.team.empty();
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

bool Origin::is_from_outside(std::string_view authors) {
    author_team = authors;
    const bool is_said = !team.empty() && !author_team.empty();
    if (is_said && author_team == team) return false;
    by_standing = !is_said || !enterprise.empty();
    return true;
}

core::Result<SlashCommand> parse_command(std::string_view body) {
    net::Form form;
    if (!net::parse_form(body, form)) return core::invalid("This is not a form.");
    return read_command([&](std::string_view name) { return field(form, name); });
}

core::Result<SlashCommand> command_from(const core::Json& payload) {
    return read_command([&](std::string_view name) { return text_of(payload, name); });
}

core::Json to_json(const SlashCommand& command) {
    return {{"team_id", command.team},
            {"enterprise_id", command.enterprise},
            {"is_enterprise_install", command.is_enterprise_install ? "true" : "false"},
            {"channel_id", command.channel},
            {"user_id", command.user},
            {"command", command.command},
            {"text", command.text},
            {"response_url", command.response_url},
            {"trigger_id", command.trigger}};
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

}  // namespace slack
