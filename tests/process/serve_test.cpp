// SPDX-License-Identifier: Apache-2.0
// `ispo serve` as the operating system sees it: probes, signals, a hard end, the log.
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;

namespace {

constexpr auto secret = "8f742231b10e8888abcd99yyyzzz85a5";
constexpr auto slack_settings = "[slack]\nsigning_secret = \"8f742231b10e8888abcd99yyyzzz85a5\"\n";

// A request of which the service has read the header, and no byte of the body.
class HalfSent {
  public:
    HalfSent(std::uint16_t port, Post post) : wire_(port), body_(std::exchange(post.body, {})) {
        auto head = bytes_of(post);
        const std::string none = "content-length: 0";
        head.replace(head.find(none), none.size(),
                     fmt::format("content-length: {}\r\nexpect: 100-continue", body_.size()));
        wire_.send(head);
        REQUIRE(wire_.reply().status == 100);
    }
    Reply finish() {
        wire_.send(body_);
        return wire_.reply();
    }

  private:
    Wire wire_;
    std::string body_;
};

}  // namespace

TEST_CASE("a service tells that it lives, that it can work, and what it counts") {
    Home home;
    home.configure(slack_settings);
    Serving service(home);
    const auto alive = get(service.admin, "/healthz");
    CHECK(alive.status == 200);
    CHECK(alive.body == "ok\n");
    const auto ready = get(service.admin, "/readyz");
    CHECK(ready.status == 200);
    const auto parts = core::parse_json(ready.body);
    REQUIRE(parts.has_value());
    CHECK(core::text_of(core::member_of(*parts, "parts"), "database") == "ok");
    CHECK(exchange(service.port, slash_command(secret, "help")).status == 200);
    const auto counts = get(service.admin, "/metrics");
    CHECK(counts.status == 200);
    CHECK_THAT(counts.body, Contains("ispo_build_info") && Contains("ispo_commands_total{command=\"help\""));
    CHECK(get(service.port, "/metrics").status == 404);
    CHECK(get(service.admin, "/").status == 404);
    CHECK(service.stop().code == 0);
}

TEST_CASE("healthcheck is 0 for a ready service and 1 when none answers") {
    Home home;
    Serving service(home);
    const auto there = fmt::format("ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:{}", service.admin);
    const auto well = home.run({"healthcheck"}, {there});
    CHECK(well.code == 0);
    CHECK_THAT(well.output, Contains("\"ready\": true"));
    service.stop();
    const auto gone = home.run({"healthcheck"}, {there});
    CHECK(gone.code == 1);
    CHECK(gone.output.empty());
    CHECK_FALSE(gone.errors.empty());
}

TEST_CASE("a stop signal lets the request under way be answered and ends with 0 within ten seconds") {
    for (const int number : {SIGTERM, SIGINT}) {
        CAPTURE(number);
        Home home;
        home.configure(slack_settings);
        Serving service(home);
        HalfSent command(service.port, slash_command(secret, "help"));
        HalfSent probe(service.admin, {.path = "/readyz", .body = "x", .method = "GET"});
        const auto asked = std::chrono::steady_clock::now();
        service.child.signal(number);
        service.child.line_with("\"service.stopping\"");
        const auto unready = HalfSent(std::move(probe)).finish();
        CHECK(unready.status == 503);
        CHECK_THAT(unready.body, Contains("stopping"));
        const auto answer = HalfSent(std::move(command)).finish();
        CHECK(answer.status == 200);
        CHECK_THAT(answer.body, Contains("InnerSource") || Contains("ready"));
        const auto ended = service.child.end();
        CHECK(ended.code == 0);
        CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(10));
        CHECK_THAT(ended.errors, Contains("\"service.stopped\""));
        CHECK_FALSE(fs::exists(home.data() / "ispo.sock"));
    }
}

TEST_CASE("a request that never comes whole does not hold the stop for ten seconds") {
    Home home;
    Serving service(home);
    HalfSent half(service.port, {.path = "/slack/commands", .body = "x"});
    const auto asked = std::chrono::steady_clock::now();
    const auto ended = service.stop();
    CHECK(ended.code == 0);
    CHECK(std::chrono::steady_clock::now() - asked < std::chrono::seconds(9));
    CHECK_THAT(ended.errors, !Contains("service.stop_late"));
}

TEST_CASE("a shell that asks while the service stops gets its answer") {
    Home home;
    Serving service(home);
    const std::string message = R"({"kind":"ask","words":["help"]})";
    Wire shell(home.data() / "ispo.sock");
    shell.send(std::string{0, 0, 0, static_cast<char>(message.size())} + message.substr(0, 9));
    REQUIRE(get(service.admin, "/healthz").status == 200);  // the loop has turned: the shell is being read
    service.child.signal(SIGTERM);
    service.child.line_with("\"service.stopping\"");
    shell.send(message.substr(9));
    const auto reply = shell.everything();
    REQUIRE(reply.size() > 4);
    const auto answer = core::parse_json(reply.substr(4));
    REQUIRE(answer.has_value());
    CHECK(core::text_of(core::member_of(*answer, "answer"), "outcome") == "done");
    CHECK(service.child.end().code == 0);
}

TEST_CASE("a second signal ends at once, and what was stored is still there") {
    Home home;
    home.configure(slack_settings);
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    Serving service(home);
    REQUIRE(judge(home, checkout).code == 0);
    HalfSent command(service.port, slash_command(secret, "help"));
    service.child.signal(SIGTERM);
    service.child.line_with("\"service.stopping\"");
    CHECK(service.stop(SIGTERM).code == 128 + SIGTERM);
    CHECK(remembers(home));
}

TEST_CASE("after a hard end the service starts again and still knows what was stored") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    {
        Serving service(home);
        const auto judged = judge(home, checkout);
        REQUIRE(judged.code == 0);
        REQUIRE(judged.errors.empty());
        CHECK(service.stop(SIGKILL).code == 128 + SIGKILL);
    }
    REQUIRE(fs::is_socket(home.data() / "ispo.sock"));  // left behind
    Serving again(home);
    CHECK(get(again.admin, "/readyz").status == 200);
    CHECK(remembers(home));
    CHECK(again.stop().code == 0);
    CHECK(remembers(home));
}

TEST_CASE("the log is one JSON object for each line and holds no secret") {
    Home home;
    const std::string token = "xoxb-1234567890-abcdefghijkl", earlier = "0123456789abcdef0123456789abcdef";
    home.configure(
        fmt::format("[log]\nlevel = \"debug\"\n{}bot_token = \"{}\"\nprevious_signing_secret = \"{}\"\n",
                    slack_settings, token, earlier));
    Serving service(home);
    const auto forged = slash_command("not the secret", "help");
    CHECK(exchange(service.port, forged).status == 401);
    CHECK(exchange(service.port, slash_command(earlier, "help")).status == 200);
    CHECK(exchange(service.port, slash_command(secret, "help", -400)).status == 401);
    const auto ended = service.stop();
    CHECK(ended.code == 0);
    CHECK(ended.output.empty());
    CHECK_THAT(ended.errors, Contains("\"slack.refused\"") && Contains("\"wrong\"") && Contains("\"stale\""));
    const auto lines = core::lines(ended.errors);
    CHECK(lines.size() >= 5);
    for (const auto line : lines) {
        INFO(line);
        const auto parsed = core::parse_json(line);
        REQUIRE(parsed.has_value());
        for (const auto* member : {"time", "level", "event", "message"})
            CHECK_FALSE(core::text_of(*parsed, member).empty());
    }
    const auto signature = forged.headers[1].substr(forged.headers[1].find("v0="));
    for (const auto& hidden :
         {std::string(secret), token, earlier, signature, std::string("hooks.slack.com")})
        CHECK_THAT(ended.errors, !Contains(hidden));
}

TEST_CASE("a secret from the environment works and is warned about, unseen") {
    Home home;
    auto order = home.order({"serve"}, free_ports());
    order.environment.push_back(fmt::format("ISPO_SLACK_SIGNING_SECRET={}", secret));
    Child child(order);
    child.line_with("\"service.started\"");
    child.signal(SIGTERM);
    const auto ended = child.end();
    CHECK(ended.code == 0);
    CHECK_THAT(ended.errors, Contains("prefer slack.signing_secret_file") && !Contains(secret));
}
