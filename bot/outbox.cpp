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

std::string lane_of(const OutgoingRow& row) {
    return row.op == Outgoing::Op::post ? std::to_string(row.installation) + " " + row.channel
                                        : "respond " + row.claim;
}

}  // namespace

Outbox::Outbox(asio::io_context& loop, DatabaseThreads& database, const Config& config, Metrics& metrics,
               BlocksTaken& blocks, const Installations& installations, TokenKeeper& tokens)
    : loop_(loop),
      database_(database),
      client_(loop, client_settings(config)),
      metrics_(metrics),
      blocks_(blocks),
      installations_(installations),
      tokens_(tokens),
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

Outbox::Instant Outbox::ready(const OutgoingRow& row, Instant now) {
    const auto lane = busy_.find(lane_of(row));
    const auto rested = lane == busy_.end() ? now : lane->second;
    if (rested == Instant::max()) return rested;
    const auto wall = wall_now();
    const auto delayed = row.not_before > wall ? now + (row.not_before - wall) : now;
    if (row.op == Outgoing::Op::respond) return std::max(rested, delayed);
    return std::max({rested, delayed, quiet_until_,
                     paces_[row.installation].ready("chat.postMessage", lane_of(row), now)});
}

Outbox::Instant Outbox::start_due(std::vector<OutgoingRow> rows, Instant now) {
    auto next = Instant::max();
    for (auto& row : rows) {
        if (const auto at = ready(row, now); at > now) {
            next = std::min(next, at);
            continue;
        }
        busy_[lane_of(row)] = Instant::max();
        if (row.op == Outgoing::Op::post)
            paces_[row.installation].took("chat.postMessage", lane_of(row), now);
        asio::co_spawn(loop_, deliver(std::move(row)), logged("outbox.delivery_failed"));
    }
    return next;
}

asio::awaitable<void> Outbox::run() {
    const auto inside = under_way_.enter("outbox");
    while (!stopped_) {
        woken_ = false;
        release_lanes();
        std::vector<OutgoingRow> rows;
        bool has_failed = false;
        try {
            auto work = [now = wall_now()](const storage::Reader& reader) {
                return reader.next_outgoing(most_lanes, now);
            };
            rows = co_await database_.read_slowly(std::move(work));
        } catch (const std::exception& error) {
            log(Level::error, "outbox.unreadable", "What waits for Slack could not be read; trying again.",
                {{"why", error.what()}});
            has_failed = true;
        }
        if (stopped_ || (rows.empty() && !has_failed && !woken_)) break;
        const auto now = std::chrono::steady_clock::now();
        const auto next = has_failed ? now + between_failures : start_due(std::move(rows), now);
        if (woken_) continue;
        bell_.expires_at(next);
        co_await bell_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    running_ = false;
}

asio::awaitable<void> Outbox::deliver(OutgoingRow row) {
    const auto inside = under_way_.enter("delivery");
    Rest rest{0};
    try {
        if (row.op == Outgoing::Op::post)
            rest = co_await post(row);
        else
            rest = co_await respond(row);
    } catch (const std::exception& error) {
        // The row says "sending": it is looked up before it is sent again.
        log(Level::error, "outbox.not_kept", "What became of a message could not be kept; it is looked up.",
            {{"request", row.reference}, {"why", error.what()}});
        rest = between_failures;
    }
    if (row.op == Outgoing::Op::post)
        paces_[row.installation].posted(lane_of(row), std::chrono::steady_clock::now());
    served_.emplace_back(lane_of(row), std::chrono::steady_clock::now() + rest);
    wake();
}

// Before the next reading begins, never while one is under way: that may still hold what was just delivered.
void Outbox::release_lanes() {
    const auto now = std::chrono::steady_clock::now();
    for (auto& [lane, until] : std::exchange(served_, {})) busy_[lane] = until;
    std::erase_if(busy_, [&](const auto& lane) { return lane.second <= now; });
}

}  // namespace bot
