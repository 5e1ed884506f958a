// SPDX-License-Identifier: Apache-2.0
#include "slack/envelope.hpp"

#include <array>

namespace slack {
namespace {

using Kind = Envelope::Kind;
using Reason = Disconnect::Reason;

constexpr core::JsonLimits limits{1U << 20U, 64};
constexpr std::size_t most_id = 200;
constexpr std::int64_t longest_life = 86400;

template <class Value>
struct Word {
    std::string_view text;
    Value value;
};
constexpr std::array kinds = {Word<Kind>{"events_api", Kind::events_api},
                              Word<Kind>{"slash_commands", Kind::slash_commands},
                              Word<Kind>{"interactive", Kind::interactive}};
constexpr std::array reasons = {Word<Reason>{"warning", Reason::warning},
                                Word<Reason>{"refresh_requested", Reason::refresh_requested},
                                Word<Reason>{"link_disabled", Reason::link_disabled},
                                Word<Reason>{"too_many_websockets", Reason::too_many_websockets}};

template <class Table, class Value>
Value value_of(const Table& table, std::string_view text, Value otherwise) {
    for (const auto& word : table)
        if (word.text == text) return word.value;
    return otherwise;
}
template <class Table, class Value>
std::string_view word_of(const Table& table, Value value) {
    for (const auto& word : table)
        if (word.value == value) return word.text;
    return "other";
}

Hello read_hello(const core::Json& frame) {
    Hello hello;
    hello.app = core::text_of(core::member_of(frame, "connection_info"), "app_id");
    hello.connections = core::number_of(frame, "num_connections");
    const auto seconds = core::number_of(core::member_of(frame, "debug_info"), "approximate_connection_time");
    if (seconds > 0 && seconds <= longest_life) hello.lifetime = std::chrono::seconds(seconds);
    return hello;
}

core::Result<Frame> read_envelope(const core::Json& frame, std::string_view type) {
    Envelope envelope;
    envelope.kind = value_of(kinds, type, Kind::other);
    envelope.id = core::text_of(frame, "envelope_id");
    if (envelope.id.empty() && envelope.kind == Kind::other) return Frame(UnknownFrame());
    if (envelope.id.empty() || envelope.id.size() > most_id)
        return core::invalid("This envelope has no usable id.");
    envelope.payload = core::member_of(frame, "payload");
    envelope.may_carry_payload = core::truth_of(frame, "accepts_response_payload");
    envelope.retry = core::number_of(frame, "retry_attempt");
    envelope.retry_reason = core::text_of(frame, "retry_reason");
    return Frame(std::move(envelope));
}

}  // namespace

core::Result<Frame> parse_frame(std::string_view text) {
    const auto frame = core::parse_json(text, limits);
    if (!frame) return frame.error();
    if (!frame->is_object()) return core::invalid("This frame is no JSON object.");
    const auto type = core::text_of(*frame, "type");
    if (type == "hello") return Frame(read_hello(*frame));
    if (type == "disconnect")
        return Frame(Disconnect{value_of(reasons, core::text_of(*frame, "reason"), Reason::other)});
    return read_envelope(*frame, type);
}

std::string acknowledgement(const Envelope& envelope, const core::Json& payload) {
    core::Json answer = {{"envelope_id", envelope.id}};
    if (!payload.is_null() && envelope.may_carry_payload) answer["payload"] = payload;
    return core::dump_json(answer);
}

std::string_view to_word(Kind kind) { return word_of(kinds, kind); }
std::string_view to_word(Reason reason) { return word_of(reasons, reason); }

}  // namespace slack
