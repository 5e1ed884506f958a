// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/repository_facts.hpp"

#include <catch2/catch.hpp>

using namespace sources::facts;
using insight::connector::CheckFact;

namespace {

const auto now = core::parse_time("2026-06-01T08:00:00Z").value();
const insight::Repository shop{.key = "42", .name = "shop", .source = "bitbucket"};

CheckFact fact(const std::string& name, int days_ago) {
    return {.repository = "42", .fact = name, .value = true, .where = {}, .at = now - core::Days(days_ago)};
}

}  // namespace

TEST_CASE("facts were collected when the oldest of them was seen") {
    const auto facts = facts_of(shop, {fact("has_release", 3), fact("issues_enabled", 20)}, now);
    CHECK(facts.collected_at == now - core::Days(20));
    REQUIRE(facts.settings.issues_enabled);
    CHECK(facts.settings.issues_enabled->value);
    CHECK(facts_of(shop, {}, now).collected_at == now);
    CHECK(facts_of(shop, {fact("has_release", -1)}, now).collected_at == now);
}

TEST_CASE("a fact that is too old tells nothing") {
    const auto facts =
        facts_of(shop, {fact("has_release", oldest_days), fact("issues_enabled", oldest_days + 1)}, now);
    CHECK(facts.settings.has_release);
    CHECK_FALSE(facts.settings.issues_enabled);
    CHECK(facts.collected_at == now - core::Days(oldest_days));
}
