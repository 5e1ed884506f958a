// SPDX-License-Identifier: Apache-2.0
// What a file of facts states, one record a line (docs/facts.md): the rows that every source delivers, with
// the ids by which their source calls them. sources/facts reads and writes the lines, storage keeps them.
#pragma once

#include "core/json.hpp"
#include "insight/company.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace insight::connector {

// Whose the records after it are. Ids of two sources never meet.
struct Source {
    static constexpr std::string_view word = "source";
    std::string name;
};
// Without a name it is a mention: there is such a team, and nothing more is known.
struct Team {
    static constexpr std::string_view word = "team";
    insight::Team row;
};
// With nothing but an id it is a mention.
struct Person {
    static constexpr std::string_view word = "person";
    insight::Person row;
    bool is_mention() const {
        return row.login.empty() && row.name.empty() && row.manager.empty() && row.identities.empty() &&
               row.kind == PersonKind::human;
    }
};
struct Repository {
    static constexpr std::string_view word = "repository";
    insight::Repository row;
};
struct Membership {
    static constexpr std::string_view word = "membership";
    insight::Membership row;
};
// by_name: `repository` is its full name or name, of whatever source, in small letters.
struct Ownership {
    static constexpr std::string_view word = "ownership";
    insight::Ownership row;
    bool by_name = false;
};
struct PullRequest {
    static constexpr std::string_view word = "pull_request";
    Item row = {};
    bool is_draft = false;  // never ready for review
};
struct Issue {
    static constexpr std::string_view word = "issue";
    Item row = {};
};
struct Response {
    static constexpr std::string_view word = "response";
    std::string repository, item;  // ids
    bool of_issue = false;
    insight::Response row;
};
// Of a tracker beside the code, such as Jira.
enum class StatusCategory { none, to_do, in_progress, done };
struct Transition {
    Time at{};
    std::string status;  // empty: this one changes the assignee
    StatusCategory category = StatusCategory::none;
    std::string assignee;  // id; empty beside an empty status: nobody from then on
    bool operator==(const Transition&) const = default;
};
struct TrackerIssue {
    static constexpr std::string_view word = "tracker_issue";
    std::string key, project;
    Time created_at{};
    std::optional<Time> resolved_at;
    std::string resolution, reporter, assignee, team;
    std::vector<std::string> components, labels;
    std::vector<Transition> transitions;  // oldest first
};
// One thing that a check of readiness asks about: a setting as insight/settings_json names it, or "files".
struct CheckFact {
    static constexpr std::string_view word = "check_fact";
    std::string repository;  // id
    std::string fact;
    core::Json value;
    std::string where;  // what shows it, for whoever reads the finding
    Time at{};          // when it was seen
};

struct Record {
    std::size_t line = 0;  // in its file, from 1
    bool is_gone = false;  // of a thing that is no more: only what says which one counts
    std::variant<Source, Team, Person, Repository, Membership, Ownership, PullRequest, Issue, Response,
                 TrackerIssue, CheckFact>
        what;
};
inline std::string_view word_of(const Record& record) {
    return std::visit([](const auto& what) { return what.word; }, record.what);
}

}  // namespace insight::connector
