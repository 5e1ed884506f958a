// SPDX-License-Identifier: Apache-2.0
#include "web/html.hpp"

#include "web/chart.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace web {

namespace {

using commands::Status;

std::string status_html(Status status) {
    if (status == Status::none) return {};
    return fmt::format(R"(<span class="status {}"><span aria-hidden="true">{}</span> {}</span> )",
                       status == Status::not_applicable ? "none" : commands::word(status),
                       commands::shape(status), commands::word(status));
}

// Only web addresses become links: a javascript: or data: target stays text.
std::string link_html(std::string_view url, std::string_view text) {
    if (!url.starts_with("https://") && !url.starts_with("http://")) return escape(text);
    return fmt::format(R"(<a href="{}" rel="noreferrer noopener" target="_blank">{}</a>)", escape(url),
                       escape(text));
}

// What is heard begins with what is seen, so that people who speak to their computer can name the button
// (WCAG 2.5.3).
std::string heard(const commands::Action& action) {
    if (action.spoken.empty() || action.spoken.find(action.label) != std::string::npos)
        return action.spoken.empty() ? action.label : action.spoken;
    return action.label + ": " + action.spoken;
}

std::string button_html(const commands::Action& action) {
    const auto confirm =
        action.confirm.empty() ? "" : fmt::format(R"( data-confirm="{}")", escape(action.confirm));
    return fmt::format(R"(<button type="button" data-line="{}"{} aria-label="{}">{}</button>)",
                       escape(action.line), confirm, escape(heard(action)), escape(action.label));
}

std::string buttons_html(const std::vector<commands::Action>& actions) {
    if (actions.empty()) return {};
    std::string out = R"(<div class="actions">)";
    for (const auto& action : actions) out += button_html(action);
    return out + "</div>";
}

std::string draw(const commands::Text& part) { return fmt::format("<p>{}</p>", escape(part.text)); }

std::string draw(const commands::Facts& part) {
    if (part.facts.empty()) return {};
    std::string out = "<dl>";
    for (const auto& fact : part.facts)
        out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>", escape(fact.label), escape(fact.value));
    return out + "</dl>";
}

// A text that only repeats the word of its status is not said twice.
std::string cell_html(const commands::Cell& cell) {
    std::string out = status_html(cell.status);
    if (cell.status != Status::none && cell.url.empty() && cell.text == commands::word(cell.status))
        return out;
    return out + (cell.url.empty() ? escape(cell.text) : link_html(cell.url, cell.text));
}

// Titles stand over their numbers, on the right.
bool is_number_column(const commands::Table& table, std::size_t i) {
    return i > 0 && !table.rows.empty() &&
           std::all_of(table.rows.begin(), table.rows.end(),
                       [i](const auto& row) { return i < row.size() && row[i].number; });
}

std::string draw(const commands::Table& part) {
    std::string out = fmt::format(
        R"(<div class="scroll" tabindex="0" role="group" aria-label="{}"><table><caption>{}</caption><thead><tr>)",
        escape(part.caption), escape(part.caption));
    for (std::size_t i = 0; i < part.header.size(); ++i)
        out += fmt::format("<th scope=\"col\"{}>{}</th>",
                           is_number_column(part, i) ? " class=\"number\"" : "", escape(part.header[i]));
    out += "</tr></thead><tbody>";
    for (const auto& row : part.rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            out += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", cell_html(row[i]))
                          : fmt::format("<td{}>{}</td>", row[i].number ? " class=\"number\"" : "",
                                        cell_html(row[i]));
        out += "</tr>";
    }
    out += "</tbody></table></div>";
    if (part.more > 0) {
        out += fmt::format("<p>… and {} more</p>", part.more);
        if (!part.more_line.empty())
            out += buttons_html({{.label = "Show more",
                                  .line = part.more_line,
                                  .spoken = "Show more rows of: " + part.caption}});
    }
    return out;
}

std::string draw(const commands::Chart& part) { return chart_html(part); }

std::string draw(const commands::Cards& part) {
    std::string out = R"(<ul class="cards">)";
    for (const auto& card : part.cards) {
        out += fmt::format("<li><strong>{}</strong>", link_html(card.url, card.title));
        if (!card.subtitle.empty())
            out += fmt::format(R"( <span class="subtitle">{}</span>)", escape(card.subtitle));
        if (!card.body.empty()) out += fmt::format("<p>{}</p>", escape(card.body));
        out += buttons_html(card.actions) + "</li>";
    }
    return out + "</ul>";
}

std::string draw(const commands::Steps& part) {
    std::string out = R"(<ul class="steps">)";
    for (const auto& step : part.steps) {
        out += fmt::format("<li{}>{}<span class=\"what\">{}</span>",
                           step.status == Status::none ? " class=\"bare\"" : "", status_html(step.status),
                           escape(step.text));
        if (!step.evidence.empty())
            out += fmt::format(R"( <span class="evidence">{}</span>)", escape(step.evidence));
        out += "</li>";
    }
    return out + "</ul>";
}

std::string draw(const commands::Preformatted& part) {
    const auto name = part.file_name.empty() ? std::string("Text") : part.file_name;
    return fmt::format(
        R"(<figure><figcaption>{}</figcaption><pre tabindex="0" aria-label="{}"><code>{}</code></pre></figure>)",
        escape(name), escape(name), escape(part.text));
}

std::string draw(const commands::Note& part) {
    const bool warning = part.kind == commands::NoteKind::warning;
    return fmt::format(R"(<p class="note {}"><strong>{}</strong> {}</p>)", warning ? "warning" : "info",
                       warning ? "Take care:" : "Note:", escape(part.text));
}

std::string control_html(const commands::Field& field, const std::string& id, bool wrong) {
    const auto common =
        fmt::format(R"(id="{}" name="{}"{}{})", id, escape(field.name), field.required ? " required" : "",
                    wrong ? fmt::format(R"( aria-invalid="true" aria-describedby="{}-error")", id) : "");
    if (field.kind == commands::Field::Kind::lines)
        return fmt::format("<textarea {}>{}</textarea>", common, escape(field.value));
    if (field.kind != commands::Field::Kind::choice)
        return fmt::format(R"(<input type="{}" {} value="{}">)",
                           field.kind == commands::Field::Kind::date ? "date" : "text", common,
                           escape(field.value));
    std::string out = fmt::format("<select {}>", common);
    for (const auto& option : field.options)
        out += fmt::format(R"(<option value="{}"{}>{}</option>)", escape(option.value),
                           option.value == field.value ? " selected" : "", escape(option.label));
    return out + "</select>";
}

std::string form_html(const commands::Form& form) {
    std::string out = fmt::format(R"(<form data-line="{}"><fieldset><legend>{}</legend>)", escape(form.line),
                                  escape(form.title));
    for (const auto& field : form.fields) {
        const auto id = "field-" + escape(field.name);
        std::string error;
        for (const auto& each : form.errors)
            if (each.field == field.name)
                error =
                    fmt::format(R"(<p class="note warning" id="{}-error">{}</p>)", id, escape(each.sentence));
        out += fmt::format("<label for=\"{}\">{}</label>{}{}", id, escape(field.label),
                           control_html(field, id, !error.empty()), error);
        if (!field.hint.empty()) out += fmt::format(R"(<p class="hint">{}</p>)", escape(field.hint));
    }
    return out + fmt::format(R"(<button type="submit">{}</button></fieldset></form>)", escape(form.submit));
}

std::string file_html(const commands::File& file) {
    return fmt::format(R"(<p class="file">File {} ({} bytes)</p>)", escape(file.name), file.bytes.size());
}

std::string foot_html(const commands::Answer& answer) {
    std::string out;
    if (answer.as_of)
        out += fmt::format(R"(<p class="as-of">Data as of <time datetime="{}">{}</time>{}</p>)",
                           core::to_rfc3339(*answer.as_of), core::to_readable(*answer.as_of),
                           answer.as_of_note.empty() ? "" : " · " + escape(answer.as_of_note));
    if (!answer.reference.empty())
        out += fmt::format(R"(<p class="reference">Ref {}</p>)", escape(answer.reference));
    return out;
}

}  // namespace

std::string answer_html(const commands::Answer& answer) {
    std::string out = fmt::format(R"(<div class="answer {}">)", commands::to_word(answer.outcome));
    if (!answer.reading.empty())
        out += fmt::format(R"(<p class="reading">I read this as: {}</p>)", escape(answer.reading));
    out += fmt::format(R"(<p class="headline">{}</p>)", escape(answer.headline));
    for (const auto& part : answer.parts)
        out += std::visit([](const auto& each) { return draw(each); }, part);
    if (answer.form) out += form_html(*answer.form);
    for (const auto& file : answer.files) out += file_html(file);
    out += buttons_html(answer.actions);
    for (const auto& detail : answer.details)
        out += fmt::format(R"(<details><summary>{}</summary>{}</details>)", escape(detail.headline),
                           answer_html(detail));
    return out + foot_html(answer) + "</div>";
}

}  // namespace web
