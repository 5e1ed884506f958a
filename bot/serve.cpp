// SPDX-License-Identifier: Apache-2.0
#include "bot/serve.hpp"

#include "bot/awake.hpp"
#include "bot/checkout_lines.hpp"
#include "bot/console_routes.hpp"
#include "bot/control.hpp"
#include "bot/crash_points.hpp"
#include "bot/demo.hpp"
#include "bot/descriptors.hpp"
#include "bot/facts_inbox.hpp"
#include "bot/housekeeping.hpp"
#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "bot/log.hpp"
#include "bot/restore.hpp"
#include "bot/rules_mark.hpp"
#include "bot/socket_link.hpp"
#include "bot/systemd.hpp"
#include "bot/version.hpp"
#include "core/text.hpp"
#include "net/server.hpp"
#include "net/unix_channel.hpp"
#include "sources/sample.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds longest_stop{10};
constexpr std::chrono::microseconds awake_after_work{100};
constexpr std::chrono::seconds patience_with_shells{10};
constexpr std::chrono::minutes longest_import{2};  // a demo's clock moves by making weeks of sample data

int fail(const core::Error& error) {
    std::fprintf(stderr, "%s\n", error.sentence.c_str());
    switch (error.code) {
        case core::Errc::invalid:
        case core::Errc::not_found:
            return 2;
        case core::Errc::denied:
        case core::Errc::conflict:
            return 4;
        case core::Errc::unavailable:
            return 3;
    }
    return 3;
}

std::size_t body_limit(std::string_view, std::string_view path) {
    return path.starts_with("/slack/") ? 1U << 20U : 64U << 10U;
}

// A handler that throws is logged here, once; the client gets a neutral 500 from the server.
void log_handler_failure(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const std::exception& error) {
        log(Level::error, "request.failed", "A request could not be handled.", {{"why", error.what()}});
    } catch (...) {
        log(Level::error, "request.failed", "A request could not be handled.",
            {{"why", "no std::exception"}});
    }
}

void log_none_given(const std::string& why) {
    log(Level::error, "service.no_connection",
        "The system gives no further connection: who calls now waits. Allow the process more open files "
        "(LimitNOFILE= in the unit, ulimit -n), or lower server.connections.",
        {{"why", why}});
}

// The same refusal, and which setting to change.
core::Error set_by(core::Error error, std::string_view setting) {
    error.sentence += fmt::format(" The address is the setting {}.", setting);
    return error;
}

class Running {
  public:
    Running(Config config, CompanyPolicy company, ServiceOptions options, const std::filesystem::path& folder,
            const Room& room)
        : folder_(folder),
          room_(room),
          service_(loop_, std::move(config), std::move(company), std::move(options), folder / "ispo.db") {
        facts_.on_facts = [this] { return service_.dispatcher.refresh_vocabulary(); };
    }

    core::Result<void> open() {
        if (service_.installations_closed) {
            auto why = *service_.installations_closed;
            why.sentence += " Nothing was started.";
            return why;
        }
        net::ServerLimits limits;
        limits.body_bytes = body_limit;
        limits.connections = room_.connections;
        limits.refused = room_.refused;
        limits.on_error = log_handler_failure;
        limits.on_none_given = log_none_given;
        if (service_.options.demo) limits.handle = longest_import;
        auto open_public = net::Server::listen(
            loop_, service_.config.text("server.listen"), limits,
            [this](net::Request request) { return on_public(std::move(request)); },
            [this](const net::Request& request, net::Response& response) {
                return handle_at_once(service_, request, response);
            });
        if (!open_public) return set_by(open_public.error(), "server.listen, or --listen for one run");
        public_ = std::move(*open_public);
        if (!service_.options.demo) {
            limits.connections = room_.probes;
            auto open_admin = net::Server::listen(
                loop_, service_.config.text("server.admin_listen"), limits,
                [this](net::Request request) { return handle_admin(service_, std::move(request)); });
            if (!open_admin) return set_by(open_admin.error(), "server.admin_listen");
            admin_ = std::move(*open_admin);
        }
        auto control = net::UnixServer::listen(
            loop_, socket_in(folder_),
            [this](std::string message, std::uint32_t user) {
                return answer_control(service_, facts_, std::move(message), user);
            },
            patience_with_shells, too_many_shells());
        if (!control) return control.error();
        control_ = std::move(*control);
        service_.open_connections = [this] {
            return public_->counts().connections + (admin_ ? admin_->counts().connections : 0);
        };
        return {};
    }

    void seed() {
        if (!service_.options.demo) return;
        auto writer = service_.store.writer();
        const auto now = demo_time(writer);
        if (!writer.meta("demo_now")) {
            std::fprintf(stderr, "Making the sample company …\n");
            import_sample(writer, now, service_.company, true);
        }
        service_.clock.set(now);
        for (const auto& problem :
             import_checkouts(writer, service_.options.checkouts, service_.company, now))
            std::fprintf(stderr, "Not shown: %s\n", problem.c_str());
    }

    void run() {
        house_.keep();
        facts_.keep();
        open_link();
        hang_up_.add(SIGHUP);
        await_hang_up();
        // Only now: until here, a signal ends the program at once, and the next start makes up for it.
        for (const int number : {SIGINT, SIGTERM}) signals_.add(number);
        signals_.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) stop();
        });
        announce();
        run_awake(loop_, awake_after_work, [this] { return service_.database.waiting() > 0; });
        service_.database.stop();
        house_.checkpoint(0);
        log(Level::info, "service.stopped", "Stopped.");
    }

  private:
    asio::awaitable<net::Response> on_public(net::Request request) {
        const auto path = request.path();
        const bool probe = path == "/healthz" || path == "/readyz" || path == "/metrics";
        if (service_.options.demo && probe) {
            if (!is_loopback_host(request.header("host")))
                co_return net::text_response(421, "This demo answers to 127.0.0.1 and localhost only.\n");
            co_return co_await handle_admin(service_, std::move(request));
        }
        co_return co_await handle_public(service_, std::move(request));
    }

    void announce() {
        notify_systemd(fmt::format("READY=1\nSTATUS=Answering on {}", service_.config.text("server.listen")));
        log(Level::info, "service.started", "Answering.",
            {{"listen", fmt::format("port {}", public_->port())},
             {"admin", admin_ ? fmt::format("port {}", admin_->port()) : "same"},
             {"slack", service_.slack ? "configured" : "not configured"},
             {"version", std::string(version())}});
        if (service_.options.demo) {
            std::string own;
            for (const auto& each : checkouts_to_try(service_.store.reader())) own += each.told + " · ";
            std::printf(
                "Open http://127.0.0.1:%u/ for the console (sample data; nothing leaves this machine).\nTry: "
                "%sready payments-api · find feature flags · "
                "help\nAct as somebody else at the left, move the clock at the lower left; Ctrl-C stops.\n",
                public_->port(), own.c_str());
        }
        std::fflush(stdout);
    }

    // Socket Mode, when there is a token for it.
    void open_link() {
        if (!service_.slack || service_.slack->app_token.empty()) return;
        link_.emplace(service_);
        service_.link_status = [this] { return std::optional(link_->status()); };
        ++draining_;
        asio::co_spawn(loop_, link_->run(), drained());
    }

    // Settings are read at the start only; a hang-up must not end a service.
    void await_hang_up() {
        hang_up_.async_wait([this](const boost::system::error_code& error, int) {
            if (error) return;
            log(Level::warning, "service.hang_up",
                "SIGHUP changes nothing: settings are read at the start. Restart to apply them.");
            await_hang_up();
        });
    }

    // Stop taking, drain what is inside, persist, stop. A second signal ends the process at once.
    void stop() {
        end_at_second_signal();
        service_.stopping = true;
        service_.tokens.stop();
        service_.sync.stop();
        service_.backups.stop();
        facts_.stop();
        notify_systemd("STOPPING=1");
        log(Level::info, "service.stopping", "Stopping: no new work is taken.");
        give_up_.expires_after(longest_stop);
        give_up_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            log(Level::warning, "service.stop_late", "Not everything ended in time; stopping anyway.",
                {{"inside", who_is_inside()}});
            loop_.stop();
        });
        // Side by side: a shell that is slow must not keep the HTTP servers open, nor they the shell's
        // socket.
        if (link_) link_->stop();
        asio::co_spawn(loop_, control_->drain(), drained());
        asio::co_spawn(loop_, drain(), drained());
    }

    // Who keeps a stop waiting, in the order in which they are waited for.
    std::string who_is_inside() const {
        std::vector<std::string> who;
        const auto add = [&who](std::string_view what, std::string inside) {
            if (!inside.empty()) who.push_back(fmt::format("{}: {}", what, inside));
        };
        const auto count = [](std::size_t open) { return open == 0 ? std::string() : std::to_string(open); };
        add("connections", count(public_->counts().connections));
        add("connections of probes", count(admin_ ? admin_->counts().connections : 0));
        add("background", service_.background.who());
        add("directory", service_.directory.who());
        add("outbox", service_.outbox.who());
        add("tokens", service_.tokens.who());
        add("sources", service_.sync.who());
        add("backups", service_.backups.who());
        add("facts", facts_.who());
        add("socket mode", link_ ? count(static_cast<std::size_t>(link_->status().live)) : "");
        return core::join(who, "; ");
    }

    // The last that has ended stops the loop.
    std::function<void(const std::exception_ptr&)> drained() {
        return [this](const std::exception_ptr& thrown) {
            logged("service.drain_failed")(thrown);
            if (--draining_ == 0) loop_.stop();
        };
    }

    // The system ends us even when the loop is stuck; the wait finds a signal that came before that was set.
    void end_at_second_signal() {
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGTERM, SIG_DFL);
        signals_.async_wait([](const boost::system::error_code& error, int number) {
            if (!error) std::raise(number);
        });
    }

    asio::awaitable<void> drain() {
        co_await public_->drain();
        if (admin_) co_await admin_->drain();
        co_await service_.background.wait();
        service_.directory.stop();
        co_await service_.directory.wait();
        service_.outbox.stop();
        co_await service_.outbox.wait();
        co_await service_.tokens.wait();
        co_await service_.sync.wait();
        co_await service_.backups.wait();
        co_await facts_.wait();
    }

    asio::io_context loop_{1};
    asio::signal_set signals_{loop_};
    asio::signal_set hang_up_{loop_};
    int draining_ = 2;  // the shell's socket; HTTP and what runs behind it; Socket Mode adds itself
    asio::steady_timer give_up_{loop_};
    std::filesystem::path folder_;
    Room room_;
    Service service_;
    FactsInbox facts_{loop_,   service_.database, service_.company, rules_mark(service_.config),
                      folder_, wall_now};
    Housekeeping house_{service_};
    std::optional<SocketLink> link_;
    std::unique_ptr<net::Server> public_, admin_;
    std::unique_ptr<net::UnixServer> control_;
};

}  // namespace

namespace {

bool is_loopback(std::string_view listen) {
    return listen.starts_with("127.") || listen.starts_with("[::1]") || listen.starts_with("localhost:");
}

}  // namespace

int serve(Config config, ServiceOptions options) {
    std::signal(SIGPIPE, SIG_IGN);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);  // secrets are in memory
    start_log(config.text("log.level"), config.text("log.format"));
    for (const auto& warning : config.warnings) log(Level::warning, "config.warning", warning);
    if (!options.demo)
        if (const auto apart = check_addresses(config); !apart) return fail(apart.error());
    if (options.demo && !is_loopback(config.text("server.listen")))
        return fail(core::invalid(
            "A demo answers on this machine only; nothing was started. Set server.listen (--listen) to "
            "127.0.0.1, [::1] or localhost, e.g. 127.0.0.1:8080."));
    options.outbox_delays.until_look = look_after(options.outbox_delays.until_look);
    auto company = CompanyPolicy::read(config);
    if (!company) return fail(company.error());
    for (const auto& fault : company->fault_lines()) log(Level::warning, "governance.fault", fault);
    const auto wanted = static_cast<std::size_t>(config.integer("server.connections"));
    const auto room = room_for(wanted, raise_open_files(wanted));
    if (!room.warning.empty()) log(Level::warning, "service.open_files", room.warning);
    const auto folder = options.demo ? demo_folder(config) : config.data_folder();
    if (const auto made = make_data_folder(config.data_folder()); !made) return fail(made.error());
    const auto lock = FolderLock::take(folder);
    if (!lock) return fail(lock.error());
    lock->is_starting();
    if (!options.demo) remove_left_copies(config);
    try {
        Running running(std::move(config), std::move(*company), std::move(options), folder, room);
        if (const auto opened = running.open(); !opened) return fail(opened.error());
        running.seed();
        lock->has_started();
        running.run();
        return 0;
    } catch (const storage::Broken& broken) {
        return fail(error_of(broken));
    }
}

}  // namespace bot
