// SPDX-License-Identifier: Apache-2.0
#include "net/client_connection.hpp"

#include "net/client.hpp"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

// The system's look-up cannot be interrupted, so a late one is left to end by itself.
struct Lookup {
    explicit Lookup(asio::io_context& loop) : resolver(loop), bell(loop) {}
    tcp::resolver resolver;
    asio::steady_timer bell;
    Code failed = boost::beast::error::timeout;
    tcp::resolver::results_type found;
};

// The first stop on the way to a URL: its host, or the proxy.
struct Hop {
    std::string host;
    std::uint16_t port;
    std::string name;  // as sentences call it
};
Hop first_hop(const Url& url, const Proxy* proxy) {
    if (proxy) return {proxy->host, proxy->port, "The proxy " + proxy->authority()};
    return {url.host, url.port, url.authority()};
}

asio::awaitable<std::shared_ptr<Lookup>> look_up(asio::io_context& loop, const Hop& hop, Deadline deadline) {
    auto lookup = std::make_shared<Lookup>(loop);
    lookup->bell.expires_at(deadline);
    lookup->resolver.async_resolve(hop.host, std::to_string(hop.port),
                                   [lookup](Code failed, tcp::resolver::results_type found) {
                                       lookup->failed = failed;
                                       lookup->found = std::move(found);
                                       lookup->bell.cancel();
                                   });
    co_await lookup->bell.async_wait(as_value);
    co_return lookup;
}

core::Error unreachable(const Hop& hop, const Code& failed) {
    return core::unavailable(
        fmt::format("{} cannot be reached; nothing was sent. Try again later.", hop.name),
        std::string(nothing_sent) + failed.message());
}
bool speaks_no_tls_of_ours(const Code& failed) {
    const auto message = failed.message();
    return message.find("protocol version") != std::string::npos ||
           message.find("unsupported protocol") != std::string::npos;
}

std::string_view cure_of(const Code& failed, long verified) {
    switch (verified) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "Its certificate has expired or is not valid yet: whoever runs it renews that, or this "
                   "machine's clock is wrong.";
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
        case X509_V_ERR_UNSPECIFIED:  // said by the check of the name
            return "Its certificate is for another name: check the configured address, and what answers in "
                   "its "
                   "place.";
        default:
            break;
    }
    if (speaks_no_tls_of_ours(failed))
        return "It speaks no TLS 1.2 or newer: whoever runs it, or the proxy on the way, switches that on.";
    return "If its certificate is from the company's own authority, add that to the configured CA file.";
}

core::Error untrusted(const Url& url, const Code& failed, long verified) {
    auto detail = std::string(nothing_sent) + failed.message();
    if (verified != X509_V_OK) detail.append(": ").append(X509_verify_cert_error_string(verified));
    return core::unavailable(fmt::format("No trusted TLS connection to {} came about; nothing was sent. {}",
                                         url.authority(), cure_of(failed, verified)),
                             std::move(detail));
}

bool is_address(const std::string& host) {
    Code failed;
    asio::ip::make_address(host, failed);
    return !failed;
}

asio::awaitable<Code> shake_hands(Connection& connection, const Url& url) {
    connection.stream.set_verify_mode(asio::ssl::verify_peer);
    connection.stream.set_verify_callback(asio::ssl::host_name_verification(url.host));
    // Server name indication takes names only (RFC 6066, 3).
    if (!is_address(url.host)) SSL_set_tlsext_host_name(connection.stream.native_handle(), url.host.c_str());
    const auto [failed] =
        co_await connection.stream.async_handshake(asio::ssl::stream_base::client, as_value);
    co_return failed;
}

}  // namespace

Dialer::Dialer(asio::io_context& the_loop, ClientSettings the_settings)
    : loop(the_loop),
      settings(std::move(the_settings)),
      proxies_(parse_proxy(settings.proxy, settings.no_proxy).value()),
      tls_(asio::ssl::context::tls_client) {
    SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_2_VERSION);
    if (!settings.ca_file.empty()) tls_.load_verify_file(settings.ca_file);
}

// Reading the system's authorities takes tens of milliseconds, so it waits for the first https URL.
asio::ssl::context& Dialer::trusting() {
    if (!std::exchange(trusts_system_, true)) tls_.set_default_verify_paths();
    return tls_;
}

asio::awaitable<Connected> Dialer::dial(Url url, Deadline deadline) {
    const auto* proxy = proxy_for(proxies_, url.host);
    const auto hop = first_hop(url, proxy);
    const auto lookup = co_await look_up(loop, hop, deadline);
    if (lookup->failed) co_return Connected{nullptr, unreachable(hop, lookup->failed)};
    auto connection = std::make_unique<Connection>(loop, url.is_secure ? trusting() : tls_, url.is_secure);
    connection->tcp().expires_at(deadline);
    const auto [failed, endpoint] = co_await connection->tcp().async_connect(lookup->found, as_value);
    if (failed) co_return Connected{nullptr, unreachable(hop, failed)};
    Code ignored;
    connection->tcp().socket().set_option(tcp::no_delay(true), ignored);
    if (proxy) {
        const auto way = co_await open_tunnel(connection->tcp(), *proxy, url);
        if (!way) co_return Connected{nullptr, way.error()};
    }
    if (url.is_secure) {
        const auto refused = co_await shake_hands(*connection, url);
        const auto verified = SSL_get_verify_result(connection->stream.native_handle());
        if (refused) co_return Connected{nullptr, untrusted(url, refused, verified)};
    }
    co_return Connected{std::move(connection), {}};
}

}  // namespace net
