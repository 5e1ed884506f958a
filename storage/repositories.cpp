// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "storage/database.hpp"
#include "storage/owning.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace storage {
namespace {

// The columns as repository_columns in statements.cpp lists them.
RepositoryRow row_of(const Query& query) {
    RepositoryRow row{.id = query.integer(0),
                      .name = query.text(1),
                      .full_name = query.text(2),
                      .description = query.text(3),
                      .language = query.text(4),
                      .source = query.text(5),
                      .contact = query.text(6),
                      .topics = list_from(query.view(7)),
                      .visibility = visibility_from(query.view(8)),
                      .archived = query.truth(9),
                      .level_possible = query.optional_integer(10),
                      .level_proven = query.optional_integer(11),
                      .exemptions = query.optional_integer(15),
                      .assessed_at = query.optional_time(13)};
    if (query.truth(14)) row.score = query.optional_real(12);  // NULL, no assessment, is no truth
    return row;
}

// By name, whatever its case; then by what tells apart those of one name.
void sort_by_name(auto& rows) {
    using Key = std::tuple<std::string, std::string, std::int64_t>;
    const auto key_of = [](const auto& row) { return Key(core::lower(row.name), row.full_name, row.id); };
    std::vector<std::pair<Key, std::size_t>> order;
    for (std::size_t n = 0; n < rows.size(); ++n) order.emplace_back(key_of(rows[n]), n);
    std::sort(order.begin(), order.end());
    auto sorted = std::decay_t<decltype(rows)>();
    sorted.reserve(rows.size());
    for (const auto& [key, n] : order) sorted.push_back(std::move(rows[n]));
    rows = std::move(sorted);
}

std::vector<RepositoryRow> rows_of(Query& query) {
    std::vector<RepositoryRow> out;
    while (query.next()) out.push_back(row_of(query));
    sort_by_name(out);
    return out;
}

// Of an assessment from before they were counted.
void count_exemptions(RepositoryRow& row, const Reader& reader) {
    if (!row.assessed_at || row.exemptions) return;
    if (const auto assessment = reader.latest_assessment(row.id))
        row.exemptions = static_cast<int>(assessment->levels.exempt_gates.size());
}

// A repository without a stable key is known by its full name; no source's key starts like this.
std::string key_of(const insight::Repository& repository) {
    return repository.key.empty() ? "full_name:" + repository.full_name : repository.key;
}

// A team that owns nothing has a name that may be told, unless it is called after the person who leads it, or
// is one of a host's: such a one may be secret. (Ids of files of facts write a colon as %3A.)
bool is_open(const Query& query) {
    const auto key = query.view(1);
    const bool owns = query.truth(3);
    return owns ||
           (key.find("team:led-by-") == std::string_view::npos &&
            key.find("team%3Aled-by-") == std::string_view::npos && !query.view(2).starts_with("github:"));
}

}  // namespace

std::vector<RepositoryRow> Reader::repositories(Time now) const {
    auto query = connection_->query(Sql::all_repositories);
    auto rows = rows_of(query);
    const Owning owning(directory_chains(), *connection_, now);
    for (auto& row : rows) {
        owning.set_owner(row);
        count_exemptions(row, *this);
    }
    return rows;
}

std::optional<RepositoryRow> Reader::repository(std::int64_t id, Time now) const {
    auto query = connection_->query(Sql::repository_by_id);
    if (!query.with(":id", id).next()) return std::nullopt;
    auto row = row_of(query);
    Owning(directory_chains(), *connection_, now, id).set_owner(row);
    count_exemptions(row, *this);
    return row;
}

std::vector<RepositoryRow> Reader::repositories_named(std::string_view name, Time now) const {
    auto query = connection_->query(Sql::repositories_by_name);
    auto rows = rows_of(query.with(":name", core::lower(name)).with(":key", std::string(name)));
    for (auto& row : rows) {
        Owning(directory_chains(), *connection_, now, row.id).set_owner(row);
        count_exemptions(row, *this);
    }
    return rows;
}

std::vector<RepositoryName> Reader::repository_names() const {
    auto query = connection_->query(Sql::repository_names);
    std::vector<RepositoryName> out;
    while (query.next())
        out.push_back({query.integer(0), query.text(1), query.text(2), visibility_from(query.view(3))});
    sort_by_name(out);
    return out;
}
std::vector<std::string> Reader::team_names(Reach reach) const {
    std::set<std::string> names;
    auto query = connection_->query(reach == Reach::all ? Sql::team_names : Sql::open_team_names);
    while (query.next())
        if (reach == Reach::all || is_open(query)) names.insert(query.text(0));
    return {names.begin(), names.end()};
}

std::int64_t Writer::put_repository(const insight::Repository& repository) {
    return connection_->query(Sql::put_repository)
        .with(":source", repository.source)
        .with(":key", key_of(repository))
        .with(":name", repository.name)
        .with(":name_folded", core::lower(repository.name))
        .with(":full_name", repository.full_name)
        .with(":full_name_folded", core::lower(repository.full_name))
        .with(":description", repository.description)
        .with(":language", repository.language)
        .with(":topics", text_of(repository.topics))
        .with(":visibility", word_of(repository.visibility))
        .with(":archived", repository.archived)
        .with(":created_at", repository.created_at)
        .with(":pushed_at", repository.pushed_at)
        .with(":contact", repository.contact)
        .id();
}

void Writer::forget_source(std::string_view source) {
    savepoint(*connection_, [&] {
        for (const auto sql : {Sql::forget_ownerships, Sql::forget_tracker_issues, Sql::forget_repositories,
                               Sql::forget_people, Sql::forget_teams})
            connection_->query(sql).with(":source", source).run();
    });
}

}  // namespace storage
