// SPDX-License-Identifier: Apache-2.0
#include "bot/terminal.hpp"

#include "bot/terminal_writer.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bot {

namespace {

using commands::Status;
using Writer = TerminalWriter;

void draw(Writer& out, const commands::Table& part) { draw_table(out, part); }

void draw(Writer& out, const commands::Text& part) { out.wrapped(part.text); }

void draw(Writer& out, const commands::Facts& part) {
    std::size_t width = 0;
    for (const auto& fact : part.facts) width = std::max(width, core::count_code_points(fact.label));
    for (const auto& fact : part.facts)
        out.wrapped(fact.value, width + 4, "  " + padded(fact.label, width) + "  ");
}

// A chart as its numbers: charts drawn in characters mean nothing aloud.
void draw(Writer& out, const commands::Chart& part) {
    out.line(out.bold(part.title));
    out.wrapped(part.finding, 2);
    for (std::size_t i = 0; i < part.categories.size(); ++i) {
        std::string row = "  " + padded(part.categories[i], 14);
        for (const auto& series : part.series) {
            const auto value = i < series.values.size() ? series.values[i] : std::nullopt;
            row += fmt::format("  {} {}", series.name,
                               value ? fmt::format("{:g}", std::round(*value * 10) / 10) : "no data");
        }
        out.line(row);
    }
}

void draw(Writer& out, const commands::Cards& part) {
    for (const auto& card : part.cards) {
        out.wrapped(out.bold(card.title) + (card.subtitle.empty() ? "" : " · " + card.subtitle), 2, "  ");
        if (!card.body.empty()) out.wrapped(card.body, 4);
        if (!card.url.empty()) out.line("    " + card.url);
        for (const auto& action : card.actions)
            out.line(out.dim(fmt::format("    {}: {} {}", action.label, out.style().program, action.line)));
    }
}

void draw(Writer& out, const commands::Steps& part) {
    std::size_t width = 0;
    for (const auto& step : part.steps)
        width = std::max(width, core::count_code_points(commands::word(step.status)));
    for (const auto& step : part.steps) {
        std::string lead = "  ";
        if (step.status != Status::none)
            lead += out.status(step.status) +
                    std::string(width - core::count_code_points(commands::word(step.status)) + 2, ' ');
        const auto indent = step.status == Status::none ? 4 : width + 6;
        std::string text = step.text;
        if (!step.evidence.empty()) text += "  " + step.evidence;
        out.wrapped(text, indent, lead);
    }
}

void draw(Writer& out, const commands::Preformatted& part) {
    if (!part.file_name.empty()) out.line(out.bold(part.file_name));
    for (const auto text : core::lines(part.text)) out.line("    " + std::string(text));
}

void draw(Writer& out, const commands::Note& part) {
    out.wrapped(part.text, 2, part.kind == commands::NoteKind::warning ? "! " : "· ");
}

// A shell has no fields to fill in: each is an option of the line.
void draw_form(Writer& out, const commands::Form& form) {
    out.line(out.bold(form.title));
    // What is asked for alone is the argument of its command.
    const auto takes_any = [](const commands::Field& field) {
        return field.required && field.options.empty() && field.kind != commands::Field::Kind::choice;
    };
    const bool is_one = form.fields.size() == 1 && takes_any(form.fields.front());
    if (is_one) {
        for (const auto& error : form.errors) out.wrapped(error.sentence, 4, "! ");
        auto argument = form.fields.front().name;
        for (auto& letter : argument)
            if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
        return out.line(fmt::format("  Type: {} {} {}", out.style().program, form.line, argument));
    }
    for (const auto& field : form.fields) {
        std::string choices;
        for (const auto& option : field.options)
            choices +=
                (choices.empty() ? "One of: " : ", ") + fmt::format("{} ({})", option.value, option.label);
        out.line(fmt::format("  --{} {}", field.name, core::quote_word(core::one_line(field.value))));
        out.wrapped(
            fmt::format("{}{} {} {}", field.label, field.required ? " (needed)" : "", field.hint, choices), 6,
            "      ");
    }
    for (const auto& error : form.errors)
        out.wrapped(fmt::format("{}: {}", error.field, error.sentence), 4, "! ");
    out.line(fmt::format("  Type: {} {}, with the options that you want to change", out.style().program,
                         form.line));
}

std::string age_of(const commands::Answer& answer) {
    if (!answer.as_of) return {};
    return fmt::format("Data as of {}{}", core::to_readable(*answer.as_of),
                       answer.as_of_note.empty() ? "" : fmt::format(" · {}", answer.as_of_note));
}

// `said`: the line on the age of the data that comes below anyway.
void draw_answer(Writer& out, const commands::Answer& answer, std::string_view said = {}) {
    if (!answer.reading.empty()) out.line(out.dim("I read this as: " + answer.reading));
    out.wrapped(out.bold(answer.headline));
    for (const auto& part : answer.parts) std::visit([&](const auto& each) { draw(out, each); }, part);
    if (answer.form) draw_form(out, *answer.form);
    for (const auto& file : answer.files)
        out.line(fmt::format("  File: {} ({} bytes; --json has it)", file.name, file.bytes.size()));
    if (!answer.actions.empty()) {
        std::string row;
        for (const auto& action : answer.actions)
            row += (row.empty() ? "" : "   ") +
                   fmt::format("[{}: {} {}]", action.label, out.style().program, action.line);
        out.wrapped(out.dim(row), 2, "  ");
    }
    if (out.style().details) {
        for (const auto& detail : answer.details) {
            out.line();
            draw_answer(out, detail, age_of(answer));
        }
    } else if (!answer.details.empty()) {
        out.line(out.dim("  More with --details."));
    }
    if (const auto age = age_of(answer); !age.empty() && age != said) out.line(out.dim(age));
    // Only what the log knows is worth quoting here.
    if (!answer.reference.empty() && answer.outcome == commands::Outcome::unavailable)
        out.line(fmt::format("Ref {}", answer.reference));
}

}  // namespace

std::string terminal_text(const commands::Answer& answer, const TerminalStyle& style) {
    Writer out(style);
    draw_answer(out, answer);
    return std::move(out.out);
}

}  // namespace bot
