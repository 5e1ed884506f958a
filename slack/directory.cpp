// SPDX-License-Identifier: Apache-2.0
#include "slack/directory.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace slack {
namespace {

using Kind = DirectoryEvent::Kind;

std::vector<std::string> texts_of(const core::Json& list) {
    std::vector<std::string> out;
    for (const auto& each : list)
        if (each.is_string()) out.push_back(each.get<std::string>());
    return out;
}

bool is_one_of(std::string_view type, std::initializer_list<std::string_view> types) {
    return std::ranges::find(types, type) != types.end();
}

// Slack names the workspace of everybody; where it does not, the other fields decide.
bool is_of(const core::Json& user, const Company& company) {
    const auto team = core::text_of(user, "team_id");
    if (team.empty() || team == company.team || team == company.enterprise) return true;
    const auto enterprise = core::text_of(core::member_of(user, "enterprise_user"), "enterprise_id");
    return !enterprise.empty() && enterprise == company.enterprise;
}

DirectoryEvent about_person(const core::Json& user, const Company& company) {
    DirectoryEvent out;
    out.id = core::text_of(user, "id");
    if (out.id.empty()) return out;
    out.kind = Kind::person;
    out.standing = standing_of(user, company);
    return out;
}

DirectoryEvent about_group(const core::Json& group) {
    DirectoryEvent out;
    out.id = core::text_of(group, "id");
    if (out.id.empty()) return out;
    if (core::number_of(group, "date_delete") != 0) {
        out.kind = Kind::group_gone;
    } else if (const auto& users = core::member_of(group, "users"); users.is_array()) {
        out.kind = Kind::group;
        out.added = texts_of(users);
    } else {
        out.kind = Kind::group_changed;
    }
    return out;
}

DirectoryEvent about_members(const core::Json& event) {
    DirectoryEvent out;
    out.id = core::text_of(event, "subteam_id");
    if (out.id.empty()) return out;
    out.kind = Kind::group_members;
    out.added = texts_of(core::member_of(event, "added_users"));
    out.removed = texts_of(core::member_of(event, "removed_users"));
    return out;
}

DirectoryEvent about_channel(const core::Json& channel) {
    DirectoryEvent out;
    out.id = channel.is_string() ? channel.get<std::string>() : core::text_of(channel, "id");
    if (!out.id.empty()) out.kind = Kind::channel;
    return out;
}

}  // namespace

Belonging belonging_of(std::string_view author_team, const Home& home) {
    if (author_team.empty()) return Belonging::not_said;
    if (author_team == home.team || author_team == home.enterprise) return Belonging::ours;
    const auto& others = home.workspaces;
    if (std::ranges::find(others, author_team) != others.end()) return Belonging::ours;
    return home.enterprise.empty() && home.is_whole ? Belonging::not_ours : Belonging::not_said;
}

bool is_nobody_of_ours(const core::Error& refusal) {
    return refusal.detail == "user_not_found" || refusal.detail == "user_not_visible";
}

Company company_of(const core::Json& tested) {
    return {core::text_of(tested, "team_id"), core::text_of(tested, "enterprise_id")};
}

storage::Standing standing_of(const core::Json& user, const Company& company) {
    using storage::Standing;
    if (!user.is_object()) return Standing::stranger;
    if (core::truth_of(user, "deleted")) return Standing::gone;
    if (core::truth_of(user, "is_bot")) return Standing::bot;
    if (core::truth_of(user, "is_stranger") || !is_of(user, company)) return Standing::stranger;
    // Said for every member of the workspace; who has no such field is none.
    if (!core::member_of(user, "is_restricted").is_boolean()) return Standing::stranger;
    const bool is_guest =
        core::truth_of(user, "is_restricted") || core::truth_of(user, "is_ultra_restricted");
    return is_guest ? Standing::guest : Standing::member;
}

std::optional<storage::Standing> standing_wherever(const core::Json& user) {
    using storage::Standing;
    const auto at_most = standing_of(user, {core::text_of(user, "team_id"), ""});
    if (at_most == Standing::member) return std::nullopt;
    return at_most == Standing::guest ? Standing::stranger : at_most;
}

std::optional<storage::SlackChannel> channel_of(const core::Json& channel) {
    storage::SlackChannel out;
    out.channel = core::text_of(channel, "id");
    if (out.channel.empty()) return std::nullopt;
    out.name = core::shorten(core::one_line(core::text_of(channel, "name")), 80);
    if (core::truth_of(channel, "is_im")) {
        out.external = false;
        out.joined = true;
        out.guests = false;
        return out;
    }
    out.external = core::truth_of(channel, "is_ext_shared", true) ||
                   core::truth_of(channel, "is_pending_ext_shared") ||
                   !core::member_of(channel, "pending_shared").empty() ||
                   !core::member_of(channel, "pending_connected_team_ids").empty();
    out.closed = core::truth_of(channel, "is_private");
    out.archived = core::truth_of(channel, "is_archived");
    out.joined = core::truth_of(channel, "is_member");
    return out;
}

std::string cursor_of(const core::Json& reply) {
    return core::text_of(core::member_of(reply, "response_metadata"), "next_cursor");
}

bool is_group_gone(const core::Error& refusal) {
    return refusal.detail == "no_such_subteam" || refusal.detail == "subteam_not_found";
}

DirectoryEvent directory_event(std::string_view body) {
    const auto parsed = core::parse_json(body);
    if (!parsed || core::text_of(*parsed, "type") != "event_callback") return {};
    const auto& event = core::member_of(*parsed, "event");
    const auto type = core::text_of(event, "type");
    if (is_one_of(type, {"user_change", "team_join"})) {
        const auto& authorizations = core::member_of(*parsed, "authorizations");
        const auto company = authorizations.is_array() && !authorizations.empty()
                                 ? company_of(authorizations.front())
                                 : Company();
        return about_person(core::member_of(event, "user"), company);
    }
    if (is_one_of(type, {"subteam_created", "subteam_updated"}))
        return about_group(core::member_of(event, "subteam"));
    if (type == "subteam_members_changed") return about_members(event);
    // What was known under the old id is nobody's any more; the new one is asked about when it is met.
    if (type == "channel_id_changed") return about_channel(core::member_of(event, "old_channel_id"));
    if (is_one_of(type,
                  {"member_joined_channel", "member_left_channel", "channel_archive", "channel_unarchive",
                   "channel_deleted", "channel_rename", "channel_shared", "channel_unshared", "group_archive",
                   "group_unarchive", "group_deleted", "group_rename"}))
        return about_channel(core::member_of(event, "channel"));
    return {};
}

}  // namespace slack
