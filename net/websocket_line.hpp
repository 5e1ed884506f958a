// SPDX-License-Identifier: Apache-2.0
// A connection as the stream under a WebSocket: TLS or plain, decided when it was made, so that Beast's
// templates are compiled once. Included by net/websocket.cpp only.
#pragma once

#include "net/client_connection.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/role.hpp>

namespace net {

class Line {
  public:
    using executor_type = boost::beast::tcp_stream::executor_type;
    explicit Line(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

    executor_type get_executor() noexcept { return connection_->tcp().get_executor(); }
    boost::beast::tcp_stream& tcp() { return connection_->tcp(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers& buffers, Token&& token) {
        return initiate(token, [buffers](auto& stream, auto handler) {
            stream.async_read_some(buffers, std::move(handler));
        });
    }
    template <class Buffers, class Token>
    auto async_write_some(const Buffers& buffers, Token&& token) {
        return initiate(token, [buffers](auto& stream, auto handler) {
            stream.async_write_some(buffers, std::move(handler));
        });
    }

    // What Beast asks of a stream, found by the type of the argument.
    friend void beast_close_socket(Line& line) { line.tcp().close(); }
    // Beast's own waits for the peer to end the connection too, without a deadline: one that cannot speak
    // the protocol, or closes and stays, would count as a connection meanwhile.
    template <class Handler>
    friend void async_teardown(boost::beast::role_type, Line& line, Handler&& handler) {
        boost::system::error_code ignored;
        line.tcp().socket().shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
        line.tcp().close();
        boost::asio::post(
            line.get_executor(),
            boost::beast::bind_front_handler(std::forward<Handler>(handler), boost::system::error_code()));
    }

  private:
    template <class Token, class Start>
    auto initiate(Token& token, Start start) {
        const auto begin = [](auto handler, Connection* connection, const Start& the_start) {
            if (connection->is_secure) return the_start(connection->stream, std::move(handler));
            the_start(connection->tcp(), std::move(handler));
        };
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            begin, token, connection_.get(), std::move(start));
    }

    std::unique_ptr<Connection> connection_;
};

}  // namespace net
