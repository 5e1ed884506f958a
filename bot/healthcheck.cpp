// SPDX-License-Identifier: Apache-2.0
// `ispo healthcheck`: what /readyz of the running service says, for whatever restarts it.
#include "bot/control.hpp"
#include "bot/shell.hpp"
#include "commands/answer_json.hpp"
#include "net/client.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <cstdio>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds patience{5};

std::optional<net::Response> readiness(const Config& config) {
    asio::io_context loop{1};
    net::Client client(loop, {});
    std::optional<net::Response> said;
    const auto once = [&]() -> asio::awaitable<void> {
        net::Request request{.method = "GET"};
        auto url = "http://" + config.text("server.admin_listen") + "/readyz";
        auto reply = co_await client.send(std::move(url), std::move(request), patience);
        if (reply) said = std::move(*reply);
    };
    asio::co_spawn(loop, once, asio::detached);
    loop.run();
    return said;
}

int tell(bool is_ready, std::string sentence, core::Json data, const ShellOptions& options) {
    auto answer = commands::say(std::move(sentence));
    answer.outcome = is_ready ? commands::Outcome::done : commands::Outcome::no;
    answer.data = std::move(data);
    if (options.json) return show(answer, options);
    std::fprintf(is_ready ? stdout : stderr, "%s\n", answer.headline.c_str());
    return commands::exit_code(answer.outcome);
}

}  // namespace

int healthcheck(const Config& config, const ShellOptions& options) {
    const auto reply = readiness(config);
    if (!reply) {
        const auto demo = service_in(demo_folder(config));
        if (demo && *demo) return tell(true, "The demo answers.", nullptr, options);
        return tell(false,
                    fmt::format("Nothing answers at {} (server.admin_listen). Is ispo serve running?",
                                config.text("server.admin_listen")),
                    nullptr, options);
    }
    const bool is_ready = reply->status == 200;
    if (options.json) {
        auto body = core::parse_json(reply->body);
        return tell(is_ready, is_ready ? "The service is ready." : "The service is not ready.",
                    body ? std::move(*body) : core::Json(), options);
    }
    std::fputs(reply->body.c_str(), is_ready ? stdout : stderr);
    return is_ready ? 0 : 1;
}

}  // namespace bot
