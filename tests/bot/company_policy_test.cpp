// SPDX-License-Identifier: Apache-2.0
#include "bot/company_policy.hpp"

#include "config_for_tests.hpp"

#include <catch2/catch.hpp>

namespace {

core::Result<bot::CompanyPolicy> policy_from(const std::string& governance) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "governance.yml";
    tests::write_file(file, governance);
    const auto config =
        tests::config_from(folder, "[readiness]\ngovernance = \"" + file.string() + "\"\n").value();
    return bot::CompanyPolicy::read(config);
}

insight::Facts checkout() {
    insight::Facts facts;
    facts.name = "good";
    facts.full_name = "/home/ada/good";
    facts.remote = "acme/good-service";
    return facts;
}

}  // namespace

TEST_CASE("a glob of the company means the path, the name or the name at the origin of a checkout") {
    const std::vector<std::pair<std::string, bool>> rows = {
        {"good*", true},       {"good", true}, {"acme/*", true},   {"acme/good-service", true},
        {"/home/ada/*", true}, {"goo", false}, {"other/*", false}, {"*", true}};
    for (const auto& [glob, fits] : rows) {
        INFO(glob);
        const auto policy =
            policy_from("repositories:\n  \"" + glob + "\":\n    profile: docs-only\n").value();
        CHECK(policy.for_repository(checkout()).central_profile.has_value() == fits);
        CHECK(policy.faults().empty());
    }
}

TEST_CASE("mistakes in the company's file are told with their line") {
    const auto policy = policy_from(
                            "weights: {nope: 3}\n"
                            "repositories:\n"
                            "  good:\n"
                            "    profile: nosuch\n")
                            .value();
    REQUIRE(policy.faults().size() == 2);
    CHECK(policy.faults()[0].line == 1);
    CHECK(policy.faults()[0].what == "No check is called \"nope\".");
    CHECK(policy.faults()[1].line == 4);
    CHECK(policy.faults()[1].what == "No profile is called \"nosuch\"; it is ignored.");
    CHECK_FALSE(policy.for_repository(checkout()).central_profile);
}

TEST_CASE("exemptions of the company that cannot count are told with file and line") {
    const auto policy = policy_from(
                            "defaults:\n"
                            "  exemptions:\n"
                            "    - {check: C99, reason: r, owner: ada, expires: 2027-01-01}\n"
                            "    - check: C4\n"
                            "      reason: because\n"
                            "      expires: 2027-01-01\n"
                            "    - {check: has_licence, owner: ada}\n"
                            "    - {check: C4, reason: r, owner: ada, expires: soon}\n"
                            "    - {check: C4, reason: r, owner: ada, expires: 2027-01-01}\n")
                            .value();
    CHECK(policy.fault_lines() ==
          std::vector<std::string>{
              "governance.yml:3: No check is called \"C99\".",
              "governance.yml:4: The exemption from \"C4\" has no owner; it is ignored.",
              "governance.yml:7: The exemption from \"has_licence\" has no reason; it is ignored.",
              "governance.yml:7: The exemption from \"has_licence\" has no expires; it is ignored.",
              "governance.yml:8: \"soon\" is no date like 2027-03-31."});
}

TEST_CASE("on the day of the check exemptions that expire too far ahead are mistakes, ended ones are not") {
    const auto now = core::parse_time("2026-06-01T00:00:00Z").value();
    const auto policy = policy_from(
                            "repositories:\n"
                            "  \"acme/*\":\n"
                            "    exemptions:\n"
                            "      - {check: C4, reason: r, owner: ada, expires: 2027-06-02}\n"
                            "      - {check: C2, reason: r, owner: ada, expires: 2027-06-01}\n"
                            "      - {check: C99, reason: r, owner: ada, expires: 2027-01-01}\n"
                            "defaults:\n"
                            "  exemptions:\n"
                            "    - {check: has_licence, reason: r, owner: ada, expires: 2030-01-01}\n"
                            "    - {check: C2, reason: r, owner: ada, expires: 2026-05-31}\n")
                            .value();
    CHECK(policy.mistakes(now) ==
          std::vector<std::string>{
              "governance.yml:4: The exemption from C4 is ignored: it expires more than 365 days ahead.",
              "governance.yml:6: No check is called \"C99\".",
              "governance.yml:9: The exemption from has_licence is ignored: it expires more than 365 days "
              "ahead."});
    CHECK(policy.expired(now) ==
          std::vector<std::string>{
              "governance.yml:10: The exemption from C2 is ignored: it expired on 2026-05-31."});
}

TEST_CASE("rules that are no YAML, or no keys with values, are refused: judging without them would mislead") {
    for (const auto* broken : {"readiness: [oops\n  x: : :\n", "- a\n- b\n", "only words\n"}) {
        CAPTURE(broken);
        const auto policy = policy_from(broken);
        REQUIRE(policy.has_error());
        CHECK(policy.error().code == core::Errc::invalid);
        CHECK(policy.error().sentence.find("governance.yml:") == 0);
        CHECK(policy.error().sentence.find("\nNothing was judged or started") != std::string::npos);
    }
    CHECK(policy_from("").has_value());
    CHECK(policy_from("# nothing yet\n").has_value());
}

TEST_CASE("a governance file that is a folder is refused") {
    const tests::TemporaryFolder folder;
    const auto config =
        tests::config_from(folder, "[readiness]\ngovernance = \"" + folder.path().string() + "\"\n").value();
    const auto policy = bot::CompanyPolicy::read(config);
    REQUIRE(policy.has_error());
    CHECK(policy.error().code == core::Errc::invalid);
    CHECK(policy.error().sentence.find("is no file; nothing was judged") != std::string::npos);
}
