// SPDX-License-Identifier: Apache-2.0
// What became of a message: looked for where nobody said it, tried again, or over.
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "bot/outbox.hpp"

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::OutgoingRow;
using storage::OutgoingState;
using Kind = slack::Fate::Kind;

// Slack not saying it is no reason to look for ever; not having come to ask is none to stop so soon.
constexpr core::Days longest_looked{1}, longest_unasked{7};
constexpr std::string_view not_our_turn = "look_waits", asked_to_wait = "ratelimited";
constexpr int most_pages = 5;
constexpr std::chrono::seconds shortest_wait{1};

// The longer it is looked for, the seldomer, down to every five minutes. A row that is being sent is due when
// it is looked for first.
std::chrono::seconds until_next_look(const OutgoingRow& row) {
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(wall_now() - row.not_before);
    return std::clamp(age / 4, std::chrono::seconds(2), std::chrono::seconds(300));
}

// Longer with every attempt, up to five minutes.
std::chrono::seconds back_off(int attempts) {
    return std::chrono::seconds(std::min(300, 2 << std::clamp(attempts, 0, 8)));
}

}  // namespace

asio::awaitable<slack::Fate> Outbox::unless_token(const OutgoingRow& row, std::string token, slack::Fate fate,
                                                  Kind instead) {
    if (fate.kind != Kind::refused) co_return fate;
    const bool again = co_await tokens_.may_try_again(row.installation, std::move(token), fate.code);
    if (again) fate.kind = instead;
    co_return fate;
}

asio::awaitable<slack::Fate> Outbox::look(const OutgoingRow& row, slack::WebApi& api) {
    // A pause may have held it for long; an hour is more than any attempt lasts.
    const auto since = std::max(row.created_at, row.not_before - std::chrono::hours(1));
    auto asked = slack::look_up(row.channel, row.thread, core::to_unix(since));
    auto& pace = paces_[row.installation];
    for (int page = 0; page < most_pages; ++page) {
        const auto now = std::chrono::steady_clock::now();
        if (const auto free_at = pace.ready(asked.method, {}, now); free_at > now)
            co_return slack::Fate{.kind = Kind::unknown,
                                  .wait = std::chrono::ceil<std::chrono::seconds>(free_at - now),
                                  .code = std::string(not_our_turn)};
        pace.took(asked.method, {}, now);
        const auto reply = co_await api.call(asked.method, asked.arguments);
        if (!reply) {
            auto fate = slack::fate_of_post(reply);
            hold(row, asked.method, fate);
            // Not found out yet, unless Slack will never say.
            if (fate.kind != Kind::refused) fate.kind = Kind::unknown;
            co_return fate;
        }
        const auto found = slack::find_claim(*reply, row.claim);
        if (found.ts) co_return slack::Fate{.kind = Kind::sent, .ts = *found.ts};
        if (found.cursor.empty()) co_return slack::Fate{.kind = Kind::wait, .code = "not_posted"};
        asked.arguments["cursor"] = found.cursor;
    }
    co_return slack::Fate{.kind = Kind::refused, .code = "too_many_messages"};
}

void Outbox::hold(const OutgoingRow& row, std::string_view method, const slack::Fate& fate) {
    if (fate.code == asked_to_wait)
        paces_[row.installation].hold(method, std::chrono::steady_clock::now() + fate.wait);
}

asio::awaitable<Outbox::Rest> Outbox::settle(const OutgoingRow& row, slack::Fate fate,
                                             OutgoingState when_refused) {
    switch (fate.kind) {
        case Kind::sent:
            co_await end(row, OutgoingState::sent, std::move(fate.ts), "");
            break;
        case Kind::wait:
            co_await delay(row, fate.wait.count() > 0 ? fate.wait : back_off(row.attempts),
                           std::move(fate.code));
            break;
        case Kind::blocks_refused:
        case Kind::refused:
            co_await end(row, when_refused, "", std::move(fate.code));
            break;
        case Kind::unknown: {
            const bool has_asked = fate.code != not_our_turn && fate.code != asked_to_wait;
            if (row.not_before + (has_asked ? longest_looked : longest_unasked) < wall_now()) {
                co_await end(row, OutgoingState::unknown, "", std::move(fate.code));
                break;
            }
            if (!has_asked) co_return std::max(fate.wait, shortest_wait);
            log(Level::info, "slack.look_again",
                "Whether a message was posted is not known yet; looking again.",
                {{"request", row.reference}, {"why", fate.code}});
            co_return std::max(fate.wait, until_next_look(row));
        }
    }
    co_return Rest{0};
}

}  // namespace bot
