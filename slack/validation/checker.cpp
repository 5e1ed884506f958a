// SPDX-License-Identifier: Apache-2.0
#include "slack/validation/checker.hpp"

#include "slack/live_forms.hpp"
#include "slack/mrkdwn.hpp"

#include <algorithm>
#include <vector>

namespace slack::validation {

void Checker::error(const std::string& at, std::string message) {
    errors.push_back({at, std::move(message)});
}

void Checker::keys(const Json& value, const std::string& at, Keys required, Keys optional) {
    for (const auto key : required)
        if (!value.contains(key)) error(at, fmt::format("lacks {}", key));
    for (const auto& [key, ignored] : value.items()) {
        const auto is_key = [&k = key](std::string_view known) { return known == k; };
        if (std::none_of(required.begin(), required.end(), is_key) &&
            std::none_of(optional.begin(), optional.end(), is_key))
            error(fmt::format("{}/{}", at, key), "is not a field here");
    }
}

std::string_view Checker::string(const Json& parent, std::string_view key, const std::string& at,
                                 Length length) {
    const auto& value = member_of(parent, key);
    if (value.is_null()) return {};
    const auto here = at + "/" + std::string(key);
    if (!value.is_string()) return error(here, "is not a text"), std::string_view();
    const std::string_view text = value.get_ref<const std::string&>();
    const auto count = units(text);
    counted += count;
    if (count < length.least) error(here, "is empty");
    if (count > length.most) error(here, fmt::format("has {} units; at most {}", count, length.most));
    return text;
}

void Checker::id(const Json& parent, std::string_view key, const std::string& at,
                 std::set<std::string>& taken) {
    const auto before = counted;
    const auto value = string(parent, key, at, {1, 255});
    counted = before;
    if (!value.empty() && !taken.insert(std::string(value)).second)
        error(at + "/" + std::string(key), "is used twice");
}

void Checker::boolean(const Json& parent, std::string_view key, const std::string& at) {
    const auto& value = member_of(parent, key);
    if (!value.is_null() && !value.is_boolean())
        error(at + "/" + std::string(key), "is neither true nor false");
}

void Checker::integer(const Json& parent, std::string_view key, const std::string& at, std::int64_t least,
                      std::int64_t most) {
    const auto& value = member_of(parent, key);
    if (value.is_null()) return;
    if (!value.is_number_integer() || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most)
        error(at + "/" + std::string(key), fmt::format("is no integer from {} to {}", least, most));
}

void Checker::word(const Json& parent, std::string_view key, const std::string& at, Keys allowed) {
    const auto& value = member_of(parent, key);
    if (value.is_null()) return;
    const auto text = value.is_string() ? value.get<std::string>() : std::string();
    if (std::find(allowed.begin(), allowed.end(), text) == allowed.end())
        error(at + "/" + std::string(key), "is not one of the words allowed here");
}

void Checker::text_object(const Json& parent, std::string_view key, const std::string& at, std::size_t most,
                          Kinds kinds) {
    const auto& value = member_of(parent, key);
    if (!value.is_null()) text_value(value, at + "/" + std::string(key), most, kinds);
}

void Checker::text_value(const Json& value, const std::string& at, std::size_t most, Kinds kinds) {
    if (!value.is_object()) return error(at, "is not a text object");
    const auto type = core::text_of(value, "type");
    if (type == "plain_text") {
        keys(value, at, {"type", "text"}, {"emoji"});
        boolean(value, "emoji", at);
        string(value, "text", at, {1, most});
    } else if (type == "mrkdwn" && kinds == Kinds::either) {
        keys(value, at, {"type", "text"}, {"verbatim"});
        if (!core::truth_of(value, "verbatim"))
            error(at, "is mrkdwn without verbatim: @here in it would notify");
        notation(string(value, "text", at, {1, most}), at + "/text");
    } else {
        error(at + "/type", kinds == Kinds::plain_only ? "must be plain_text" : "is no kind of text");
    }
}

void Checker::notation(std::string_view text, const std::string& at) {
    for (auto& found : live_form_errors(text)) error(at, std::move(found));
}

void Checker::image_fields(const Json& value, const std::string& at, Keys more) {
    std::vector<std::string_view> optional = {"image_url", "slack_file"};
    optional.insert(optional.end(), more.begin(), more.end());
    for (const auto& [key, ignored] : value.items())
        if (key != "type" && key != "alt_text" &&
            std::find(optional.begin(), optional.end(), key) == optional.end())
            error(fmt::format("{}/{}", at, key), "is not a field here");
    if (!value.contains("alt_text")) error(at, "lacks alt_text: what the picture says");
    string(value, "alt_text", at, {1, 2000});
    if (value.contains("image_url") == value.contains("slack_file"))
        error(at, "needs one of image_url and slack_file");
    url(value, "image_url", at);
    const auto& file = member_of(value, "slack_file");
    if (!file.is_null() && (!file.is_object() || file.contains("id") == file.contains("url")))
        error(at + "/slack_file", "needs one of id and url");
}

void Checker::url(const Json& parent, std::string_view key, const std::string& at) {
    const auto value = string(parent, key, at, {1, 3000});
    if (!value.empty() && !value.starts_with("https://") && !value.starts_with("http://"))
        error(at + "/" + std::string(key), "is no web address");
}

}  // namespace slack::validation
