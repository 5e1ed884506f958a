// SPDX-License-Identifier: Apache-2.0
#include "storage/activity.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace storage;
using std::chrono::hours;

namespace {

const Time now = core::from_unix(1'767'600'000);
const std::string source = "github:acme";

std::int64_t repository(Writer& writer, std::string key, Time pushed_at = now) {
    insight::Repository row{.key = key, .name = "r" + key, .full_name = "acme/r" + key};
    row.source = source;
    row.visibility = insight::Visibility::internal;
    row.pushed_at = pushed_at;
    return writer.put_repository(row);
}
insight::HostedItem item(std::string key, int number) {
    insight::HostedItem out;
    out.item.key = std::move(key);
    out.item.number = number;
    out.item.title = "Fix";
    out.item.author = "github:acme:1";
    out.item.created_at = out.updated_at = now;
    out.item.ready_at = now;
    out.item.responses = {{"github:acme:2", now + hours{1}}};
    out.node = "PR_x";
    return out;
}
const std::vector<insight::Person> people = {{.key = "github:acme:1", .login = "ada", .name = ""},
                                             {.key = "github:acme:2", .login = "bob", .name = ""}};
std::vector<std::string> names_of(const std::vector<Stream>& streams) {
    std::vector<std::string> out;
    for (const auto& stream : streams) out.push_back(stream.key);
    return out;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a list waits until it was read from its newest item back to where it should") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const ActivityReader reader(store.reader());
    repository(writer, "1", now);
    repository(writer, "2", now + hours{1});
    const auto change = insight::ItemKind::change, issue = insight::ItemKind::issue;
    writer.put_swept(source, {{"1", change, 3, now},
                              {"1", issue, 0, {}},
                              {"2", change, 1, now - hours{48}},
                              {"9", change, 1, now}});
    CHECK(names_of(reader.waiting_streams(source, Time{}, 10)) == Names{"2", "1"});  // last pushed to first
    CHECK(names_of(reader.waiting_streams(source, now - hours{24}, 10)) == Names{"1"});
    CHECK(reader.waiting_streams("github:else", Time{}, 10).empty());

    auto stream = reader.waiting_streams(source, now - hours{24}, 10).at(0);
    CHECK(stream.full_name == "acme/r1");
    CHECK(stream.total == 3);
    CHECK_FALSE(stream.read_to.has_value());
    stream.read_to = now;
    stream.read_from = now - hours{30};
    stream.back_cursor = "c1";
    stream.page_size = 50;
    writer.put_stream(stream, now);
    CHECK(reader.waiting_streams(source, now - hours{24}, 10).empty());
    CHECK(reader.count_waiting(source, Time{}) == 2);

    stream = reader.waiting_streams(source, Time{}, 10).at(1);
    CHECK(stream.back_cursor == "c1");
    CHECK(stream.page_size == 50);
    CHECK_FALSE(stream.has_news());
    stream.is_whole = true;
    writer.put_stream(stream, now);
    CHECK(names_of(reader.waiting_streams(source, Time{}, 10)) == Names{"2"});

    writer.put_swept(source, {{"1", change, 4, now + hours{2}}});
    stream = reader.waiting_streams(source, now - hours{24}, 10).at(0);
    CHECK(stream.has_news());
    CHECK(stream.is_whole);
    CHECK(stream.back_cursor == "c1");  // a sweep tells, it moves nothing
    stream.news_to = now + hours{2};
    stream.news_cursor = "n1";
    stream.trouble = "GitHub takes too long.";
    writer.put_stream(stream, now);
    const auto counts = reader.stream_counts(source, Time{});
    CHECK(counts.lists == 2);
    CHECK(counts.waiting == 2);
    CHECK(counts.troubled == 1);
    CHECK(reader.stream_troubles(source, 5) == Names{"GitHub takes too long."});
}

TEST_CASE("lists that failed wait apart, the longest untried first") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const ActivityReader reader(store.reader());
    for (const auto* key : {"1", "2", "3"}) {
        repository(writer, key, now);
        writer.put_swept(source, {{key, insight::ItemKind::change, 1, now}});
    }
    for (auto stream : reader.waiting_streams(source, Time{}, 10)) {
        if (stream.key == "3") continue;
        stream.trouble = "GitHub refuses it.";
        stream.stuck = 2;
        stream.skipped = 1;
        writer.put_stream(stream, stream.key == "1" ? now + hours{2} : now);
    }
    CHECK(names_of(reader.waiting_streams(source, Time{}, 10)) == Names{"3"});
    const auto troubled = reader.waiting_streams(source, Time{}, 10, true);
    CHECK(names_of(troubled) == Names{"2", "1"});
    CHECK(troubled.at(0).stuck == 2);
    CHECK(reader.stream_counts(source, Time{}).skipped == 2);
}

TEST_CASE("what a source does not show any more waits for nothing") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    insight::Repository row{.key = "1", .name = "r1", .full_name = "acme/r1"};
    row.source = source;
    writer.put_hosted(row, {.subject = "acme", .branch = "main", .head = "a", .settings = "{}"}, now);
    writer.put_swept(source, {{"1", insight::ItemKind::change, 1, now}});
    CHECK(writer.put_repository(row) == 1);
    CHECK(ActivityReader(writer).count_waiting(source, Time{}) == 1);
    writer.mark_gone(source, "acme", now + hours{1}, now + hours{1});
    CHECK(ActivityReader(writer).count_waiting(source, Time{}) == 0);
}

TEST_CASE("a page of items again changes nothing, and what has changed is as told last") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const ActivityReader reader(store.reader());
    const auto id = repository(writer, "1");
    for (int time = 0; time < 2; ++time) writer.put_items(id, {item("11", 1), item("12", 2)}, people, source);
    CHECK(writer.counts().changes == 2);
    CHECK(writer.counts().people == 0);  // only referred to
    auto changed = item("11", 1);
    changed.item.merged_at = now + hours{2};
    changed.item.merger = "github:acme:2";
    changed.item.responses = {};
    writer.put_items(id, {changed}, people, source);
    std::int64_t after = 0;
    const auto items = reader.hosted_items(id, after, 10);
    REQUIRE(items.size() == 2);
    CHECK(items[0].item.merged_at == now + hours{2});
    CHECK(items[0].item.merger == "github:acme:2");
    CHECK(items[0].item.author == "github:acme:1");
    CHECK(items[0].item.responses.empty());
    REQUIRE(items[1].item.responses.size() == 1);
    CHECK(items[1].item.responses[0].at == now + hours{1});
    CHECK(reader.hosted_items(id, after, 10).empty());
}

TEST_CASE(
    "people who are only named keep the name that a list of members told, and are found by their login") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const auto id = repository(writer, "1");
    insight::CompanyFacts facts;
    facts.people = {{.key = "github:acme:1", .login = "ada-before", .name = "Ada Lind"}};
    writer.put_company(facts, source);
    writer.put_items(id, {item("11", 1)}, people, source);
    CHECK(writer.counts().people == 1);
    insight::directory::Directory directory(writer.directory(), writer.directory_rules());
    const insight::directory::Identity login{insight::directory::IdentityKind::github, "ada"};
    CHECK(directory.join().person_called(login).has_value());
    for (const auto& person : directory.roster().people)
        if (person.key == "github:acme:1") {
            CHECK(person.name == "Ada Lind");
            CHECK(person.login == "ada");
        }
}

TEST_CASE("an item whose sample left it open waits for a question, and loses no response meanwhile") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const ActivityReader reader(store.reader());
    const auto id = repository(writer, "1");
    writer.put_items(id, {item("11", 1)}, people, source);
    CHECK(reader.undecided(source, now, 0, 10).empty());
    auto open = item("11", 1);
    open.item.responses = {};
    open.is_undecided = true;
    writer.put_items(id, {open}, people, source);
    const auto waiting = reader.undecided(source, now, 0, 10);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].node == "PR_x");
    CHECK(waiting[0].repository_key == "1");
    std::int64_t after = 0;
    CHECK(reader.hosted_items(id, after, 10).at(0).item.responses.size() == 1);
    // Asked in vain: it stays open, and is asked about again later.
    writer.mark_asked(waiting[0].id, now);
    CHECK(reader.undecided(source, now, 0, 10).empty());
    CHECK(reader.undecided(source, now + hours{24}, 0, 10).size() == 1);
    CHECK(reader.stream_counts(source, Time{}).undecided == 1);
    after = 0;
    CHECK(reader.hosted_items(id, after, 10).at(0).is_undecided);
    // It has changed since.
    writer.put_items(id, {open}, people, source);
    CHECK(reader.undecided(source, now, 0, 10).size() == 1);
    open.is_undecided = false;
    writer.put_items(id, {open}, people, source);
    CHECK(reader.stream_counts(source, Time{}).undecided == 0);
}

TEST_CASE("an issue comes back with its state") {
    Store store(":memory:");
    ActivityWriter writer(store.writer());
    const ActivityReader reader(store.reader());
    const auto id = repository(writer, "1");
    auto issue = item("issue/11", 1);
    issue.item.kind = insight::ItemKind::issue;
    issue.item.labels = {"bug", "good first issue"};
    issue.item.assignee = "github:acme:2";
    issue.issue =
        insight::IssueState{.text = {.is_long = true, .has_acceptance_list = false, .has_pointer = true}};
    issue.issue->locked = true;
    issue.issue->offered_at = now;
    issue.issue->claimer = "github:acme:1";
    issue.issue->claimed_at = now + hours{3};
    writer.put_items(id, {issue}, people, source);
    std::int64_t after = 0;
    const auto found = reader.hosted_items(id, after, 10).at(0);
    CHECK(found.item.labels == issue.item.labels);
    CHECK(found.item.assignee == "github:acme:2");
    REQUIRE(found.issue.has_value());
    CHECK(found.issue->text.is_long);
    CHECK_FALSE(found.issue->text.has_acceptance_list);
    CHECK(found.issue->text.has_pointer);
    CHECK(found.issue->locked);
    CHECK(found.issue->offered_at == now);
    CHECK(found.issue->claimer == "github:acme:1");
    CHECK(found.issue->claimed_at == now + hours{3});
}
