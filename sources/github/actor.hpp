// SPDX-License-Identifier: Apache-2.0
// Who did something on GitHub: people, bots, and accounts that are gone. Pure.
// Source: docs.github.com, GraphQL interface Actor.
#pragma once

#include "core/json.hpp"
#include "insight/company.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

// The fields of an Actor that actor_in() reads; the query that uses them ends with this fragment.
inline constexpr std::string_view actor_fragment =
    "fragment who on Actor { __typename login ... on User { databaseId } ... on Bot { databaseId } }";

// The people of one page, each once. Their keys begin with the source ("github:acme:7", by GitHub's own
// number, which outlives a login), so that the directory knows the login as their name on GitHub.
class People {
  public:
    explicit People(std::string source) : source_(std::move(source)) {}
    // The key of who that is; empty for nobody: the account is gone, which GitHub tells as null. A bot's
    // login gets "[bot]" at its end, as REST and commits write it.
    std::string key_of(const core::Json& actor);
    // Is it known as a person, and no bot or agent?
    bool is_human(const std::string& key) const;
    std::vector<insight::Person> all() const;  // by key

  private:
    std::string source_;
    std::map<std::string, insight::Person> people_;
};

}  // namespace sources::github
