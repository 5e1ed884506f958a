// SPDX-License-Identifier: Apache-2.0
// An import of the directory: only what differs from the one before is written.
#include "core/text.hpp"
#include "storage/database.hpp"
#include "storage/directory_owners.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace storage {
namespace {

using namespace insight::directory;
using RowKey = std::tuple<std::string, std::string, Time>;  // subject, team, from
using RowEnds = std::map<RowKey, std::optional<Time>>;

RowEnds ends_of(const std::vector<Period>& rows) {
    RowEnds out;
    for (const auto& row : rows) out[{row.subject, row.team, row.from}] = row.to;
    return out;
}

class DirectoryImporter {
  public:
    DirectoryImporter(Connection& connection, const Import& import, Time now)
        : connection_(connection),
          import_(import),
          source_(word_of(import.kind)),
          today_(std::chrono::floor<core::Days>(now)) {}

    Imported run() {
        out_.kind = import_.kind;
        put_teams();
        put_people();
        put_memberships();
        put_ownerships();
        drop_gone();
        return out_;
    }

  private:
    void put_teams() {
        out_.teams = import_.teams.size();
        std::set<std::string> stated;
        const bool is_list = import_.kind == ImportKind::teams;
        for (const auto& team : import_.teams) {
            stated.insert(team.key);
            const bool is_whole = is_list || !team.parent.empty();
            auto query = connection_.query(is_whole ? Sql::put_directory_team : Sql::name_team);
            query.with(":key", team.key).with(":name", team.name).with(":source", source_);
            if (is_whole) query.with(":parent", team.parent);
            teams_[team.key] = query.id();
        }
        if (!is_list) return;
        std::vector<std::string> gone;
        {
            auto kept = connection_.query(Sql::directory_teams);
            kept.with(":source", source_);
            while (kept.next())
                if (!stated.contains(kept.text(1))) gone.push_back(kept.text(1));
        }
        for (const auto& key : gone)
            for (const auto sql : {Sql::clear_team_parent, Sql::drop_idle_team})
                connection_.query(sql).with(":key", key).run();
    }

    struct Kept {
        std::int64_t id = 0;
        insight::Person person;
    };

    std::map<std::string, Kept> people_before() {
        std::map<std::string, Kept> out;
        std::map<std::int64_t, Kept*> by_id;
        auto query = connection_.query(Sql::directory_people);
        query.with(":source", source_);
        while (query.next()) {
            auto& kept = out[query.text(1)];
            kept.id = query.integer(0);
            kept.person.login = query.text(2);
            kept.person.name = query.text(3);
            kept.person.manager = query.text(5);
            by_id[kept.id] = &kept;
        }
        auto names = connection_.query(Sql::directory_identities);
        names.with(":source", source_);
        while (names.next())
            if (const auto kind = identity_kind_from(names.view(1)))
                by_id[names.integer(0)]->person.identities.push_back({*kind, names.text(2)});
        return out;
    }

    static bool is_same(const insight::Person& a, insight::Person b) {
        auto names = a.identities;
        std::sort(names.begin(), names.end());
        std::sort(b.identities.begin(), b.identities.end());
        return a.login == b.login && a.name == b.name && a.manager == b.manager && names == b.identities;
    }

    void put_people() {
        auto before = people_before();
        for (const auto& person : import_.people) {
            const auto found = before.find(person.key);
            const bool is_new = found == before.end();
            if (people_.contains(person.key)) continue;
            ++out_.people;
            if (!is_new && is_same(found->second.person, person)) {
                people_[person.key] = found->second.id;
                continue;
            }
            ++(is_new ? out_.new_people : out_.changed_people);
            people_[person.key] = put(person);
        }
        for (const auto& [key, kept] : before)
            if (!people_.contains(key)) gone_[key] = kept.id;
    }

    std::int64_t put(const insight::Person& person) {
        const auto id = connection_.query(Sql::put_person)
                            .with(":key", person.key)
                            .with(":login", person.login)
                            .with(":name", person.name)
                            .with(":kind", word_of(person.kind))
                            .with(":manager", person.manager)
                            .with(":source", source_)
                            .id();
        connection_.query(Sql::clear_identities).with(":person", id).run();
        for (const auto& identity : person.identities)
            connection_.query(Sql::put_identity)
                .with(":person", id)
                .with(":kind", word_of(identity.kind))
                .with(":value", identity.value)
                .run();
        return id;
    }

    std::int64_t team(const std::string& key) {
        const auto [found, is_new] = teams_.try_emplace(key, 0);
        if (!is_new) return found->second;
        {
            auto query = connection_.query(Sql::team_by_key);
            if (query.with(":key", key).next()) found->second = query.integer(0);
        }
        if (found->second == 0)
            found->second =
                connection_.query(Sql::add_team_stub).with(":key", key).with(":source", source_).id();
        return found->second;
    }

    std::optional<std::int64_t> person(const std::string& key) const {
        if (const auto found = people_.find(key); found != people_.end()) return found->second;
        if (const auto found = gone_.find(key); found != gone_.end()) return found->second;
        return std::nullopt;
    }

    void put_memberships() {
        std::vector<Period> before;
        {
            auto query = connection_.query(Sql::directory_memberships);
            query.with(":source", source_);
            while (query.next())
                before.push_back({query.text(0), query.text(1), query.time(3), query.optional_time(4)});
        }
        std::vector<StatedPeriod> stated;
        for (const auto& row : import_.memberships)
            stated.push_back({row.person, row.team, row.from, row.to});
        const auto after = merged(before, stated, today_);
        out_.memberships = after.changes;
        const auto was = ends_of(before), is = ends_of(after.rows);
        for (const auto& [key, to] : was)
            if (!is.contains(key)) drop_membership(key);
        for (const auto& [key, to] : is) {
            keeps_.insert(std::get<0>(key));
            const auto found = was.find(key);
            if (found == was.end() || found->second != to) put_membership(key, to);
        }
    }

    void drop_membership(const RowKey& key) {
        const auto& [subject, team_key, from] = key;
        const auto id = person(subject);
        if (!id) return;
        connection_.query(Sql::drop_membership)
            .with(":source", source_)
            .with(":person", *id)
            .with(":team", team(team_key))
            .with(":from", from)
            .run();
    }
    void put_membership(const RowKey& key, std::optional<Time> to) {
        const auto& [subject, team_key, from] = key;
        const auto id = person(subject);
        if (!id) return;
        const auto team_id = team(team_key);
        connection_.query(Sql::put_membership)
            .with(":source", source_)
            .with(":person", *id)
            .with(":team", team_id)
            .with(":link", static_cast<int>(person_link_of(import_.kind)))
            .with(":from", from)
            .with(":to", to)
            .run();
    }

    void put_ownerships() {
        OwnersImport(connection_, import_, today_, [this](const std::string& key) {
            return team(key);
        }).put(out_);
    }

    // Of whom nothing is left to tell.
    void drop_gone() {
        for (const auto& [key, id] : gone_) {
            if (keeps_.contains(key)) continue;
            connection_.query(Sql::drop_person).with(":id", id).run();
            ++out_.gone_people;
        }
    }

    Connection& connection_;
    const Import& import_;
    std::string source_;
    Time today_;
    Imported out_;
    std::map<std::string, std::int64_t> teams_, people_, gone_;
    std::set<std::string> keeps_;
};

}  // namespace

Imported Writer::put_directory(const Import& import, Time now) {
    Imported out;
    savepoint(*connection_, [&] {
        out = DirectoryImporter(*connection_, import, now).run();
        set_meta(fmt::format("directory.import.{}", word_of(import.kind)), core::to_rfc3339(now));
    });
    return out;
}

}  // namespace storage
