// SPDX-License-Identifier: Apache-2.0
// What must reach Slack once, through crashes, lost answers, limits and refusals.
#include "bot/outbox.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"
#include "bot/slack_inbox.hpp"
#include "core/text.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

namespace {
using namespace tests;
using storage::Outgoing;
using storage::OutgoingState;

std::string settings(const FakeSlack& slack) {
    return "[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
           slack.url("/api/") + "\"\n";
}

core::Json arguments_of(const net::Request& request) {
    net::Form form;
    REQUIRE(net::parse_form(request.body, form));
    core::Json arguments = core::Json::object();
    for (const auto& [name, value] : form) {
        auto parsed = core::parse_json(value);
        const bool is_structure = parsed && parsed->is_structured();
        arguments[name] = is_structure ? *parsed : core::Json(value);
    }
    return arguments;
}
std::string claim_in(const net::Request& request) {
    const auto arguments = arguments_of(request);
    return core::text_of(core::member_of(core::member_of(arguments, "metadata"), "event_payload"), "claim");
}

// "postMessage:hello history:" — what was called, with the texts of posts.
std::string calls(const std::vector<net::Request>& requests) {
    std::string out;
    for (const auto& request : requests) {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        const auto is_api = request.target.starts_with("/api/");
        out += method + ":" + (is_api ? core::text_of(arguments_of(request), "text") : "") + " ";
    }
    return out;
}

net::Response ok(const core::Json& more = core::Json::object()) {
    core::Json body = {{"ok", true}, {"ts", "1503435956.000247"}};
    body.update(more);
    return net::json_response(200, core::dump_json(body));
}
net::Response refusal(const std::string& code) {
    return net::json_response(200, R"({"ok":false,"error":")" + code + "\"}");
}
// History as conversations.history gives it, with one message that carries `claim`.
net::Response history_with(const std::string& claim) {
    const core::Json message = {{"ts", "1503435956.000999"},
                                {"metadata", {{"event_type", "x"}, {"event_payload", {{"claim", claim}}}}}};
    return ok({{"messages", core::Json::array({message})}});
}

Outgoing post(const std::string& text, const std::string& channel = "C1") {
    const core::Json native = {{"text", text}, {"blocks", {{{"type", "data_table"}}}}};
    const core::Json plain = {{"text", text}};
    Outgoing out;
    out.installation = 1;
    out.channel = channel;
    out.native = core::dump_json(native);
    out.plain = core::dump_json(plain);
    out.claim = "claim-" + text;
    out.reference = "7Q4M1K00";
    out.created_at = bot::wall_now();
    return out;
}

// Delivers until nothing waits.
void deliver(Running& running) {
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run();
}

std::vector<storage::OutgoingRow> lost(Running& running) {
    return running.service().store.reader().lost_messages(core::from_unix(0), 10);
}
std::int64_t waiting(Running& running) { return running.service().store.reader().outgoing_counts().waiting; }

std::string event_body(const std::string& id, const std::string& text) {
    const core::Json body = {{"team_id", "T1"},
                             {"type", "event_callback"},
                             {"event_id", id},
                             {"is_ext_shared_channel", false},
                             {"event",
                              {{"type", "app_mention"},
                               {"user", "U061F7AUR"},
                               {"text", text},
                               {"ts", "1515449522.000016"},
                               {"channel", "C123ABC456"}}}};
    return body.dump();
}
}  // namespace

TEST_CASE("a copy in memory sends nothing: it could not remember that it did") {
    FakeSlack slack;
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("hello"));
    running.keeps = storage::Kept::in_memory;
    running.open();
    deliver(running);
    CHECK(waiting(running) == 1);
    running.keeps = storage::Kept::in_file;
    running.open();
    deliver(running);
    CHECK(waiting(running) == 0);
    CHECK(calls(slack.end()) == "chat.postMessage:hello ");
}

TEST_CASE("a channel gets its messages in order, and another does not wait for it") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    for (const std::string text : {"one", "two"}) writer.put_outgoing(post(text));
    writer.put_outgoing(post("other", "C2"));
    const auto started = std::chrono::steady_clock::now();
    deliver(running);
    CHECK(std::chrono::steady_clock::now() - started >= std::chrono::seconds(1));
    const auto said = calls(slack.end());
    CHECK(said.find("postMessage:one") < said.find("postMessage:other"));
    CHECK(said.find("postMessage:other") < said.find("postMessage:two"));
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("after a start a channel's second passes first: the process before may have used it") {
    FakeSlack slack;
    Running running(settings(slack));
    running.delays = {};
    CHECK(running.delays.until_look == std::chrono::seconds(25));  // ten for the call, fifteen to appear
    running.open();
    const auto started = std::chrono::steady_clock::now();
    running.service().store.writer().put_outgoing(post("one"));
    deliver(running);
    CHECK(std::chrono::steady_clock::now() - started >= std::chrono::milliseconds(900));
    CHECK(waiting(running) == 0);
}

TEST_CASE("a post of unknown outcome is looked up, and not repeated when it is there") {
    std::string claim;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("chat.postMessage")) {
            claim = claim_in(request);
            return net::text_response(500, "");
        }
        return history_with(claim);
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("one"));
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one conversations.history: ");
    CHECK(claim == "claim-one");
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("a post of unknown outcome is repeated when it is not there, nor arrives late") {
    int posts = 0;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("chat.postMessage") && ++posts == 1) return net::text_response(502, "");
        return std::nullopt;
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("one"));
    deliver(running);
    CHECK(calls(slack.end()) ==
          "chat.postMessage:one conversations.history: conversations.history: chat.postMessage:one ");
    CHECK(waiting(running) == 0);
}

TEST_CASE("a post that Slack takes after all, later than we waited, is not repeated") {
    std::string claim;
    int looks = 0;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("chat.postMessage")) {
            claim = claim_in(request);
            return net::text_response(504, "");
        }
        if (++looks == 1) return std::nullopt;  // not there yet
        return history_with(claim);
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("one"));
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one conversations.history: conversations.history: ");
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("what a crash left half sent is looked up first") {
    for (const bool is_there : {true, false}) {
        INFO(is_there);
        FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
            if (request.target.ends_with("conversations.history") && is_there)
                return history_with("claim-one");
            return std::nullopt;
        });
        Running running(settings(slack));
        auto writer = running.service().store.writer();
        const auto now = bot::wall_now();
        writer.begin_sending(writer.put_outgoing(post("one")), now, now);
        running.open();
        deliver(running);
        CHECK(calls(slack.end()) ==
              (is_there ? "conversations.history: " : "conversations.history: chat.postMessage:one "));
        CHECK(waiting(running) == 0);
    }
}

TEST_CASE("where nobody can look, the message is not sent again, and somebody can see it") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("chat.postMessage")) return net::text_response(500, "");
        return refusal("missing_scope");
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("one"));
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one conversations.history: ");
    REQUIRE(lost(running).size() == 1);
    CHECK(lost(running)[0].state == OutgoingState::unknown);
    CHECK(lost(running)[0].error == "missing_scope");
    const auto troubles = running.service().store.reader().troubles(9);
    REQUIRE(troubles.size() == 1);
    CHECK(troubles[0].channel + " " + troubles[0].error == "C1 unknown_outcome");
}

TEST_CASE("what a crash left half sent is not missed before it could have arrived") {
    const auto arrives = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        const bool is_there = std::chrono::steady_clock::now() >= arrives;
        if (request.target.ends_with("conversations.history") && is_there) return history_with("claim-one");
        return std::nullopt;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    const auto now = bot::wall_now();
    writer.begin_sending(writer.put_outgoing(post("one")), now, now + std::chrono::seconds(4));
    running.open();
    deliver(running);
    CHECK(calls(slack.end()) == "conversations.history: ");
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("what is known of a message is kept once the database takes it, and not looked up") {
    std::unique_ptr<SQLite::Database> database;
    FakeSlack slack([&](const net::Request&) -> std::optional<net::Response> {
        database->exec(
            "CREATE TRIGGER refuses BEFORE UPDATE OF ended_at ON outgoing BEGIN SELECT RAISE(ABORT, 'full'); "
            "END");
        return std::nullopt;
    });
    Running running(settings(slack));
    database = std::make_unique<SQLite::Database>(running.service().database_file.string(),
                                                  SQLite::OPEN_READWRITE, 1000);
    running.service().store.writer().put_outgoing(post("one"));
    bool is_refusing = true;
    std::string ended;  // what works until then need not wait for the database
    running.service().outbox.watch([](const auto&) { return false; },
                                   [&](const auto&) { ended += is_refusing ? "at once " : "late "; });
    asio::steady_timer room(running.loop(), std::chrono::seconds(5));
    room.async_wait([&](const auto&) {
        is_refusing = false;
        database->exec("DROP TRIGGER refuses");
    });
    deliver(running);
    CHECK(ended == "at once ");
    CHECK(calls(slack.end()) == "chat.postMessage:one ");
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("a look is made again when Slack says so, and given up after a day") {
    for (const bool is_old : {false, true}) {
        INFO(is_old);
        int looks = 0;
        FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
            if (!request.target.ends_with("conversations.history")) return std::nullopt;
            if (++looks > 1) return history_with("claim-one");
            auto busy = net::text_response(is_old ? 500 : 429, "");
            busy.headers.emplace_back("Retry-After", "3");
            return busy;
        });
        Running running(settings(slack));
        auto writer = running.service().store.writer();
        const auto first_look = bot::wall_now() - std::chrono::hours(is_old ? 25 : 0);
        writer.begin_sending(writer.put_outgoing(post("one")), bot::wall_now(), first_look);
        running.open();
        const auto began = std::chrono::steady_clock::now();
        deliver(running);
        CHECK(calls(slack.end()) ==
              (is_old ? "conversations.history: " : "conversations.history: conversations.history: "));
        if (!is_old) CHECK(std::chrono::steady_clock::now() - began >= std::chrono::seconds(3));
        CHECK(waiting(running) == 0);
        CHECK(lost(running).size() == (is_old ? 1 : 0));
    }
}

TEST_CASE("more than can be looked for in a minute waits for its turn, lost or held up by none") {
    constexpr int many = 60, in_a_minute = 50;
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.history")) return net::text_response(500, "");
        return std::nullopt;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    writer.in_transaction([&] {
        const auto long_ago = bot::wall_now() - std::chrono::hours(25);
        for (int i = 0; i < many; ++i) {
            const auto number = std::to_string(i);
            writer.begin_sending(writer.put_outgoing(post("old " + number, "C" + number)), long_ago,
                                 long_ago);
        }
    });
    running.open();
    running.service().store.writer().put_outgoing(post("new", "CNEW"));
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run_for(std::chrono::seconds(4));
    CHECK(waiting(running) == many - in_a_minute);
    CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 100).size() == in_a_minute);
    CHECK(calls(slack.end()).find("chat.postMessage:new ") != std::string::npos);
}

TEST_CASE("what a pause held for days is looked for like any other when nobody says what became of it") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("chat.postMessage")) return net::text_response(500, "");
        return net::text_response(503, "");
    });
    Running running(settings(slack));
    running.delays.until_look = std::chrono::seconds(25);
    running.open();
    auto old = post("one");
    old.created_at = bot::wall_now() - std::chrono::hours(48);
    old.expires_at = bot::wall_now() + std::chrono::hours(1);
    running.service().store.writer().put_outgoing(old);
    running.service().outbox.wake();
    running.loop().restart();
    running.loop().run_for(std::chrono::seconds(2));
    CHECK(lost(running).empty());
    CHECK(waiting(running) == 1);
    const auto& sent = slack.end();
    CHECK(calls(sent) == "chat.postMessage:one conversations.history: ");
    REQUIRE(sent.size() == 2);
    const auto oldest = core::text_of(arguments_of(sent[1]), "oldest");
    CHECK(std::stoll(oldest) > core::to_unix(bot::wall_now() - std::chrono::hours(2)));
}

TEST_CASE("what Slack refuses for good is told and blocks nobody") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (core::text_of(arguments_of(request), "text") == "one") return refusal("is_archived");
        return std::nullopt;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    for (const std::string text : {"one", "two"}) writer.put_outgoing(post(text));
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one chat.postMessage:two ");
    REQUIRE(lost(running).size() == 1);
    CHECK(lost(running)[0].state == OutgoingState::failed);
    CHECK(lost(running)[0].error == "is_archived");
    CHECK(lost(running)[0].reference == "7Q4M1K00");
}

TEST_CASE("a limit delays a message and changes no order") {
    int calls_made = 0;
    FakeSlack slack([&](const net::Request&) -> std::optional<net::Response> {
        if (++calls_made > 1) return std::nullopt;
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "1");
        return busy;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    for (const std::string text : {"one", "two"}) writer.put_outgoing(post(text));
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one chat.postMessage:one chat.postMessage:two ");
    CHECK(lost(running).empty());
}

TEST_CASE("new blocks that are refused once are not tried again that day") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (arguments_of(request).contains("blocks")) return refusal("invalid_blocks");
        return std::nullopt;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    for (const std::string text : {"one", "two"}) writer.put_outgoing(post(text));
    deliver(running);
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 3);
    CHECK(arguments_of(sent[0]).contains("blocks"));
    CHECK_FALSE(arguments_of(sent[1]).contains("blocks"));
    CHECK_FALSE(arguments_of(sent[2]).contains("blocks"));
    CHECK(core::text_of(arguments_of(sent[2]), "text") == "two");
}

Outgoing response(const std::string& text, const std::string& address) {
    auto out = post(text);
    out.op = Outgoing::Op::respond;
    out.address = address;
    out.channel = "U1";
    return out;
}

// Opens direct messages, and answers responses with `status`.
FakeSlack::Say with_direct_messages(int status) {
    return [status](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.open")) return ok({{"channel", {{"id", "D1"}}}});
        if (request.target.starts_with("/actions/")) return net::text_response(status, "");
        return std::nullopt;
    };
}

TEST_CASE("an answer at a response_url is sent once; one of unknown outcome is not repeated") {
    FakeSlack slack(with_direct_messages(200));
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    writer.put_outgoing(response("one", slack.url("/actions/one")));
    const auto begun = writer.put_outgoing(response("two", slack.url("/actions/two")));
    writer.begin_sending(begun, bot::wall_now(), bot::wall_now());
    running.open();
    deliver(running);
    CHECK(calls(slack.end()) == "one: ");
    const auto rows = lost(running);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].error == "interrupted");
    CHECK(rows[0].address.empty());
}

TEST_CASE("an answer whose response_url takes nothing any more goes to the person, once") {
    FakeSlack slack(with_direct_messages(404));
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    writer.put_outgoing(response("one", slack.url("/actions/one")));
    auto old = response("two", slack.url("/actions/two"));
    old.created_at = bot::wall_now() - std::chrono::minutes(31);
    writer.put_outgoing(old);
    deliver(running);
    const auto& sent = slack.end();
    const auto said = calls(sent);
    CHECK(said.find("actions/two") == std::string::npos);
    std::size_t posts = 0, tries = 0;
    for (const auto& request : sent) {
        tries += request.target.starts_with("/actions/") ? 1 : 0;
        if (!request.target.ends_with("chat.postMessage")) continue;
        ++posts;
        CHECK(core::text_of(arguments_of(request), "channel") == "D1");
    }
    CHECK(tries == 1);  // the expired one is not even tried
    CHECK(posts == 2);
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("an answer whose blocks its response_url refuses goes to the person, in a form that is taken") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.open")) return ok({{"channel", {{"id", "D1"}}}});
        if (request.target.starts_with("/actions/"))
            return net::json_response(400, R"({"ok":false,"error":"invalid_blocks"})");
        return std::nullopt;
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(response("one", slack.url("/actions/one")));
    deliver(running);
    CHECK(calls(slack.end()).find("chat.postMessage:one") != std::string::npos);
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("a person who cannot be written to is not tried for ever") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.open")) return refusal("user_disabled");
        return std::nullopt;
    });
    Running running(settings(slack));
    running.service().store.writer().put_outgoing(post("one", "U1"));
    deliver(running);
    CHECK(calls(slack.end()) == "conversations.open: ");
    REQUIRE(lost(running).size() == 1);
    CHECK(lost(running)[0].error == "user_disabled");
}

TEST_CASE("a limit of opening direct messages holds no channel") {
    int opened = 0;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (!request.target.ends_with("conversations.open")) return std::nullopt;
        if (++opened > 1) return ok({{"channel", {{"id", "D1"}}}});
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "4");
        return busy;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    writer.put_outgoing(post("one", "U1"));
    for (const std::string text : {"two", "three"}) writer.put_outgoing(post(text));
    deliver(running);
    const auto said = calls(slack.end());
    CHECK(said.find("postMessage:three") < said.rfind("conversations.open"));
    CHECK(said.find("postMessage:one") > said.rfind("conversations.open"));
    CHECK(said.find("postMessage:one") != std::string::npos);
    CHECK(waiting(running) == 0);
}

TEST_CASE("what may stand in a person's messages is looked for, also when Slack opens them later") {
    int opened = 0;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.history")) return history_with("claim-one");
        if (!request.target.ends_with("conversations.open")) return std::nullopt;
        if (++opened > 1) return ok({{"channel", {{"id", "D1"}}}});
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "2");
        return busy;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    const auto now = bot::wall_now();
    writer.begin_sending(writer.put_outgoing(post("one", "U1")), now, now);
    deliver(running);
    CHECK(calls(slack.end()) == "conversations.open: conversations.open: conversations.history: ");
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("a message to a person and an answer to them share the second of their channel") {
    std::vector<std::chrono::steady_clock::time_point> at;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("conversations.open")) return ok({{"channel", {{"id", "D1"}}}});
        at.push_back(std::chrono::steady_clock::now());
        CHECK(core::text_of(arguments_of(request), "channel") == "D1");
        return std::nullopt;
    });
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    for (const std::string text : {"one", "three"}) {
        writer.put_outgoing(post(text, "U1"));
        writer.put_outgoing(post("after " + text, "D1"));
    }
    deliver(running);
    slack.end();
    REQUIRE(at.size() == 4);
    for (std::size_t i = 1; i < at.size(); ++i) CHECK(at[i] - at[i - 1] >= std::chrono::milliseconds(900));
}

TEST_CASE("many answers to clicks, side by side, are each sent once and kept as sent") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    constexpr int many = 60;
    for (int i = 0; i < many; ++i) {
        auto response = post(std::to_string(i));
        response.op = Outgoing::Op::respond;
        response.address = slack.url("/actions/" + std::to_string(i));
        writer.put_outgoing(response);
    }
    deliver(running);
    CHECK(slack.end().size() == many);
    CHECK(waiting(running) == 0);
    CHECK(lost(running).empty());
}

TEST_CASE("a message that is a day late is not sent") {
    FakeSlack slack;
    Running running(settings(slack));
    auto old = post("one");
    old.created_at = bot::wall_now() - std::chrono::hours(25);
    running.service().store.writer().put_outgoing(old);
    deliver(running);
    CHECK(slack.end().empty());
    REQUIRE(lost(running).size() == 1);
    CHECK(lost(running)[0].error == "too_late");
}

TEST_CASE("what was accepted before a crash is answered after it, once") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    REQUIRE(writer.accept({.key = "slack:event:Ev1",
                           .kind = "event",
                           .installation = 1,
                           .body = event_body("Ev1", "help levels"),
                           .at = bot::wall_now()}));
    for (int start = 0; start < 3; ++start) {
        running.open();
        finish(running.loop(), bot::answer_left_over(running.service()));
    }
    CHECK(running.send(signed_request("/slack/events", event_body("Ev1", "help levels"))).status == 200);
    const auto& sent = slack.end();
    REQUIRE(sent.size() == 1);
    CHECK(core::text_of(arguments_of(sent[0]), "text").find("Help: levels") != std::string::npos);
    CHECK(core::text_of(arguments_of(sent[0]), "thread_ts") == "1515449522.000016");
}

TEST_CASE("a crash between the answer and its delivery sends it once") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    const auto received = writer.accept({.key = "slack:event:Ev1", .kind = "event", .at = bot::wall_now()});
    writer.put_outgoing(post("one"));
    writer.mark_answered(*received);
    running.open();
    finish(running.loop(), bot::answer_left_over(running.service()));
    deliver(running);
    deliver(running);
    CHECK(calls(slack.end()) == "chat.postMessage:one ");
}

TEST_CASE("what was accepted a moment ago is about to be answered, and not begun with a second time") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    const auto now = bot::wall_now();
    REQUIRE(writer.accept({.key = "slack:event:Ev1",
                           .kind = "event",
                           .installation = 1,
                           .body = event_body("Ev1", "help levels"),
                           .at = now}));
    finish(running.loop(), bot::answer_left_over(running.service(), now - std::chrono::seconds(30)));
    CHECK(running.service().store.reader().unanswered(10).size() == 1);
    finish(running.loop(), bot::answer_left_over(running.service(), now));
    CHECK(running.service().store.reader().unanswered(10).empty());
    CHECK(slack.end().size() == 1);
}

TEST_CASE("what is too old, or cannot be read, is given up and not tried for ever") {
    FakeSlack slack;
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    writer.accept({.key = "a",
                   .kind = "event",
                   .body = event_body("Ev1", "help"),
                   .at = bot::wall_now() - std::chrono::hours(25)});
    writer.accept({.key = "b", .kind = "event", .body = "{", .at = bot::wall_now()});
    writer.accept(
        {.key = "c", .kind = "from a newer version", .body = "payload=%7B%7D", .at = bot::wall_now()});
    finish(running.loop(), bot::answer_left_over(running.service()));
    CHECK(slack.end().empty());
    CHECK(running.service().store.reader().unanswered(10).empty());
}
