// SPDX-License-Identifier: Apache-2.0
#include "slack/web_api.hpp"

#include "slack/web_call.hpp"

#include <utility>

namespace slack {
namespace {

constexpr std::chrono::seconds hook_deadline{10};

// The address of a hook is a secret and may stand in what the client says about a failure.
core::Error without(core::Error error, const std::string& secret) {
    for (auto* text : {&error.sentence, &error.detail})
        for (auto at = text->find(secret); at != std::string::npos; at = text->find(secret))
            text->replace(at, secret.size(), "response_url");
    return error;
}

}  // namespace

WebApi::WebApi(net::Client& client, std::string base, std::string bot_token)
    : client_(client), base_(std::move(base)), token_(std::move(bot_token)) {}

boost::asio::awaitable<core::Result<core::Json>> WebApi::call(std::string method, core::Json arguments,
                                                              std::chrono::milliseconds deadline) {
    auto url = base_ + method;
    auto request = web_request(arguments, token_);
    const auto response = co_await client_.send(std::move(url), std::move(request), deadline);
    if (!response) co_return response.error();
    co_return read_reply(*response);
}

boost::asio::awaitable<core::Result<void>> WebApi::respond(std::string response_url, core::Json message) {
    net::Request request;
    request.method = "POST";
    request.headers = {{"content-type", "application/json; charset=utf-8"}};
    request.body = core::dump_json(message);
    auto url = response_url;
    const auto response = co_await client_.send(std::move(url), std::move(request), hook_deadline);
    if (!response) co_return without(response.error(), response_url);
    co_return read_hook_reply(*response);
}

}  // namespace slack
