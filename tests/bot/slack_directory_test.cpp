// SPDX-License-Identifier: Apache-2.0
// Who people are and who reads a channel, as Slack says it, when it does not, and after events.
#include "bot/slack_directory.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>

namespace {
using namespace tests;
using commands::Role;

// A workspace: people by id, and one channel.
struct Workplace {
    std::map<std::string, std::string> people;  // id → a field that is true
    std::string channel =
        R"("id":"C1","name":"general","is_ext_shared":false,"is_private":false,"is_member":true)";
    std::string members = R"("U1")";
    std::string fault;  // what every method answers

    std::map<std::string, int> asked;  // by method

    std::optional<net::Response> answer(const net::Request& request) {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        ++asked[method];
        if (!fault.empty()) return net::json_response(200, R"({"ok":false,"error":")" + fault + "\"}");
        if (method == "users.info") {
            const auto id = request.body.substr(request.body.find("user=") + 5);
            const auto found = people.find(id);
            if (found == people.end())
                return net::json_response(200, R"({"ok":false,"error":"user_not_found"})");
            const auto more = found->second.empty() ? "" : ",\"" + found->second + "\":true";
            return net::json_response(
                200, R"({"ok":true,"user":{"id":")" + id + R"(","is_restricted":false)" +
                         (found->second == "is_restricted" ? "" : more) +
                         (found->second == "is_restricted" ? R"(,"is_ultra_restricted":true)" : "") + "}}");
        }
        if (method == "conversations.info")
            return net::json_response(200, R"({"ok":true,"channel":{)" + channel + "}}");
        if (method == "conversations.members")
            return net::json_response(200, R"({"ok":true,"members":[)" + members + "]}");
        if (method == "usergroups.users.list")
            return net::json_response(200, R"({"ok":true,"users":["U1"]})");
        return std::nullopt;
    }
};

struct Place {
    Workplace workplace;
    FakeSlack slack{[this](const net::Request& request) { return workplace.answer(request); }};
    Running running;
    explicit Place(const std::string& more = "")
        : running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                  slack.url("/api/") + "\"\n" + more) {
        slack.keeps_questions = true;
    }
    Role role(const std::string& person) {
        return finish(running.loop(), running.service().directory.role_of(1, person));
    }
    bot::ChannelReaders readers(bool said_external = false) {
        return finish(running.loop(), running.service().directory.readers_of(1, "C1", said_external));
    }
    // The fake's thread is idle whenever a question of ours has been answered.
    int count(const std::string& method) { return workplace.asked[method]; }
    void event(const core::Json& inner) {
        const core::Json body = {{"type", "event_callback"}, {"event", inner}};
        finish(running.loop(), running.service().directory.take(1, core::dump_json(body)));
    }
};
}  // namespace

TEST_CASE("somebody new is asked about once, and known after a restart") {
    Place place;
    place.workplace.people = {{"U1", ""}, {"U2", "is_restricted"}, {"U3", "is_stranger"}, {"U4", "deleted"}};
    CHECK(place.role("U1") == Role::viewer);
    for (const std::string id : {"U2", "U3", "U4"}) CHECK(place.role(id) == Role::guest);
    place.running.open();
    for (int i = 0; i < 3; ++i) CHECK(place.role("U2") == Role::guest);
    CHECK(place.slack.end().size() == 4);
}

TEST_CASE("a Slack that does not answer locks no colleague out, before Slack gives up") {
    asio::io_context loop{1};
    const asio::ip::tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    asio::ip::tcp::acceptor silent(loop, any);  // takes connections and says nothing
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/api/\"\n");
    auto& directory = running.service().directory;
    const auto began = std::chrono::steady_clock::now();
    CHECK(finish(running.loop(), directory.role_of(1, "U1")) == Role::viewer);
    CHECK(finish(running.loop(), directory.role_of(1, "U2")) == Role::viewer);  // not asked again at once
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(3));
    CHECK(finish(running.loop(), directory.readers_of(1, "C1", false)).external);
}

TEST_CASE("without the scope nobody is asked about again and again, and channels count as open to all") {
    Place place("[people]\nispo = [\"U0ISPO\"]\n");
    place.workplace.fault = "missing_scope";
    CHECK(place.role("U1") == Role::viewer);
    CHECK(place.role("U2") == Role::viewer);
    CHECK(place.role("U0ISPO") == Role::ispo);
    for (int i = 0; i < 2; ++i) {
        const auto readers = place.readers();
        CHECK(readers.external);
        CHECK(readers.guests);
        CHECK_FALSE(readers.people);
    }
    CHECK(place.slack.end().size() == 2);
}

TEST_CASE("who reads a channel: colleagues, guests, outsiders, or nobody knows") {
    struct Row {
        const char* why;
        std::string channel, members;
        bool said_external, external, guests;
    };
    const std::string inside = R"("id":"C1","is_ext_shared":false)";
    for (const auto& row :
         {Row{"colleagues", inside, R"("U1","U2")", false, false, false},
          Row{"apps count as nobody", inside, R"("U1","U0BOT")", false, false, false},
          Row{"one guest", inside, R"("U1","U0GUEST")", false, false, true},
          Row{"somebody nobody knows", inside, R"("U1","U9")", false, false, true},
          Row{"shared with a company", R"("id":"C1","is_ext_shared":true)", R"("U1")", false, true, true},
          Row{"the delivery says so", inside, R"("U1")", true, true, false},
          Row{"not said", R"("id":"C1")", R"("U1")", false, true, true},
          Row{"another channel", R"("id":"C2","is_ext_shared":false)", R"("U1")", false, true, true}}) {
        INFO(row.why);
        Place place;
        place.workplace.people = {{"U1", ""}, {"U2", ""}, {"U0GUEST", "is_restricted"}, {"U0BOT", "is_bot"}};
        place.workplace.channel = row.channel;
        place.workplace.members = row.members;
        const auto readers = place.readers(row.said_external);
        CHECK(readers.external == row.external);
        CHECK(readers.guests == row.guests);
    }
    Place allowed("[audience]\nexternal_channels = [\"C1\"]\n");
    allowed.workplace.channel = R"("id":"C1","is_ext_shared":true)";
    CHECK_FALSE(allowed.readers(true).external);
    CHECK_FALSE(allowed.readers(true).guests);
}

TEST_CASE("an event changes at once who somebody is, and who reads a channel") {
    Place place("[people]\nispo_groups = [\"S0ISPO\"]\n");
    place.workplace.people = {{"U1", ""}};
    CHECK(place.role("U1") == Role::viewer);
    CHECK_FALSE(place.readers().guests);
    finish(place.running.loop(), place.running.service().directory.read_groups(1));
    CHECK(place.role("U1") == Role::ispo);
    place.event({{"type", "subteam_members_changed"},
                 {"subteam_id", "S0ISPO"},
                 {"added_users", core::Json::array()},
                 {"removed_users", {"U1"}}});
    CHECK(place.role("U1") == Role::viewer);
    place.event({{"type", "subteam_members_changed"}, {"subteam_id", "S0ISPO"}, {"added_users", {"U1"}}});
    place.running.open();  // kept
    CHECK(place.role("U1") == Role::ispo);
    place.event({{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", true}}}});
    CHECK(place.role("U1") == Role::guest);
    CHECK(place.readers().guests);
    place.event({{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", false}}}});
    CHECK_FALSE(place.readers().guests);
    const auto asked = place.count("conversations.info");
    place.event(
        {{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", false}, {"status", "away"}}}});
    CHECK_FALSE(place.readers().guests);
    CHECK(place.count("conversations.info") == asked);  // a new status is no reason to ask again
    place.workplace.channel = R"("id":"C1","is_ext_shared":true)";
    CHECK_FALSE(place.readers().external);
    place.event({{"type", "channel_shared"}, {"channel", "C1"}});
    CHECK(place.readers().external);
}
