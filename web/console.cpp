// SPDX-License-Identifier: Apache-2.0
#include "web/console.hpp"

#include "web/assets.hpp"
#include "web/html.hpp"

#include <fmt/format.h>
#include <kainjow/mustache.hpp>

#include <stdexcept>

namespace web {

namespace {

using kainjow::mustache::data;
using Template = kainjow::mustache::mustache;

// The template's own escaping covers & < > " and '; values are given raw.
std::string text_of_asset(std::string_view name) {
    const auto* asset = find_asset(name);
    if (!asset) throw std::logic_error("an asset is missing from the program");
    return std::string(asset->bytes);
}

data people(const std::vector<ConsolePersona>& personas) {
    data list{data::type::list};
    bool first = true;
    for (const auto& each : personas) {
        data row;
        row.set("id", each.id);
        row.set("name", each.name);
        row.set("role", each.role);
        row.set("team", each.team.empty() ? "no team" : each.team);
        row.set("first", first);
        first = false;
        list.push_back(row);
    }
    return list;
}

data places(const std::vector<ConsoleChannel>& channels) {
    data list{data::type::list};
    bool first = true;
    for (const auto& each : channels) {
        data row;
        row.set("id", each.id);
        row.set("name", each.name);
        row.set("topic", each.topic);
        row.set("external", each.external);
        row.set("first", first);
        first = false;
        list.push_back(row);
    }
    return list;
}

data examples(const std::vector<ConsoleExample>& lines) {
    data list{data::type::list};
    for (const auto& each : lines) {
        data row;
        row.set("line", each.line);
        row.set("for_guests", each.for_guests);
        list.push_back(row);
    }
    return list;
}

}  // namespace

std::string console_page(const ConsoleSettings& settings) {
    Template page(text_of_asset("console.mustache"));
    if (!page.is_valid()) throw std::logic_error("the console's template is broken: " + page.error_message());
    data values;
    values.set("token", settings.token);
    values.set("now", core::to_rfc3339(settings.now));
    values.set("now_text", core::to_readable(settings.now));
    values.set("version", settings.version);
    values.set("personas", people(settings.personas));
    values.set("channels", places(settings.channels));
    values.set("examples", examples(settings.examples));
    return page.render(values);
}

core::Json ask_reply(const commands::Answer& answer, const std::string& line, const core::Json& answer_json,
                     const core::Json& blocks, const core::Json& block_errors, core::Time now) {
    core::Json reply;
    reply["html"] = answer_html(answer);
    reply["headline"] = answer.headline;
    reply["line"] = line;
    reply["reading"] = answer.reading;
    reply["json"] = answer_json;
    reply["blocks"] = blocks;
    reply["block_errors"] = block_errors;
    reply["now"] = core::to_rfc3339(now);
    return reply;
}

}  // namespace web
