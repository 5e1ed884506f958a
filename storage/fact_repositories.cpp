// SPDX-License-Identifier: Apache-2.0
// Repositories, whose they are and what checks ask about them, as files of facts state it.
#include "core/text.hpp"
#include "storage/directory_owners.hpp"
#include "storage/fact_rows.hpp"
#include "storage/facts.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace storage {

using namespace insight::connector;

namespace {

struct Owned {
    std::string subject;
    std::optional<std::int64_t> repository;
};

// One of another source is known by its name, while one is called so.
core::Result<Owned> owned_by(FactRows& rows, const Ownership& ownership) {
    const auto& id = ownership.row.repository;
    if (!ownership.by_name) {
        const auto row = rows.need_repository(id);
        if (!row) return row.error();
        return Owned{fmt::format("#{}", *row), *row};
    }
    return Owned{id, repositories_called(rows.connection, id).one};
}

// What judging looks at in the row itself.
bool is_same(const Query& kept, const insight::Repository& row) {
    return kept.view(1) == row.name && kept.view(2) == row.full_name && kept.view(3) == row.description &&
           kept.view(4) == row.language && kept.view(5) == text_of(row.topics) &&
           kept.view(6) == word_of(row.visibility) && kept.truth(7) == row.archived &&
           kept.time(8) == row.created_at && kept.time(9) == row.pushed_at && kept.view(10) == row.contact &&
           kept.is_null(11);
}

void want_judged(Connection& connection, std::int64_t repository) {
    connection.query(Sql::put_to_judge).with(":repository", repository).run();
}

}  // namespace

PutResult FactRows::put(const Repository& repository) {
    auto row = repository.row;
    row.source = ids.source();
    auto put = Put::fresh;
    {
        auto query = connection.query(Sql::find_repository);
        if (query.with(":source", ids.source()).with(":key", row.key).next()) {
            if (is_same(query, row)) {
                ids.know_repository(row.key, query.integer(0));
                return Put::unchanged;
            }
            put = Put::changed;
        }
    }
    const auto id = writer.put_repository(row);
    want_judged(connection, id);
    ids.know_repository(row.key, id);
    return put;
}

PutResult FactRows::put(const Ownership& ownership) {
    const auto& row = ownership.row;
    const auto owned = owned_by(*this, ownership);
    if (!owned) return owned.error();
    const auto team = need_team(row.team);
    if (!team) return team.error();
    const int link = static_cast<int>(row.link);
    auto put = Put::fresh;
    auto bound = owned->repository;
    {
        auto query = connection.query(Sql::find_ownership);
        query.with(":source", ids.source())
            .with(":subject", owned->subject)
            .with(":path", row.path)
            .with(":team", *team)
            .with(":from", row.from);
        if (query.next()) {
            const auto before = query.is_null(2) ? std::optional<std::int64_t>() : query.integer(2);
            // While nobody is called so, it keeps the one that was.
            if (!bound) bound = before;
            if (query.optional_time(0) == row.to && query.integer(1) == link && bound == before)
                return Put::unchanged;
            put = Put::changed;
        }
    }
    connection.query(Sql::put_ownership)
        .with(":source", ids.source())
        .with(":subject", owned->subject)
        .with(":path", row.path)
        .with(":repository", bound)
        .with(":team", *team)
        .with(":link", link)
        .with(":from", row.from)
        .with(":to", row.to)
        .run();
    return put;
}

PutResult FactRows::put(const CheckFact& fact) {
    const auto repository = need_repository(fact.repository);
    if (!repository) return repository.error();
    const auto value = core::dump_json(fact.value);
    auto put = Put::fresh;
    {
        auto query = connection.query(Sql::find_check_fact);
        if (query.with(":repository", *repository).with(":fact", fact.fact).next()) {
            if (query.view(0) == value && query.view(1) == fact.where && query.time(2) == fact.at)
                return Put::unchanged;
            put = Put::changed;
        }
    }
    connection.query(Sql::put_check_fact)
        .with(":repository", *repository)
        .with(":fact", fact.fact)
        .with(":value", value)
        .with(":place", fact.where)
        .with(":at", fact.at)
        .run();
    want_judged(connection, *repository);
    return put;
}

Put FactRows::remove(const Repository& repository) {
    std::int64_t id = 0;
    {
        auto query = connection.query(Sql::find_repository);
        if (!query.with(":source", ids.source()).with(":key", repository.row.key).next() ||
            !query.is_null(11))
            return Put::unchanged;
        id = query.integer(0);
    }
    connection.query(Sql::hide_repository).with(":id", id).with(":now", now).run();
    return Put::gone;
}

Put FactRows::remove(const Ownership& ownership) {
    const auto& row = ownership.row;
    const auto owned = owned_by(*this, ownership);
    const auto team = ids.team(row.team);
    if (!owned || !team) return Put::unchanged;
    {
        auto query = connection.query(Sql::find_ownership);
        query.with(":source", ids.source())
            .with(":subject", owned->subject)
            .with(":path", row.path)
            .with(":team", *team)
            .with(":from", row.from);
        if (!query.next()) return Put::unchanged;
    }
    connection.query(Sql::drop_ownership)
        .with(":source", ids.source())
        .with(":subject", owned->subject)
        .with(":path", row.path)
        .with(":team", *team)
        .with(":from", row.from)
        .run();
    return Put::gone;
}

Put FactRows::remove(const CheckFact& fact) {
    const auto repository = ids.repository(fact.repository);
    if (!repository) return Put::unchanged;
    {
        auto query = connection.query(Sql::find_check_fact);
        if (!query.with(":repository", *repository).with(":fact", fact.fact).next()) return Put::unchanged;
    }
    // Before it goes: with the last one gone, what was judged by it is judged once more without.
    want_judged(connection, *repository);
    connection.query(Sql::drop_check_fact).with(":repository", *repository).with(":fact", fact.fact).run();
    return Put::gone;
}

std::vector<ToJudge> FactsWriter::to_judge(std::size_t limit) const {
    std::vector<ToJudge> out;
    auto query = connection_->query(Sql::to_judge);
    query.with(":limit", limit);
    while (query.next()) {
        ToJudge one{.id = query.integer(0)};
        auto& row = one.repository;
        row.key = query.text(1);
        row.name = query.text(2);
        row.full_name = query.text(3);
        row.description = query.text(4);
        row.topics = list_from(query.view(5));
        row.visibility = visibility_from(query.view(6));
        row.archived = query.truth(7);
        row.source = query.text(8);
        out.push_back(std::move(one));
    }
    for (auto& one : out) {
        auto facts = connection_->query(Sql::check_facts_of);
        facts.with(":repository", one.id);
        while (facts.next()) {
            CheckFact fact{.repository = one.repository.key, .fact = facts.text(0)};
            if (auto value = core::parse_json(facts.view(1))) fact.value = std::move(*value);
            fact.where = facts.text(2);
            fact.at = facts.time(3);
            one.facts.push_back(std::move(fact));
        }
        std::ranges::sort(one.facts, {}, &CheckFact::fact);
    }
    return out;
}

void FactsWriter::want_all_judged() { connection_->query(Sql::want_all_judged).run(); }

void FactsWriter::mark_judged(std::int64_t repository) {
    connection_->query(Sql::mark_judged).with(":repository", repository).run();
}

}  // namespace storage
