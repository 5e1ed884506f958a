// SPDX-License-Identifier: Apache-2.0
// Who people are and who reads a channel, as Slack says it, when it does not, and after events.
#include "bot/slack_directory.hpp"

#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"
#include "bot/slack_inbox.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

namespace {
using namespace tests;
using commands::Role;

// A workspace: people by id, and one channel.
struct Workplace {
    std::map<std::string, std::string> people;  // id → a field that is true
    std::string channel =
        R"("id":"C1","name":"general","is_ext_shared":false,"is_private":false,"is_member":true)";
    std::string members = R"("U1")";
    std::string fault;                           // what every method answers
    std::map<std::string, std::string> more_of;  // what else is said of somebody, as JSON
    std::function<std::optional<net::Response>(const std::string& method)> on_asked;  // on the fake's thread

    std::map<std::string, int> asked;  // by method

    std::optional<net::Response> answer(const net::Request& request) {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        ++asked[method];
        if (on_asked)
            if (auto said = on_asked(method)) return said;
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
                         (found->second == "is_restricted" ? R"(,"is_ultra_restricted":true)" : "") +
                         (more_of.contains(id) ? "," + more_of[id] : "") + "}}");
        }
        if (method == "auth.test")
            return net::json_response(200, R"({"ok":true,"team_id":"T1","enterprise_id":"E1"})");
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
    void event(const core::Json& inner) { finish(running.loop(), taking(inner)); }
    // The same while something else is under way; from any thread.
    void event_meanwhile(const core::Json& inner) {
        asio::co_spawn(running.loop(), taking(inner), asio::detached);
    }
    asio::awaitable<void> taking(const core::Json& inner) {
        const core::Json body = {{"type", "event_callback"}, {"event", inner}};
        return running.service().directory.take(1, core::dump_json(body));
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

TEST_CASE("while Slack does not answer nobody new is a colleague, and that is known before Slack gives up") {
    asio::io_context loop{1};
    const asio::ip::tcp::endpoint any(asio::ip::address_v4::loopback(), 0);
    asio::ip::tcp::acceptor silent(loop, any);  // takes connections and says nothing
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
                    "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port()) + "/api/\"\n");
    auto& directory = running.service().directory;
    const auto began = std::chrono::steady_clock::now();
    CHECK(finish(running.loop(), directory.role_of(1, "U1")) == Role::guest);
    CHECK(finish(running.loop(), directory.role_of(1, "U2")) == Role::guest);  // not asked again at once
    CHECK(directory.is_unsaid(1, "U1"));
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

TEST_CASE("one failed list of members shuts its channel for seconds, and no other") {
    struct Row {
        const char* why;
        net::Response fault;
        bool is_of_the_method;
    };
    auto busy = net::text_response(429, "");
    busy.headers.emplace_back("Retry-After", "1");
    for (const auto& row :
         {Row{"unavailable", net::text_response(503, ""), true}, Row{"busy", busy, true},
          Row{"of this channel", net::json_response(200, R"({"ok":false,"error":"fetch_members_failed"})"),
              false},
          Row{"not let in", net::json_response(200, R"({"ok":false,"error":"channel_not_found"})"), false}}) {
        INFO(row.why);
        Place place;
        place.workplace.people = {{"U1", ""}};
        bool is_first = true;
        place.workplace.on_asked = [&](const std::string& method) {
            const bool fails = method == "conversations.members" && std::exchange(is_first, false);
            return fails ? std::optional(row.fault) : std::nullopt;
        };
        CHECK_FALSE(place.readers().are_known);
        CHECK_FALSE(place.readers().are_known);  // it is not asked again at once
        CHECK(place.count("conversations.members") == 1);
        CHECK(place.count("conversations.info") == 1);
        place.workplace.channel = R"("id":"C2","is_ext_shared":false)";
        const auto other =
            finish(place.running.loop(), place.running.service().directory.readers_of(1, "C2", false));
        CHECK(other.are_known == !row.is_of_the_method);
        place.workplace.channel = R"("id":"C1","is_ext_shared":false)";
        std::this_thread::sleep_for(std::chrono::milliseconds(2100));
        if (std::string_view(row.why) == "not let in")
            place.event({{"type", "member_joined_channel"}, {"channel", "C1"}});
        CHECK(place.readers().are_known);
        CHECK_FALSE(place.readers().guests);
    }
}

TEST_CASE("who reads a channel stays known while its members cannot be read anew") {
    Place place;
    place.workplace.people = {{"U1", ""}};
    bool is_broken = false;
    place.workplace.on_asked = [&](const std::string& method) {
        return is_broken && method == "conversations.members" ? std::optional(net::text_response(503, ""))
                                                              : std::nullopt;
    };
    CHECK(place.readers().are_known);
    is_broken = true;
    auto& directory = place.running.service().directory;
    const auto anew = [&] {
        return finish(place.running.loop(), directory.readers_of(1, "C1", false, std::chrono::seconds(-1)));
    };
    CHECK_FALSE(anew().are_known);  // what is private is not shown by what was known before
    CHECK_FALSE(anew().are_known);
    CHECK(place.count("conversations.info") == 2);
    CHECK(place.readers().are_known);
    CHECK_FALSE(place.readers().guests);
}

TEST_CASE("who joins while the readers are read is not overlooked") {
    Place place;
    place.workplace.people = {{"U1", ""}, {"U0GUEST", "is_restricted"}};
    const core::Json joined = {{"type", "member_joined_channel"}, {"channel", "C1"}, {"user", "U0GUEST"}};
    bool is_always = false;
    std::atomic<int> joins = 0;
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (method == "users.info" && joins++ == 0) {  // the list was said already
            place.workplace.members = R"("U1","U0GUEST")";
            place.event_meanwhile(joined);
        }
        if (is_always && method == "conversations.members") place.event_meanwhile(joined);
        return std::nullopt;
    };
    const auto readers = place.readers();
    CHECK(readers.guests);
    CHECK(place.count("conversations.members") == 2);
    is_always = true;  // then nobody knows, and nothing is kept
    place.event(joined);
    const auto unknown = place.readers();
    CHECK(unknown.external);
    CHECK_FALSE(unknown.people);
    CHECK_FALSE(place.running.service().store.reader().slack_channel(1, "C1"));
    is_always = false;
    CHECK_FALSE(place.readers().external);
}

TEST_CASE("who becomes a guest while they are asked about is one") {
    Place place;
    place.workplace.people = {{"U1", ""}};
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (method == "users.info")
            place.event_meanwhile(
                {{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", true}}}});
        return std::nullopt;
    };
    CHECK(place.role("U1") == Role::guest);
}

TEST_CASE(
    "a private repository may stand where everybody who reads is on its list, apps and those who left "
    "aside") {
    Place place("bot_user = \"U0OURS\"\n[audience]\nreaders = [\"acme/moon-*=S0MOON\"]\n");  // of U1
    place.workplace.people = {{"U1", ""}, {"U2", ""}, {"U0OTHER", "is_bot"}, {"U0LEFT", "deleted"}};
    auto& service = place.running.service();
    finish(place.running.loop(), service.directory.read_groups(1));
    const auto may_read = [&](const std::string& members) {
        place.workplace.members = members;
        place.event({{"type", "member_joined_channel"}, {"channel", "C1"}});
        const commands::Place channel{
            .kind = commands::PlaceKind::channel, .installation = 1, .channel = "C1"};
        return finish(place.running.loop(), bot::slack_request(service, "U1", channel, "help", ""))
            .asker.may_read;
    };
    const std::vector<std::string> all = {"acme/moon-*"};
    CHECK(may_read(R"("U1","U0OURS","U0OTHER","U0LEFT")").empty());  // public: anybody may look into it
    place.workplace.channel =
        R"("id":"C1","name":"general","is_ext_shared":false,"is_private":true,"is_member":true)";
    CHECK(may_read(R"("U1","U0OURS","U0OTHER","U0LEFT")") == all);
    CHECK(may_read(R"("U1","U2","U0OURS")").empty());
    CHECK(may_read(R"("U1","U0NOBODY","U0OURS")").empty());
}

TEST_CASE("people of other workspaces are ours within the organisation, and strangers outside it") {
    Place place;
    place.workplace.people = {{"U1", ""}, {"U2", ""}, {"U3", ""}, {"U4", ""}};
    place.workplace.more_of = {
        {"U1", R"("team_id":"T1")"},
        {"U2", R"("team_id":"T2","enterprise_user":{"enterprise_id":"E1"})"},
        {"U3", R"("team_id":"T3","is_stranger":false)"},
        {"U4", R"("team_id":"T4","is_stranger":false,"enterprise_user":{"enterprise_id":"E4"})"}};
    CHECK(place.role("U1") == Role::viewer);
    CHECK(place.role("U2") == Role::viewer);
    CHECK(place.role("U3") == Role::guest);
    CHECK(place.role("U4") == Role::guest);
    CHECK(place.count("auth.test") == 1);
}

TEST_CASE("a changed profile of somebody whose standing is the same leaves channels as they are known") {
    Place place;
    place.workplace.people = {{"U1", ""}};
    CHECK_FALSE(place.readers().guests);
    const auto asked = place.count("conversations.info");
    place.event({{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", false}}}});
    CHECK_FALSE(place.readers().guests);
    CHECK(place.count("conversations.info") == asked);
    place.event({{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", true}}}});
    CHECK(place.readers().guests);
}

TEST_CASE("the readers of a group are read in spite of a limit") {
    Place place("[people]\nispo_groups = [\"S0ISPO\"]\n");
    place.workplace.people = {{"U1", ""}};
    bool is_first = true;
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (method != "usergroups.users.list" || !std::exchange(is_first, false)) return std::nullopt;
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "1");
        return busy;
    };
    const auto began = std::chrono::steady_clock::now();
    finish(place.running.loop(), place.running.service().directory.read_groups(1));
    CHECK(std::chrono::steady_clock::now() - began > std::chrono::milliseconds(900));
    CHECK(place.role("U1") == Role::ispo);
}

TEST_CASE("lists that could not be read at the start are read again in seconds") {
    const auto broken = GENERATE(values<std::string>({"usergroups.users.list", "users.list", "auth.test"}));
    Place place("[people]\nispo_groups = [\"S0ISPO\"]\n");
    std::map<std::string, std::atomic<int>> asked;
    for (const auto* each : {"usergroups.users.list", "users.list", "auth.test"}) asked[each] = 0;
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (!asked.contains(method)) return std::nullopt;
        if (++asked[method] == 1 && method == broken) return net::text_response(503, "");
        if (method != "users.list") return std::nullopt;
        return net::json_response(
            200, R"({"ok":true,"members":[{"id":"U1","team_id":"T1","is_restricted":false}]})");
    };
    auto& directory = place.running.service().directory;
    const auto& people = place.running.service().people;
    const auto is_read = [&] { return people.role_of(1, "U1", bot::wall_now()) == Role::ispo; };
    asio::steady_timer timer(place.running.loop());
    const auto watch = [&]() -> asio::awaitable<void> {
        for (int i = 0; i < 500 && !is_read(); ++i) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(asio::use_awaitable);
        }
        directory.stop();
    };
    asio::co_spawn(place.running.loop(), watch, asio::detached);
    finish(place.running.loop(), directory.keep_fresh());
    CHECK(is_read());
}

TEST_CASE("a list that Slack refuses is asked for again tomorrow, one that fails soon") {
    for (const std::string why : {"missing_scope", "internal_error"}) {
        INFO(why);
        Place place;
        place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
            if (method != "users.list") return std::nullopt;
            return net::json_response(200, R"({"ok":false,"error":")" + why + "\"}");
        };
        auto& directory = place.running.service().directory;
        asio::steady_timer timer(place.running.loop(), std::chrono::milliseconds(2600));
        timer.async_wait([&](const auto&) { directory.stop(); });
        finish(place.running.loop(), directory.keep_fresh());
        CHECK(place.count("users.list") == (why == "missing_scope" ? 1 : 2));
    }
}

TEST_CASE("more groups than Slack's limit are read one minute after the other, and a stop waits for none") {
    std::string groups;
    for (int i = 10; i < 35; ++i) groups += (i == 10 ? "\"S" : ",\"S") + std::to_string(i) + "\"";
    Place place("[people]\nispo_groups = [" + groups + "]\n");
    std::atomic<int> read = 0;
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (method == "usergroups.users.list") ++read;
        return std::nullopt;
    };
    auto& directory = place.running.service().directory;
    asio::steady_timer timer(place.running.loop());
    const auto watch = [&]() -> asio::awaitable<void> {
        while (read < 20) {
            timer.expires_after(std::chrono::milliseconds(20));
            co_await timer.async_wait(asio::use_awaitable);
        }
        timer.expires_after(std::chrono::milliseconds(300));
        co_await timer.async_wait(asio::use_awaitable);
        directory.stop();
    };
    asio::co_spawn(place.running.loop(), watch, asio::detached);
    const auto began = std::chrono::steady_clock::now();
    finish(place.running.loop(), directory.read_groups(1));
    CHECK(read == 20);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(30));
}

TEST_CASE("where the app is installed while it runs, groups and people are read at once") {
    Place place("[people]\nispo_groups = [\"S0ISPO\"]\n");
    std::atomic<int> lists = 0, groups = 0;
    place.workplace.on_asked = [&](const std::string& method) -> std::optional<net::Response> {
        if (method == "usergroups.users.list") ++groups;
        if (method != "users.list") return std::nullopt;
        ++lists;
        return net::json_response(200, R"({"ok":true,"members":[]})");
    };
    auto& directory = place.running.service().directory;
    asio::steady_timer timer(place.running.loop());
    const auto watch = [&]() -> asio::awaitable<void> {
        for (const int readings : {1, 2}) {
            for (int i = 0; i < 500 && lists < readings; ++i) {
                timer.expires_after(std::chrono::milliseconds(20));
                co_await timer.async_wait(asio::use_awaitable);
            }
            directory.installed(1);
        }
        directory.stop();
    };
    asio::co_spawn(place.running.loop(), watch, asio::detached);
    finish(place.running.loop(), directory.keep_fresh());
    CHECK(lists == 2);
    CHECK(groups == 2);
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
