// SPDX-License-Identifier: Apache-2.0
#include "bot/doctor.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/doctor_checks.hpp"
#include "bot/doctor_installations.hpp"
#include "bot/log.hpp"
#include "bot/people.hpp"
#include "core/text.hpp"
#include "slack/directory.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::size_t most_people = 50;  // Slack lets us ask for 100 a minute

// As the settings name them.
std::string name_of(const Contact& contact) {
    return contact.place.empty() ? contact.person : contact.place + "/" + contact.person;
}

// What there is to see of Slack.
class Looker {
  public:
    // `link`: what a running service says of Socket Mode; nothing when none runs.
    Looker(asio::io_context& loop, const Config& config, std::optional<core::Result<core::Json>> link)
        : config_(config), link_(std::move(link)), client_(loop, client_settings(config)) {}

    asio::awaitable<void> look(std::vector<Diagnosis>& found, const std::vector<Installed>& installed) {
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
        if (installed.empty()) found.push_back(of_no_token(config_));
        for (std::size_t i = 0; i < installed.size(); ++i)
            co_await look_at_bot(found, slack->api_base, installed[i], i == 0);
        if (logged_in_ == 0) co_return;
        if (logged_in_ == installed.size()) add_nobodies();
        found.push_back(of_people(config_, groups_, people_));
    }

  private:
    asio::awaitable<void> look_at_socket(std::vector<Diagnosis>& found, const SlackSettings& slack) {
        if (link_) {
            found.push_back(of_link(*link_));
            co_return;
        }
        slack::ReadApi api(client_, slack.api_base, slack.app_token);
        auto nothing = core::Json::object();
        std::string method = "apps.connections.open";
        const auto opened = co_await api.call(std::move(method), std::move(nothing), patience);
        found.push_back(of_app_token(opened));
    }

    // The way to Slack and the clock are the same for all.
    asio::awaitable<void> look_at_bot(std::vector<Diagnosis>& found, const std::string& api_base,
                                      const Installed& installed, bool is_first) {
        slack::ReadApi api(client_, api_base, installed.token);
        const auto began = wall_now();
        auto nothing = core::Json::object();
        Login login;
        std::string method = "auth.test";
        login.said = co_await api.call(std::move(method), std::move(nothing), patience);
        login.asked_at = began + (wall_now() - began) / 2;
        const auto add = [&](Diagnosis diagnosis) {
            if (!installed.name.empty()) diagnosis.part += " of " + core::one_line(installed.name);
            found.push_back(std::move(diagnosis));
        };
        if (is_first) found.push_back(of_reachability(login, config_));
        const bool is_of_oauth = !installed.name.empty();
        const auto team = is_of_oauth ? std::string() : config_.text("slack.team");
        add(of_login(login, installed.bot_user, is_of_oauth, team));
        if (is_first) found.push_back(of_clock(login));
        add(of_scopes(login, config_));
        if (!login.said.reply) co_return;
        if (is_first) groups_ = co_await look_at_groups(api);
        const auto company = slack::company_of(*login.said.reply);
        co_await look_at_people(api, installed, company);
        std::vector<ChannelSeen> seen;
        seen.reserve(installed.channels.size());
        for (const auto& channel : installed.channels) {
            auto one = co_await look_at_channel(api, channel);
            seen.push_back(std::move(one));
        }
        add(of_channels(seen));
    }

    // Those whom the settings name of this installation.
    asio::awaitable<void> look_at_people(slack::ReadApi& api, const Installed& installed,
                                         const slack::Company& company) {
        ++logged_in_;
        const auto contacts = People(config_).contacts();
        for (const auto& contact : contacts) {
            // Who is named with a workspace may be served by its organisation's installation.
            const bool may_be_in = installed.place.starts_with('E') && contact.place.starts_with('T');
            if ((contact.place != installed.place && !may_be_in) || people_.size() >= most_people) continue;
            core::Json arguments = {{"user", contact.person}};
            std::string method = "users.info";
            const auto said = co_await api.call(std::move(method), std::move(arguments), patience);
            PersonSeen seen;
            seen.id = name_of(contact);
            if (may_be_in && !said.reply && !slack::is_nobody_of_ours(said.reply.error()))
                unsaid_.push_back(seen.id);
            if (may_be_in && (!said.reply || core::text_of(core::member_of(*said.reply, "user"), "team_id") !=
                                                 contact.place))
                continue;
            if (said.reply)
                seen.standing = slack::standing_of(core::member_of(*said.reply, "user"), company);
            else
                seen.is_nobody = slack::is_nobody_of_ours(said.reply.error());
            people_.push_back(std::move(seen));
        }
    }

    // Whom the settings name of a place where the app is not.
    void add_nobodies() {
        const auto contacts = People(config_).contacts();
        for (const auto& contact : contacts) {
            const auto is_it = [&](const auto& seen) { return seen.id == name_of(contact); };
            if (people_.size() >= most_people || std::ranges::any_of(people_, is_it)) continue;
            PersonSeen seen;
            seen.id = name_of(contact);
            seen.is_nobody = std::ranges::find(unsaid_, seen.id) == unsaid_.end();
            people_.push_back(std::move(seen));
        }
    }

    // Those of the settings; of several installations the first is asked.
    asio::awaitable<std::vector<GroupSeen>> look_at_groups(slack::ReadApi& api) {
        const auto named = People(config_).groups();
        std::vector<GroupSeen> seen;
        seen.reserve(named.size());
        for (const auto& group : named) {
            core::Json arguments = {{"usergroup", group}};
            std::string method = "usergroups.users.list";
            const auto said = co_await api.call(std::move(method), std::move(arguments), patience);
            seen.push_back({group, said.reply ? std::string() : said.reply.error().detail});
        }
        co_return seen;
    }

    asio::awaitable<ChannelSeen> look_at_channel(slack::ReadApi& api, std::string channel) {
        core::Json arguments = {{"channel", channel}};
        std::string method = "conversations.info";
        const auto said = co_await api.call(std::move(method), std::move(arguments), patience);
        ChannelSeen seen;
        seen.id = std::move(channel);
        if (!said.reply) {
            seen.error = said.reply.error().detail;
            seen.is_unasked = said.reply.error().code == core::Errc::unavailable;
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
    std::optional<core::Result<core::Json>> link_;
    net::Client client_;
    std::vector<GroupSeen> groups_;
    std::vector<PersonSeen> people_;
    std::vector<std::string> unsaid_;  // people of whom an organisation was asked without an answer
    std::size_t logged_in_ = 0;
};

std::optional<core::Result<core::Json>> link_of_service(
    const core::Result<std::optional<std::filesystem::path>>& service) {
    if (!service) return core::Result<core::Json>(service.error());  // it may need its opening all the same
    if (!service->has_value()) return std::nullopt;
    const core::Json question = {{"kind", "link"}};
    return ask_service(**service, question);
}

asio::awaitable<std::optional<core::Json>> readiness(net::Client& client, const Config& config) {
    net::Request request{.method = "GET"};
    auto url = "http://" + config.text("server.admin_listen") + "/readyz";
    const auto reply = co_await client.send(std::move(url), std::move(request), patience);
    if (!reply) co_return std::nullopt;
    auto body = core::parse_json(reply->body);
    if (!body) co_return std::nullopt;
    co_return std::optional<core::Json>(std::move(*body));
}

struct Looked {
    std::vector<Diagnosis> found;
    std::vector<Installed> installed;
};

Diagnosis backups_of(const Config& config, const storage::Health& health) {
    const auto all = backups_in(backup_folder(config), wall_now());
    const auto state =
        all ? core::Result<BackupState>(state_of(*all)) : core::Result<BackupState>(all.error());
    return of_backups(health, state, std::chrono::hours(config.integer("backup.every_hours")), wall_now());
}

Looked look_at_data(const Config& config) {
    Looked looked;
    const auto file = config.data_folder() / "ispo.db";
    const auto health = storage::examine(file);
    looked.found = {of_settings(config), of_database(health), of_disk(health), backups_of(config, health)};
    try {
        const auto reader = health.exists && health.failure.empty() ? storage::look_into(file) : std::nullopt;
        if (reader) looked.found.push_back(of_messages(*reader, wall_now()));
        if (reader)
            if (auto moved = of_moved_channels(config, reader->channel_moves()))
                looked.found.push_back(std::move(*moved));
        looked.installed = installed_in(reader ? &*reader : nullptr, config, looked.found);
    } catch (const storage::Broken& broken) {
        Diagnosis unread{.part = "messages", .state = commands::Status::unknown};
        unread.evidence = broken.with_path;
        looked.found.push_back(std::move(unread));
        looked.installed = installed_in(nullptr, config, looked.found);
    }
    return looked;
}

}  // namespace

int doctor(const Config& config, const ShellOptions& options) {
    start_log("error", "text");
    auto looked = look_at_data(config);
    const auto service = service_in(config.data_folder());
    asio::io_context loop{1};
    Looker looker(loop, config, link_of_service(service));
    net::Client client(loop, {});
    const auto work = [&]() -> asio::awaitable<void> {
        const auto ready = co_await readiness(client, config);
        looked.found.push_back(service ? of_service(service->has_value(), ready, config)
                                       : of_silent_service(service.error()));
        co_await looker.look(looked.found, looked.installed);
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, work, [&](std::exception_ptr thrown) { failed = std::move(thrown); });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return show(diagnosis_answer(looked.found), options);
}

}  // namespace bot
