// SPDX-License-Identifier: Apache-2.0
// What Slack says of people, groups and channels, in its replies and events. Pure. What is not said counts as
// the least trusted. Source: docs.slack.dev/reference/objects/user-object, conversation-object,
// events/subteam_members_changed.
#pragma once

#include "core/json.hpp"
#include "storage/authority.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slack {

// Where an installation is: the workspace, and the organisation that this belongs to. Empty where it is not
// so.
struct Company {
    std::string team, enterprise;
};
// Whose people are ours: the organisation's other workspaces too, as far as Slack named them.
struct Home : Company {
    std::vector<std::string> workspaces;
    bool is_whole = true;  // false: the organisation may not have been named yet
};
enum class Belonging { ours, not_ours, not_said };
// Of who acts for the workspace `author_team`. not_said: an organisation has workspaces that nobody named, or
// was not named itself, so what Slack says of the person decides.
Belonging belonging_of(std::string_view author_team, const Home& home);
// Slack says that nobody it lets us see has this id: an answer, and none of a colleague.
bool is_nobody_of_ours(const core::Error& refusal);

// Of the reply to auth.test.
Company company_of(const core::Json& tested);

// Of a user object, for who is installed at `company`. People of the organisation's other workspaces are
// ours; is_stranger alone says too little, since it is false for outsiders who share a channel with the app.
storage::Standing standing_of(const core::Json& user, const Company& company);
// The same while nobody has said where that is: nothing for who is a member if they are of ours, and a
// stranger for a guest, who may be another company's.
std::optional<storage::Standing> standing_wherever(const core::Json& user);
// Of a conversation object; without its readers. Nothing when it is none.
std::optional<storage::SlackChannel> channel_of(const core::Json& channel);

// Where the next page of a list starts; empty after the last.
std::string cursor_of(const core::Json& reply);
// A refusal that says: this user group is not there (any more).
bool is_group_gone(const core::Error& refusal);

// An event that changes what is known; every other is `other`.
struct DirectoryEvent {
    enum class Kind {
        other,
        person,         // `id` is now of this standing
        group,          // `id` has exactly `added` as its members
        group_gone,     // disabled
        group_members,  // `added` and `removed`
        group_changed,  // how is not said: read it again
        channel         // something about `id` changed: read it again
    } kind = Kind::other;
    std::string id;
    storage::Standing standing = storage::Standing::stranger;
    std::vector<std::string> added, removed;
};
// `body` as Slack sends it; its first authorization says where we are. Other for what cannot be read.
DirectoryEvent directory_event(std::string_view body);

}  // namespace slack
