// SPDX-License-Identifier: Apache-2.0
#include "bot/socket_link.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/interactions.hpp"
#include "bot/log.hpp"
#include "bot/slack_events.hpp"
#include "bot/slack_inbox.hpp"
#include "bot/slack_news.hpp"

#include <chrono>
#include <stdexcept>

namespace asio = boost::asio;

namespace bot {

namespace {

// Each change is one line, and a lost connection counts by what ended it.
void on_news(Metrics& metrics, const slack::LinkNews& news) {
    using Kind = slack::LinkNews::Kind;
    const auto open = std::to_string(news.live);
    if (news.kind == Kind::greeted)
        return log(Level::info, "slack.socket_open", "A connection of Socket Mode is open.",
                   {{"connection", std::to_string(news.link)}, {"open", open}});
    if (news.reason != "stopped" && news.reason != "surplus") metrics.socket_ended(news.reason);
    if (news.kind == Kind::failed)
        return log(Level::warning, "slack.socket_not_opened",
                   "A connection of Socket Mode could not be opened; it is tried again.",
                   {{"why", news.why}, {"open", open}});
    log(news.was_expected ? Level::info : Level::warning, "slack.socket_closed",
        news.was_expected ? "A connection of Socket Mode was closed."
        : news.live > 0
            ? "A connection of Socket Mode was lost; another one serves."
            : "A connection of Socket Mode was lost, and no other is open: Slack does not reach us.",
        {{"connection", std::to_string(news.link)}, {"reason", news.reason}, {"open", open}});
}

slack::SocketModeSettings settings_of(Service& service) {
    slack::SocketModeSettings settings;
    settings.api = service.slack->api_base;
    settings.app_token = service.slack->app_token;
    settings.on_error = logged("slack.envelope_failed");
    settings.on_news = [&metrics = service.metrics](const slack::LinkNews& news) { on_news(metrics, news); };
    return settings;
}

void unreadable(const slack::Envelope& envelope) {
    log(Level::warning, "slack.unreadable", "An envelope could not be read and was acknowledged.",
        {{"kind", std::string(slack::to_word(envelope.kind))}});
}

void must_be_kept(bool is_kept) {
    if (!is_kept) throw std::runtime_error("what an envelope brought could not be stored");
}

asio::awaitable<void> take_event_in(Service& service, const slack::Envelope& envelope) {
    auto body = core::dump_json(envelope.payload);
    auto event = slack::parse_event(body);
    if (!event) co_return unreadable(envelope);
    show_for(service, *event, body);
    if (slack::must_be_kept(*event))
        must_be_kept(co_await take_event(service, std::move(*event), std::move(body)));
    else if (event->kind == slack::Event::Kind::other)
        must_be_kept(co_await take_news(service, std::move(*event), std::move(body)));
}

asio::awaitable<std::optional<core::Json>> take_interaction_in(Service& service,
                                                               const slack::Envelope& envelope) {
    auto interaction = slack::interaction_from(envelope.payload);
    if (!interaction) {
        unreadable(envelope);
        co_return std::nullopt;
    }
    auto body = core::dump_json(envelope.payload);
    auto said = co_await take_interaction(service, std::move(*interaction), std::move(body));
    must_be_kept(said.is_kept);
    co_return std::move(said.body);
}

asio::awaitable<std::optional<core::Json>> answer_command_in(Service& service,
                                                             const slack::Envelope& envelope) {
    auto command = slack::command_from(envelope.payload);
    if (!command) {
        unreadable(envelope);
        co_return std::nullopt;
    }
    const auto* kept = kept_reply_to(service, *command);
    std::string body = kept ? *kept : std::string();
    if (body.empty()) body = co_await reply_to(service, std::move(*command));
    if (body.empty()) co_return std::nullopt;
    auto reply = core::parse_json(body);
    if (!reply) co_return std::nullopt;
    co_return std::optional<core::Json>(std::move(*reply));
}

}  // namespace

std::optional<core::Time> last_frame_at(const slack::LinkStatus& status) {
    if (!status.last_frame) return std::nullopt;
    const auto age = std::chrono::steady_clock::now() - *status.last_frame;
    return wall_now() - std::chrono::duration_cast<std::chrono::seconds>(age);
}

core::Json link_json(const std::optional<slack::LinkStatus>& status) {
    if (!status) return nullptr;
    core::Json said = {
        {"open", status->live}, {"sentence", status->sentence}, {"has_ended", status->has_ended}};
    if (const auto at = last_frame_at(*status)) said["last_frame_seconds"] = (wall_now() - *at).count();
    return said;
}

asio::awaitable<std::optional<core::Json>> take_envelope(Service& service, slack::Envelope envelope) {
    const auto started = std::chrono::steady_clock::now();
    std::optional<core::Json> reply;
    std::string_view kind = "other";
    switch (envelope.kind) {
        case slack::Envelope::Kind::events_api:
            kind = "event";
            co_await take_event_in(service, envelope);
            break;
        case slack::Envelope::Kind::slash_commands:
            kind = "command";
            reply = co_await answer_command_in(service, envelope);
            break;
        case slack::Envelope::Kind::interactive:
            kind = "interaction";
            reply = co_await take_interaction_in(service, envelope);
            break;
        case slack::Envelope::Kind::other:
            break;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    service.metrics.slack_acknowledged(kind, took.count());
    co_return reply;
}

SocketLink::SocketLink(Service& service)
    : service_(service),
      client_(service.loop, client_settings(service.config)),
      link_(service.loop, client_, settings_of(service),
            [&service](slack::Envelope envelope) { return take_envelope(service, std::move(envelope)); }) {}

asio::awaitable<void> SocketLink::run() {
    co_await link_.run();
    if (service_.stopping) co_return;
    const auto status = link_.status();
    log(Level::warning, "slack.link_ended", "Slack is not reached by Socket Mode any more.",
        {{"why", status.sentence}});
}

}  // namespace bot
