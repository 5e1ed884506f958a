// SPDX-License-Identifier: Apache-2.0
#include "storage/store.hpp"

#include "tests/storage/names.hpp"

#include <catch2/catch.hpp>

#include <utility>

using namespace storage;
using std::chrono::hours;

namespace {

const Time now = core::from_unix(1'767'600'000);

insight::Repository repository(std::string key, std::string name, Time pushed_at = now) {
    insight::Repository row{.key = std::move(key), .name = name, .full_name = "acme/" + name};
    row.source = "github:acme";
    row.visibility = insight::Visibility::internal;
    row.pushed_at = pushed_at;
    return row;
}
Hosted hosted(std::string head) {
    return {.subject = "acme", .branch = "main", .head = std::move(head), .settings = "{}"};
}
std::vector<std::string> names_of(const std::vector<UnreadRepository>& unread) {
    std::vector<std::string> names;
    for (const auto& each : unread) names.push_back(each.repository.name);
    return names;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a walk is kept with its place, and goes on there") {
    Store store(":memory:");
    auto writer = store.writer();
    CHECK_FALSE(writer.walk("github:acme", "inventory", "acme").has_value());
    Walk walk{
        .source = "github:acme", .kind = "inventory", .subject = "acme", .cursor = "c1", .page_size = 50};
    walk.started_at = now;
    walk.tried_at = now + hours{1};
    walk.holes = 3;
    writer.put_walk(walk);
    auto kept = writer.walk("github:acme", "inventory", "acme");
    REQUIRE(kept.has_value());
    CHECK(kept->cursor == "c1");
    CHECK(kept->page_size == 50);
    CHECK(kept->holes == 3);
    CHECK(kept->started_at == now);
    CHECK_FALSE(kept->walked_at.has_value());
    walk.cursor.clear();
    walk.walked_at = std::exchange(walk.started_at, std::nullopt);
    walk.trouble = "GitHub takes too long.";
    writer.put_walk(walk);
    walk.subject = "tools";
    writer.put_walk(walk);
    const auto all = writer.walks();
    REQUIRE(all.size() == 2);
    CHECK(all[0].subject == "acme");
    CHECK(all[0].walked_at == now);
    CHECK_FALSE(all[0].started_at.has_value());
    CHECK(all[0].trouble == "GitHub takes too long.");
}

TEST_CASE("what has changed since it was read waits to be judged, last pushed to first") {
    Store store(":memory:");
    auto writer = store.writer();
    const auto old = writer.put_hosted(repository("1", "old", now - hours{9}), hosted("a1"), now);
    const auto young = writer.put_hosted(repository("2", "young"), hosted("b1"), now);
    CHECK(names_of(writer.unread_repositories("github:acme", 10)) == Names{"young", "old"});
    CHECK(names_of(writer.unread_repositories("github:acme", 1)) == Names{"young"});
    CHECK(writer.unread_repositories("github:other", 10).empty());
    CHECK(writer.count_unread("github:acme") == 2);
    writer.mark_read(young, hosted("b1"), now);
    CHECK(names_of(writer.unread_repositories("github:acme", 10)) == Names{"old"});
    writer.mark_read(old, hosted("a1"), now);
    CHECK(writer.count_unread("github:acme") == 0);
    // A new commit, and other settings, are something new.
    writer.put_hosted(repository("2", "young"), hosted("b2"), now);
    auto changed = hosted("a1");
    changed.settings = R"({"archived":{"value":true}})";
    writer.put_hosted(repository("1", "old", now - hours{9}), changed, now);
    const auto unread = writer.unread_repositories("github:acme", 10);
    CHECK(names_of(unread) == Names{"young", "old"});
    CHECK(unread[0].hosted.head == "b2");
    CHECK(unread[1].hosted.settings == changed.settings);
    CHECK(unread[0].repository.source == "github:acme");
    CHECK(unread[0].repository.visibility == insight::Visibility::internal);
    // It changed once more while it was read: it was judged as it was before.
    writer.mark_read(young, hosted("b1"), now);
    writer.mark_read(old, changed, now);
    CHECK(names_of(writer.unread_repositories("github:acme", 10)) == Names{"young"});
    writer.mark_read(young, hosted("b2"), now);
    CHECK(writer.count_unread("github:acme") == 0);
    writer.mark_unread("github:acme");
    CHECK(writer.count_unread("github:acme") == 2);
}

TEST_CASE("an empty repository is judged once") {
    Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_hosted(repository("1", "empty"), hosted(""), now);
    CHECK(writer.count_unread("github:acme") == 1);
    writer.mark_read(id, hosted(""), now);
    CHECK(writer.count_unread("github:acme") == 0);
}

TEST_CASE("nobody is told of what a whole walk has not shown, until it is shown again") {
    Store store(":memory:");
    auto writer = store.writer();
    const auto gone = writer.put_hosted(repository("1", "gone"), hosted("a"), now - hours{2});
    writer.put_hosted(repository("2", "here"), hosted("b"), now);
    auto of_others = hosted("c");
    of_others.subject = "tools";
    writer.put_hosted(repository("3", "elsewhere"), of_others, now - hours{2});
    writer.mark_gone("github:acme", "acme", now - hours{1}, now);
    CHECK(tests::names_of(writer) == Names{"elsewhere", "here"});
    CHECK(writer.repositories(now).size() == 2);
    CHECK(writer.repositories_named("gone", now).empty());
    CHECK_FALSE(writer.repository(gone, now).has_value());
    CHECK(writer.search({"gone"}, 10, now, Reach::all).empty());
    CHECK(writer.counts().repositories == 2);
    CHECK(names_of(writer.unread_repositories("github:acme", 10)) == Names{"here", "elsewhere"});
    writer.put_hosted(repository("1", "renamed"), hosted("a"), now);
    CHECK(writer.repositories_named("renamed", now).size() == 1);
    CHECK(writer.repositories_named("renamed", now).front().id == gone);
}
