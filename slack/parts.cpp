// SPDX-License-Identifier: Apache-2.0
#include "slack/parts.hpp"

#include "core/text.hpp"
#include "slack/action_blocks.hpp"
#include "slack/chart_block.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/rich_lines.hpp"
#include "slack/table_block.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace slack {
namespace {

using core::Json;

constexpr std::size_t longest_section = 3000, comfortable_fields = 2500, most_fields = 10;

class Layer {
  public:
    Layer(Canvas& canvas, bool native) : canvas_(canvas), native_(native) {}

    void operator()(const commands::Text& part) { paragraphs(part.text); }
    void operator()(const commands::Facts& part) {
        auto fields = Json::array();
        for (const auto& fact : part.facts) {
            auto field = field_of(fact);
            const bool is_heavy = weight(fields) + weight(field) > comfortable_fields;
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
        RichLines lines(canvas_);
        for (const auto& step : part.steps) lines.add(step_runs(step));
        lines.flush();
    }
    void operator()(const commands::Preformatted& part) {
        const auto cleaned = core::clean(part.text);
        if (!core::one_line(part.file_name).empty())
            canvas_.lay(list_of(context(plain_text(core::one_line(part.file_name), 300))));
        for (auto& piece : pieces_of(cleaned, longest_section)) {
            Json text = {{"type", "text"}, {"text", std::move(piece)}};
            canvas_.lay(list_of(rich_text("rich_text_preformatted", list_of(std::move(text)))));
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
        RichLines lines(canvas_);
        lines.add({{.text = plain(core::one_line(part.caption), 300), .is_bold = true}});
        for (std::size_t i = 0; i < std::min(shown, rows.size()); ++i)
            lines.add({{.text = plain(rows[i], 1000)}});
        lines.flush();
        more_rows(part, rows.size() > shown ? rows.size() - shown : 0, 0);
    }

    void as_lines(const commands::Chart& part) {
        RichLines lines(canvas_);
        lines.add({{.text = plain(core::one_line(part.title), 300), .is_bold = true}});
        if (!core::one_line(part.finding).empty()) lines.add({{.text = plain(part.finding, 1000)}});
        for (const auto& line : chart_lines(part)) lines.add({{.text = plain(line, 800)}});
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

    // A bold label needs mrkdwn; words that it would change are shown as they are, without.
    static Json field_of(const commands::Fact& fact) {
        const auto label = plain(core::one_line(fact.label), 150);
        const auto value = plain(fact.value, 1500);
        if (!is_kept_by_mrkdwn(label) || !is_kept_by_mrkdwn(value))
            return plain_text(label + "\n" + value, 2000);
        return mrkdwn("*" + inert(label, 150) + "*\n" + inert(value, 1500));
    }

    static std::vector<Run> step_runs(const commands::Step& step) {
        const auto shape = std::string(commands::shape(step.status));
        const auto word = std::string(commands::word(step.status));
        const auto evidence = core::one_line(step.evidence);
        return {{.text = shape.empty() ? shape : shape + " "},
                {.text = word, .is_bold = true},
                {.text = (word.empty() ? "" : "  ") + plain(core::one_line(step.text), 600) +
                         (evidence.empty() ? "" : " – " + plain(evidence, 300))}};
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
