// SPDX-License-Identifier: Apache-2.0
#include "slack/validation/parts.hpp"

namespace slack::validation {

namespace {

void rich_leaf(Checker& check, const Json& value, const std::string& at) {
    const auto type = core::text_of(value, "type");
    if (type == "text")
        check.keys(value, at, {"type", "text"}, {"style"});
    else if (type == "link")
        check.keys(value, at, {"type", "url"}, {"text", "style"});
    else
        return check.error(at + "/type", "is neither text nor link");
    check.string(value, "text", at, {1, 3000});
    check.url(value, "url", at);
}

void rich_part(Checker& check, const Json& value, const std::string& at) {
    const auto type = core::text_of(value, "type");
    if (type == "rich_text_list") {
        check.keys(value, at, {"type", "style", "elements"}, {"indent", "offset", "border"});
        check.word(value, "style", at, {"bullet", "ordered"});
        return check.list(value, "elements", at, {1, 100},
                          [&](const Json& one, const std::string& here) { rich_part(check, one, here); });
    }
    if (type != "rich_text_section" && type != "rich_text_preformatted" && type != "rich_text_quote")
        return check.error(at + "/type", "is no part of rich text");
    check.keys(value, at, {"type", "elements"}, {"border", "language"});
    check.list(value, "elements", at, {1, 1000},
               [&](const Json& one, const std::string& here) { rich_leaf(check, one, here); });
}

}  // namespace

void rich_text(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "elements"}, {"block_id"});
    check.list(value, "elements", at, {1, 100},
               [&](const Json& one, const std::string& here) { rich_part(check, one, here); });
}

}  // namespace slack::validation
