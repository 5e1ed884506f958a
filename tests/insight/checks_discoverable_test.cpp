// SPDX-License-Identifier: Apache-2.0
#include "insight/facts_of.hpp"
#include "insight/introduction.hpp"
#include "insight/readiness.hpp"

#include <catch2/catch.hpp>

using namespace insight;
using namespace insight::test;

TEST_CASE("D1: a description tells the purpose, README's opening at most partly") {
    auto nothing = Written();
    CHECK(outcome("D1", nothing.facts) == "unknown");
    nothing.facts.settings.description = Known<std::string>{"payments-api", "description"};
    CHECK(outcome("D1", nothing.facts) == "no");
    nothing.facts.settings.description =
        Known<std::string>{"Takes card payments for every shop team", "--assume", true};
    CHECK(outcome("D1", nothing.facts) == "yes");
    CHECK(run("D1", nothing.facts).declared);
    const auto readme =
        Written().text("README.md", "# Payments\n\nTakes card payments for every shop of the company.");
    CHECK(outcome("D1", readme.facts) == "partly");
    CHECK(run("D1", readme.facts).at_least);
    CHECK(run("D1", readme.facts).evidence.at(0).where == "README.md:3");
    CHECK(outcome("D1", Written().text("README.md", "TODO: describe the project here for everybody").facts) ==
          "unknown");
}

TEST_CASE("D1: what is drawn, marked up or points elsewhere is no purpose") {
    const std::string purpose = "Takes card payments for every shop of the company.";
    for (const auto* line :
         {"_ _ ____ _ ___| | | | _ \\| | / __| | | | |_) | | | (__| |_| | _ <| |___",
          "\u2554\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550"
          "\u2550"
          "\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2550\u2557",
          "See the presentation here: [Pay, the slides of spring](https://x.example/slides), in full",
          "Latest published version: HTML, and then PDF as well",
          "For more documentation see the handbook of pay.", ":toc: left and all of the other attributes",
          "image::docs/images/logo-of-payments.png[]", ".. contents:: all of what is told below",
          "|build| |coverage| |documentation| |licence|", "Note: this is a mirror of another place."}) {
        CAPTURE(line);
        const auto found = run("D1", Written().text("README.md", std::string(line) + "\n" + purpose).facts);
        CHECK(found.evidence.at(0).where == "README.md:2");
    }
    for (const auto* line :
         {"See and pay: takes cards for every shop.", "Read-only replica of the payments ledger.",
          "Note taking for all teams of the company.", "View the logs of all services in one place.",
          "Bezahlt in allen L\u00e4den, \u00fcber alle Grenzen.",
          "\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d\u52a1"
          "\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d\u52a1\u652f\u4ed8\u670d"
          "\u52a1"}) {
        CAPTURE(line);
        CHECK(run("D1", Written().text("README.md", line).facts).outcome == Outcome::partly);
    }
}

TEST_CASE("D1: what a template says of itself is no purpose") {
    const std::string rest =
        "## Getting Started\nThese instructions will get you a copy of the project up and running.\n"
        "## Prerequisites\nWhat things you need to install the software and how to install them.";
    for (const auto* start :
         {"# Project Title\n", "# Pay\nOne Paragraph of project description goes here\n"}) {
        const auto written = Written().text("README.md", start + rest);
        CHECK(outcome("D1", written.facts) == "unknown");
        CHECK(purpose_of(written.facts).empty());
    }
    const auto told = Written().text("README.md", "# Pay\nTakes card payments for every shop.\n" + rest);
    CHECK(outcome("D1", told.facts) == "partly");
}

TEST_CASE("every check reads the README that people see") {
    auto both = Written()
                    .text("README", "An old text that nobody has read for many years.")
                    .text("README.md", "Takes card payments for every shop of the company.")
                    .text("docs/README.md", "The documents of the payments service.");
    CHECK(run("D1", both.facts).evidence.at(0).where == "README.md:1");
    CHECK(run("C1", both.facts).evidence.at(0).where == "README.md:1");
    both.facts.documents[1].blocks.clear();
    CHECK(run("D1", both.facts).evidence.at(0).where == "README:1");
    CHECK(run("C1", both.facts).evidence.at(0).where == "README:1");
}

TEST_CASE("D2: listed means sign and file; a broken or empty file is none") {
    auto file = Written().small("innersource.json", "{\"title\": \"Payments\"}");
    CHECK(outcome("D2", file.facts) == "partly");
    CHECK(run("D2", file.facts).at_least);
    file.facts.settings.topics = Known<std::vector<std::string>>{{"InnerSource"}, "topics"};
    CHECK(outcome("D2", file.facts) == "yes");
    file.facts.settings.topics->value = {"payments"};
    CHECK(outcome("D2", file.facts) == "partly");
    auto broken = Written().small("innersource.json", "{");
    CHECK(outcome("D2", broken.facts) == "unknown");
    broken.facts.settings.topics = Known<std::vector<std::string>>{{}, "topics"};
    CHECK(outcome("D2", broken.facts) == "no");
}

TEST_CASE("D3: private is no, unless listed with a way to ask; unseen is unknown") {
    auto written = Written().small("catalog-info.yaml", "kind: Component");
    CHECK(outcome("D3", written.facts) == "unknown");
    written.facts.settings.visibility = Known<Visibility>{Visibility::internal, "--assume", true};
    CHECK(outcome("D3", written.facts) == "yes");
    CHECK(run("D3", written.facts).declared);
    written.facts.settings.visibility->value = Visibility::private_;
    CHECK(outcome("D3", written.facts) == "unknown");
    written.facts.settings.can_ask_for_access = Known<bool>{false, "request_access_enabled"};
    CHECK(outcome("D3", written.facts) == "no");
    CHECK_FALSE(run("D3", written.facts).at_least);
    written.facts.settings.can_ask_for_access = Known<bool>{true, "request_access_enabled"};
    CHECK(outcome("D3", written.facts) == "partly");

    auto empty = Written().small("innersource.json", "{}");
    empty.facts.settings.visibility = Known<Visibility>{Visibility::private_, "visibility"};
    CHECK(outcome("D3", empty.facts) == "no");
    CHECK(run("D3", empty.facts).at_least);
    empty.facts.settings.can_ask_for_access = Known<bool>{true, "--assume", true};
    CHECK(outcome("D3", empty.facts) == "no");
    empty.facts.settings.topics = Known<std::vector<std::string>>{{"innersource"}, "topics"};
    CHECK(outcome("D3", empty.facts) == "partly");
    CHECK(run("D3", empty.facts).declared);
}

TEST_CASE("what could not be seen is said without what was, and with the statement that settles it") {
    const auto assessment = assess(Written().file("a.c").facts, {}, Time{});
    const auto lack = [&](std::string_view id) {
        for (const auto& finding : assessment.findings)
            if (finding.check == id) return lack_of(finding.verdict);
        return std::string{};
    };
    CHECK(lack("D2") == "not seen: the repository's topics at its host");
    CHECK(lack("D3") == "not seen: the repository's visibility at its host");
    for (const auto* check : checks())
        for (const auto statement : check->assumed) {
            CAPTURE(check->id, statement);
            CHECK(lack(check->id).find("not seen: ") != std::string::npos);
            Facts facts;
            CHECK(assume(facts, statement).has_value());
        }
    CHECK_FALSE(find_check("D3")->assumed.empty());
}
