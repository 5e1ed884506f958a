// SPDX-License-Identifier: Apache-2.0
#include "bot/received.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_inbox.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <catch2/catch.hpp>

namespace {
using namespace tests;

struct Counted {
    int now = 0, most = 0;
    std::vector<int> begun;
};

asio::awaitable<void> counted(asio::io_context& loop, Counted& count, int number) {
    count.begun.push_back(number);
    count.most = std::max(count.most, ++count.now);
    asio::steady_timer timer(loop, std::chrono::milliseconds(1));
    co_await timer.async_wait(asio::use_awaitable);
    --count.now;
    if (number % 3 == 0) throw std::runtime_error("this answer fails");
}
}  // namespace

TEST_CASE("only of events the log says that Slack repeats them") {
    CHECK(bot::fate_of_unstored(bot::event_kind).find("Slack will send it again") != std::string_view::npos);
    for (const auto kind : {bot::command_kind, bot::click_kind}) {
        INFO(kind);
        CHECK(bot::fate_of_unstored(kind).find("again") == std::string_view::npos);
        CHECK(bot::fate_of_unstored(kind).find("nothing was done") != std::string_view::npos);
    }
}

TEST_CASE("answers that stand in line are begun in their order, a few at a time") {
    Running running(with_slack);
    auto& service = running.service();
    Counted count;
    std::vector<int> in_order;
    for (int number = 1; number <= 30; ++number) {
        in_order.push_back(number);
        bot::begin_in_turn(service, number, counted(running.loop(), count, number));
    }
    CHECK(service.answering.size() == 30);
    running.loop().restart();
    running.loop().run();
    CHECK(count.begun == in_order);
    CHECK(count.most == 8);
    CHECK(service.answering.empty());
}

TEST_CASE("after a stop is asked for, nothing that stands in line is begun") {
    Running running(with_slack);
    Counted count;
    for (int number = 1; number <= 30; ++number)
        bot::begin_in_turn(running.service(), number, counted(running.loop(), count, number));
    running.service().stopping = true;
    running.loop().restart();
    running.loop().run();
    CHECK(count.begun.size() == 8);
}

TEST_CASE("what has no room in the line is left to the next look at the database") {
    Running running(with_slack);
    Counted count;
    for (int number = 1; number <= 2100; ++number)
        bot::begin_in_turn(running.service(), number, counted(running.loop(), count, number));
    CHECK(running.service().answering.size() == 2008);
    CHECK_FALSE(running.service().answering.contains(2100));
}

TEST_CASE("a full page of what was left over says where the next begins") {
    Running running(with_slack);
    auto writer = running.service().store.writer();
    const auto accept = [&](int number) {
        writer.accept(
            {.key = "k" + std::to_string(number), .kind = "event", .body = "{", .at = bot::wall_now()});
    };
    for (int number = 0; number < 201; ++number) accept(number);
    auto& service = running.service();
    const auto next = finish(running.loop(), bot::answer_left_over(service));
    CHECK(next == 200);
    CHECK(finish(running.loop(), bot::answer_left_over(service, bot::wall_now(), next)) == 0);
    CHECK(service.store.reader().unanswered(10).empty());
}
