// SPDX-License-Identifier: Apache-2.0
#include "insight/readiness_json.hpp"

#include "facts_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace insight;

namespace {

Assessment rich() {
    auto facts = with_files({"CODEOWNERS", "a.c"});
    facts.name = "payments-api";
    facts.full_name = "/srv/payments-api";
    facts.remote = "acme/payments-api";
    facts.commit = "0123abcd";
    facts.source = "git";
    facts.collected_at = test_now - std::chrono::hours{5};
    facts.owners = {{.path = "CODEOWNERS", .rules = {{.pattern = "*", .owners = {"@a/b"}, .line = 1}}}};
    facts.faults = {{3, "odd “ü” \x01 text"}};
    Policy policy{.exemptions = {{"S3", "soon", "sre", test_now + core::Days{10}, "governance.yml:7", true}},
                  .findings_only_below = 1};
    return assess(facts, policy, test_now);
}

}  // namespace

TEST_CASE("an assessment survives the way to JSON and back") {
    const auto before = rich();
    CHECK(before.checkout == "/srv/payments-api");
    CHECK(before.full_name == "acme/payments-api");
    const auto parsed = core::parse_json(core::dump_json(to_json(before)));
    REQUIRE(parsed.has_value());
    const auto after = assessment_from_json(*parsed);
    REQUIRE(after.has_value());
    CHECK(core::dump_json(to_json(*after)) == core::dump_json(to_json(before)));
    CHECK(after->findings.size() == 27);
    CHECK(after->notes.size() == before.notes.size());
    CHECK(changes_between(before, *after).empty());
}

TEST_CASE("the public fields have their names") {
    const auto json = to_json(rich());
    for (const auto* key : {"schema_version", "repository", "commit", "generated_at", "mode", "profile",
                            "level", "at_least", "score", "coverage", "findings", "fixes"})
        CHECK(json.contains(key));
    CHECK(json["schema_version"] == 1);
    CHECK(json["findings"][0]["age"] == 5 * 3600);
    for (const auto* key : {"id", "check", "outcome", "weight", "evidence", "age", "inherited", "at_least",
                            "exemption", "remedy"})
        CHECK(json["findings"][0].contains(key));
    for (const auto* key : {"text", "effort", "pattern", "draft"})
        CHECK(json["findings"][0]["remedy"].contains(key));
}

TEST_CASE("without enough coverage the score is null, not zero") {
    const auto json = to_json(assess({}, {}, test_now));
    CHECK(json["score"].is_null());
    CHECK_FALSE(assessment_from_json(json)->scored);
}

TEST_CASE("a field that is missing or of another type is refused, by name") {
    const auto good = to_json(rich());
    for (const auto& [key, value] : good.items()) {
        if (key == "level" || key == "at_least" || key == "score") continue;
        auto without = good;
        without.erase(key);
        CAPTURE(key);
        // What was stored before these were kept still counts.
        const bool is_newer = key == "visibility" || key == "purpose" || key == "owners" || key == "checkout";
        CHECK(assessment_from_json(without).has_value() == is_newer);
        auto other = good;
        other[key] = core::Json::array({1, core::Json::object()});
        CHECK_FALSE(assessment_from_json(other).has_value());
    }
    CHECK_FALSE(assessment_from_json(core::Json(nullptr)).has_value());
    CHECK_FALSE(assessment_from_json(core::Json::array()).has_value());
}

TEST_CASE("a newer schema, an unknown word and a wild number are refused") {
    const auto good = to_json(rich());
    auto bad = good;
    bad["schema_version"] = 2;
    CHECK_FALSE(assessment_from_json(bad).has_value());
    bad = good;
    bad["findings"][0]["outcome"] = "maybe";
    CHECK_FALSE(assessment_from_json(bad).has_value());
    bad = good;
    bad["levels"]["possible"] = 9'000'000'000;
    CHECK(assessment_from_json(bad).error().sentence.find("possible") != std::string::npos);
}

TEST_CASE("unknown keys are passed over") {
    auto json = to_json(rich());
    json["later"] = "more";
    CHECK(assessment_from_json(json).has_value());
}
