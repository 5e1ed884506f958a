// SPDX-License-Identifier: Apache-2.0
// One connection of the client, plain or TLS, and one exchange over it. Included by net/client*.cpp only.
#pragma once

#include "net/http.hpp"
#include "net/url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

namespace net {

using Deadline = std::chrono::steady_clock::time_point;

struct Connection {
    Connection(boost::asio::io_context& loop, boost::asio::ssl::context& tls, bool secure)
        : stream(loop, tls), is_secure(secure) {}
    boost::beast::tcp_stream& tcp() { return stream.next_layer(); }
    boost::beast::ssl_stream<boost::beast::tcp_stream> stream;  // its inner layer alone serves plain HTTP
    boost::beast::flat_buffer buffer;
    bool is_secure;
    Deadline kept_until;
};

struct Connected {
    std::unique_ptr<Connection> connection;  // null when it failed
    core::Error error;
};
// Looks up, connects and, for https, shakes hands and verifies.
boost::asio::awaitable<Connected> connect(boost::asio::io_context& loop, boost::asio::ssl::context& tls,
                                          Url url, Deadline deadline);

struct Exchanged {
    boost::system::error_code failed;
    bool was_sent = false;     // the whole request
    bool has_begun = false;    // a byte of the answer arrived
    bool may_be_kept = false;  // for a further exchange
    Response response;
};
// Sends and reads one whole answer; interim answers (1xx) are passed over.
boost::asio::awaitable<Exchanged> exchange(Connection& connection, const Url& url, const Request& request,
                                           std::string_view user_agent, std::size_t body_limit,
                                           Deadline deadline);

}  // namespace net
