// SPDX-License-Identifier: Apache-2.0
#include "bot/effects.hpp"

#include "bot/log.hpp"
#include "net/client.hpp"
#include "slack/blocks.hpp"
#include "slack/web_api.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <optional>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds longest_wait{30};

bool is_about_blocks(const core::Error& error) {
    return error.detail == "invalid_blocks" || error.detail == "invalid_blocks_format" ||
           error.detail == "msg_blocks_too_long";
}

template <class T>
std::optional<core::Error> error_of(const core::Result<T>& result) {
    if (result) return std::nullopt;
    return result.error();
}
}  // namespace

struct Effects::Inside {
    Inside(asio::io_context& loop_, const Config& config, Metrics& metrics_)
        : loop(loop_),
          metrics(metrics_),
          client(loop_, net::ClientSettings{.ca_file = config.text("network.ca_file")}) {
        if (const auto slack = config.slack()) {
            api.emplace(client, slack->api_base, slack->bot_token);
            has_token = !slack->bot_token.empty();
        }
    }
    asio::io_context& loop;
    Metrics& metrics;
    net::Client client;
    std::optional<slack::WebApi> api;
    bool has_token = false;
    bool new_blocks_work = false;  // Slack took a message with some

    // Waits once when Slack says for how long.
    asio::awaitable<core::Result<core::Json>> post(std::string channel, std::string thread,
                                                   core::Json message) {
        auto sent = co_await api->post_message(channel, thread, message);
        if (sent) co_return core::json_result(std::move(*sent));
        const auto wait = slack::wait_of(sent.error());
        if (!wait || *wait > longest_wait) co_return sent.error();
        asio::steady_timer timer(loop, *wait);
        co_await timer.async_wait(asio::use_awaitable);
        co_return co_await api->post_message(std::move(channel), std::move(thread), std::move(message));
    }

    // Counts and, when it failed, logs why: Slack's own error code where there is one.
    bool finished(std::string_view kind, const std::optional<core::Error>& error,
                  const std::string& reference) {
        metrics.message_sent(kind, !error);
        if (error)
            log(Level::error, "slack.not_sent", "Slack did not take an answer.",
                {{"kind", std::string(kind)},
                 {"request", reference},
                 {"why", error->detail.empty() ? error->sentence : error->detail}});
        return !error;
    }
};

Effects::Effects(asio::io_context& loop, const Config& config, Metrics& metrics)
    : inside_(std::make_unique<Inside>(loop, config, metrics)) {}
Effects::~Effects() = default;

asio::awaitable<bool> Effects::post_answer(std::string channel, std::string thread, commands::Answer answer,
                                           std::string reference) {
    if (!inside_->api || !inside_->has_token) {
        const auto error = core::unavailable(
            "slack.bot_token_file is not set: mentions and direct messages cannot be answered.");
        co_return inside_->finished("post", error, reference);
    }
    auto message = slack::message(answer);
    const bool has_new_blocks = message != slack::message(answer, {.native_charts = false});
    auto sent = co_await inside_->post(channel, thread, std::move(message));
    if (!sent && is_about_blocks(sent.error())) {
        auto plain = slack::message(answer, {.native_charts = false});
        sent = co_await inside_->post(channel, thread, std::move(plain));
    } else if (sent && has_new_blocks) {
        inside_->new_blocks_work = true;
    }
    co_return inside_->finished("post", error_of(sent), reference);
}

slack::RenderOptions Effects::in_reply() const { return {.native_charts = inside_->new_blocks_work}; }

asio::awaitable<bool> Effects::respond(std::string response_url, commands::Answer answer,
                                       std::string reference) {
    if (!inside_->api) co_return false;
    auto message = slack::command_reply(answer, in_reply());
    message["replace_original"] = false;
    auto sent = co_await inside_->api->respond(std::move(response_url), std::move(message));
    co_return inside_->finished("respond", error_of(sent), reference);
}

}  // namespace bot
