// SPDX-License-Identifier: Apache-2.0
#include "insight/settings_json.hpp"

#include <catch2/catch.hpp>

#include <string>

using insight::Settings;
using insight::Visibility;

namespace {

// Every setting known, each with a value that is not its default.
Settings all_known() {
    Settings settings;
    settings.visibility = {Visibility::internal, "visibility = internal", false};
    settings.description = {"Takes payments", "description", false};
    settings.topics = {{"payments", "innersource"}, "topics", false};
    settings.archived = {true, "archived", false};
    settings.issues_enabled = {true, "has_issues", false};
    settings.readers_can_propose = {true, "allow_forking", false};
    settings.can_ask_for_access = {true, "--assume", true};
    settings.default_branch_guard = {insight::BranchGuard{true, 2, false}, "branch protection of main",
                                     false};
    settings.dependency_updates = {true, "dependabot.yml", false};
    settings.live_owners = {{"@acme/payments"}, "teams", false};
    settings.has_release = {true, "releases", false};
    settings.default_licence = {true, "policy", false};
    return settings;
}

}  // namespace

TEST_CASE("settings come back as they were kept") {
    const auto json = insight::to_json(all_known());
    CHECK(json.size() == 12);
    const auto back = insight::settings_from_json(core::parse_json(core::dump_json(json)).value());
    CHECK(insight::to_json(back) == json);
    CHECK(back.visibility->value == Visibility::internal);
    CHECK(back.topics->value == std::vector<std::string>{"payments", "innersource"});
    CHECK(back.default_branch_guard->value.approvals == 2);
    CHECK_FALSE(back.default_branch_guard->value.force_push_allowed);
    CHECK(back.can_ask_for_access->declared);
    CHECK_FALSE(back.archived->declared);
}

TEST_CASE("a setting that is not known stays unknown, whatever stands there") {
    CHECK(insight::to_json(Settings{}) == core::Json::object());
    for (const auto* text : {"null", "[]", "7", "{}", R"({"visibility": "internal"})",
                             R"({"visibility": {"value": "secret"}})", R"({"archived": {"value": "true"}})",
                             R"({"topics": {"value": {}}})", R"({"default_branch_guard": {"value": 1}})"}) {
        INFO(text);
        const auto settings = insight::settings_from_json(core::parse_json(text).value());
        CHECK(insight::to_json(settings) == core::Json::object());
    }
}
