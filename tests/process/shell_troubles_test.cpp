// SPDX-License-Identifier: Apache-2.0
// `ispo` in a shell when something is in its way: another command, a service that hangs, rules or a database
// that are broken.
#include "tests/process/ispo.hpp"

#include <memory>

using namespace process;
using Catch::Contains;

TEST_CASE("commands at the same time wait for each other, and none fails") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    REQUIRE(judge(home, checkout).code == 0);
    std::vector<std::unique_ptr<Child>> together;
    for (int i = 0; i < 6; ++i)
        together.push_back(
            std::make_unique<Child>(home.order(i % 2 == 0 ? Words{"ready", checkout.path().string()}
                                                          : Words{"ready", "history", "payments-api"})));
    for (const auto& each : together) {
        const auto ended = each->end();
        CHECK(ended.code == 0);
        CHECK(ended.errors.empty());
    }
}

TEST_CASE("one wrong path among good ones is told, and the good ones are judged and kept") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const tests::TemporaryFolder plain;
    const auto mixed = home.run({"ready", plain.path().string(), checkout.path().string(), "/nonexistent/x"});
    CHECK(mixed.code == 3);
    CHECK_THAT(mixed.output, Contains(checkout.path().filename().string()));
    CHECK_THAT(mixed.errors, Contains(plain.path().string()) && Contains("/nonexistent/x"));
    CHECK(home.run({"ready", "history", checkout.path().filename().string()}).code == 0);
    const auto none = home.run({"ready", plain.path().string(), "/nonexistent/x"});
    CHECK(none.code == 2);
    CHECK(none.output.empty());
}

TEST_CASE("many checkouts are told in one line each, and in full with --details") {
    Home home;
    std::vector<tests::GitRepository> checkouts(4);
    Words order = {"ready"};
    for (auto& checkout : checkouts) {
        checkout.commit_file("README.md", "# Payments\n");
        order.push_back(checkout.path().string());
    }
    CHECK_THAT(home.run(order).output, Contains("One line each") && !Contains("Data as of"));
    order.emplace_back("--details");
    CHECK_THAT(home.run(order).output, Contains("Data as of") && !Contains("One line each"));
}

TEST_CASE("completion is offered the names that are kept, with a service or without, and only plain ones") {
    Known home;
    const auto alone = home.run({"completion-names"});
    CHECK(alone.code == 0);
    CHECK(alone.output == "payments-api\n");
    Serving service(home);
    CHECK(home.run({"completion-names"}).output == "payments-api\n");
    CHECK(service.stop().code == 0);
}

TEST_CASE("a service that does not answer is told as that, by its process, within seconds") {
    Known home;
    Serving service(home);
    service.child.signal(SIGSTOP);
    const auto began = std::chrono::steady_clock::now();
    const auto ended = home.run({"find", "payments"});
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(20));
    CHECK(ended.code == 3);
    CHECK_THAT(without_breaks(ended.errors),
               Contains("does not answer (process " + std::to_string(service.child.id())) &&
                   Contains("nothing was changed") && Contains("kill") && !Contains("Another ispo process"));
    service.child.signal(SIGCONT);
    CHECK(remembers(home));
    CHECK(service.stop().code == 0);
}

TEST_CASE("config check refuses rules of the company that cannot count, by file and line") {
    Home home;
    const auto rules = home / "governance.yml";
    home.configure("[readiness]\ngovernance = \"" + rules.string() + "\"\n");
    tests::write_file(
        rules, "defaults:\n  exemptions:\n    - {check: C99, reason: r, owner: a, expires: 2027-01-01}\n");
    const auto wrong = home.run({"config", "check"});
    CHECK(wrong.code == 2);
    CHECK_THAT(wrong.errors, Contains("governance.yml:3: No check is called \"C99\"."));
    CHECK(core::text_of(parsed(home.run({"config", "check", "--json"})), "outcome") == "wrong_use");
    tests::write_file(
        rules,
        "defaults:\n  exemptions:\n    - {check: C4, reason: r, owner: a, expires: 2099-01-01}\n"
        "    - {check: C2, reason: r, owner: a, expires: 2020-01-01}\n");
    const auto too_far = home.run({"config", "check"});
    CHECK(too_far.code == 2);
    CHECK_THAT(too_far.errors,
               Contains("governance.yml:3: The exemption from C4 is ignored") &&
                   Contains("Warning: governance.yml:4: The exemption from C2 is ignored: it expired"));
    tests::write_file(rules, "defaults: [\n");
    for (const Words& words : {Words{"config", "check"}, {"serve"}, {"find", "payments"}}) {
        CAPTURE(words);
        const auto broken = home.run(words);
        CHECK(broken.code == 2);
        CHECK_THAT(broken.errors, Contains("governance.yml:"));
    }
    tests::write_file(rules, "defaults:\n  profile: readable-source\n");
    CHECK(home.run({"config", "check"}).code == 0);
}

TEST_CASE("a damaged database is named with its whole path, and left as it is") {
    Home home;
    fs::create_directories(home.data());
    tests::write_file(home.database(), std::string(100'000, 'x'));
    for (const Words& words : {Words{"find", "payments"}, {"serve"}, {"doctor"}}) {
        CAPTURE(words);
        const auto ended = home.run(words, free_ports());
        CHECK(ended.code == (words.front() == "doctor" ? 1 : 3));
        const auto said = without_breaks(ended.output + ended.errors);
        CHECK_THAT(said, Contains(home.database().string()) && Contains("Nothing was written to it") &&
                             Contains("Restore a backup") && !Contains(".."));
    }
    CHECK(bytes_in(home.database()) == std::string(100'000, 'x'));
}

TEST_CASE("the health check and the version speak JSON too, and what has none says so") {
    Known home;
    const auto silent = home.run({"healthcheck", "--json"}, {"ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:1"});
    CHECK(silent.code == 1);
    CHECK(core::text_of(parsed(silent), "outcome") == "no");
    Serving service(home);
    const auto well = home.run({"healthcheck", "--json"},
                               {"ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:" + std::to_string(service.admin)});
    CHECK(well.code == 0);
    CHECK(core::truth_of(parsed(well)["data"], "ready"));
    for (const Words& words :
         {Words{"version", "--json"}, {"--version", "--json"}, {"--json", "--version"}}) {
        CAPTURE(words);
        const auto version = home.run(words);
        CHECK(version.code == 0);
        CHECK("ispo " + core::text_of(parsed(version)["data"], "version") ==
              core::text_of(parsed(version), "headline").substr(0, 10));
    }
    const auto script = home.run({"completion", "bash", "--json"});
    CHECK(script.code == 2);
    CHECK_THAT(core::text_of(parsed(script), "headline"), Contains("nothing was printed"));
    for (const auto* format : {"sarif", "markdown", "text"}) {
        CAPTURE(format);
        const auto torn = home.run({"ready", ".", "--format", format, "--json"});
        CHECK(torn.code == 2);
        CHECK_THAT(core::text_of(parsed(torn), "headline"),
                   Contains("contradict") && Contains("nothing was judged"));
    }
    CHECK(
        home.run({"ready", home.checkout.path().string(), "--no-store", "--format", "json", "--json"}).code ==
        0);
}
