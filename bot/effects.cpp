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

Effects::Effects(const Config& config, const BlockSupport& blocks) : blocks_(blocks) {
    const auto slack = config.slack();
    has_token_ = slack && !slack->bot_token.empty();
}

std::optional<storage::Outgoing> Effects::post(std::string channel, std::string thread,
                                               const commands::Answer& answer, std::string reference,
                                               std::string_view key) const {
    if (!has_token_) {
        log(Level::error, "slack.not_sent",
            "slack.bot_token_file is not set: mentions and direct messages cannot be answered.",
            {{"request", reference}});
        return std::nullopt;
    }
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::post;
    out.installation = 1;
    out.channel = std::move(channel);
    out.thread = std::move(thread);
    out.native = core::dump_json(slack::message(answer));
    out.plain = core::dump_json(slack::message(answer, in_plain_blocks));
    out.claim = claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

storage::Outgoing Effects::respond(std::string response_url, std::string person,
                                   const commands::Answer& answer, std::string reference,
                                   std::string_view key) const {
    const auto drawn = [&](const slack::RenderOptions& options) {
        auto message = slack::command_reply(answer, options);
        message["replace_original"] = false;
        return core::dump_json(message);
    };
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::respond;
    out.installation = 1;
    out.address = std::move(response_url);
    out.channel = std::move(person);
    out.native = drawn({});
    out.plain = drawn(in_plain_blocks);
    out.claim = claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

slack::RenderOptions Effects::in_reply() const { return {.native_charts = blocks_.is_proven(wall_now())}; }

}  // namespace bot
