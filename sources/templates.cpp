// SPDX-License-Identifier: Apache-2.0
#include "sources/templates.hpp"

#include "core/text.hpp"
#include "sources/yaml.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace sources {
namespace {

using Text = std::string_view;

bool is_filled(const yaml::Node& value) { return value.is_text() && !core::trim(value.text).empty(); }

// "name and about are missing".
std::string missing(const std::vector<std::string>& names) {
    if (names.empty()) return {};
    return core::join(names, " and ") + (names.size() == 1 ? " is missing" : " are missing");
}

std::vector<std::string> unfilled(const yaml::Node& root, const std::vector<Text>& names) {
    std::vector<std::string> out;
    for (const auto name : names)
        if (!is_filled(yaml::find(root, name))) out.emplace_back(name);
    return out;
}

std::string missing_in_form(Text bytes) {
    const auto parsed = yaml::parse(bytes);
    if (parsed.is_broken()) return parsed.faults.front().what;
    if (parsed.documents.empty() || !parsed.documents.front()->is_map()) return "the form is empty";
    const auto& root = *parsed.documents.front();
    auto names = unfilled(root, {"name", "description"});
    const auto& body = yaml::find(root, "body");
    // A form of remarks asks for nothing; GitHub refuses it.
    const auto asks = [](const auto& item) {
        return !yaml::text_of(yaml::find(*item, "type")).empty() &&
               yaml::text_of(yaml::find(*item, "type")) != "markdown";
    };
    if (std::ranges::none_of(body.items, asks)) names.emplace_back("body");
    return missing(names);
}

// Between "---" lines at the very start; empty when there is none. `rest` is what follows.
Text front_matter(Text text, Text& rest) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto first = text.substr(0, text.find('\n'));
    if (core::trim(first) != "---") return {};
    const auto start = std::min(first.size() + 1, text.size());
    for (auto at = start; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (core::trim(text.substr(at, end - at)) == "---") {
            rest = text.substr(std::min(end + 1, text.size()));
            return text.substr(start, at - start);
        }
        at = end + 1;
    }
    return {};
}

std::string missing_in_markdown(Text text) {
    Text rest;
    const auto head = front_matter(text, rest);
    if (core::trim(head).empty()) return "name and about are missing";
    const auto parsed = yaml::parse(head);
    if (parsed.is_broken()) return "the front matter is no readable YAML";
    if (parsed.documents.empty()) return "name and about are missing";
    return missing(unfilled(*parsed.documents.front(), {"name", "about"}));
}

bool is_yaml(Text lower_path) { return lower_path.ends_with(".yml") || lower_path.ends_with(".yaml"); }

std::string what_is_missing(const std::string& path, Text bytes, insight::TemplateKind kind) {
    if (bytes.find('\0') != Text::npos) return "the file is binary";
    if (core::trim(core::clean(bytes)).empty()) return "the file is empty";
    if (kind == insight::TemplateKind::change) return {};
    if (is_yaml(path)) return missing_in_form(bytes);
    // Only a template that is chosen from a list needs a name to choose by.
    const bool is_chosen = path.find("issue_template/") != std::string::npos;
    return is_chosen ? missing_in_markdown(bytes) : std::string{};
}

}  // namespace

insight::Template parse_template(Text path, Text bytes, insight::TemplateKind kind) {
    insight::Template out{.path = std::string(path),
                          .kind = kind,
                          .complete = false,
                          .missing = what_is_missing(core::lower(path), bytes, kind)};
    out.complete = out.missing.empty();
    return out;
}

}  // namespace sources
