// SPDX-License-Identifier: Apache-2.0
#include "storage/fact_ids.hpp"

#include "storage/words.hpp"

#include <fmt/format.h>

namespace storage {
namespace {

constexpr std::size_t most_known = 200'000;

std::string_view prefix_of(insight::ItemKind kind) {
    return kind == insight::ItemKind::issue ? "issue:" : "pull_request:";
}

void know(std::unordered_map<std::string, std::int64_t>& known, const std::string& id, std::int64_t row) {
    if (known.size() >= most_known) known.clear();
    known[id] = row;
}

}  // namespace

std::optional<std::string> alias_in(std::string_view source, std::string_view id) {
    return is_key_in(source, id) ? std::nullopt : std::optional(std::string(id));
}

std::string item_key(insight::ItemKind kind, std::string_view id) {
    return fmt::format("{}{}", prefix_of(kind), id);
}

std::optional<std::string> item_alias(std::string_view id) {
    const bool is_key = id.starts_with(prefix_of(insight::ItemKind::issue)) ||
                        id.starts_with(prefix_of(insight::ItemKind::change));
    return is_key ? std::nullopt : std::optional(std::string(id));
}

std::string item_id(insight::ItemKind kind, std::string_view key) {
    const auto prefix = prefix_of(kind);
    return std::string(key.size() > prefix.size() && key.starts_with(prefix) ? key.substr(prefix.size())
                                                                             : key);
}

void FactIds::begin(std::string source) {
    source_ = std::move(source);
    forget();
}

void FactIds::forget() {
    teams_.clear();
    people_.clear();
    repositories_.clear();
}

std::optional<std::int64_t> FactIds::find(Known& known, Sql sql, const std::string& id) {
    if (id.empty()) return std::nullopt;
    if (const auto found = known.find(id); found != known.end()) return found->second;
    auto query = connection_.query(sql);
    query.with(":key", key_in(source_, id)).with(":id", alias_in(source_, id)).with(":source", source_);
    if (!query.next()) return std::nullopt;
    know(known, id, query.integer(0));
    return query.integer(0);
}

std::string FactIds::key_of(Sql sql, const std::string& id) {
    if (id.empty()) return {};
    auto key = key_in(source_, id);
    auto query = connection_.query(sql);
    query.with(":key", key).with(":id", alias_in(source_, id)).with(":source", source_);
    return query.next() ? query.text(1) : key;
}

std::optional<std::int64_t> FactIds::team(const std::string& id) { return find(teams_, Sql::find_team, id); }
std::optional<std::int64_t> FactIds::person(const std::string& id) {
    return find(people_, Sql::find_person, id);
}
std::string FactIds::team_key(const std::string& id) { return key_of(Sql::find_team, id); }
std::string FactIds::person_key(const std::string& id) { return key_of(Sql::find_person, id); }
void FactIds::know_team(const std::string& id, std::int64_t row) { know(teams_, id, row); }
void FactIds::know_person(const std::string& id, std::int64_t row) { know(people_, id, row); }
void FactIds::know_repository(const std::string& id, std::int64_t row) { know(repositories_, id, row); }

std::optional<std::int64_t> FactIds::repository(const std::string& id) {
    if (const auto found = repositories_.find(id); found != repositories_.end()) return found->second;
    auto query = connection_.query(Sql::find_repository);
    if (!query.with(":source", source_).with(":key", id).next()) return std::nullopt;
    know_repository(id, query.integer(0));
    return query.integer(0);
}

std::optional<std::int64_t> FactIds::item(std::int64_t repository, insight::ItemKind kind,
                                          const std::string& id) {
    auto query = connection_.query(Sql::find_item);
    query.with(":repository", repository)
        .with(":key", item_key(kind, id))
        .with(":id", item_alias(id))
        .with(":kind", word_of(kind));
    return query.next() ? std::optional(query.integer(0)) : std::nullopt;
}

}  // namespace storage
