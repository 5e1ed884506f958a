// SPDX-License-Identifier: Apache-2.0
#include "bot/views.hpp"

#include "bot/client_settings.hpp"
#include "bot/log.hpp"
#include "slack/web_call.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds usual{5};

core::Result<ViewShown> shown_by(const core::Result<core::Json>& reply) {
    if (!reply) return reply.error();
    const auto& view = core::member_of(*reply, "view");
    return ViewShown{core::text_of(view, "id"), core::text_of(view, "hash")};
}

}  // namespace

Views::Views(asio::io_context& loop, const Config& config, const Installations& installations)
    : loop_(loop), client_(loop, client_settings(config)), installations_(installations) {
    if (const auto slack = config.slack()) api_base_ = slack->api_base;
}

asio::awaitable<Views::Reply> Views::call(std::int64_t installation, std::string method, core::Json arguments,
                                          std::chrono::milliseconds deadline) {
    auto token = installations_.token_of(installation);
    if (api_base_.empty() || token.empty())
        co_return core::unavailable("Slack cannot be reached; nothing was shown.", "no_token");
    const auto end = std::chrono::steady_clock::now() + deadline;
    auto named = method;
    if (auto late = co_await turn(installation, named, end)) co_return std::move(*late);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    slack::WebApi api(client_, api_base_, std::move(token));
    auto reply = co_await api.call(std::move(method), std::move(arguments), left);
    if (!reply)
        if (const auto wait = slack::wait_of(reply.error()))
            paces_[installation].hold(named, std::chrono::steady_clock::now() + *wait);
    if (!reply)
        log(Level::info, "slack.not_shown", "Slack did not show something.",
            {{"method", named}, {"why", reply.error().detail}});
    co_return reply;
}

asio::awaitable<std::optional<core::Error>> Views::turn(std::int64_t installation, const std::string& method,
                                                        slack::Pace::Instant end) {
    for (;;) {
        const auto now = std::chrono::steady_clock::now();
        const auto ready = paces_[installation].ready(method, {}, now);
        if (ready <= now) {
            paces_[installation].took(method, {}, now);
            co_return std::nullopt;
        }
        if (ready >= end) {
            const auto wait = std::chrono::ceil<std::chrono::seconds>(ready - now);
            log(Level::info, "slack.not_shown", "Slack's limits leave no room to show something.",
                {{"method", method}, {"seconds", std::to_string(wait.count())}});
            co_return slack::asked_to_wait(wait);
        }
        asio::steady_timer timer(loop_, ready);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<core::Result<ViewShown>> Views::open(std::int64_t installation, std::string trigger,
                                                     core::Json view, std::chrono::milliseconds deadline) {
    core::Json arguments = {{"trigger_id", std::move(trigger)}};
    arguments["view"] = std::move(view);
    const auto reply = co_await call(installation, "views.open", std::move(arguments), deadline);
    co_return shown_by(reply);
}

asio::awaitable<core::Result<ViewShown>> Views::update(std::int64_t installation, ViewShown shown,
                                                       core::Json view) {
    core::Json arguments = {{"view_id", std::move(shown.id)}};
    if (!shown.hash.empty()) arguments["hash"] = std::move(shown.hash);
    arguments["view"] = std::move(view);
    const auto reply = co_await call(installation, "views.update", std::move(arguments), usual);
    co_return shown_by(reply);
}

asio::awaitable<core::Result<ViewShown>> Views::publish(std::int64_t installation, std::string user,
                                                        std::string hash, core::Json view) {
    core::Json arguments = {{"user_id", std::move(user)}};
    if (!hash.empty()) arguments["hash"] = std::move(hash);
    arguments["view"] = std::move(view);
    const auto reply = co_await call(installation, "views.publish", std::move(arguments), usual);
    co_return shown_by(reply);
}

asio::awaitable<Views::Reply> Views::unfurl(std::int64_t installation, core::Json arguments) {
    return call(installation, "chat.unfurl", std::move(arguments), usual);
}

asio::awaitable<Views::Reply> Views::set_status(std::int64_t installation, std::string channel,
                                                std::string thread, std::string status) {
    core::Json arguments = {
        {"channel_id", std::move(channel)}, {"thread_ts", std::move(thread)}, {"status", std::move(status)}};
    return call(installation, "agents.sessions.setStatus", std::move(arguments), std::chrono::seconds(2));
}

}  // namespace bot
