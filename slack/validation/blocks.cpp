// SPDX-License-Identifier: Apache-2.0
#include "slack/validation/parts.hpp"

#include <algorithm>
#include <iterator>

namespace slack::validation {

namespace {

void section(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type"}, {"text", "fields", "accessory", "block_id", "expand"});
    if (!value.contains("text") && !value.contains("fields")) check.error(at, "lacks text or fields");
    check.boolean(value, "expand", at);
    check.text_object(value, "text", at, 3000, Checker::Kinds::either);
    check.list(value, "fields", at, {1, 10}, [&](const Json& field, const std::string& here) {
        check.text_value(field, here, 2000, Checker::Kinds::either);
    });
    if (value.contains("accessory")) element(check, value["accessory"], at + "/accessory");
}

void header(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "text"}, {"block_id"});
    check.text_object(value, "text", at, 150, Checker::Kinds::plain_only);
}

void divider(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type"}, {"block_id"});
}

void context(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "elements"}, {"block_id"});
    check.list(value, "elements", at, {1, 10}, [&](const Json& one, const std::string& here) {
        if (core::text_of(one, "type") == "image")
            check.image_fields(one, here, {});
        else
            check.text_value(one, here, 3000, Checker::Kinds::either);
    });
}

void actions(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "elements"}, {"block_id"});
    check.list(value, "elements", at, {1, 25},
               [&](const Json& one, const std::string& here) { element(check, one, here); });
}

void image(Checker& check, const Json& value, const std::string& at) {
    check.image_fields(value, at, {"block_id", "title"});
    check.text_object(value, "title", at, 2000, Checker::Kinds::plain_only);
}

void input(Checker& check, const Json& value, const std::string& at) {
    if (check.surface == Surface::message) check.error(at, "input stands in views only");
    check.has_input = true;
    check.keys(value, at, {"type", "label", "element"}, {"hint", "optional", "dispatch_action", "block_id"});
    check.text_object(value, "label", at, 2000, Checker::Kinds::plain_only);
    check.text_object(value, "hint", at, 2000, Checker::Kinds::plain_only);
    check.boolean(value, "optional", at);
    check.boolean(value, "dispatch_action", at);
    if (!value.contains("element")) return;
    const auto type = core::text_of(value["element"], "type");
    if (type == "button" || type == "overflow" || type == "image")
        check.error(at + "/element", "is nothing that takes a value");
    element(check, value["element"], at + "/element");
}

void alert(Checker& check, const Json& value, const std::string& at) {
    if (check.surface != Surface::modal) check.error(at, "alert stands in modals only");
    check.keys(value, at, {"type", "text"}, {"level", "block_id"});
    check.text_object(value, "text", at, 200, Checker::Kinds::either);
    check.word(value, "level", at, {"default", "info", "warning", "error", "success"});
}

}  // namespace

void block(Checker& check, const Json& value, const std::string& at) {
    struct Row {
        std::string_view type;
        void (*judge)(Checker&, const Json&, const std::string&);
    };
    static constexpr Row rows[] = {{"section", section},
                                   {"header", header},
                                   {"divider", divider},
                                   {"context", context},
                                   {"actions", actions},
                                   {"image", image},
                                   {"input", input},
                                   {"rich_text", rich_text},
                                   {"table", table},
                                   {"data_table", data_table},
                                   {"data_visualization", chart},
                                   {"alert", alert}};
    if (!value.is_object()) return check.error(at, "is not a block");
    const auto type = core::text_of(value, "type");
    const auto* row =
        std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) { return one.type == type; });
    if (row == std::end(rows)) return check.error(at + "/type", "is no block that is used here");
    check.id(value, "block_id", at, check.block_ids);
    row->judge(check, value, at);
}

}  // namespace slack::validation
