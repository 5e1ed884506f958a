// SPDX-License-Identifier: Apache-2.0
#include "bot/doctor.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/doctor_checks.hpp"
#include "bot/log.hpp"
#include "slack/directory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <set>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::size_t most_channels = 30;  // Slack lets us ask for 50 a minute

// What there is to see of Slack.
class Looker {
  public:
    Looker(asio::io_context& loop, const Config& config)
        : config_(config), client_(loop, client_settings(config)) {}

    asio::awaitable<void> look(std::vector<Diagnosis>& found, std::vector<std::string> channels) {
        const auto slack = config_.slack();
        if (!slack) {
            Diagnosis none{.part = "slack", .state = commands::Status::not_applicable};
            none.evidence = "not configured; docs/slack-setup.md says how";
            found.push_back(std::move(none));
            co_return;
        }
        if (slack->app_token.empty())
            found.push_back(of_http(config_));
        else
            co_await look_at_socket(found, *slack);
        if (!slack->bot_token.empty()) co_return co_await look_at_bot(found, *slack, std::move(channels));
        Diagnosis missing{.part = "slack login", .state = commands::Status::partly};
        missing.evidence = "slack.bot_token_file is not set";
        missing.why = "Only slash commands are answered; mentions and direct messages are not.";
        missing.fix = "api.slack.com/apps → the app → Install App: the bot token into a file of mode 0600";
        found.push_back(std::move(missing));
    }

  private:
    asio::awaitable<void> look_at_socket(std::vector<Diagnosis>& found, const SlackSettings& slack) {
        slack::ReadApi api(client_, slack.api_base, slack.app_token);
        auto nothing = core::Json::object();
        std::string method = "apps.connections.open";
        const auto opened = co_await api.call(std::move(method), std::move(nothing), patience);
        found.push_back(of_app_token(opened));
    }

    asio::awaitable<void> look_at_bot(std::vector<Diagnosis>& found, const SlackSettings& slack,
                                      std::vector<std::string> channels) {
        slack::ReadApi api(client_, slack.api_base, slack.bot_token);
        const auto began = wall_now();
        auto nothing = core::Json::object();
        Login login;
        std::string method = "auth.test";
        login.said = co_await api.call(std::move(method), std::move(nothing), patience);
        login.asked_at = began + (wall_now() - began) / 2;
        found.push_back(of_reachability(login, config_));
        found.push_back(of_login(login));
        found.push_back(of_clock(login));
        found.push_back(of_scopes(login, config_));
        if (!login.said.reply) co_return;
        std::vector<ChannelSeen> seen;
        for (const auto& channel : channels) {
            auto one = co_await look_at_channel(api, channel);
            seen.push_back(std::move(one));
        }
        found.push_back(of_channels(seen));
    }

    asio::awaitable<ChannelSeen> look_at_channel(slack::ReadApi& api, std::string channel) {
        core::Json arguments = {{"channel", channel}};
        std::string method = "conversations.info";
        const auto said = co_await api.call(std::move(method), std::move(arguments), patience);
        ChannelSeen seen;
        seen.id = std::move(channel);
        if (!said.reply) {
            seen.error = said.reply.error().detail;
            co_return seen;
        }
        const auto facts = slack::channel_of(core::member_of(*said.reply, "channel"));
        if (facts) {
            seen.name = facts->name;
            seen.archived = facts->archived;
            seen.joined = facts->joined;
            seen.external = facts->external;
        }
        co_return seen;
    }

    const Config& config_;
    net::Client client_;
};

asio::awaitable<std::optional<core::Json>> readiness(net::Client& client, const Config& config) {
    net::Request request{.method = "GET"};
    auto url = "http://" + config.text("server.admin_listen") + "/readyz";
    const auto reply = co_await client.send(std::move(url), std::move(request), patience);
    if (!reply) co_return std::nullopt;
    auto body = core::parse_json(reply->body);
    if (!body) co_return std::nullopt;
    co_return std::optional<core::Json>(std::move(*body));
}

// The channels that were written to or that the settings name.
std::vector<std::string> channels_of(const storage::Reader* reader, const Config& config) {
    std::set<std::string> all;
    for (const auto* key : {"effects.channels", "effects.dry_run_channels", "audience.external_channels"})
        for (auto& channel : config.list(key)) all.insert(std::move(channel));
    if (reader) {
        for (const auto& each : reader->troubles(most_channels))
            if (each.channel.starts_with('C') || each.channel.starts_with('G')) all.insert(each.channel);
        for (const auto& each : reader->slack_channels(most_channels))
            if (each.joined) all.insert(each.channel);
    }
    std::vector<std::string> out(all.begin(), all.end());
    if (out.size() > most_channels) out.resize(most_channels);
    return out;
}

struct Looked {
    std::vector<Diagnosis> found;
    std::vector<std::string> channels;
};

Looked look_at_data(const Config& config) {
    Looked looked;
    const auto file = config.data_folder() / "ispo.db";
    const auto health = storage::examine(file);
    looked.found = {of_settings(config), of_database(health), of_disk(health),
                    of_backups(health, wall_now())};
    looked.channels = channels_of(nullptr, config);
    if (!health.exists || !health.failure.empty()) return looked;
    try {
        const auto reader = storage::look_into(file);
        if (!reader) return looked;
        looked.found.push_back(of_messages(*reader, wall_now()));
        looked.channels = channels_of(&*reader, config);
    } catch (const storage::Broken& broken) {
        Diagnosis unread{.part = "messages", .state = commands::Status::unknown};
        unread.evidence = broken.sentence;
        looked.found.push_back(std::move(unread));
    }
    return looked;
}

}  // namespace

int doctor(const Config& config, const ShellOptions& options) {
    start_log("error", "text");
    auto looked = look_at_data(config);
    const bool runs = service_in(config.data_folder()).has_value();
    asio::io_context loop{1};
    Looker looker(loop, config);
    net::Client client(loop, {});
    const auto work = [&]() -> asio::awaitable<void> {
        const auto ready = co_await readiness(client, config);
        looked.found.push_back(of_service(runs, ready, config));
        co_await looker.look(looked.found, looked.channels);
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, work, [&](std::exception_ptr thrown) { failed = std::move(thrown); });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return show(diagnosis_answer(looked.found), options);
}

}  // namespace bot
