// SPDX-License-Identifier: Apache-2.0
#include "bot/source_run.hpp"

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

constexpr int most_tries = 4;
constexpr int most_unanswered = 3;  // in a row; more, and nothing can be had there now
constexpr std::size_t most_troubles = 20;
constexpr std::chrono::seconds second_wait{60}, longest_wait{3600};
constexpr std::chrono::milliseconds longest_pause{30'000};
constexpr int unauthorised = 401;

}  // namespace

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

void SourceRun::begin() {
    report = {};
    progress.listed = progress.judged = progress.items = 0;
    unanswered_ = waits_ = 0;
    gave_up_ = false;
}

void SourceRun::stop() {
    stopping_ = true;
    if (timer_) timer_->cancel();
}

void SourceRun::tell(std::string doing) {
    progress.doing = std::move(doing);
    parts_.count(progress);
    parts_.tell(progress);
}

void SourceRun::trouble(std::string sentence) {
    if (report.troubles.size() < most_troubles) report.troubles.push_back(std::move(sentence));
}

void SourceRun::give_up(std::string why) {
    if (!gave_up_) trouble(std::move(why));
    gave_up_ = true;
}

SyncReport SourceRun::take_report() {
    report.calls = progress.calls;
    return std::exchange(report, {});
}

bool SourceRun::can_go_on(const Outcome& outcome, bool was_answered) {
    unanswered_ = was_answered ? 0 : unanswered_ + 1;
    gave_up_ = gave_up_ || outcome.status == unauthorised || unanswered_ >= most_unanswered;
    return !gave_up_;
}

asio::awaitable<void> SourceRun::pause(std::chrono::milliseconds length) {
    if (stopping_) co_return;
    timer_.emplace(co_await asio::this_coro::executor, length);
    boost::system::error_code cancelled;
    co_await timer_->async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    timer_.reset();
}

asio::awaitable<void> SourceRun::breathe() {
    const auto length = parts_.first_delay / 4;
    co_await pause(length);
}

asio::awaitable<void> SourceRun::wait_until(core::Time until) {
    progress.waits_until = until;
    tell(progress.doing);
    // In short steps: the clock of the machine may be set meanwhile.
    while (!stopping_ && parts_.now() < until) {
        const auto left = std::chrono::milliseconds(until - parts_.now());
        const auto step = std::min(left, longest_pause);
        co_await pause(step);
    }
    progress.waits_until.reset();
}

// A clock of ours that is ahead, or a limit that asks for no time, must not make us call every second: from
// the second time on it is a minute, then two, up to an hour.
asio::awaitable<SourceRun::Next> SourceRun::settle(Outcome outcome, int& tries) {
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

}  // namespace bot
