// SPDX-License-Identifier: Apache-2.0
// The composition root of everything that answers: store, database threads, dispatcher, effects, in order of
// dependency and destroyed in reverse. handle() is the program below the socket: tests drive it without one.
#pragma once

#include "bot/agent_sessions.hpp"
#include "bot/backup_keeper.hpp"
#include "bot/clock.hpp"
#include "bot/company_policy.hpp"
#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "bot/dispatcher.hpp"
#include "bot/effects.hpp"
#include "bot/home.hpp"
#include "bot/installations.hpp"
#include "bot/metrics.hpp"
#include "bot/outbox.hpp"
#include "bot/people.hpp"
#include "bot/reply_cache.hpp"
#include "bot/single_flight.hpp"
#include "bot/slack_directory.hpp"
#include "bot/sync.hpp"
#include "bot/token_keeper.hpp"
#include "bot/views.hpp"
#include "net/gate.hpp"
#include "net/http.hpp"
#include "slack/link_policy.hpp"
#include "slack/signature.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace bot {

struct ServiceOptions {
    bool demo = false;
    std::vector<std::string> checkouts;  // shown in the demo beside the sample
    storage::Kept kept = storage::Kept::in_file;
    OutboxDelays outbox_delays;
    std::chrono::milliseconds writer_patience{30'000};  // longer at one thing, and the writer is stuck
};

// Deliveries that are acknowledged, but not begun with.
struct AnswersInLine {
    struct Waiting {
        std::int64_t received = 0;
        boost::asio::awaitable<void> answer;
    };
    std::deque<Waiting> waiting;
    std::size_t under_way = 0;
};

struct Service {
    // Throws storage::Broken when the database cannot be used.
    Service(boost::asio::io_context& loop, Config config, CompanyPolicy company, ServiceOptions options,
            const std::filesystem::path& database);
    // What was handed to the database threads ends before anything goes that it may refer to.
    ~Service() { database.stop(); }
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    boost::asio::io_context& loop;
    const Config config;
    const ServiceOptions options;
    const CompanyPolicy company;
    storage::Store store;
    std::filesystem::path database_file;
    Clock clock;
    Metrics metrics;
    DatabaseThreads database;
    Installations installations;
    TokenKeeper tokens;
    // Why some installations are not served (another key); `serve` refuses to start with it.
    std::optional<core::Error> installations_closed;
    BlocksTaken blocks;
    Effects effects;
    Dispatcher dispatcher;
    Outbox outbox;
    People people;
    SlackDirectory directory;
    Views views;
    Sync sync;
    BackupKeeper backups;
    AgentSessions agent;
    std::map<std::string, HomeState> homes;  // of people who opened theirs
    std::set<std::int64_t> answering;        // deliveries that are being answered now, or stand in line
    AnswersInLine in_line;
    std::optional<SlackSettings> slack;
    std::optional<InstallSettings> installing;
    std::optional<slack::Verifier> verifier;
    bool is_stuck() const { return database.busy_for() > options.writer_patience; }
    bool has_some_token() const;
    std::size_t active_installations() const;
    ReplyCache replies;          // to slash commands
    SingleFlight reply_flights;  // who works out one that is to be kept
    std::string console_token;   // demo: what state-changing calls of the page must carry
    net::Gate background;        // answers that are still on their way after an acknowledgement
    bool stopping = false;
    // How Slack is reached by Socket Mode; nothing over HTTP.
    std::function<std::optional<slack::LinkStatus>()> link_status = [] { return std::nullopt; };
    std::function<std::uint64_t()> open_connections = [] { return std::uint64_t{0}; };
};

// Slack and the browser console. Answers every request; 404 for what is not there.
boost::asio::awaitable<net::Response> handle_public(Service& service, net::Request request);
// Answers what is at hand without a coroutine: the slash command whose reply is kept. False: ask
// handle_public.
bool handle_at_once(Service& service, const net::Request& request, net::Response& response);
// /healthz, /readyz, /metrics.
boost::asio::awaitable<net::Response> handle_admin(Service& service, net::Request request);

}  // namespace bot
