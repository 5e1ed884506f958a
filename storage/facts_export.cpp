// SPDX-License-Identifier: Apache-2.0
// Everything that is stored as records of a file of facts. Sorted here, by bytes, so that the order depends
// on nothing but the facts; kept in memory at once are people and teams, and what is in one repository.
#include "insight/connector/words.hpp"
#include "storage/fact_ids.hpp"
#include "storage/facts.hpp"
#include "storage/words.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace storage {
namespace {

using namespace insight::connector;

constexpr std::string_view all_sources = "";

class FactsExporter {
  public:
    FactsExporter(Connection& connection, std::string source, const TakeRecord& take)
        : connection_(connection), source_(std::move(source)), take_(take) {}

    void run() {
        give(Source{source_});
        give_teams();
        give_people();
        give_memberships();
        read_repositories();
        for (const auto& [id, known] : repositories_) give(Repository{known.row});
        give_ownerships();
        for (const auto& [id, known] : repositories_) give_check_facts(id, known.row_id);
        for (const auto& [id, known] : repositories_) give_items(id, known.row_id);
        give_tracker_issues();
    }

  private:
    void give(auto what) { take_({0, false, std::move(what)}); }
    std::string id_of(std::string_view key) const {
        return key.empty() ? std::string() : id_in(source_, key);
    }

    // Of a team of another source it keeps what that one calls it behind a mark, so that rows find the team
    // by it (insight/directory).
    std::string team_id_of(std::string_view key) const {
        constexpr std::string_view mark = "team:";
        auto id = id_of(key);
        const auto colon = id.rfind(':');
        if (insight::connector::is_key_in(source_, key) || colon == std::string::npos) return id;
        if (!std::string_view(id).substr(0, colon + 1).ends_with(mark)) id.insert(colon + 1, mark);
        return id;
    }

    void give_teams() {
        std::map<std::string, insight::Team> teams;
        {
            auto query = connection_.query(Sql::stated_teams);
            query.with(":source", source_);
            while (query.next()) {
                insight::Team team;
                team.key = team_id_of(query.view(0));
                if (query.truth(4)) team.name = query.text(1);
                // Of a team of another source only what it is called; its own file says the rest.
                if (query.view(5) == source_) {
                    team.parent = team_id_of(query.view(2));
                    team.zone = query.text(3);
                }
                teams[team.key] = std::move(team);
            }
        }
        std::set<std::string> parents;
        for (const auto& [id, team] : teams)
            if (!team.parent.empty()) parents.insert(team.parent);
        for (const auto& parent : parents) teams.try_emplace(parent, insight::Team{.key = parent});
        for (auto& [id, team] : teams) give(Team{std::move(team)});
    }

    void give_people() {
        std::map<std::string, insight::Person> people;
        std::map<std::int64_t, std::string> ids;
        {
            auto query = connection_.query(Sql::stated_people);
            query.with(":source", source_);
            while (query.next()) {
                insight::Person person;
                person.key = ids[query.integer(0)] = id_of(query.view(1));
                person.login = query.text(2);
                person.name = query.text(3);
                for (const auto kind : {insight::PersonKind::bot, insight::PersonKind::agent})
                    if (word_of(kind) == query.view(4)) person.kind = kind;
                person.manager = id_of(query.view(5));
                people[person.key] = std::move(person);
            }
        }
        {
            auto names = connection_.query(Sql::directory_identities);
            names.with(":source", source_);
            while (names.next())
                if (const auto kind = insight::directory::identity_kind_from(names.view(1)))
                    people[ids[names.integer(0)]].identities.push_back({*kind, names.text(2)});
        }
        std::set<std::string> mentioned;
        {
            auto keys = connection_.query(Sql::person_keys);
            keys.with(":source", source_);
            while (keys.next()) mentioned.insert(id_of(keys.view(0)));
        }
        for (const auto& [id, person] : people)
            if (!person.manager.empty()) mentioned.insert(person.manager);
        for (const auto& id : mentioned) {
            insight::Person mention;
            mention.key = id;
            people.try_emplace(id, std::move(mention));
        }
        for (auto& [id, person] : people) give(Person{std::move(person)});
    }

    void give_memberships() {
        std::vector<insight::Membership> rows;
        auto query = connection_.query(Sql::directory_memberships);
        query.with(":source", source_);
        while (query.next())
            if (const auto link = insight::directory::person_link_from(query.integer(2));
                link && (query.is_null(4) || query.time(4) > query.time(3)))
                rows.push_back({id_of(query.view(0)), team_id_of(query.view(1)), query.time(3),
                                query.optional_time(4), *link});
        std::ranges::sort(rows, {}, [](const auto& row) { return std::tie(row.person, row.team, row.from); });
        for (auto& row : rows) give(Membership{std::move(row)});
    }

    struct Known {
        std::int64_t row_id = 0;
        insight::Repository row;
    };
    void read_repositories() {
        auto query = connection_.query(Sql::stated_repositories);
        query.with(":source", source_);
        while (query.next()) {
            Known known{.row_id = query.integer(0), .row = {}};
            auto& row = known.row;
            row.key = query.text(1);
            row.name = query.text(2);
            row.full_name = query.text(3);
            row.description = query.text(4);
            row.language = query.text(5);
            row.topics = list_from(query.view(6));
            row.visibility = visibility_from(query.view(7));
            row.archived = query.truth(8);
            row.created_at = query.time(9);
            row.pushed_at = query.time(10);
            row.contact = query.text(11);
            auto id = row.key;
            repositories_.emplace(std::move(id), std::move(known));
        }
    }

    void give_ownerships() {
        std::vector<Ownership> rows;
        auto query = connection_.query(Sql::stated_ownerships);
        query.with(":source", source_);
        while (query.next()) {
            const auto link = insight::directory::owner_link_from(query.integer(3));
            const bool is_row = query.view(0).starts_with('#');
            if (!link || (is_row && (query.is_null(6) || !query.is_null(9)))) continue;
            Ownership out;
            out.by_name = !is_row || query.view(6) != source_;
            out.row.repository = !is_row ? query.text(0) : out.by_name ? query.text(8) : query.text(7);
            out.row.path = query.text(1);
            out.row.team = team_id_of(query.view(2));
            out.row.link = *link;
            out.row.from = query.time(4);
            out.row.to = query.optional_time(5);
            if (!out.row.to || *out.row.to > out.row.from) rows.push_back(std::move(out));
        }
        const auto what = [](const Ownership& each) {
            return std::tie(each.by_name, each.row.repository, each.row.path, each.row.team, each.row.from);
        };
        std::ranges::sort(rows, {}, what);
        // Two repositories may have one name for a while.
        const auto is_same = [&](const auto& a, const auto& b) { return what(a) == what(b); };
        rows.erase(std::unique(rows.begin(), rows.end(), is_same), rows.end());
        for (auto& row : rows) give(std::move(row));
    }

    void give_check_facts(const std::string& id, std::int64_t row) {
        std::vector<CheckFact> facts;
        auto query = connection_.query(Sql::check_facts_of);
        query.with(":repository", row);
        while (query.next()) {
            CheckFact fact{.repository = id, .fact = query.text(0)};
            if (auto value = core::parse_json(query.view(1))) fact.value = std::move(*value);
            fact.where = query.text(2);
            fact.at = query.time(3);
            facts.push_back(std::move(fact));
        }
        std::ranges::sort(facts, {}, &CheckFact::fact);
        for (auto& fact : facts) give(std::move(fact));
    }

    void give_items(const std::string& repository, std::int64_t row) {
        std::vector<std::pair<insight::Item, std::int64_t>> items;
        {
            auto query = connection_.query(Sql::items_in);
            query.with(":repository", row);
            while (query.next()) {
                insight::Item item;
                item.kind = query.view(2) == "issue" ? insight::ItemKind::issue : insight::ItemKind::change;
                item.key = item_id(item.kind, query.view(1));
                item.repository = repository;
                item.number = static_cast<int>(query.integer(3));
                item.title = query.text(4);
                item.author = id_of(query.view(5));
                item.created_at = query.time(6);
                item.ready_at = query.optional_time(7);
                item.merged_at = query.optional_time(8);
                item.closed_at = query.optional_time(9);
                item.merger = id_of(query.view(10));
                item.labels = list_from(query.view(11));
                item.assignee = id_of(query.view(12));
                items.emplace_back(std::move(item), query.integer(0));
            }
        }
        std::ranges::sort(items, {},
                          [](const auto& each) { return std::tie(each.first.kind, each.first.key); });
        for (auto& [item, id] : items) {
            const bool is_issue = item.kind == insight::ItemKind::issue;
            const auto key = item.key;
            if (is_issue)
                give(Issue{std::move(item)});
            else
                give(PullRequest{std::move(item)});
            give_responses({.repository = repository, .item = key, .of_issue = is_issue, .row = {}}, id);
        }
    }

    void give_responses(const Response& to, std::int64_t item) {
        std::vector<insight::Response> rows;
        auto query = connection_.query(Sql::responses_in);
        query.with(":item", item);
        while (query.next()) rows.push_back({id_of(query.view(0)), query.time(1)});
        std::ranges::sort(rows, {}, [](const auto& row) { return std::tie(row.at, row.person); });
        for (auto& row : rows) {
            auto out = to;
            out.row = std::move(row);
            give(std::move(out));
        }
    }

    void give_tracker_issues() {
        std::vector<std::pair<std::string, std::int64_t>> keys;
        {
            auto query = connection_.query(Sql::tracker_issues_in);
            query.with(":source", source_);
            while (query.next()) keys.emplace_back(query.text(1), query.integer(0));
        }
        std::ranges::sort(keys);
        for (const auto& [key, id] : keys) give_tracker_issue(key, id);
    }

    void give_tracker_issue(const std::string& key, std::int64_t id) {
        auto query = connection_.query(Sql::tracker_issue);
        if (!query.with(":id", id).next()) return;
        TrackerIssue issue;
        issue.key = key;
        issue.project = query.text(0);
        issue.created_at = query.time(1);
        issue.resolved_at = query.optional_time(2);
        issue.resolution = query.text(3);
        issue.reporter = id_of(query.view(4));
        issue.assignee = id_of(query.view(5));
        issue.team = query.text(6);
        issue.components = list_from(query.view(7));
        issue.labels = list_from(query.view(8));
        auto steps = connection_.query(Sql::transitions_of);
        steps.with(":issue", id);
        while (steps.next())
            issue.transitions.push_back({steps.time(0), steps.text(1),
                                         word_from<StatusCategory>(category_words, steps.view(2)),
                                         id_of(steps.view(4))});
        give(std::move(issue));
    }

    Connection& connection_;
    std::string source_;
    const TakeRecord& take_;
    std::map<std::string, Known> repositories_;
};

}  // namespace

std::vector<std::string> FactsReader::stated_sources() const {
    std::vector<std::string> out;
    auto query = connection_->query(Sql::stated_sources);
    while (query.next())
        if (auto source = query.text(0); !source.empty()) out.push_back(std::move(source));
    std::ranges::sort(out);
    return out;
}

void FactsReader::each_fact(std::string_view source, const TakeRecord& take) const {
    for (const auto& each : stated_sources())
        if (source == all_sources || source == each) FactsExporter(*connection_, each, take).run();
}

}  // namespace storage
