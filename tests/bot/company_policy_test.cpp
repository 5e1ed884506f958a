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

TEST_CASE("a governance file that is a folder is refused") {
    const tests::TemporaryFolder folder;
    const auto config =
        tests::config_from(folder, "[readiness]\ngovernance = \"" + folder.path().string() + "\"\n").value();
    const auto policy = bot::CompanyPolicy::read(config);
    REQUIRE(policy.has_error());
    CHECK(policy.error().code == core::Errc::invalid);
    CHECK(policy.error().sentence.find("is no file; nothing was judged") != std::string::npos);
}
