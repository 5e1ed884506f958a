// SPDX-License-Identifier: Apache-2.0
// One connection of the client, plain or TLS, how it comes about, and one exchange over it. Included by
// net/client*.cpp, net/proxy_tunnel.cpp and net/websocket*.cpp only.
#pragma once

#include "net/client.hpp"
#include "net/http.hpp"
#include "net/proxy.hpp"
#include "net/url.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

namespace net {

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

// How connections leave: whom they trust, and through which proxy.
class Dialer {
  public:
    // Throws as the constructor of Client does.
    Dialer(boost::asio::io_context& the_loop, ClientSettings the_settings);
    // Looks up, connects, asks the proxy if there is one for this host and, for https, shakes hands and
    // verifies. What goes through a proxy is looked up there. The dialer must live until this completes.
    boost::asio::awaitable<Connected> dial(Url url, Deadline deadline);

    boost::asio::io_context& loop;
    const ClientSettings settings;

  private:
    boost::asio::ssl::context& trusting();
    ProxyRules proxies_;
    boost::asio::ssl::context tls_;
    bool trusts_system_ = false;
};

// Asks `proxy` for a way to `url`, within the deadline of `stream`. Errc::unavailable when there is none.
boost::asio::awaitable<core::Result<void>> open_tunnel(boost::beast::tcp_stream& stream, const Proxy& proxy,
                                                       const Url& url);

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
