// SPDX-License-Identifier: Apache-2.0
#include "net/client.hpp"

#include "core/text.hpp"
#include "net/answer_limit.hpp"
#include "net/client_connection.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cerrno>
#include <fstream>
#include <map>

namespace net {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds longest_kept{50};  // servers commonly close after a minute

bool is_token(std::string_view text) {
    const auto is_part = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '_';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), is_part);
}
bool is_field_value(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; });
}
bool may_be_sent(const Request& request) {
    return is_token(request.method) &&
           std::all_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
               return is_token(header.first) && is_field_value(header.second);
           });
}

core::Error failure(const Url& url, const boost::system::error_code& failed) {
    const auto* what = "broke off its answer";
    if (failed == boost::beast::error::timeout) what = "gave no whole answer in time";
    if (failed == boost::beast::http::error::body_limit) what = "gave an answer that is too large";
    return core::unavailable(
        fmt::format("{} {}. Whether it acted is unknown: look before you repeat it.", url.authority(), what),
        failed.message());
}

}  // namespace

bool is_too_large(const core::Error& error) {
    const boost::system::error_code limit = boost::beast::http::error::body_limit;
    return error.code == core::Errc::unavailable && error.detail == limit.message();
}

struct Client::Inside {
    Inside(asio::io_context& loop, ClientSettings the_settings)
        : dialer(std::make_shared<Dialer>(loop, std::move(the_settings))), settings(dialer->settings) {}

    static std::string key_of(const Url& url) {
        return (url.is_secure ? "https://" : "http://") + url.authority();
    }

    // What waits on a kept connection is its end, or something nobody asked for.
    static bool is_silent(Connection& connection) {
        char byte = 0;
        const auto count =
            ::recv(connection.tcp().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    }

    // Null when none is kept. The one used last is the one most likely to live.
    std::unique_ptr<Connection> take(const Url& url) {
        auto& all = kept[key_of(url)];
        const auto now = std::chrono::steady_clock::now();
        std::erase_if(all, [now](const auto& each) { return each->kept_until < now; });
        while (!all.empty()) {
            auto last = std::move(all.back());
            all.pop_back();
            if (is_silent(*last)) return last;
        }
        return nullptr;
    }
    void keep(const Url& url, std::unique_ptr<Connection> connection) {
        auto& all = kept[key_of(url)];
        if (all.size() >= settings.kept_per_host) return;
        connection->tcp().expires_never();
        connection->kept_until = std::chrono::steady_clock::now() + longest_kept;
        all.push_back(std::move(connection));
    }

    asio::awaitable<Exchanged> try_on(std::unique_ptr<Connection> connection, const Url& url,
                                      const Request& request, Deadline deadline) {
        auto done =
            co_await exchange(*connection, url, request, settings.user_agent, settings.body_limit, deadline);
        if (!done.failed && done.may_be_kept) keep(url, std::move(connection));
        co_return done;
    }

    static asio::awaitable<core::Result<Response>> send(std::shared_ptr<Inside> self, std::string text,
                                                        Request request, std::chrono::milliseconds allowed) {
        const auto url = parse_url(text);
        if (!url) co_return url.error();
        if (!may_be_sent(request))
            co_return core::invalid(
                "A header of this request holds a line break or the like; nothing was sent.");
        const auto deadline = std::chrono::steady_clock::now() + allowed;
        if (auto old = self->take(*url)) {
            auto done = co_await self->try_on(std::move(old), *url, request, deadline);
            if (!done.failed) co_return std::move(done.response);
            // What was sent whole may have been acted upon: only what changes nothing is sent again.
            const bool may_repeat = !done.was_sent || request.method == "GET" || request.method == "HEAD";
            if (done.has_begun || !may_repeat || done.failed == boost::beast::error::timeout)
                co_return failure(*url, done.failed);
        }
        auto fresh = co_await self->dialer->dial(*url, deadline);
        if (!fresh.connection) co_return std::move(fresh.error);
        auto done = co_await self->try_on(std::move(fresh.connection), *url, request, deadline);
        if (done.failed) co_return failure(*url, done.failed);
        co_return std::move(done.response);
    }

    std::shared_ptr<Dialer> dialer;
    const ClientSettings& settings;
    std::map<std::string, std::vector<std::unique_ptr<Connection>>> kept;
};

core::Result<void> check_authorities(const std::string& file) {
    const auto name = core::shorten(core::one_line(file), 200);
    if (!std::ifstream(file)) return core::invalid(fmt::format("{} cannot be read", name));
    asio::ssl::context tls(asio::ssl::context::tls_client);
    boost::system::error_code failed;
    tls.load_verify_file(file, failed);
    if (failed) return core::invalid(fmt::format("{} holds no certificate (PEM)", name));
    return {};
}

Client::Client(asio::io_context& loop, ClientSettings settings)
    : inside_(std::make_shared<Inside>(loop, std::move(settings))) {}
Client::~Client() = default;

std::shared_ptr<Dialer> Client::dialer() const { return inside_->dialer; }

asio::awaitable<core::Result<Response>> Client::send(std::string url, Request request,
                                                     std::chrono::milliseconds deadline) {
    return Inside::send(inside_, std::move(url), std::move(request), deadline);
}

}  // namespace net
