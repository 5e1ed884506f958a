// SPDX-License-Identifier: Apache-2.0
#include "insight/introduction.hpp"

#include "core/text.hpp"
#include "insight/facts_of.hpp"
#include "insight/readiness.hpp"
#include "insight/readiness_json.hpp"

#include <catch2/catch.hpp>

using namespace insight;
using Names = std::vector<std::string>;

namespace {

Facts with_readme() {
    Facts facts;
    facts.name = "payments-api";
    facts.documents = {test::document(
        "README.md", "# Payments\nTakes card payments for every shop of the company. It also refunds.\n")};
    return facts;
}

OwnersFile codeowners(std::vector<OwnersRule> rules) {
    return {.path = "CODEOWNERS", .rules = std::move(rules)};
}

}  // namespace

TEST_CASE("the purpose is the description, else the catalogue's, else the first sentence of the README") {
    auto facts = with_readme();
    CHECK(purpose_of(Facts{}).empty());
    CHECK(purpose_of(facts) == "Takes card payments for every shop of the company.");
    facts.catalog = CatalogEntry{"", "Payments of all shops"};
    CHECK(purpose_of(facts) == "Payments of all shops");
    facts.settings.description = Known<std::string>{"Card payments\nas a service", "--assume", true};
    CHECK(purpose_of(facts) == "Card payments as a service");
    facts.settings.description->value = "Payments-API";  // its name says nothing
    CHECK(purpose_of(facts) == "Payments of all shops");
    facts.settings.description->value = std::string(5'000, 'x');
    CHECK(core::count_code_points(purpose_of(facts)) <= 200);
}

TEST_CASE("a purpose is a sentence that says something, whole") {
    struct Row {
        const char* paragraph;
        const char* purpose;
    };
    for (const auto& row : {
             Row{"Welcome to widget! It turns orders into invoices. It is fast.",
                 "Welcome to widget! It turns orders into invoices."},
             Row{"What is this? A cache for all shops of the company.",
                 "What is this? A cache for all shops of the company."},
             Row{"Imports the contacts of Yahoo! accounts into our own address book. Nightly.",
                 "Imports the contacts of Yahoo! accounts into our own address book."},
             Row{"Computes the taxes of the U.S. Every shop needs it. More.",
                 "Computes the taxes of the U.S. Every shop needs it."},
             Row{"Keeps the letters that Dr. Smith and ACME Inc. Germany exchange. Daily.",
                 "Keeps the letters that Dr. Smith and ACME Inc. Germany exchange."},
             Row{"Sends the mails of all shops, written in Node.js. Also by night.",
                 "Sends the mails of all shops, written in Node.js."},
             Row{"widget turns orders into \"invoices\". widget is fast.",
                 "widget turns orders into \"invoices\"."},
             Row{"Runs on https://example.com/? and elsewhere, for every team. More.",
                 "Runs on https://example.com/? and elsewhere, for every team."},
             Row{"Sends the mails that every shop needs (\"really all.\") Also by night.",
                 "Sends the mails that every shop needs (\"really all.\")"},
             Row{"Takes card payments for every shop of the company",
                 "Takes card payments for every shop of the company"},
         }) {
        Facts facts;
        facts.documents = {test::document("README.md", "# Widget\n" + std::string(row.paragraph) + "\n")};
        CHECK(purpose_of(facts) == row.purpose);
    }
}

TEST_CASE("what stands below another heading is no purpose of what says in few words what it is") {
    struct Row {
        const char* readme;
        const char* purpose;
    };
    for (const auto& row : {
             Row{"# Lib\n\nA library for x.\n\n## Contributing\n\nWe do not accept pull requests from "
                 "anybody.\n",
                 ""},
             Row{"# Lib\n\nParses invoices.\n\n## Licence\n\nThis software is under the MIT licence of it.\n",
                 ""},
             Row{"A library for x.\n\n# Installation\n\nRun pip install lib and restart the whole thing.\n",
                 ""},
             Row{"# Lib\n\nA library for x.\n\n## 1. About it\n\nIt turns orders into invoices for every "
                 "shop.\n",
                 "It turns orders into invoices for every shop."},
             Row{"# Lib\n\nA library for x.\n\nIt turns orders into invoices for every shop.\n",
                 "It turns orders into invoices for every shop."},
             Row{"# Lib\n\n## Billing\n\nIt turns orders into invoices for every shop.\n",
                 "It turns orders into invoices for every shop."},
         }) {
        Facts facts;
        facts.documents = {test::document("README.md", row.readme)};
        INFO(row.readme);
        CHECK(purpose_of(facts) == row.purpose);
    }
}

TEST_CASE("the owner is stated, else the catalogue's, else that of the rule for everything") {
    auto facts = with_readme();
    CHECK(owners_of(facts).empty());
    facts.owners = {codeowners({{"*", {"@acme/old"}, 1},
                                {"*", {"@acme/payments", "@alice", "a@b.example"}, 2},
                                {"/docs/", {"@acme/writers"}, 3}})};
    CHECK(owners_of(facts) == Names{"@acme/payments", "@alice"});
    CHECK(owners_in_file(facts) == std::nullopt);  // without the list of files nobody knows
    facts.tree.emplace();
    CHECK(owners_in_file(facts) == Names{"@acme/payments", "@alice"});
    facts.tree->truncated = true;
    CHECK(owners_in_file(facts) == std::nullopt);
    facts.tree.reset();
    facts.owners.front().rules.push_back({.pattern = "*", .owners = {}, .line = 4});
    CHECK(owners_of(facts).empty());
    facts.owners = {codeowners({{"*", {"@acme/payments"}, 1}})};
    facts.tree.emplace();
    facts.tree->files = {{.path = ".github/CODEOWNERS", .kind = FileKind::link, .size_bytes = 9},
                         {.path = "CODEOWNERS", .size_bytes = 9}};
    CHECK(owners_of(facts).empty());  // the one that was not read decides
    facts.catalog = CatalogEntry{"payments", ""};
    CHECK(owners_of(facts) == Names{"payments"});
    facts.declared.emplace();
    facts.declared->owner = "Team Money, Berlin";
    CHECK(owners_of(facts) == Names{"Team Money  Berlin"});
    CHECK(is_team("@acme/payments"));
    CHECK(is_team("payments"));
    CHECK_FALSE(is_team("@alice"));
}

TEST_CASE("of a list of people the first ones named are shown") {
    Facts facts;
    OwnersFile list{
        .path = "MAINTAINERS.md",
        .kind = OwnersKind::maintainers,
        .rules = {{"*", {"@ann"}, 2}, {"*", {"bob@x.example", "Bob Ray"}, 3}, {"*", {"@ann"}, 4}}};
    facts.owners = {list};
    CHECK(owners_of(facts) == Names{"@ann", "Bob Ray"});
    facts.owners.front().rules.push_back({"*", {"@cid"}, 5});
    facts.owners.front().rules.push_back({"*", {"@dan"}, 6});
    CHECK(owners_of(facts) == Names{"@ann", "Bob Ray", "@cid"});
    OwnersFile committers = list;
    committers.path = "TRUSTED-COMMITTERS.md";
    committers.rules = {{"*", {"@eve"}, 1}};
    facts.owners = {OwnersFile{.path = "MAINTAINERS", .kind = OwnersKind::maintainers}, committers};
    CHECK(owners_of(facts) == Names{"@eve"});
}

TEST_CASE("purpose and owners are part of an assessment, and of what is kept of it") {
    auto facts = with_readme();
    facts.owners = {codeowners({{"*", {"@acme/payments"}, 1}})};
    const auto assessed = assess(facts, {}, Time{});
    auto json = to_json(assessed);
    const auto back = assessment_from_json(json).value();
    CHECK(back.purpose == "Takes card payments for every shop of the company.");
    CHECK(back.owners == Names{"@acme/payments"});
    json.erase("purpose");
    json.erase("owners");
    CHECK(assessment_from_json(json).value().purpose.empty());  // written before they were kept
}

TEST_CASE("what is wrong in the readiness file is told with file and line") {
    auto facts = with_readme();
    facts.declared = Declarations{.path = ".innersource-readiness.yml"};
    facts.declared->faults = {{7, "The key \"profil\" is not known."}};
    facts.declared->exemptions = {
        {.check = "C4", .reason = "r", .owner = "", .expires = {}, .where = ".innersource-readiness.yml:9"}};
    std::string notes;
    for (const auto& note : assess(facts, {}, Time{}).notes) notes += note.what + "\n";
    CHECK(notes.find(".innersource-readiness.yml:7: The key") != std::string::npos);
    CHECK(notes.find(".innersource-readiness.yml:9: The exemption from has_licence is ignored") !=
          std::string::npos);
}

TEST_CASE("R1 says that history is missing only where it is, and B2 that a CI file is") {
    Facts facts = with_readme();
    facts.tree.emplace();
    facts.tree->files = {{.path = "README.md", .size_bytes = 90}};
    facts.history = History{.commits_90d = 2, .commits_365d = 2};
    const auto lack = [&](std::string_view id) { return find_check(id)->run(facts, {}, Time{}).missing; };
    CHECK(lack("R1") == "not seen: what maintainers do in issues");
    facts.history->shallow = true;
    CHECK(lack("R1") == "not seen: what maintainers do in issues, and the whole history");
    facts.conversations.emplace();
    CHECK(lack("R1") == "not seen: the whole history");
    CHECK(find_check("B2")->run(facts, {}, Time{}).remedy ==
          "Add a CI file that runs the tests on every change.");
}
