// SPDX-License-Identifier: Apache-2.0
#include "net/server.hpp"

#include "net/session.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <charconv>
#include <utility>

namespace net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;
using Acceptor = asio::basic_socket_acceptor<tcp, asio::io_context::executor_type>;

core::Result<tcp::endpoint> endpoint_of(std::string_view where) {
    const auto wrong = core::invalid(
        fmt::format("\"{}\" is no address to listen on. Write it like 127.0.0.1:8080 or [::1]:8080.", where));
    const auto colon = where.rfind(':');
    if (colon == std::string_view::npos) return wrong;
    auto host = where.substr(0, colon);
    const auto digits = where.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, bad] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (bad != std::errc{} || end != digits.data() + digits.size()) return wrong;
    if (host == "localhost") host = "127.0.0.1";
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    Code failed;
    const auto address = asio::ip::make_address(std::string(host), failed);
    if (failed) return wrong;
    return tcp::endpoint(address, port);
}

core::Error refusal(std::string_view where, const Code& failed) {
    namespace errc = boost::system::errc;
    if (failed == errc::address_in_use)
        return core::conflict(fmt::format(
            "Another program already listens on {}. Stop it, or choose another port; nothing was started.",
            where));
    if (failed == errc::permission_denied)
        return core::denied(fmt::format(
            "This user may not listen on {}. Choose a port of 1024 or above; nothing was started.", where));
    if (failed == errc::address_not_available)
        return core::invalid(fmt::format(
            "{} is no address of this machine. Choose one of its own; nothing was started.", where));
    return core::unavailable(fmt::format("Listening on {} failed; nothing was started.", where),
                             failed.message());
}

Code open(Acceptor& acceptor, const tcp::endpoint& endpoint) {
    Code failed;
    acceptor.open(endpoint.protocol(), failed);
    if (!failed) acceptor.set_option(Acceptor::reuse_address(true), failed);
    if (!failed) acceptor.bind(endpoint, failed);
    if (!failed) acceptor.listen(4096, failed);
    return failed;
}

// Of all of one kind, or of both: Linux takes IPv4 at [::] too.
bool covers(const asio::ip::address& one, const asio::ip::address& other) {
    return one == other || (one.is_unspecified() && (one.is_v6() || other.is_v4()));
}

}  // namespace

bool is_one_address(std::string_view one, std::string_view other) {
    const auto first = endpoint_of(one), second = endpoint_of(other);
    if (!first || !second || first->port() == 0 || first->port() != second->port()) return false;
    return covers(first->address(), second->address()) || covers(second->address(), first->address());
}

class Server::Inside : public std::enable_shared_from_this<Server::Inside> {
  public:
    Inside(asio::io_context& loop, ServerLimits limits)
        : shared(std::make_shared<ServerShared>(loop, std::move(limits))), acceptor(loop), timer(loop) {}

    void accept() {
        acceptor.async_accept([self = shared_from_this()](Code failed, TcpSocket socket) {
            if (!self->acceptor.is_open()) return;
            // Out of descriptors: trying again at once would spin, so the next sweep does.
            self->accept_paused = failed && failed != asio::error::connection_aborted;
            if (self->accept_paused) self->tell(failed);
            if (!failed) self->welcome(std::move(socket));
            if (!self->accept_paused) self->accept();
        });
    }

    void tell(const Code& failed) {
        const auto& hook = shared->limits.on_none_given;
        if (!std::exchange(told, true) && hook) hook(failed.message());
    }

    void welcome(TcpSocket socket) {
        told = false;
        auto& counts = shared->counts;
        const bool is_full = counts.connections >= shared->limits.connections;
        ++(is_full ? counts.refused : counts.accepted);
        if (counts.connections >= shared->limits.connections + shared->limits.refused) return;
        const auto session = std::make_shared<Session>(std::move(socket), shared);
        sessions.push_back(*session);
        is_full ? session->refuse() : session->start();
    }

    void sweep_later() {
        timer.expires_after(shared->limits.sweep);
        timer.async_wait([weak = weak_from_this()](Code failed) {
            const auto self = weak.lock();
            if (failed || !self) return;
            self->sweep();
            self->sweep_later();
        });
    }

    void sweep() {
        const auto now = std::chrono::steady_clock::now();
        for (auto at = sessions.begin(); at != sessions.end();) (at++)->sweep(now);
        if (accept_paused && acceptor.is_open()) {
            accept_paused = false;
            accept();
        }
    }

    void stop_accepting() {
        Code ignored;
        acceptor.close(ignored);
    }

    std::shared_ptr<ServerShared> shared;
    Acceptor acceptor;
    asio::steady_timer timer;
    Sessions sessions;
    std::uint16_t port = 0;
    bool accept_paused = false;
    bool told = false;  // that none is given
};

core::Result<std::unique_ptr<Server>> Server::listen(asio::io_context& loop, std::string_view where,
                                                     ServerLimits limits, Handler handler,
                                                     ImmediateHandler immediate) {
    const auto endpoint = endpoint_of(where);
    if (!endpoint) return endpoint.error();
    auto inside = std::make_shared<Inside>(loop, std::move(limits));
    inside->shared->handler = std::move(handler);
    inside->shared->immediate = std::move(immediate);
    if (const auto failed = open(inside->acceptor, *endpoint)) return refusal(where, failed);
    inside->port = inside->acceptor.local_endpoint().port();
    inside->accept();
    inside->sweep_later();
    return std::unique_ptr<Server>(new Server(std::move(inside)));
}

Server::Server(std::shared_ptr<Inside> inside) : inside_(std::move(inside)) {}
Server::~Server() { stop(); }

std::uint16_t Server::port() const { return inside_->port; }
ServerCounts Server::counts() const { return inside_->shared->counts; }

asio::awaitable<void> Server::drain() {
    // Held here because the server may be destroyed while this waits.
    const auto inside = inside_;
    const auto shared = inside->shared;
    shared->draining = true;
    inside->stop_accepting();
    for (auto at = inside->sessions.begin(); at != inside->sessions.end();) (at++)->drain();
    while (shared->counts.connections > 0)
        co_await shared->empty.async_wait(asio::as_tuple(asio::use_awaitable));
}

void Server::stop() {
    inside_->shared->draining = true;
    inside_->stop_accepting();
    inside_->timer.cancel();
    for (auto at = inside_->sessions.begin(); at != inside_->sessions.end();) (at++)->close();
}

}  // namespace net
