// SPDX-License-Identifier: Apache-2.0
// Files of facts on their way into a running service: what bounds them, and what is told of their end.
#include "bot/facts_inbox.hpp"

#include "bot/clock.hpp"
#include "bot/service_for_tests.hpp"

#include <catch2/catch.hpp>

#include <stdexcept>

namespace {
using namespace tests;

const std::string file = R"({"type":"source","name":"bitbucket","schema_version":1}
{"type":"repository","id":42,"name":"shop","visibility":"internal"}
{"type":"check_fact","repository":42,"fact":"issues_enabled","value":true,"at":"2026-01-05"}
)";

struct Receiving {
    Running running;
    bot::FactsInbox inbox;
    explicit Receiving(const std::string& rules = "rules")
        : inbox(running.loop(), running.service().database, running.service().company, rules,
                std::filesystem::temp_directory_path(), bot::wall_now) {}

    void turn() {
        running.loop().restart();
        running.loop().run();
    }
    std::string import() {
        const auto session = inbox.begin({.name = "facts.ndjson"}, file.size()).value();
        REQUIRE(inbox.take(session, file).has_value());
        REQUIRE(inbox.finish(session).has_value());
        turn();
        return session;
    }
    std::int64_t assessments() {
        std::int64_t count = 0;
        const auto reader = running.service().store.reader();
        for (const auto& row : reader.repositories(bot::wall_now()))
            count += static_cast<std::int64_t>(reader.history(row.id, 10).size());
        return count;
    }
};

}  // namespace

TEST_CASE("a file comes in pieces, is kept and judged, and its end is told for a while") {
    Receiving receiving;
    auto& inbox = receiving.inbox;
    const auto session = inbox.begin({.name = "facts.ndjson"}, file.size()).value();
    CHECK(inbox.begin({.name = "other"}, 1).error().code == core::Errc::conflict);
    REQUIRE(inbox.take(session, file.substr(0, 10)).has_value());
    REQUIRE(inbox.take(session, file.substr(10)).has_value());
    CHECK(inbox.state(session).value()["done"] == false);
    REQUIRE(inbox.finish(session).has_value());
    receiving.turn();
    const auto state = inbox.state(session).value();
    CHECK(state["done"] == true);
    CHECK(state["imported"]["kept"] == true);
    CHECK(state["imported"]["judged"] == 1);
    CHECK(receiving.assessments() == 1);
    const auto next = inbox.begin({.name = "next"}, 1).value();
    CHECK(inbox.state(session).value()["done"] == true);
    inbox.abort(next);
}

TEST_CASE("more than was announced, or than there is room for, ends an import") {
    Receiving receiving;
    auto& inbox = receiving.inbox;
    const auto session = inbox.begin({.name = "facts.ndjson"}, 10).value();
    REQUIRE(inbox.take(session, "0123456789\n").has_value());
    CHECK(inbox.take(session, "1").error().code == core::Errc::unavailable);
    CHECK_FALSE(inbox.finish(session).has_value());
    CHECK(inbox.begin({.name = "large"}, 1ULL << 50U).error().code == core::Errc::unavailable);
    const auto again = inbox.begin({.name = "facts.ndjson"}, 10).value();
    inbox.abort(again);
    CHECK(inbox.state(again).error().code == core::Errc::conflict);
    receiving.turn();  // nothing waits for anybody
}

TEST_CASE("what fails behind it is noted, and the file is in all the same") {
    Receiving receiving;
    receiving.inbox.on_facts = []() -> asio::awaitable<void> {
        throw std::runtime_error("no names");
        co_return;
    };
    const auto state = receiving.inbox.state(receiving.import()).value();
    CHECK(state["imported"]["kept"] == true);
    CHECK_FALSE(state.contains("error"));
    CHECK(state["imported"].contains("not_judged"));
}

TEST_CASE("a file that is stopped on its way failed, and is nobody's fault") {
    Receiving receiving;
    const auto session = receiving.inbox.begin({.name = "facts.ndjson"}, file.size()).value();
    REQUIRE(receiving.inbox.take(session, file).has_value());
    REQUIRE(receiving.inbox.finish(session).has_value());
    receiving.inbox.stop();
    receiving.turn();
    const auto state = receiving.inbox.state(session).value();
    CHECK(state.contains("error"));
    CHECK_FALSE(state.contains("imported"));
}

TEST_CASE("with other rules all is judged anew at the start") {
    Receiving receiving;
    receiving.import();
    auto& running = receiving.running;
    const auto id = running.service().store.reader().repositories(bot::wall_now()).at(0).id;
    const auto before = running.service().store.reader().latest_assessment(id).value().at;
    bot::FactsInbox next(running.loop(), running.service().database, running.service().company, "other rules",
                         std::filesystem::temp_directory_path(),
                         [&] { return before + std::chrono::hours(1); });
    next.keep();
    running.loop().restart();
    const auto is_judged = [&] {
        return running.service().store.reader().latest_assessment(id).value().at > before;
    };
    for (int turns = 0; turns < 1'000 && !is_judged(); ++turns)
        running.loop().run_for(std::chrono::milliseconds(10));
    CHECK(is_judged());
    next.stop();
    receiving.turn();
}
