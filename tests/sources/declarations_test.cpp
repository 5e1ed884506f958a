// SPDX-License-Identifier: Apache-2.0
#include "sources/declarations.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using sources::parse_declarations;
using sources::parse_governance;

namespace {

std::string dump(const std::vector<insight::Fault>& faults) {
    std::string out;
    for (const auto& fault : faults) out += std::to_string(fault.line) + " " + fault.what + "\n";
    return out;
}
std::string faults_of(const std::string& text) {
    return dump(parse_declarations(".innersource-readiness.yml", text).faults);
}

}  // namespace

TEST_CASE("what is wrong in a declaration is said with its line") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"# only a remark\n", ""},
        {"version: 1\n", ""},
        {"version: 2\n", "1 Only version 1 is known.\n"},
        {"a: [\n", "2 This is no readable YAML: the syntax is wrong here.\n"},
        {"- a\n", "1 Keys with values are expected here.\n"},
        {"just words\n", "1 Keys with values are expected here.\n"},
        {"version: 1\nprofil: x\n", "2 The key \"profil\" is not known.\n"},
        {"owner: [a]\n", "1 The value of \"owner\" must be a text.\n"},
        {"lifecycle: dead\n", "1 The lifecycle \"dead\" is not known: active, stable or deprecated.\n"},
        {"evidence: x\n", "1 Under evidence keys with values are expected.\n"},
        {"evidence:\n  test: x\n", "2 The key \"test\" is not known.\n"},
        {"exemptions: x\n", "1 Under exemptions a list is expected.\n"},
        {"exemptions:\n- x\n", "2 An exemption needs check, reason, owner and expires.\n"},
        {"exemptions:\n- reason: x\n", "2 An exemption names no check.\n"},
        {"exemptions:\n- check: a\n  until: b\n", "3 The key \"until\" is not known.\n"},
        {"exemptions:\n- check: a\n  expires: soon\n", "3 \"soon\" is no date like 2027-03-31.\n"},
        {"exemptions:\n- check: a\n  expires: 2027-02-30\n",
         "3 \"2027-02-30\" is no date like 2027-03-31.\n"},
        {"version: 1\n---\nversion: 1\n", "3 Only the first document of this file counts.\n"},
    };
    for (const auto& [text, faults] : rows) {
        INFO(text);
        CHECK(faults_of(text) == faults);
    }
}

TEST_CASE("a declaration is read as written") {
    const auto declared = parse_declarations(
        ".innersource-readiness.yml",
        "version: 1\nprofile: contributions-welcome\nlifecycle: stable\nowner: payments-platform\n"
        "contact: \"#payments-dev\"\ntracker: PAY\nevidence: { contribution_guide: docs/dev.md, tests: make "
        "check }\n"
        "exemptions: [{ check: has_templates, reason: moving tracker, owner: payments-platform, expires: "
        "2027-03-31 }]\n");
    CHECK(declared.path == ".innersource-readiness.yml");
    CHECK(declared.profile == "contributions-welcome");
    CHECK(declared.lifecycle == "stable");
    CHECK(declared.owner == "payments-platform");
    CHECK(declared.contact == "#payments-dev");
    CHECK(declared.tracker == "PAY");
    CHECK(declared.contribution_guide == "docs/dev.md");
    CHECK(declared.tests == "make check");
    REQUIRE(declared.exemptions.size() == 1);
    const auto& exemption = declared.exemptions.front();
    CHECK(exemption.check == "has_templates");
    CHECK(exemption.reason == "moving tracker");
    CHECK(exemption.owner == "payments-platform");
    CHECK(exemption.where == ".innersource-readiness.yml:8");
    CHECK_FALSE(exemption.central);
    REQUIRE(exemption.expires);
    CHECK(core::to_date(*exemption.expires) == "2027-03-31");
    CHECK(declared.faults.empty());
}

TEST_CASE("a merge key stands for the fields that it merges, and its own come first") {
    const auto declared = parse_declarations(
        ".innersource-readiness.yml",
        "exemptions:\n- &base {check: B1, reason: moving, owner: pay, expires: 2027-03-31}\n"
        "- {<<: *base, check: B5}\n- {<<: [*base, {until: x}], reason: other}\n");
    REQUIRE(declared.exemptions.size() == 3);
    CHECK(declared.exemptions[1].check == "B5");
    CHECK(declared.exemptions[1].reason == "moving");
    CHECK(declared.exemptions[1].expires.has_value());
    CHECK(declared.exemptions[2].reason == "other");
    CHECK(dump(declared.faults) == "4 The key \"until\" is not known.\n");
    std::string merges = "m0: &m0 {x: 1}\n";
    for (int i = 1; i < 30; ++i)
        merges += "m" + std::to_string(i) + ": &m" + std::to_string(i) + " {<<: [*m" + std::to_string(i - 1) +
                  ", *m" + std::to_string(i - 1) + "]}\n";
    CHECK_FALSE(faults_of(merges + "<<: *m29\n").empty());
}

TEST_CASE("what can be read counts beside what is wrong") {
    const auto declared =
        parse_declarations("a.yml", "owner: x\nwrong: y\nexemptions:\n- check: a\n- b\ncontact:\n");
    CHECK(declared.owner == "x");
    CHECK_FALSE(declared.contact);
    CHECK(declared.exemptions.size() == 1);
    CHECK_FALSE(declared.exemptions.front().expires);
    CHECK(declared.faults.size() == 2);
}

TEST_CASE("the central file: defaults, profiles, repositories, weights, labels, targets") {
    const auto governance = parse_governance(
        "governance.yml",
        "version: 1\ndefaults:\n  profile: readable-source\nprofiles:\n  docs-only: {contact: '#docs'}\n"
        "repositories:\n  pay-*:\n    owner: pay\n    exemptions:\n    - {check: G1, reason: r, owner: o, "
        "expires: 2027-01-01}\n"
        "  \"*\": {}\nweights: {D1: 6, has_licence: 0}\nlabels:\n  newcomer: [easy, first]\n  claimed: "
        "taken\n"
        "targets: {first_response: 2bd}\n");
    CHECK(dump(governance.faults).empty());
    CHECK(governance.defaults.profile == "readable-source");
    CHECK(governance.profiles.at("docs-only").contact == "#docs");
    CHECK(governance.profiles.at("docs-only").path == "governance.yml");
    REQUIRE(governance.repositories.size() == 2);
    CHECK(governance.repositories[0].first == "pay-*");
    CHECK(governance.repositories[0].second.owner == "pay");
    CHECK(governance.repositories[0].second.exemptions.at(0).central);
    CHECK(governance.repositories[0].second.exemptions.at(0).where == "governance.yml:10");
    CHECK(governance.repositories[1].first == "*");
    CHECK(governance.weights.at("D1") == 6);
    CHECK(governance.weights.at("has_licence") == 0);
    CHECK(governance.labels.at("newcomer") == std::vector<std::string>{"easy", "first"});
    CHECK(governance.labels.at("claimed") == std::vector<std::string>{"taken"});
    CHECK(governance.targets.at("first_response") == "2bd");
}

TEST_CASE("what is wrong in the central file is said with its line") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ""},
        {"x: [\n", "2 This is no readable YAML: the syntax is wrong here.\n"},
        {"- a\n", "1 Keys with values are expected here.\n"},
        {"owner: a\n", "1 The key \"owner\" is not known.\n"},
        {"defaults:\n  x: 1\n", "2 The key \"x\" is not known.\n"},
        {"repositories:\n  a:\n    lifecycle: x\n",
         "3 The lifecycle \"x\" is not known: active, stable or deprecated.\n"},
        {"repositories: [a]\n", "1 Names with values are expected here.\n"},
        {"weights:\n  D1: many\n", "2 The weight of \"D1\" must be a whole number from 0 to 100.\n"},
        {"weights:\n  D1: 101\n", "2 The weight of \"D1\" must be a whole number from 0 to 100.\n"},
        {"targets:\n  a: [1]\n", "2 The value of \"a\" must be a text.\n"},
    };
    for (const auto& [text, faults] : rows) {
        INFO(text);
        CHECK(dump(parse_governance("governance.yml", text).faults) == faults);
    }
    CHECK(parse_governance("g.yml", "labels: [a, b]\n").labels.at("newcomer").size() == 2);
}

TEST_CASE("hostile declarations stay bounded and clean") {
    std::string many = "exemptions:\n";
    for (int i = 0; i < 5'000; ++i) many += "- {check: a}\n";
    CHECK(parse_declarations("a.yml", many).exemptions.size() == 200);
    std::string keys;
    for (int i = 0; i < 5'000; ++i) keys += "k" + std::to_string(i) + ": 1\n";
    CHECK(parse_declarations("a.yml", keys).faults.size() == 100);
    std::string merged = "x: &a {";
    for (int i = 0; i < 20'000; ++i) merged += "k" + std::to_string(i) + ": 1, ";
    merged += "}\nexemptions:\n";
    for (int i = 0; i < 200; ++i) merged += "- {<<: [*a, *a, *a], check: a}\n";
    const auto start = std::clock();
    CHECK(parse_declarations("a.yml", merged).exemptions.size() == 200);
    // Each merged map is looked into within a limit, not to its end for each exemption.
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 10);
    const auto odd = parse_declarations("a.yml",
                                        "\xE2\x80\xAE"
                                        "key: x\nowner: \"a\\u202eb\\0\"\n");
    CHECK(odd.owner == "ab");
    for (const auto& fault : odd.faults) CHECK(core::clean(fault.what) == fault.what);
}

namespace {

// The YAML example in docs/readiness.md that starts with this file's name.
std::string example_of(const std::string& file) {
    std::ifstream in(std::string(ISPO_SOURCE_DIR) + "/docs/readiness.md");
    std::ostringstream text;
    text << in.rdbuf();
    const auto page = text.str();
    const auto start = page.find("```yaml\n# " + file + "\n");
    REQUIRE(start != std::string::npos);
    return page.substr(start + 8, page.find("\n```", start) - start - 7);
}

}  // namespace

TEST_CASE("the documented readiness file is complete and without fault") {
    const auto declared =
        parse_declarations(".innersource-readiness.yml", example_of(".innersource-readiness.yml"));
    CHECK(dump(declared.faults).empty());
    for (const auto& value : {declared.profile, declared.lifecycle, declared.owner, declared.contact,
                              declared.tracker, declared.contribution_guide, declared.tests})
        CHECK(value.has_value());
    REQUIRE(declared.exemptions.size() == 1);
    CHECK(declared.exemptions.front().expires);
}

TEST_CASE("the documented governance file is complete and without fault") {
    const auto governance = parse_governance("governance.yml", example_of("governance.yml"));
    CHECK(dump(governance.faults).empty());
    CHECK(governance.defaults.profile);
    CHECK(governance.repositories.size() == 2);
    CHECK(governance.repositories.back().second.exemptions.size() == 1);
    CHECK(governance.weights.size() == 2);
    CHECK(governance.labels.size() == 1);
    CHECK(governance.targets.size() == 1);
    CHECK(governance.profiles.size() == 1);
}

TEST_CASE("a profile that nobody knows is told with its line, and does not count") {
    const auto declared = parse_declarations("a.yml", "version: 1\nowner: x\nprofile: nope\n");
    CHECK(dump(declared.faults) == "3 No profile is called \"nope\"; it is ignored.\n");
    CHECK_FALSE(declared.profile);
    CHECK(declared.owner == "x");
}

TEST_CASE("a profile or check that nobody knows is a mistake in the central file") {
    CHECK(dump(parse_governance("g.yml", "weights: {nope: 3}\n").faults) ==
          "1 No check is called \"nope\".\n");
    CHECK(dump(parse_governance("g.yml", "repositories:\n  a:\n    profile: nosuch\n").faults) ==
          "3 No profile is called \"nosuch\"; it is ignored.\n");
    CHECK(dump(parse_governance("g.yml", "defaults: {profile: nosuch}\n").faults) ==
          "1 No profile is called \"nosuch\"; it is ignored.\n");
}
