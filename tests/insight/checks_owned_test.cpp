// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "facts_for_tests.hpp"
#include "insight/facts_of.hpp"

#include <catch2/catch.hpp>

using namespace insight;

namespace {

Facts owned(std::vector<OwnersRule> rules) {
    auto facts = with_files({"CODEOWNERS", "a.c", "src/b.c"});
    facts.host = Host::github;
    facts.owners = {{.path = "CODEOWNERS", .rules = std::move(rules)}};
    return facts;
}
Facts alive(Facts facts, std::vector<std::string> names) {
    facts.settings.live_owners = Known<std::vector<std::string>>{std::move(names), "teams"};
    return facts;
}
OwnersRule all_to(std::vector<std::string> owners) {
    return {.pattern = "*", .owners = std::move(owners), .line = 3};
}

Facts written_by(std::vector<int> yearly) {
    Facts facts;
    facts.history.emplace();
    for (const auto commits : yearly)
        facts.history->authors.push_back(
            {.key = "secret@example.org", .commits_365d = commits, .commits_180d = commits});
    return facts;
}

}  // namespace

TEST_CASE("G1 without a file is no, without a look is unknown") {
    CHECK(outcome("G1", {}) == Outcome::unknown);
    CHECK(outcome("G1", with_files({"a"})) == Outcome::no);
    auto truncated = with_files({"a"});
    truncated.tree->truncated = true;
    CHECK(outcome("G1", truncated) == Outcome::unknown);
}

TEST_CASE("G1 does not know what an owners file says that was not read") {
    struct Row {
        const char* unread;
        bool has_list;  // MAINTAINERS, read
        Outcome outcome;
    };
    for (const auto& row : {
             Row{".github/CODEOWNERS", false, Outcome::unknown},
             Row{"CODEOWNERS", true, Outcome::unknown},
             Row{"OWNERS", false, Outcome::unknown},
             Row{"MAINTAINERS.md", false, Outcome::unknown},
             Row{"TRUSTED-COMMITTERS.md", true, Outcome::partly},
             Row{"OWNERS_ALIASES", false, Outcome::no},
             Row{".gitlab/CODEOWNERS", false, Outcome::no},
         }) {
        INFO(row.unread);
        auto facts = with_files({row.unread, "a"});
        facts.host = Host::github;
        facts.tree->files.front().kind = FileKind::link;
        if (row.has_list) {
            facts.tree->files.push_back({.path = "MAINTAINERS", .size_bytes = 9});
            facts.owners = {{.path = "MAINTAINERS",
                             .kind = OwnersKind::maintainers,
                             .rules = {{.pattern = "*", .owners = {"@ann"}, .line = 1}}}};
        }
        CHECK(outcome("G1", facts) == row.outcome);
    }
    auto behind = owned({all_to({"@acme/pay"})});
    behind.tree = with_files({"CODEOWNERS", "OWNERS", "docs/CODEOWNERS"}).tree;
    behind.owners.front().path = "CODEOWNERS";
    CHECK(outcome("G1", behind) == Outcome::partly);  // the one that was read comes first
}

TEST_CASE("G1 sees a file that names nobody for what it is") {
    CHECK(outcome("G1", owned({})) == Outcome::no);
    CHECK(outcome("G1", owned({all_to({})})) == Outcome::no);
    auto huge = owned({all_to({"@a"})});
    huge.owners[0].too_large = true;
    CHECK(outcome("G1", huge) == Outcome::no);
}

TEST_CASE("G1 is no where a later line takes every owner away") {
    const auto verdict = run("G1", owned({all_to({"@acme/pay"}), all_to({})}));
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.remedy == "Take the line without owners out of CODEOWNERS.");
    CHECK(outcome("G1", owned({all_to({"@acme/pay"}), all_to({}), all_to({"@b/c"})})) == Outcome::partly);
}

TEST_CASE("G1 is no where no line matches a file") {
    const auto verdict = run("G1", owned({{.pattern = "*.C", .owners = {"@acme/pay"}, .line = 1}}));
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.evidence.front().note ==
          "no file has an owner: what CODEOWNERS gives to one is not there or taken away again");
    CHECK(verdict.remedy.starts_with("Add to CODEOWNERS a line such as"));
    CHECK(outcome("G1", owned({{.pattern = "/src/", .owners = {"@a"}, .line = 1},
                               {.pattern = "/src/", .line = 2}})) == Outcome::no);
    auto unseen = owned({{.pattern = "*.C", .owners = {"@acme/pay"}, .line = 1}});
    unseen.tree->truncated = true;
    CHECK(outcome("G1", unseen) == Outcome::partly);
}

TEST_CASE("G1 has an owner with a slip mended, not its line taken out") {
    auto facts = owned({all_to({"@acme/pay"}), all_to({})});
    facts.host = Host::gitlab;
    facts.owners[0].faults = {{3, "An owner that is no account, team or e-mail address."}};
    const auto verdict = run("G1", facts);
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.evidence.back().where == "CODEOWNERS:3");
    CHECK(verdict.remedy == "Mend CODEOWNERS:3, or take the line without owners out of CODEOWNERS.");
    facts.owners[0].rules.pop_back();
    CHECK(run("G1", facts).remedy == "Mend CODEOWNERS:3: the host skips that owner.");
    facts.host = Host::github;
    CHECK(run("G1", facts).remedy == "Mend CODEOWNERS:3: the host skips that line.");
}

TEST_CASE("G1 tells where the owners file goes, and one line of it") {
    auto facts = with_files({"a"});
    CHECK(run("G1", facts).remedy ==
          "Add CODEOWNERS with a line such as “* @team” for everything that has no other owner.");
    facts.host = Host::gitlab;
    CHECK(run("G1", facts).remedy.starts_with("Add CODEOWNERS with"));
    facts.host = Host::github;
    CHECK(run("G1", facts).remedy.starts_with("Add .github/CODEOWNERS with"));
    CHECK(run("G1", facts).missing.empty());
    facts.owners = {{.path = "docs/codeowners", .rules = {all_to({"@a/b"})}}};
    CHECK(run("G1", facts).remedy.find("Move docs/codeowners to .github/CODEOWNERS") != std::string::npos);
}

TEST_CASE("G1 names the lines that keep everybody out") {
    auto facts = owned({});
    facts.owners[0].faults = {{4, "An owner that is no account, team or e-mail address."}};
    const auto verdict = run("G1", facts);
    CHECK(verdict.outcome == Outcome::no);
    REQUIRE(verdict.evidence.size() == 2);
    CHECK(verdict.evidence[1].where == "CODEOWNERS:4");
    const auto dead = run("G1", alive(owned({all_to({"@org/gone"})}), {}));
    REQUIRE(dead.evidence.size() == 2);
    CHECK(dead.evidence[1].where == "CODEOWNERS:3");
}

TEST_CASE("G1 in plain git proves at most partly; with live owners it is yes") {
    const auto facts = owned({all_to({"@Org/Team"})});
    CHECK(outcome("G1", facts) == Outcome::partly);
    CHECK(run("G1", facts).at_least);
    CHECK(lack_of(run("G1", facts)) == "not seen: whether the owners exist and can write");
    CHECK(outcome("G1", alive(facts, {"@org/team"})) == Outcome::yes);
}

TEST_CASE("G1 points at dead owners by line") {
    const auto facts = owned({all_to({"@org/gone", "@org/team"})});
    const auto verdict = run("G1", alive(facts, {"@org/team"}));
    CHECK(verdict.outcome == Outcome::partly);
    CHECK(verdict.evidence.front().where == "CODEOWNERS:3");
    CHECK(verdict.evidence.front().note == "@org/gone does not exist or cannot write");
    CHECK(verdict.missing.empty());
    CHECK(outcome("G1", alive(facts, {})) == Outcome::no);
}

TEST_CASE("G1 names teams and places, no people") {
    auto facts =
        owned({all_to({"@org/team", "@@owner", "Anna Schmidt", "@anna", "anna@x.org", "@org/gone"})});
    const auto verdict = run("G1", alive(facts, {"@org/team"}));
    REQUIRE(verdict.evidence.size() == 5);
    for (const auto& evidence : verdict.evidence) {
        CHECK(evidence.where == "CODEOWNERS:3");
        CHECK_FALSE(core::contains_ignoring_case(evidence.note, "anna"));
    }
    CHECK(verdict.evidence.front().note == "@@owner does not exist or cannot write");
    CHECK(verdict.evidence[1].note == "an owner does not exist or cannot write");
    CHECK(verdict.evidence.back().note == "@org/gone does not exist or cannot write");
}

TEST_CASE("G1 says of a file that the host ignores that it does") {
    auto facts = owned({all_to({"@a"})});
    facts.owners[0].path = ".gitlab/CODEOWNERS";
    facts.tree->files[0].path = ".gitlab/CODEOWNERS";
    CHECK(outcome("G1", facts) == Outcome::no);
    CHECK(run("G1", facts).evidence.front().note == "GitHub does not read .gitlab/CODEOWNERS");
    // Nor is it passed over in silence where somebody else is named.
    facts.owners.push_back(
        {.path = "MAINTAINERS", .kind = OwnersKind::maintainers, .rules = {all_to({"@m"})}});
    const auto beside = run("G1", facts);
    CHECK(beside.outcome == Outcome::partly);
    CHECK(beside.evidence.front().note == "GitHub does not read .gitlab/CODEOWNERS");
    facts.owners.push_back({.path = "CODEOWNERS", .rules = {all_to({"@a"})}});
    CHECK(run("G1", facts).evidence.front().note == "every file has an owner");
    facts.host = Host::gitlab;
    facts.owners = {{.path = ".github/CODEOWNERS", .rules = {all_to({"@a"})}}};
    facts.tree->files[0].path = ".github/CODEOWNERS";
    CHECK(run("G1", facts).evidence.front().note == "GitLab does not read .github/CODEOWNERS");
    facts.host = Host::unknown;
    CHECK(run("G1", facts).outcome == Outcome::partly);
}

TEST_CASE("G1 finds gaps: no default line, un-owned files, faulty lines") {
    CHECK(run("G1", owned({{.pattern = "*.c", .owners = {"@a"}}})).outcome == Outcome::partly);
    const auto unowning = run("G1", owned({all_to({"@a"}), {.pattern = "/src/", .owners = {}}}));
    CHECK(unowning.outcome == Outcome::partly);
    CHECK(unowning.evidence.front().where == "src/b.c");
    CHECK_FALSE(unowning.at_least);
    auto faulty = owned({all_to({"@a"})});
    for (int line = 1; line < 9; ++line) faulty.owners[0].faults.push_back({line, "no such pattern"});
    CHECK(run("G1", faulty).evidence.size() == 6);
    CHECK(run("G1", faulty).evidence.back().note == "and 3 more");
}

TEST_CASE("G1 tells what mends what it found") {
    CHECK(run("G1", owned({{.pattern = "*.c", .owners = {"@a"}}})).remedy.find("a line such as “* @team”") !=
          std::string::npos);
    const auto unowning = run("G1", owned({all_to({"@a"}), {.pattern = "/src/", .owners = {}, .line = 7}}));
    CHECK(unowning.remedy.find(":7, or take the line out: it takes files from their owners.") !=
          std::string::npos);
    CHECK(unowning.remedy.find("* @team") == std::string::npos);
    CHECK(run("G1", owned({all_to({"@a"})})).remedy.starts_with("Make sure that the owners in "));
    auto faulty = owned({all_to({"@a"})});
    faulty.owners[0].faults.push_back({4, "no such pattern"});
    CHECK(run("G1", faulty).remedy.find(":4: the host skips that line.") != std::string::npos);
}

TEST_CASE("G1 counts one file as one") {
    auto facts = with_files({"a.c"});
    facts.host = Host::github;
    facts.owners = {
        {.path = "CODEOWNERS", .rules = {all_to({"@acme/x"}), {.pattern = "/a.c", .owners = {}, .line = 4}}}};
    const auto verdict = run("G1", facts);
    REQUIRE_FALSE(verdict.evidence.empty());
    CHECK(verdict.evidence.back().note == "1 of 1 file has no owner");
}

TEST_CASE("G1 forgives less than five files of a hundred") {
    auto facts = owned({all_to({"@a"}), {.pattern = "/gen/", .owners = {}}});
    facts.tree->files.clear();
    for (int i = 0; i < 96; ++i) facts.tree->files.push_back({.path = "f" + std::to_string(i)});
    for (int i = 0; i < 4; ++i) facts.tree->files.push_back({.path = "gen/f" + std::to_string(i)});
    CHECK(outcome("G1", alive(facts, {"@a"})) == Outcome::yes);
    facts.tree->files.push_back({.path = "gen/x"});
    facts.tree->files.push_back({.path = "gen/y"});
    CHECK(outcome("G1", alive(facts, {"@a"})) == Outcome::partly);
}

TEST_CASE("G1 says so when the patterns take too many comparisons to see who owns what") {
    auto facts = owned({all_to({"@a"}), {.pattern = "*.x", .owners = {"@a"}}});
    for (int i = 0; i < 100; ++i)
        facts.tree->files.push_back({.path = std::to_string(i) + std::string(4'000, '.')});
    const auto verdict = run("G1", alive(facts, {"@a"}));
    CHECK(verdict.outcome == Outcome::partly);
    CHECK(verdict.at_least);
    CHECK(verdict.evidence.front().note == "its patterns take too many comparisons");
    CHECK(verdict.missing == "not seen: how many files have an owner");
    facts.owners[0].faults.push_back({4, "An owner that is no account."});
    CHECK(run("G1", facts).evidence.size() == 2);
}

TEST_CASE("G2 asks how many could be missed, and names nobody") {
    CHECK(outcome("G2", {}) == Outcome::unknown);
    CHECK(outcome("G2", written_by({})) == Outcome::no);
    CHECK(outcome("G2", written_by({90})) == Outcome::no);
    CHECK(outcome("G2", written_by({50, 50})) == Outcome::partly);  // one of them made half of it
    CHECK(outcome("G2", written_by({40, 40, 20})) == Outcome::yes);
    for (const auto& evidence : run("G2", written_by({40, 40, 20})).evidence) {
        CHECK(evidence.where.find("secret") == std::string::npos);
        CHECK(evidence.note.find("secret") == std::string::npos);
    }
}

TEST_CASE("G2 leaves machines out, and trusts no short history to say no") {
    auto facts = written_by({40, 40, 20});
    facts.history->authors[1].machine = facts.history->authors[2].machine = true;
    CHECK(outcome("G2", facts) == Outcome::no);
    facts.history->shallow = true;
    CHECK(outcome("G2", facts) == Outcome::unknown);
}

TEST_CASE("G2 with teams: two to twelve, two of them active") {
    auto facts = written_by({40, 40, 20});
    facts.conversations = Conversations{.maintainers = 3, .maintainers_active_180d = 2};
    CHECK(outcome("G2", facts) == Outcome::yes);
    CHECK(outcome("G2", facts, {.profile = Profile::shared_write}) == Outcome::partly);
    CHECK(run("G2", facts, {.profile = Profile::shared_write}).at_least);
    facts.conversations->maintainers = 13;
    CHECK(outcome("G2", facts) == Outcome::partly);
    CHECK(run("G2", facts).missing == "a core team of at most twelve");
    facts.conversations->maintainer_from_other_team = false;
    CHECK(run("G2", facts, {.profile = Profile::shared_write}).missing ==
          "a core team of at most twelve; a maintainer from a second team");
    facts.conversations->maintainers = 1;
    CHECK(outcome("G2", facts) == Outcome::no);
}

TEST_CASE("G3 wants a level or a way to become maintainer") {
    CHECK(outcome("G3", {}) == Outcome::unknown);
    auto facts = with_files({"GOVERNANCE.md"});
    CHECK(outcome("G3", facts) == Outcome::unknown);  // it was not read
    auto bare = facts;
    add_document(bare, "GOVERNANCE.md", "Governance", BlockKind::heading);
    CHECK(outcome("G3", bare) == Outcome::no);
    add_document(facts, "GOVERNANCE.md", "The board decides.");
    CHECK(outcome("G3", facts) == Outcome::partly);
    add_document(facts, "CONTRIBUTING.md", "After three changes you may become a trusted committer.");
    CHECK(outcome("G3", facts) == Outcome::yes);
    CHECK(run("G3", facts).evidence.front().where == "CONTRIBUTING.md:1");
}

TEST_CASE("G3 points into a list of owners without repeating its names") {
    for (const auto& [path, text] :
         {std::pair{"MAINTAINERS.md", "Carla Weber was promoted to maintainer in 2021."},
          std::pair{"GOVERNANCE.md", "@carla was promoted to maintainer."}}) {
        auto facts = with_files({path});
        add_document(facts, path, text);
        const auto verdict = run("G3", facts);
        CHECK(verdict.evidence.front().where == std::string(path) + ":1");
        CHECK(verdict.evidence.front().note.empty());
    }
}

TEST_CASE("G3 takes no far-apart words and no code for a path") {
    auto facts = with_files({"README.md"});
    add_document(facts, "README.md", "Nominate a colour. Ask a maintainer.");
    add_document(facts, "README.md", "become a maintainer", BlockKind::code);
    CHECK(outcome("G3", facts) == Outcome::no);
}

TEST_CASE("G3 takes a level under a heading that speaks of levels") {
    const auto under = [](const char* heading, const char* text) {
        auto facts = with_files({"README.md"});
        add_document(facts, "README.md", heading, BlockKind::heading);
        facts.documents.front().blocks.push_back(
            {.kind = BlockKind::prose, .level = 0, .line = 2, .text = text, .links = {}});
        return outcome("G3", facts);
    };
    CHECK(under("Governance level", "Shared write access") == Outcome::yes);
    CHECK(under("Governance", "Shared Write Access.") == Outcome::yes);
    CHECK(under("Ownership model", "Shared ownership between checkout and payments.") == Outcome::yes);
    CHECK(under("Patterns", "Explicit shared ownership") == Outcome::no);
    CHECK(under("Usage", "Shared write access") == Outcome::no);
}

TEST_CASE("G3 reads words and refusals") {
    struct Row {
        const char* text;
        Outcome outcome;
    };
    const auto row = GENERATE(
        Row{"To learn more about the plans, ask the maintainers.", Outcome::no},
        Row{"Nobody outside the team can become a maintainer.", Outcome::no},
        Row{"You cannot become a committer.", Outcome::no}, Row{"We do not grant write access.", Outcome::no},
        Row{"No one is ever promoted to maintainer.", Outcome::no}, Row{"contributions welcome", Outcome::no},
        Row{"There is no shared ownership here.", Outcome::no},
        Row{"Ann will be added as a reviewer to your change.", Outcome::no},
        Row{"Level of sharing: contributions-welcome.", Outcome::yes},
        Row{"Explicit Shared Ownership", Outcome::no},
        Row{"Explicit Shared Ownership - A component that several teams depend on has grown.", Outcome::no},
        Row{"We like the pattern Shared Ownership.", Outcome::no}, Row{"Shared Write Access", Outcome::no},
        Row{"InnerSource governance level: Shared Write Access.", Outcome::yes},
        Row{"This is a shared-ownership project.", Outcome::yes},
        Row{"How to become a maintainer", Outcome::yes},
        Row{"Anyone may nominate a regular to be a maintainer.", Outcome::yes},
        Row{"After five changes you are granted write access.", Outcome::yes},
        Row{"If you are not sure what this means, everyone can earn commit rights.", Outcome::yes},
        Row{"Become the maintainer of your own life.", Outcome::no},
        Row{"We invite you to contact the maintainers.", Outcome::no},
        Row{"The way to reach a maintainer is the channel.", Outcome::no},
        Row{"Join the maintainers on Fridays.", Outcome::no},
        Row{"Join the maintainers after five merged changes.", Outcome::yes},
        Row{"Become a maintainer of the payments module.", Outcome::yes},
        Row{"Regulars become co-owners.", Outcome::yes},
        Row{"Maintainers are chosen by vote after five merged changes.", Outcome::yes},
        Row{"New committers are approved by the present ones.", Outcome::yes},
        Row{"Maintainers are not elected by the users.", Outcome::no},
        Row{"A maintainer is chosen by the bot for each change.", Outcome::no});
    CAPTURE(row.text);
    auto facts = with_files({"README.md"});
    add_document(facts, "README.md", row.text);
    CHECK(outcome("G3", facts) == row.outcome);
    facts.documents[0].blocks[0].kind = BlockKind::html;
    CHECK(outcome("G3", facts) == Outcome::no);
}

TEST_CASE("G3 takes the usual invitation for a level in a governance file only") {
    auto facts = with_files({"GOVERNANCE.md"});
    add_document(facts, "GOVERNANCE.md", "Contributions welcome.");
    CHECK(outcome("G3", facts) == Outcome::yes);
}

TEST_CASE("G3 takes a declared level of sharing, but not a kind of repository") {
    auto facts = with_files({"a"});
    facts.declared = Declarations{.path = ".innersource-readiness.yml", .profile = "shared-ownership"};
    CHECK(outcome("G3", facts) == Outcome::yes);
    CHECK(run("G3", facts).declared);
    facts.declared->profile = "docs-only";
    CHECK(outcome("G3", facts) == Outcome::no);
}

TEST_CASE("G4 finds a code of conduct as file, default or section") {
    CHECK(outcome("G4", {}) == Outcome::unknown);
    auto facts = with_files({"a"});
    CHECK(outcome("G4", facts) == Outcome::no);
    CHECK(run("G4", facts).at_least);
    facts.documents.push_back(test::document("README.md", "## Code of Conduct\nBe kind."));
    CHECK(outcome("G4", facts) == Outcome::yes);
    add_document(facts, "CODE_OF_CONDUCT.md", "Be kind.");
    facts.documents.back().inherited = true;
    CHECK(run("G4", facts).inherited);
}

TEST_CASE("G5: tags that could not be read are not none") {
    Facts facts;
    facts.history.emplace();
    facts.history->tags_unread = true;
    CHECK(outcome("G5", facts) == Outcome::unknown);
}

TEST_CASE("G5 wants a recent version with notes") {
    CHECK(outcome("G5", {}) == Outcome::unknown);
    auto facts = with_files({"History.md"});
    facts.history.emplace();
    CHECK(outcome("G5", facts) == Outcome::no);
    facts.history->latest_tag = Tag{"v1", test_now - core::Days{30}};
    CHECK(outcome("G5", facts) == Outcome::yes);
    facts.history->latest_tag->at = test_now - core::Days{400};
    CHECK(outcome("G5", facts) == Outcome::partly);
    facts.history->latest_tag->at = test_now + core::Days{400};
    CHECK(outcome("G5", facts) == Outcome::partly);
    CHECK(run("G5", facts).at_least);
    facts.history->latest_tag->at = test_now + std::chrono::hours{20};  // a zone away, or a wrong clock
    CHECK(outcome("G5", facts) == Outcome::yes);
    add_document(facts, "History.md", "\n");
    CHECK(outcome("G5", facts) == Outcome::partly);  // a log that says nothing
    facts.history->latest_tag->has_notes = true;
    CHECK(outcome("G5", facts) == Outcome::yes);
    facts.history->latest_tag->has_notes = false;
    facts.settings.has_release = Known<bool>{true, "release 2.0"};
    CHECK(outcome("G5", facts) == Outcome::yes);
}

TEST_CASE("G4 wants words or a link, not a name") {
    using test::Written;
    const auto is_found = [](const Written& written) { return outcome("G4", written.facts) == Outcome::yes; };
    CHECK_FALSE(is_found(Written().text("CODE_OF_CONDUCT.md", "TODO")));
    CHECK_FALSE(is_found(Written().text("CODE_OF_CONDUCT.md", "# Code of Conduct")));
    CHECK_FALSE(is_found(Written().text("README.md", "## Code of conduct\nTBD")));
    CHECK_FALSE(is_found(Written().text("README.md", "See the [code of conduct](CODE_OF_CONDUCT.md).")));
    CHECK_FALSE(is_found(Written()
                             .text("CODE_OF_CONDUCT.md", "")
                             .text("README.md", "See the [code of conduct](CODE_OF_CONDUCT.md).")));
    for (const auto* text : {"We do not yet have a [code of conduct](https://x.example/coc).",
                             "We have no [code of conduct](https://x.example/coc).",
                             "We like the pattern [Code of Conduct](https://x.example/coc).",
                             "- [Code of Conduct](https://x.example/patterns/code-of-conduct.md)",
                             "## Code of conduct\nThere is no code of conduct yet."}) {
        CAPTURE(text);
        CHECK_FALSE(is_found(Written().text("README.md", text)));
    }
    CHECK(
        is_found(Written().text("README.md", "Do not break our [code of conduct](https://x.example/coc).")));
    CHECK(is_found(Written().text("CODE_OF_CONDUCT.md", "Be kind.")));
    CHECK(is_found(
        Written().text("README.md", "Please follow the [code of conduct](https://intra.example/coc).")));
    CHECK(
        is_found(Written().text("CONTRIBUTING.md", "Follow [this](https://intra.example/code-of-conduct).")));
    CHECK(is_found(Written()
                       .text("docs/people.md", "Be kind.")
                       .text("README.md", "See the [code of conduct](docs/people.md).")));
    CHECK(is_found(Written().text("README.md", "## Code of conduct\nBe kind.")));
}
