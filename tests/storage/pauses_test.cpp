// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/store.hpp"
#include "tests/storage/examples.hpp"

using namespace examples;
using storage::Outgoing;
using storage::OutgoingState;
using storage::Pause;

namespace {

using Claims = std::vector<std::string>;
constexpr std::chrono::hours hour{1};

Outgoing message(const std::string& claim, const std::string& kind = "digest",
                 const std::string& channel = "C1") {
    Outgoing out;
    out.installation = 1;
    out.channel = channel;
    out.native = out.plain = "{}";
    out.claim = claim;
    out.created_at = now;
    out.kind = kind;
    return out;
}

Claims next(const storage::Reader& reader, storage::Time at = now) {
    Claims out;
    for (const auto& row : reader.next_outgoing(10, at)) out.push_back(row.claim);
    return out;
}

Pause pause(Pause::Reach reach, const std::string& name, std::optional<storage::Time> until = {}) {
    return {.reach = reach, .name = name, .until = until, .who = "os:0", .since = now};
}

}  // namespace

TEST_CASE("a pause holds what it names, never an answer, and nothing behind it in the channel") {
    struct Row {
        Pause pause;
        Claims left;
    };
    using Reach = Pause::Reach;
    for (const auto& row :
         {Row{pause(Reach::everything, ""), {"answer"}},
          Row{pause(Reach::kind, "digest"), {"answer", "nudge"}},
          Row{pause(Reach::kind, "meeting"), {"digest", "nudge"}},
          Row{pause(Reach::channel, "C1"), {"answer", "nudge"}}, Row{pause(Reach::channel, "C2"), {"digest"}},
          Row{pause(Reach::channel, "C9"), {"digest", "nudge"}}}) {
        INFO(row.pause.name);
        storage::Store store(":memory:");
        auto writer = store.writer();
        writer.put_outgoing(message("digest"));
        writer.put_outgoing(message("answer", "answer"));
        writer.put_outgoing(message("nudge", "nudge", "C2"));
        writer.put_pause(row.pause);
        CHECK(next(writer) == row.left);
        CHECK(writer.outgoing_counts().waiting == 3);
        writer.end_pause(row.pause.reach, row.pause.name);
        CHECK(next(writer) == Claims{"digest", "nudge"});
    }
}

TEST_CASE("a pause ends by itself, and a second of the same reach replaces the first") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_outgoing(message("digest"));
    writer.put_pause(pause(Pause::Reach::everything, ""));
    writer.put_pause(pause(Pause::Reach::everything, "", now + hour));
    CHECK(writer.pauses(now).size() == 1);
    CHECK(next(writer).empty());
    CHECK(writer.pauses(now + hour).empty());
    CHECK(next(writer, now + hour) == Claims{"digest"});
}

TEST_CASE("what a pause overtook is not begun") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto digest = writer.put_outgoing(message("digest"));
    const auto answer = writer.put_outgoing(message("answer", "answer", "C2"));
    writer.put_pause(pause(Pause::Reach::everything, ""));
    CHECK_FALSE(writer.begin_sending(digest, now, now));
    CHECK(writer.begin_sending(answer, now, now));
    writer.end_pauses();
    CHECK(writer.begin_sending(digest, now, now));
    // Handed to Slack already: it is looked up also while everything is paused.
    writer.put_pause(pause(Pause::Reach::everything, ""));
    CHECK(next(writer) == Claims{"digest", "answer"});
}

TEST_CASE("what was carried out is known for 48 hours") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK_FALSE(writer.performed("k"));
    writer.put_performed("k", "{\"a\":1}", now);
    CHECK(writer.performed("k") == "{\"a\":1}");
    CHECK_THROWS(writer.put_performed("k", "{}", now));
    writer.put_performed("other", "{}", now + 2 * day + hour);
    CHECK_FALSE(writer.performed("k"));
}

TEST_CASE("a channel that takes no messages is one line for each reason until one arrives") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (int i = 0; i < 3; ++i) writer.note_trouble(1, "C1", "is_archived", now + i * hour);
    writer.note_trouble(1, "C1", "not_in_channel", now);
    writer.note_trouble(2, "C1", "not_in_channel", now);
    auto all = writer.troubles(10);
    REQUIRE(all.size() == 3);
    CHECK(all.front().error == "is_archived");
    CHECK(all.front().count == 3);
    CHECK(all.front().first_at == now);
    CHECK(all.front().last_at == now + 2 * hour);
    CHECK_FALSE(all.front().told_at);
    writer.mark_told(all.front(), now);
    CHECK(writer.troubles(1).front().told_at == now);
    writer.note_trouble(1, "C1", "is_archived", now + 3 * hour);
    CHECK(writer.troubles(1).front().told_at == now);  // told once
    writer.clear_trouble(1, "C1");
    REQUIRE(writer.troubles(10).size() == 1);
    CHECK(writer.troubles(10).front().installation == 2);
}

TEST_CASE("that a message may be missing is not past before somebody was told") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.note_trouble(1, "C1", storage::unknown_outcome, now);
    writer.note_trouble(1, "C1", "is_archived", now);
    writer.clear_trouble(1, "C1");  // the next message arrived
    REQUIRE(writer.troubles(10).size() == 1);
    CHECK(writer.troubles(10).front().error == storage::unknown_outcome);
    writer.mark_told(writer.troubles(10).front(), now);
    writer.clear_trouble(1, "C1");
    CHECK(writer.troubles(10).empty());
}
