// SPDX-License-Identifier: Apache-2.0
#include "bot/service.hpp"

#include "bot/clock.hpp"
#include "bot/console_routes.hpp"
#include "bot/home.hpp"
#include "bot/install_routes.hpp"
#include "bot/judged_again.hpp"
#include "bot/log.hpp"
#include "bot/probe_routes.hpp"
#include "bot/slack_routes.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <array>

namespace asio = boost::asio;

namespace bot {

namespace {

using Handle = asio::awaitable<net::Response> (*)(Service&, net::Request);

struct Route {
    std::string_view method, path;
    Handle handle;
    bool demo_only;
};

constexpr std::array public_routes = std::to_array<Route>({
    {"POST", "/slack/commands", slack_command, false},
    {"POST", "/slack/events", slack_event, false},
    {"POST", "/slack/interactivity", slack_interaction, false},
    {"GET", "/slack/install", slack_install, false},
    {"GET", "/slack/oauth_redirect", slack_oauth_redirect, false},
    {"GET", "/", console_page, true},
    {"POST", "/console/ask", console_ask, true},
    {"POST", "/console/clock", console_clock, true},
    {"POST", "/console/restart", console_restart, true},
});

constexpr std::array admin_routes = std::to_array<Route>({
    {"GET", "/healthz", healthz, false},
    {"GET", "/readyz", readyz, false},
    {"GET", "/metrics", metrics_page, false},
});

bool is_of_slack(const Route& route) { return route.path.starts_with("/slack/"); }

bool is_there(const Route& route, const Service& service) {
    if (route.demo_only) return service.options.demo;
    return !is_of_slack(route) || service.slack || service.installing;
}

// Installing begins and ends with a GET that changes something, which a HEAD must not.
bool may_be_looked_at(const Route& route) { return route.method == "GET" && !is_of_slack(route); }

net::Response only_by(std::string methods) {
    auto response = net::text_response(
        405, fmt::format("This path takes {} only; nothing was done. Send the request that way.\n", methods));
    response.headers.emplace_back("Allow", std::move(methods));
    return response;
}

net::Response not_here(std::span<const Route> routes, const Service& service, std::string_view path) {
    for (const auto& each : routes)
        if (each.path == path && is_there(each, service))
            return only_by(may_be_looked_at(each) ? "GET, HEAD" : std::string(each.method));
    return net::text_response(404, "Not found.\n");
}

asio::awaitable<net::Response> route(std::span<const Route> routes, Service& service, net::Request request) {
    const auto path = request.path();
    const auto fits = [&](const Route& each) {
        const bool is_look = request.method == "HEAD" && may_be_looked_at(each);
        return each.path == path && (each.method == request.method || is_look);
    };
    for (const auto& each : routes)
        if (fits(each) && (!each.demo_only || service.options.demo))
            co_return co_await each.handle(service, std::move(request));
    co_return not_here(routes, service, path);
}

// What the settings were checked for when they were read.
CommandRoles roles_of(const Config& config) {
    auto roles = CommandRoles::read(config.list("commands.roles"));
    return roles ? std::move(*roles) : CommandRoles();
}

SessionAnswer session_answer(const storage::OutgoingRow& row) {
    return {row.installation, row.channel, row.thread, row.claim};
}

// Nobody else owns the database: a claim in it is one of a process that ended.
void take_up_installations(Service& service) {
    auto writer = service.store.writer();
    if (writer.installations().empty()) return;
    writer.in_transaction([&] {
        writer.release_renewals();
        if (service.installing) reseal(writer, service.installations.vault());
    });
    if (const auto loaded = service.installations.load(writer.installations()); !loaded)
        service.installations_closed = loaded.error();
}

}  // namespace

Service::Service(asio::io_context& loop_, Config config_, CompanyPolicy company_, ServiceOptions options_,
                 const std::filesystem::path& database_path)
    : loop(loop_),
      config(std::move(config_)),
      options(std::move(options_)),
      company(std::move(company_)),
      store(database_path, options.kept),
      database_file(database_path),
      database(loop, store),
      installations(config),
      tokens(loop, database, store, config, metrics, installations),
      effects(config, installations, blocks),
      dispatcher(database, metrics, effects, roles_of(config)),
      outbox(loop, database, config, metrics, blocks, installations, tokens, options.outbox_delays),
      people(config),
      directory(loop, database, config, installations, people),
      views(loop, config, installations),
      sync(loop, config, company, database, wall_now),
      backups(config, metrics),
      agent(views, config.truth("slack.agent_view")),
      slack(config.slack()),
      installing(config.installing()) {
    if (!options.demo) take_up_installations(*this);
    sync.on_facts = [this] { return dispatcher.refresh_vocabulary(); };
    people.name_places([this](std::int64_t installation) {
        std::vector<std::string> names;
        if (const auto home = directory.home_of(installation)) names = home->workspaces;
        if (const auto* known = installations.find(installation)) names.push_back(known->place);
        return names;
    });
    outbox.watch([this](const storage::OutgoingRow& row) { return agent.is_stopped(session_answer(row)); },
                 [this, started = wall_now()](const storage::OutgoingRow& row) {
                     if (!agent.is_on() || row.op != storage::Outgoing::Op::post) return;
                     auto answer = session_answer(row);
                     asio::co_spawn(loop,
                                    row.created_at <= started ? agent.end_from_before(std::move(answer))
                                                              : agent.end(std::move(answer)),
                                    logged("slack.session_failed"));
                 });
    directory.renew_by([this](std::int64_t installation, std::string token, std::string code) {
        return tokens.may_try_again(installation, std::move(token), std::move(code));
    });
    directory.tell_answers([this](std::int64_t installation, const core::Result<core::Json>& reply) {
        tokens.heard(installation, reply);
    });
    dispatcher.on_unproven([this](std::int64_t installation) { return tokens.is_refused(installation); });
    dispatcher.on_change([this] { outbox.wake(); });
    outbox.judge_by([this](storage::OutgoingRow row, bool may_wait) {
        return judged_again(*this, std::move(row), may_wait);
    });
    directory.on_rights([this](std::int64_t installation, const std::string& person) {
        refresh_homes(*this, installation, person);
    });
    directory.hear_by([this]() -> std::optional<std::uint64_t> {
        const auto link = link_status();
        if (!link) return 0;  // over HTTP nobody tells whether something is missed
        return link->live > 0 ? std::optional(link->gaps) : std::nullopt;
    });
    // What is sent must be remembered as sent, which a copy cannot.
    if (options.kept == storage::Kept::in_memory) {
        outbox.stop();
        tokens.stop();  // the old pair is void once a new one is given: unkept, it is lost for ever
    }
    auto writer = store.writer();  // nobody else has it yet
    const auto& dry = config.text("effects.dry_run");
    if (writer.meta("effects.dry_run").value_or("false") != dry) writer.set_meta("effects.dry_run", dry);
    // The sample company has a directory of its own.
    for (const auto key : {storage::directory_preset, storage::directory_several_teams,
                           storage::directory_without_teams, storage::directory_email_domains}) {
        const auto text = options.demo ? std::string() : config.text(key);
        if (writer.meta(key).value_or("") != text) writer.set_meta(key, text);
    }
    for (const auto& person : writer.slack_people()) people.learn(person);
    for (const auto& group : writer.slack_groups()) people.learn(group);
    if (slack && !slack->signing_secrets.empty()) verifier.emplace(slack->signing_secrets);
    if (options.demo) console_token = net::crypto::base64url(net::crypto::random_bytes(24));
}

bool Service::has_some_token() const {
    return std::any_of(installations.all().begin(), installations.all().end(),
                       [](const auto& row) { return !row.second.token.empty(); });
}

std::size_t Service::active_installations() const {
    return static_cast<std::size_t>(
        std::count_if(installations.all().begin(), installations.all().end(),
                      [](const auto& row) { return row.second.is_active && !row.second.token.empty(); }));
}

asio::awaitable<net::Response> handle_public(Service& service, net::Request request) {
    const bool is_look = request.method == "GET" || request.method == "HEAD";
    if (service.options.demo && request.path().starts_with("/assets/"))
        co_return is_look ? console_asset(request) : only_by("GET, HEAD");
    co_return co_await route(public_routes, service, std::move(request));
}

bool handle_at_once(Service& service, const net::Request& request, net::Response& response) {
    return request.method == "POST" && request.target == "/slack/commands" &&
           slack_command_at_once(service, request, response);
}

asio::awaitable<net::Response> handle_admin(Service& service, net::Request request) {
    co_return co_await route(admin_routes, service, std::move(request));
}

}  // namespace bot
