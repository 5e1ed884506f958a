// SPDX-License-Identifier: Apache-2.0
// One message on its way: begun, sent or looked for, and what became of it kept.
#include "bot/clock.hpp"
#include "bot/crash_points.hpp"
#include "bot/log.hpp"
#include "bot/message_place.hpp"
#include "bot/outbox.hpp"
#include "slack/web_call.hpp"

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::Outgoing;
using storage::OutgoingRow;
using storage::OutgoingState;
using Kind = slack::Fate::Kind;

constexpr std::string_view too_late = "too_late", not_installed = "not_installed", unwanted = "stopped";
constexpr core::Days longest_held{1};  // an answer that is a day late answers nobody
// A response_url takes five answers within half an hour. Each is given one here, since each delivery has its
// own.
constexpr std::chrono::minutes address_lives{29};
constexpr std::chrono::seconds longest_call{10}, shortest_call{1};

struct Ended {
    std::int64_t id, installation;
    std::string channel;
};

core::Json message_of(const std::string& text) {
    auto parsed = core::parse_json(text);
    return parsed ? std::move(*parsed) : core::Json::object();
}

}  // namespace

asio::awaitable<Outbox::Rest> Outbox::post(const OutgoingRow& row) {
    const auto token = installations_.token_of(row.installation);
    const bool may_stand = row.state == OutgoingState::sending;
    if (token.empty() && row.installation != file_installation) {
        co_await end(row, may_stand ? OutgoingState::unknown : OutgoingState::failed, "",
                     std::string(not_installed));
        co_return Rest{0};
    }
    if (!may_stand && row.expires_at.value_or(row.created_at + longest_held) < wall_now()) {
        co_await end(row, OutgoingState::failed, "", std::string(too_late));
        co_return Rest{0};
    }
    slack::WebApi api(client_, api_base_, token);
    auto there = row;  // in the channel that Slack knows
    const auto channel = channel_of(row);
    if (!channel) co_return co_await open(row, api, token);
    there.channel = *channel;
    if (is_person(row.channel)) there.asker = row.channel;
    if (may_stand) {
        auto found = co_await look(there, api);
        found = co_await unless_token(row, token, std::move(found), Kind::unknown);
        co_return co_await settle(row, std::move(found), OutgoingState::unknown);
    }
    auto judged_there = co_await judged(std::move(there));
    if (!judged_there) {
        co_await delay(row, delays_.until_judged, "readers_unknown");
        co_return Rest{0};
    }
    there = std::move(*judged_there);
    if (is_unwanted_(row)) {
        co_await end(row, OutgoingState::failed, "", std::string(unwanted));
        co_return Rest{0};
    }
    const auto until = std::chrono::steady_clock::now() + longest_call;
    const bool begun = co_await begin(row, delays_.until_look);
    if (!begun) co_return Rest{0};
    crash_point("sending");
    auto fate = co_await send(there, api, until);
    hold(row, "chat.postMessage", fate);
    if (fate.kind == Kind::sent) {
        crash_point("sent");
        tokens_.was_taken(row.installation);
    }
    fate = co_await unless_token(row, token, std::move(fate), Kind::wait);
    if (fate.kind != Kind::unknown) co_return co_await settle(row, std::move(fate), OutgoingState::failed);
    log(Level::warning, "slack.unknown_outcome", "Nobody said whether a message was posted; looking.",
        {{"request", row.reference}, {"why", fate.code}});
    there.not_before = wall_now();
    fate = co_await look(there, api);
    fate = co_await unless_token(row, token, std::move(fate), Kind::unknown);
    // Slack may still be at it: only the look when the row is due again decides that it is not there.
    if (fate.kind == Kind::wait || fate.kind == Kind::unknown) co_return Rest{0};
    co_return co_await settle(row, std::move(fate), OutgoingState::unknown);
}

asio::awaitable<std::optional<OutgoingRow>> Outbox::judged(OutgoingRow there) {
    if (!judge_) co_return std::optional(std::move(there));
    const auto lane = lane_of(there);
    auto same = there;
    auto judged = co_await judge_(std::move(same), true);
    if (judged) {
        unjudged_since_.erase(lane);
        co_return judged;
    }
    const auto now = std::chrono::steady_clock::now();
    const auto since = unjudged_since_.try_emplace(lane, now).first->second;
    if (now - since < delays_.longest_unjudged) co_return std::nullopt;
    auto at_last = co_await judged_now(std::move(there));
    co_return std::optional(std::move(at_last));
}

asio::awaitable<OutgoingRow> Outbox::judged_now(OutgoingRow there) {
    if (!judge_) co_return there;
    auto judged = co_await judge_(std::move(there), false);
    co_return std::move(judged.value());
}

// False when a pause came between: then nothing is sent.
asio::awaitable<bool> Outbox::begin(const OutgoingRow& row, std::chrono::seconds patience) {
    auto begun = std::make_shared<bool>(false);
    auto unit = [begun, id = row.id, now = wall_now(), patience](storage::Writer& writer) {
        *begun = writer.begin_sending(id, now, now + patience);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    co_return *begun;
}

// Each form in turn while Slack refuses the blocks: with new kinds, plain ones, the text alone.
asio::awaitable<slack::Fate> Outbox::send(const OutgoingRow& row, slack::WebApi& api, Instant until) {
    const std::string method = "chat.postMessage";
    auto& blocks = blocks_.at(row.installation);
    const bool tries_native = row.native != row.plain && blocks.is_worth_trying(wall_now());
    std::vector<core::Json> forms;
    if (tries_native) forms.push_back(message_of(row.native));
    forms.push_back(message_of(row.plain));
    forms.push_back(forms.back());
    if (forms.back().erase("blocks") == 0) forms.pop_back();
    slack::Fate fate;
    for (std::size_t i = 0; i < forms.size(); ++i) {
        const bool is_native = tries_native && i == 0;
        const auto left = until - std::chrono::steady_clock::now();
        if (left < shortest_call) co_return slack::Fate{.kind = Kind::wait, .code = "no_time_left"};
        auto arguments = slack::post_arguments(row.channel, row.thread, forms[i], row.claim);
        fate = slack::fate_of_post(co_await api.call(
            method, std::move(arguments), std::chrono::duration_cast<std::chrono::milliseconds>(left)));
        if (is_native && fate.kind == Kind::sent) blocks.taken();
        if (fate.kind != Kind::blocks_refused) co_return fate;
        // Being too long says nothing of the kinds of blocks.
        if (is_native && fate.code.starts_with("invalid_blocks")) blocks.refused(wall_now());
        log(Level::warning, "slack.blocks_refused",
            is_native ? "Slack takes no new blocks here; plain ones for a day."
                      : "Slack takes the blocks of a message in no form; its text alone is sent.",
            {{"request", row.reference}, {"why", fate.code}, {"where", fate.where}});
    }
    co_return fate;
}

// At most once: what it would have said can be asked for again.
asio::awaitable<Outbox::Rest> Outbox::respond(const OutgoingRow& row) {
    if (row.state == OutgoingState::sending) {
        co_await end(row, OutgoingState::unknown, "", "interrupted");
        co_return Rest{0};
    }
    if (row.created_at + address_lives < wall_now()) {
        co_await turn_to_person(row, "expired_url");
        co_return Rest{0};
    }
    if (!slack::is_response_url(row.address, api_base_)) {
        co_await end(row, OutgoingState::failed, "", "not_slacks_address");
        co_return Rest{0};
    }
    const auto drawn = co_await judged_now(row);
    const bool begun = co_await begin(row, Rest(0));
    if (!begun) co_return Rest{0};
    const bool is_proven = blocks_.are_proven(row.installation, wall_now());
    auto message = message_of(is_proven ? drawn.native : drawn.plain);
    slack::WebApi api(client_, api_base_, "");  // the address is all it takes
    const auto fate = slack::fate_of_response(co_await api.respond(row.address, std::move(message)));
    if (fate.kind == Kind::wait) co_return co_await settle(row, fate, OutgoingState::failed);
    if (fate.kind == Kind::blocks_refused) {
        if (is_proven && drawn.native != drawn.plain && fate.code.starts_with("invalid_blocks"))
            blocks_.at(row.installation).refused(wall_now());
        log(Level::warning, "slack.blocks_refused",
            "Slack did not take the blocks of an answer at its place.",
            {{"request", row.reference}, {"why", fate.code}, {"where", fate.where}});
    }
    if (fate.kind == Kind::refused || fate.kind == Kind::blocks_refused) {
        co_await turn_to_person(drawn, fate.code);
        co_return Rest{0};
    }
    const auto state = fate.kind == Kind::sent ? OutgoingState::sent : OutgoingState::unknown;
    co_await end(row, state, "", fate.code);
    co_return Rest{0};
}

void Outbox::not_sent(const OutgoingRow& row, const std::string& why) {
    metrics_.message_sent(row.op == Outgoing::Op::post ? "post" : "respond", false);
    if (why == unwanted)
        return log(Level::info, "slack.not_wanted", "An answer was stopped by its person; it is not posted.",
                   {{"request", row.reference}});
    if (row.quiet)
        return log(Level::info, "slack.not_sent_outside",
                   "An answer to somebody from outside was not taken at its place; it is dropped.",
                   {{"request", row.reference}, {"why", why}});
    log(Level::error, "slack.not_sent", "A message did not reach Slack, and is not tried again.",
        {{"request", row.reference}, {"why", why}});
}

asio::awaitable<void> Outbox::end(const OutgoingRow& row, OutgoingState state, std::string ts,
                                  std::string error) {
    const bool is_sent = state == OutgoingState::sent;
    if (is_sent)
        metrics_.message_sent(row.op == Outgoing::Op::post ? "post" : "respond", true);
    else
        not_sent(row, error);
    const bool is_post = row.op == Outgoing::Op::post;
    const bool is_said = error == too_late || error == not_installed || error == unwanted;
    const bool is_trouble = is_post && !is_sent && !row.quiet && !is_said;
    auto word = is_trouble && state == OutgoingState::failed ? word_to_asker(row, error) : std::nullopt;
    auto unit = [row = Ended{row.id, row.installation, row.channel}, state, is_trouble,
                 reached = is_post && is_sent, word = std::move(word), ts = std::move(ts),
                 error = std::move(error), now = wall_now()](storage::Writer& writer) {
        const bool has_ended = writer.end_outgoing(row.id, state, ts, error, now);
        const auto why = state == OutgoingState::unknown ? storage::unknown_outcome : std::string_view(error);
        // What the end of its installation ended before is nobody's trouble.
        if (is_trouble && has_ended) writer.note_trouble(row.installation, row.channel, why, now);
        if (has_ended && word) writer.put_outgoing(*word);
        if (reached) writer.clear_trouble(row.installation, row.channel);
    };
    ended_(row);  // also when that cannot be kept yet
    co_await keep(row.id, std::move(unit));
    crash_point("ended");
}

asio::awaitable<void> Outbox::delay(const OutgoingRow& row, std::chrono::seconds wait, std::string error) {
    log(Level::info, "slack.delayed", "A message waits before it is sent again.",
        {{"request", row.reference}, {"why", error}, {"seconds", std::to_string(wait.count())}});
    auto unit = [id = row.id, at = wall_now() + wait, error = std::move(error)](storage::Writer& writer) {
        writer.delay_outgoing(id, at, error);
    };
    co_await keep(row.id, std::move(unit));
}

asio::awaitable<void> Outbox::keep(std::int64_t row, std::function<void(storage::Writer&)> unit) {
    unkept_[row] = unit;
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    unkept_.erase(row);
}

}  // namespace bot
