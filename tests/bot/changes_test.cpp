// SPDX-License-Identifier: Apache-2.0
// Commands that change something: once, with an audit row, by those who may.
#include "bot/dispatcher.hpp"
#include "bot/effect_rules.hpp"
#include "bot/service_for_tests.hpp"
#include "commands/answer_json.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace commands;

Request from(PlaceKind kind, Role role, const std::string& key = "") {
    Request request;
    request.asker = {.installation = 1, .person = "U1", .role = role};
    request.place.kind = kind;
    request.place.channel = "C1";
    request.now = sources::sample::demo_start();
    request.id = "7Q4M1K00";
    request.key = key;
    return request;
}

Answer ask(tests::Running& running, const std::string& line, Request request) {
    request.words = core::split_words(line);
    return tests::finish(running.loop(), running.service().dispatcher.ask(std::move(request))).answer;
}

std::vector<Answer> home(tests::Running& running, Request request) {
    request.place = {.kind = PlaceKind::home, .installation = 1};
    return tests::finish(running.loop(), running.service().dispatcher.home(std::move(request)));
}

std::size_t previews(tests::Running& running, Role role) {
    const std::vector<std::string> urls = {"https://git.example/acme/payments-api"};
    auto shown = running.service().dispatcher.previews(from(PlaceKind::channel, role), urls);
    return tests::finish(running.loop(), std::move(shown)).size();
}

std::string everything_in(const Answer& answer) { return to_json(answer).dump(); }

std::vector<storage::AuditRow> audit(tests::Running& running) {
    return running.service().store.reader().audit(core::from_unix(0), 100);
}
}  // namespace

TEST_CASE("a change is carried out once for each delivery, over a restart too, and gives the same answer") {
    tests::Running running;
    const auto first = ask(running, "pause everything", from(PlaceKind::dm, Role::ispo, "slack:event:Ev1"));
    CHECK(first.outcome == Outcome::done);
    running.service().store.writer().end_pauses();
    running.open();
    const auto again = ask(running, "pause everything", from(PlaceKind::dm, Role::ispo, "slack:event:Ev1"));
    CHECK(again.headline == first.headline);
    CHECK(running.service().store.reader().pauses(bot::wall_now()).empty());
    CHECK(audit(running).size() == 1);
    ask(running, "pause everything", from(PlaceKind::dm, Role::ispo, "slack:event:Ev2"));
    CHECK(running.service().store.reader().pauses(bot::wall_now()).size() == 1);
}

TEST_CASE("the audit says who changed what, where, why, from what to what, by which request") {
    tests::Running running;
    ask(running, "please pause everything", from(PlaceKind::channel, Role::ispo));
    REQUIRE(audit(running).size() == 1);
    const auto row = audit(running).front();
    CHECK(row.who == "slack:1:U1 as ispo");
    CHECK(row.what == "pause everything");
    CHECK(row.where == "channel C1");
    CHECK(row.why == "asked");
    CHECK(row.before == "not paused");
    CHECK(row.after == "paused everything until somebody resumes it");
    CHECK(row.request == "7Q4M1K00");
    CHECK_FALSE(row.dry);
}

TEST_CASE("a dry run tells what would change, records it as dry, and changes nothing") {
    tests::Running running;
    const auto said = ask(running, "pause everything 2h --dry-run", from(PlaceKind::dm, Role::ispo));
    // What is notified and read aloud claims nothing that was not done.
    CHECK(said.headline == "Dry run: this would have been done. Nothing was changed.");
    CHECK(running.service().store.reader().pauses(sources::sample::demo_start()).empty());
    REQUIRE(audit(running).size() == 1);
    CHECK(audit(running).front().dry);
}

TEST_CASE("a dry run is one, whatever a phone makes of its dashes") {
    for (const std::string dashes : {"--", "\xE2\x80\x94", "\xE2\x80\x93", "-", "\xE2\x80\x94-"}) {
        INFO(dashes);
        tests::Running running;
        for (const std::string line : {"settings save --home full ", "pause everything "}) {
            const auto said = ask(running, line + dashes + "dry-run", from(PlaceKind::dm, Role::ispo));
            CHECK(said.headline.starts_with("Dry run: "));
        }
        CHECK(running.service().store.reader().settings_of(1, "U1").version == 0);
        CHECK(running.service().store.reader().pauses(sources::sample::demo_start()).empty());
        REQUIRE(audit(running).size() == 2);
        CHECK(audit(running).front().dry);
    }
}

TEST_CASE("a dry run of what is wrong is told as wrong") {
    tests::Running running;
    const auto said = ask(running, "pause nonsense --dry-run", from(PlaceKind::dm, Role::ispo));
    CHECK(said.outcome == Outcome::wrong_use);
    CHECK(said.headline.starts_with("“nonsense” cannot be paused; nothing was changed."));
}

TEST_CASE("what a person chose stands in the audit, before and after") {
    tests::Running running;
    running.put("payments-api", insight::Visibility::internal);
    running.put("moon-shot", insight::Visibility::private_);
    ask(running, "settings save --repositories payments-api", from(PlaceKind::dm, Role::viewer));
    REQUIRE(audit(running).size() == 1);
    CHECK(audit(running)[0].what == "settings save --repositories payments-api");
    CHECK(audit(running)[0].before == "repositories: none; page: levels");
    CHECK(audit(running)[0].after == "repositories: acme/payments-api; page: levels");
    ask(running, "settings save --repositories moon-shot --home full", from(PlaceKind::dm, Role::ispo));
    REQUIRE(audit(running).size() == 3);
    // The answer names the private one, so that stands there too.
    CHECK(audit(running)[1].why == "shown: private repository");
    CHECK(audit(running)[2].after == "repositories: acme/moon-shot; page: levels and the next steps");
}

TEST_CASE("what is paused here, in direct messages, holds what is addressed to the person") {
    tests::Running running;
    auto request = from(PlaceKind::dm, Role::ispo);
    request.asker.person = "U0MIA0001";
    request.place.channel = "D0MIA0001";
    CHECK(ask(running, "pause here", request).outcome == Outcome::done);
    const auto pauses = running.service().store.reader().pauses(request.now);
    const auto gate_for = [&](const std::string& person) {
        return bot::gate({.channel = person, .kind = "nudge"}, request, {}, pauses);
    };
    CHECK(gate_for("U0MIA0001") == bot::Gate::waits);
    CHECK(gate_for("U0BOB0001") == bot::Gate::goes);
}

TEST_CASE("who may not is refused, nothing is changed, and no audit row says otherwise") {
    tests::Running running;
    for (const auto role : {Role::guest, Role::viewer, Role::maintainer}) {
        const auto said = ask(running, "pause everything", from(PlaceKind::dm, role));
        CHECK(said.outcome == Outcome::refused);
        CHECK(said.headline.find("The InnerSource office can grant it") != std::string::npos);
        CHECK(said.reference == "7Q4M1K00");
        CHECK(ask(running, "audit", from(PlaceKind::dm, role)).outcome == Outcome::refused);
    }
    CHECK(running.service().store.reader().pauses(bot::wall_now()).empty());
    CHECK(audit(running).empty());
}

TEST_CASE("settings move the role that a command needs") {
    tests::Running running("[commands]\nroles = [\"pause=maintainer\", \"status=ispo\"]\n");
    CHECK(ask(running, "pause everything", from(PlaceKind::dm, Role::maintainer)).outcome == Outcome::done);
    CHECK(ask(running, "status", from(PlaceKind::dm, Role::maintainer)).outcome == Outcome::refused);
}

TEST_CASE("help offers what the asker may do here, by the roles of the settings") {
    tests::Running running("[commands]\nroles = [\"pause=maintainer\", \"find=ispo\"]\n");
    const auto said = [&](const std::string& line) {
        return everything_in(ask(running, line, from(PlaceKind::dm, Role::maintainer)));
    };
    CHECK(said("help commands").find("pause everything") != std::string::npos);
    CHECK(said("help").find("\"find <") == std::string::npos);
    CHECK(said("help").find("\"audit ") == std::string::npos);
    CHECK(said("help roles").find("pause (maintainer)") != std::string::npos);
    CHECK(said("help roles").find("find (ispo)") != std::string::npos);
    CHECK(said("help find").find("Needs the role ispo") != std::string::npos);
    CHECK(said("help pause").find("Needs the role") == std::string::npos);
}

TEST_CASE("what a role may not ask is not shown under a link either") {
    tests::Running open, closed("[commands]\nroles = [\"ready=ispo\"]\n");
    for (auto* running : {&open, &closed}) running->put("payments-api", insight::Visibility::internal);
    CHECK(previews(open, Role::viewer) == 1);
    CHECK(previews(closed, Role::viewer) == 0);
    CHECK(previews(closed, Role::ispo) == 1);
}

TEST_CASE("a wrong use changes nothing and stands in no audit") {
    tests::Running running;
    CHECK(ask(running, "pause nonsense", from(PlaceKind::dm, Role::ispo, "k1")).outcome ==
          Outcome::wrong_use);
    CHECK(audit(running).empty());
}

TEST_CASE("that facts of a private repository were shown stands in the audit; a refusal does not") {
    tests::Running running;
    running.put("moon-shot", insight::Visibility::private_);
    running.put("payments-api", insight::Visibility::internal);
    ask(running, "ready payments-api", from(PlaceKind::dm, Role::ispo));
    ask(running, "ready moon-shot", from(PlaceKind::dm, Role::viewer));
    CHECK(audit(running).empty());
    CHECK(ask(running, "ready moon-shot", from(PlaceKind::dm, Role::ispo)).outcome == Outcome::done);
    REQUIRE(audit(running).size() == 1);
    CHECK(audit(running).front().what == "ready moon-shot");
    CHECK(audit(running).front().why == "shown: private repository");
}

TEST_CASE("a page with private repositories stands in the audit before it is shown, once a day") {
    tests::Running running;
    std::vector<std::int64_t> ids = {running.put("payments-api", insight::Visibility::internal),
                                     running.put("moon-shot", insight::Visibility::private_)};
    running.service().store.writer().put_settings(1, "U1", {.repositories = ids});
    auto request = from(PlaceKind::home, Role::viewer);
    home(running, request);
    CHECK(audit(running).empty());
    request.asker.may_read = {"acme/*"};
    const auto shown = home(running, request);
    CHECK(everything_in(shown.front()).find("moon-shot") != std::string::npos);
    REQUIRE(audit(running).size() == 1);
    CHECK(audit(running)[0].what == "home moon-shot");
    CHECK(audit(running)[0].why == "shown: private repository");
    CHECK(audit(running)[0].where == "home");
    home(running, request);
    CHECK(audit(running).size() == 1);
    ids.push_back(running.put("star-map", insight::Visibility::private_));
    running.service().store.writer().put_settings(1, "U1", {.repositories = ids});
    home(running, request);
    REQUIRE(audit(running).size() == 2);
    CHECK(audit(running)[1].what == "home moon-shot, star-map");
    request.asker.person = "U2";
    home(running, request);  // chose nothing
    CHECK(audit(running).size() == 2);
    request.asker.person = "U1";
    request.now += std::chrono::hours(24);
    home(running, request);
    CHECK(audit(running).size() == 3);
}

TEST_CASE("who is on the list of a private repository may read it, alone and with others on it") {
    tests::Running running;
    running.put("moon-shot", insight::Visibility::private_);
    auto reader = from(PlaceKind::dm, Role::viewer);
    reader.asker.may_read = {"acme/moon-*"};
    CHECK(ask(running, "ready moon-shot", reader).outcome == Outcome::done);
    auto in_channel = from(PlaceKind::channel, Role::viewer);
    CHECK(ask(running, "ready moon-shot", in_channel).outcome == Outcome::wrong_use);
    in_channel.asker.may_read = {"acme/moon-*"};  // all who read there are on it
    CHECK(ask(running, "ready moon-shot", in_channel).outcome == Outcome::done);
    in_channel.asker.may_read = {"acme/sun"};
    CHECK(ask(running, "ready moon-shot", in_channel).outcome == Outcome::wrong_use);
    in_channel.asker.may_read = {"acme/*"};
    in_channel.place.guests = true;
    CHECK(ask(running, "ready moon-shot", in_channel).outcome == Outcome::refused);
}

TEST_CASE("whom a place keeps from an answer is led to what is shown to whom, which stands there too") {
    tests::Running running;
    for (const bool external : {true, false}) {
        auto request = from(PlaceKind::channel, Role::viewer);
        (external ? request.place.external : request.place.guests) = true;
        const auto refused = ask(running, "repositories", request);
        CHECK(refused.outcome == Outcome::refused);
        const auto& actions = refused.actions;
        const auto rule = std::find_if(actions.begin(), actions.end(),
                                       [](const auto& each) { return each.line == "help privacy"; });
        REQUIRE(rule != actions.end());
        CHECK(ask(running, rule->line, request).outcome == Outcome::done);
    }
}

TEST_CASE("a channel with guests is told no facts, and offered the same for the asker alone") {
    tests::Running running;
    running.put("payments-api", insight::Visibility::internal);
    auto request = from(PlaceKind::channel, Role::viewer);
    request.place.guests = true;
    const auto refused = ask(running, "ready payments-api", request);
    CHECK(refused.outcome == Outcome::refused);
    CHECK(refused.headline.find("guests read this channel") != std::string::npos);
    REQUIRE_FALSE(refused.actions.empty());
    CHECK(refused.actions.front().line == "ready payments-api");
    CHECK(ask(running, refused.actions.front().line, from(PlaceKind::dm, Role::viewer)).outcome ==
          Outcome::done);
}
