// SPDX-License-Identifier: Apache-2.0
#include "bot/effects.hpp"

#include "bot/audit_row.hpp"
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace bot {

namespace {

constexpr slack::RenderOptions in_plain_blocks{.native_charts = false};

// Messages that nobody asked for say less with every day.
constexpr core::Days worth_telling{7};

EffectRules rules_of(const Config& config) {
    return {.dry_run = config.truth("effects.dry_run"),
            .dry_run_channels = config.list("effects.dry_run_channels"),
            .channels = config.list("effects.channels")};
}

std::string what_became_of(Gate gate, const Posting& posting) {
    switch (gate) {
        case Gate::goes:
            return "kept for delivery: " + posting.answer.headline;
        case Gate::waits:
            return "kept, waits for the end of a pause: " + posting.answer.headline;
        case Gate::dry:
            return "not sent (dry run): " + posting.answer.headline;
        case Gate::denied:
            return "not sent: effects.channels does not name this channel";
    }
    return {};
}

storage::Outgoing drawn(const commands::Place& place, const commands::Answer& answer, std::string reference,
                        std::string_view key) {
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::post;
    out.installation = place.installation;
    out.channel = place.channel;
    out.thread = place.thread;
    Effects::redraw(out, answer);
    out.claim = Effects::claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

}  // namespace

std::string Effects::claim_of(std::string_view key) {
    return net::crypto::to_hex(net::crypto::sha256("ispo claim " + std::string(key))).substr(0, 32);
}

Effects::Effects(const Config& config, const Installations& installations, const BlocksTaken& blocks)
    : installations_(installations), blocks_(blocks), rules_(rules_of(config)) {}

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
    return drawn(place, answer, std::move(reference), key);
}

storage::Outgoing Effects::respond(std::int64_t installation, std::string response_url, std::string person,
                                   const commands::Answer& answer, std::string reference,
                                   std::string_view key) const {
    storage::Outgoing out;
    out.op = storage::Outgoing::Op::respond;
    out.installation = installation;
    out.address = std::move(response_url);
    out.channel = std::move(person);
    redraw(out, answer);
    out.claim = Effects::claim_of(key);
    out.reference = std::move(reference);
    out.created_at = wall_now();
    return out;
}

Gate Effects::carry_out(storage::Writer& writer, const commands::Request& request,
                        const commands::Effect& effect) const {
    const auto posting = posting_of(effect);
    if (!posting) throw std::logic_error(posting.error().sentence);
    const auto rules = following(rules_, writer.channel_moves());
    const auto verdict = gate(*posting, request, rules, writer.pauses(wall_now()));
    auto row = audit_row(request, fmt::format("post {} to {}", posting->kind, posting->channel));
    row.after = what_became_of(verdict, *posting);
    row.dry = verdict == Gate::dry;
    writer.add_audit(row);
    if (verdict == Gate::dry || verdict == Gate::denied) return verdict;
    const bool is_said = request.place.installation != 0;
    commands::Place place;
    place.installation = is_said ? request.place.installation : file_installation;
    place.channel = posting->channel;
    place.thread = posting->thread;
    auto message = drawn(place, posting->answer, request.id, "effect " + effect.id);
    message.kind = posting->kind;
    message.expires_at = message.created_at + worth_telling;
    writer.put_outgoing(message);
    return verdict;
}

void Effects::redraw(storage::Outgoing& message, const commands::Answer& answer) {
    const auto drawn = [&](const slack::RenderOptions& options) {
        if (message.op == storage::Outgoing::Op::post)
            return core::dump_json(slack::message(answer, options));
        auto reply = slack::command_reply(answer, options);
        reply["replace_original"] = false;
        return core::dump_json(reply);
    };
    message.native = drawn({});
    message.plain = drawn(in_plain_blocks);
    message.repositories = answer.audience.repositories;
}

slack::RenderOptions Effects::in_reply(std::int64_t installation) const {
    return {.native_charts = blocks_.are_proven(installation, wall_now())};
}

}  // namespace bot
