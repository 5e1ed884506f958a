// SPDX-License-Identifier: Apache-2.0
#include "slack/oauth_calls.hpp"

#include "slack/web_api.hpp"

namespace slack {
namespace {

core::Result<void> without_value(const core::Result<core::Json>& reply) {
    if (!reply) return reply.error();
    return {};
}

}  // namespace

OAuthCalls::OAuthCalls(net::Client& client, std::string api_base, OAuthApp app)
    : client_(client), api_base_(std::move(api_base)), app_(std::move(app)) {}

boost::asio::awaitable<core::Result<core::Json>> OAuthCalls::call(std::string method, std::string token,
                                                                  core::Json arguments) {
    WebApi api(client_, api_base_, std::move(token));
    co_return co_await api.call(std::move(method), std::move(arguments));
}

boost::asio::awaitable<core::Result<Installed>> OAuthCalls::install(std::string code) {
    const auto reply = co_await call("oauth.v2.access", "", code_arguments(app_, code));
    if (!reply) co_return reply.error();
    auto installed = read_installed(*reply);
    if (!installed)
        if (auto token = core::text_of(*reply, "access_token"); !token.empty()) co_await revoke(token);
    co_return installed;
}

boost::asio::awaitable<core::Result<Tokens>> OAuthCalls::renew(std::string refresh_token) {
    const auto reply = co_await call("oauth.v2.access", "", renewal_arguments(app_, refresh_token));
    if (!reply) co_return reply.error();
    co_return read_renewed(*reply);
}

boost::asio::awaitable<core::Result<void>> OAuthCalls::revoke(std::string token) {
    const auto reply = co_await call("auth.revoke", std::move(token), core::Json::object());
    co_return without_value(reply);
}

boost::asio::awaitable<core::Result<void>> OAuthCalls::test(std::string token) {
    const auto reply = co_await call("auth.test", std::move(token), core::Json::object());
    co_return without_value(reply);
}

boost::asio::awaitable<core::Result<void>> OAuthCalls::uninstall(std::string token) {
    core::Json arguments = {{"client_id", app_.client_id}, {"client_secret", app_.client_secret}};
    const auto reply = co_await call("apps.uninstall", std::move(token), std::move(arguments));
    co_return without_value(reply);
}

}  // namespace slack
