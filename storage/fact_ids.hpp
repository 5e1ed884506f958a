// SPDX-License-Identifier: Apache-2.0
// How the ids of a source are kept: people and teams as "source:id", so that those of two sources never meet;
// what came in before there were files of facts may be called by its id alone. Pull requests and issues of
// one repository may have the same numbers, so their kind stands before the id.
#pragma once

#include "storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace storage {

std::string key_in(std::string_view source, std::string_view id);
// The other way round; what is called otherwise is its own id.
std::string id_in(std::string_view source, std::string_view key);
std::string item_key(insight::ItemKind kind, std::string_view id);
std::string item_id(insight::ItemKind kind, std::string_view key);

// Which rows the ids of one source mean. What was found is remembered, up to a bound.
class FactIds {
  public:
    explicit FactIds(Connection& connection) : connection_(connection) {}
    void begin(std::string source);
    const std::string& source() const { return source_; }

    std::optional<std::int64_t> team(const std::string& id);
    std::optional<std::int64_t> person(const std::string& id);
    std::optional<std::int64_t> repository(const std::string& id);
    std::optional<std::int64_t> item(std::int64_t repository, insight::ItemKind kind, const std::string& id);
    // As the row that has it is called, or will be.
    std::string team_key(const std::string& id);
    std::string person_key(const std::string& id);
    void know_team(const std::string& id, std::int64_t row);
    void know_person(const std::string& id, std::int64_t row);
    void know_repository(const std::string& id, std::int64_t row);
    void forget();  // something was removed

  private:
    using Known = std::unordered_map<std::string, std::int64_t>;
    std::optional<std::int64_t> find(Known& known, Sql sql, const std::string& id);
    std::string key_of(Sql sql, const std::string& id);

    Connection& connection_;
    std::string source_;
    Known teams_, people_, repositories_;
};

}  // namespace storage
