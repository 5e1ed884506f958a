// SPDX-License-Identifier: Apache-2.0
// Modals, pickers, Home, previews and late answers, below the socket: what is said back, what Slack is asked
// to show, and what happens the second time or too late.
#include "bot/home.hpp"
#include "bot/interactions.hpp"
#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"
#include "bot/slack_inbox.hpp"
#include "slack/blocks.hpp"
#include "slack/web_call.hpp"

#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

#include <atomic>
#include <thread>

namespace {
using namespace tests;
using core::Json;

std::string settings(const FakeSlack& slack, const std::string& more = "") {
    return "[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\napi_base = \"" +
           slack.url("/api/") + "\"\n" + more + "[people]\nispo = [\"U2OFFICE\"]\n";
}

// Shows every view as V1 and opens direct messages as D1.
std::optional<net::Response> agreeable(const net::Request& request) {
    if (request.target.find("/views.") != std::string::npos)
        return net::json_response(200, R"({"ok":true,"view":{"id":"V1","hash":"2.b"}})");
    if (request.target.ends_with("conversations.open"))
        return net::json_response(200, R"({"ok":true,"channel":{"id":"D1"}})");
    return std::nullopt;
}

struct Call {
    std::string method;
    Json arguments = Json::object();
};
std::vector<Call> calls(const std::vector<net::Request>& requests) {
    std::vector<Call> out;
    for (const auto& request : requests) {
        Call call{request.target.substr(request.target.rfind('/') + 1)};
        net::Form form;
        if (request.target.starts_with("/api/") && net::parse_form(request.body, form))
            for (const auto& [name, value] : form) {
                auto parsed = core::parse_json(value);
                call.arguments[name] = parsed && parsed->is_structured() ? *parsed : Json(value);
            }
        else
            call.arguments = core::parse_json(request.body).value();
        out.push_back(std::move(call));
    }
    return out;
}
std::string methods(const std::vector<Call>& all) {
    std::string out;
    for (const auto& call : all) out += call.method + " ";
    return out;
}

std::string form_of(const Json& payload) {
    std::string out = "payload=";
    for (const char c : payload.dump()) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}
Json interaction(const std::string& type, const std::string& trigger, const std::string& user = "U1VIEWER") {
    return {{"type", type},
            {"trigger_id", trigger},
            {"team", {{"id", "T1"}}},
            {"user", {{"id", user}, {"team_id", "T1"}}}};
}
Json submission(const std::string& line, const Json& fields, const std::string& trigger = "s.1") {
    Json values = Json::object();
    for (const auto& [name, value] : fields.items())
        values[name + ".b"][name] = {{"type", "plain_text_input"}, {"value", value}};
    auto payload = interaction("view_submission", trigger);
    payload["view"] = {{"id", "V1"}, {"hash", "1.a"}, {"type", "modal"}};
    payload["view"]["private_metadata"] = Json({{"line", line}}).dump();
    payload["view"]["state"]["values"] = values;
    return payload;
}
net::Response act(Running& running, const Json& payload) {
    return running.send(signed_request("/slack/interactivity", form_of(payload)));
}
storage::PersonalSettings kept(Running& running) {
    return running.service().store.reader().settings_of(1, "U1VIEWER");
}

std::string direct_message(const std::string& text, const std::string& id) {
    const Json body = {{"type", "event_callback"},
                       {"event_id", id},
                       {"is_ext_shared_channel", false},
                       {"authorizations", Json::array({{{"team_id", "T1"}}})},
                       {"event",
                        {{"type", "message"},
                         {"channel", "D1"},
                         {"user", "U1VIEWER"},
                         {"team", "T1"},
                         {"ts", "17.1"},
                         {"text", text}}}};
    return body.dump();
}

std::string shared_link(const std::string& channel = "C1") {
    const Json link = {{"domain", "git.example"}, {"url", "https://git.example/acme/payments-api"}};
    const Json body = {{"type", "event_callback"},
                       {"is_ext_shared_channel", false},
                       {"authorizations", Json::array({{{"team_id", "T1"}}})},
                       {"event",
                        {{"type", "link_shared"},
                         {"channel", channel},
                         {"user", "U1VIEWER"},
                         {"message_ts", "17.1"},
                         {"links", Json::array({link})}}}};
    return body.dump();
}

// People who wait for the database wait so long.
asio::awaitable<void> hold(bot::Service& service, std::chrono::milliseconds time) {
    auto work = [time](const storage::Reader&) {
        std::this_thread::sleep_for(time);
        return 0;
    };
    co_await service.database.read(std::move(work));
}
void hold_readers(Running& running, std::chrono::milliseconds time) {
    asio::co_spawn(running.loop(), hold(running.service(), time), asio::detached);
}
}  // namespace

TEST_CASE("a submission is answered in its acknowledgement: by errors, or by what it did") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    const auto wrong = act(running, submission("settings save --at 0", {{"repositories", "nowhere"}}, "s.1"));
    const auto errors = core::parse_json(wrong.body).value();
    CHECK(errors["response_action"] == "errors");
    CHECK(core::text_of(errors["errors"], "repositories.b").find("nowhere") != std::string::npos);
    CHECK(kept(running).version == 0);
    const auto right =
        act(running, submission("settings save --at 0", {{"repositories", "payments-api"}}, "s.2"));
    const auto update = core::parse_json(right.body).value();
    CHECK(update["response_action"] == "update");
    CHECK(update.dump().find("Saved") != std::string::npos);
    CHECK(slack::validate(update["view"], slack::Surface::modal).empty());
    CHECK(kept(running).repositories.size() == 1);
    CHECK(running.service().store.reader().unanswered(10).empty());
    CHECK(slack.end().empty());
}

TEST_CASE("the same submission again changes nothing and is answered the same, also after a restart") {
    struct Row {
        const char *trigger, *line, *field, *value, *said;
    };
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    std::vector<std::pair<Json, std::string>> first;
    for (const auto& row :
         {Row{"s.1", "settings save --at 0", "home", "full", "Saved"},
          Row{"s.2", "settings save --at 1", "repositories", "nowhere", "\"errors\""},
          Row{"s.3", "settings save --at 0", "repositories", "payments-api", "nothing was saved"}}) {
        auto payload = submission(row.line, {{row.field, row.value}}, row.trigger);
        auto said = act(running, payload).body;
        CHECK(said.find(row.said) != std::string::npos);
        first.emplace_back(std::move(payload), std::move(said));
    }
    // What it would be told now is something else.
    act(running, submission("settings save --at 1", {{"repositories", "payments-api"}}, "s.4"));
    for (const bool is_restarted : {false, true}) {
        if (is_restarted) running.open();
        for (const auto& [payload, said] : first) CHECK(act(running, payload).body == said);
    }
    CHECK(kept(running).version == 2);
}

TEST_CASE("what the metadata says is only words: it is matched, authorised and guarded like typed ones") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    running.put("secret-plans", insight::Visibility::private_);
    const auto said = act(running, submission("ready secret-plans", Json::object(), "s.1"));
    CHECK(said.body.find("No repository that I may show you") != std::string::npos);
    CHECK(act(running, submission("", Json::object(), "s.2")).body.empty());
    auto broken = submission("x", Json::object(), "s.3");
    broken["view"]["private_metadata"] = "{{{";
    CHECK(act(running, broken).status == 200);
}

TEST_CASE("a submission that a crash left behind is carried out, and its answer goes to the person") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    auto writer = running.service().store.writer();
    const auto body = form_of(submission("settings save --at 0", {{"home", "full"}}));
    writer.accept(
        {.key = "slack:click:s.1:", .kind = "click", .installation = 1, .body = body, .at = bot::wall_now()});
    finish(running.loop(), bot::answer_left_over(running.service()));
    running.loop().restart();
    running.loop().run();
    CHECK(kept(running).full_home);
    CHECK(running.service().store.reader().unanswered(10).empty());
    const auto sent = calls(slack.end());
    CHECK(methods(sent) == "conversations.open chat.postMessage ");
    CHECK(core::text_of(sent.back().arguments, "channel") == "D1");
    CHECK(core::text_of(sent.back().arguments, "text").find("Saved") != std::string::npos);
}

TEST_CASE("a picker is told only what its person may know") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    running.put("secret-plans", insight::Visibility::private_);
    const auto offered = [&](const std::string& user, const std::string& team = "T1") {
        auto payload = interaction("block_suggestion", "", user);
        payload["user"]["team_id"] = team;
        payload["action_id"] = "repository";
        payload["value"] = "";
        payload["view"] = {{"id", "V1"}, {"private_metadata", R"({"line":"ready"})"}};
        std::string names;
        const auto reply = core::parse_json(act(running, payload).body).value();
        for (const auto& option : reply["options"]) names += core::text_of(option, "value") + " ";
        return names;
    };
    CHECK(offered("U1VIEWER") == "payments-api ");
    CHECK(offered("U2OFFICE") == "payments-api secret-plans ");
    CHECK(offered("U2OFFICE", "T9").empty());
    CHECK(running.service().store.reader().unanswered(10).empty());
}

TEST_CASE("a command that takes too long is acknowledged, and answered where it was asked") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    hold_readers(running, std::chrono::milliseconds(3200));
    auto body = command_body("ready+payments-api");
    body.replace(body.find("response_url="), std::string::npos,
                 "response_url=" + slack.url("/commands/1") + "&trigger_id=13.1");
    const auto started = std::chrono::steady_clock::now();
    std::optional<std::chrono::steady_clock::duration> took;
    net::Response said;
    asio::co_spawn(running.loop(),
                   bot::handle_public(running.service(), signed_request("/slack/commands", body)),
                   [&](const std::exception_ptr&, net::Response response) {
                       said = std::move(response);
                       took = std::chrono::steady_clock::now() - started;
                   });
    running.loop().restart();
    running.loop().run();
    REQUIRE(took);
    CHECK(*took < std::chrono::milliseconds(2900));
    CHECK(said.body.find("Looking") != std::string::npos);
    CHECK(said.body.find("ephemeral") != std::string::npos);
    const auto sent = calls(slack.end());
    REQUIRE(methods(sent) == "1 ");
    CHECK(core::text_of(sent[0].arguments, "text").find("payments-api: ") != std::string::npos);
}

TEST_CASE("a form whose data is late says that it looks, and then stands there") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    hold_readers(running, std::chrono::milliseconds(1800));
    const auto said = running.send(signed_request("/slack/commands", command_body("settings+edit")));
    CHECK(said.status == 200);
    CHECK(said.body.empty());
    const auto sent = calls(slack.end());
    REQUIRE(methods(sent) == "views.open views.update ");
    CHECK(core::text_of(sent[0].arguments, "trigger_id") == "13.1");
    CHECK(core::text_of(sent[0].arguments["view"], "callback_id") == "loading");
    CHECK(core::text_of(sent[1].arguments, "view_id") == "V1");
    CHECK(core::text_of(sent[1].arguments, "hash") == "2.b");
    CHECK(core::text_of(sent[1].arguments["view"], "callback_id") == "form");
}

TEST_CASE(
    "a form that Slack does not open is answered with Slack's reason, where pressing again would not help") {
    for (const std::string why : {"missing_scope", "expired_trigger_id"}) {
        INFO(why);
        FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
            if (!request.target.ends_with("views.open")) return agreeable(request);
            return net::json_response(200, R"({"ok":false,"error":")" + why + "\"}");
        });
        Running running(settings(slack));
        auto body = command_body("settings+edit");
        body.replace(body.find("response_url="), std::string::npos,
                     "response_url=" + slack.url("/commands/1") + "&trigger_id=13.1");
        running.send(signed_request("/slack/commands", body));
        const auto sent = calls(slack.end());
        REQUIRE(methods(sent) == "views.open 1 ");
        const auto said = sent[1].arguments.dump();
        CHECK((said.find("a scope is not granted (missing_scope)") != std::string::npos) ==
              (why == "missing_scope"));
        CHECK((said.find("Please press again; if it stays so") != std::string::npos) ==
              (why != "missing_scope"));
    }
}

TEST_CASE("a command that changes something is carried out once for its trigger") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    const auto body = command_body("settings+save+--home+full");
    const auto first = running.send(signed_request("/slack/commands", body)).body;
    CHECK(first.find("Saved") != std::string::npos);
    CHECK(running.send(signed_request("/slack/commands", body)).body == first);
    CHECK(kept(running).version == 1);
    CHECK(running.service().store.reader().unanswered(10).empty());
}

TEST_CASE("a Home that something newer replaced is made again") {
    int publications = 0;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("views.publish") && ++publications == 1)
            return net::json_response(200, R"({"ok":false,"error":"hash_conflict"})");
        return agreeable(request);
    });
    Running running(settings(slack));
    bot::show_home(running.service(), 1, "U1VIEWER", "1.a");
    for (int i = 0; i < 5; ++i) bot::show_home(running.service(), 1, "U1VIEWER", "1.a");
    running.loop().restart();
    running.loop().run();
    const auto sent = calls(slack.end());
    REQUIRE(methods(sent) == "views.publish views.publish ");
    CHECK(core::text_of(sent[0].arguments, "hash") == "1.a");
    CHECK_FALSE(sent[1].arguments.contains("hash"));
    CHECK(slack::validate(sent[1].arguments["view"], slack::Surface::home).empty());
    CHECK(running.service().store.reader().is_welcomed(1, "U1VIEWER"));
    CHECK(running.service().homes.at(bot::home_of(1, "U1VIEWER")).hash == "2.b");
}

TEST_CASE("a Home that Slack does not take is not tried for ever, and nobody counts as welcomed") {
    FakeSlack slack([](const net::Request&) -> std::optional<net::Response> {
        return net::json_response(200, R"({"ok":false,"error":"not_enabled"})");
    });
    Running running(settings(slack));
    bot::show_home(running.service(), 1, "U1VIEWER", "");
    running.loop().restart();
    running.loop().run();
    CHECK(slack.end().size() == 1);
    CHECK_FALSE(running.service().store.reader().is_welcomed(1, "U1VIEWER"));
}

TEST_CASE("who opens their Home while Slack does not say who they are is welcomed once it does") {
    std::atomic<bool> is_silent = true;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("auth.test"))
            return net::json_response(200, R"({"ok":true,"team_id":"T1"})");
        if (request.target.ends_with("users.info"))
            return is_silent
                       ? net::text_response(503, "")
                       : net::json_response(
                             200,
                             R"({"ok":true,"user":{"id":"U1VIEWER","team_id":"T1","is_restricted":false}})");
        return agreeable(request);
    });
    slack.keeps_questions = true;
    Running running(settings(slack));
    const auto open = [&] {
        bot::show_home(running.service(), 1, "U1VIEWER", "");
        running.loop().restart();
        running.loop().run();
    };
    open();
    CHECK_FALSE(running.service().store.reader().is_welcomed(1, "U1VIEWER"));
    is_silent = false;
    running.service().directory.installed(1);  // asks at once again
    open();
    CHECK(running.service().store.reader().is_welcomed(1, "U1VIEWER"));
    std::vector<std::string> shown;
    for (const auto& call : calls(slack.end()))
        if (call.method == "views.publish") shown.push_back(call.arguments["view"].dump());
    REQUIRE(shown.size() == 2);
    CHECK(shown[0].find("Slack has not said yet who you are") != std::string::npos);
    CHECK(shown[0].find("Guests are shown no repositories") == std::string::npos);
    CHECK(shown[1].find("Welcome to ISPO Bot") != std::string::npos);
    CHECK(shown[1].find("Choose my repositories") != std::string::npos);
}

TEST_CASE("an answer of a session that its person stopped is not wanted") {
    FakeSlack slack(agreeable);
    Running running(settings(slack, "agent_view = true\n"));
    auto& agent = running.service().agent;
    const bot::SessionAnswer one{1, "D1", "17.1", "a"};
    CHECK(agent.is_on());
    finish(running.loop(), agent.begin(one));
    CHECK(agent.is_wanted(one, false));
    finish(running.loop(), agent.end(one));
    finish(running.loop(), agent.end(one));  // it ended already
    finish(running.loop(), agent.begin(one));
    agent.stop(1, "D1", "9.9");
    CHECK_FALSE(agent.is_stopped(one));
    agent.stop(1, "D1", "17.1");
    CHECK_FALSE(agent.is_wanted(one, false));
    CHECK(agent.is_stopped(one));
    CHECK(agent.is_wanted(one, true));
    CHECK_FALSE(agent.is_stopped(one));
    finish(running.loop(), agent.end(one));
    std::string states;
    for (const auto& call : calls(slack.end())) states += core::text_of(call.arguments, "status") + " ";
    CHECK(states == "processing active processing active ");
}

TEST_CASE("a session rests though Slack refuses that at first, and though a program before began it") {
    FakeSlack slack([refused = 0](const net::Request& request) mutable -> std::optional<net::Response> {
        const bool is_rest = request.body.find("active") != std::string::npos;
        if (is_rest && refused++ == 0) return net::json_response(503, "{}");
        return agreeable(request);
    });
    Running running(settings(slack, "agent_view = true\n"));
    auto& agent = running.service().agent;
    const bot::SessionAnswer one{1, "D1", "17.1", "a"};
    finish(running.loop(), agent.begin(one));
    finish(running.loop(), agent.end(one));
    finish(running.loop(), agent.end_from_before({1, "D2", "18.1", "b"}));
    finish(running.loop(), agent.end_from_before({1, "C2", "18.1", "b"}));  // no session at all
    std::string states;
    for (const auto& call : calls(slack.end()))
        states += core::text_of(call.arguments, "channel_id") + " " +
                  core::text_of(call.arguments, "status") + ", ";
    CHECK(states == "D1 processing, D1 active, D1 active, D2 active, ");
}

TEST_CASE("a stop holds for what was asked until then, though more is asked while its answer waits") {
    FakeSlack slack(agreeable);
    Running running(settings(slack, "agent_view = true\n"));
    auto& agent = running.service().agent;
    const bot::SessionAnswer one{1, "D1", "17.1", "a"}, two{1, "D1", "17.1", "b"};
    finish(running.loop(), agent.begin(one));
    CHECK(agent.is_wanted(one, false));
    agent.stop(1, "D1", "17.1");
    finish(running.loop(), agent.begin(two));
    CHECK(agent.is_stopped(one));
    CHECK_FALSE(agent.is_stopped(two));
    CHECK(agent.is_wanted(two, false));
    finish(running.loop(), agent.end(one));
    finish(running.loop(), agent.end(two));
    std::string states;
    for (const auto& call : calls(slack.end())) states += core::text_of(call.arguments, "status") + " ";
    CHECK(states == "processing processing active ");  // it works until the last of them stands there
}

TEST_CASE("an answer to a stopped session is not given, but what was changed is told") {
    Running* service_of = nullptr;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.body.find("processing") != std::string::npos)
            asio::post(service_of->loop(), [&] { service_of->service().agent.stop(1, "D1", "17.1"); });
        return agreeable(request);
    });
    Running running(settings(slack, "agent_view = true\n"));
    service_of = &running;
    running.send(signed_request("/slack/events", direct_message("help levels", "Ev1")));
    running.send(signed_request("/slack/events", direct_message("settings save --home full", "Ev2")));
    CHECK(kept(running).full_home);
    CHECK(running.service().store.reader().unanswered(10).empty());
    std::vector<std::string> said;
    for (const auto& call : calls(slack.end()))
        if (call.method == "chat.postMessage") said.push_back(core::text_of(call.arguments, "text"));
    REQUIRE(said.size() == 1);
    CHECK(said.front().find("Saved") != std::string::npos);
}

TEST_CASE("a session works until its answer is posted, and one stopped while that waits is not posted") {
    const bool is_stopped = GENERATE(false, true);
    Running* service_of = nullptr;
    bool was_busy = false;
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (!request.target.ends_with("chat.postMessage") || std::exchange(was_busy, true))
            return agreeable(request);
        if (is_stopped)
            asio::post(service_of->loop(), [&] { service_of->service().agent.stop(1, "D1", "17.1"); });
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "1");
        return busy;
    });
    Running running(settings(slack, "agent_view = true\n"));
    service_of = &running;
    running.send(signed_request("/slack/events", direct_message("help levels", "Ev1")));
    std::string said;
    for (const auto& call : calls(slack.end())) {
        if (call.method == "chat.postMessage") said += "post ";
        said += core::text_of(call.arguments, "status") + " ";
    }
    CHECK(said.find(is_stopped ? "processing post  active" : "processing post  post  active") !=
          std::string::npos);
    CHECK(running.service().store.reader().lost_messages(core::from_unix(0), 9).empty());
    CHECK(running.service().store.reader().troubles(9).empty());
    CHECK(running.service().store.reader().outgoing_counts().waiting == 0);
}

TEST_CASE("Home is made again after a change by a message") {
    FakeSlack slack(agreeable);
    Running running(settings(slack));
    bot::show_home(running.service(), 1, "U1VIEWER", "");
    running.loop().restart();
    running.loop().run();
    running.send(signed_request("/slack/events", direct_message("help", "Ev1")));
    running.send(signed_request("/slack/events", direct_message("settings save --home full", "Ev2")));
    const auto sent = calls(slack.end());
    CHECK(std::count_if(sent.begin(), sent.end(),
                        [](const auto& call) { return call.method == "views.publish"; }) == 2);
}

TEST_CASE("what follows a late submission reaches Slack after its acknowledgement") {
    using Clock = std::chrono::steady_clock;
    std::atomic<Clock::time_point> updated{};
    FakeSlack slack([&](const net::Request& request) -> std::optional<net::Response> {
        if (request.target.ends_with("views.update")) updated = Clock::now();
        return agreeable(request);
    });
    Running running(settings(slack));
    running.put("payments-api", insight::Visibility::internal);
    hold_readers(running, std::chrono::milliseconds(2050));
    std::optional<Clock::time_point> acknowledged;
    std::string body;
    asio::co_spawn(
        running.loop(),
        bot::handle_public(running.service(),
                           signed_request("/slack/interactivity",
                                          form_of(submission("ready payments-api", Json::object())))),
        [&](const std::exception_ptr&, net::Response response) {
            body = std::move(response.body);
            acknowledged = Clock::now();
        });
    running.loop().restart();
    running.loop().run();
    REQUIRE(acknowledged);
    CHECK(body.find("loading") != std::string::npos);
    CHECK(updated.load() - *acknowledged > std::chrono::milliseconds(200));
    CHECK(methods(calls(slack.end())) == "views.update ");
}

TEST_CASE("nobody asked for a preview: a pause, a dry run and a channel that is not allowed hold it") {
    struct Row {
        const char* why;
        std::string settings;
        std::optional<storage::Pause> pause;
        bool is_shown;
    };
    using Reach = storage::Pause::Reach;
    const auto now = bot::wall_now();
    const auto paused = [&](Reach reach, const std::string& name) {
        return storage::Pause{.reach = reach, .name = name, .who = "os:0", .since = now};
    };
    for (const auto& row : {
             Row{"nothing holds it", "", std::nullopt, true},
             Row{"everything is paused", "", paused(Reach::everything, ""), false},
             Row{"this channel is paused", "", paused(Reach::channel, "C1"), false},
             Row{"another channel is paused", "", paused(Reach::channel, "C2"), true},
             Row{"another channel is allowed", "channels = [\"C2\"]\n", std::nullopt, false},
             Row{"this channel is allowed", "channels = [\"C1\"]\n", std::nullopt, true},
             Row{"a dry run", "dry_run = true\n", std::nullopt, false},
         }) {
        INFO(row.why);
        FakeSlack slack(agreeable);
        Running running(settings(slack, "unfurl_domains = [\"git.example\"]\n[effects]\n" + row.settings));
        running.put("payments-api", insight::Visibility::internal);
        if (row.pause) running.service().store.writer().put_pause(*row.pause);
        CHECK(running.send(signed_request("/slack/events", shared_link())).status == 200);
        CHECK(methods(calls(slack.end())) == (row.is_shown ? "chat.unfurl " : ""));
    }
}

TEST_CASE("a limit of one way of showing holds back that one alone, and what would be late is not shown") {
    FakeSlack slack([](const net::Request& request) -> std::optional<net::Response> {
        if (!request.target.ends_with("views.publish")) return agreeable(request);
        auto busy = net::text_response(429, "");
        busy.headers.emplace_back("Retry-After", "30");
        return busy;
    });
    Running running(settings(slack));
    auto& views = running.service().views;
    const auto view = Json{{"type", "home"}};
    for (int i = 0; i < 2; ++i) {
        const auto shown = finish(running.loop(), views.publish(1, "U1", "", view));
        REQUIRE_FALSE(shown.has_value());
        CHECK(slack::wait_of(shown.error()).value_or(std::chrono::seconds(0)) > std::chrono::seconds(25));
    }
    const std::chrono::milliseconds life{2800};
    for (int i = 0; i < 100; ++i) CHECK(finish(running.loop(), views.open(1, "t.1", view, life)).has_value());
    CHECK_FALSE(finish(running.loop(), views.open(1, "t.1", view, life)).has_value());
    CHECK(finish(running.loop(), views.update(1, {"V1", ""}, view)).has_value());
    CHECK(slack.end().size() == 102);
}

TEST_CASE(
    "Home is made again when its viewer loses the right to what stands there, and only if it was opened") {
    FakeSlack slack{FakeSlack::Say(agreeable)};
    Running running(settings(slack));
    auto& service = running.service();
    const auto change = [&](const std::string& person) {
        const Json body = {{"type", "event_callback"},
                           {"event",
                            {{"type", "user_change"},
                             {"user", {{"id", person}, {"team_id", "T1"}, {"is_restricted", true}}}}}};
        finish(running.loop(), service.directory.take(1, core::dump_json(body)));
        running.loop().restart();
        running.loop().run();
    };
    bot::show_home(service, 1, "U1VIEWER", "");
    running.loop().restart();
    running.loop().run();
    change("U1VIEWER");
    change("U3OTHER");
    int published = 0;
    for (const auto& call : calls(slack.end())) {
        if (call.method != "views.publish") continue;
        ++published;
        CHECK(call.arguments.at("user_id") == "U1VIEWER");
    }
    CHECK(published == 2);
}
