// SPDX-License-Identifier: Apache-2.0
#include "insight/readiness.hpp"
#include "sources/sample.hpp"
#include "sources/sample/conversations.hpp"
#include "sources/sample/files.hpp"
#include "sources/sample/intent.hpp"
#include "sources/sample/named_projects.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

using namespace sources::sample;
using insight::Facts;

namespace {

const insight::CompanyFacts& examplia() {
    static const auto facts = company(demo_settings(demo_start()));
    return facts;
}
const std::vector<Facts>& all() {
    static const auto facts = repositories(demo_settings(demo_start()), examplia());
    return facts;
}
const Facts& named(std::string_view name) {
    return *std::find_if(all().begin(), all().end(), [&](const Facts& facts) { return facts.name == name; });
}
insight::Assessment assess(const Facts& facts) {
    return insight::assess(facts, insight::Policy{}, facts.collected_at);
}
const insight::Finding& finding(const insight::Assessment& assessment, std::string_view check) {
    return *std::find_if(assessment.findings.begin(), assessment.findings.end(),
                         [&](const auto& f) { return f.check == check; });
}
std::string words_of(const insight::Assessment& assessment) {
    std::string text;
    for (const auto& f : assessment.findings)
        text += f.check + " " + std::string(insight::to_word(f.verdict.outcome)) +
                (f.verdict.missing.empty() ? "" : " (" + f.verdict.missing + ")") + "\n";
    return text;
}

}  // namespace

TEST_CASE("each named repository stands where its story says") {
    for (const auto& facts : all()) {
        const auto assessment = assess(facts);
        INFO("repository " << facts.name << "\n" << words_of(assessment));
        CHECK(assessment.levels.possible == intended_level(facts.name));
        CHECK(assessment.levels.proven == assessment.levels.possible);
    }
}

TEST_CASE("payments-api is visible, with two things that hold it back") {
    const auto assessment = assess(named("payments-api"));
    CHECK(finding(assessment, "C2").verdict.outcome == insight::Outcome::partly);
    CHECK(finding(assessment, "C2").verdict.missing.find("how soon") != std::string::npos);
    CHECK(finding(assessment, "G1").verdict.outcome == insight::Outcome::partly);
    const auto owners = finding(assessment, "G1").verdict;
    REQUIRE_FALSE(owners.evidence.empty());
    CHECK(owners.evidence.front().note.find("@examplia/payments-core") != std::string::npos);
    REQUIRE(!assessment.fixes.empty());
    CHECK(assessment.fixes.front().check == "C2");
}

TEST_CASE("a refusal beside good documents caps the level and is quoted") {
    for (const auto* name : {"consent-service", "icon-library"}) {
        const auto assessment = assess(named(name));
        CHECK(assessment.restriction.find("README.md") != std::string::npos);
        CHECK(!assessment.levels.cap.empty());
    }
}

TEST_CASE("facts of the sample carry the names of the company") {
    REQUIRE(all().size() == examplia().repositories.size());
    for (std::size_t i = 0; i < all().size(); ++i) {
        const auto& facts = all()[i];
        CHECK(facts.full_name == examplia().repositories[i].full_name);
        CHECK(facts.source == "sample");
        CHECK(facts.mode == insight::Mode::api);
        CHECK(facts.commit.size() == 40);
        CHECK(facts.collected_at == demo_start());
        CHECK_FALSE(facts.organisation_default_not_read);
        CHECK(facts.settings.visibility->value == examplia().repositories[i].visibility);
    }
}

TEST_CASE("every level from hidden to shared is there") {
    std::map<int, int> levels;
    for (const auto& project : named_projects()) ++levels[project.level];
    CHECK(levels.size() == 5);
    CHECK(levels[1] > levels[4]);
    CHECK(intended_level("nobody-knows-this") == -1);
}

TEST_CASE("the files of a repository are sorted and none comes twice") {
    for (const auto& project : named_projects()) {
        const auto files = files_of(project, story_of(project));
        INFO(project.name);
        CHECK(std::is_sorted(files.begin(), files.end(),
                             [](const auto& a, const auto& b) { return a.path < b.path; }));
        std::set<std::string> paths;
        for (const auto& file : files) CHECK(paths.insert(file.path).second);
    }
}

TEST_CASE("a story word that nobody defined is a bug") {
    Project project;
    project.story = "guide:golden";
    CHECK_THROWS_AS(story_of(project), std::logic_error);
}

TEST_CASE("commits are counted over people and agree with what was merged") {
    for (const auto& facts : all()) {
        INFO(facts.name);
        int commits = 0;
        for (const auto& author : facts.history->authors)
            if (!author.machine) commits += author.commits_365d;
        CHECK(commits == facts.history->commits_365d);
        CHECK(facts.history->commits_90d <= facts.history->commits_365d);
        CHECK(facts.conversations->cross_merged_365d <= facts.conversations->cross_decided_365d);
        CHECK(facts.conversations->cross_open_over_30d <= facts.conversations->cross_open);
        CHECK(facts.conversations->cross_answered_in_time <= facts.conversations->cross_items_180d);
    }
}

TEST_CASE("conversations count people by the team they were in, robots and strangers never") {
    const auto now = core::from_unix(1'767'600'000);  // Monday 2026-01-05 08:00
    insight::CompanyFacts company;
    company.people = {
        {"h", "h", "H"}, {"g", "g", "G"}, {"u", "u", "U"}, {"b", "b", "B", insight::PersonKind::bot}};
    company.memberships = {{"h", "home", {}, {}},
                           {"g", "away", {}, now - core::Days{20}},
                           {"g", "home", now - core::Days{20}, {}}};
    company.ownerships = {{"r", "home", {}, {}}};
    const auto change = [&](std::string author, int days, std::optional<int> merged_after) {
        insight::Item item{
            .key = author + std::to_string(days), .repository = "r", .author = std::move(author)};
        item.created_at = now - core::Days{days};
        item.ready_at = item.created_at;
        if (merged_after) item.merged_at = item.closed_at = item.created_at + core::Days{*merged_after};
        return item;
    };
    company.items = {change("g", 40, 1), change("g", 10, 1), change("g", 50, {}),
                     change("u", 40, 1), change("b", 40, 1), change("h", 40, 1)};
    company.items[0].responses = {{"b", *company.items[0].ready_at},
                                  {"h", *company.items[0].ready_at + std::chrono::hours{5}}};
    company.items[2].responses = {{"g", *company.items[2].ready_at}, {"b", *company.items[2].ready_at}};
    const Ledger ledger(company);
    const auto seen = converse(ledger, {.key = "r"}, {"h"}, now);
    CHECK(seen.cross_items_180d == 2);
    CHECK(seen.cross_answered_in_time == 1);
    CHECK(seen.cross_merged_365d == 1);
    CHECK(seen.cross_open == 1);
    CHECK(seen.cross_open_over_30d == 1);
    CHECK(seen.cross_merging_teams_365d == 1);
    CHECK(seen.internal_merged_365d == 2);
    CHECK(seen.maintainers_active_180d == 1);
    CHECK(seen.maintainer_from_other_team == false);
    CHECK(history_of(ledger, {.key = "r"}, now).authors.size() == 4);
}

TEST_CASE("levels stay as intended while the clock moves") {
    for (const int days : {-90, 30, 180}) {
        const auto settings = demo_settings(demo_start() + core::Days{days});
        for (const auto& facts : repositories(settings, company(settings))) {
            INFO(facts.name << " after " << days << " days");
            CHECK(assess(facts).levels.possible == intended_level(facts.name));
        }
    }
}
