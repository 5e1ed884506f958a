// SPDX-License-Identifier: Apache-2.0
#include "bot/dispatcher.hpp"

#include "bot/service_for_tests.hpp"
#include "commands/answer_json.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {
using namespace commands;
using insight::Visibility;

Request from(PlaceKind kind, Role role, bool external = false) {
    Request request;
    request.asker = {.person = "U1", .role = role};
    request.place.kind = kind;
    request.place.external = external;
    request.now = sources::sample::demo_start();
    request.id = "7Q4M1K00";
    return request;
}

bot::Dispatched ask(tests::Running& running, const std::string& line, Request request) {
    request.words = core::split_words(line);
    return tests::finish(running.loop(), running.service().dispatcher.ask(std::move(request)));
}

bool lets(const Request& request, Visibility visibility) {
    return !bot::guard_audience(request, {{1, Visibility::internal}, {2, visibility}});
}
}  // namespace

TEST_CASE("a sentence that names two repositories says that one of them was not answered for") {
    tests::Running running;
    for (const std::string name : {"payments-api", "search-service"}) running.put(name, Visibility::internal);
    running.put("moon-secret", Visibility::private_);
    const auto asked = [&](const std::string& words) {
        return to_json(ask(running, words, from(PlaceKind::dm, Role::viewer)).answer).dump();
    };
    const std::string both = "You named search-service too";
    CHECK(asked("what changed in payments-api and search-service?").find(both) != std::string::npos);
    CHECK(asked("how ready is payments-api?").find("You named") == std::string::npos);
    CHECK(asked("how ready are payments-api and moon-secret?").find("You named") == std::string::npos);
}

TEST_CASE("who sees facts of repositories, and where") {
    struct Row {
        PlaceKind place;
        Role role;
        bool external;
        bool sees_internal, sees_private;
    };
    for (const auto& row : {Row{PlaceKind::channel, Role::guest, false, false, false},
                            Row{PlaceKind::dm, Role::guest, false, false, false},
                            Row{PlaceKind::channel, Role::admin, true, false, false},
                            Row{PlaceKind::dm, Role::ispo, true, false, false},
                            Row{PlaceKind::channel, Role::viewer, false, true, false},
                            Row{PlaceKind::dm, Role::viewer, false, true, false},
                            Row{PlaceKind::dm, Role::maintainer, false, true, false},
                            Row{PlaceKind::channel, Role::ispo, false, true, false},
                            Row{PlaceKind::channel, Role::admin, false, true, false},
                            Row{PlaceKind::dm, Role::ispo, false, true, true},
                            Row{PlaceKind::dm, Role::admin, false, true, true},
                            Row{PlaceKind::shell, Role::admin, false, true, true}}) {
        INFO(to_word(row.role) << " " << static_cast<int>(row.place) << " " << row.external);
        const auto request = from(row.place, row.role, row.external);
        CHECK(lets(request, Visibility::internal) == row.sees_internal);
        CHECK(lets(request, Visibility::private_) == row.sees_private);
        CHECK_FALSE(bot::guard_audience(request, {}));
    }
}

TEST_CASE("a refusal of the guard says that nothing was shown and offers what works") {
    for (const auto& request :
         {from(PlaceKind::dm, Role::guest), from(PlaceKind::channel, Role::viewer, true),
          from(PlaceKind::channel, Role::viewer)}) {
        const auto refusal = bot::guard_audience(request, {{1, Visibility::private_}});
        REQUIRE(refusal);
        CHECK(refusal->outcome == Outcome::refused);
        CHECK(refusal->headline.find("othing was") != std::string::npos);
        CHECK_FALSE(refusal->actions.empty());
        CHECK(refusal->parts.empty());
        CHECK(refusal->data.is_null());
    }
}

TEST_CASE("words become an answer for those who may see it, and a refusal with a reference for others") {
    tests::Running running;
    running.put("payments-api", Visibility::internal);
    const auto seen = ask(running, "how ready is payments-api?", from(PlaceKind::channel, Role::viewer));
    CHECK(seen.answer.outcome == Outcome::done);
    CHECK(seen.line == "ready payments-api");
    CHECK(seen.answer.reading == "readiness of payments-api");
    CHECK(seen.answer.reference.empty());
    for (const auto& request :
         {from(PlaceKind::dm, Role::guest), from(PlaceKind::channel, Role::admin, true)}) {
        for (const std::string line : {"ready payments-api", "ready history payments-api", "find payments"}) {
            const auto refused = ask(running, line, request);
            INFO(line);
            CHECK(refused.answer.outcome == Outcome::refused);
            CHECK(refused.answer.parts.empty());
            CHECK(refused.answer.details.empty());
            CHECK(refused.answer.headline.find("payments") == std::string::npos);
            CHECK(refused.answer.data.is_null());
            CHECK(refused.answer.reference == "7Q4M1K00");
        }
    }
}

TEST_CASE("a private repository is as good as unknown, also in a channel for the office") {
    tests::Running running;
    running.put("moon-shot", Visibility::private_);
    const auto unknown = ask(running, "ready moon-shot", from(PlaceKind::dm, Role::viewer));
    CHECK(unknown.answer.outcome == Outcome::wrong_use);
    const auto in_words = ask(running, "how ready is moon-shot?", from(PlaceKind::dm, Role::viewer));
    CHECK(in_words.answer.headline == unknown.answer.headline);
    CHECK(in_words.answer.actions.size() == unknown.answer.actions.size());
    for (const std::string line : {"ready moon-shot", "ready moon-sht", "how ready is moonshot?"}) {
        INFO(line);
        const auto said = ask(running, line, from(PlaceKind::channel, Role::ispo)).answer;
        CHECK(said.outcome == Outcome::wrong_use);
        // What was typed may be asked again, where nobody reads along; no other name is said.
        for (const auto& action : said.actions)
            CHECK((action.line == line || action.line == "ready moonshot" ||
                   action.line.find("moon") == std::string::npos));
    }
    CHECK(ask(running, "ready moon-shot", from(PlaceKind::dm, Role::ispo)).answer.outcome == Outcome::done);
    CHECK(ask(running, "ready moon-shot", from(PlaceKind::shell, Role::admin)).answer.outcome ==
          Outcome::done);
}

TEST_CASE("a guest gets help and nothing else, and no refusal is a dead end") {
    tests::Running running;
    running.put("payments-api", Visibility::internal);
    const auto guest = from(PlaceKind::dm, Role::guest);
    for (const std::string line : {"help", "what can you do?", "help levels", "help commands"})
        CHECK(ask(running, line, guest).answer.outcome == Outcome::done);
    for (const auto* command : commands::commands())
        for (const auto& example : command->examples) {
            const auto said = ask(running, std::string(example.line), guest).answer;
            INFO(example.line);
            CHECK((said.outcome == Outcome::done) == (command->name == "help"));
            CHECK((said.outcome == Outcome::done || !said.actions.empty()));
            for (const auto& action : said.actions)
                CHECK(ask(running, action.line, guest).answer.outcome == Outcome::done);
        }
}

TEST_CASE("outsiders cannot find out by asking which repositories there are") {
    tests::Running running;
    running.put("payments-api", Visibility::internal);
    const auto outside = from(PlaceKind::channel, Role::admin, true);
    const auto said = [&](const std::string& line) {
        const auto answer = ask(running, line, outside).answer;
        CHECK(answer.outcome == Outcome::refused);
        CHECK(answer.audience.repositories.empty());
        return answer.headline;
    };
    for (const auto& [known, unknown] : std::vector<std::pair<std::string, std::string>>{
             {"ready payments-api", "ready acme-takeover"},
             {"ready r1", "ready r99999"},
             {"ready history payments-api", "ready history zzz"},
             {"ready findings payments-api", "ready findings zzz"},
             {"find payments", "find zeppelin"},
             {"ready check C4", "ready check C99"}}) {
        INFO(known);
        CHECK(said(known) == said(unknown));
    }
    CHECK(ask(running, "help", outside).answer.outcome == Outcome::done);
}

TEST_CASE("a guest cannot find out by asking which repositories there are") {
    tests::Running running;
    running.put("payments-api", Visibility::internal);
    const auto guest = from(PlaceKind::dm, Role::guest);
    const auto known = ask(running, "how ready is payments-api?", guest).answer;
    const auto unknown = ask(running, "how ready is paymints-apx?", guest).answer;
    CHECK(known.outcome == unknown.outcome);
    CHECK(known.actions.size() == unknown.actions.size());
}

TEST_CASE("nothing is ever silent") {
    tests::Running running;
    running.put("payments-api", Visibility::internal);
    for (const std::string line : {"", "🙂", "what on earth", "redy payments-api", "\xff"}) {
        INFO(line);
        const auto said = ask(running, line, from(PlaceKind::dm, Role::viewer));
        CHECK_FALSE(said.answer.headline.empty());
        CHECK_FALSE(said.answer.actions.empty());
    }
    CHECK(ask(running, "redy payments-api", from(PlaceKind::dm, Role::viewer)).line.empty());
    CHECK(running.metrics().find("ispo_commands_total{command=\"none\",outcome=\"wrong_use\"}") !=
          std::string::npos);
}

TEST_CASE("references are eight characters that can be read aloud, and differ") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto reference = bot::new_reference();
        CHECK(reference.size() == 8);
        CHECK(reference.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
        seen.insert(reference);
    }
    CHECK(seen.size() == 200);
}
