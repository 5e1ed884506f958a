// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_routes.hpp"

#include "bot/interactions.hpp"
#include "bot/log.hpp"
#include "bot/slack_events.hpp"
#include "bot/slack_inbox.hpp"
#include "bot/slack_news.hpp"
#include "core/text.hpp"
#include "slack/blocks.hpp"
#include "slack/payloads.hpp"

#include <algorithm>
#include <chrono>

namespace asio = boost::asio;

namespace bot {

namespace {

// Measures from the whole request to its acknowledgement. No destructor may do it: frames that are left when
// the loop ends are torn down after the service.
asio::awaitable<net::Response> timed(Service& service, std::string_view kind,
                                     asio::awaitable<net::Response> work) {
    const auto started = std::chrono::steady_clock::now();
    auto response = co_await std::move(work);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    service.metrics.slack_acknowledged(kind, took.count());
    co_return response;
}

net::Response refused_signature(Service& service, const net::Request& request,
                                slack::Verifier::Verdict verdict) {
    service.metrics.request_refused("signature");
    log(Level::warning, "slack.refused", "A request did not come from Slack.",
        {{"why", std::string(slack::to_word(verdict))},
         {"path", std::string(request.path())},
         {"peer", request.peer}});
    return net::text_response(401,
                              "This carries no signature by which Slack is known, so nothing was done. If "
                              "Slack sent it, the log of this service says what is wrong.\n");
}

// Of a genuine request: another path's, or a kind that is new.
net::Response malformed(std::string_view path) {
    log(Level::warning, "slack.malformed", "What Slack signed could not be read; nothing was done.",
        {{"path", std::string(path)}});
    auto response = net::text_response(400,
                                       "This is not what Slack sends to this path, so nothing was done. "
                                       "Check the request URLs of the app.\n");
    response.headers.emplace_back("x-slack-no-retry", "1");
    return response;
}

slack::Verifier::Verdict verdict_on(Service& service, const net::Request& request) {
    return service.verifier->check(request.header("x-slack-request-timestamp"),
                                   request.header("x-slack-signature"), request.body, wall_now());
}

// Slack's probe of the certificate, which may come unsigned: it names nothing that could be done.
bool is_probe(const net::Request& request) {
    constexpr std::size_t longest_probe = 1024;
    return request.body.size() <= longest_probe && slack::is_ssl_check(request.body);
}

// Nothing when the request is genuine and asks for something, else what to answer. Without a [slack] section
// these paths do not exist.
std::optional<net::Response> objection(Service& service, const net::Request& request) {
    if (!service.verifier) return net::text_response(404, "Slack is not configured here.\n");
    if (is_probe(request)) return net::Response{};
    const auto verdict = verdict_on(service, request);
    if (verdict == slack::Verifier::Verdict::genuine) return std::nullopt;
    return refused_signature(service, request, verdict);
}

asio::awaitable<net::Response> answer_command(Service& service, net::Request request) {
    if (auto no = objection(service, request)) co_return std::move(*no);
    auto command = slack::parse_command(request.body);
    if (!command) co_return malformed(request.path());
    auto body = co_await reply_to(service, std::move(*command));
    if (body.empty()) co_return net::Response{};
    co_return net::json_response(200, std::move(body));
}

net::Response acknowledged(bool is_kept) {
    return is_kept
               ? net::Response{}
               : net::text_response(500, "This could not be stored, so nothing was done. Send it again.\n");
}

asio::awaitable<net::Response> on_event(Service& service, net::Request request) {
    if (auto no = objection(service, request)) co_return std::move(*no);
    auto event = slack::parse_event(request.body);
    if (!event) co_return malformed(request.path());
    using Kind = slack::Event::Kind;
    // It did not arrive when it was sent first, so others may not have arrived at all.
    if (!request.header("x-slack-retry-num").empty() || event->kind == Kind::rate_limited)
        service.directory.forget_readers();
    if (event->kind == Kind::url_verification) {
        const core::Json body = {{"challenge", event->challenge}};
        co_return net::json_response(200, core::dump_json(body));
    }
    if (event->kind == Kind::rate_limited)
        log(Level::warning, "slack.rate_limited", "Slack holds events back: over 30,000 an hour.");
    show_for(service, *event, request.body);
    if (event->kind == Kind::other)
        co_return acknowledged(co_await take_news(service, std::move(*event), std::move(request.body)));
    if (!slack::must_be_kept(*event)) co_return net::Response{};
    co_return acknowledged(co_await take_event(service, std::move(*event), std::move(request.body)));
}

asio::awaitable<net::Response> on_interaction(Service& service, net::Request request) {
    if (auto no = objection(service, request)) co_return std::move(*no);
    auto interaction = slack::parse_interaction(request.body);
    if (!interaction) co_return malformed(request.path());
    const auto said = co_await take_interaction(service, std::move(*interaction), std::move(request.body));
    if (!said.is_kept || !said.body) co_return acknowledged(said.is_kept);
    co_return net::json_response(200, core::dump_json(*said.body));
}

}  // namespace

asio::awaitable<net::Response> slack_command(Service& service, net::Request request) {
    return timed(service, "command", answer_command(service, std::move(request)));
}
asio::awaitable<net::Response> slack_event(Service& service, net::Request request) {
    return timed(service, "event", on_event(service, std::move(request)));
}
asio::awaitable<net::Response> slack_interaction(Service& service, net::Request request) {
    return timed(service, "interaction", on_interaction(service, std::move(request)));
}

bool slack_command_at_once(Service& service, const net::Request& request, net::Response& response) {
    const auto started = std::chrono::steady_clock::now();
    if (!service.verifier || verdict_on(service, request) != slack::Verifier::Verdict::genuine) return false;
    const auto command = slack::parse_command(request.body);
    if (!command) return false;
    const auto* body = kept_reply_to(service, *command);
    if (!body) return false;
    response.content_type = "application/json";
    response.body = *body;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    service.metrics.slack_acknowledged("command", took.count());
    return true;
}

}  // namespace bot
