// SPDX-License-Identifier: Apache-2.0
// `ispo demo` as somebody meets it who has never seen the program: the page, the sample, the clock, a
// restart.
#include "tests/process/demo.hpp"

using namespace process;
using Catch::Contains;

namespace {

// What the sample says, as far as it may not change by a restart.
std::string state_of(const Console& console) {
    std::string out;
    for (const auto* line :
         {"ready payments-api", "ready history payments-api", "find feature flags", "ready check C2"})
        out += core::dump_json(console.ask(line));
    return out;
}

std::string demo_time(const Console& console) {
    constexpr std::string_view lead = "datetime=\"";
    const auto from = console.page().find(lead);
    REQUIRE(from != std::string::npos);
    return console.page().substr(from + lead.size(), std::string_view("2026-01-05T08:00:00Z").size());
}

}  // namespace

TEST_CASE("the demo serves its page and all that the page loads") {
    SampleHome home;
    Serving service(home, {"demo"});
    CHECK_THAT(service.child.line_with("Open http://"),
               Contains(fmt::format("http://127.0.0.1:{}/", service.port)));
    for (const auto* path : {"/", "/healthz", "/readyz", "/metrics"}) {
        CAPTURE(path);
        CHECK(get(service.port, path, {"host: evil.example"}).status == 421);
        CHECK(get(service.port, path, {"host: localhost"}).status == 200);
    }
    const auto page = get(service.port, "/");
    CHECK(page.status == 200);
    CHECK_THAT(page.header, Contains("text/html") && Contains("content-security-policy: default-src 'self'"));
    CHECK_THAT(page.body, Contains("sample data") && Contains("2026-01-05 08:00 UTC"));
    std::size_t loaded = 0;
    for (const auto* lead : {"src=\"/", "href=\"/"})
        for (auto at = page.body.find(lead); at != std::string::npos; at = page.body.find(lead, at + 1)) {
            const auto from = page.body.find('/', at);
            const auto path = page.body.substr(from, page.body.find('"', from) - from);
            CAPTURE(path);
            const auto asset = get(service.port, path);
            CHECK(asset.status == 200);
            CHECK(asset.body.size() > 50);
            ++loaded;
        }
    CHECK(loaded >= 3);
    CHECK(service.stop().code == 0);
}

TEST_CASE("the demo shows the checkout that was named, beside the sample, and tells of one that is none") {
    SampleHome home;
    tests::GitRepository checkout;
    const auto commit = checkout.commit_file("README.md", "# Ledger\n");
    const auto shown = home / "ledger-of-mine", none = home / "none";
    fs::copy(checkout.path(), shown, fs::copy_options::recursive);
    fs::create_directory(none);
    Serving service(home, {"demo", "--checkout", shown.string(), "--checkout", none.string()});
    CHECK_THAT(service.child.errors(), Contains("Not shown: " + none.string()));
    const Console console(service.port);
    CHECK_THAT(core::dump_json(console.ask("find ledger-of-mine")), Contains("ledger-of-mine"));
    CHECK_THAT(core::dump_json(console.ask("ready history ledger-of-mine")), Contains(commit.substr(0, 7)));
    CHECK(core::text_of(console.ask("ready payments-api"), "outcome") == "done");
    const auto well = home.run({"healthcheck"}, {"ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:1"});
    CHECK(well.code == 0);
    CHECK_THAT(well.output, Contains("The demo answers."));
    CHECK(service.stop().code == 0);
}

TEST_CASE("a demo with a checkout that is no folder does not start") {
    SampleHome home;
    const auto refused = home.run({"demo", "--checkout", (home / "nope").string()});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.errors, Contains("There is no folder") && Contains("Nothing was started"));
}

TEST_CASE("the clock moves, and a restart of the program finds it and all the rest as they were") {
    SampleHome home;
    std::string moved;
    {
        Serving service(home, {"demo"});
        const Console console(service.port);
        CHECK(demo_time(console) == "2026-01-05T08:00:00Z");
        CHECK(console.post("/console/clock", {{"forward", "1 month"}}).status == 200);
        CHECK(console.post("/console/clock", {{"forward", "2020-01-01"}}).status == 400);
        CHECK(demo_time(Console(service.port)) == "2026-02-04T08:00:00Z");
        CHECK(core::text_of(console.ask("ready payments-api"), "as_of") == "2026-02-04T08:00:00Z");
        moved = state_of(console);
        CHECK(service.stop(SIGINT).code == 0);
    }
    Serving service(home, {"demo"});
    CHECK_THAT(service.child.errors(), !Contains("Making the sample"));
    const Console console(service.port);
    CHECK(demo_time(console) == "2026-02-04T08:00:00Z");
    CHECK(state_of(console) == moved);
    CHECK(service.stop().code == 0);
}

TEST_CASE("the shell reaches the demo, and the sample never mixes with one's own data") {
    SampleHome home;
    {
        Serving service(home, {"demo"});
        const auto told = home.run({"ready", "payments-api", "--json"});
        CHECK(told.code == 0);
        CHECK(core::parse_json(told.output).value() == Console(service.port).ask("ready payments-api"));
        CHECK(service.stop().code == 0);
    }
    CHECK(home.run({"ready", "payments-api"}).code == 2);
    CHECK(home.run({"find", "feature flags"}).code == 1);
}

TEST_CASE("a first start that is stopped ends at once, and the next one makes up for it") {
    Home home;
    {
        Child child(home.order({"demo"}, free_ports()));
        child.line_with("Making the sample company");
        child.signal(SIGTERM);
        CHECK(child.end().code == 128 + SIGTERM);
    }
    Serving again(home, {"demo"});
    SampleHome whole;
    Serving other(whole, {"demo"});
    CHECK(state_of(Console(again.port)) == state_of(Console(other.port)));
    CHECK(again.stop().code == 0);
}
