// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/store.hpp"
#include "tests/storage/examples.hpp"

using namespace examples;
using storage::Outgoing;
using storage::OutgoingState;
using storage::Pause;

namespace {

constexpr std::chrono::hours hour{1};

Outgoing message(const std::string& claim, const std::string& channel = "C1", std::int64_t installation = 1) {
    Outgoing out;
    out.installation = installation;
    out.channel = channel;
    out.native = out.plain = "{}";
    out.claim = claim;
    out.created_at = now;
    return out;
}

std::vector<std::string> next(const storage::Reader& reader, storage::Time at) {
    std::vector<std::string> out;
    for (const auto& row : reader.next_outgoing(10, at)) out.push_back(row.claim + " " + row.channel);
    return out;
}

Pause pause_of(const std::string& channel, std::optional<storage::Time> until = {}) {
    return {.reach = Pause::Reach::channel, .name = channel, .until = until, .who = "os:0", .since = now};
}

}  // namespace

TEST_CASE("while a workspace moves nothing is posted or looked for there, and all of it after") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto sending = writer.put_outgoing(message("sending"));
    CHECK(writer.begin_sending(sending, now, now));
    const auto waiting = writer.put_outgoing(message("waiting", "C2"));
    writer.put_outgoing(message("elsewhere", "C1", 2));
    auto click = message("click", "U1");
    click.op = Outgoing::Op::respond;
    writer.put_outgoing(click);
    writer.begin_workspace_move(1, now, now + 12 * hour);
    CHECK(next(writer, now) == std::vector<std::string>{"elsewhere C1", "click U1"});
    CHECK_FALSE(writer.begin_sending(waiting, now, now));
    REQUIRE(writer.workspace_moves(now).size() == 1);
    CHECK(writer.workspace_moves(now)[0].until == now + 12 * hour);
    SECTION("until Slack says that it is done") {
        writer.end_workspace_move(1, now + hour);
        CHECK(writer.workspace_moves(now + hour).empty());
        CHECK(next(writer, now + hour).size() == 4);
    }
    SECTION("or until that never came") { CHECK(next(writer, now + 12 * hour).size() == 4); }
    SECTION("or until the app is gone there") {
        writer.forget_slack_directory(1);
        CHECK(writer.workspace_moves(now).empty());
    }
}

TEST_CASE("that a workspace moves is told in any order and more than once") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto is_moving = [&](storage::Time at) { return !writer.workspace_moves(at).empty(); };
    writer.end_workspace_move(1, now + hour);  // before its beginning
    writer.begin_workspace_move(1, now, now + 12 * hour);
    CHECK_FALSE(is_moving(now + hour));
    writer.begin_workspace_move(1, now + 2 * hour, now + 14 * hour);
    writer.begin_workspace_move(1, now + 2 * hour, now + 14 * hour);
    writer.end_workspace_move(1, now + hour);  // of the one before
    CHECK(is_moving(now + 3 * hour));
    writer.end_workspace_move(1, now + 4 * hour);
    writer.begin_workspace_move(1, now + 2 * hour, now + 14 * hour);
    CHECK_FALSE(is_moving(now + 4 * hour));
}

TEST_CASE("a channel's new id takes over its pause, its messages and its troubles") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_pause(pause_of("G1", now + hour));
    auto digest = message("digest", "G1");
    digest.kind = "digest";
    writer.put_outgoing(digest);
    writer.put_outgoing(message("later", "G1"));
    writer.put_outgoing(message("same", "G1", 2));
    const auto sent = writer.put_outgoing(message("sent", "G1"));
    writer.end_outgoing(sent, OutgoingState::failed, "", "x", now);
    writer.note_trouble(1, "G1", "is_archived", now);
    writer.note_trouble(1, "G1", storage::unknown_outcome, now);
    writer.note_trouble(1, "C1", "is_archived", now);
    CHECK(writer.move_channel(1, "G1", "C1", now));
    REQUIRE(writer.pauses(now).size() == 1);
    CHECK(writer.pauses(now)[0].name == "C1");
    CHECK(next(writer, now) == std::vector<std::string>{"later C1", "same G1"});
    CHECK(next(writer, now + hour) == std::vector<std::string>{"digest C1", "same G1"});
    CHECK(writer.lost_messages(now, 10)[0].channel == "G1");  // it went there
    REQUIRE(writer.troubles(10).size() == 2);
    for (const auto& trouble : writer.troubles(10)) CHECK(trouble.channel == "C1");
    CHECK_FALSE(writer.move_channel(1, "G1", "C1", now));  // told twice
    REQUIRE(writer.channel_moves().size() == 1);
    CHECK(writer.channel_moves()[0].to == "C1");
}

TEST_CASE("of two pauses of a moved channel the longer stays") {
    for (const auto& [old_end, new_end, kept] : std::vector<std::array<std::optional<storage::Time>, 3>>{
             {now + hour, now + 2 * hour, now + 2 * hour},
             {now + 2 * hour, now + hour, now + 2 * hour},
             {std::nullopt, now + hour, std::nullopt},
             {now + hour, std::nullopt, std::nullopt}}) {
        storage::Store store(":memory:");
        auto writer = store.writer();
        writer.put_pause(pause_of("G1", old_end));
        writer.put_pause(pause_of("C1", new_end));
        writer.move_channel(1, "G1", "C1", now);
        REQUIRE(writer.pauses(now).size() == 1);
        CHECK(writer.pauses(now)[0].until == kept);
    }
}

TEST_CASE("a channel that moves again is followed, and back again nothing is left of it") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.move_channel(1, "G1", "C1", now);
    writer.move_channel(1, "C1", "C2", now);
    REQUIRE(writer.channel_moves().size() == 2);
    for (const auto& move : writer.channel_moves()) CHECK(move.to == "C2");
    writer.move_channel(1, "C2", "G1", now);
    for (const auto& move : writer.channel_moves()) CHECK(move.to == "G1");
    CHECK(writer.channel_moves().size() == 2);
}
