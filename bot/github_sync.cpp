// SPDX-License-Identifier: Apache-2.0
#include "bot/github_sync.hpp"

#include "bot/keep.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"
#include "insight/settings_json.hpp"
#include "sources/github/inventory.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using sources::github::Outcome;
using Kind = Outcome::Kind;

constexpr std::string_view inventory = "inventory";
constexpr int first_page_size = 100, smallest_page_size = 5, most_tries = 4;
constexpr std::size_t judged_at_once = 50, most_passed_over = 500;
constexpr int most_pages = 20'000;  // of one organisation; more, and they never end
constexpr int most_unanswered = 3;  // in a row; more, and nothing can be had there now
constexpr std::size_t most_troubles = 20;
constexpr std::chrono::seconds second_wait{60}, longest_wait{3600};
constexpr std::chrono::milliseconds longest_pause{30'000};

asio::awaitable<core::Result<std::string>> give(std::string token) { co_return token; }

sources::github::Token token_of(const GithubSettings& settings) {
    return [token = settings.token] { return give(token); };
}

// The settings were checked: the address is one.
sources::github::Address address_of(const GithubSettings& settings) {
    return sources::github::address_of(settings.url).value();
}

sources::github::Listed listed_of(const storage::UnreadRepository& unread) {
    sources::github::Listed listed;
    listed.repository = unread.repository;
    listed.branch = unread.hosted.branch;
    listed.commit = unread.hosted.head;
    if (const auto settings = core::parse_json(unread.hosted.settings))
        listed.settings = insight::settings_from_json(*settings);
    return listed;
}

// Why nothing can be read there, for people.
std::string said_of(const Outcome& outcome) {
    switch (outcome.kind) {
        case Kind::denied:
            return "GitHub refuses the token, or it may not see this";
        case Kind::gone:
            return "GitHub does not show it";
        case Kind::too_heavy:
            return "GitHub takes too long for it";
        case Kind::trouble:
            return "GitHub has trouble of its own";
        default:
            return "GitHub gave an answer that is not understood";
    }
}

}  // namespace

GithubSync::GithubSync(GithubSettings settings, Parts parts)
    : settings_(std::move(settings)),
      parts_(std::move(parts)),
      api_(parts_.client, worker_, address_of(settings_), token_of(settings_), parts_.now) {
    progress_.source = settings_.source();
}

void GithubSync::stop() {
    stopping_ = true;
    if (timer_) timer_->cancel();
}

void GithubSync::tell(std::string doing) {
    progress_.doing = std::move(doing);
    progress_.calls = api_.calls();
    const auto& budgets = api_.budgets();
    if (const auto points = budgets.find("graphql"); points != budgets.end())
        progress_.points_left = points->second.remaining;
    parts_.tell(progress_);
}

void GithubSync::trouble(std::string sentence) {
    if (report_.troubles.size() < most_troubles) report_.troubles.push_back(std::move(sentence));
}

asio::awaitable<void> GithubSync::pause(std::chrono::milliseconds length) {
    if (stopping_) co_return;
    timer_.emplace(co_await asio::this_coro::executor, length);
    boost::system::error_code cancelled;
    co_await timer_->async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    timer_.reset();
}

asio::awaitable<void> GithubSync::wait_until(core::Time until) {
    progress_.waits_until = until;
    tell(progress_.doing);
    // In short steps: the clock of the machine may be set meanwhile.
    while (!stopping_ && parts_.now() < until) {
        const auto left = std::chrono::milliseconds(until - parts_.now());
        const auto step = std::min(left, longest_pause);
        co_await pause(step);
    }
    progress_.waits_until.reset();
}

// A clock of ours that is ahead, or a limit that asks for no time, must not make us call every second: from
// the second time on it is a minute, then two, up to an hour.
asio::awaitable<GithubSync::Next> GithubSync::settle(const Outcome& outcome, int& tries) {
    if (outcome.kind != Kind::wait) waits_ = 0;
    switch (outcome.kind) {
        case Kind::fine:
        case Kind::unchanged:
            tries = 0;
            co_return Next::go_on;
        case Kind::partial:
            co_return outcome.is_heavy ? Next::smaller : Next::go_on;
        case Kind::wait: {
            auto until = outcome.until;
            constexpr int most_doublings = 6;
            if (++waits_ > 1)
                until = std::max(
                    until, parts_.now() + std::min(second_wait * (1 << std::min(waits_ - 2, most_doublings)),
                                                   longest_wait));
            co_await wait_until(until);
            co_return stopping_ ? Next::leave : Next::again;
        }
        case Kind::too_heavy:
            co_return stopping_ ? Next::leave : Next::smaller;
        case Kind::trouble:
            if (++tries > most_tries) co_return Next::leave;
            co_await pause(parts_.first_delay * (1 << (tries - 1)));
            co_return stopping_ ? Next::leave : Next::again;
        case Kind::gone:
        case Kind::denied:
        case Kind::moved:
        case Kind::not_understood:
            break;
    }
    co_return Next::leave;
}

asio::awaitable<SyncReport> GithubSync::run(bool full) {
    report_ = {};
    progress_.listed = progress_.judged = 0;
    passed_over_.clear();
    unanswered_ = waits_ = 0;
    if (full) {
        auto forget = [source = settings_.source()](storage::Writer& writer) { writer.mark_unread(source); };
        co_await parts_.database.write(Priority::sync, std::move(forget), Touches::messages);
    }
    auto look = [source = settings_.source()](const storage::Reader& reader) {
        return storage::FactsReader(reader).is_by_file(source);
    };
    const bool is_by_file = co_await parts_.database.read_slowly(std::move(look));
    if (is_by_file) {
        trouble(
            fmt::format("{} came in by a file of facts (`ispo import`), which says what it holds; nothing "
                        "was read. Read the host into a data folder of its own.",
                        settings_.source()));
        tell("");
        co_return std::move(report_);
    }
    for (const auto& organisation : settings_.organisations) {
        if (stopping_) break;
        auto name = organisation;
        co_await walk(std::move(name));
    }
    co_await judge_changed();
    if (stopping_) trouble("It was stopped; the next run goes on where it was.");
    tell("");
    report_.calls = api_.calls();
    co_return std::move(report_);
}

asio::awaitable<void> GithubSync::walk(std::string organisation) {
    auto look = [source = settings_.source(), organisation](const storage::Reader& reader) {
        return reader.walk(source, inventory, organisation);
    };
    const auto known = co_await parts_.database.read_slowly(std::move(look));
    storage::Walk walk;
    if (known) walk = *known;
    walk.source = settings_.source();
    walk.kind = inventory;
    walk.subject = organisation;
    if (walk.page_size == 0) walk.page_size = first_page_size;
    if (!walk.started_at) {
        walk.started_at = parts_.now();
        walk.cursor.clear();
        walk.holes = 0;
    }
    tell("listing " + organisation);
    int pages = 0;
    for (bool has_more = true; has_more && !stopping_; ++pages) {
        has_more = co_await take_page(walk);
        if (!has_more || pages < most_pages) continue;
        walk.trouble =
            fmt::format("The repositories of {} could not all be listed: pages without end.", organisation);
        trouble(walk.trouble);
        walk.started_at.reset();
        co_await keep_walk(walk);
        break;
    }
    parts_.on_listed();
}

// One page and its place. False when it was the last one, or none can be had.
asio::awaitable<bool> GithubSync::take_page(storage::Walk& walk) {
    for (int tries = 0;;) {
        auto query = std::string(sources::github::inventory_query());
        auto variables = sources::github::inventory_variables(walk.subject, walk.cursor, walk.page_size);
        const auto reply = co_await api_.query(std::move(query), std::move(variables));
        walk.tried_at = parts_.now();
        Outcome outcome;
        if (reply)
            outcome = reply->outcome;
        else
            outcome.kind = Kind::trouble;
        const auto next = co_await settle(outcome, tries);
        if (next == Next::again) continue;
        if (next == Next::smaller && walk.page_size > smallest_page_size) {
            walk.page_size = std::max(walk.page_size / 2, smallest_page_size);
            continue;
        }
        const bool has_some = outcome.kind == Kind::fine || outcome.kind == Kind::partial;
        auto page =
            has_some
                ? sources::github::read_inventory(reply->body)
                : core::Result<sources::github::InventoryPage>(core::unavailable(said_of(outcome) + "."));
        const bool has_next = page && !page->next.empty();
        if (has_next && (page->next == walk.cursor ||
                         page->repositories.size() + static_cast<std::size_t>(page->holes) == 0))
            page = core::unavailable("GitHub gives pages without end.");
        if (page) {
            const bool has_more = !page->next.empty();
            progress_.listed += static_cast<std::int64_t>(page->repositories.size());
            walk.cursor = page->next;
            walk.holes += page->holes;
            walk.trouble.clear();
            if (walk.holes > 0)
                walk.trouble = fmt::format("GitHub left out some repositories of {}.", walk.subject);
            if (!has_more && walk.holes > 0) trouble(walk.trouble);
            co_await keep_page(walk, std::move(*page));
            tell("listing " + walk.subject);
            co_return has_more;
        }
        if (stopping_) co_return false;
        walk.trouble = fmt::format("The repositories of {} could not all be listed: {}", walk.subject,
                                   page.error().sentence);
        trouble(walk.trouble);
        // GitHub may have forgotten where the walk was, or never end it: the next one begins anew.
        const bool is_lost = has_some || outcome.kind == Kind::not_understood || outcome.kind == Kind::gone;
        if (is_lost) walk.started_at.reset();
        co_await keep_walk(walk);
        co_return false;
    }
}

asio::awaitable<void> GithubSync::keep_walk(storage::Walk walk) {
    auto unit = [walk = std::move(walk)](storage::Writer& writer) { writer.put_walk(walk); };
    co_await parts_.database.write(Priority::sync, std::move(unit), Touches::messages);
}

asio::awaitable<void> GithubSync::keep_page(storage::Walk walk, sources::github::InventoryPage page) {
    report_.listed += static_cast<std::int64_t>(page.repositories.size());
    const auto now = parts_.now();
    auto unit = [walk = std::move(walk), page = std::move(page), now](storage::Writer& writer) mutable {
        for (auto& listed : page.repositories) {
            listed.repository.key = std::to_string(listed.id);
            listed.repository.source = walk.source;
            const storage::Hosted hosted{.subject = walk.subject,
                                         .branch = listed.branch,
                                         .head = listed.commit,
                                         .settings = core::dump_json(insight::to_json(listed.settings))};
            writer.put_hosted(listed.repository, hosted, now);
        }
        if (walk.cursor.empty()) {
            // What a walk with holes has not shown may be in one of them.
            const auto began = std::exchange(walk.started_at, std::nullopt);
            if (walk.holes == 0) {
                writer.mark_gone(walk.source, walk.subject, *began, now);
                walk.walked_at = began;
            }
        }
        writer.put_walk(walk);
    };
    co_await parts_.database.write(Priority::sync, std::move(unit));
}

asio::awaitable<void> GithubSync::judge_changed() {
    while (!stopping_ && passed_over_.size() < most_passed_over) {
        auto look = [source = settings_.source(),
                     most = judged_at_once + passed_over_.size()](const storage::Reader& reader) {
            return std::pair(reader.unread_repositories(source, most), reader.count_unread(source));
        };
        auto [some, all] = co_await parts_.database.read_slowly(std::move(look));
        progress_.to_judge = all;
        std::erase_if(some, [&](const auto& unread) { return passed_over_.contains(unread.id); });
        if (some.empty()) co_return;
        for (auto& unread : some) {
            tell("reading " + core::one_line(unread.repository.full_name));
            const bool goes_on = co_await judge(std::move(unread));
            if (!goes_on || stopping_) co_return;
            --progress_.to_judge;
        }
    }
}

// False when nothing more can be had of this GitHub now.
asio::awaitable<bool> GithubSync::judge(storage::UnreadRepository unread) {
    sources::github::ReadingLimits limits;
    for (int tries = 0;;) {
        auto listed = listed_of(unread);
        const auto now = parts_.now();
        auto read = co_await sources::github::read_repository(api_, worker_, std::move(listed), now, limits);
        Outcome outcome;
        if (read)
            outcome = read->outcome;
        else
            outcome.kind = read.error().code == core::Errc::denied ? Kind::denied : Kind::trouble;
        if (read && read->facts) {
            unanswered_ = 0;
            auto facts = std::move(*read->facts);
            co_await keep_judged(std::move(unread), std::move(facts), now);
            co_return true;
        }
        const auto next = co_await settle(outcome, tries);
        if (stopping_) co_return false;
        if (next == Next::again) continue;
        if (next == Next::smaller && limits.query_files > 1) {
            limits.query_files /= 2;
            limits.query_bytes /= 2;
            continue;
        }
        const bool was_answered = read.has_value();
        co_return co_await leave(std::move(unread), std::move(outcome), was_answered);
    }
}

asio::awaitable<void> GithubSync::keep_judged(storage::UnreadRepository unread, insight::Facts facts,
                                              core::Time now) {
    const bool tells_owners = facts.tree && !facts.tree->truncated;
    auto work = [&company = parts_.company, facts = std::move(facts), now] {
        return insight::assess(facts, company.for_repository(facts), now);
    };
    auto assessment = co_await worker_.run(std::move(work));
    auto unit = [unread = std::move(unread), assessment = std::move(assessment),
                 owners_file = settings_.source() + " codeowners", tells_owners,
                 now](storage::Writer& writer) {
        writer.put_assessment(unread.id, assessment);
        if (tells_owners) writer.put_owners(unread.id, owners_of(assessment), owners_file, now);
        writer.mark_read(unread.id, unread.hosted, now);
    };
    co_await parts_.database.write(Priority::sync, std::move(unit));
    ++report_.judged;
    ++progress_.judged;
}

// What is not there waits until something changes. For all else the next run tries again, as it may be the
// token, or an hour of trouble. False when it is about all of them.
asio::awaitable<bool> GithubSync::leave(storage::UnreadRepository unread, Outcome outcome,
                                        bool was_answered) {
    trouble(fmt::format("The files of {} could not be read: {}.", core::one_line(unread.repository.full_name),
                        said_of(outcome)));
    constexpr int unauthorised = 401;
    if (outcome.status == unauthorised) co_return false;
    unanswered_ = was_answered ? 0 : unanswered_ + 1;
    if (unanswered_ >= most_unanswered) co_return false;
    passed_over_.insert(unread.id);
    if (outcome.kind == Kind::gone) co_await keep_nothing(std::move(unread));
    co_return true;
}

asio::awaitable<void> GithubSync::keep_nothing(storage::UnreadRepository unread) {
    const auto now = parts_.now();
    auto unit = [unread = std::move(unread), now](storage::Writer& writer) {
        writer.mark_read(unread.id, unread.hosted, now);
    };
    co_await parts_.database.write(Priority::sync, std::move(unit), Touches::messages);
}

}  // namespace bot
