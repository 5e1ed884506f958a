// SPDX-License-Identifier: Apache-2.0
#include "net/client_connection.hpp"

#include "core/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <optional>

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Code = boost::system::error_code;
using Message = http::request<http::string_body>;
using Parser = http::response_parser<http::string_body>;
constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::uint32_t most_header = 64U << 10U;
constexpr int most_interim = 8;

Message message_of(const Url& url, const Request& request, std::string_view user_agent) {
    Message message;
    message.method_string(request.method);
    message.target(url.target);
    message.version(11);
    message.set(http::field::user_agent, user_agent);
    for (const auto& [name, value] : request.headers) message.insert(name, value);
    message.set(http::field::host, url.authority());
    message.erase(http::field::transfer_encoding);
    message.erase(http::field::content_length);
    message.body() = request.body;
    message.prepare_payload();
    return message;
}

Response response_of(Parser& parser) {
    auto& message = parser.get();
    Response response;
    response.status = static_cast<int>(message.result_int());
    for (const auto& field : message) {
        auto name = core::lower(std::string_view(field.name_string().data(), field.name_string().size()));
        std::string value(field.value().data(), field.value().size());
        if (name == "content-type") response.content_type = value;
        response.headers.emplace_back(std::move(name), std::move(value));
    }
    response.body = std::move(message.body());
    return response;
}

bool is_interim(unsigned status) { return status >= 100 && status < 200 && status != 101; }

void renew(std::optional<Parser>& parser, const Message& message, std::size_t body_limit) {
    parser.emplace();
    parser->body_limit(body_limit);
    parser->header_limit(most_header);
    parser->skip(message.method() == http::verb::head);
}

template <class Stream>
asio::awaitable<Exchanged> exchange_over(Stream& stream, boost::beast::flat_buffer& buffer,
                                         const Message& message, std::size_t body_limit) {
    Exchanged done;
    auto [unsent, sent] = co_await http::async_write(stream, message, as_value);
    done.failed = unsent;
    done.was_sent = !unsent;
    std::optional<Parser> parser;
    for (int n = 0; !done.failed && n < most_interim; ++n) {
        renew(parser, message, body_limit);
        auto [unread, count] = co_await http::async_read(stream, buffer, *parser, as_value);
        done.failed = unread;
        done.has_begun = done.has_begun || parser->got_some() || buffer.size() > 0;
        if (done.failed || !is_interim(parser->get().result_int())) break;
    }
    if (done.failed) co_return done;
    if (is_interim(parser->get().result_int())) done.failed = http::error::bad_status;
    // Bytes beyond the answer belong to nothing that was asked.
    done.may_be_kept = parser->keep_alive() && buffer.size() == 0;
    done.response = response_of(*parser);
    co_return done;
}

}  // namespace

asio::awaitable<Exchanged> exchange(Connection& connection, const Url& url, const Request& request,
                                    std::string_view user_agent, std::size_t body_limit, Deadline deadline) {
    const auto message = message_of(url, request, user_agent);
    connection.tcp().expires_at(deadline);
    if (connection.is_secure)
        co_return co_await exchange_over(connection.stream, connection.buffer, message, body_limit);
    co_return co_await exchange_over(connection.tcp(), connection.buffer, message, body_limit);
}

}  // namespace net
