// SPDX-License-Identifier: Apache-2.0
#include "slack/blocks.hpp"

#include "core/text.hpp"
#include "slack/action_blocks.hpp"
#include "slack/canvas.hpp"
#include "slack/message_text.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/parts.hpp"

#include <fmt/format.h>

#include <utility>

namespace slack {
namespace {

using commands::Answer;
using core::Json;

void append(Json& blocks, Json more) {
    for (auto& block : more) blocks.push_back(std::move(block));
}

// Names one after the other, as many as `limit` units hold, then how many follow.
std::string listed(const std::vector<std::string>& names, std::size_t limit) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto name = cut(names[i], 200);
        if (units(out) + units(name) > limit) return out + fmt::format(" and {} more", names.size() - i);
        out += (i == 0 ? "" : " · ") + name;
    }
    return out;
}

// A message cannot hold a form; a button opens it where a form can open.
Json form_blocks(const commands::Form& form, const NextId& next_id) {
    auto text = core::one_line(form.title);
    std::vector<std::string> labels;
    for (const auto& error : form.errors) text += "\n" + core::one_line(error.field + ": " + error.sentence);
    for (const auto& field : form.fields)
        labels.push_back(core::one_line(field.label.empty() ? field.name : field.label));
    auto shown = section(plain_text(text, 1000));
    const commands::Action open{.label = "Open the form",
                                .line = form.open,
                                .spoken = "Open the form: " + core::one_line(form.title),
                                .confirm = {}};
    if (fits_button(open)) shown["accessory"] = button(open, next_id);
    auto blocks = list_of(std::move(shown));
    auto line = "Type /ispo " + core::one_line(form.line);
    if (!labels.empty()) line += " with: " + listed(labels, 400);
    if (!fits_button(open)) append(blocks, list_of(context(plain_text(line, 700))));
    return blocks;
}

Json details_line(const Answer& answer) {
    std::vector<std::string> headlines;
    for (const auto& detail : answer.details) headlines.push_back(headline_of(detail));
    return context(
        plain_text(fmt::format("More in the shell with --details: {}", listed(headlines, 500)), 800));
}

Json files_line(const Answer& answer) {
    std::vector<std::string> names;
    for (const auto& file : answer.files) names.push_back(core::one_line(file.name));
    return context(
        plain_text(fmt::format("The shell and the console hand out: {}", listed(names, 300)), 600));
}

std::string age_line(const Answer& answer) {
    const auto note = core::one_line(answer.as_of_note);
    std::string line;
    if (answer.as_of) line = "Data as of " + date_token(*answer.as_of);
    if (!note.empty()) line += (line.empty() ? "" : " · ") + inert(note, 300);
    return line;
}

// What stands below the parts, in this order; the age of the data is always last.
Json tail_of(const Answer& answer) {
    std::size_t actions = 0;
    const NextId next_id = [&] { return "a" + std::to_string(++actions); };
    auto tail = action_blocks(answer.actions, next_id);
    if (answer.form) append(tail, form_blocks(*answer.form, next_id));
    if (!answer.details.empty()) append(tail, list_of(details_line(answer)));
    if (!answer.files.empty()) append(tail, list_of(files_line(answer)));
    const auto reference = core::one_line(answer.reference);
    if (!reference.empty()) append(tail, list_of(context(plain_text("Ref " + reference, 100))));
    const auto age = age_line(answer);
    if (!age.empty()) append(tail, list_of(context(mrkdwn(age))));
    return tail;
}

// A sentence that stands alone needs no heading.
void lay_head(Canvas& canvas, const Answer& answer) {
    const auto reading = core::one_line(answer.reading);
    const auto headline = headline_of(answer);
    if (!reading.empty()) canvas.lay(list_of(context(plain_text("I read this as: " + reading, 300))));
    const Json heading = {{"type", "header"}, {"text", plain_text(headline, 150)}};
    const bool is_heading = !answer.parts.empty() && units(headline) <= 150;
    canvas.lay(list_of(is_heading ? heading : section(plain_text(headline, 1000))));
}

}  // namespace

Json message(const Answer& answer, const RenderOptions& options) {
    auto tail = tail_of(answer);
    Canvas canvas(tail);
    lay_head(canvas, answer);
    for (const auto& part : answer.parts) lay_part(canvas, part, options.native_charts);
    Json out = {{"text", message_text(answer)}};
    out["blocks"] = std::move(canvas).finish(std::move(tail));
    return out;
}

Json command_reply(const Answer& answer, const RenderOptions& options) {
    auto reply = message(answer, options);
    reply["response_type"] = options.in_channel ? "in_channel" : "ephemeral";
    return reply;
}

}  // namespace slack
