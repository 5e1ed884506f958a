// SPDX-License-Identifier: Apache-2.0
// Facts about a company: teams, people with dated membership, repositories with dated ownership, and what
// happened in them. The rows are those that every source delivers; `key` is the source's stable id, names are
// attributes.
#pragma once

#include "core/time.hpp"
#include "insight/directory/identity.hpp"
#include "insight/directory/links.hpp"
#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace insight {

struct Team {
    std::string key;
    std::string name;
    std::string parent;  // key; empty at the top
    std::string zone;    // IANA
};
enum class PersonKind { human, bot, agent };
struct Person {
    std::string key;
    std::string login;
    std::string name;
    PersonKind kind = PersonKind::human;
    std::vector<directory::Identity> identities = {};
    std::string manager = {};  // key
};
// Valid in [from, to); no `to` = still.
struct Membership {
    std::string person;
    std::string team;
    Time from{};
    std::optional<Time> to;
    directory::PersonLink link = directory::PersonLink::org_chart;  // what says so
};
struct Ownership {
    std::string repository;
    std::string team;
    Time from{};
    std::optional<Time> to;
    directory::OwnerLink link = directory::OwnerLink::mapping_file;  // what says so
    std::string path = {};  // a folder, or of CODEOWNERS a pattern; empty = all of it
};
struct Repository {
    std::string key;
    std::string name;
    std::string full_name;
    std::string description;  // the purpose line
    std::string language;
    std::vector<std::string> topics;
    Visibility visibility = Visibility::private_;
    bool archived = false;
    Time created_at{};
    Time pushed_at{};
    std::string source;   // "sample", "git", "github", …
    std::string contact;  // "#payments-dev"
};
enum class ItemKind { change, issue };
struct Response {
    std::string person;  // key
    Time at{};
};
struct Item {
    std::string key;
    ItemKind kind = ItemKind::change;
    std::string repository;  // key
    int number = 0;
    std::string title;
    std::string author;  // key
    Time created_at{};
    std::optional<Time> ready_at;  // never ready: no item
    std::optional<Time> merged_at;
    std::optional<Time> closed_at;
    std::string merger;
    std::vector<std::string> labels;
    std::string assignee;
    std::vector<Response> responses;
};

struct CompanyFacts {
    std::vector<Team> teams;
    std::vector<Person> people;
    std::vector<Membership> memberships;
    std::vector<Repository> repositories;
    std::vector<Ownership> ownerships;
    std::vector<Item> items;
};

}  // namespace insight
