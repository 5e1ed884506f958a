// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/machines.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight::directory {
namespace {

// Sources: the names under which these open changes, as their makers document them.
constexpr std::array<std::string_view, 8> known_agents = {
    "copilot-swe-agent", "copilot", "devin-ai-integration",    "claude",
    "google-labs-jules", "cursor",  "chatgpt-codex-connector", "openai-codex"};

bool is_listed(const std::string& login, const std::vector<std::string>& globs) {
    return std::any_of(globs.begin(), globs.end(),
                       [&](const std::string& glob) { return core::matches_glob(core::lower(glob), login); });
}

}  // namespace

PersonKind kind_of(std::string_view login, bool typed_as_bot, const Machines& machines) {
    const auto lower = core::lower(core::trim(login));
    const bool has_mark = lower.ends_with("[bot]");
    const auto name = has_mark ? lower.substr(0, lower.size() - 5) : lower;
    const bool is_known = (has_mark || typed_as_bot) &&
                          std::find(known_agents.begin(), known_agents.end(), name) != known_agents.end();
    if (is_known || is_listed(lower, machines.agents) || is_listed(name, machines.agents))
        return PersonKind::agent;
    if (has_mark || typed_as_bot || is_listed(lower, machines.bots)) return PersonKind::bot;
    return PersonKind::human;
}

std::string_view author_of(std::string_view author, PersonKind kind, std::string_view assignee,
                           AgentsAre agents) {
    return kind == PersonKind::agent && agents == AgentsAre::their_sponsor ? assignee : author;
}

}  // namespace insight::directory
