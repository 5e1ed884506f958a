// SPDX-License-Identifier: Apache-2.0
#include "bot/github_walk.hpp"

#include "sources/github/inventory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;

constexpr int smallest_page_size = 5;
constexpr std::chrono::minutes a_moment{1};
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
    if (!walk.started_at) {
        // A walk is known by its beginning: no two of them may share one.
        const auto last =
            known ? std::max(known->tried_at, known->walked_at.value_or(core::Time{})) : core::Time{};
        const auto now = calls.run.now();
        walk.started_at = last >= now && last - now < a_moment ? last + std::chrono::seconds(1) : now;
        walk.cursor.clear();
        walk.page_size = kind.page_size;
        walk.holes = 0;
    }
    co_return walk;
}

// What a walk with holes has not shown may be in one of them; one that cannot be believed tells nothing at
// all.
void end_walk(storage::Writer& writer, const WalkKind& kind, storage::Walk& walk, core::Time began,
              std::string& doubt) {
    if (kind.at_end) doubt = kind.at_end(writer, walk, began);
    if (!doubt.empty()) walk.trouble = doubt;
    if (walk.trouble.empty()) walk.walked_at = began;
}

asio::awaitable<void> keep_page(GithubCalls& calls, const WalkKind& kind, storage::Walk& walk,
                                WalkPage page) {
    const auto began = *walk.started_at;
    const bool is_last = walk.cursor.empty();
    if (is_last) walk.started_at.reset();
    const auto doubt = std::make_shared<std::string>();
    // A copy of the kind: who made it may be gone when this runs.
    auto unit = [kept = walk, kind, keep = std::move(page.keep), began, is_last,
                 doubt](storage::Writer& writer) {
        auto row = kept;
        if (keep) keep(writer, row, began);
        if (is_last) end_walk(writer, kind, row, began, *doubt);
        writer.put_walk(row);
    };
    co_await calls.keep(std::move(unit));
    if (doubt->empty()) co_return;
    walk.trouble = *doubt;
    calls.run.trouble(walk.trouble);
}

// One page and its place. False when it was the last one, or none can be had.
asio::awaitable<bool> take_page(GithubCalls& calls, const WalkKind& kind, storage::Walk& walk, int& most) {
    auto query = kind.query;
    GithubCalls::Variables variables = [&walk](int size) {
        return sources::github::inventory_variables(walk.subject, walk.cursor, size);
    };
    const int asked = walk.page_size;
    const auto called =
        co_await calls.page(std::move(query), std::move(variables), walk.page_size, smallest_page_size);
    if (walk.page_size < asked) most = walk.page_size;  // it was too heavy
    walk.tried_at = calls.run.now();
    auto page = called.has_some() ? kind.read(called.body)
                                  : core::Result<WalkPage>(core::unavailable(said_of(called.outcome) + "."));
    const bool has_next = page && !page->next.empty();
    if (has_next && (page->next == walk.cursor || page->rows + static_cast<std::size_t>(page->holes) == 0))
        page = core::unavailable("GitHub gives pages without end.");
    if (page) {
        calls.run.was_fine();
        // Half a minute of trouble must not make all that follows small.
        walk.page_size = std::min(walk.page_size * 2, most);
        if (walk.page_size == asked) most = std::min(most * 2, kind.page_size);
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
    int pages = 0, most = kind.page_size;
    for (bool has_more = true; has_more && !calls.run.is_over(); ++pages) {
        has_more = co_await take_page(calls, kind, walk, most);
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
