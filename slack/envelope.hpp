// SPDX-License-Identifier: Apache-2.0
// The frames of Socket Mode as plain values. Pure parser of outside bytes; unknown fields and types are
// tolerated. Source: docs.slack.dev/apis/events-api/using-socket-mode.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace slack {

// The first frame: from now on this connection counts.
struct Hello {
    std::string app;
    std::int64_t connections = 0;                  // of the whole app, ours and other replicas'
    std::optional<std::chrono::seconds> lifetime;  // how long Slack means to keep this one; at most a day
};

struct Envelope {
    enum class Kind { events_api, slash_commands, interactive, other } kind = Kind::other;
    std::string id;                  // 1 to 200 bytes
    core::Json payload;              // what the body over HTTP would be, as JSON; null when there is none
    bool may_carry_payload = false;  // accepts_response_payload
    std::int64_t retry = 0;          // retry_attempt
    std::string retry_reason;
};

struct Disconnect {
    enum class Reason {
        warning,
        refresh_requested,
        link_disabled,
        too_many_websockets,
        other
    } reason = Reason::other;
};

// Neither of these and without an envelope's id, so there is nothing to acknowledge.
struct UnknownFrame {};

using Frame = std::variant<Hello, Envelope, Disconnect, UnknownFrame>;

// A frame of an unknown type that has an envelope's id is an Envelope of kind other, which must be
// acknowledged too. Errc::invalid when it is no JSON object, over 1 MiB, nested too deeply, or an envelope of
// a known kind without a usable id.
core::Result<Frame> parse_frame(std::string_view text);

// What is said on the connection that brought the envelope. `payload` is left out when null or when this
// envelope does not take one.
std::string acknowledgement(const Envelope& envelope, const core::Json& payload);

// "events_api", for metrics; "other" for what we do not know.
std::string_view to_word(Envelope::Kind kind);
std::string_view to_word(Disconnect::Reason reason);

}  // namespace slack
