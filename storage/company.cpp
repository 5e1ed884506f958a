// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/connector/keys.hpp"
#include "storage/database.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace storage {
namespace {

// Where facts without repositories belong: to the source of a repository that they speak of.
std::string stored_source(Connection& connection, std::string_view repository_key) {
    auto query = connection.query(Sql::repository_source);
    return query.with(":key", repository_key).next() ? query.text(0) : std::string();
}
std::string source_of(Connection& connection, const insight::CompanyFacts& facts, std::string_view given) {
    if (!given.empty()) return std::string(given);
    if (!facts.repositories.empty()) return facts.repositories.front().source;
    if (!facts.items.empty()) return stored_source(connection, facts.items.front().repository);
    if (!facts.ownerships.empty()) return stored_source(connection, facts.ownerships.front().repository);
    return {};
}

// One import. Ids are remembered, so a key is looked up once however many rows name it.
class Import {
  public:
    Import(Connection& connection, std::string source)
        : connection_(connection), source_(std::move(source)) {}

    void put(const insight::Team& team) {
        teams_[team.key] = connection_.query(Sql::put_team)
                               .with(":key", team.key)
                               .with(":name", team.name)
                               .with(":parent", team.parent)
                               .with(":zone", team.zone)
                               .with(":source", source_)
                               .id();
    }
    void put(const insight::Person& person) {
        people_[person.key] = connection_.query(Sql::put_person)
                                  .with(":key", person.key)
                                  .with(":login", person.login)
                                  .with(":name", person.name)
                                  .with(":kind", word_of(person.kind))
                                  .with(":manager", person.manager)
                                  .with(":source", source_)
                                  .id();
        put_identities(*people_[person.key], person);
    }
    void put(const insight::Repository& repository, std::int64_t id) { repositories_[repository.key] = id; }

    void put(const insight::Membership& membership) {
        const auto person = person_named(membership.person), team = team_named(membership.team);
        if (!person || !team) return;
        connection_.query(Sql::put_membership)
            .with(":source", source_)
            .with(":person", person)
            .with(":team", team)
            .with(":link", static_cast<int>(membership.link))
            .with(":from", membership.from)
            .with(":to", membership.to)
            .run();
    }
    void put(const insight::Ownership& ownership) {
        const auto repository = repository_named(ownership.repository), team = team_named(ownership.team);
        if (!repository || !team) return;
        connection_.query(Sql::put_ownership)
            .with(":source", source_)
            .with(":subject", fmt::format("#{}", *repository))
            .with(":path", ownership.path)
            .with(":repository", repository)
            .with(":team", team)
            .with(":link", static_cast<int>(ownership.link))
            .with(":from", ownership.from)
            .with(":to", ownership.to)
            .run();
    }
    void put(const insight::Item& item) {
        const auto repository = repository_named(item.repository);
        if (!repository) return;
        const auto id = put_row(item, *repository);
        connection_.query(Sql::clear_responses).with(":item", id).run();
        for (const auto& response : item.responses)
            if (const auto person = person_named(response.person))
                connection_.query(Sql::put_response)
                    .with(":item", id)
                    .with(":person", person)
                    .with(":at", response.at)
                    .run();
    }

  private:
    using Id = std::optional<std::int64_t>;
    using Ids = std::unordered_map<std::string, Id>;

    std::int64_t put_row(const insight::Item& item, std::int64_t repository) {
        const auto author = person_named(item.author), merger = person_named(item.merger),
                   assignee = person_named(item.assignee);
        return connection_.query(Sql::put_item)
            .with(":repository", repository)
            .with(":key", item.key)
            .with(":kind", word_of(item.kind))
            .with(":number", item.number)
            .with(":title", item.title)
            .with(":author", author)
            .with(":created_at", item.created_at)
            .with(":ready_at", item.ready_at)
            .with(":merged_at", item.merged_at)
            .with(":closed_at", item.closed_at)
            .with(":merger", merger)
            .with(":labels", text_of(item.labels))
            .with(":assignee", assignee)
            .id();
    }

    void put_identities(std::int64_t id, const insight::Person& person) {
        if (person.identities.empty()) return;
        connection_.query(Sql::clear_identities).with(":person", id).run();
        for (const auto& identity : person.identities)
            connection_.query(Sql::put_identity)
                .with(":person", id)
                .with(":kind", word_of(identity.kind))
                .with(":value", identity.value)
                .run();
    }

    Id person_named(const std::string& key) {
        return known_or_stub(people_, key, Sql::person_by_key, Sql::add_person_stub);
    }
    Id team_named(const std::string& key) {
        return known_or_stub(teams_, key, Sql::team_by_key, Sql::add_team_stub);
    }

    Id known_or_stub(Ids& known, const std::string& key, Sql find, Sql add) {
        if (key.empty()) return std::nullopt;
        const auto [at, is_new] = known.try_emplace(key);
        if (!is_new) return at->second;
        if (auto query = connection_.query(find); query.with(":key", key).next())
            at->second = query.integer(0);
        if (!at->second) at->second = connection_.query(add).with(":key", key).with(":source", source_).id();
        return at->second;
    }
    Id repository_named(const std::string& key) {
        if (key.empty()) return std::nullopt;
        const auto [at, is_new] = repositories_.try_emplace(key);
        if (!is_new) return at->second;
        auto query = connection_.query(Sql::repository_by_key);
        if (query.with(":key", key).with(":source", source_).next()) at->second = query.integer(0);
        return at->second;
    }

    Connection& connection_;
    std::string source_;
    Ids teams_, people_, repositories_;
};

// The key of the team that `host` lists under a mention ("@acme/payments"), whatever its case.
std::optional<std::string> team_mentioned(Connection& connection, std::string_view host,
                                          const std::string& mention) {
    const auto slash = mention.find('/');
    if (host.empty() || !mention.starts_with('@') || slash == std::string::npos) return std::nullopt;
    auto query = connection.query(Sql::team_of_slug);
    query.with(":source", host)
        .with(":subject", core::lower(mention.substr(1, slash - 1)))
        .with(":slug", core::lower(mention.substr(slash + 1)));
    return query.next() ? std::optional(query.text(1)) : std::nullopt;
}

}  // namespace

void Writer::put_company(const insight::CompanyFacts& facts, std::string_view source) {
    savepoint(*connection_, [&] {
        Import import(*connection_, source_of(*connection_, facts, source));
        for (const auto& team : facts.teams) import.put(team);
        for (const auto& person : facts.people) import.put(person);
        for (const auto& repository : facts.repositories) import.put(repository, put_repository(repository));
        for (const auto& membership : facts.memberships) import.put(membership);
        for (const auto& ownership : facts.ownerships) import.put(ownership);
        for (const auto& item : facts.items) import.put(item);
    });
}

void Writer::put_owners(std::int64_t repository, const std::vector<StatedOwner>& owners,
                        std::string_view source, Time since, std::string_view host) {
    std::set<std::string> before;
    bool is_first = true;
    {
        auto stated = connection_->query(Sql::stated_owners);
        stated.with(":repository", repository).with(":source", source);
        for (; stated.next(); is_first = false)
            if (stated.is_null(1)) before.insert(stated.text(0));
    }
    std::map<std::string, const StatedOwner*> after;  // by key; a null one is a team that its host lists
    for (const auto& owner : owners) {
        const auto listed = owner.is_team ? team_mentioned(*connection_, host, owner.name) : std::nullopt;
        // A team of another source may have the same name as key. A host's mentions have no case.
        const auto name = host.empty() ? owner.name : core::lower(owner.name);
        const auto own_key = owner.is_team ? insight::connector::key_in(source, name) : owner.name;
        after.emplace(listed.value_or(own_key), listed ? nullptr : &owner);
    }
    const auto is_key = [](const std::string& key, const auto& one) { return key == one.first; };
    if (std::equal(before.begin(), before.end(), after.begin(), after.end(), is_key)) return;
    savepoint(*connection_, [&] {
        // What would end before it began was never so: two that judge one checkout may overtake each other.
        connection_->query(Sql::drop_unbegun)
            .with(":repository", repository)
            .with(":source", source)
            .with(":now", since)
            .run();
        connection_->query(Sql::end_ownership)
            .with(":repository", repository)
            .with(":source", source)
            .with(":now", since)
            .run();
        Import import(*connection_, std::string(source));
        import.put(insight::Repository{.key = "owned"}, repository);
        for (const auto& [key, named] : after) {
            if (named && named->is_team) import.put(insight::Team{.key = key, .name = named->name});
            import.put(insight::Ownership{
                "owned", key, is_first ? Time{} : since, {}, insight::directory::OwnerLink::codeowners});
        }
    });
}

CompanyCounts Reader::counts() const {
    auto query = connection_->query(Sql::counts);
    query.next();
    return {.teams = query.integer(0),
            .people = query.integer(1),
            .repositories = query.integer(2),
            .changes = query.integer(3),
            .issues = query.integer(4)};
}

}  // namespace storage
