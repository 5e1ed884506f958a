// SPDX-License-Identifier: Apache-2.0
#include "net/websocket.hpp"

#include "core/text.hpp"
#include "net/websocket_line.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <deque>

namespace net {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using Code = boost::system::error_code;
using Clock = std::chrono::steady_clock;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t most_message = 1U << 20U;
constexpr std::size_t read_size = 16U << 10U;
constexpr std::chrono::seconds parting_time{5};

// http and https carry a WebSocket's opening, and parse_url knows them.
core::Result<Url> parse_websocket_url(std::string_view text) {
    const auto wrong =
        core::invalid("This is no ws or wss URL; nothing was sent. Write it like wss://host/path.");
    if (!core::starts_with_ignoring_case(text, "ws://") && !core::starts_with_ignoring_case(text, "wss://"))
        return wrong;
    auto url = parse_url("http" + std::string(text.substr(2)));
    if (!url) return wrong;
    return url;
}

core::Error not_switched(const Url& url, const Code& failed, unsigned status) {
    if (failed == websocket::error::upgrade_declined)
        return core::unavailable(fmt::format("{} refused the WebSocket. Try again later.", url.authority()),
                                 fmt::format("HTTP {}", status));
    const auto* what = failed == boost::beast::error::timeout ? "did not open the WebSocket in time"
                                                              : "did not open the WebSocket as it should";
    return core::unavailable(fmt::format("{} {}. Try again later.", url.authority(), what), failed.message());
}

}  // namespace

class WebSocket::Inside : public std::enable_shared_from_this<Inside> {
  public:
    using Shared = std::shared_ptr<Inside>;

    Inside(std::shared_ptr<Dialer> dialer, std::unique_ptr<Connection> connection, const Url& url)
        : dialer_(std::move(dialer)),
          host_(url.authority()),
          stream_(std::move(connection)),
          parting_(stream_.get_executor()) {
        stream_.read_message_max(most_message);
        stream_.text(true);
        stream_.control_callback([this](websocket::frame_type kind, auto) {
            if (kind == websocket::frame_type::close) on_close_frame();
            seen();
        });
        stream_.set_option(websocket::stream_base::decorator(
            [agent = dialer_->settings.user_agent](websocket::request_type& request) {
                request.set(boost::beast::http::field::user_agent, agent);
            }));
    }

    asio::awaitable<core::Result<void>> open(const Url& url, Deadline deadline) {
        tcp().expires_at(deadline);
        websocket::response_type response;
        auto authority = url.authority(), target = url.target;
        const auto [failed] = co_await stream_.async_handshake(response, authority, target, as_value);
        if (failed) co_return not_switched(url, failed, response.result_int());
        tcp().expires_never();
        seen();
        co_return core::Result<void>();
    }

    static asio::awaitable<core::Result<std::string>> read(Shared self, Deadline deadline) {
        // Beast cannot be asked again once a message broke off.
        if (self->is_over_) co_return self->error("is not listened to any more");
        const Alarm alarm(self, deadline);
        boost::beast::flat_buffer buffer;
        do {
            const auto [failed, count] = co_await self->stream_.async_read_some(buffer, read_size, as_value);
            if (failed) co_return self->ended(failed, alarm);
            self->seen();
        } while (!self->stream_.is_message_done());
        if (self->stream_.got_binary()) {
            self->is_over_ = true;
            asio::co_spawn(self->stream_.get_executor(), say_and_leave(self), asio::detached);
            co_return self->error("sent a binary message");
        }
        co_return boost::beast::buffers_to_string(buffer.data());
    }

    static asio::awaitable<core::Result<void>> send(Shared self, std::string text) {
        const auto mine = std::make_shared<Outgoing>(self->tcp().get_executor(), std::move(text));
        self->outgoing_.push_back(mine);
        if (self->outgoing_.size() == 1) self->write_first();
        while (!mine->is_done) co_await mine->bell.async_wait(as_value);
        if (mine->failed) co_return self->error("took no message", mine->failed);
        co_return core::Result<void>();
    }

    static asio::awaitable<core::Result<void>> close(Shared self, std::uint16_t code, Deadline deadline) {
        const auto failed = co_await part(self, code, deadline);
        if (failed) co_return self->error("did not close properly", failed);
        co_return core::Result<void>();
    }

    void ping() {
        if (std::exchange(is_pinging_, true)) return;
        const websocket::ping_data nothing;
        stream_.async_ping(nothing, [self = shared_from_this()](Code) { self->is_pinging_ = false; });
    }
    void abort() { tcp().close(); }
    Clock::time_point last_frame() const { return last_frame_; }

  private:
    struct Outgoing {
        Outgoing(const asio::any_io_executor& executor, std::string the_text)
            : text(std::move(the_text)), bell(executor, Clock::time_point::max()) {}
        std::string text;
        asio::steady_timer bell;
        bool is_done = false;
        Code failed;
    };

    // Ends the connection at a time, unless destroyed before. Not tcp_stream's own: that is one for both
    // directions and cannot be set while something is under way.
    class Alarm {
      public:
        Alarm(const Shared& inside, Deadline at) : timer_(inside->tcp().get_executor()) {
            if (at == Deadline::max()) return;
            timer_.expires_at(at);
            timer_.async_wait([inside, state = state_](Code) {
                if (state->is_off) return;
                state->has_rung = true;
                inside->abort();
            });
        }
        ~Alarm() { state_->is_off = true; }
        Alarm(const Alarm&) = delete;
        Alarm& operator=(const Alarm&) = delete;
        bool has_rung() const { return state_->has_rung; }

      private:
        struct State {
            bool is_off = false, has_rung = false;
        };
        std::shared_ptr<State> state_ = std::make_shared<State>();
        asio::steady_timer timer_;
    };

    // Nobody waits for the peer's word to it.
    static asio::awaitable<void> say_and_leave(Shared self) {
        co_await part(self, websocket::close_code::unknown_data, Clock::now() + parting_time);
        self->abort();
    }

    static asio::awaitable<Code> part(Shared self, std::uint16_t code, Deadline deadline) {
        // Beast takes a second close for a bug.
        if (std::exchange(self->is_closing_, true)) co_return asio::error::operation_aborted;
        const Alarm alarm(self, deadline);
        const websocket::close_reason reason(code);
        const auto [failed] = co_await self->stream_.async_close(reason, as_value);
        // The peer closed first: what was wanted.
        if (failed && !self->peer_has_closed_) co_return failed;
        co_return Code();
    }

    // Beast answers and then waits for the end of the connection, without a deadline of its own.
    void on_close_frame() {
        if (std::exchange(peer_has_closed_, true)) return;
        parting_.expires_after(parting_time);
        parting_.async_wait([weak = weak_from_this()](Code failed) {
            if (const auto self = weak.lock(); self && !failed) self->abort();
        });
    }

    void write_first() {
        stream_.async_write(
            asio::buffer(outgoing_.front()->text),
            [self = shared_from_this()](Code failed, std::size_t) { self->on_written(failed); });
    }
    void on_written(Code failed) {
        const auto first = std::move(outgoing_.front());
        outgoing_.pop_front();
        first->is_done = true;
        first->failed = failed;
        first->bell.cancel();
        if (!outgoing_.empty()) write_first();
    }

    core::Error ended(const Code& failed, const Alarm& alarm) {
        is_over_ = true;
        if (alarm.has_rung()) return error("sent nothing in time", boost::beast::error::timeout);
        if (failed == websocket::error::closed)
            return core::unavailable(host_ + " closed the WebSocket.",
                                     fmt::format("closed {}", static_cast<unsigned>(stream_.reason().code)));
        if (failed == websocket::error::message_too_big) return error("sent a message over 1 MiB", failed);
        if (failed == asio::error::operation_aborted) return error("is not listened to any more", failed);
        return error("broke the WebSocket off", failed);
    }
    core::Error error(std::string_view what, const Code& failed = {}) const {
        return core::unavailable(fmt::format("{} {}.", host_, what), failed ? failed.message() : "");
    }

    void seen() { last_frame_ = Clock::now(); }
    boost::beast::tcp_stream& tcp() { return stream_.next_layer().tcp(); }

    std::shared_ptr<Dialer> dialer_;  // the TLS context lives there
    std::string host_;
    websocket::stream<Line, false> stream_;  // without compression
    asio::steady_timer parting_;             // after the peer's close frame
    Clock::time_point last_frame_;
    std::deque<std::shared_ptr<Outgoing>> outgoing_;  // the first is being written
    bool is_pinging_ = false, is_closing_ = false, is_over_ = false, peer_has_closed_ = false;
};

WebSocket::WebSocket(std::shared_ptr<Inside> inside) : inside_(std::move(inside)) {}
WebSocket::~WebSocket() { inside_->abort(); }

asio::awaitable<core::Result<std::unique_ptr<WebSocket>>> WebSocket::connect(const Client& client,
                                                                             std::string text,
                                                                             Deadline deadline) {
    const auto url = parse_websocket_url(text);
    if (!url) co_return url.error();
    auto dialer = client.dialer();
    auto dialled = co_await dialer->dial(*url, deadline);
    if (!dialled.connection) co_return std::move(dialled.error);
    auto inside = std::make_shared<Inside>(dialer, std::move(dialled.connection), *url);
    const auto opened = co_await inside->open(*url, deadline);
    if (!opened) co_return opened.error();
    co_return std::unique_ptr<WebSocket>(new WebSocket(std::move(inside)));
}

asio::awaitable<core::Result<std::string>> WebSocket::read(Deadline deadline) {
    return Inside::read(inside_, deadline);
}
asio::awaitable<core::Result<void>> WebSocket::send(std::string text) {
    return Inside::send(inside_, std::move(text));
}
void WebSocket::ping() { inside_->ping(); }
asio::awaitable<core::Result<void>> WebSocket::close(std::uint16_t code, Deadline deadline) {
    return Inside::close(inside_, code, deadline);
}
void WebSocket::abort() { inside_->abort(); }
Clock::time_point WebSocket::last_frame() const { return inside_->last_frame(); }

}  // namespace net
