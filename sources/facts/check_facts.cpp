// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/check_facts.hpp"

#include "core/text.hpp"
#include "sources/facts/fields.hpp"
#include "sources/facts/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace sources::facts {
namespace {

using core::Json;

constexpr auto names = std::to_array<FactName>({
    {"can_ask_for_access", ValueKind::truth, "who cannot read it has a button or form to ask for access"},
    {"default_branch_guard", ValueKind::guard, "what the default branch asks of a change"},
    {"default_licence", ValueKind::truth, "a rule of the company gives every repository its licence"},
    {"dependency_updates", ValueKind::truth, "Dependabot, Renovate or the like is switched on"},
    {"files", ValueKind::files, "which files there are on the default branch, and the texts of some"},
    {"has_release", ValueKind::truth, "a release within 365 days has notes"},
    {"issues_enabled", ValueKind::truth, "issues can be opened there"},
    {"live_owners", ValueKind::texts, "owners named in its owners file that exist and can write"},
    {"readers_can_propose", ValueKind::truth, "who may read it may fork or branch and propose a change"},
});

constexpr int most_approvals = 100;
constexpr std::size_t longest_commit = 64;

// The first name of `value` that is not among `known`; empty when all are.
std::string stranger(const Json& value, const std::set<std::string_view>& known) {
    for (const auto& [name, ignored] : value.items())
        if (!known.contains(name)) return core::shorten(core::one_line(name), 40);
    return {};
}

core::Result<Json> read_guard(const Json& value) {
    if (!value.is_object()) return core::invalid("“value” is to be an object.");
    if (const auto name = stranger(value, {"change_required", "approvals", "force_push_allowed"});
        !name.empty())
        return core::invalid(fmt::format("“value” has no “{}”.", name));
    for (const char* name : {"change_required", "force_push_allowed"})
        if (!core::member_of(value, name).is_boolean())
            return core::invalid(fmt::format("“{}” of “value” is to be true or false.", name));
    const auto& approvals = core::member_of(value, "approvals");
    if (!approvals.is_number_integer() || approvals < 0 || approvals > most_approvals)
        return core::invalid(
            fmt::format("“approvals” of “value” is to be a number from 0 to {}.", most_approvals));
    return core::json_result(value);
}

core::Result<Json> read_texts(const Json& value) {
    if (!value.is_array() || value.size() > most_in_list)
        return core::invalid(fmt::format("“value” is to be a list of at most {} texts.", most_in_list));
    std::set<std::string> texts;
    for (const auto& each : value) {
        if (!each.is_string() || core::count_code_points(each.get_ref<const std::string&>()) > longest_name)
            return core::invalid(
                fmt::format("“value” is to hold texts of at most {} characters.", longest_name));
        texts.insert(core::lower(core::one_line(each.get_ref<const std::string&>())));
    }
    return core::json_result(Json(std::vector<std::string>(texts.begin(), texts.end())));
}

core::Result<Json> read_file(const Json& file) {
    if (!file.is_object()) return core::invalid("“files” is to hold objects.");
    if (const auto name = stranger(file, {"path", "text", "size"}); !name.empty())
        return core::invalid(fmt::format("A file has no “{}”.", name));
    const auto& path = core::member_of(file, "path");
    if (!path.is_string() || !is_id(path.get_ref<const std::string&>()))
        return core::invalid("“path” of a file is missing, or no path.");
    Json out;
    out["path"] = path;
    if (const auto& text = core::member_of(file, "text"); !text.is_null()) {
        if (!text.is_string() || core::count_code_points(text.get_ref<const std::string&>()) > longest_file)
            return core::invalid(
                fmt::format("“text” of a file is to be a text of at most {} characters.", longest_file));
        out["text"] = text;
    }
    if (const auto& size = core::member_of(file, "size"); !size.is_null()) {
        if (!size.is_number_integer() || size < 0)
            return core::invalid("“size” of a file is to be its length in bytes.");
        out["size"] = size;
    }
    return core::json_result(std::move(out));
}

core::Result<Json> read_files(const Json& value) {
    if (!value.is_object()) return core::invalid("“value” is to be an object.");
    if (const auto name = stranger(value, {"commit", "complete", "files"}); !name.empty())
        return core::invalid(fmt::format("“value” has no “{}”.", name));
    if (!core::member_of(value, "complete").is_boolean())
        return core::invalid("“complete” of “value” is to be true or false: are these all files?");
    const auto& commit = core::member_of(value, "commit");
    const auto is_short = [](const std::string& text) {
        return is_id(text) && core::count_code_points(text) <= longest_commit;
    };
    if (!commit.is_null() && (!commit.is_string() || !is_short(commit.get_ref<const std::string&>())))
        return core::invalid("“commit” of “value” is to be the id of a commit.");
    const auto& files = core::member_of(value, "files");
    if (!files.is_array() || files.size() > most_files)
        return core::invalid(
            fmt::format("“files” of “value” is to be a list of at most {} files.", most_files));
    std::map<std::string, Json> by_path;
    for (const auto& file : files) {
        auto read = read_file(file);
        if (!read) return read.error();
        auto path = core::text_of(*read, "path");
        if (!by_path.emplace(path, std::move(*read)).second)
            return core::invalid(fmt::format("“{}” is among the files twice.", shown(path)));
    }
    Json out = {{"complete", core::truth_of(value, "complete")}, {"files", Json::array()}};
    if (!commit.is_null()) out["commit"] = commit;
    for (auto& [path, file] : by_path) out["files"].push_back(std::move(file));
    return core::json_result(std::move(out));
}

Json texts_schema(std::size_t most, std::size_t longest) {
    return {{"type", "array"}, {"maxItems", most}, {"items", {{"type", "string"}, {"maxLength", longest}}}};
}

Json object_schema(Json properties, Json required) {
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

Json files_schema() {
    const Json file = object_schema({{"path", id_schema()},
                                     {"text", {{"type", {"string", "null"}}, {"maxLength", longest_file}}},
                                     {"size", {{"type", {"integer", "null"}}, {"minimum", 0}}}},
                                    {"path"});
    auto commit = id_schema();
    commit["type"] = {"string", "null"};
    commit["maxLength"] = longest_commit;
    Json list = {{"type", "array"}, {"maxItems", most_files}, {"items", file}};
    list["items"]["properties"]["path"]["type"] = "string";
    return object_schema(
        {{"commit", std::move(commit)}, {"complete", {{"type", "boolean"}}}, {"files", std::move(list)}},
        {"complete", "files"});
}

}  // namespace

std::span<const FactName> fact_names() { return names; }

const FactName* fact_named(std::string_view name) {
    const auto found = std::ranges::find(names, name, &FactName::name);
    return found == names.end() ? nullptr : &*found;
}

core::Result<Json> read_value(const FactName& fact, const Json& value) {
    switch (fact.kind) {
        case ValueKind::truth:
            if (!value.is_boolean()) return core::invalid("“value” is to be true or false.");
            return core::json_result(value);
        case ValueKind::texts:
            return read_texts(value);
        case ValueKind::guard:
            return read_guard(value);
        case ValueKind::files:
            return read_files(value);
    }
    return core::invalid("“value” is of no known kind.");
}

Json schema_of_value(ValueKind kind) {
    switch (kind) {
        case ValueKind::truth:
            return {{"type", "boolean"}};
        case ValueKind::texts:
            return texts_schema(most_in_list, longest_name);
        case ValueKind::guard:
            return object_schema(
                {{"change_required", {{"type", "boolean"}}},
                 {"approvals", {{"type", "integer"}, {"minimum", 0}, {"maximum", most_approvals}}},
                 {"force_push_allowed", {{"type", "boolean"}}}},
                {"change_required", "approvals", "force_push_allowed"});
        case ValueKind::files:
            return files_schema();
    }
    return {};
}

}  // namespace sources::facts
