// SPDX-License-Identifier: Apache-2.0
// Who people of Slack are to us: their standing and user groups as Slack said, and what the settings say.
// Pure values and arithmetic; bot/slack_directory keeps them up to date. For the loop's thread.
#pragma once

#include "bot/config.hpp"
#include "commands/request.hpp"
#include "storage/authority.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace bot {

// One line of audience.readers: who is in the group may read private repositories of this name.
struct ReaderList {
    std::string glob, group;
};
// Why a line of audience.readers cannot count; empty when it is "name=group".
std::string objection_to_readers(std::string_view line);
// Of the lines that can count.
std::vector<ReaderList> reader_lists(const Config& config);

// Who can act when something needs it. An empty place is that of the token from a file.
struct Contact {
    std::string place, person;
    bool operator==(const Contact&) const = default;
};

class People {
  public:
    // What was read longer ago counts as not known; a role from a group is then not granted.
    static constexpr core::Days standing_lasts{7};
    static constexpr std::chrono::hours groups_last{48};
    static constexpr core::Days worth_reading_again{1};

    // The settings name people of the workspace of the token from a file (installation 1) by their id.
    explicit People(const Config& config);
    // Those of another installation are named "T…/U…" or "E…/U…" there: `places` gives what may stand before
    // the slash, of an organisation also its workspaces. The same user id elsewhere is somebody else.
    void name_places(std::function<std::vector<std::string>(std::int64_t installation)> places) {
        places_ = std::move(places);
    }

    void learn(const storage::SlackPerson& person);
    void learn(const storage::SlackGroup& group);
    // As Slack said last; sorted.
    std::vector<std::string> members_of(std::int64_t installation, const std::string& group) const;
    void drop_group(std::int64_t installation, const std::string& group);
    void change_group(std::int64_t installation, const std::string& group,
                      const std::vector<std::string>& added, const std::vector<std::string>& removed);

    std::optional<storage::Standing> standing_of(std::int64_t installation, const std::string& person,
                                                 core::Time now) const;
    bool is_worth_asking(std::int64_t installation, const std::string& person, core::Time now) const;
    // Nothing when Slack must be asked first who that is.
    std::optional<commands::Role> role_of(std::int64_t installation, const std::string& person,
                                          core::Time now) const;
    // When Slack could not be asked: what the settings say of this person, else people.unknown.
    commands::Role role_unasked(std::int64_t installation, const std::string& person) const;
    // Names (with *) of private repositories that all of `readers` may read.
    std::vector<std::string> may_read(std::int64_t installation, const std::vector<std::string>& readers,
                                      core::Time now) const;
    // The groups that the settings name: no others are read.
    std::vector<std::string> groups() const;
    // Who is told what needs somebody to act: administrators first, then the InnerSource office.
    const std::vector<Contact>& contacts() const { return contacts_; }
    bool guests_are_colleagues() const { return guests_are_colleagues_; }
    bool may_have_outsiders(const std::string& channel) const;

  private:
    using Key = std::pair<std::int64_t, std::string>;
    struct Standing {
        storage::Standing standing;
        core::Time read_at;
    };
    std::optional<commands::Role> stated_for(std::int64_t installation, const std::string& person) const;
    bool is_in(std::int64_t installation, const std::string& group, const std::string& person,
               core::Time now) const;
    commands::Role granted_to(std::int64_t installation, const std::string& person, core::Time now) const;

    std::function<std::vector<std::string>(std::int64_t)> places_ = [](std::int64_t) {
        return std::vector<std::string>();
    };
    std::unordered_map<std::string, commands::Role> stated_;           // by person
    std::vector<std::pair<std::string, commands::Role>> group_roles_;  // by group
    std::vector<ReaderList> lists_;
    std::vector<Contact> contacts_;
    std::vector<std::string> external_channels_;
    bool guests_are_colleagues_ = false;
    commands::Role unknown_ = commands::Role::viewer;
    std::map<Key, Standing> known_;
    std::map<Key, storage::SlackGroup> groups_;  // members sorted
};

}  // namespace bot
