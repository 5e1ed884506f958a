// SPDX-License-Identifier: Apache-2.0
// What people do in Slack beyond typing, as plain values: buttons and menus, modals, shortcuts, pickers. Pure
// parser of hostile bytes; unknown fields and types are tolerated. Source:
// docs.slack.dev/interactivity/handling-user-interaction.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "slack/payloads.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slack {

// What a person entered or chose in one element; empty when nothing.
struct Entered {
    std::string action_id, block_id;
    std::string type;                 // "plain_text_input", "static_select", "checkboxes", …
    std::vector<std::string> values;  // several for checkboxes and menus of many
    std::string value() const { return values.empty() ? std::string() : values.front(); }
};

struct ViewSeen {
    std::string id, hash, type;  // type: "modal" or "home"; empty when there is no view
    std::string callback_id, metadata;
};

struct Interaction : Origin {
    enum class Kind {
        actions,           // a button, menu or picker
        submission,        // a modal was sent
        closed,            // a modal was closed
        shortcut,          // global: no place
        message_shortcut,  // at a message
        suggestion,        // a picker asks for options
        other
    } kind = Kind::other;
    std::string user, channel, thread, message_ts, response_url, trigger;
    bool ephemeral = false;
    bool external = false;  // who acts is from outside, unless `by_standing` says to look

    Entered action;                // actions: the first one
    std::string line;              // the command line that a button or a menu's entry stands for
    ViewSeen view;                 // actions in a view, submission, closed, suggestion
    std::vector<Entered> entered;  // submission: every element of the view
    std::string callback_id;       // shortcuts
    std::string text;              // message_shortcut: what the message says; hostile
    std::string field, prefix;     // suggestion: which element, and what is typed so far

    bool is_click() const { return kind == Kind::actions; }
    bool is_shortcut() const { return kind == Kind::shortcut || kind == Kind::message_shortcut; }
};

// `body` is the form with its payload field. Errc::invalid when it is none, or names no type or user.
core::Result<Interaction> parse_interaction(std::string_view body);
// The payload alone, as Socket Mode brings it.
core::Result<Interaction> interaction_from(const core::Json& payload);

// The command line that a view's metadata names; empty when it is not ours.
std::string line_in(std::string_view metadata);
// What was entered, by field; empty values too, since a person may have emptied a field.
std::map<std::string, std::string> fields_in(const Interaction& submission);

}  // namespace slack
