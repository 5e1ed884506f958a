// SPDX-License-Identifier: Apache-2.0
// What came from Slack and what goes there.
#include "core/text.hpp"
#include "storage/database.hpp"
#include "storage/words.hpp"

#include <array>
#include <charconv>

namespace storage {
namespace {

// Slack repeats an event for about an hour, GitHub on request for three days; a day's outage fits in between.
constexpr std::chrono::hours keys_kept{48};
constexpr core::Days ended_kept{30};

constexpr std::array<std::string_view, 2> op_words = {"post", "respond"};
constexpr std::array<std::string_view, 5> state_words = {"waiting", "sending", "sent", "failed", "unknown"};

std::string ids_in_words(const std::vector<std::int64_t>& ids) {
    std::string out;
    for (const auto id : ids) out += (out.empty() ? "" : " ") + std::to_string(id);
    return out;
}

std::vector<std::int64_t> ids_from(std::string_view words) {
    std::vector<std::int64_t> ids;
    const auto parts = core::split(words, ' ');
    ids.reserve(parts.size());
    for (const auto part : parts) {
        std::int64_t id = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), id);
        if (!part.empty() && error == std::errc{}) ids.push_back(id);
    }
    return ids;
}

OutgoingRow outgoing_row(const Query& query) {
    OutgoingRow row;
    row.id = query.integer(0);
    row.installation = query.integer(1);
    row.op = word_from<Outgoing::Op>(op_words, query.view(2));
    row.channel = query.text(3);
    row.thread = query.text(4);
    row.address = query.text(5);
    row.native = query.text(6);
    row.plain = query.text(7);
    row.claim = query.text(8);
    row.reference = query.text(9);
    row.state = word_from<OutgoingState>(state_words, query.view(10));
    row.attempts = static_cast<int>(query.integer(11));
    row.not_before = query.time(12);
    row.created_at = query.time(13);
    row.ts = query.text(14);
    row.error = query.text(15);
    row.kind = query.text(16);
    row.expires_at = query.optional_time(17);
    row.repositories = ids_from(query.view(18));
    row.asker = query.text(19);
    row.quiet = query.truth(20);
    return row;
}

// A channel keeps one order; answers to different clicks do not wait for each other.
std::string lane_of(const Outgoing& message) {
    return message.op == Outgoing::Op::post ? lane_of_channel(message.installation, message.channel)
                                            : "respond " + message.claim;
}

std::string_view word_of(OutgoingState state) { return state_words[static_cast<std::size_t>(state)]; }

}  // namespace

std::optional<std::int64_t> Writer::accept(const Received& received) {
    connection_->query(Sql::forget_received).with(":before", received.at - keys_kept).run();
    auto query = connection_->query(Sql::accept);
    query.with(":key", received.key)
        .with(":at", received.at)
        .with(":kind", received.kind)
        .with(":installation", received.installation)
        .with(":body", received.body);
    if (!query.next()) return std::nullopt;
    const auto id = query.integer(0);
    query.run();
    return id;
}

std::vector<ReceivedRow> Reader::unanswered(std::size_t limit, std::int64_t after) const {
    std::vector<ReceivedRow> out;
    auto query = connection_->query(Sql::unanswered);
    query.with(":limit", limit).with(":after", after);
    while (query.next()) {
        ReceivedRow row;
        row.id = query.integer(0);
        row.key = query.text(1);
        row.at = query.time(2);
        row.kind = query.text(3);
        row.installation = query.integer(4);
        row.body = query.text(5);
        out.push_back(std::move(row));
    }
    return out;
}

bool Writer::mark_answered(std::int64_t received) {
    auto query = connection_->query(Sql::mark_answered);
    query.with(":id", received);
    if (!query.next()) return false;
    query.run();
    return true;
}

std::int64_t Writer::put_outgoing(const Outgoing& message) {
    connection_->query(Sql::forget_outgoing).with(":before", message.created_at - ended_kept).run();
    auto query = connection_->query(Sql::put_outgoing);
    query.with(":installation", message.installation)
        .with(":lane", lane_of(message))
        .with(":op", op_words[static_cast<std::size_t>(message.op)])
        .with(":channel", message.channel)
        .with(":thread", message.thread)
        .with(":address", message.address)
        .with(":native", message.native)
        .with(":plain", message.plain)
        .with(":claim", message.claim)
        .with(":reference", message.reference)
        .with(":at", message.created_at)
        .with(":kind", message.kind)
        .with(":expires", message.expires_at)
        .with(":repositories", ids_in_words(message.repositories))
        .with(":asker", message.asker)
        .with(":quiet", message.quiet);
    if (query.next()) {
        const auto id = query.integer(0);
        query.run();
        return id;
    }
    return connection_->query(Sql::outgoing_by_claim).with(":claim", message.claim).id();
}

std::vector<OutgoingRow> Reader::next_outgoing(std::size_t limit, Time now) const {
    std::vector<OutgoingRow> out;
    auto query = connection_->query(Sql::next_outgoing);
    query.with(":limit", limit).with(":now", now);
    while (query.next()) out.push_back(outgoing_row(query));
    return out;
}

std::optional<Time> Reader::next_outgoing_at(Time now) const {
    auto query = connection_->query(Sql::next_outgoing_at);
    query.with(":now", now);
    query.next();
    return query.optional_time(0);
}

std::vector<OutgoingRow> Reader::lost_messages(Time since, std::size_t limit) const {
    std::vector<OutgoingRow> out;
    auto query = connection_->query(Sql::lost_messages);
    query.with(":since", since).with(":limit", limit);
    while (query.next()) out.push_back(outgoing_row(query));
    return out;
}

OutgoingCounts Reader::outgoing_counts() const {
    auto query = connection_->query(Sql::outgoing_counts);
    query.next();
    return {.waiting = query.integer(0), .oldest = query.optional_time(1)};
}

bool Writer::begin_sending(std::int64_t id, Time now, Time look_at) {
    auto query = connection_->query(Sql::begin_sending);
    const bool begun = query.with(":id", id).with(":now", now).with(":look_at", look_at).next();
    query.run();
    return begun;
}

void Writer::redraw_outgoing(const OutgoingRow& row) {
    connection_->query(Sql::redraw_outgoing)
        .with(":id", row.id)
        .with(":native", row.native)
        .with(":plain", row.plain)
        .with(":repositories", ids_in_words(row.repositories))
        .run();
}

void Writer::delay_outgoing(std::int64_t id, Time not_before, std::string_view error) {
    connection_->query(Sql::delay_outgoing)
        .with(":id", id)
        .with(":not_before", not_before)
        .with(":error", error)
        .run();
}

bool Writer::end_outgoing(std::int64_t id, OutgoingState state, std::string_view ts, std::string_view error,
                          Time now) {
    auto query = connection_->query(Sql::end_outgoing);
    query.with(":id", id).with(":state", word_of(state)).with(":ts", ts).with(":error", error);
    const bool has_ended = query.with(":at", now).next();
    query.run();
    return has_ended;
}

}  // namespace storage
