// SPDX-License-Identifier: Apache-2.0
#include "bot/github_walk.hpp"

#include "sources/github/inventory.hpp"

#include <fmt/format.h>

#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;

constexpr int smallest_page_size = 5;
constexpr int most_pages = 20'000;  // of one organisation; more, and they never end

asio::awaitable<void> keep_walk(GithubCalls& calls, storage::Walk walk) {
    auto unit = [walk = std::move(walk)](storage::Writer& writer) { writer.put_walk(walk); };
    co_await calls.keep(std::move(unit), Touches::messages);
}

asio::awaitable<storage::Walk> begin(GithubCalls& calls, const WalkKind& kind, std::string organisation) {
    auto look = [source = calls.settings.source(), name = kind.kind, organisation](
                    const storage::Reader& reader) { return reader.walk(source, name, organisation); };
    const auto known = co_await calls.database.read_slowly(std::move(look));
    storage::Walk walk;
    if (known) walk = *known;
    walk.source = calls.settings.source();
    walk.kind = kind.kind;
    walk.subject = std::move(organisation);
    if (walk.page_size == 0) walk.page_size = kind.page_size;
    if (!walk.started_at) {
        walk.started_at = calls.run.now();
        walk.cursor.clear();
        walk.holes = 0;
    }
    co_return walk;
}

asio::awaitable<void> keep_page(GithubCalls& calls, const WalkKind& kind, storage::Walk& walk,
                                WalkPage page) {
    const auto now = calls.run.now();
    std::optional<core::Time> ended;  // a whole walk, that had begun then
    if (walk.cursor.empty()) {
        // What a walk with holes has not shown may be in one of them.
        ended = std::exchange(walk.started_at, std::nullopt);
        if (walk.holes > 0) ended.reset();
        if (ended) walk.walked_at = ended;
    }
    auto unit = [walk, keep = std::move(page.keep), at_end = kind.at_end, ended,
                 now](storage::Writer& writer) {
        if (keep) keep(writer, walk);
        if (ended && at_end) at_end(writer, walk, *ended, now);
        writer.put_walk(walk);
    };
    co_await calls.keep(std::move(unit));
}

// One page and its place. False when it was the last one, or none can be had.
asio::awaitable<bool> take_page(GithubCalls& calls, const WalkKind& kind, storage::Walk& walk) {
    auto query = kind.query;
    GithubCalls::Variables variables = [&walk](int size) {
        return sources::github::inventory_variables(walk.subject, walk.cursor, size);
    };
    const auto called =
        co_await calls.page(std::move(query), std::move(variables), walk.page_size, smallest_page_size);
    walk.tried_at = calls.run.now();
    auto page = called.has_some() ? kind.read(called.body)
                                  : core::Result<WalkPage>(core::unavailable(said_of(called.outcome) + "."));
    const bool has_next = page && !page->next.empty();
    if (has_next && (page->next == walk.cursor || page->rows + static_cast<std::size_t>(page->holes) == 0))
        page = core::unavailable("GitHub gives pages without end.");
    if (page) {
        calls.run.was_fine();
        walk.cursor = page->next;
        walk.holes += page->holes;
        walk.trouble.clear();
        if (walk.holes > 0)
            walk.trouble = fmt::format("GitHub left out some {} of {}.", kind.of, walk.subject);
        const bool has_more = !walk.cursor.empty();
        if (!has_more && walk.holes > 0) calls.run.trouble(walk.trouble);
        co_await keep_page(calls, kind, walk, std::move(*page));
        co_return has_more;
    }
    if (calls.run.is_stopping()) co_return false;
    walk.trouble =
        fmt::format("The {} of {} could not all be listed: {}", kind.of, walk.subject, page.error().sentence);
    calls.run.trouble(walk.trouble);
    calls.run.can_go_on(called.outcome, called.was_answered);
    // GitHub may have forgotten where the walk was, or never end it: the next one begins anew.
    const bool is_lost =
        called.has_some() || called.outcome.kind == Kind::not_understood || called.outcome.kind == Kind::gone;
    if (is_lost) walk.started_at.reset();
    co_await keep_walk(calls, walk);
    co_return false;
}

}  // namespace

asio::awaitable<bool> walk_organisation(GithubCalls& calls, const WalkKind& kind, std::string organisation) {
    auto walk = co_await begin(calls, kind, std::move(organisation));
    const auto doing = fmt::format("{} {}", kind.doing, walk.subject);
    calls.run.tell(doing);
    int pages = 0;
    for (bool has_more = true; has_more && !calls.run.is_over(); ++pages) {
        has_more = co_await take_page(calls, kind, walk);
        calls.run.tell(doing);
        if (!has_more || pages < most_pages) continue;
        walk.trouble =
            fmt::format("The {} of {} could not all be listed: pages without end.", kind.of, walk.subject);
        calls.run.trouble(walk.trouble);
        walk.started_at.reset();
        co_await keep_walk(calls, walk);
        break;
    }
    co_return !walk.started_at && walk.trouble.empty();
}

}  // namespace bot
