// SPDX-License-Identifier: Apache-2.0
#include "bot/github_files.hpp"

#include "core/text.hpp"
#include "insight/introduction.hpp"
#include "insight/readiness.hpp"
#include "insight/settings_json.hpp"
#include "sources/github/repository.hpp"

#include <fmt/format.h>

#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using sources::github::Outcome;
using Kind = Outcome::Kind;
using Next = SourceRun::Next;

constexpr std::size_t judged_at_once = 50, most_passed_over = 500;

sources::github::Listed listed_of(const storage::UnreadRepository& unread) {
    sources::github::Listed listed;
    listed.repository = unread.repository;
    listed.branch = unread.hosted.branch;
    listed.commit = unread.hosted.head;
    if (const auto settings = core::parse_json(unread.hosted.settings))
        listed.settings = insight::settings_from_json(*settings);
    return listed;
}

std::optional<std::vector<storage::StatedOwner>> stated_owners(const insight::Facts& facts) {
    const auto names = insight::owners_in_file(facts);
    if (!names) return std::nullopt;
    std::vector<storage::StatedOwner> out;
    for (const auto& name : *names) out.push_back({name, insight::is_team(name)});
    return out;
}

}  // namespace

asio::awaitable<bool> GithubFiles::judge_some() {
    if (calls_.run.is_over() || passed_over_.size() >= most_passed_over) co_return false;
    auto look = [source = calls_.settings.source(),
                 most = judged_at_once + passed_over_.size()](const storage::Reader& reader) {
        return std::pair(reader.unread_repositories(source, most), reader.count_unread(source));
    };
    auto [some, all] = co_await calls_.database.read_slowly(std::move(look));
    calls_.run.progress.to_judge = all;
    std::erase_if(some, [&](const auto& unread) { return passed_over_.contains(unread.id); });
    for (auto& unread : some) {
        calls_.run.tell("reading " + core::one_line(unread.repository.full_name));
        const bool goes_on = co_await judge(std::move(unread));
        if (!goes_on || calls_.run.is_over()) co_return false;
        --calls_.run.progress.to_judge;
    }
    co_return !some.empty();
}

// False when nothing more can be had of this GitHub now.
asio::awaitable<bool> GithubFiles::judge(storage::UnreadRepository unread) {
    sources::github::ReadingLimits limits;
    for (int tries = 0;;) {
        auto listed = listed_of(unread);
        const auto now = calls_.run.now();
        auto read = co_await sources::github::read_repository(calls_.api, calls_.worker, std::move(listed),
                                                              now, limits);
        Outcome outcome;
        if (read)
            outcome = read->outcome;
        else
            outcome.kind = read.error().code == core::Errc::denied ? Kind::denied : Kind::trouble;
        if (read && read->facts) {
            calls_.run.was_fine();
            auto facts = std::move(*read->facts);
            co_await keep_judged(std::move(unread), std::move(facts), now);
            co_return true;
        }
        const auto next = co_await calls_.run.settle(outcome, tries);
        if (calls_.run.is_stopping()) co_return false;
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

asio::awaitable<void> GithubFiles::keep_judged(storage::UnreadRepository unread, insight::Facts facts,
                                               core::Time now) {
    auto work = [&company = company_, facts = std::move(facts), now] {
        return std::pair(insight::assess(facts, company.for_repository(facts), now), stated_owners(facts));
    };
    auto judged = co_await calls_.worker.run(std::move(work));
    auto unit = [unread = std::move(unread), judged = std::move(judged), source = calls_.settings.source(),
                 now](storage::Writer& writer) {
        const auto& [assessment, owners] = judged;
        writer.put_assessment(unread.id, assessment);
        // A source of its own: what teams may do there states owners, too. Of a branch that GitHub did not
        // show nothing is known.
        if (owners && !unread.hosted.head.empty())
            writer.put_owners(unread.id, *owners, source + ":codeowners", now, source);
        writer.mark_read(unread.id, unread.hosted, now);
    };
    co_await calls_.keep(std::move(unit));
    ++calls_.run.report.judged;
    ++calls_.run.progress.judged;
}

// What is not there waits until something changes. For all else the next run tries again, as it may be the
// token, or an hour of trouble. False when it is about all of them.
asio::awaitable<bool> GithubFiles::leave(storage::UnreadRepository unread, Outcome outcome,
                                         bool was_answered) {
    calls_.run.trouble(fmt::format("The files of {} could not be read: {}.",
                                   core::one_line(unread.repository.full_name), said_of(outcome)));
    if (!calls_.run.can_go_on(outcome, was_answered)) co_return false;
    passed_over_.insert(unread.id);
    if (outcome.kind == Kind::gone) co_await keep_nothing(std::move(unread));
    co_return true;
}

asio::awaitable<void> GithubFiles::keep_nothing(storage::UnreadRepository unread) {
    const auto now = calls_.run.now();
    auto unit = [unread = std::move(unread), now](storage::Writer& writer) {
        writer.mark_read(unread.id, unread.hosted, now);
    };
    co_await calls_.keep(std::move(unit), Touches::messages);
}

}  // namespace bot
