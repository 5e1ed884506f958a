// SPDX-License-Identifier: Apache-2.0
#include "storage/sync.hpp"

#include "storage/database.hpp"
#include "storage/words.hpp"

#include <algorithm>
#include <tuple>

namespace storage {
namespace {

// The columns as walk_columns in statements.cpp lists them.
Walk walk_of(const Query& query) {
    return {.source = query.text(0),
            .kind = query.text(1),
            .subject = query.text(2),
            .cursor = query.text(3),
            .page_size = static_cast<int>(query.integer(4)),
            .started_at = query.optional_time(5),
            .holes = static_cast<int>(query.integer(9)),
            .walked_at = query.optional_time(6),
            .tried_at = query.time(7),
            .trouble = query.text(8)};
}

}  // namespace

std::optional<Walk> Reader::walk(std::string_view source, std::string_view kind,
                                 std::string_view subject) const {
    auto query = connection_->query(Sql::walk);
    query.with(":source", source).with(":kind", kind).with(":subject", subject);
    return query.next() ? std::optional(walk_of(query)) : std::nullopt;
}

std::vector<Walk> Reader::walks() const {
    std::vector<Walk> walks;
    auto query = connection_->query(Sql::all_walks);
    while (query.next()) walks.push_back(walk_of(query));
    std::sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
        return std::tie(a.source, a.kind, a.subject) < std::tie(b.source, b.kind, b.subject);
    });
    return walks;
}

std::vector<UnreadRepository> Reader::unread_repositories(std::string_view source, std::size_t limit) const {
    std::vector<UnreadRepository> out;
    auto query = connection_->query(Sql::unread);
    query.with(":source", source).with(":limit", limit);
    while (query.next()) {
        UnreadRepository unread{.id = query.integer(0)};
        auto& row = unread.repository;
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
        row.source = source;
        unread.hosted = {.branch = query.text(11), .head = query.text(12), .settings = query.text(13)};
        out.push_back(std::move(unread));
    }
    return out;
}

std::int64_t Reader::count_unread(std::string_view source) const {
    return connection_->query(Sql::count_unread).with(":source", source).id();
}

void Writer::put_walk(const Walk& walk) {
    connection_->query(Sql::put_walk)
        .with(":source", walk.source)
        .with(":kind", walk.kind)
        .with(":subject", walk.subject)
        .with(":cursor", walk.cursor)
        .with(":page_size", walk.page_size)
        .with(":started_at", walk.started_at)
        .with(":holes", walk.holes)
        .with(":walked_at", walk.walked_at)
        .with(":tried_at", walk.tried_at)
        .with(":trouble", walk.trouble)
        .run();
}

std::int64_t Writer::put_hosted(const insight::Repository& repository, const Hosted& hosted, Time seen_at) {
    const auto id = put_repository(repository);
    connection_->query(Sql::put_hosted)
        .with(":repository", id)
        .with(":subject", hosted.subject)
        .with(":branch", hosted.branch)
        .with(":head", hosted.head)
        .with(":settings", hosted.settings)
        .with(":seen_at", seen_at)
        .run();
    return id;
}

void Writer::mark_read(std::int64_t repository, const Hosted& as_read, Time now) {
    connection_->query(Sql::mark_read)
        .with(":repository", repository)
        .with(":head", as_read.head)
        .with(":settings", as_read.settings)
        .with(":now", now)
        .run();
}

void Writer::mark_unread(std::string_view source) {
    connection_->query(Sql::mark_unread).with(":source", source).run();
}

void Writer::mark_gone(std::string_view source, std::string_view subject, Time not_seen_since, Time now) {
    connection_->query(Sql::mark_gone)
        .with(":source", source)
        .with(":subject", subject)
        .with(":since", not_seen_since)
        .with(":now", now)
        .run();
}

}  // namespace storage
