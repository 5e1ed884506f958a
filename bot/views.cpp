// SPDX-License-Identifier: Apache-2.0
#include "bot/views.hpp"

#include "bot/client_settings.hpp"
#include "bot/log.hpp"

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
    : client_(loop, client_settings(config)), installations_(installations) {
    if (const auto slack = config.slack()) api_base_ = slack->api_base;
}

asio::awaitable<Views::Reply> Views::call(std::int64_t installation, std::string method, core::Json arguments,
                                          std::chrono::milliseconds deadline) {
    auto token = installations_.token_of(installation);
    if (api_base_.empty() || token.empty())
        co_return core::unavailable("Slack cannot be reached; nothing was shown.", "no_token");
    slack::WebApi api(client_, api_base_, std::move(token));
    auto named = method;
    auto reply = co_await api.call(std::move(method), std::move(arguments), deadline);
    if (!reply)
        log(Level::info, "slack.not_shown", "Slack did not show something.",
            {{"method", named}, {"why", reply.error().detail}});
    co_return reply;
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
