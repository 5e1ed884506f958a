// SPDX-License-Identifier: Apache-2.0
// outgoing_bench API-BASE CA-FILE CALLS: microseconds of CPU for a chat.postMessage on a warm connection.
// tests/bench/outgoing.sh runs it.
#include "slack/web_api.hpp"
#include "slack/web_call.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdio>
#include <cstdlib>

namespace asio = boost::asio;

namespace {

double cpu_microseconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

core::Json message() {
    const core::Json section = {{"type", "section"},
                                {"text", {{"type", "mrkdwn"}, {"text", std::string(400, 'x')}}}};
    return {{"text", "payments-api: L2 of 4"}, {"blocks", core::Json::array({section, section})}};
}

asio::awaitable<void> call(slack::WebApi& api, int times) {
    for (int i = 0; i < times; ++i) {
        auto arguments = slack::post_arguments("C0GENERAL", "1515449522.000016", message(), "claim");
        const auto reply = co_await api.call("chat.postMessage", std::move(arguments));
        if (!reply) {
            fmt::print(stderr, "{} {}\n", reply.error().sentence, reply.error().detail);
            std::exit(1);
        }
    }
}

void run(asio::io_context& loop, slack::WebApi& api, int times) {
    asio::co_spawn(loop, call(api, times), [](const std::exception_ptr& thrown) {
        if (thrown) std::rethrow_exception(thrown);
    });
    loop.run();
    loop.restart();
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return 2;
    asio::io_context loop(1);
    net::ClientSettings settings;
    settings.ca_file = words[2];
    net::Client client(loop, settings);
    slack::WebApi api(client, words[1], "xoxb-bench-0123456789");
    const int times = std::atoi(words[3]);
    run(loop, api, 200);
    const auto before = cpu_microseconds();
    run(loop, api, times);
    fmt::print("{:.1f}\n", (cpu_microseconds() - before) / times);
}
