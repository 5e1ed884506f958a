// SPDX-License-Identifier: Apache-2.0
// The one list of what stands in each record of a file of facts: name, bounds and meaning of every field.
// Reading, writing and the schema visit it, so they cannot differ. each_key() visits what says which thing it
// is, which is all that a `gone` has; each_fact() the rest. A visitor has one member for each kind of field:
//   id(name, text, says)                        required
//   id_if(name, text, says)                     empty when it is not there
//   one_id_of(a, b, text, is_b, says)           exactly one of two
//   text(name, text, most, says), name(…)       at most so many characters, on one line; a name is required
//   word(name, enumerator, words, need, says)   one of these words
//   truth(name, bool, says)                     false when it is not there
//   number(name, int, says)                     0 when it is not there
//   moment(name, time, need, says)              Time{} when it is not there
//   moment_if(name, optional time, says)
//   texts(name, list, most, says)
//   identities, transitions, fact               of their own shape
#pragma once

#include "insight/connector/records.hpp"
#include "insight/connector/words.hpp"

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace sources::facts {

namespace connector = insight::connector;

inline constexpr std::size_t longest_line = 1U << 20U;  // bytes
inline constexpr std::size_t deepest = 12;              // levels of JSON
inline constexpr std::size_t longest_id = 500, longest_name = 200, longest_title = 1'000,
                             longest_description = 5'000, longest_where = 300;  // characters
inline constexpr std::size_t most_in_list = 100, most_identities = 50, most_transitions = 1'000,
                             most_files = 5'000, longest_file = 65'536;

enum class Need { required, optional };

template <class What, class Record>
concept Of = std::same_as<std::remove_const_t<What>, Record>;

void each_key(auto& visit, Of<connector::Team> auto& what) {
    visit.id("id", what.row.key, "the team's id at its source");
}
void each_fact(auto& visit, Of<connector::Team> auto& what) {
    visit.text("name", what.row.name, longest_name, "what people call it; left out: a mention");
    visit.id_if("parent", what.row.parent, "id of the team above");
    visit.text("zone", what.row.zone, 64, "IANA time zone, e.g. Europe/Berlin; its business days count");
}

void each_key(auto& visit, Of<connector::Person> auto& what) {
    visit.id("id", what.row.key, "the person's id at its source");
}
void each_fact(auto& visit, Of<connector::Person> auto& what) {
    visit.text("login", what.row.login, longest_name, "the name with which they log in");
    visit.text("name", what.row.name, longest_name, "what people call them");
    visit.word("kind", what.row.kind, connector::person_kind_words, Need::optional,
               "human unless said; an agent is an AI author");
    visit.id_if("manager", what.row.manager, "id of a person");
    visit.identities("identities", what.row.identities, "by which other systems know them");
}

void each_key(auto& visit, Of<connector::Repository> auto& what) {
    visit.id("id", what.row.key, "the repository's id at its source: one that a rename leaves alone");
}
void each_fact(auto& visit, Of<connector::Repository> auto& what) {
    visit.name("name", what.row.name, longest_name, "payments-api");
    visit.text("full_name", what.row.full_name, longest_id, "acme/payments-api; the name unless said");
    visit.word("visibility", what.row.visibility, connector::visibility_words, Need::required,
               "public and internal: every colleague may read it; private: shown to the office only");
    visit.text("description", what.row.description, longest_description,
               "the purpose line; left out: it has none");
    visit.text("language", what.row.language, longest_name, "the language most of it is written in");
    visit.texts("topics", what.row.topics, longest_name, "topics or labels; left out: it has none");
    visit.truth("archived", what.row.archived, "nobody works on it any more");
    visit.moment("created_at", what.row.created_at, Need::optional, "");
    visit.moment("pushed_at", what.row.pushed_at, Need::optional, "when its files last changed");
    visit.text("contact", what.row.contact, longest_name, "where to ask: #payments-dev");
}

void each_key(auto& visit, Of<connector::Membership> auto& what) {
    visit.id("person", what.row.person, "id of a person");
    visit.id("team", what.row.team, "id of a team");
    visit.moment("from", what.row.from, Need::optional, "from then on; left out: ever");
}
void each_fact(auto& visit, Of<connector::Membership> auto& what) {
    visit.moment_if("to", what.row.to, "no longer from then on; left out: still");
    visit.word("by", what.row.link, connector::person_link_words, Need::optional,
               "which link of the chain it answers as (docs/directory.md); org_chart unless said");
}

void each_key(auto& visit, Of<connector::Ownership> auto& what) {
    visit.one_id_of("repository", "repository_name", what.row.repository, what.by_name,
                    "id of a repository of this source, or the full name of one of any source");
    visit.id_if("path", what.row.path, "a folder of it; left out: all of it");
    visit.id("team", what.row.team, "id of a team");
    visit.moment("from", what.row.from, Need::optional, "from then on; left out: ever");
}
void each_fact(auto& visit, Of<connector::Ownership> auto& what) {
    visit.moment_if("to", what.row.to, "no longer from then on; left out: still");
    visit.word("by", what.row.link, connector::owner_link_words, Need::optional,
               "which link of the chain it answers as (docs/directory.md); mapping_file unless said");
}

template <class What>
concept Item = Of<What, connector::PullRequest> || Of<What, connector::Issue>;
void each_key(auto& visit, Item auto& what) {
    visit.id("repository", what.row.repository, "id of a repository");
    visit.id("id", what.row.key, "its id at its source; within its repository it is the only one");
}
void each_opening(auto& visit, auto& row) {
    visit.number("number", row.number, "what people call it by: 42");
    visit.text("title", row.title, longest_title, "");
    visit.id_if("author", row.author, "id of a person");
    visit.moment("created_at", row.created_at, Need::required, "");
}
void each_ending(auto& visit, auto& row) {
    visit.moment_if("closed_at", row.closed_at, "also where it was merged; left out: open");
    visit.texts("labels", row.labels, longest_name, "");
    visit.id_if("assignee", row.assignee, "id of a person");
}
void each_fact(auto& visit, Of<connector::PullRequest> auto& what) {
    each_opening(visit, what.row);
    visit.moment_if("ready_at", what.row.ready_at,
                    "last switch to ready for review before its first end; left out: when it was created");
    visit.truth("draft", what.is_draft, "it never was ready for review, and counts nowhere");
    visit.moment_if("merged_at", what.row.merged_at, "left out: not merged");
    visit.id_if("merger", what.row.merger, "id of the person who merged it");
    each_ending(visit, what.row);
}
void each_fact(auto& visit, Of<connector::Issue> auto& what) {
    each_opening(visit, what.row);
    each_ending(visit, what.row);
}

void each_key(auto& visit, Of<connector::Response> auto& what) {
    visit.id("repository", what.repository, "id of a repository");
    visit.one_id_of("pull_request", "issue", what.item, what.of_issue, "id of what was responded to");
    visit.id("person", what.row.person, "id of the person who commented, reviewed or approved");
    visit.moment("at", what.row.at, Need::required, "");
}
void each_fact(auto&, Of<connector::Response> auto&) {}

void each_key(auto& visit, Of<connector::TrackerIssue> auto& what) {
    visit.id("id", what.key, "PAY-17: within its source it is the only one");
}
void each_fact(auto& visit, Of<connector::TrackerIssue> auto& what) {
    visit.name("project", what.project, longest_name, "PAY");
    visit.moment("created_at", what.created_at, Need::required, "");
    visit.moment_if("resolved_at", what.resolved_at, "left out: open");
    visit.text("resolution", what.resolution, longest_name, "Done, Won't Do, Duplicate …");
    visit.id_if("reporter", what.reporter, "id of a person");
    visit.id_if("assignee", what.assignee, "id of a person, as it is now");
    visit.text("team", what.team, longest_name, "what its team field holds");
    visit.texts("components", what.components, longest_name, "");
    visit.texts("labels", what.labels, longest_name, "");
    visit.transitions("transitions", what.transitions,
                      "oldest first: to a status with its category, or to an assignee (null: nobody)");
}

void each_key(auto& visit, Of<connector::CheckFact> auto& what) {
    visit.id("repository", what.repository, "id of a repository");
    visit.fact_name("fact", what.fact, "what the value tells of");
}
void each_fact(auto& visit, Of<connector::CheckFact> auto& what) {
    visit.fact_value("value", what.fact, what.value, "its type depends on the fact");
    visit.text("where", what.where, longest_where, "what shows it, for whoever reads the finding");
    visit.moment("at", what.at, Need::required, "when it was seen");
}

}  // namespace sources::facts
