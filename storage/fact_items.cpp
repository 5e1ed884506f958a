// SPDX-License-Identifier: Apache-2.0
// Pull requests, issues, responses to them and issues of trackers, as files of facts state them.
#include "core/text.hpp"
#include "insight/connector/words.hpp"
#include "storage/fact_rows.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>

namespace storage {

using namespace insight::connector;

namespace {

using insight::ItemKind;
using RowId = std::optional<std::int64_t>;

RowId row_at(const Query& query, int column) {
    return query.is_null(column) ? RowId() : RowId(query.integer(column));
}

struct People {
    RowId author, merger, assignee;
};
core::Result<People> people_of(FactRows& rows, const insight::Item& item) {
    const auto author = rows.person_if(item.author);
    if (!author) return author.error();
    const auto merger = rows.person_if(item.merger);
    if (!merger) return merger.error();
    const auto assignee = rows.person_if(item.assignee);
    if (!assignee) return assignee.error();
    return People{*author, *merger, *assignee};
}

bool is_same(const Query& kept, const insight::Item& item, const People& people) {
    return kept.integer(2) == item.number && kept.view(3) == item.title && row_at(kept, 4) == people.author &&
           kept.time(5) == item.created_at && kept.optional_time(6) == item.ready_at &&
           kept.optional_time(7) == item.merged_at && kept.optional_time(8) == item.closed_at &&
           row_at(kept, 9) == people.merger && kept.view(10) == text_of(item.labels) &&
           row_at(kept, 11) == people.assignee;
}

PutResult put_item(FactRows& rows, const insight::Item& item) {
    const auto repository = rows.need_repository(item.repository);
    if (!repository) return repository.error();
    const auto people = people_of(rows, item);
    if (!people) return people.error();
    auto key = item_key(item.kind, item.key);
    auto put = Put::fresh;
    {
        auto query = rows.connection.query(Sql::find_item);
        query.with(":repository", *repository)
            .with(":key", key)
            .with(":id", item_alias(item.key))
            .with(":kind", word_of(item.kind));
        if (query.next()) {
            key = query.text(1);
            if (is_same(query, item, *people)) return Put::unchanged;
            put = Put::changed;
        }
    }
    rows.connection.query(Sql::put_stated_item)
        .with(":repository", *repository)
        .with(":key", key)
        .with(":kind", word_of(item.kind))
        .with(":number", item.number)
        .with(":title", item.title)
        .with(":author", people->author)
        .with(":created_at", item.created_at)
        .with(":ready_at", item.ready_at)
        .with(":merged_at", item.merged_at)
        .with(":closed_at", item.closed_at)
        .with(":merger", people->merger)
        .with(":labels", text_of(item.labels))
        .with(":assignee", people->assignee)
        .id();
    return put;
}

Put remove_item(FactRows& rows, const insight::Item& item, ItemKind kind) {
    const auto repository = rows.ids.repository(item.repository);
    const auto row = repository ? rows.ids.item(*repository, kind, item.key) : std::nullopt;
    if (!row) return Put::unchanged;
    rows.connection.query(Sql::drop_item).with(":id", *row).run();
    return Put::gone;
}

ItemKind kind_of(const Response& response) { return response.of_issue ? ItemKind::issue : ItemKind::change; }

// As they are kept: with the row of the assignee.
struct Step {
    Transition to;
    RowId assignee;
    bool operator==(const Step& other) const {
        return to.at == other.to.at && to.status == other.to.status && to.category == other.to.category &&
               assignee == other.assignee;
    }
};
core::Result<std::vector<Step>> steps_of(FactRows& rows, const TrackerIssue& issue) {
    std::vector<Step> out;
    for (const auto& each : issue.transitions) {
        const auto assignee = rows.person_if(each.assignee);
        if (!assignee) return assignee.error();
        out.push_back({each, *assignee});
    }
    return out;
}
std::vector<Step> kept_steps(Connection& connection, std::int64_t issue) {
    std::vector<Step> out;
    auto query = connection.query(Sql::transitions_of);
    query.with(":issue", issue);
    while (query.next())
        out.push_back(
            {{query.time(0), query.text(1), word_from<StatusCategory>(category_words, query.view(2)), {}},
             row_at(query, 3)});
    return out;
}
void put_steps(Connection& connection, std::int64_t issue, const std::vector<Step>& steps) {
    connection.query(Sql::clear_transitions).with(":issue", issue).run();
    std::int64_t place = 0;
    for (const auto& step : steps)
        connection.query(Sql::put_transition)
            .with(":issue", issue)
            .with(":place", place++)
            .with(":at", step.to.at)
            .with(":status", step.to.status)
            .with(":category", category_words.at(static_cast<std::size_t>(step.to.category)))
            .with(":assignee", step.assignee)
            .run();
}

bool is_same(const Query& kept, const TrackerIssue& issue, const RowId& reporter, const RowId& assignee) {
    return kept.view(1) == issue.project && kept.time(2) == issue.created_at &&
           kept.optional_time(3) == issue.resolved_at && kept.view(4) == issue.resolution &&
           row_at(kept, 5) == reporter && row_at(kept, 6) == assignee && kept.view(7) == issue.team &&
           kept.view(8) == text_of(issue.components) && kept.view(9) == text_of(issue.labels);
}

}  // namespace

PutResult FactRows::put(const PullRequest& change) { return put_item(*this, change.row); }
PutResult FactRows::put(const Issue& issue) { return put_item(*this, issue.row); }
Put FactRows::remove(const PullRequest& change) { return remove_item(*this, change.row, ItemKind::change); }
Put FactRows::remove(const Issue& issue) { return remove_item(*this, issue.row, ItemKind::issue); }

PutResult FactRows::put(const Response& response) {
    const auto repository = need_repository(response.repository);
    if (!repository) return repository.error();
    const auto person = need_person(response.row.person);
    if (!person) return person.error();
    const auto item = ids.item(*repository, kind_of(response), response.item);
    if (!item)
        return core::not_found(fmt::format(
            "No {} “{}” of that repository stands before it, and none is known; state it first.",
            response.of_issue ? "issue" : "pull_request", core::shorten(core::one_line(response.item), 60)));
    {
        auto query = connection.query(Sql::find_response);
        query.with(":item", *item).with(":person", *person).with(":at", response.row.at);
        if (query.next()) return Put::unchanged;
    }
    connection.query(Sql::put_response)
        .with(":item", *item)
        .with(":person", *person)
        .with(":at", response.row.at)
        .run();
    return Put::fresh;
}

Put FactRows::remove(const Response& response) {
    const auto repository = ids.repository(response.repository), person = ids.person(response.row.person);
    const auto item = repository ? ids.item(*repository, kind_of(response), response.item) : std::nullopt;
    if (!item || !person) return Put::unchanged;
    {
        auto query = connection.query(Sql::find_response);
        query.with(":item", *item).with(":person", *person).with(":at", response.row.at);
        if (!query.next()) return Put::unchanged;
    }
    connection.query(Sql::drop_response)
        .with(":item", *item)
        .with(":person", *person)
        .with(":at", response.row.at)
        .run();
    return Put::gone;
}

PutResult FactRows::put(const TrackerIssue& issue) {
    const auto reporter = person_if(issue.reporter);
    if (!reporter) return reporter.error();
    const auto assignee = person_if(issue.assignee);
    if (!assignee) return assignee.error();
    const auto steps = steps_of(*this, issue);
    if (!steps) return steps.error();
    auto put = Put::fresh;
    {
        auto query = connection.query(Sql::find_tracker_issue);
        if (query.with(":source", ids.source()).with(":key", issue.key).next()) {
            if (is_same(query, issue, *reporter, *assignee) &&
                kept_steps(connection, query.integer(0)) == *steps)
                return Put::unchanged;
            put = Put::changed;
        }
    }
    const auto id = connection.query(Sql::put_tracker_issue)
                        .with(":source", ids.source())
                        .with(":key", issue.key)
                        .with(":project", issue.project)
                        .with(":created_at", issue.created_at)
                        .with(":resolved_at", issue.resolved_at)
                        .with(":resolution", issue.resolution)
                        .with(":reporter", *reporter)
                        .with(":assignee", *assignee)
                        .with(":team", issue.team)
                        .with(":components", text_of(issue.components))
                        .with(":labels", text_of(issue.labels))
                        .id();
    put_steps(connection, id, *steps);
    return put;
}

Put FactRows::remove(const TrackerIssue& issue) {
    std::int64_t id = 0;
    {
        auto query = connection.query(Sql::find_tracker_issue);
        if (!query.with(":source", ids.source()).with(":key", issue.key).next()) return Put::unchanged;
        id = query.integer(0);
    }
    connection.query(Sql::drop_tracker_issue).with(":id", id).run();
    return Put::gone;
}

}  // namespace storage
