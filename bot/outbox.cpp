// SPDX-License-Identifier: Apache-2.0
#include "bot/outbox.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::Outgoing;
using storage::OutgoingRow;

constexpr std::size_t most_lanes = 500;
constexpr std::chrono::seconds between_failures{10};
constexpr std::string_view post_method = "chat.postMessage", open_method = "conversations.open";

// It may stand in Slack already.
bool is_looked(const OutgoingRow& row) { return row.state == storage::OutgoingState::sending; }

// What waits: what is due, and when the next is.
struct Waiting {
    std::vector<OutgoingRow> rows;
    std::optional<core::Time> next;
};

}  // namespace

Outbox::Outbox(asio::io_context& loop, DatabaseThreads& database, const Config& config, Metrics& metrics,
               BlocksTaken& blocks, const Installations& installations, TokenKeeper& tokens,
               OutboxDelays delays)
    : loop_(loop),
      database_(database),
      client_(loop, client_settings(config)),
      metrics_(metrics),
      blocks_(blocks),
      installations_(installations),
      tokens_(tokens),
      delays_(delays),
      bell_(loop) {
    if (const auto slack = config.slack()) api_base_ = slack->api_base;
}

void Outbox::wake() {
    if (api_base_.empty() || stopped_) return;
    woken_ = true;
    bell_.cancel();
    if (running_) return;
    running_ = true;
    asio::co_spawn(loop_, run(), logged("outbox.failed"));
}

void Outbox::stop() {
    stopped_ = true;
    bell_.cancel();
}

std::string Outbox::lane_of(const OutgoingRow& row) const {
    if (row.op == Outgoing::Op::respond) return "respond " + row.claim;
    return std::to_string(row.installation) + " " + channel_of(row).value_or(row.channel);
}

Outbox::Instant Outbox::ready(const OutgoingRow& row, const std::string& lane, Instant now) {
    const auto busy = busy_.find(lane);
    const auto rested = busy == busy_.end() ? now : busy->second;
    if (rested == Instant::max() || row.op == Outgoing::Op::respond) return rested;
    const auto& pace = paces_[row.installation];
    const auto granted = !channel_of(row) ? pace.ready(open_method, {}, now)
                         : is_looked(row) ? pace.ready(slack::look_up_method(row.thread), {}, now)
                                          : pace.ready(post_method, lane, now);
    return std::max({rested, quiet_until_, granted});
}

Outbox::Instant Outbox::start_due(std::vector<OutgoingRow> rows, Instant now) {
    auto next = Instant::max();
    for (auto& row : rows) {
        auto lane = lane_of(row);
        if (const auto at = ready(row, lane, now); at > now) {
            next = std::min(next, at);
            continue;
        }
        busy_[lane] = Instant::max();
        // A look takes its turn when it asks: there may be several pages.
        if (row.op == Outgoing::Op::post && !(channel_of(row) && is_looked(row)))
            paces_[row.installation].took(channel_of(row) ? post_method : open_method, lane, now);
        asio::co_spawn(loop_, deliver(std::move(row), std::move(lane)), logged("outbox.delivery_failed"));
    }
    return next;
}

asio::awaitable<void> Outbox::run() {
    const auto inside = under_way_.enter("outbox");
    while (!stopped_) {
        woken_ = false;
        release_lanes();
        Waiting waiting;
        bool has_failed = false;
        try {
            auto work = [now = wall_now()](const storage::Reader& reader) {
                return Waiting{reader.next_outgoing(most_lanes, now), reader.next_outgoing_at(now)};
            };
            waiting = co_await database_.read_slowly(std::move(work));
        } catch (const std::exception& error) {
            log(Level::error, "outbox.unreadable", "What waits for Slack could not be read; trying again.",
                {{"why", error.what()}});
            has_failed = true;
        }
        const bool is_done = waiting.rows.empty() && !waiting.next && !has_failed && !woken_;
        if (stopped_ || is_done) break;
        const auto now = std::chrono::steady_clock::now();
        auto next = has_failed ? now + between_failures : start_due(std::move(waiting.rows), now);
        if (waiting.next) next = std::min(next, now + (*waiting.next - wall_now()));
        if (woken_) continue;
        bell_.expires_at(next);
        co_await bell_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    running_ = false;
}

asio::awaitable<void> Outbox::deliver(OutgoingRow row, std::string lane) {
    const auto inside = under_way_.enter("delivery");
    Rest rest{0};
    try {
        if (const auto unkept = unkept_.find(row.id); unkept != unkept_.end()) {
            auto unit = unkept->second;
            co_await keep(row.id, std::move(unit));
        } else if (row.op == Outgoing::Op::post) {
            rest = co_await post(row);
        } else {
            rest = co_await respond(row);
        }
    } catch (const std::exception& error) {
        // If the process ends before, the row says "sending": then it is looked up before it is sent again.
        log(Level::error, "outbox.not_kept", "What became of a message could not be kept; trying again.",
            {{"request", row.reference}, {"why", error.what()}});
        rest = between_failures;
    }
    if (row.op == Outgoing::Op::post) paces_[row.installation].posted(lane, std::chrono::steady_clock::now());
    served_.emplace_back(std::move(lane), std::chrono::steady_clock::now() + rest);
    wake();
}

// Before the next reading begins, never while one is under way: that may still hold what was just delivered.
void Outbox::release_lanes() {
    const auto now = std::chrono::steady_clock::now();
    for (auto& [lane, until] : std::exchange(served_, {})) busy_[lane] = until;
    std::erase_if(busy_, [&](const auto& lane) { return lane.second <= now; });
}

}  // namespace bot
