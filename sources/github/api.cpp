// SPDX-License-Identifier: Apache-2.0
#include "sources/github/api.hpp"

#include "core/text.hpp"
#include "net/answer_limit.hpp"
#include "net/url.hpp"

#include <utility>

namespace sources::github {

namespace asio = boost::asio;

namespace {

// GitHub itself gives up on a query after ten seconds.
constexpr std::chrono::seconds patience{30};
constexpr std::size_t long_text = 64U << 10U;
constexpr int most_moves = 3;
constexpr std::string_view version =
    "2022-11-28";  // github.com and every Enterprise Server in support know it

std::string header(const net::Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers)
        if (known == name) return value;
    return {};
}

net::Request request_of(std::string method, const std::string& token) {
    net::Request request;
    request.method = std::move(method);
    request.headers = {{"accept", "application/vnd.github+json"},
                       {"x-github-api-version", std::string(version)},
                       {"authorization", "Bearer " + token}};
    return request;
}

core::Json json_of(const std::string& text) {
    auto body = core::parse_json(text);
    return body ? std::move(*body) : core::Json();
}

}  // namespace

std::string next_in_link(std::string_view link) {
    for (const auto part : core::split(link, ',')) {
        const auto open = part.find('<'), close = part.find('>');
        if (open == std::string_view::npos || close == std::string_view::npos || close < open) continue;
        for (const auto parameter : core::split(part.substr(close + 1), ';')) {
            const auto word = core::lower(core::trim(parameter));
            if (word == "rel=\"next\"" || word == "rel=next")
                return std::string(part.substr(open + 1, close - open - 1));
        }
    }
    return {};
}

Api::Api(net::Client& client, net::Worker& worker, Address address, Token token,
         std::function<core::Time()> now)
    : client_(client),
      worker_(worker),
      address_(std::move(address)),
      token_(std::move(token)),
      now_(std::move(now)) {}

// The token must reach nobody else, wherever an answer points.
bool Api::is_ours(std::string_view url) const {
    const auto there = net::parse_url(url), here = net::parse_url(address_.rest);
    return there && here && there->is_secure == here->is_secure && there->host == here->host &&
           there->port == here->port;
}

asio::awaitable<core::Result<net::Response>> Api::send(std::string url, net::Request request) {
    ++calls_;
    waiting_ = true;
    auto response = co_await client_.send(std::move(url), std::move(request), patience);
    waiting_ = false;
    if (response)
        if (auto left = left_of(*response)) budgets_[left->resource] = *left;
    co_return response;
}

asio::awaitable<core::Json> Api::json_in(std::string body) {
    if (body.size() <= long_text) co_return json_of(body);
    auto work = [body = std::move(body)] { return json_of(body); };
    co_return co_await worker_.run(std::move(work));
}

asio::awaitable<core::Result<Reply>> Api::get(std::string path, std::string etag) {
    auto url = path.starts_with('/') ? address_.rest + path : std::move(path);
    const auto token = co_await token_();
    if (!token) co_return token.error();
    for (int moves = 0;; ++moves) {
        if (!is_ours(url))
            co_return core::unavailable("GitHub pointed to another host; nothing was sent there.");
        auto request = request_of("GET", *token);
        if (!etag.empty()) request.headers.emplace_back("if-none-match", etag);
        auto address = url;
        auto response = co_await send(std::move(address), std::move(request));
        if (!response) co_return response.error();
        Reply reply;
        reply.outcome = outcome_of_rest(*response, now_());
        if (reply.outcome.kind == Outcome::Kind::moved && moves < most_moves) {
            url = reply.outcome.location;
            if (url.starts_with('/')) url.insert(0, address_.rest);
            continue;
        }
        auto text = std::move(response->body);
        reply.body = co_await json_in(std::move(text));
        reply.etag = header(*response, "etag");
        reply.next = next_in_link(header(*response, "link"));
        co_return reply;
    }
}

asio::awaitable<core::Result<Reply>> Api::query(std::string text, core::Json variables) {
    const auto token = co_await token_();
    if (!token) co_return token.error();
    auto request = request_of("POST", *token);
    request.headers.emplace_back("content-type", "application/json");
    core::Json body = core::Json::object();
    body["query"] = std::move(text);
    body["variables"] = std::move(variables);
    request.body = core::dump_json(body);
    auto url = address_.graphql;
    auto response = co_await send(std::move(url), std::move(request));
    Reply reply;
    if (!response) {
        if (!net::is_too_large(response.error())) co_return response.error();
        reply.outcome.kind = Outcome::Kind::too_heavy;
        reply.outcome.detail = "answer too large";
        co_return reply;
    }
    auto said = response->body;
    auto answer = co_await json_in(std::move(said));
    reply.outcome = outcome_of_graphql(*response, answer, now_());
    if (answer.is_object() && answer.contains("data")) reply.body = std::move(answer["data"]);
    co_return reply;
}

}  // namespace sources::github
