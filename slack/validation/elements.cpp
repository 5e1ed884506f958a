// SPDX-License-Identifier: Apache-2.0
#include "slack/validation/parts.hpp"

#include <algorithm>

namespace slack::validation {

namespace {

void confirm(Checker& check, const Json& parent, const std::string& at) {
    const auto& value = member_of(parent, "confirm");
    if (value.is_null()) return;
    const auto here = at + "/confirm";
    if (!value.is_object()) return check.error(here, "is not a question");
    check.keys(value, here, {"title", "text", "confirm", "deny"}, {"style"});
    check.text_object(value, "title", here, 100, Checker::Kinds::plain_only);
    check.text_object(value, "text", here, 300, Checker::Kinds::either);
    check.text_object(value, "confirm", here, 30, Checker::Kinds::plain_only);
    check.text_object(value, "deny", here, 30, Checker::Kinds::plain_only);
}

void button(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "text", "action_id", "accessibility_label"},
               {"value", "url", "style", "confirm"});
    check.text_object(value, "text", at, 75, Checker::Kinds::plain_only);
    check.string(value, "accessibility_label", at, {1, 75});
    check.string(value, "value", at, {1, 75});
    check.url(value, "url", at);
    check.word(value, "style", at, {"primary", "danger"});
    confirm(check, value, at);
}

void option(Checker& check, const Json& value, const std::string& at) {
    if (!value.is_object()) return check.error(at, "is not an option");
    check.keys(value, at, {"text", "value"}, {"description", "url"});
    check.text_object(value, "text", at, 75, Checker::Kinds::either);
    check.text_object(value, "description", at, 75, Checker::Kinds::either);
    check.string(value, "value", at, {1, 75});
}

void options(Checker& check, const Json& value, const std::string& at, std::size_t most) {
    check.list(value, "options", at, {1, most},
               [&](const Json& one, const std::string& here) { option(check, one, here); });
}

void menu(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id", "options"}, {"confirm"});
    options(check, value, at, 5);
    confirm(check, value, at);
}

void text_input(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id"},
               {"placeholder", "initial_value", "multiline", "min_length", "max_length", "focus_on_load"});
    check.text_object(value, "placeholder", at, 150, Checker::Kinds::plain_only);
    check.string(value, "initial_value", at, {0, 3000});
    check.boolean(value, "multiline", at);
    check.integer(value, "min_length", at, 0, 3000);
    check.integer(value, "max_length", at, 1, 3000);
}

void select(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id"},
               {"options", "option_groups", "placeholder", "initial_option", "confirm", "focus_on_load"});
    if (value.contains("options") == value.contains("option_groups"))
        check.error(at, "needs one of options and option_groups");
    check.text_object(value, "placeholder", at, 150, Checker::Kinds::plain_only);
    options(check, value, at, 100);
    check.list(value, "option_groups", at, {1, 100}, [&](const Json& one, const std::string& here) {
        check.keys(one, here, {"label", "options"}, {});
        check.text_object(one, "label", here, 75, Checker::Kinds::plain_only);
        options(check, one, here, 100);
    });
    if (value.contains("initial_option")) {
        option(check, value["initial_option"], at + "/initial_option");
        const auto& listed = member_of(value, "options");
        if (listed.is_array() &&
            std::find(listed.begin(), listed.end(), value["initial_option"]) == listed.end())
            check.error(at + "/initial_option", "is none of the options");
    }
    confirm(check, value, at);
}

// Its options come when somebody types.
void external_select(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id"},
               {"placeholder", "initial_option", "min_query_length", "confirm", "focus_on_load"});
    check.text_object(value, "placeholder", at, 150, Checker::Kinds::plain_only);
    check.integer(value, "min_query_length", at, 0, 3000);
    if (value.contains("initial_option")) option(check, value["initial_option"], at + "/initial_option");
    confirm(check, value, at);
}

void choice(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id", "options"},
               {"initial_option", "initial_options", "confirm", "focus_on_load"});
    options(check, value, at, 10);
    confirm(check, value, at);
}

void date(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "action_id"}, {"initial_date", "placeholder", "confirm", "focus_on_load"});
    check.string(value, "initial_date", at, {10, 10});
    check.text_object(value, "placeholder", at, 150, Checker::Kinds::plain_only);
    confirm(check, value, at);
}

}  // namespace

void element(Checker& check, const Json& value, const std::string& at) {
    if (!value.is_object()) return check.error(at, "is not an element");
    const auto type = core::text_of(value, "type");
    if (type == "image") return check.image_fields(value, at, {});
    check.id(value, "action_id", at, check.action_ids);
    if (type == "button")
        button(check, value, at);
    else if (type == "overflow")
        menu(check, value, at);
    else if (type == "plain_text_input")
        text_input(check, value, at);
    else if (type == "static_select")
        select(check, value, at);
    else if (type == "external_select")
        external_select(check, value, at);
    else if (type == "radio_buttons" || type == "checkboxes")
        choice(check, value, at);
    else if (type == "datepicker")
        date(check, value, at);
    else
        check.error(at + "/type", "is no element that is used here");
}

}  // namespace slack::validation
