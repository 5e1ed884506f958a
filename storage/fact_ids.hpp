// SPDX-License-Identifier: Apache-2.0
// How the ids of a source are kept: people and teams as "source:id" (insight/connector/keys), so that those
// of two sources never meet; what did not come in by a file of facts may be called by its id alone. Pull
// requests and issues of one repository may have the same numbers, so their kind stands before the id.
#pragma once

#include "insight/connector/keys.hpp"
#include "storage/database.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace storage {

using insight::connector::id_in;
using insight::connector::is_key_in;
using insight::connector::key_in;
// The key of a row that is called by its id alone; nothing where such a key is that of another thing.
std::optional<std::string> alias_in(std::string_view source, std::string_view id);
std::optional<std::string> item_alias(std::string_view id);
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
