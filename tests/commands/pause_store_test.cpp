// SPDX-License-Identifier: Apache-2.0
#include "commands/pause_words.hpp"
#include "commands/stored_for_tests.hpp"
#include "commands/trouble.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace stored;

constexpr std::chrono::hours hour{1};

// As the dispatcher does: a changing command on the writer.
Answer tell(storage::Store& store, const std::string& line, Request request = office()) {
    static const auto nothing = std::make_shared<const Vocabulary>();
    request.words = core::split_words(line);
    const auto found = match(request.words, *nothing);
    REQUIRE(found.command != nullptr);
    const Context context{request, nothing, found.arguments};
    auto writer = store.writer();
    return found.command->changes ? found.command->run_changing(context, writer)
                                  : found.command->run(context, writer);
}

std::optional<Time> end_of(const std::string& text) {
    const auto words = core::split_words(text);
    const auto end = pause_end(words, now);
    return end ? *end : std::nullopt;
}
}  // namespace

TEST_CASE("the end of a pause, as people say it") {
    // now is Monday 2026-01-05 08:00 UTC.
    const auto at = [](const char* text) { return *core::parse_time(text); };
    const std::vector<std::pair<std::string, Time>> rows = {
        {"2h", now + 2 * hour},
        {"for 2 hours", now + 2 * hour},
        {"90 m", now + std::chrono::minutes(90)},
        {"1 day", now + 24 * hour},
        {"2W", now + 14 * 24 * hour},
        {"18:00", at("2026-01-05T18:00:00Z")},
        {"until 7:30", at("2026-01-06T07:30:00Z")},
        {"until 2026-01-06", at("2026-01-06T00:00:00Z")},
        {"2026-01-06 18:00", at("2026-01-06T18:00:00Z")},
        {"until 2026-01-06 00:00", at("2026-01-06T00:00:00Z")},
        {"2026-01-06T18:00:00Z", at("2026-01-06T18:00:00Z")}};
    for (const auto& [said, end] : rows) {
        INFO(said);
        CHECK(end_of(said) == end);
    }
    CHECK(pause_end({}, now)->has_value() == false);
    for (const std::string wrong : {"soon", "2026-01-04", "2027-05-01", "25:00", "12:60", "-2h", "0h", "2y",
                                    "99999999999999999999h", "2026-02-30", ":", "18:0"}) {
        INFO(wrong);
        const auto words = core::split_words(wrong);
        const auto end = pause_end(words, now);
        REQUIRE_FALSE(end.has_value());
        CHECK(end.error().sentence.find("nothing was changed") != std::string::npos);
    }
}

TEST_CASE("pause and resume say what they did, keep it, and tell the audit before and after") {
    storage::Store store(":memory:");
    const auto paused = tell(store, "pause everything until 18:00");
    CHECK(paused.outcome == Outcome::done);
    CHECK(paused.headline == "Paused: everything until 2026-01-05 18:00 UTC.");
    REQUIRE(paused.changes.size() == 1);
    CHECK(paused.changes[0].before == "not paused");
    REQUIRE(store.reader().pauses(now).size() == 1);
    CHECK(store.reader().pauses(now)[0].who == "U1");
    const auto longer = tell(store, "pause everything");
    CHECK(longer.changes[0].before == "everything until 2026-01-05 18:00 UTC");
    tell(store, "pause digests 2h");
    CHECK(tell(store, "status").headline ==
          "Paused: everything until somebody resumes it; digest until 2026-01-05 10:00 UTC.");
    const auto left = tell(store, "resume digest");
    CHECK(left.changes[0].after == "not paused by itself; paused everything until somebody resumes it");
    CHECK(tell(store, "resume everything").headline == "Resumed: everything.");
    CHECK(store.reader().pauses(now).empty());
    const auto again = tell(store, "resume everything");
    CHECK(again.outcome == Outcome::no);
    CHECK(again.changes.empty());
    CHECK(tell(store, "status").headline == "Nothing is paused.");
}

TEST_CASE("the end of the brake leaves what was paused by itself") {
    storage::Store store(":memory:");
    tell(store, "pause digest 3d");
    tell(store, "pause everything 1h");
    const auto released = tell(store, "resume everything");
    CHECK(released.headline == "Resumed: everything.");
    REQUIRE(store.reader().pauses(now).size() == 1);
    CHECK(store.reader().pauses(now)[0].name == "digest");
    CHECK(stored::lines_of(released) == "status\nresume digest\n");
    // Pressed once more, or when the brake has ended by itself.
    const auto again = tell(store, "resume everything");
    CHECK(again.outcome == Outcome::no);
    CHECK(again.headline == "everything is not paused; nothing was changed.");
    CHECK(stored::lines_of(again) == "status\nresume digest\n");
    CHECK(store.reader().pauses(now).size() == 1);
}

TEST_CASE("a channel is paused by its id, by its name when one has it, or where it is said") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto& [id, name] : std::vector<std::pair<std::string, std::string>>{
             {"C0GENERAL", "general"}, {"C0TWIN001", "twin"}, {"C0TWIN002", "twin"}})
        writer.put_slack_channel({.installation = 1, .channel = id, .name = name});
    tell(store, "pause #general 2h");
    tell(store, "pause C0RANDOM1");
    auto here = office();
    here.place.channel = "C0HERE001";
    tell(store, "pause here", here);
    std::vector<std::string> names;
    for (const auto& pause : store.reader().pauses(now)) names.push_back(pause.name);
    std::sort(names.begin(), names.end());
    CHECK(names == std::vector<std::string>{"C0GENERAL", "C0HERE001", "C0RANDOM1"});
    for (const std::string wrong : {"pause #twin", "pause #nowhere", "pause here", "pause", "pause answers",
                                    "pause c0", "pause everything yesterday", "resume", "resume nonsense"}) {
        INFO(wrong);
        const auto said = tell(store, wrong);
        CHECK(said.outcome == Outcome::wrong_use);
        CHECK(said.headline.find("nothing was changed") != std::string::npos);
        CHECK_FALSE(said.actions.empty());
    }
    CHECK(store.reader().pauses(now).size() == 3);
}

TEST_CASE("messages to a person are paused by their id, and by here where only they read") {
    storage::Store store(":memory:");
    auto alone = office();
    alone.asker.person = "U0MIA0001";
    alone.place.channel = "D0MIA0001";
    const auto said = tell(store, "pause here", alone);
    CHECK(said.headline == "Paused: messages to U0MIA0001 until somebody resumes it.");
    CHECK(said.actions.front().line == "resume U0MIA0001");
    alone.place.channel = "U0MIA0001";  // as after a shortcut
    tell(store, "pause here 2h", alone);
    tell(store, "pause W0OTHER01");
    REQUIRE(store.reader().pauses(now).size() == 2);
    CHECK(store.reader().pauses(now)[0].name == "U0MIA0001");
    CHECK(store.reader().pauses(now)[1].name == "W0OTHER01");
    CHECK(tell(store, "resume here", alone).headline == "Resumed: messages to U0MIA0001.");
    // What is sent is addressed to people, so a pause of their direct messages by that id would hold nothing.
    const auto refused = tell(store, "pause D0MIA0001");
    CHECK(refused.outcome == Outcome::wrong_use);
    CHECK(refused.headline.find("nothing was changed") != std::string::npos);
    for (const std::string word : {"UNTIL", "WHATEVER", "U1"})
        CHECK(tell(store, "pause " + word).outcome == Outcome::wrong_use);
    CHECK(store.reader().pauses(now).size() == 1);
}

TEST_CASE("only the office is told which channels take no messages, and what to do") {
    storage::Store store(":memory:");
    store.writer().note_trouble(1, "C0SECRET1", "is_archived", now);
    const auto office_sees = tell(store, "status");
    REQUIRE(part_of<Table>(office_sees));
    CHECK(part_of<Table>(office_sees)->rows.at(0).at(3).text.find("Unarchive") != std::string::npos);
    const auto viewer_sees = tell(store, "status", viewer());
    CHECK(part_of<Table>(viewer_sees) == nullptr);
    auto in_channel = office();
    in_channel.place.kind = PlaceKind::channel;
    const auto channel_sees = tell(store, "status", in_channel);
    CHECK(part_of<Table>(channel_sees) == nullptr);
}

TEST_CASE("the audit finds rows by time, person and words, and only where nobody reads along") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto& [days, who, what] : std::vector<std::tuple<int, std::string, std::string>>{
             {40, "slack:1:UOLD as ispo", "pause everything"},
             {3, "slack:1:UMIA as ispo", "pause digest"},
             {1, "os:0 (root) as admin", "resume digest"}}) {
        storage::AuditRow row;
        row.at = now - days * 24 * hour;
        row.who = who;
        row.what = what;
        row.where = "channel C0GENERAL";
        row.why = "asked";
        writer.add_audit(row);
    }
    const auto shown = tell(store, "audit");
    const auto* table = part_of<Table>(shown);
    REQUIRE(table);
    for (const auto& row : table->rows) {
        REQUIRE(row.size() == table->header.size());
        CHECK(row[3].text == "channel C0GENERAL");
        CHECK(row[4].text == "asked");
    }
    const auto count = [&](const std::string& line) {
        return core::member_of(tell(store, line).data, "rows").size();
    };
    CHECK(count("audit") == 2);
    CHECK(count("audit --since 2d") == 1);
    CHECK(count("audit since 60d") == 3);
    CHECK(count("audit \xE2\x80\x94since 2d") == 1);  // what a phone makes of --
    CHECK(count("audit --since 2025-01-01 --who umia") == 1);
    CHECK(count("audit --since 60d --what PAUSE") == 2);
    CHECK(count("audit --since 60d --after 1") == 2);
    CHECK(tell(store, "audit --who nobody").outcome == Outcome::no);
    for (const std::string wrong : {"audit --since soon", "audit --since", "audit --all yes"})
        CHECK(tell(store, wrong).outcome == Outcome::wrong_use);
    auto in_channel = office();
    in_channel.place.kind = PlaceKind::channel;
    CHECK(tell(store, "audit", in_channel).outcome == Outcome::refused);
}

TEST_CASE("the audit is searched as far back as asked, and says so when it is not") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto add = [&](const std::string& who, int count) {
        storage::AuditRow row;
        row.at = now - hour;
        row.who = who;
        row.what = "ready payments-api";
        for (int i = 0; i < count; ++i) writer.add_audit(row);
    };
    add("slack:1:UOLD as ispo", 2);
    add("slack:1:UMIA as ispo", 7000);
    CHECK(tell(store, "audit").headline.starts_with("7002 rows in the audit since"));
    CHECK(core::number_of(tell(store, "audit").data, "count") == 7002);
    CHECK(tell(store, "audit --who uold").headline.starts_with("2 rows in the audit since"));
    CHECK(tell(store, "audit --who nobody").headline.starts_with("Nothing of this is in the audit since"));
    add("slack:1:UMIA as ispo", 13'500);
    const auto cut = tell(store, "audit --who uold");
    CHECK(cut.outcome == Outcome::no);
    CHECK(cut.headline.starts_with("Nothing of this is among the newest 20000 rows"));
    CHECK(part_of<Note>(cut)->text.find("ispo audit --export csv") != std::string::npos);
    const auto found = tell(store, "audit --who umia");
    CHECK(found.headline.starts_with("20000 of the newest 20000 rows"));
    CHECK(part_of<Note>(found)->text.find("Older rows were not searched") != std::string::npos);
}

TEST_CASE("every reason why Slack takes no message has a remedy") {
    for (const std::string code : {"not_in_channel", "channel_not_found", "is_archived", "account_inactive",
                                   "missing_scope", "something_new"}) {
        INFO(code);
        CHECK_FALSE(advice_for(code).meaning.empty());
        CHECK_FALSE(advice_for(code).remedy.empty());
    }
    CHECK(is_of_the_token("token_revoked"));
    CHECK_FALSE(is_of_the_token("is_archived"));
    const auto notice = trouble_notice({{1, "C1", "is_archived", now, now, 2, {}}});
    CHECK(notice.headline ==
          "I cannot post in 1 channel; what was meant for it is lost and not tried again.");
}

TEST_CASE("a channel that fails for several reasons is one channel") {
    std::vector<storage::Trouble> troubles;
    for (const std::string code : {"is_archived", "not_in_channel", "restricted_action"})
        troubles.push_back({1, "C1", code, now, now, 1, {}});
    CHECK(trouble_notice(troubles).headline.starts_with("I cannot post in 1 channel;"));
    CHECK(refusing_words(troubled_among(troubles).refusing) == "1 channel takes no messages");
    troubles.push_back({2, "C1", "is_archived", now, now, 1, {}});  // of another workspace
    CHECK(refusing_words(troubled_among(troubles).refusing) == "2 channels take no messages");
    CHECK(troubled_among(troubles).unknown == 0);
}

TEST_CASE("who asked where nothing can be posted is told why and what to do") {
    const auto answer = not_posted("not_in_channel", "7Q4M1K00");
    CHECK(answer.outcome == Outcome::unavailable);
    CHECK(answer.headline.find("the app is not in the channel (not_in_channel)") != std::string::npos);
    CHECK(answer.headline.find("/invite") != std::string::npos);
}

TEST_CASE("that a workspace moves is said as long as messages wait for it") {
    storage::Store store(":memory:");
    CHECK(moves_sentence({}).empty());
    store.writer().begin_workspace_move(2, now - hour, now + 11 * hour);
    const auto told = tell(store, "status");
    CHECK(
        told.headline ==
        "1 workspace moves into an organisation; messages there wait until that is done, at the latest until "
        "2026-01-05 19:00 UTC.");
    CHECK(told.data["moving_workspaces"] == 1);
    store.writer().end_workspace_move(2, now);
    CHECK(tell(store, "status").headline == "Nothing is paused.");
}

TEST_CASE("that a message may have arrived is said as such") {
    const storage::Trouble refused{1, "C1", "is_archived", now, now, 2, {}};
    const storage::Trouble unknown{1, "C2", std::string(storage::unknown_outcome), now, now, 1, {}};
    CHECK(trouble_notice({unknown}).headline ==
          "In 1 channel a message may have arrived or not; it is not sent again.");
    CHECK(trouble_notice({refused, unknown}).headline ==
          "I cannot post in 1 channel; what was meant for it is lost and not tried again. In 1 channel a "
          "message may have arrived or not; it is not sent again.");
    CHECK_FALSE(is_of_the_token(storage::unknown_outcome));
}

TEST_CASE("the status names what was lost, to the office alone") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto& [claim, state] :
         {std::pair{"a", storage::OutgoingState::unknown}, std::pair{"b", storage::OutgoingState::failed}}) {
        storage::Outgoing message;
        message.installation = 1;
        message.channel = "C1";
        message.claim = claim;
        message.reference = "7Q4M1K00";
        message.created_at = now - hour;
        writer.end_outgoing(writer.put_outgoing(message), state, "", "missing_scope", now - hour);
    }
    const auto told = tell(store, "status");
    CHECK(told.data["lost"] == 2);
    const auto* table = part_of<Table>(told);
    REQUIRE(table);
    REQUIRE(table->rows.size() == 2);
    std::string fates;
    for (const auto& row : table->rows) fates += row[1].text + " " + row[2].text + " " + row[4].text + "; ";
    CHECK(fates == "C1 did not arrive 7Q4M1K00; C1 may have arrived 7Q4M1K00; ");
    const auto* facts = part_of<Facts>(told);
    REQUIRE(facts);
    CHECK(facts->facts.back().value == "2; 1 of them may have arrived");
    auto in_channel = office();
    in_channel.place.kind = PlaceKind::channel;
    CHECK(part_of<Table>(tell(store, "status", in_channel)) == nullptr);
}
