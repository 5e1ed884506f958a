// SPDX-License-Identifier: Apache-2.0
#include "commands/part_json.hpp"

#include <cmath>

namespace commands {
namespace {

using core::Json;
using core::member_of;
using core::text_of;

constexpr std::array statuses = {Status::none, Status::yes,     Status::partly,
                                 Status::no,   Status::unknown, Status::not_applicable};
constexpr std::array chart_kinds = {ChartKind::line, ChartKind::bar, ChartKind::area};
constexpr std::array note_kinds = {NoteKind::info, NoteKind::warning};
constexpr std::array field_kinds = {Field::Kind::text, Field::Kind::lines, Field::Kind::choice,
                                    Field::Kind::repository, Field::Kind::date};

std::string_view status_word(Status status) {
    return status == Status::not_applicable ? "not_applicable" : word(status);
}
std::string_view chart_word(ChartKind kind) {
    constexpr std::array<std::string_view, 3> words = {"line", "bar", "area"};
    return words.at(static_cast<std::size_t>(kind));
}
std::string_view note_word(NoteKind kind) { return kind == NoteKind::warning ? "warning" : "info"; }
std::string_view field_word(Field::Kind kind) {
    constexpr std::array<std::string_view, 5> words = {"text", "lines", "choice", "repository", "date"};
    return words.at(static_cast<std::size_t>(kind));
}

Json number_json(const std::optional<double>& number) {
    return number && std::isfinite(*number) ? Json(*number) : Json(nullptr);
}
std::optional<double> number_from(const Json& json, Faults& faults) {
    if (json.is_number()) return json.get<double>();
    if (!json.is_null()) faults.add("a number is none");
    return {};
}
std::string text_from(const Json& json, Faults& faults) {
    if (json.is_string()) return json.get<std::string>();
    faults.add("a text is none");
    return {};
}

// What has a default is left out, so that tables stay small.
Json cell_json(const Cell& cell) {
    Json json = {{"text", cell.text}};
    if (cell.number) json["number"] = number_json(cell.number);
    if (cell.status != Status::none) json["status"] = status_word(cell.status);
    if (!cell.url.empty()) json["url"] = cell.url;
    return json;
}
Status status_from(const Json& json, Faults& faults) {
    if (member_of(json, "status").is_null()) return Status::none;
    return word_from(json, "status", statuses, status_word, faults);
}
Cell cell_from(const Json& json, Faults& faults) {
    return {text_of(json, "text"), number_from(member_of(json, "number"), faults), status_from(json, faults),
            text_of(json, "url")};
}

Json rows_json(const std::vector<std::vector<Cell>>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) {
        Json cells = Json::array();
        for (const auto& cell : row) cells.push_back(cell_json(cell));
        list.push_back(std::move(cells));
    }
    return list;
}
std::vector<Cell> row_from(const Json& json, Faults& faults) {
    std::vector<Cell> row;
    if (!json.is_array()) faults.add("a row is no list");
    if (!json.is_array()) return row;
    for (const auto& cell : json) row.push_back(cell_from(cell, faults));
    return row;
}

Json series_json(const std::vector<Series>& all) {
    Json list = Json::array();
    for (const auto& series : all) {
        Json values = Json::array();
        for (const auto& value : series.values) values.push_back(number_json(value));
        list.push_back({{"name", series.name}, {"values", std::move(values)}});
    }
    return list;
}
Series series_from(const Json& json, Faults& faults) {
    return {text_of(json, "name"), list_from<std::optional<double>>(json, "values", faults, number_from)};
}

struct Encode {
    Json operator()(const Text& text) const { return {{"type", "text"}, {"text", text.text}}; }
    Json operator()(const Facts& facts) const {
        Json list = Json::array();
        for (const auto& fact : facts.facts) list.push_back({{"label", fact.label}, {"value", fact.value}});
        return {{"type", "facts"}, {"facts", std::move(list)}};
    }
    Json operator()(const Table& table) const {
        return {{"type", "table"},
                {"caption", table.caption},
                {"header", table.header},
                {"more", table.more},
                {"more_line", table.more_line},
                {"shown_first", table.shown_first},
                {"rows", rows_json(table.rows)}};
    }
    Json operator()(const Chart& chart) const {
        return {{"type", "chart"},
                {"title", chart.title},
                {"finding", chart.finding},
                {"kind", chart_word(chart.kind)},
                {"categories", chart.categories},
                {"series", series_json(chart.series)},
                {"x_label", chart.x_label},
                {"y_label", chart.y_label}};
    }
    Json operator()(const Cards& cards) const {
        Json list = Json::array();
        for (const auto& card : cards.cards) {
            list.push_back({{"title", card.title},
                            {"subtitle", card.subtitle},
                            {"body", card.body},
                            {"url", card.url},
                            {"actions", list_json(card.actions)}});
        }
        return {{"type", "cards"}, {"cards", std::move(list)}};
    }
    Json operator()(const Steps& steps) const {
        Json list = Json::array();
        for (const auto& step : steps.steps) {
            list.push_back(
                {{"status", status_word(step.status)}, {"text", step.text}, {"evidence", step.evidence}});
        }
        return {{"type", "steps"}, {"steps", std::move(list)}};
    }
    Json operator()(const Preformatted& block) const {
        return {{"type", "preformatted"},
                {"text", block.text},
                {"language", block.language},
                {"file_name", block.file_name}};
    }
    Json operator()(const Note& note) const {
        return {{"type", "note"}, {"text", note.text}, {"kind", note_word(note.kind)}};
    }
};

Table table_from(const Json& json, Faults& faults) {
    const auto more = core::number_of(json, "more");
    const auto shown_first = core::number_of(json, "shown_first");
    if (more < 0) faults.add("“more” is negative");
    if (shown_first < 0) faults.add("“shown_first” is negative");
    return {.caption = text_of(json, "caption"),
            .header = list_from<std::string>(json, "header", faults, text_from),
            .rows = list_from<std::vector<Cell>>(json, "rows", faults, row_from),
            .more = more < 0 ? 0 : static_cast<std::size_t>(more),
            .more_line = text_of(json, "more_line"),
            .shown_first = shown_first < 0 ? 0 : static_cast<std::size_t>(shown_first)};
}
Chart chart_from(const Json& json, Faults& faults) {
    return {.title = text_of(json, "title"),
            .finding = text_of(json, "finding"),
            .kind = word_from(json, "kind", chart_kinds, chart_word, faults),
            .categories = list_from<std::string>(json, "categories", faults, text_from),
            .series = list_from<Series>(json, "series", faults, series_from),
            .x_label = text_of(json, "x_label"),
            .y_label = text_of(json, "y_label")};
}
Fact fact_from(const Json& json, Faults&) { return {text_of(json, "label"), text_of(json, "value")}; }
Step step_from(const Json& json, Faults& faults) {
    return {status_from(json, faults), text_of(json, "text"), text_of(json, "evidence")};
}
Card card_from(const Json& json, Faults& faults) {
    return {text_of(json, "title"), text_of(json, "subtitle"), text_of(json, "body"), text_of(json, "url"),
            list_from<Action>(json, "actions", faults, action_from)};
}
Option option_from(const Json& json, Faults&) { return {text_of(json, "label"), text_of(json, "value")}; }
FieldError error_from(const Json& json, Faults&) {
    return {text_of(json, "field"), text_of(json, "sentence")};
}

Field field_from(const Json& json, Faults& faults) {
    return {.name = text_of(json, "name"),
            .label = text_of(json, "label"),
            .kind = word_from(json, "kind", field_kinds, field_word, faults),
            .options = list_from<Option>(json, "options", faults, option_from),
            .value = text_of(json, "value"),
            .hint = text_of(json, "hint"),
            .required = core::truth_of(json, "required")};
}
Json field_json(const Field& field) {
    Json options = Json::array();
    for (const auto& option : field.options)
        options.push_back({{"label", option.label}, {"value", option.value}});
    return {{"name", field.name},   {"label", field.label}, {"kind", field_word(field.kind)},
            {"value", field.value}, {"hint", field.hint},   {"required", field.required},
            {"options", options}};
}

}  // namespace

Json to_json(const Part& part) { return std::visit(Encode{}, part); }

Part part_from(const Json& json, Faults& faults) {
    const auto type = text_of(json, "type");
    if (type == "text") return Text{text_of(json, "text")};
    if (type == "facts") return Facts{list_from<Fact>(json, "facts", faults, fact_from)};
    if (type == "table") return table_from(json, faults);
    if (type == "chart") return chart_from(json, faults);
    if (type == "cards") return Cards{list_from<Card>(json, "cards", faults, card_from)};
    if (type == "steps") return Steps{list_from<Step>(json, "steps", faults, step_from)};
    if (type == "preformatted")
        return Preformatted{text_of(json, "text"), text_of(json, "language"), text_of(json, "file_name")};
    if (type == "note")
        return Note{text_of(json, "text"), word_from(json, "kind", note_kinds, note_word, faults)};
    faults.add("a part has an unknown type");
    return Text{};
}

Json to_json(const Action& action) {
    return {{"label", action.label},
            {"line", action.line},
            {"spoken", action.spoken},
            {"confirm", action.confirm}};
}

Action action_from(const Json& json, Faults&) {
    return {text_of(json, "label"), text_of(json, "line"), text_of(json, "spoken"), text_of(json, "confirm")};
}

Json to_json(const Form& form) {
    Json fields = Json::array();
    for (const auto& field : form.fields) fields.push_back(field_json(field));
    Json errors = Json::array();
    for (const auto& error : form.errors)
        errors.push_back({{"field", error.field}, {"sentence", error.sentence}});
    return {{"title", form.title}, {"line", form.line}, {"fields", fields},
            {"errors", errors},    {"open", form.open}, {"submit", form.submit}};
}

Form form_from(const Json& json, Faults& faults) {
    const auto submit = text_of(json, "submit");
    return {.title = text_of(json, "title"),
            .line = text_of(json, "line"),
            .fields = list_from<Field>(json, "fields", faults, field_from),
            .errors = list_from<FieldError>(json, "errors", faults, error_from),
            .open = text_of(json, "open"),
            .submit = submit.empty() ? Form().submit : submit};
}

}  // namespace commands
