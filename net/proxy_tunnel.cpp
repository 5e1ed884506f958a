// SPDX-License-Identifier: Apache-2.0
#include "net/client_connection.hpp"

#include "net/client.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Code = boost::system::error_code;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);

core::Error gave_no_way(const Proxy& proxy, const Code& failed) {
    return core::unavailable(
        fmt::format("The proxy {} gave no proper answer; nothing was sent. Try again later.",
                    proxy.authority()),
        std::string(nothing_sent) + failed.message());
}

core::Error refused(const Proxy& proxy, const Url& url, unsigned status) {
    const auto detail = fmt::format("{}the proxy said HTTP {}", nothing_sent, status);
    if (status == 407)
        return core::unavailable(fmt::format("The proxy {} wants another user name or password; nothing was "
                                             "sent. Correct network.proxy.",
                                             proxy.authority()),
                                 detail);
    return core::unavailable(fmt::format("The proxy {} does not let us through to {}; nothing was sent. Ask "
                                         "those who run it to allow that, or add the host to "
                                         "network.no_proxy.",
                                         proxy.authority(), url.authority()),
                             detail);
}

}  // namespace

asio::awaitable<core::Result<void>> open_tunnel(boost::beast::tcp_stream& stream, const Proxy& proxy,
                                                const Url& url) {
    const auto request = connect_request(proxy, url);
    const auto [unsent, sent] = co_await asio::async_write(stream, asio::buffer(request), as_value);
    if (unsent) co_return gave_no_way(proxy, unsent);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::empty_body> parser;
    const auto [unread, count] = co_await http::async_read_header(stream, buffer, parser, as_value);
    if (unread) co_return gave_no_way(proxy, unread);
    const auto status = parser.get().result_int();
    if (status < 200 || status > 299) co_return refused(proxy, url, status);
    // We speak first on every tunnel: what is already here comes from nobody we asked.
    if (buffer.size() > 0) co_return gave_no_way(proxy, http::error::unexpected_body);
    co_return core::Result<void>();
}

}  // namespace net
