// SPDX-License-Identifier: Apache-2.0
#include "sources/templates.hpp"

#include "core/text.hpp"
#include "sources/yaml.hpp"

#include <initializer_list>

namespace sources {

namespace {

// The keys of `wanted` that `node` lacks, ", " between.
std::string lacking(const YAML::Node& node, std::initializer_list<const char*> wanted) {
    std::string out;
    for (const auto* key : wanted) {
        const auto value = child(node, key);
        const bool there = (value.IsScalar() && !core::trim(value.Scalar()).empty()) ||
                           (value.IsSequence() && value.size() > 0);
        if (!there) out += (out.empty() ? "" : ", ") + std::string(key);
    }
    return out;
}

// GitHub offers a Markdown template of ISSUE_TEMPLATE/ by its front matter; the single-file form and GitLab's
// need only text.
std::string missing_in_markdown(std::string_view path, std::string_view text) {
    const bool in_folder = core::lower(path).find("issue_template/") != std::string::npos;
    if (!in_folder) return core::trim(text).empty() ? "text" : "";
    const auto end = text.starts_with("---") ? text.find("\n---", 3) : std::string_view::npos;
    if (end == std::string_view::npos) return "name, about";
    const auto matter = parse_yaml(text.substr(3, end - 3));
    return matter ? lacking(*matter, {"name", "about"}) : "readable front matter";
}

}  // namespace

insight::Template parse_template(std::string_view path, insight::TemplateKind kind, std::string_view bytes) {
    insight::Template read{.path = std::string(path), .kind = kind};
    const auto lowered = core::lower(path);
    if (kind == insight::TemplateKind::change) {
        if (core::trim(core::clean(bytes)).empty()) read.missing = "text";
    } else if (lowered.ends_with(".yml") || lowered.ends_with(".yaml")) {
        const auto form = parse_yaml(bytes);
        read.missing = form ? lacking(*form, {"name", "description", "body"}) : "readable YAML";
    } else {
        read.missing = missing_in_markdown(path, bytes);
    }
    read.complete = read.missing.empty();
    return read;
}

}  // namespace sources
