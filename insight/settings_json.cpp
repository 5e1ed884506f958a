// SPDX-License-Identifier: Apache-2.0
#include "insight/settings_json.hpp"

#include <array>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace insight {
namespace {

using core::Json;

constexpr std::array visibilities = {std::pair{Visibility::public_, "public"},
                                     std::pair{Visibility::internal, "internal"},
                                     std::pair{Visibility::private_, "private"}};

Json value_of(Visibility visibility) {
    for (const auto& [value, word] : visibilities)
        if (value == visibility) return word;
    return {};
}
Json value_of(const BranchGuard& guard) {
    return {{"change_required", guard.change_required},
            {"approvals", guard.approvals},
            {"force_push_allowed", guard.force_push_allowed}};
}
Json value_of(bool truth) { return truth; }
Json value_of(const std::string& text) { return text; }
Json value_of(const std::vector<std::string>& texts) { return texts; }

bool read(const Json& value, Visibility& out) {
    for (const auto& [visibility, word] : visibilities)
        if (value == word) {
            out = visibility;
            return true;
        }
    return false;
}
bool read(const Json& value, BranchGuard& out) {
    if (!value.is_object()) return false;
    out.change_required = core::truth_of(value, "change_required");
    out.approvals = static_cast<int>(core::number_of(value, "approvals"));
    out.force_push_allowed = core::truth_of(value, "force_push_allowed", true);
    return true;
}
bool read(const Json& value, bool& out) {
    if (!value.is_boolean()) return false;
    out = value.get<bool>();
    return true;
}
bool read(const Json& value, std::string& out) {
    if (!value.is_string()) return false;
    out = value.get<std::string>();
    return true;
}
bool read(const Json& value, std::vector<std::string>& out) {
    if (!value.is_array()) return false;
    for (const auto& each : value)
        if (each.is_string()) out.push_back(each.get<std::string>());
    return true;
}

// Calls `visit(name, setting)` for each of them: the one list of their names.
void each_setting(auto& settings, const auto& visit) {
    visit("visibility", settings.visibility);
    visit("description", settings.description);
    visit("topics", settings.topics);
    visit("archived", settings.archived);
    visit("issues_enabled", settings.issues_enabled);
    visit("readers_can_propose", settings.readers_can_propose);
    visit("can_ask_for_access", settings.can_ask_for_access);
    visit("default_branch_guard", settings.default_branch_guard);
    visit("dependency_updates", settings.dependency_updates);
    visit("live_owners", settings.live_owners);
    visit("has_release", settings.has_release);
    visit("default_licence", settings.default_licence);
}

}  // namespace

core::Json to_json(const Settings& settings) {
    Json out = Json::object();
    each_setting(settings, [&](const char* name, const auto& setting) {
        if (!setting) return;
        out[name] = {{"value", value_of(setting->value)}, {"where", setting->where}};
        if (setting->declared) out[name]["declared"] = true;
    });
    return out;
}

Settings settings_from_json(const core::Json& json) {
    Settings settings;
    each_setting(settings, [&](const char* name, auto& setting) {
        const auto& kept = core::member_of(json, name);
        typename std::decay_t<decltype(setting)>::value_type known;
        if (!kept.is_object() || !read(core::member_of(kept, "value"), known.value)) return;
        known.where = core::text_of(kept, "where");
        known.declared = core::truth_of(kept, "declared");
        setting = std::move(known);
    });
    return settings;
}

}  // namespace insight
