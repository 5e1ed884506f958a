// SPDX-License-Identifier: Apache-2.0
#include "bot/probe_routes.hpp"

#include "bot/log.hpp"
#include "bot/socket_link.hpp"
#include "bot/version.hpp"
#include "commands/pause_words.hpp"
#include "commands/source_words.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"

#include <filesystem>

namespace asio = boost::asio;

namespace bot {

namespace {

// A write that changes nothing of meaning proves that the database takes writes: disk full and read-only show
// here, not at the first loss.
asio::awaitable<std::string> database_state(Service& service) {
    try {
        auto unit = [now = wall_now()](storage::Writer& writer) {
            writer.set_meta("last_probe", core::to_rfc3339(now));
        };
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
        co_return "ok";
    } catch (const storage::Broken& broken) {
        log(Level::error, "probe.database", "The database takes no writes.", {{"why", broken.what()}});
        co_return broken.sentence;
    } catch (const std::exception& error) {
        log(Level::error, "probe.database", "The database takes no writes.", {{"why", error.what()}});
        co_return "not writable";
    }
}

// A pause and a channel that takes nothing are said, and are no reason to send nobody here.
asio::awaitable<std::string> messages_state(Service& service) {
    auto work = [now = wall_now()](const storage::Reader& reader) {
        if (const auto pauses = reader.pauses(now); !pauses.empty())
            return "paused: " + commands::pauses_sentence(pauses);
        if (const auto moves = reader.workspace_moves(now); !moves.empty())
            return commands::moves_sentence(moves);
        const auto all = reader.troubles(100);
        const auto [refusing, unknown] = commands::troubled_among(all);
        std::string said;
        if (refusing > 0) said = commands::refusing_words(refusing) + "; ";
        if (unknown > 0) said += core::counted(unknown, "channel", "channels") + " may lack a message; ";
        return said.empty() ? "ok" : said + "ispo status names them";
    };
    try {
        co_return co_await service.database.read_slowly(std::move(work));
    } catch (const std::exception& error) {
        log(Level::error, "probe.database", "What is paused could not be read.", {{"why", error.what()}});
    }
    co_return "unknown";
}

// An old source makes answers old, and is no reason to send nobody here.
asio::awaitable<std::string> sources_state(Service& service) {
    auto work = [now = wall_now()](const storage::Reader& reader) {
        return commands::sources_state(reader, now);
    };
    try {
        co_return co_await service.database.read_slowly(std::move(work));
    } catch (const std::exception& error) {
        log(Level::error, "probe.database", "How fresh the sources are could not be read.",
            {{"why", error.what()}});
    }
    co_return "unknown";
}

// What is wrong with tokens, and what to do.
std::string trouble_of(const Service& service) {
    auto trouble = service.tokens.trouble();
    const auto other = service.directory.other_team_than_set();
    if (!other) return trouble;
    const auto words = other_team_words(service.config.text("slack.team"), *other);
    return trouble.empty() ? words : words + "; " + trouble;
}

// The link in words, whenever there is one; then what is missing for answers.
std::string slack_state(const Service& service, const std::optional<slack::LinkStatus>& link) {
    std::string missing;
    if (!service.has_some_token())
        missing = service.installing ? "installed nowhere yet: " + service.installing->install_url()
                                     : "commands only: slack.bot_token_file is not set";
    else if (!service.installing)
        missing = trouble_of(service);
    if (!link) return missing.empty() ? "ok" : missing;
    return missing.empty() ? link->sentence : link->sentence + " (" + missing + ")";
}

}  // namespace

asio::awaitable<net::Response> healthz(Service& service, net::Request) {
    co_return service.is_stuck()
        ? net::text_response(503,
                             "The database has been writing one thing for too long. Does the disk hang?\n")
        : net::text_response(200, "ok\n");
}

asio::awaitable<net::Response> readyz(Service& service, net::Request) {
    const auto database = co_await database_state(service);
    const auto link = service.link_status();
    // With /slack/install somebody may still come to mend it.
    const bool is_cut_off = !service.installing && (service.tokens.is_refused(file_installation) ||
                                                    service.directory.other_team_than_set());
    const bool ready = database == "ok" && !service.stopping && (!link || link->live > 0) && !is_cut_off;
    core::Json parts = {{"database", database}, {"process", service.stopping ? "stopping" : "ok"}};
    parts["messages"] = co_await messages_state(service);
    if (!service.config.github().empty()) parts["sources"] = co_await sources_state(service);
    if (service.effects.rules().dry_run) parts["effects"] = "dry run: nothing is sent unasked";
    if (service.slack) parts["slack"] = slack_state(service, link);
    if (service.installing) {
        const auto trouble = trouble_of(service);
        parts["installations"] = trouble.empty() ? "ok" : trouble;
    }
    const core::Json body = {{"ready", ready}, {"version", version()}, {"parts", parts}};
    co_return net::json_response(ready ? 200 : 503, core::dump_json_pretty(body) + "\n");
}

asio::awaitable<net::Response> metrics_page(Service& service, net::Request) {
    auto count = [](const storage::Reader& reader) { return reader.outgoing_counts(); };
    std::optional<storage::OutgoingCounts> outgoing;
    try {
        outgoing = co_await service.database.read_slowly(std::move(count));
    } catch (const std::exception& error) {
        log(Level::error, "probe.database", "What waits for Slack could not be counted.",
            {{"why", error.what()}});
    }
    const auto link = service.link_status();
    const auto heard = link ? last_frame_at(*link) : std::nullopt;
    std::error_code ignored;
    const auto bytes = std::filesystem::file_size(service.database_file, ignored);
    Metrics::Gauges gauges{.writer_queue = static_cast<double>(service.database.waiting()),
                           .writer_commit_seconds = service.database.counts().last_commit_seconds,
                           .database_bytes = ignored ? 0 : static_cast<double>(bytes),
                           .connections = static_cast<double>(service.open_connections()),
                           .installations = static_cast<double>(service.active_installations()),
                           .troubled_installations = static_cast<double>(service.tokens.troubled())};
    if (outgoing) {
        gauges.outbox_messages = static_cast<double>(outgoing->waiting);
        gauges.outbox_oldest_seconds =
            static_cast<double>(outgoing->oldest ? (wall_now() - *outgoing->oldest).count() : 0);
    }
    const auto seconds = [](core::Time time) { return static_cast<double>(core::to_unix(time)); };
    if (const auto& backups = service.backups.state(); backups.newest) {
        gauges.last_backup = seconds(*backups.newest);
        if (backups.verified) gauges.last_verified_backup = seconds(*backups.verified);
    }
    if (link) gauges.sockets = link->live;
    if (heard) gauges.last_frame = static_cast<double>(core::to_unix(*heard));
    net::Response response{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                           .body = service.metrics.text(gauges)};
    co_return response;
}

}  // namespace bot
