// SPDX-License-Identifier: Apache-2.0
// A server for WebSockets (and, on the same port, plain HTTP requests) on the test's own loop: each accepted
// WebSocket runs a script of the test.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <functional>
#include <memory>
#include <string>

namespace support {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

using Asked = http::request<http::string_body>;
using Said = http::response<http::string_body>;
using Plain = websocket::stream<tcp::socket>;
using Secure = websocket::stream<asio::ssl::stream<tcp::socket>>;

// Whatever happens on the way, the peer only hangs up: the test looks at what the client makes of it.
template <class Stream>
class WebSocketPeer {
  public:
    using Wire = std::shared_ptr<Stream>;
    using Script = std::function<asio::awaitable<void>(Wire)>;
    using Http = std::function<Said(const Asked&)>;

    WebSocketPeer(asio::io_context& loop, Script script, Http answer = {}, asio::ssl::context* tls = nullptr)
        : state_(std::make_shared<State>(loop, std::move(script), std::move(answer), tls)) {
        port = state_->acceptor.local_endpoint().port();
        asio::co_spawn(loop, accept_all(state_), asio::detached);
    }
    ~WebSocketPeer() {
        boost::system::error_code ignored;
        state_->acceptor.close(ignored);
    }

    std::uint16_t port = 0;
    const Asked& last_asked() const { return state_->last; }

  private:
    struct State {
        State(asio::io_context& the_loop, Script the_script, Http the_answer, asio::ssl::context* the_tls)
            : loop(the_loop), script(std::move(the_script)), answer(std::move(the_answer)), tls(the_tls) {}
        asio::io_context& loop;
        Script script;
        Http answer;
        asio::ssl::context* tls;
        tcp::acceptor acceptor{loop, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
        Asked last;
    };
    using Shared = std::shared_ptr<State>;

    static asio::awaitable<void> accept_all(Shared state) {
        while (state->acceptor.is_open()) {
            auto [failed, socket] = co_await state->acceptor.async_accept(as_value);
            if (failed) co_return;
            asio::co_spawn(state->loop, serve(state, std::move(socket)), asio::detached);
        }
    }

    static asio::awaitable<void> serve(Shared state, tcp::socket socket) {
        Wire wire;
        if constexpr (std::is_same_v<Stream, Secure>) {
            wire = std::make_shared<Stream>(std::move(socket), *state->tls);
            const auto [refused] =
                co_await wire->next_layer().async_handshake(asio::ssl::stream_base::server, as_value);
            if (refused) co_return;
        } else {
            wire = std::make_shared<Stream>(std::move(socket));
        }
        boost::beast::flat_buffer buffer;
        while (true) {
            Asked asked;
            const auto [failed, count] =
                co_await http::async_read(wire->next_layer(), buffer, asked, as_value);
            if (failed) co_return;
            state->last = asked;
            if (!websocket::is_upgrade(asked)) {
                auto said = state->answer ? state->answer(asked) : Said(http::status::not_found, 11);
                said.prepare_payload();
                const auto [unsent, sent] = co_await http::async_write(wire->next_layer(), said, as_value);
                if (unsent) co_return;
                continue;
            }
            const auto [unaccepted] = co_await wire->async_accept(asked, as_value);
            if (!unaccepted) co_await state->script(wire);
            co_return;
        }
    }

    Shared state_;
};

// The next message; empty when there will be none.
template <class Stream>
asio::awaitable<std::string> hear(std::shared_ptr<Stream> wire) {
    boost::beast::flat_buffer buffer;
    const auto [failed, count] = co_await wire->async_read(buffer, as_value);
    co_return failed ? std::string() : boost::beast::buffers_to_string(buffer.data());
}
template <class Stream>
asio::awaitable<void> say(std::shared_ptr<Stream> wire, std::string text) {
    co_await wire->async_write(asio::buffer(text), as_value);
}
// Ends the connection without a closing handshake.
template <class Stream>
void hang_up(Stream& wire) {
    boost::system::error_code ignored;
    boost::beast::get_lowest_layer(wire).close(ignored);
}

}  // namespace support
