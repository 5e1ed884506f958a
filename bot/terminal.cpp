// SPDX-License-Identifier: Apache-2.0
#include "bot/terminal.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace bot {

namespace {

using commands::Status;

class Writer {
  public:
    explicit Writer(const TerminalStyle& style) : style_(style) {}
    std::string out;

    void line(std::string_view text = {}) {
        out += text;
        out += '\n';
    }
    // Breaks at spaces; every line starts with `indent` spaces, the first with `lead`.
    void wrapped(std::string_view text, std::size_t indent = 0, std::string lead = {}) {
        for (const auto paragraph : core::split(text, '\n')) {
            std::string row = lead.empty() ? std::string(indent, ' ') : lead;
            std::size_t used = core::count_code_points(row);
            bool first = true;
            for (const auto word : core::split(paragraph, ' ')) {
                const auto length = core::count_code_points(word);
                if (!first && used + 1 + length > style_.width) {
                    line(row);
                    row = std::string(indent, ' ');
                    used = indent;
                    first = true;
                }
                if (!first) row += ' ';
                row += word;
                used += length + (first ? 0 : 1);
                first = false;
            }
            line(row);
            lead.clear();
        }
    }
    std::string bold(std::string_view text) const {
        return style_.colour ? fmt::format("\x1b[1m{}\x1b[0m", text) : std::string(text);
    }
    std::string dim(std::string_view text) const {
        return style_.colour ? fmt::format("\x1b[2m{}\x1b[0m", text) : std::string(text);
    }
    std::string status(Status status) const {
        const auto text = fmt::format("{} {}", commands::shape(status), commands::word(status));
        const char* code = status == Status::yes      ? "32"
                           : status == Status::partly ? "33"
                           : status == Status::no     ? "31"
                                                      : "2";
        return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
    }
    const TerminalStyle& style() const { return style_; }

  private:
    const TerminalStyle& style_;
};

std::string padded(std::string_view text, std::size_t width) {
    const auto length = core::count_code_points(text);
    return std::string(text) + std::string(length < width ? width - length : 0, ' ');
}

std::string cell_text(const commands::Cell& cell) {
    if (cell.status == Status::none) return cell.text;
    return fmt::format("{} {}", commands::shape(cell.status),
                       cell.text.empty() ? std::string(commands::word(cell.status)) : cell.text);
}

void draw(Writer& out, const commands::Text& part) { out.wrapped(part.text); }

void draw(Writer& out, const commands::Facts& part) {
    std::size_t width = 0;
    for (const auto& fact : part.facts) width = std::max(width, core::count_code_points(fact.label));
    for (const auto& fact : part.facts)
        out.wrapped(fact.value, width + 4, "  " + padded(fact.label, width) + "  ");
}

constexpr std::size_t widest_cell = 48;
constexpr std::size_t most_below = 6;  // spaces before what did not fit into the last cell

// Of the last column, which takes what is left of the line.
std::size_t last_width(const commands::Table& part, const std::vector<std::size_t>& widths,
                       std::size_t line) {
    std::size_t longest = widths.back();
    for (const auto& row : part.rows)
        if (row.size() == widths.size())
            longest = std::max(longest, core::count_code_points(cell_text(row.back())));
    std::size_t used = 2 * widths.size();
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) used += widths[i];
    return std::min(longest, std::max(widest_cell, line - std::min(line, used)));
}

// The last cell may be as long as it likes: what is longer than the rest of the line stands below the row.
bool goes_below(const commands::Table& part, const std::vector<commands::Cell>& row, std::size_t room) {
    return !row.empty() && row.size() == part.header.size() && !row.back().number &&
           core::count_code_points(cell_text(row.back())) > room;
}

void draw(Writer& out, const commands::Table& part) {
    if (!part.caption.empty()) out.line(out.bold(part.caption));
    std::vector<std::size_t> widths;
    for (const auto& title : part.header) widths.push_back(core::count_code_points(title));
    for (const auto& row : part.rows)
        for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
            widths[i] =
                std::max(widths[i], std::min(core::count_code_points(cell_text(row[i])), widest_cell));
    if (!widths.empty()) widths.back() = last_width(part, widths, out.style().width);
    const auto draw_row = [&](const auto& cell_at) {
        std::string row;
        for (std::size_t i = 0; i < widths.size(); ++i) row.append("  ").append(cell_at(i));
        while (row.ends_with(' ')) row.pop_back();
        out.line(row);
    };
    draw_row([&](std::size_t i) { return padded(part.header[i], widths[i]); });
    draw_row([&](std::size_t i) { return std::string(widths[i], '-'); });
    for (const auto& row : part.rows) {
        const bool below = goes_below(part, row, widths.empty() ? 0 : widths.back());
        draw_row([&](std::size_t i) -> std::string {
            if (i >= row.size() || (below && i + 1 == row.size())) return {};
            const auto text = core::shorten(cell_text(row[i]), std::max(widest_cell, widths[i]));
            const auto gap = widths[i] - std::min(widths[i], core::count_code_points(text));
            return row[i].number ? std::string(gap, ' ') + text : text + std::string(gap, ' ');
        });
        if (below) out.wrapped(cell_text(row.back()), most_below, std::string(most_below, ' '));
    }
    if (part.more > 0)
        out.line(fmt::format(
            "  … and {} more{}", part.more,
            part.more_line.empty() ? "" : fmt::format(": {} {}", out.style().program, part.more_line)));
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
