// SPDX-License-Identifier: Apache-2.0
#include "bot/effects.hpp"

#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "net/crypto.hpp"

namespace bot {

namespace {

constexpr slack::RenderOptions in_plain_blocks{.native_charts = false};

// Means nothing to who reads it in Slack, and is the same whenever the delivery is answered again.
std::string claim_of(std::string_view key) {
    return net::crypto::to_hex(net::crypto::sha256("ispo claim " + std::string(key))).substr(0, 32);
}

}  // namespace

Effects::Effects(const Installations& installations, const BlocksTaken& blocks)
    : installations_(installations), blocks_(blocks) {}

std::optional<storage::Outgoing> Effects::post(const commands::Place& place, const commands::Answer& answer,
                                               std::string reference, std::string_view key) const {
    if (installations_.token_of(place.installation).empty()) {
        log(Level::error, "slack.not_sent",
            place.installation == file_installation
                ? "slack.bot_token_file is not set: mentions and direct messages cannot be answered."
                : "The app is not installed there any more: what was asked is not answered.",
            {{"request", reference}, {"installation", std::to_string(place.installation)}});
        return std::nullopt;
    }
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::post;
    out.installation = place.installation;
    out.channel = place.channel;
    out.thread = place.thread;
    out.native = core::dump_json(slack::message(answer));
    out.plain = core::dump_json(slack::message(answer, in_plain_blocks));
    out.claim = claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

storage::Outgoing Effects::respond(std::int64_t installation, std::string response_url, std::string person,
                                   const commands::Answer& answer, std::string reference,
                                   std::string_view key) const {
    const auto drawn = [&](const slack::RenderOptions& options) {
        auto message = slack::command_reply(answer, options);
        message["replace_original"] = false;
        return core::dump_json(message);
    };
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::respond;
    out.installation = installation;
    out.address = std::move(response_url);
    out.channel = std::move(person);
    out.native = drawn({});
    out.plain = drawn(in_plain_blocks);
    out.claim = claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

slack::RenderOptions Effects::in_reply(std::int64_t installation) const {
    return {.native_charts = blocks_.are_proven(installation, wall_now())};
}

}  // namespace bot
