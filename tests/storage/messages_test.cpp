// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "storage/transaction.hpp"
#include "tests/storage/examples.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

using namespace examples;
using storage::Outgoing;
using storage::OutgoingState;
using storage::Received;

namespace {

Received event(const std::string& key, storage::Time at = now) {
    return {.key = key, .kind = "event", .installation = 1, .body = "{\"a\":1}", .at = at};
}

Outgoing post(const std::string& channel, const std::string& claim) {
    return {.installation = 1,
            .channel = channel,
            .thread = "1.2",
            .native = "{\"n\":1}",
            .plain = "{\"p\":1}",
            .claim = claim,
            .reference = "7Q4M1K00",
            .created_at = now};
}

std::vector<std::string> claims_of(const std::vector<storage::OutgoingRow>& rows) {
    std::vector<std::string> out;
    for (const auto& row : rows) out.push_back(row.claim);
    return out;
}
using Claims = std::vector<std::string>;

}  // namespace

TEST_CASE("forgetting what is old reads the old rows only, for it happens with each message") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    SQLite::Database database((folder / "ispo.db").string());
    for (const auto& [sql, by] : {std::pair{storage::Sql::forget_received, "(at<?)"},
                                  std::pair{storage::Sql::forget_outgoing, "(ended_at<?)"}}) {
        SQLite::Statement plan(database, "EXPLAIN QUERY PLAN " + storage::text_of(sql));
        REQUIRE(plan.executeStep());
        INFO(plan.getColumn(3).getString());
        CHECK(plan.getColumn(3).getString().find(by) != std::string::npos);
    }
}

TEST_CASE("a message keeps what it tells of and whom it answers") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto told = post("C1", "c1");
    told.repositories = {7, 1234567890123};
    told.asker = "U1";
    writer.put_outgoing(told);
    writer.put_outgoing(post("C2", "c2"));
    const auto rows = writer.next_outgoing(10, now);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].repositories == told.repositories);
    CHECK(rows[0].asker == "U1");
    CHECK(rows[1].repositories.empty());
    CHECK(rows[1].asker.empty());
}

TEST_CASE("what was received is kept whole until it is answered, and its key for 48 hours after") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto first = writer.accept(event("e1"));
    REQUIRE(first);
    CHECK_FALSE(writer.accept(event("e1")));
    CHECK(writer.accept(event("e2")));
    auto rows = writer.unanswered(10);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].id == *first);
    CHECK(rows[0].key + rows[0].kind + rows[0].body == "e1event{\"a\":1}");
    CHECK(rows[0].installation == 1);
    CHECK(rows[0].at == now);
    CHECK(writer.unanswered(1).size() == 1);
    CHECK(writer.mark_answered(*first));
    CHECK_FALSE(writer.mark_answered(*first));
    rows = writer.unanswered(10);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].key == "e2");
    CHECK_FALSE(writer.accept(event("e1", now + 2 * day)));
    CHECK(writer.accept(event("e1", now + 2 * day + std::chrono::seconds(1))));
    // What nobody answered is not forgotten, however old.
    CHECK_FALSE(writer.accept(event("e2", now + 3 * day)));
}

TEST_CASE("what a unit received goes with it when it fails") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK_THROWS(writer.in_savepoint([&] {
        CHECK(writer.accept(event("e")));
        throw std::runtime_error("the command failed");
    }));
    CHECK(writer.unanswered(10).empty());
    CHECK(writer.accept(event("e")));
}

TEST_CASE("a channel is served in order, and channels and addresses do not wait for each other") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto a1 = writer.put_outgoing(post("A", "a1"));
    const auto a2 = writer.put_outgoing(post("A", "a2"));
    writer.put_outgoing(post("B", "b1"));
    auto elsewhere = post("A", "other");
    elsewhere.installation = 2;
    writer.put_outgoing(elsewhere);
    for (const std::string claim : {"r1", "r2"}) {
        auto response = post("", claim);
        response.op = Outgoing::Op::respond;
        response.address = "https://hooks.slack.com/x";
        writer.put_outgoing(response);
    }
    CHECK(claims_of(writer.next_outgoing(10, now)) == Claims{"a1", "b1", "other", "r1", "r2"});
    // So many of each installation and kind.
    CHECK(claims_of(writer.next_outgoing(1, now)) == Claims{"a1", "other", "r1"});
    CHECK(writer.begin_sending(a1, now, now));
    CHECK(writer.next_outgoing(1, now)[0].state == OutgoingState::sending);
    CHECK(writer.next_outgoing(1, now)[0].attempts == 1);
    writer.delay_outgoing(a1, now + day, "ratelimited");
    // A later message does not overtake it.
    CHECK(claims_of(writer.next_outgoing(10, now)) == Claims{"b1", "other", "r1", "r2"});
    CHECK(writer.next_outgoing_at(now) == now + day);
    CHECK_FALSE(writer.next_outgoing_at(now + day));
    const auto delayed = writer.next_outgoing(1, now + day)[0];
    CHECK(delayed.claim == "a1");
    CHECK(delayed.not_before == now + day);
    CHECK(delayed.state == OutgoingState::waiting);
    CHECK(delayed.error == "ratelimited");
    writer.end_outgoing(a1, OutgoingState::sent, "1503435956.000247", "", now);
    const auto next = writer.next_outgoing(1, now)[0];
    CHECK(next.id == a2);
    CHECK(next.native + next.plain + next.channel + next.thread == "{\"n\":1}{\"p\":1}A1.2");
    CHECK(writer.outgoing_counts().waiting == 5);
    CHECK(writer.outgoing_counts().oldest == now);
}

TEST_CASE("however much waits in one workspace, the others and the answers to clicks are served") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    constexpr int lanes = 5'000, most = 500;
    writer.in_transaction([&] {
        for (int i = 0; i < lanes; ++i) {
            const auto number = std::to_string(i);
            writer.delay_outgoing(writer.put_outgoing(post("C" + number, "late " + number)), now + day, "x");
            writer.put_outgoing(post("D" + number, "due " + number));
        }
        auto elsewhere = post("A", "elsewhere");
        elsewhere.installation = 2;
        writer.put_outgoing(elsewhere);
        auto response = post("U1", "click");
        response.op = Outgoing::Op::respond;
        writer.put_outgoing(response);
    });
    const auto started = std::chrono::steady_clock::now();
    const auto claims = claims_of(store.reader().next_outgoing(most, now));
    CHECK(store.reader().next_outgoing_at(now) == now + day);
    // Measured: 30 ms; a reading of each row for each row would take minutes.
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(5));
    REQUIRE(claims.size() == most + 2);
    CHECK(claims[0] == "due 0");
    CHECK(claims[most] == "elsewhere");
    CHECK(claims[most + 1] == "click");
}

TEST_CASE("however many messages are looked for, those to be sent are served") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    constexpr int most = 500;
    writer.in_transaction([&] {
        for (int i = 0; i < most + 100; ++i) {
            const auto number = std::to_string(i);
            writer.begin_sending(writer.put_outgoing(post("C" + number, "looked " + number)), now, now);
        }
        writer.put_outgoing(post("A", "new"));
    });
    const auto claims = claims_of(store.reader().next_outgoing(most, now));
    REQUIRE(claims.size() == most + 1);
    CHECK(claims.back() == "new");
}

TEST_CASE("of what is quiet no loss is told") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto quiet = post("U1", "quiet");
    quiet.quiet = true;
    const auto id = writer.put_outgoing(quiet);
    CHECK(writer.next_outgoing(1, now)[0].quiet);
    writer.end_outgoing(id, OutgoingState::failed, "", "x", now);
    CHECK(writer.lost_messages(core::from_unix(0), 10).empty());
}

TEST_CASE("what is being sent is looked for no earlier than it could have arrived") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_outgoing(post("A", "a1"));
    const auto look_at = now + std::chrono::seconds(25);
    CHECK(writer.begin_sending(id, now, look_at));
    CHECK(writer.next_outgoing(10, look_at - std::chrono::seconds(1)).empty());
    CHECK(writer.next_outgoing_at(now) == look_at);
    CHECK(writer.next_outgoing(10, look_at)[0].state == OutgoingState::sending);
}

TEST_CASE("a message ends once") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_outgoing(post("A", "a1"));
    CHECK(writer.end_outgoing(id, OutgoingState::failed, "", "account_inactive", now));
    CHECK_FALSE(writer.end_outgoing(id, OutgoingState::sent, "1.5", "", now));
    CHECK(writer.lost_messages(now, 10).size() == 1);
}

TEST_CASE("a claim is kept once, whatever became of it") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_outgoing(post("A", "a1"));
    CHECK(writer.put_outgoing(post("B", "a1")) == id);
    CHECK(writer.next_outgoing(1, now)[0].channel == "A");
    writer.end_outgoing(id, OutgoingState::failed, "", "channel_not_found", now);
    CHECK(writer.put_outgoing(post("A", "a1")) == id);
    CHECK(writer.next_outgoing(10, now).empty());
    CHECK(writer.outgoing_counts().waiting == 0);
    CHECK_FALSE(writer.outgoing_counts().oldest);
}

TEST_CASE("what ended keeps its fate, not its words or its address") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    auto response = post("", "r");
    response.op = Outgoing::Op::respond;
    response.address = "https://hooks.slack.com/secret";
    const auto lost = writer.put_outgoing(response);
    const auto sent = writer.put_outgoing(post("A", "a"));
    writer.end_outgoing(lost, OutgoingState::unknown, "", "timeout", now);
    writer.end_outgoing(sent, OutgoingState::sent, "1.5", "", now);
    const auto rows = writer.lost_messages(now, 10);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].claim == "r");
    CHECK(rows[0].state == OutgoingState::unknown);
    CHECK(rows[0].error == "timeout");
    CHECK((rows[0].address + rows[0].native + rows[0].plain).empty());
    CHECK(writer.lost_messages(now + day, 10).empty());
    // Thirty days later it is gone, and its claim free.
    auto later = post("A", "later");
    later.created_at = now + 31 * day;
    writer.put_outgoing(later);
    CHECK(writer.lost_messages(now, 10).empty());
}

TEST_CASE("keys from before are still known after the migration") {
    Folder folder;
    const auto file = folder / "ispo.db";
    std::ofstream{file};
    {
        storage::Connection connection(file, storage::Access::write);
        storage::migrate(connection, storage::migrations().first(1));
        connection.run("INSERT INTO delivery (key, at) VALUES ('slack:event:Ev1', " +
                       std::to_string(core::to_unix(now)) + ")");
    }
    storage::Store store(file);
    auto writer = store.writer();
    CHECK_FALSE(writer.accept(event("slack:event:Ev1")));
    CHECK(writer.unanswered(10).empty());
}
