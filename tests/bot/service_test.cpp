// SPDX-License-Identifier: Apache-2.0
// The whole program below the socket: signed requests from Slack, probes, and what is not there.
#include "bot/service.hpp"

#include "bot/service_for_tests.hpp"
#include "core/text.hpp"
#include "slack/blocks.hpp"

#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

#include <future>
#include <set>
#include <thread>

namespace {
using namespace tests;
using insight::Visibility;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// The status for a request signed `seconds` from now, both looked at within the same second.
int status_at(Running& running, int seconds) {
    for (;;) {
        const auto now = bot::wall_now();
        const auto status = running
                                .send(signed_request("/slack/commands", command_body("help"),
                                                     now + std::chrono::seconds(seconds)))
                                .status;
        if (bot::wall_now() == now) return status;
    }
}

std::string mention(const std::string& id, const std::string& text,
                    const std::string& channel = "C123ABC456") {
    const core::Json body = {{"token", "x"},
                             {"team_id", "T1"},
                             {"api_app_id", "A1"},
                             {"type", "event_callback"},
                             {"event_id", id},
                             {"event_time", 1515449522},
                             {"event",
                              {{"type", "app_mention"},
                               {"user", "U061F7AUR"},
                               {"text", text},
                               {"ts", "1515449522.000016"},
                               {"channel", channel}}}};
    return body.dump();
}

std::string click(const std::string& line) {
    const core::Json payload = {
        {"type", "block_actions"},
        {"trigger_id", "1.2.abc"},
        {"user", {{"id", "U1VIEWER"}}},
        {"team", {{"id", "T1"}}},
        {"channel", {{"id", "C1"}}},
        {"container", {{"type", "message"}, {"message_ts", "1.1"}, {"channel_id", "C1"}}},
        {"response_url", "http://127.0.0.1:1/actions/1"},
        {"actions", core::Json::array({{{"type", "button"}, {"action_id", "a"}, {"value", line}}})}};
    std::string out = "payload=";
    for (const char c : payload.dump()) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}
}  // namespace

TEST_CASE("a signed slash command is answered in its own response, with blocks that Slack takes") {
    Running running;
    running.put("payments-api", Visibility::internal);
    for (const std::string text : {"", "help", "ready+payments-api", "how+ready+is+payments-api%3F",
                                   "ready+history+payments-api", "ready+check+C4", "find+payments",
                                   "ready+a+b", "%F0%9F%99%82", "ready+%3C!channel%3E", "ready+r999"}) {
        INFO(text);
        const auto response = running.send(signed_request("/slack/commands", command_body(text)));
        CHECK(response.status == 200);
        CHECK(response.content_type.starts_with("application/json"));
        const auto body = core::parse_json(response.body).value();
        CHECK(body["response_type"] == "ephemeral");
        CHECK_FALSE(core::text_of(body, "text").empty());
        CHECK_FALSE(has(response.body, "<!channel>"));
        for (const auto& error : slack::validate(body, slack::Surface::message))
            FAIL_CHECK(error.pointer + " " + error.message);
    }
    CHECK(has(running.metrics(), "ispo_commands_total{command=\"ready\",outcome=\"done\"} 2"));
}

TEST_CASE("who the configuration names is the office, everybody else a viewer") {
    Running running;
    running.put("moon-shot", Visibility::private_);
    const auto asked_by = [&](const std::string& user) {
        return running.send(signed_request("/slack/commands", command_body("ready+moon-shot", user))).body;
    };
    CHECK(has(asked_by("U1VIEWER"), "No repository that I may show you"));
    CHECK_FALSE(has(asked_by("U2OFFICE"), "No repository that I may show you"));
    CHECK(has(asked_by("U2OFFICE"), "of 4"));
}

TEST_CASE("a request that Slack did not sign is refused and leaves nothing behind") {
    Running running;
    const auto body = command_body("help");
    auto changed = signed_request("/slack/commands", body);
    changed.body += "&x=1";
    auto unsigned_one = signed_request("/slack/commands", body);
    unsigned_one.headers.clear();
    std::set<std::string> bodies;
    for (const auto& request :
         {signed_request("/slack/commands", body, bot::wall_now(), "another secret"), changed, unsigned_one,
          signed_request("/slack/events", mention("Ev1", "help"), bot::wall_now(), "x"),
          signed_request("/slack/interactivity", click("help"), bot::wall_now(), "x")}) {
        const auto response = running.send(request);
        CHECK(response.status == 401);
        CHECK(has(response.body, "nothing was done"));
        bodies.insert(response.body);
    }
    CHECK(bodies.size() == 1);  // not what is wrong with the signature
    CHECK_FALSE(has(*bodies.begin(), secret));
    CHECK(has(running.metrics(), "ispo_requests_refused_total{reason=\"signature\"} 5"));
    CHECK_FALSE(has(running.metrics(), "ispo_commands_total"));
    CHECK(running.service().store.writer().accept({.key = "slack:event:Ev1", .at = bot::wall_now()}));
}

TEST_CASE("a signature holds for 300 seconds on both sides of now") {
    Running running;
    CHECK(status_at(running, -300) == 200);
    CHECK(status_at(running, 300) == 200);
    CHECK(status_at(running, -301) == 401);
    CHECK(status_at(running, 301) == 401);
}

TEST_CASE("Slack's unsigned probe is exactly ssl_check=1") {
    Running running;
    const auto status_of = [&](const std::string& body) {
        net::Request request{.method = "POST", .target = "/slack/commands"};
        request.body = body;
        return running.send(request).status;
    };
    CHECK(status_of("ssl_check=1&token=x") == 200);
    CHECK(status_of("ssl_check=1") == 200);
    for (const std::string path : {"/slack/commands", "/slack/interactivity"})
        CHECK(running.send(signed_request(path, "ssl_check=1&token=x")).status == 200);
    for (const std::string body : {"ssl_check=0", "ssl_check=11", "ssl_check=", "ssl_check", "xssl_check=1",
                                   "", "ssl_check=1&command=%2Fispo&user_id=U1&text=help"}) {
        INFO(body);
        CHECK(status_of(body) == 401);
    }
}

TEST_CASE("the challenge is given back when it is signed, and only then") {
    Running running;
    const std::string body =
        R"({"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1a\"B","type":"url_verification"})";
    const auto answered = running.send(signed_request("/slack/events", body));
    CHECK(answered.status == 200);
    CHECK(core::text_of(core::parse_json(answered.body).value(), "challenge") == "3eZbrw1a\"B");
    auto bare = signed_request("/slack/events", body);
    bare.headers.clear();
    const auto refused = running.send(bare);
    CHECK(refused.status == 401);
    CHECK_FALSE(has(refused.body, "3eZ"));
}

TEST_CASE("what is signed and makes no sense is 400 and not to be sent again") {
    Running running;
    const std::vector<std::pair<std::string, std::string>> rows = {{"/slack/commands", ""},
                                                                   {"/slack/commands", "text=%zz"},
                                                                   {"/slack/commands", "text=help"},
                                                                   {"/slack/events", ""},
                                                                   {"/slack/events", "not json"},
                                                                   {"/slack/events", "[]"},
                                                                   {"/slack/events", mention("", "help")},
                                                                   {"/slack/interactivity", "payload=%7B"},
                                                                   {"/slack/interactivity", ""}};
    for (const auto& [path, body] : rows) {
        INFO(path << " " << body);
        const auto response = running.send(signed_request(path, body));
        CHECK(response.status == 400);
        CHECK(header_of(response, "x-slack-no-retry") == "1");
    }
}

TEST_CASE("an event is answered once, whatever is delivered again, also after a restart") {
    Running running;
    const auto answers = [&] {
        const auto text = running.metrics();
        const std::string line = "ispo_messages_sent_total{kind=\"post\",outcome=\"failed\"} ";
        const auto at = text.find("\n" + line);
        return at == std::string::npos ? 0 : std::stoi(text.substr(at + 1 + line.size()));
    };
    const auto deliver = [&](const std::string& id) {
        const auto response = running.send(signed_request("/slack/events", mention(id, "<@UBOT> help")));
        CHECK(response.status == 200);
        CHECK(response.body.empty());
    };
    deliver("Ev1");
    CHECK(answers() == 1);
    deliver("Ev1");
    CHECK(answers() == 1);
    deliver("Ev2");
    CHECK(answers() == 2);
    running.open();
    deliver("Ev1");
    CHECK(answers() == 0);
    deliver("Ev3");
    CHECK(answers() == 1);
    CHECK(running.service().background.inside() == 0);
}

TEST_CASE("what the bot's own user wrote is dropped, also where Slack does not mark it") {
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_user = \"U0BOT\"\n");
    const auto kept = [&](const std::string& user) {
        const core::Json body = {
            {"type", "event_callback"},
            {"event_id", "Ev" + user},
            {"event",
             {{"type", "message"}, {"user", user}, {"text", "help"}, {"ts", "1.2"}, {"channel", "D1"}}}};
        CHECK(running.send(signed_request("/slack/events", core::dump_json(body))).status == 200);
        return running.metrics().find("kind=\"post\",outcome=\"failed\"} 1") != std::string::npos;
    };
    CHECK_FALSE(kept("U0BOT"));
    CHECK(kept("U1"));
}

TEST_CASE("a click is acknowledged before it is answered, and other interactions are let pass") {
    Running running;
    const auto response = running.send(signed_request("/slack/interactivity", click("help")));
    CHECK(response.status == 200);
    CHECK(response.body.empty());
    CHECK(has(running.metrics(), "ispo_commands_total{command=\"help\",outcome=\"done\"} 1"));
    CHECK(running.send(signed_request("/slack/interactivity", click(""))).status == 200);
    CHECK(has(running.metrics(), "ispo_commands_total{command=\"help\",outcome=\"done\"} 1"));
}

TEST_CASE("a stop that comes before an answer leaves nothing behind that reaches into the service") {
    auto running = std::make_unique<Running>();
    running->put("payments-api", insight::Visibility::internal);
    for (const auto& [path, body] : std::vector<std::pair<std::string, std::string>>{
             {"/slack/commands", command_body("ready+payments-api")},
             {"/slack/events", mention("Ev1", "<@UBOT> ready payments-api")},
             {"/slack/interactivity", click("ready payments-api")}})
        asio::co_spawn(running->loop(), bot::handle_public(running->service(), signed_request(path, body)),
                       [](const std::exception_ptr&, const net::Response&) {});
    running->loop().restart();
    running->loop().poll();  // now each waits for the database
    running.reset();         // the service goes before the loop, as in serve
    SUCCEED("what is left is torn down under the sanitizers");
}

TEST_CASE("only a short body without a signature is looked into for Slack's probe") {
    Running running;
    net::Request request{.method = "POST", .target = "/slack/commands"};
    request.body = "ssl_check=1&a=" + std::string(2000, 'a');
    CHECK(running.send(request).status == 401);
}

TEST_CASE("without Slack its paths are not there, and the demo's paths are not there in service") {
    Running running("");
    for (const std::string path : {"/slack/commands", "/slack/events", "/slack/interactivity"})
        CHECK(running.send(signed_request(path, command_body("help"))).status == 404);
    for (const std::string path :
         {"/", "/console/ask", "/console/clock", "/console/restart", "/assets/console.js", "/healthz",
          "/metrics", "/readyz", "/slack", "", "/../etc/passwd", "/%2e%2e/"}) {
        for (const std::string method : {"GET", "POST", "HEAD", "DELETE", "BREW"}) {
            INFO(method << " " << path);
            net::Request request{.method = method, .target = path};
            CHECK(running.send(request).status == 404);
        }
    }
}

TEST_CASE("a path of ours asked by another method says by which one, and does nothing") {
    Running running;
    for (const std::string path : {"/slack/commands", "/slack/events", "/slack/interactivity"})
        for (const std::string method : {"GET", "HEAD", "PUT", "BREW"}) {
            INFO(method << " " << path);
            auto request = signed_request(path, command_body("help"));
            request.method = method;
            const auto response = running.send(request);
            CHECK(response.status == 405);
            CHECK(header_of(response, "Allow") == "POST");
            CHECK(has(response.body, "takes POST only; nothing was done"));
        }
    CHECK_FALSE(has(running.metrics(), "ispo_commands_total"));
}

TEST_CASE("what is signed and still no delivery is refused with what to look at") {
    Running running;
    for (const std::string path : {"/slack/commands", "/slack/events", "/slack/interactivity"}) {
        const auto response = running.send(signed_request(path, "%"));
        CHECK(response.status == 400);
        CHECK(has(response.body, "nothing was done. Check the request URLs"));
        CHECK(header_of(response, "x-slack-no-retry") == "1");
    }
}

TEST_CASE("probes say whether the loop turns and the database takes writes") {
    Running running;
    CHECK(running.admin("GET", "/healthz").body == "ok\n");
    CHECK(running.admin("HEAD", "/healthz?x=1").status == 200);
    const auto ready = running.admin("GET", "/readyz");
    CHECK(ready.status == 200);
    const auto body = core::parse_json(ready.body).value();
    CHECK(body["ready"] == true);
    CHECK(body["parts"]["database"] == "ok");
    CHECK(has(core::text_of(body["parts"], "slack"), "slack.bot_token_file"));
    CHECK_FALSE(has(ready.body, secret));
    CHECK(has(running.metrics(), "ispo_database_bytes"));
    const auto posted = running.admin("POST", "/healthz");
    CHECK(posted.status == 405);
    CHECK(header_of(posted, "Allow") == "GET, HEAD");
    CHECK(running.admin("GET", "/").status == 404);
    running.service().stopping = true;
    CHECK(running.admin("GET", "/readyz").status == 503);
    CHECK(running.admin("GET", "/healthz").status == 200);
}

TEST_CASE("a writer that is at one thing for too long is no healthy service, until it goes on") {
    Running running;
    running.writer_patience = std::chrono::milliseconds(50);
    running.open();
    auto& service = running.service();
    for (const bool is_alone : {false, true}) {
        CAPTURE(is_alone);
        std::promise<void> begun, let_go;
        auto work = [&, held = let_go.get_future().share()](storage::Writer&) {
            begun.set_value();
            held.wait();
        };
        const auto until_begun = begun.get_future();
        bool has_ended = false;
        const auto ended = [&](const std::exception_ptr&) { has_ended = true; };
        if (is_alone)
            asio::co_spawn(running.loop(), service.database.write_alone(work), ended);
        else
            asio::co_spawn(running.loop(), service.database.write(bot::Priority::sync, work), ended);
        running.loop().restart();
        while (until_begun.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
            running.loop().poll();
        CHECK_FALSE(service.is_stuck());
        std::this_thread::sleep_for(std::chrono::milliseconds(80));
        CHECK(service.is_stuck());
        std::optional<net::Response> probe;
        net::Request asked{.method = "GET", .target = "/healthz"};
        asio::co_spawn(running.loop(), bot::handle_admin(service, std::move(asked)),
                       [&](const std::exception_ptr&, net::Response response) { probe = response; });
        while (!probe) running.loop().poll();
        CHECK(probe->status == 503);
        let_go.set_value();
        while (!has_ended) running.loop().poll();
        CHECK(running.admin("GET", "/healthz").status == 200);
    }
}

TEST_CASE("readiness says in words how Slack is reached by Socket Mode") {
    Running running("[slack]\nsigning_secret = \"" + secret + "\"\nbot_token = \"xoxb-1\"\n");
    CHECK(running.admin("GET", "/readyz").body.find("\"slack\": \"ok\"") != std::string::npos);
    slack::LinkStatus link{.live = 1, .sentence = "Slack is connected over Socket Mode."};
    running.service().link_status = [&] { return std::optional(link); };
    const auto linked = running.admin("GET", "/readyz");
    CHECK(linked.status == 200);
    CHECK(linked.body.find("Slack is connected over Socket Mode.") != std::string::npos);
    link = {.sentence = "Socket Mode is connecting to Slack."};
    const auto gone = running.admin("GET", "/readyz");
    CHECK(gone.status == 503);
    CHECK(gone.body.find("Socket Mode is connecting to Slack.") != std::string::npos);
}

TEST_CASE("what is committed is on the disk") {
    Running running;
    CHECK(running.service().store.pragma("synchronous") == "2");
    CHECK(running.service().store.pragma("journal_mode") == "wal");
}

TEST_CASE("what the database still has to do ends before anything goes that it may refer to") {
    TemporaryFolder folder;
    asio::io_context loop{1};
    auto service =
        std::make_unique<bot::Service>(loop, config_from(folder, with_slack).value(), bot::CompanyPolicy{},
                                       bot::ServiceOptions{}, folder.path() / "ispo.db");
    std::promise<void> gone;
    std::shared_ptr<void> part(nullptr, [&gone](void*) { gone.set_value(); });
    service->link_status = [part] { return std::nullopt; };
    part.reset();
    bool was_there = false;
    std::function<void(storage::Writer&)> unit = [&was_there,
                                                  goes = gone.get_future().share()](storage::Writer&) {
        was_there = goes.wait_for(std::chrono::milliseconds(300)) == std::future_status::timeout;
    };
    asio::co_spawn(loop, service->database.write(bot::Priority::sync, std::move(unit)), asio::detached);
    loop.poll();  // it is submitted, and the loop runs no more
    service.reset();
    CHECK(was_there);
}
