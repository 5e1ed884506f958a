// SPDX-License-Identifier: Apache-2.0
// Commands that change something: once, with an audit row, by those who may.
#include "bot/dispatcher.hpp"
#include "bot/service_for_tests.hpp"
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
    CHECK(said.headline.starts_with("Paused: everything until"));
    REQUIRE(std::holds_alternative<Note>(said.parts.front()));
    CHECK(std::get<Note>(said.parts.front()).text.find("nothing was changed") != std::string::npos);
    CHECK(running.service().store.reader().pauses(sources::sample::demo_start()).empty());
    REQUIRE(audit(running).size() == 1);
    CHECK(audit(running).front().dry);
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
