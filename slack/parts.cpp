// SPDX-License-Identifier: Apache-2.0
#include "slack/parts.hpp"

#include "core/text.hpp"
#include "slack/action_blocks.hpp"
#include "slack/chart_block.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/table_block.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace slack {
namespace {

using core::Json;

constexpr std::size_t longest_section = 3000, comfortable_section = 2500, most_fields = 10;

// Lines packed into sections of a comfortable size; a section that finds no room counts its lines as left
// out.
class Lines {
  public:
    explicit Lines(Canvas& canvas) : canvas_(canvas) {}
    void add(const std::string& line) {
        if (count_ > 0 && units(text_) + units(line) + 1 > comfortable_section) flush();
        text_ += (count_ == 0 ? "" : "\n") + line;
        ++count_;
    }
    void flush() {
        if (count_ > 0) canvas_.lay(list_of(section(mrkdwn(std::move(text_)))), count_);
        text_.clear();
        count_ = 0;
    }

  private:
    Canvas& canvas_;
    std::string text_;
    std::size_t count_ = 0;
};

class Layer {
  public:
    Layer(Canvas& canvas, bool native) : canvas_(canvas), native_(native) {}

    void operator()(const commands::Text& part) { paragraphs(part.text); }
    void operator()(const commands::Facts& part) {
        auto fields = Json::array();
        for (const auto& fact : part.facts) {
            auto field =
                mrkdwn("*" + inert(core::one_line(fact.label), 150) + "*\n" + inert(fact.value, 1500));
            const bool is_heavy = weight(fields) + weight(field) > comfortable_section;
            if (fields.size() == most_fields || (is_heavy && !fields.empty())) lay_fields(fields);
            fields.push_back(std::move(field));
        }
        lay_fields(fields);
    }
    void operator()(const commands::Table& part) {
        auto drawn = native_ && canvas_.may_draw_table() ? table_block(part, canvas_.room()) : std::nullopt;
        if (!drawn) return as_lines(part);
        canvas_.lay(list_of(std::move(drawn->block)), part.rows.size());
        canvas_.drew_table();
        more_rows(part, drawn->rows_left_out, drawn->columns_left_out);
    }
    void operator()(const commands::Chart& part) {
        auto drawn = native_ && canvas_.may_draw_chart() ? chart_block(part) : std::nullopt;
        if (!drawn) return as_lines(part);
        canvas_.drew_chart();
        if (!canvas_.lay(list_of(std::move(drawn->block)))) return;
        const bool is_cut = units(core::one_line(part.title)) > 50;
        paragraphs(is_cut ? part.title + "\n" + part.finding : part.finding);
        if (!drawn->missing.empty()) canvas_.lay(list_of(context(plain_text(drawn->missing, 1500))));
    }
    void operator()(const commands::Cards& part) {
        for (const auto& card : part.cards) canvas_.lay(card_blocks(card), 1);
    }
    void operator()(const commands::Steps& part) {
        Lines lines(canvas_);
        for (const auto& step : part.steps) lines.add(step_line(step));
        lines.flush();
    }
    void operator()(const commands::Preformatted& part) {
        const auto cleaned = core::clean(part.text);
        if (!core::one_line(part.file_name).empty())
            canvas_.lay(list_of(context(plain_text(core::one_line(part.file_name), 300))));
        for (auto& piece : pieces_of(cleaned, longest_section)) {
            const Json text = {{"type", "text"}, {"text", std::move(piece)}};
            const Json code = {{"type", "rich_text_preformatted"}, {"elements", list_of(text)}};
            const Json block = {{"type", "rich_text"}, {"elements", list_of(code)}};
            canvas_.lay(list_of(block));
        }
    }
    void operator()(const commands::Note& part) {
        const bool warns = part.kind == commands::NoteKind::warning;
        const auto text = std::string(warns ? "⚠ Warning: " : "ℹ Note: ") + core::clean(part.text);
        for (const auto& piece : pieces_of(text, 2000))
            canvas_.lay(list_of(context(plain_text(piece, 2000))));
    }

  private:
    void paragraphs(std::string_view text) {
        const auto cleaned = core::clean(text);
        if (core::trim(cleaned).empty()) return;
        for (const auto& piece : pieces_of(core::trim(cleaned), longest_section))
            canvas_.lay(list_of(section(plain_text(piece, longest_section))));
    }

    void lay_fields(Json& fields) {
        const auto count = fields.size();
        if (count > 0) canvas_.lay(list_of({{"type", "section"}, {"fields", std::move(fields)}}), count);
        fields = Json::array();
    }

    void as_lines(const commands::Table& part) {
        constexpr std::size_t shown = 100;  // as many as a table of Slack's holds
        const auto rows = table_lines(part);
        Lines lines(canvas_);
        lines.add("*" + inert(core::one_line(part.caption), 300) + "*");
        for (std::size_t i = 0; i < std::min(shown, rows.size()); ++i) lines.add(inert(rows[i], 1000));
        lines.flush();
        more_rows(part, rows.size() > shown ? rows.size() - shown : 0, 0);
    }

    void as_lines(const commands::Chart& part) {
        Lines lines(canvas_);
        lines.add("*" + inert(core::one_line(part.title), 300) + "*");
        if (!core::one_line(part.finding).empty()) lines.add(inert(part.finding, 1000));
        for (const auto& line : chart_lines(part)) lines.add(inert(line, 800));
        lines.flush();
    }

    // "… and 12 more rows", with a button when the table knows the line that shows them. `left_out` and
    // `columns` found no room here; no line shows those.
    void more_rows(const commands::Table& part, std::size_t left_out, std::size_t columns) {
        const auto rows = part.more + left_out;
        if (rows == 0 && columns == 0) return;
        std::string text = "… and";
        if (rows > 0) text += fmt::format(" {} more {}", rows, rows == 1 ? "row" : "rows");
        if (columns > 0)
            text += fmt::format("{} {} more {}", rows > 0 ? " and" : "", columns,
                                columns == 1 ? "column" : "columns");
        const commands::Action action{.label = "Show more",
                                      .line = part.more_line,
                                      .spoken = "Show more: " + part.caption,
                                      .confirm = {}};
        const bool has_line = !core::one_line(part.more_line).empty();
        if (has_line && !fits_button(action)) text += ". Type /ispo " + part.more_line;
        if (left_out + columns > 0) text += ". The shell (ispo) with --details shows all";
        auto block = section(plain_text(text, 500));
        if (has_line && fits_button(action)) block["accessory"] = button(action, next_id());
        canvas_.lay(list_of(std::move(block)), rows + columns);
    }

    static std::string step_line(const commands::Step& step) {
        std::string line(commands::shape(step.status));
        if (!line.empty()) line += " ";
        if (!commands::word(step.status).empty())
            line += "*" + std::string(commands::word(step.status)) + "*  ";
        line += inert(core::one_line(step.text), 600);
        if (!core::one_line(step.evidence).empty()) line += " – " + inert(core::one_line(step.evidence), 300);
        return line;
    }

    Json card_blocks(const commands::Card& card) {
        std::string text = "*" + link(card.url, core::one_line(card.title), 200) + "*";
        if (!core::one_line(card.subtitle).empty()) text += "\n" + inert(core::one_line(card.subtitle), 200);
        if (!core::one_line(card.body).empty()) text += "\n" + inert(card.body, 1000);
        auto block = section(mrkdwn(std::move(text)));
        const bool one_button = card.actions.size() == 1 && fits_button(card.actions.front());
        if (one_button) block["accessory"] = button(card.actions.front(), next_id());
        auto blocks = list_of(std::move(block));
        if (!one_button)
            for (auto& more : action_blocks(card.actions, next_id())) blocks.push_back(std::move(more));
        return blocks;
    }

    NextId next_id() {
        return [this] { return canvas_.next_action_id(); };
    }

    Canvas& canvas_;
    bool native_;
};

}  // namespace

void lay_part(Canvas& canvas, const commands::Part& part, bool native) {
    std::visit(Layer(canvas, native), part);
}

}  // namespace slack
