// SPDX-License-Identifier: Apache-2.0
#include "slack/form_view.hpp"

#include "commands/waiting.hpp"
#include "core/text.hpp"
#include "slack/blocks.hpp"
#include "slack/canvas.hpp"
#include "slack/mrkdwn.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace slack {
namespace {

using commands::Field;
using core::Json;

constexpr std::size_t longest_title = 24, longest_input = 3000, longest_option = 75, most_fields = 40;
constexpr std::size_t longest_metadata = 3000;
constexpr std::size_t most_entries = 100;  // of a menu

Json modal(std::string_view title, std::string_view callback_id, Json blocks) {
    return {{"type", "modal"},
            {"callback_id", callback_id},
            {"title", plain_text(title, longest_title)},
            {"close", plain_text("Close", longest_title)},
            {"blocks", std::move(blocks)}};
}

// Slack keeps what a person typed for blocks whose ids stay, so another state of the form has other ids.
std::string mark_of(const commands::Form& form) {
    std::uint32_t sum = 2166136261U;
    const auto add = [&](std::string_view text) {
        for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U;
        sum = (sum ^ 0xFFU) * 16777619U;
    };
    add(form.line);
    for (const auto& field : form.fields) add(field.value);
    for (const auto& error : form.errors) add(error.sentence);
    return fmt::format("{:08x}", sum);
}

bool fits_option(const commands::Option& option) {
    return !option.value.empty() && units(option.value) <= longest_option && core::is_utf8(option.value);
}

Json option_json(const commands::Option& option) {
    const auto& label = core::one_line(option.label).empty() ? option.value : option.label;
    return {{"text", plain_text(core::one_line(label), longest_option)}, {"value", option.value}};
}

Json text_input(const Field& field) {
    Json element = {{"type", "plain_text_input"}, {"multiline", field.kind == Field::Kind::lines}};
    element["max_length"] = longest_input;
    const auto value = core::clean(field.value);
    if (!value.empty()) element["initial_value"] = cut(value, longest_input);
    return element;
}

Json choice(const Field& field) {
    auto options = Json::array();
    Json element = {{"type", "static_select"}};
    for (const auto& option : field.options) {
        if (!fits_option(option) || options.size() == most_entries) continue;
        options.push_back(option_json(option));
        if (option.value == field.value) element["initial_option"] = options.back();
    }
    element["options"] = std::move(options);
    return element;
}

Json repository(const Field& field) {
    Json element = {{"type", "external_select"}, {"min_query_length", 0}};
    const commands::Option chosen{field.value, field.value};
    if (fits_option(chosen)) element["initial_option"] = option_json(chosen);
    return element;
}

bool is_date(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-dd";
    return text.size() == shape.size() &&
           std::equal(text.begin(), text.end(), shape.begin(),
                      [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

Json date(const Field& field) {
    Json element = {{"type", "datepicker"}};
    if (is_date(field.value)) element["initial_date"] = field.value;
    return element;
}

Json element_of(const Field& field) {
    switch (field.kind) {
        case Field::Kind::text:
        case Field::Kind::lines:
            return text_input(field);
        case Field::Kind::choice:
            return choice(field);
        case Field::Kind::repository:
            return repository(field);
        case Field::Kind::date:
            return date(field);
    }
    return text_input(field);
}

Json input(const Field& field, const std::string& mark) {
    auto element = element_of(field);
    element["action_id"] = field.name;
    Json block = {{"type", "input"},
                  {"block_id", fmt::format("{}.{}", field.name, mark)},
                  {"label", plain_text(core::one_line(field.label.empty() ? field.name : field.label), 150)},
                  {"optional", !field.required},
                  {"element", std::move(element)}};
    if (!core::one_line(field.hint).empty()) block["hint"] = plain_text(core::one_line(field.hint), 300);
    return block;
}

// A menu without entries is no menu to Slack.
bool can_be_drawn(const Field& field) {
    return field.kind != Field::Kind::choice ||
           std::any_of(field.options.begin(), field.options.end(), fits_option);
}

Json warning(const std::string& text) { return section(plain_text("⚠ " + text, 500)); }

void add_errors(Json& blocks, const commands::Form& form, std::string_view field) {
    for (const auto& error : form.errors)
        if (error.field == field) blocks.push_back(warning(core::one_line(error.sentence)));
}

}  // namespace

Json form_view(const commands::Form& form, std::string_view intro) {
    const auto mark = mark_of(form);
    auto blocks = Json::array();
    if (!core::one_line(intro).empty()) blocks.push_back(section(plain_text(core::one_line(intro), 500)));
    for (const auto& error : form.errors) {
        const bool has_field = std::any_of(form.fields.begin(), form.fields.end(),
                                           [&](const auto& field) { return field.name == error.field; });
        if (!has_field) blocks.push_back(warning(core::one_line(error.sentence)));
    }
    std::size_t drawn = 0;
    for (const auto& field : form.fields) {
        if (drawn++ == most_fields || !can_be_drawn(field)) {
            const auto line = core::one_line("/ispo " + form.line + " --" + field.name);
            blocks.push_back(context(plain_text("Not shown here; type " + line, 300)));
            continue;
        }
        add_errors(blocks, form, field.name);
        blocks.push_back(input(field, mark));
    }
    auto view = modal(core::one_line(form.title), "form", std::move(blocks));
    view["close"] = plain_text("Cancel", longest_title);
    view["submit"] = plain_text(core::one_line(form.submit), longest_title);
    const Json metadata = {{"line", form.line}};
    auto text = core::dump_json(metadata);
    if (units(text) <= longest_metadata) view["private_metadata"] = std::move(text);
    return view;
}

Json answer_view(const commands::Answer& answer) {
    return modal("ISPO Bot", "answer", message(answer, {.native_charts = false})["blocks"]);
}

Json loading_view() {
    return modal("ISPO Bot", "loading", list_of(section(plain_text(commands::looking().headline, 200))));
}

std::optional<Json> error_reply(const commands::Form& form, const Interaction& submission) {
    if (form.errors.empty()) return std::nullopt;
    Json errors = Json::object();
    for (const auto& error : form.errors) {
        const auto place =
            std::find_if(submission.entered.begin(), submission.entered.end(),
                         [&](const auto& entered) { return entered.action_id == error.field; });
        if (place == submission.entered.end()) return std::nullopt;
        errors[place->block_id] = plain(core::one_line(error.sentence), 500);
    }
    Json reply = {{"response_action", "errors"}};
    reply["errors"] = std::move(errors);
    return reply;
}

Json update_reply(Json view) {
    Json reply = {{"response_action", "update"}};
    reply["view"] = std::move(view);
    return reply;
}

Json options_reply(const std::vector<commands::Option>& options) {
    auto list = Json::array();
    for (const auto& option : options)
        if (fits_option(option) && list.size() < most_entries) list.push_back(option_json(option));
    Json reply = Json::object();
    reply["options"] = std::move(list);
    return reply;
}

}  // namespace slack
