// SPDX-License-Identifier: Apache-2.0
#include "insight/exemptions.hpp"

#include "facts_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace insight;

namespace {

Exemption exemption(std::string check, int days) {
    return {std::move(check),
            "moving",
            "payments",
            test_now + core::Days{days},
            ".innersource-readiness.yml:8",
            false};
}
Exemptions own(Exemption one) {
    Facts facts;
    facts.declared = Declarations{.exemptions = {std::move(one)}};
    return exemptions_in_force(facts, {}, test_now);
}
Exemptions central(Exemption one) {
    Policy policy;
    policy.exemptions = {std::move(one)};
    return exemptions_in_force({}, policy, test_now);
}
bool says(const Exemptions& exemptions, std::string_view words) {
    return exemptions.notes.size() == 1 && exemptions.notes[0].what.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("an exemption counts by id or name, up to a year ahead") {
    CHECK(own(exemption("has_templates", 200)).in_force.contains("B1"));
    CHECK(own(exemption("b1", 365)).in_force.contains("B1"));
    CHECK(own(exemption("B1", 200)).notes.empty());
    CHECK(says(own(exemption("B1", 366)), "more than 365 days"));
}

TEST_CASE("an exemption that lacks something is ignored, and said") {
    auto without = exemption("B1", 100);
    without.expires.reset();
    CHECK(own(without).in_force.empty());
    CHECK(says(own(without), "no expiry date"));
    CHECK(own(without).notes[0].line == 8);
    CHECK(says(own(exemption("B1", 0)), "expired"));
    CHECK(says(own(exemption("nonsense\x1b[31m", 9)), "no check has this name"));
    auto silent = exemption("B1", 100);
    silent.reason = " ";
    CHECK(says(own(silent), "no reason"));
    silent = exemption("B1", 100);
    silent.owner.clear();
    CHECK(says(own(silent), "no owner"));
}

TEST_CASE("only the company exempts from visibility, owners and safe CI") {
    for (const auto* id : {"D3", "G1", "S3"}) {
        CHECK(says(own(exemption(id, 100)), "only the central file"));
        CHECK(central(exemption(id, 100)).in_force.contains(id));
    }
    auto liar = exemption("D3", 100);
    liar.central = true;  // written in the repository's own file
    CHECK(own(liar).in_force.empty());
}

TEST_CASE("fourteen days before the end people are warned") {
    CHECK(says(own(exemption("B1", 14)), "expires on 2026-01-19"));
    CHECK(own(exemption("B1", 14)).in_force.contains("B1"));
    CHECK(own(exemption("B1", 15)).notes.empty());
}
