// SPDX-License-Identifier: Apache-2.0
// Delivers what effects put into `outgoing`, each with the token of its installation: one order and one
// message a second for each channel, Slack's limits for each method and installation, and after a crash or a
// lost answer a look whether the message stands there before it is sent again. Loop's thread.
#pragma once

#include "bot/block_support.hpp"
#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "bot/metrics.hpp"
#include "bot/token_keeper.hpp"
#include "net/client.hpp"
#include "net/gate.hpp"
#include "slack/fate.hpp"
#include "slack/pace.hpp"
#include "slack/web_api.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bot {

// What it waits for because nobody tells; shorter in tests.
struct OutboxDelays {
    // After so long, what was sent and does not stand in Slack does not come any more: the longest call, and
    // what may lie between Slack and its own database.
    std::chrono::seconds until_look{25};
    // Nobody remembers when the process before this one posted last: a channel's second may not be over.
    std::chrono::milliseconds after_start{1000};
    // A message whose readers Slack does not say is tried again so often; a lane waits so long for them
    // at most.
    std::chrono::seconds until_judged{10}, longest_unjudged{60};
};

class Outbox {
  public:
    // Without a [slack] section nothing is delivered.
    Outbox(boost::asio::io_context& loop, DatabaseThreads& database, const Config& config, Metrics& metrics,
           BlocksTaken& blocks, const Installations& installations, TokenKeeper& tokens, OutboxDelays delays);

    // Called directly before a message is sent: what may stand at its place by now; nothing only when that is
    // not known and the message `may_wait`.
    using Judge = std::function<boost::asio::awaitable<std::optional<storage::OutgoingRow>>(
        storage::OutgoingRow, bool may_wait)>;
    void judge_by(Judge judge) { judge_ = std::move(judge); }
    // `is_unwanted`: asked directly before a post, which is then not sent; `ended`: told of each message that
    // was sent, or will not be.
    void watch(std::function<bool(const storage::OutgoingRow&)> is_unwanted,
               std::function<void(const storage::OutgoingRow&)> ended) {
        is_unwanted_ = std::move(is_unwanted);
        ended_ = std::move(ended);
    }
    // Something was put, or the program has just started. Delivers until nothing waits.
    void wake();
    // Nothing more is begun; what is under way ends.
    void stop();
    // Completes when nothing is under way.
    boost::asio::awaitable<void> wait() { return under_way_.wait(); }
    std::string who() const { return under_way_.who(); }  // is under way

  private:
    using Instant = slack::Pace::Instant;
    // How long the lane is left alone after a delivery.
    using Rest = std::chrono::seconds;
    boost::asio::awaitable<void> run();
    boost::asio::awaitable<void> deliver(storage::OutgoingRow row, std::string lane);
    boost::asio::awaitable<Rest> post(const storage::OutgoingRow& row);
    // What may stand in `there`'s channel; nothing when the message is to wait.
    boost::asio::awaitable<std::optional<storage::OutgoingRow>> judged(storage::OutgoingRow there);
    // The same without waiting: what is not known counts as the weakest reader.
    boost::asio::awaitable<storage::OutgoingRow> judged_now(storage::OutgoingRow there);
    boost::asio::awaitable<Rest> respond(const storage::OutgoingRow& row);
    // `patience`: so long from now, what was sent may still arrive.
    boost::asio::awaitable<bool> begin(const storage::OutgoingRow& row, std::chrono::seconds patience);
    // Where a post goes: a person's stands for the channel of their direct messages. Nothing when that is not
    // known yet.
    std::optional<std::string> channel_of(const storage::OutgoingRow& row) const;
    // Learns the channel of a person's direct messages, no more: the next reading finds the message in the
    // lane of that channel, behind what is on its way there.
    boost::asio::awaitable<Rest> open(const storage::OutgoingRow& row, slack::WebApi& api, std::string token);
    // Ends a response that nobody takes any more; the same message goes to the person instead, unless it is
    // quiet.
    boost::asio::awaitable<void> turn_to_person(const storage::OutgoingRow& row, std::string why);
    // Sends in the form that is worth trying, and once more in plain form when that is refused; until `until`
    // all in all.
    boost::asio::awaitable<slack::Fate> send(const storage::OutgoingRow& row, slack::WebApi& api,
                                             Instant until);
    // Where a message stands whose outcome nobody knows: sent; wait: not there, so it may be sent again;
    // refused: Slack will never say; unknown: not found out yet.
    boost::asio::awaitable<slack::Fate> look(const storage::OutgoingRow& row, slack::WebApi& api);
    // `fate`, or `instead` when it was only the token that Slack refused and another try has one it takes.
    boost::asio::awaitable<slack::Fate> unless_token(const storage::OutgoingRow& row, std::string token,
                                                     slack::Fate fate, slack::Fate::Kind instead);
    // Slack's wish to wait, for that method alone.
    void hold(const storage::OutgoingRow& row, std::string_view method, const slack::Fate& fate);
    boost::asio::awaitable<Rest> settle(const storage::OutgoingRow& row, slack::Fate fate,
                                        storage::OutgoingState when_refused);
    boost::asio::awaitable<void> end(const storage::OutgoingRow& row, storage::OutgoingState state,
                                     std::string ts, std::string error);
    boost::asio::awaitable<void> delay(const storage::OutgoingRow& row, std::chrono::seconds wait,
                                       std::string error);
    // Writes what is known of a row; when that fails, it is known still and written the next time.
    boost::asio::awaitable<void> keep(std::int64_t row, std::function<void(storage::Writer&)> unit);
    // What keeps its order and its second: a channel of an installation, or one address.
    std::string lane_of(const storage::OutgoingRow& row) const;
    Instant ready(const storage::OutgoingRow& row, const std::string& lane, Instant now);
    void release_lanes();
    // Starts what is due; the time of the next that is not.
    Instant start_due(std::vector<storage::OutgoingRow> rows, Instant now);

    // For who asked where the post was refused; nothing when nobody did.
    std::optional<storage::Outgoing> word_to_asker(const storage::OutgoingRow& row,
                                                   const std::string& why) const;
    void not_sent(const storage::OutgoingRow& row, const std::string& why);

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    net::Client client_;
    std::string api_base_;  // empty without a [slack] section
    Metrics& metrics_;
    BlocksTaken& blocks_;
    const Installations& installations_;
    TokenKeeper& tokens_;
    const OutboxDelays delays_;
    Judge judge_;  // none: as it was made
    std::function<bool(const storage::OutgoingRow&)> is_unwanted_ = [](const auto&) { return false; };
    std::function<void(const storage::OutgoingRow&)> ended_ = [](const auto&) {};
    std::map<std::int64_t, slack::Pace> paces_;  // of each installation
    const Instant quiet_until_ = std::chrono::steady_clock::now() + delays_.after_start;
    boost::asio::steady_timer bell_;
    net::Gate under_way_;
    std::map<std::string, Instant> busy_;  // lanes that are being served, or left alone until then
    std::vector<std::pair<std::string, Instant>> served_;  // lanes served since the last reading
    std::map<std::string, std::string> direct_messages_;   // installation and person → channel
    std::map<std::int64_t, std::function<void(storage::Writer&)>> unkept_;  // rows whose fate is known
    std::map<std::string, Instant> unjudged_since_;  // lanes whose readers nobody tells
    bool running_ = false, woken_ = false, stopped_ = false;
};

}  // namespace bot
