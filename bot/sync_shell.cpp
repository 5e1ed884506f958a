// SPDX-License-Identifier: Apache-2.0
#include "bot/sync_shell.hpp"

#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/way_in.hpp"

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <thread>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::milliseconds between_looks{500};
constexpr std::string_view stopped = "It was stopped; the next run goes on where it was.";

// One line that is written over, on a terminal only.
class ProgressLine {
  public:
    explicit ProgressLine(bool is_shown) : is_shown_(is_shown) {}
    ~ProgressLine() { show(""); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    void show(const std::string& line) {
        if (!is_shown_ || line == last_) return;
        std::fprintf(stderr, "\r\x1b[K%s", line.c_str());
        std::fflush(stderr);
        last_ = line;
    }

  private:
    bool is_shown_;
    std::string last_;
};

core::Result<core::Json> sync_by_service(const std::filesystem::path& socket, const SyncOrder& order,
                                         ProgressLine& line) {
    core::Json message = {{"kind", "sync"}, {"source", order.source}, {"full", order.full}};
    auto reply = ask_service(socket, message);
    message = {{"kind", "sync_state"}, {"source", order.source}};
    while (reply && !core::truth_of(core::member_of(*reply, "state"), "idle", true)) {
        line.show(line_of_sync(core::member_of(*reply, "state")));
        std::this_thread::sleep_for(between_looks);
        reply = ask_service(socket, message);
    }
    if (!reply) return reply.error();
    return core::json_result(core::member_of(*reply, "state"));
}

// Under the lock. An interrupt ends it at its next step; what was read is kept.
core::Result<core::Json> sync_here(const Config& config, const SyncOrder& order, ProgressLine& line) {
    auto company = CompanyPolicy::read(config);
    if (!company) return company.error();
    asio::io_context loop{1};
    storage::Store store(config.data_folder() / "ispo.db");
    DatabaseThreads database(loop, store);
    Sync sync(loop, config, *company, database, wall_now);
    if (const auto begun = sync.begin(order); !begun) return begun.error();
    asio::signal_set signals(loop, SIGINT, SIGTERM);
    const auto end = [&]() -> asio::awaitable<void> {
        co_await sync.wait();
        loop.stop();
    };
    signals.async_wait([&](const boost::system::error_code& error, int) {
        if (error) return;
        std::signal(SIGINT, SIG_DFL);  // a second one ends the process at once
        std::signal(SIGTERM, SIG_DFL);
        sync.stop();
        asio::co_spawn(loop, end, asio::detached);
    });
    sync.on_step = [&] {
        line.show(line_of_sync(sync.state(order.source)));
        if (sync.is_idle()) signals.cancel();  // nothing else keeps the loop
    };
    loop.run();
    database.stop();
    auto state = sync.state(order.source);
    // It was stopped while GitHub was silent.
    if (!sync.is_idle())
        for (auto& source : state["sources"]) source["troubles"].push_back(stopped);
    return core::json_result(std::move(state));
}

}  // namespace

int sync_in_shell(const Config& config, const SyncOrder& order, const ShellOptions& options) {
    start_log("error", "text");
    const auto state = [&]() -> core::Result<core::Json> {
        try {
            const auto way = way_in(config, Demo::is_passed_over);
            if (!way) return way.error();
            ProgressLine line(!options.json && ::isatty(STDERR_FILENO) == 1);
            return way->service ? sync_by_service(*way->service, order, line)
                                : sync_here(config, order, line);
        } catch (const storage::Broken& broken) {
            return error_of(broken);
        }
    }();
    return state ? show(answer_of_sync(*state), options) : show_error(state.error(), options);
}

}  // namespace bot
