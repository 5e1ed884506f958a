// SPDX-License-Identifier: Apache-2.0
#include "net/unix_channel.hpp"

#include "net/framing.hpp"
#include "net/unix_socket.hpp"

#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <map>

namespace net {

namespace asio = boost::asio;
using Code = boost::system::error_code;
using UnixStream = boost::beast::basic_stream<asio::local::stream_protocol>;

namespace {

constexpr std::size_t most_connections = 64;
constexpr std::size_t most_refused = 16;        // beside them, told so; any further one is just closed
constexpr std::chrono::seconds last_words{2};   // for the rest of a request once we drain
constexpr std::chrono::milliseconds rest{100};  // when accepting fails: out of descriptors

bool may_ask(std::uint32_t user) { return user == 0 || user == ::geteuid(); }

}  // namespace

class UnixServer::Inside {
  public:
    Inside(asio::io_context& loop, UnixHandler handler, std::chrono::milliseconds patience, std::string full)
        : acceptor_(loop),
          pause_(loop),
          empty_(loop),
          handler_(std::move(handler)),
          patience_(patience),
          full_(std::move(full)) {}

    core::Result<void> open(const std::filesystem::path& path) {
        const auto created = listen_privately(acceptor_, path);
        if (!created) return created.error();
        path_ = path;
        file_ = *created;
        return {};
    }

    void stop() {
        stop_accepting();
        for (const auto& [stream, has_asked] : streams_) stream->close();
    }

    static asio::awaitable<void> drain(std::shared_ptr<Inside> self) {
        self->stop_accepting();
        co_await until_empty(*self, Clock::now() + last_words);
        for (const auto& [stream, has_asked] : self->streams_)
            if (!has_asked) stream->close();
        co_await until_empty(*self, Clock::time_point::max());
    }

    static asio::awaitable<void> accept(std::shared_ptr<Inside> self) {
        const auto loop = co_await asio::this_coro::executor;
        while (self->acceptor_.is_open()) {
            auto [failed, socket] =
                co_await self->acceptor_.async_accept(asio::as_tuple(asio::use_awaitable));
            if (!failed && self->streams_.size() < most_connections + most_refused) {
                asio::co_spawn(loop, serve(self, std::move(socket)), asio::detached);
            } else if (failed && self->acceptor_.is_open()) {
                self->pause_.expires_after(rest);
                co_await self->pause_.async_wait(asio::as_tuple(asio::use_awaitable));
            }
        }
    }

    std::size_t connections() const { return streams_.size(); }

  private:
    using Clock = std::chrono::steady_clock;

    void stop_accepting() {
        if (!acceptor_.is_open()) return;
        remove_socket(path_, file_);
        Code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
    }

    // Until no connection is left, or the deadline.
    static asio::awaitable<void> until_empty(Inside& self, Clock::time_point deadline) {
        while (!self.streams_.empty() && Clock::now() < deadline) {
            self.empty_.expires_at(deadline);
            co_await self.empty_.async_wait(asio::as_tuple(asio::use_awaitable));
        }
    }

    void leave(UnixStream& stream) {
        streams_.erase(&stream);
        if (streams_.empty()) empty_.cancel();
    }

    static asio::awaitable<void> serve(std::shared_ptr<Inside> self, UnixSocket socket) {
        UnixStream stream(std::move(socket));
        const bool is_full = self->streams_.size() >= most_connections;
        self->streams_.emplace(&stream, false);
        const std::shared_ptr<void> out(nullptr, [&](void*) { self->leave(stream); });
        try {
            co_await answer(*self, stream, is_full);
        } catch (const std::exception&) {
            // The asker vanished, was too slow, or sent no message of ours; closing is the answer.
        }
    }

    static asio::awaitable<void> answer(Inside& self, UnixStream& stream, bool is_full) {
        const auto user = user_behind(stream.socket());
        if (!may_ask(user)) co_return;
        stream.expires_after(self.patience_);
        auto message = co_await read_message(stream);
        self.streams_[&stream] = true;
        stream.expires_never();
        auto reply = self.full_;
        if (!is_full) reply = co_await self.handler_(std::move(message), user);
        stream.expires_after(self.patience_);
        co_await write_message(stream, reply);
    }

    UnixAcceptor acceptor_;
    asio::steady_timer pause_;
    asio::steady_timer empty_;  // cancelled when the last connection is gone
    UnixHandler handler_;
    std::chrono::milliseconds patience_;
    std::string full_;
    std::filesystem::path path_;
    FileIdentity file_;
    std::map<UnixStream*, bool> streams_;  // and whether its whole request has come
};

core::Result<std::unique_ptr<UnixServer>> UnixServer::listen(asio::io_context& loop,
                                                             const std::filesystem::path& path,
                                                             UnixHandler handler,
                                                             std::chrono::milliseconds patience,
                                                             std::string full) {
    auto inside = std::make_shared<Inside>(loop, std::move(handler), patience, std::move(full));
    if (const auto open = inside->open(path); !open) return open.error();
    asio::co_spawn(loop, Inside::accept(inside), asio::detached);
    return std::unique_ptr<UnixServer>(new UnixServer(std::move(inside)));
}

UnixServer::UnixServer(std::shared_ptr<Inside> inside) : inside_(std::move(inside)) {}
UnixServer::~UnixServer() { stop(); }
asio::awaitable<void> UnixServer::drain() { return Inside::drain(inside_); }
void UnixServer::stop() { inside_->stop(); }
std::size_t UnixServer::connections() const { return inside_->connections(); }

}  // namespace net
