// SPDX-License-Identifier: Apache-2.0
#include "bot/github_undecided.hpp"

#include "core/text.hpp"
#include "sources/github/changes.hpp"
#include "sources/github/issues.hpp"

#include <fmt/format.h>

#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;
using sources::github::ActivityPage;

constexpr std::size_t undecided_at_once = 50;
constexpr int most_said_pages = 10;  // of a hundred, about one item
constexpr int most_in_vain = 200;    // questions of a run that told nothing
// What could not be told is asked again, and no more often: it waits for others.
constexpr std::chrono::hours asked_again_after{24};

core::Result<ActivityPage> read_one(insight::ItemKind kind, const core::Json& data,
                                    const std::string& source) {
    return kind == insight::ItemKind::change ? sources::github::read_change(data, source)
                                             : sources::github::read_issue(data, source);
}

}  // namespace

asio::awaitable<void> GithubUndecided::read() {
    std::int64_t after = 0;
    in_vain_ = 0;
    const auto before = calls_.run.now() - asked_again_after;
    while (!calls_.run.is_over() && in_vain_ < most_in_vain) {
        auto look = [source = calls_.settings.source(), before, after](const storage::Reader& reader) {
            return storage::ActivityReader(reader).undecided(source, before, after, undecided_at_once);
        };
        auto items = co_await calls_.database.read_slowly(std::move(look));
        if (items.empty()) co_return;
        after = items.back().id;
        for (auto& item : items) {
            calls_.run.tell("asking for details in " + core::one_line(item.repository_name));
            co_await decide(std::move(item));
            if (calls_.run.is_over() || in_vain_ >= most_in_vain) co_return;
        }
    }
}

// The answer about one item, with as much of what was said as it takes.
asio::awaitable<Called> GithubUndecided::ask(storage::UndecidedItem item) {
    const bool of_change = item.kind == insight::ItemKind::change;
    std::string after;
    Called all;
    for (int pages = 0; pages < most_said_pages; ++pages) {
        auto query = of_change ? sources::github::change_query() : sources::github::issue_query();
        auto variables = sources::github::one_variables(item.node, after);
        auto called = co_await calls_.query(std::move(query), std::move(variables));
        if (pages == 0)
            all = std::move(called);
        else if (!called.has_some() || !sources::github::add_said(all.body, called.body))
            break;
        if (!all.has_some() || calls_.run.is_stopping()) break;
        after = sources::github::more_said(all.body);
        const auto page = read_one(item.kind, all.body, calls_.settings.source());
        if (after.empty() || !page || !page->items.front().is_undecided) break;
    }
    co_return all;
}

// What is not told leaves it open: nobody's silence is made of a question without an answer.
asio::awaitable<void> GithubUndecided::decide(storage::UndecidedItem item) {
    auto asked = item;
    const auto called = co_await ask(std::move(asked));
    if (calls_.run.is_over()) co_return;
    const auto source = calls_.settings.source();
    auto page = core::Result<ActivityPage>(core::unavailable(said_of(called.outcome)));
    if (called.has_some())
        page = read_one(item.kind, called.body, source);
    else if (called.outcome.kind == Kind::gone)
        page = core::not_found(said_of(called.outcome));
    const bool is_gone = (!page && page.error().code == core::Errc::not_found) ||
                         (page && std::to_string(page->repository) != item.repository_key);
    if (called.has_some()) calls_.run.was_fine();
    if (!page && !is_gone)
        calls_.run.trouble(fmt::format("Who answered first in {} could not be read: {}.",
                                       core::one_line(item.repository_name), page.error().sentence));
    if (!called.has_some() && !calls_.run.can_go_on(called.outcome, called.was_answered)) co_return;
    const bool is_told = page && !is_gone;
    const bool is_open = !is_told || page->items.front().is_undecided;
    if (is_open) ++in_vain_;
    // Trouble of GitHub's own passes: the next run asks again.
    const bool is_asked = is_open && (page || is_gone || called.outcome.kind == Kind::denied);
    auto unit = [item = std::move(item), page = std::move(page), is_told, is_asked, source,
                 now = calls_.run.now()](storage::Writer& writer) {
        storage::ActivityWriter activity(writer);
        if (is_told) activity.put_items(item.repository, page->items, page->people, source);
        if (is_asked) activity.mark_asked(item.id, now);
    };
    co_await calls_.keep(std::move(unit));
}

}  // namespace bot
