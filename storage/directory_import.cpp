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
    struct KeptTeam {
        std::int64_t id = 0;
        std::string name, parent, source;
        bool is_known = false;  // not only referred to
    };
    using KeptTeams = std::map<std::string, KeptTeam>;

    KeptTeams teams_before() {
        KeptTeams out;
        auto query = connection_.query(Sql::directory_teams);
        query.with(":source", "");
        while (query.next())
            out[query.text(1)] = {query.integer(0), query.text(2), query.text(3), query.text(5),
                                  query.truth(6)};
        return out;
    }

    void put_teams() {
        const auto before = teams_before();
        std::set<std::string> stated, whole, counted;
        const bool is_list = import_.kind == ImportKind::teams;
        for (const auto& team : import_.teams) {
            stated.insert(team.key);
            const bool is_whole = is_list || !team.parent.empty();
            if (is_whole && !whole.insert(team.key).second) continue;  // of two files the first counts
            const auto found = before.find(team.key);
            const bool is_new = found == before.end() || !found->second.is_known;
            const bool is_same =
                !is_new &&
                (!is_whole || (found->second.name == team.name && found->second.parent == team.parent));
            if (!is_same && counted.insert(team.key).second) ++(is_new ? out_.new_teams : out_.changed_teams);
            const bool is_kept = is_same && (!is_whole || found->second.source == source_);
            teams_[team.key] = is_kept ? found->second.id : put(team, is_whole);
        }
        out_.teams = stated.size();
        if (!is_list) return;
        for (const auto& [key, kept] : before)
            if (kept.source == source_ && !stated.contains(key)) take_off_list(key, kept);
    }

    std::int64_t put(const insight::Team& team, bool is_whole) {
        auto query = connection_.query(is_whole ? Sql::put_directory_team : Sql::name_team);
        query.with(":key", team.key).with(":name", team.name).with(":source", source_);
        if (is_whole) query.with(":parent", team.parent);
        return query.id();
    }

    // Whoever was in it or is stays there; it stands under none any more.
    void take_off_list(const std::string& key, const KeptTeam& kept) {
        for (const auto sql : {Sql::clear_team_parent, Sql::drop_idle_team})
            connection_.query(sql).with(":key", key).run();
        const bool is_left = connection_.query(Sql::team_by_key).with(":key", key).next();
        if (!is_left || !kept.parent.empty()) ++out_.gone_teams;
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
        const auto claimed = names_claimed();
        for (const auto& [key, kept] : before) {
            if (people_.contains(key)) continue;
            gone_[key] = kept.id;
            give_up_names(kept, claimed);
        }
    }

    // Whose they are now, by employee id.
    using Claimed = std::map<Identity, std::string>;
    static std::string employee_in(const insight::Person& person) {
        for (const auto& identity : person.identities)
            if (identity.kind == IdentityKind::employee) return identity.value;
        return {};
    }
    Claimed names_claimed() const {
        Claimed out;
        for (const auto& person : import_.people)
            if (const auto employee = employee_in(person); !employee.empty())
                for (const auto& identity : person.identities) out.try_emplace(identity, employee);
        return out;
    }

    // Of somebody whom the file does not know any more: an address that another employee has now, or a login
    // that went on under a new employee id, is not theirs. Their other names still say who did what then.
    void give_up_names(const Kept& kept, const Claimed& claimed) {
        const auto employee = employee_in(kept.person);
        if (employee.empty()) return;
        auto names = kept.person.identities;
        const auto given_up = std::erase_if(names, [&](const Identity& identity) {
            const auto found = claimed.find(identity);
            return found != claimed.end() && found->second != employee;
        });
        if (given_up > 0) put_identities(kept.id, names);
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
        put_identities(id, person.identities);
        return id;
    }

    void put_identities(std::int64_t person, const std::vector<Identity>& identities) {
        connection_.query(Sql::clear_identities).with(":person", person).run();
        for (const auto& identity : identities)
            connection_.query(Sql::put_identity)
                .with(":person", person)
                .with(":kind", word_of(identity.kind))
                .with(":value", identity.value)
                .run();
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
