// SPDX-License-Identifier: Apache-2.0
#include "slack/message_text.hpp"

#include "core/text.hpp"
#include "slack/chart_block.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/table_block.hpp"

#include <fmt/format.h>

namespace slack {
namespace {

class Writer {
  public:
    void line(std::string_view text) {
        const auto trimmed = core::trim(text);
        // Past the limit all is cut off anyway.
        if (trimmed.empty() || out_.size() > most_message_text * 4) return;
        if (!out_.empty()) out_ += '\n';
        out_ += trimmed;
    }
    void labelled(std::string_view label, std::string_view text) {
        if (!core::trim(text).empty()) line(fmt::format("{}: {}", label, text));
    }

    void operator()(const commands::Text& part) { line(part.text); }
    void operator()(const commands::Facts& part) {
        for (const auto& fact : part.facts) line(fmt::format("{}: {}", fact.label, fact.value));
    }
    void operator()(const commands::Table& part) {
        line(part.caption);
        for (const auto& row : table_lines(part)) line(row);
        if (part.more > 0) line(fmt::format("… and {} more", part.more));
        if (!part.more_line.empty()) line(fmt::format("More: /ispo {}", part.more_line));
    }
    void operator()(const commands::Chart& part) {
        line(part.title);
        line(part.finding);
        for (const auto& row : chart_lines(part)) line(row);
    }
    void operator()(const commands::Cards& part) {
        for (const auto& card : part.cards) {
            line(card.title);
            line(card.subtitle);
            line(card.body);
            actions(card.actions);
        }
    }
    void operator()(const commands::Steps& part) {
        for (const auto& step : part.steps) {
            const auto verdict =
                fmt::format("{} {}", commands::shape(step.status), commands::word(step.status));
            line(fmt::format("{} {}{}{}", core::trim(verdict), step.text, step.evidence.empty() ? "" : " – ",
                             step.evidence));
        }
    }
    void operator()(const commands::Preformatted& part) {
        line(part.file_name);
        line(part.text);
    }
    void operator()(const commands::Note& part) {
        labelled(part.kind == commands::NoteKind::warning ? "Warning" : "Note", part.text);
    }

    void actions(const std::vector<commands::Action>& actions) {
        for (const auto& action : actions)
            line(fmt::format("{}: /ispo {}", action.label.empty() ? "Type" : action.label, action.line));
    }
    void form(const commands::Form& form) {
        line(form.title);
        for (const auto& error : form.errors) labelled(error.field, error.sentence);
        labelled("Type", "/ispo " + (form.open.empty() ? form.line : form.open));
    }
    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

}  // namespace

std::string headline_of(const commands::Answer& answer) {
    auto headline = core::one_line(answer.headline);
    return headline.empty() ? "The answer: " + std::string(commands::to_word(answer.outcome)) + "."
                            : headline;
}

std::string message_text(const commands::Answer& answer) {
    Writer writer;
    writer.labelled("I read this as", answer.reading);
    writer.line(headline_of(answer));
    for (const auto& part : answer.parts) std::visit(writer, part);
    writer.actions(answer.actions);
    if (answer.form) writer.form(*answer.form);
    for (const auto& detail : answer.details) writer.labelled("Details", detail.headline);
    for (const auto& file : answer.files) writer.labelled("File", file.name);
    writer.labelled("Ref", answer.reference);
    if (answer.as_of) writer.labelled("Data as of", core::to_readable(*answer.as_of));
    writer.line(answer.as_of_note);
    return fallback(writer.take(), most_message_text);
}

}  // namespace slack
