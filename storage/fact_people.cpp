// SPDX-License-Identifier: Apache-2.0
// Teams, people and who is in which team, as files of facts state them.
#include "core/text.hpp"
#include "storage/fact_rows.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <tuple>

namespace storage {

using namespace insight::connector;

namespace {

core::Error unknown(std::string_view what, const std::string& id, const std::string& source) {
    return core::not_found(
        fmt::format("No {} “{}” stands before it, and none is known of {}; state it first.", what,
                    core::shorten(core::one_line(id), 60), source));
}

// A key may be that of a row that did not come in by a file of facts.
core::Error taken(std::string_view what, const std::string& id) {
    return core::conflict(fmt::format("The {} “{}” would be called as one of another source is.", what,
                                      core::shorten(core::one_line(id), 60)));
}

bool has_history(Connection& connection, Sql sql, std::int64_t row) {
    return connection.query(sql).with(":id", row).next();
}

struct Kept {
    std::int64_t id = 0;
    bool is_known = false;
    insight::Person person;
};

std::optional<Kept> kept_person(FactRows& rows, const std::string& id) {
    auto query = rows.connection.query(Sql::find_person);
    query.with(":key", key_in(rows.ids.source(), id))
        .with(":id", alias_in(rows.ids.source(), id))
        .with(":source", rows.ids.source());
    if (!query.next()) return std::nullopt;
    Kept kept{query.integer(0), query.truth(6), {}};
    kept.person.key = query.text(1);
    kept.person.login = query.text(2);
    kept.person.name = query.text(3);
    kept.person.manager = query.text(5);
    for (const auto kind : {insight::PersonKind::bot, insight::PersonKind::agent})
        if (word_of(kind) == query.view(4)) kept.person.kind = kind;
    auto names = rows.connection.query(Sql::identities_of);
    names.with(":person", kept.id);
    while (names.next())
        if (const auto kind = insight::directory::identity_kind_from(names.view(0)))
            kept.person.identities.push_back({*kind, names.text(1)});
    std::sort(kept.person.identities.begin(), kept.person.identities.end());
    return kept;
}

bool is_same(const insight::Person& a, const insight::Person& b) {
    return std::tie(a.login, a.name, a.kind, a.manager) == std::tie(b.login, b.name, b.kind, b.manager) &&
           a.identities == b.identities;
}

}  // namespace

core::Result<std::int64_t> FactRows::need_team(const std::string& id) {
    if (const auto row = ids.team(id)) return *row;
    return unknown("team", id, ids.source());
}
bool FactRows::is_known_team(const std::string& id) {
    auto query = connection.query(Sql::find_team);
    query.with(":key", key_in(ids.source(), id))
        .with(":id", alias_in(ids.source(), id))
        .with(":source", ids.source());
    return query.next() && query.truth(5);
}
core::Result<std::int64_t> FactRows::need_repository(const std::string& id) {
    if (const auto row = ids.repository(id)) return *row;
    return unknown("repository", id, ids.source());
}
core::Result<std::int64_t> FactRows::need_person(const std::string& id) {
    if (const auto row = ids.person(id)) return *row;
    return unknown("person", id, ids.source());
}
core::Result<std::optional<std::int64_t>> FactRows::person_if(const std::string& id) {
    if (id.empty()) return std::optional<std::int64_t>();
    const auto row = need_person(id);
    if (!row) return row.error();
    return std::optional(*row);
}

PutResult FactRows::put(const Team& team) {
    const auto& row = team.row;
    const bool is_mention = row.name.empty();
    const auto parent = ids.team_key(row.parent);
    auto key = key_in(ids.source(), row.key);
    auto put = Put::fresh;
    {
        auto query = connection.query(Sql::find_team);
        query.with(":key", key).with(":id", alias_in(ids.source(), row.key)).with(":source", ids.source());
        if (query.next()) {
            key = query.text(1);
            const bool is_same = query.truth(5) && query.view(2) == row.name && query.view(3) == parent &&
                                 query.view(4) == row.zone;
            ids.know_team(row.key, query.integer(0));
            if (is_same || is_mention) return Put::unchanged;
            put = Put::changed;
        }
    }
    auto query = connection.query(Sql::put_stated_team);
    query.with(":key", key)
        .with(":name", is_mention ? row.key : row.name)
        .with(":parent", parent)
        .with(":zone", row.zone)
        .with(":source", ids.source())
        .with(":known", !is_mention);
    if (!query.next()) return taken("team", row.key);
    ids.know_team(row.key, query.integer(0));
    return put;
}

PutResult FactRows::put(const Person& person) {
    auto row = person.row;
    const auto kept = kept_person(*this, row.key);
    if (kept) ids.know_person(row.key, kept->id);
    row.manager = ids.person_key(row.manager);
    if (kept && (person.is_mention() || (kept->is_known && is_same(kept->person, row))))
        return Put::unchanged;
    std::int64_t id = 0;
    {
        auto query = connection.query(Sql::put_stated_person);
        query.with(":key", kept ? kept->person.key : key_in(ids.source(), row.key))
            .with(":login", row.login)
            .with(":name", row.name)
            .with(":kind", word_of(row.kind))
            .with(":manager", row.manager)
            .with(":source", ids.source())
            .with(":known", !person.is_mention());
        if (!query.next()) return taken("person", row.key);
        id = query.integer(0);
    }
    connection.query(Sql::clear_identities).with(":person", id).run();
    for (const auto& identity : row.identities)
        connection.query(Sql::put_identity)
            .with(":person", id)
            .with(":kind", word_of(identity.kind))
            .with(":value", identity.value)
            .run();
    ids.know_person(row.key, id);
    return kept ? Put::changed : Put::fresh;
}

PutResult FactRows::put(const Membership& membership) {
    const auto& row = membership.row;
    const auto person = need_person(row.person);
    if (!person) return person.error();
    const auto team = need_team(row.team);
    if (!team) return team.error();
    const int link = static_cast<int>(row.link);
    auto put = Put::fresh;
    {
        auto query = connection.query(Sql::find_membership);
        query.with(":source", ids.source())
            .with(":person", *person)
            .with(":team", *team)
            .with(":from", row.from);
        if (query.next()) {
            if (query.optional_time(0) == row.to && query.integer(1) == link) return Put::unchanged;
            put = Put::changed;
        }
    }
    connection.query(Sql::put_membership)
        .with(":source", ids.source())
        .with(":person", *person)
        .with(":team", *team)
        .with(":link", link)
        .with(":from", row.from)
        .with(":to", row.to)
        .run();
    return put;
}

// What was said of the past stays as it was: where somebody or a team has one, a mention is left.
Put FactRows::remove(const Team& team) {
    const auto row = ids.team(team.row.key);
    if (!row) return Put::unchanged;
    const bool stays = has_history(connection, Sql::team_has_history, *row);
    if (stays && !is_known_team(team.row.key)) return Put::unchanged;
    connection.query(stays ? Sql::hide_team : Sql::drop_team).with(":id", *row).run();
    ids.forget();
    return Put::gone;
}
Put FactRows::remove(const Person& person) {
    const auto kept = kept_person(*this, person.row.key);
    if (!kept) return Put::unchanged;
    const bool stays = has_history(connection, Sql::person_has_history, kept->id);
    if (stays && !kept->is_known && kept->person.identities.empty()) return Put::unchanged;
    connection.query(stays ? Sql::hide_person : Sql::drop_person).with(":id", kept->id).run();
    connection.query(Sql::clear_identities).with(":person", kept->id).run();
    ids.forget();
    return Put::gone;
}
Put FactRows::remove(const Membership& membership) {
    const auto& row = membership.row;
    const auto person = ids.person(row.person), team = ids.team(row.team);
    if (!person || !team) return Put::unchanged;
    {
        auto query = connection.query(Sql::find_membership);
        query.with(":source", ids.source())
            .with(":person", *person)
            .with(":team", *team)
            .with(":from", row.from);
        if (!query.next()) return Put::unchanged;
    }
    connection.query(Sql::drop_membership)
        .with(":source", ids.source())
        .with(":person", *person)
        .with(":team", *team)
        .with(":from", row.from)
        .run();
    return Put::gone;
}

}  // namespace storage
