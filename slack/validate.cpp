// SPDX-License-Identifier: Apache-2.0
// What Slack takes, written down a second time, apart from the renderer: a mistake there is found here,
// before Slack finds it. Source: docs.slack.dev/reference/block-kit; where its pages disagree, the smaller
// figure.
#include "slack/blocks.hpp"
#include "slack/live_forms.hpp"
#include "slack/validation/parts.hpp"

#include <fmt/format.h>

namespace slack {
namespace validation {
namespace {

void blocks(Checker& check, const Json& value, std::size_t most) {
    std::size_t tables = 0, charts = 0;
    check.list(value, "blocks", "", {0, most}, [&](const Json& one, const std::string& at) {
        const auto type = core::text_of(one, "type");
        tables += type == "data_table" || type == "table" ? 1 : 0;
        charts += type == "data_visualization" ? 1 : 0;
        block(check, one, at);
    });
    if (tables > 1) check.error("/blocks", "has more than one table");
    if (charts > 2) check.error("/blocks", "has more than two charts");
}

void message(Checker& check, const Json& value) {
    check.keys(value, "", {"text"},
               {"blocks", "response_type", "replace_original", "delete_original", "thread_ts"});
    check.word(value, "response_type", "", {"ephemeral", "in_channel"});
    check.boolean(value, "replace_original", "");
    check.boolean(value, "delete_original", "");
    const auto text = check.string(value, "text", "", {1, 12000});
    check.notation(text, "/text");
    if (has_bare_broadcast(text)) check.error("/text", "holds a bare word that notifies");
    check.counted = 0;
    blocks(check, value, 50);
}

void view(Checker& check, const Json& value) {
    const bool is_modal = check.surface == Surface::modal;
    check.keys(value, "", {"type", "blocks"},
               {"title", "submit", "close", "callback_id", "private_metadata", "external_id",
                "clear_on_close", "notify_on_close"});
    check.word(value, "type", "", {is_modal ? "modal" : "home"});
    if (is_modal && !value.contains("title")) check.error("", "lacks title");
    for (const std::string_view key : {"title", "submit", "close"})
        check.text_object(value, key, "", 24, Checker::Kinds::plain_only);
    check.string(value, "callback_id", "", {1, 255});
    check.string(value, "private_metadata", "", {0, 3000});
    check.counted = 0;
    blocks(check, value, 100);
    constexpr std::size_t most_bytes = 250'000;
    if (core::dump_json(value).size() > most_bytes) check.error("", "is larger than a view may be");
    if (check.has_input && is_modal && !value.contains("submit"))
        check.error("", "lacks submit, which an input needs");
}

void payload(Checker& check, const Json& value) {
    if (!value.is_object()) return check.error("", "is not an object");
    if (check.surface == Surface::message)
        message(check, value);
    else
        view(check, value);
    if (check.counted > 12000)
        check.error("/blocks", fmt::format("all texts together have {} units; at most 12000", check.counted));
}

}  // namespace
}  // namespace validation

std::vector<BlockError> validate(const core::Json& payload, Surface surface) {
    validation::Checker check(surface);
    validation::payload(check, payload);
    return std::move(check.errors);
}

}  // namespace slack
