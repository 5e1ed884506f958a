// SPDX-License-Identifier: Apache-2.0
// Sentences as they stand in real README and CONTRIBUTING files: which of them turn outside work away.
#include "insight/restriction.hpp"

#include "insight/facts_of.hpp"

#include <catch2/catch.hpp>

using namespace insight;
using namespace insight::test;

namespace {
std::optional<Restriction> restriction(std::string_view text) {
    return find_restriction(Written().text("README.md", text).facts);
}
}  // namespace

TEST_CASE("a repository that only its own team may change is closed") {
    for (const auto* text : {
             "Only the ledger team may change this repository.",
             "Only members of the platform team can contribute to this repository.",
             "Only the maintainers can contribute.",
             "Only members of the ledger team may open pull requests.",
             "This repository is closed to outside changes.",
             "The repository is closed for changes.",
             "Contributions are limited to employees of the platform team.",
             "Contributions are restricted to the core team.",
             "Changes are reserved for the ledger team at the moment.",
             "Pull requests are only accepted from the platform team.",
             "Pull requests are only accepted from team members.",
             "We only accept changes from the ledger team.",
             "We only accept pull requests from members of our squad.",
             "This project is not accepting new contributors.",
             "This repository is frozen; no changes will be merged.",
             "No further contributions will be accepted.",
             "We do not accept outside contributions.",
             "External contributions are not accepted.",
             "This project does not take outside contributions.",
             "Outside contributions will not be merged.",
             "Contributions are never reviewed.",
             "We won't be accepting pull requests.",
             "We will not be accepting PRs.",
             "Contributions are not being accepted.",
             "We stopped accepting contributions in 2023.",
             "We have stopped taking pull requests.",
             "We are not accepting contributions as of May.",
             "Only members of the Payments team may commit here.",
         }) {
        CAPTURE(text);
        const auto found = restriction(text);
        REQUIRE(found);
        CHECK(found->kind == Restriction::Kind::closed);
    }
}

TEST_CASE("a refusal is one in whatever words") {
    for (const auto* text : {
             "This mirror does not accept PRs.",
             "This codebase is not open for contributions.",
             "We are not currently accepting external pull requests.",
             "No pull requests please.",
             "PRs are not accepted here.",
             "Pull requests are disabled.",
             "Pull requests will be ignored.",
             "We will not review pull requests.",
             "We don't take feature requests or pull requests.",
             "Outside contributors: we cannot accept your patches at this time.",
             "Please don't send pull requests, they will be closed.",
             "This is a one-way mirror of our internal repository; pull requests cannot be merged here.",
             "Merge requests from outside the team are rejected.",
             "Changes by others are reverted.",
             "PRs from other teams won't be reviewed.",
             "Contributions from other teams cannot be accepted.",
         }) {
        CAPTURE(text);
        CHECK(restriction(text));
    }
}

TEST_CASE("a refusal that names the path for changes in the same sentence is none") {
    for (const auto* text : {
             "Please do not send pull requests, upload changes to https://gerrit.example.org instead.",
             "Pull requests are not accepted here; send patches to the mailing list dev@example.org.",
             "There is no reason not to send pull requests.",
         }) {
        CAPTURE(text);
        CHECK_FALSE(restriction(text));
    }
    CHECK(restriction("Sorry, PRs are closed for now."));
    CHECK(restriction("For this reason, please do not send pull requests."));
    CHECK(restriction("The project is in maintenance mode; only bug fixes are accepted."));
    CHECK(restriction("Maintenance mode: only critical bug fixes are made."));
}

TEST_CASE("a project that has come to its end is cared for no more") {
    for (const auto* text : {
             "This project has been archived.",
             "This repository is archived and kept for history.",
             "This project is deprecated, use payments-core instead.",
             "This project is now deprecated in favour of payments-core, a better alternative.",
             "This library has been officially discontinued.",
             "This is an abandoned project.",
             "This project is unmaintained and will stay so.",
             "payments-api is deprecated.",
             "This service has reached its end of life.",
             "This repository has moved to https://git.example/acme/pay.",
             "Development has stopped.",
             "Development of this project has ceased.",
             "This library is no longer under active development.",
             "This project is not under active development.",
             "This tool is no longer developed.",
             "# DEPRECATED",
             "# payments-api (deprecated)",
             "# [ARCHIVED] payments-api",
             "Deprecated: please use payments-core.",
             "Status: archived",
             "# Payments\nDEPRECATED",
             "This repository receives bug fixes only, no new features.",
             "Only critical bug fixes will be accepted.",
         }) {
        CAPTURE(text);
        const auto found = restriction(text);
        REQUIRE(found);
        CHECK(found->kind == Restriction::Kind::reduced_care);
    }
}

TEST_CASE("a copy to look at is none to change") {
    for (const auto* text : {
             "This is a read-only mirror.",
             "This repository is a read-only mirror of the ledger.",
             "Changes made here will be overwritten.",
             "The code is published for reference only, without support.",
         }) {
        CAPTURE(text);
        const auto found = restriction(text);
        REQUIRE(found);
        CHECK(found->kind == Restriction::Kind::display_only);
    }
}

TEST_CASE("rules about some changes, and words about other things, turn nobody away") {
    for (const auto* text : {
             "Fixes only need one approval.",
             "Bug fixes only take a day to review.",
             "Security fixes only land on the release branch.",
             "Not accepting the contribution agreement means we cannot merge your change.",
             "We do not accept the contribution policy of other companies as a replacement.",
             "We removed an unmaintained cache.",
             "This release drops the unmaintained cache.",
             "We use a cache that is no longer maintained by its author.",
             "We do not accept pull requests for generated code.",
             "Pull requests are only accepted against main.",
             "Pull requests are only accepted from forks.",
             "Pull requests are only accepted from team branches.",
             "We only accept contributions from people who signed the agreement.",
             "Contributions are limited to 400 lines.",
             "Contributions are limited to what the team can review.",
             "Only maintainers can merge.",
             "Only maintainers may push to main.",
             "Only the team can change the labels.",
             "Only owners can submit changes to the schema.",
             "Only the docs team can contribute to the translations.",
             "Only team leads may approve contributions.",
             "Only change this repository's settings through Terraform.",
             "We're not looking for new features right now, bug fixes welcome.",
             "Contributions are welcome, but we cannot accept large rewrites.",
             "We will not merge pull requests that lack tests.",
             "Pull requests cannot be merged until the checks are green.",
             "Pull requests cannot be merged by their authors.",
             "No changes are merged without review.",
             "Changes from other teams are closed after 90 days without an answer.",
             "PRs from external forks are closed if they lack tests.",
             "Contributors are not allowed to merge their own pull requests.",
             "We do not accept patches by mail; open a pull request.",
             "Do not send pull requests to the mirror; send them to the main repository.",
             "This option is deprecated, use `--new` instead.",
             "The function is deprecated.",
             "Support for Python 2 is deprecated.",
             "pay-old is deprecated; this project replaces it.",
             "The deprecated endpoints are listed below.",
             "## Deprecated",
             "## Deprecated\nThe old endpoints go in spring.",
             "# Payments\n\nIt pays.\n\n## API\n\nMore.\n\n- Deprecated: use newer calls.",
             "This report has been archived.",
             "Old releases have been archived.",
             "This repository is archived when the pilot ends.",
             "This project has moved to a monthly rhythm of releases.",
             "This project is frozen until Monday.",
             "This project tracks the end of life of our services.",
             "The old API is in maintenance mode.",
             "We keep a read-only copy of the ledger for auditors.",
             "Use a read-only mirror of the database for reports.",
             "The release branch is closed to changes.",
             "The development server has stopped when this appears.",
             "This issue is closed for changes.",
         }) {
        CAPTURE(text);
        CHECK_FALSE(restriction(text));
    }
}

TEST_CASE("a refusal that names the others over and over is one refusal") {
    std::string text = "Contributions are not accepted";
    for (int i = 0; i < 17'000; ++i) text += " by other teams";
    CHECK(restriction(text + "."));
    CHECK_FALSE(restriction(
        "Contributions are not accepted from other teams by outside contributors without tests."));
}

TEST_CASE("a path for changes counts for every sentence of its block, and is looked for once") {
    std::string text;
    for (int i = 0; i < 18'000; ++i) text += "Unmaintained. ";
    CHECK_FALSE(restriction(text + "Send patches to the list."));
    CHECK(restriction("Unmaintained. Unmaintained. Send flowers."));
    CHECK(
        restriction("Unmaintained. Send patches to the list.\n\nIt pays.\n\nThis project is unmaintained."));
}

TEST_CASE("the way of those who may not commit is looked for once") {
    std::string text;
    for (int i = 0; i < 18'000; ++i) text += "Only the team may commit here. ";
    CHECK_FALSE(restriction(text + "Open a pull request."));
    CHECK(restriction(text + "Thank you."));
}

TEST_CASE("a heading that says it over and over is compared with the start of a long text") {
    std::string heading = "# ", text = "It pays.";
    for (int i = 0; i < 1'500; ++i) heading += "Maintenance mode. ";
    for (int i = 0; i < 20'000; ++i) text += " It pays.";
    CHECK(restriction(heading + "\n\n" + text));
    CHECK_FALSE(restriction(heading + "\n\nSwitch it on with a flag. " + text));
}

TEST_CASE("a question that is answered with no is a refusal, and both are quoted") {
    const auto found_in = [](std::string_view text) {
        return find_restriction(Written().text("README.md", text).facts);
    };
    const auto found = found_in("PRs welcome? No. This is only published for transparency.");
    REQUIRE(found);
    CHECK(found->kind == Restriction::Kind::closed);
    CHECK(found->sentence == "PRs welcome? No.");
    for (const auto* text : {"Can I contribute? No, sorry.", "Do you accept pull requests? Not now? No!",
                             "Are contributions accepted? No, this is a copy of another repository."}) {
        CAPTURE(text);
        CHECK(found_in(text).has_value() ==
              (std::string_view(text).find("Not now") == std::string_view::npos));
    }
    for (const auto* text :
         {"PRs welcome? No problem!", "Are pull requests welcome? Yes!", "PRs welcome?",
          "Does it accept a currency? No.", "No. PRs welcome?", "Deprecated?",
          "Do you accept contributions without tests? No.", "Are PRs accepted without tests? No, sorry.",
          "Can I contribute without a CLA? No, sorry.", "Are AI contributions accepted? No.",
          "Can I contribute if I do not know Rust? No, not yet, but you can help with docs.",
          "Must contributions be welcome? Never.", "Are code changes considered deployed once merged? No.",
          "Do we accept EU card requests? No."}) {
        CAPTURE(text);
        CHECK_FALSE(found_in(text).has_value());
    }
}

TEST_CASE("a limit on one kind of change turns nobody away") {
    for (const auto* text : {
             "AI-generated pull requests will be closed.",
             "AI PRs are not accepted.",
             "Draft pull requests are not reviewed.",
             "Low effort PRs will be closed.",
             "Typo PRs are not accepted.",
             "Translation PRs are not accepted here.",
             "We do not accept pull requests generated by AI.",
             "We do not accept contributions generated by AI.",
             "We do not accept pull requests generated automatically.",
             "We do not merge pull requests created with AI tools.",
             "We do not accept contributions written using language models.",
             "We do not accept pull requests lacking tests.",
             "We don't accept pull requests adding new dependencies.",
             "Please do not open pull requests introducing breaking changes.",
             "We will not accept contributions violating the code of conduct.",
             "We cannot accept contributions of third-party code.",
             "We are not accepting contributions to the legacy module.",
             "We do not accept pull requests for the old API.",
             "Do not submit pull requests more than once for the same change.",
             "We do not take pull requests during the release freeze.",
             "We do not accept patches over e-mail, please open a pull request.",
             "We won't accept contributions that break the build.",
             "We are unable to accept contributions without a signed agreement.",
             "Please refrain from opening pull requests without an issue.",
             "Please avoid opening pull requests that mix several topics.",
             "To avoid sending patches twice, look at the list.",
             "Stylistic contributions are discouraged.",
             "Avoid opening pull requests that mix several concerns.",
             "Avoid sending pull requests too large to review.",
             "Pull requests from other teams are put on hold until the freeze ends.",
             "Spam pull requests will be closed.",
             "Please do not open pull requests including merge commits.",
             "Please do not create pull requests making unrelated changes.",
             "We do not accept PRs generated entirely by AI.",
             "We do not accept contributions licensed under the GPL.",
             "We cannot accept contributions subject to the GPL.",
             "We cannot accept contributions from anyone who has not signed the CLA.",
             "Please do not open pull requests only for Hacktoberfest.",
             "Please don't open PRs half finished.",
             "We do not accept contributions you did not write yourself.",
             "Please do not open pull requests against main.",
             "Please do not open pull requests against the release branch.",
             "Please do not open pull requests for cosmetic reasons.",
             "We do not accept patches as attachments.",
             "Contributions cannot be accepted without a signed agreement.",
             "Unsolicited pull requests will be closed; open an issue first.",
             "Unsolicited pull requests will be closed. Please open an issue first.",
             "Please open an issue first; pull requests out of the blue will be closed.",
             "Pull requests will be rejected, so please talk to us first.",
             "Contributions are not merged within a day.",
             "Contributions are not reviewed on weekends.",
             "Contributions will not be merged without tests.",
             "We stopped accepting contributions for the old API.",
             "Do not take contributions for granted.",
             "Only maintainers can commit to this repository, everybody else opens a pull request.",
             "Only maintainers may commit here. Send a pull request.",
         }) {
        CAPTURE(text);
        CHECK_FALSE(restriction(text));
    }
}

TEST_CASE("words behind a refusal that narrow nothing leave it one") {
    for (const auto* text : {
             "We do not accept contributions of any kind.",
             "We do not accept pull requests opened by outside contributors.",
             "We do not accept pull requests submitted here.",
             "We do not accept pull requests submitted to this repository.",
             "We do not accept contributions of third parties.",
             "We are not accepting contributions to the project.",
             "We are not accepting contributions to the public repository.",
             "We are not accepting contributions to the payments repository.",
             "We are not accepting contributions going forward.",
             "We do not accept pull requests.",
             "We are not accepting pull requests for the time being.",
             "We do not accept pull requests at the moment.",
             "We will not accept pull requests going forward.",
             "We do not accept contributions, including bug fixes.",
             "We do not accept pull requests any more.",
             "We do not accept pull requests from outsiders.",
             "We do not accept pull requests opened by outsiders.",
             "We do not accept pull requests opened by anyone outside the team.",
             "We do not accept contributions under any circumstances.",
             "We do not accept pull requests. Ask your lawyer first.",
             "We do not accept pull requests, only bug reports.",
             "Contributions from outside the team are not accepted.",
             "Pull requests from outside the team are not reviewed.",
             "We are unable to accept outside contributions.",
             "We won't accept contributions.",
             "Please refrain from opening pull requests.",
             "Kindly avoid sending pull requests.",
             "Please avoid submitting patches.",
             "Pull requests will be closed without being looked at.",
             "Pull requests from other teams are put on hold indefinitely.",
             "Outside contributions are discouraged.",
             "Pull requests are discouraged.",
             "We do not accept pull requests, as this is a mirror.",
             "We do not accept pull requests due to the load of the team.",
             "We do not accept pull requests for legal reasons.",
             "We do not accept contributions yet.",
             "Please do not open pull requests against this repository.",
             "Unsolicited pull requests will be closed.",
             "Pull requests are closed; open an issue instead.",
         }) {
        CAPTURE(text);
        CHECK(restriction(text));
    }
}

TEST_CASE("a part, a kind, another project or another time turns nobody away") {
    for (const auto* text : {
             "The landing page (`public/`) is not open to contributions.",
             "The artwork in `assets/` is not GPL and is not open to contributions.",
             "We are not accepting contributions to this subdirectory.",
             "External feature PRs are not accepted, features are discussed and decided in issues.",
             "Documentation PRs are not accepted, the wiki is open.",
             "Use common sense. Unreasonable pull requests will be closed.",
             "Mass opening issues that are entirely AI-generated will not be tolerated. Such pull requests "
             "will "
             "be closed without review.",
             "Don't open a pull request right away.",
             "Do not open a PR yet; wait until the issue is assigned to you.",
             "We're not accepting new contributors for this issue.",
             "This uses the new gem, replacing the old one since it's no longer maintained.",
             "This guide is no longer maintained in the wiki.",
             "This project has moved to https://gitter.im/x for chat.",
             "This project is deprecated-free: the compiler sees to it.",
             "The project has moved to Git.",
             "We have migrated to GitLab CI.",
             "Your change is not ready for review before the tests pass.",
             "The volume of this project is read-only.",
             "The project has moved to Bitbucket Pipelines.",
             "Package has deprecated Python 2 support.",
             "The old project is archived.",
             "Old project is archived.",
             "- Moved to https://docs.example.org",
             "Pull requests opened against this repository's old branch are closed.",
             "Pull requests from new users are labelled.",
             "Reviews are limited to team members.",
             "Please send no pull requests without tests.",
             "Contributions are welcome from team members and anybody else.",
             "We only accept contributions from collaborators who signed the agreement.",
         }) {
        CAPTURE(text);
        CHECK_FALSE(restriction(text));
    }
}

TEST_CASE("a door is shut in many words") {
    for (const auto* text : {
             "This repository has moved to [acme/new](https://github.com/acme/new).",
             "This project has moved to [a new repository](https://git.example.org/new).",
             "# Widget\n\nMoved to https://git.example.org/widget",
             "Pull requests opened against this repository will be closed without review.",
             "PRs submitted here are closed.",
             "Unsolicited PRs from external accounts will be closed without review.",
             "You may open issues, but pull requests will be closed without consideration.",
             "This repository is read-only; please send no pull requests.",
             "Contributions are limited to team members.",
             "Contributions are restricted to the project maintainer.",
             "We currently only accept contributions from collaborators.",
             "Contributions are welcome from team members only.",
             "**THIS PROJECT IS DEPRECATED, IF YOU WANT TO TAKE OVER WRITE TO US.**",
             "## \u26a0\ufe0f Project is deprecated",
             "payments-api is in maintenance mode: only security fixes are made.",
             "The team is not accepting contributions.",
             "The authors are not accepting contributions.",
             "The developers are not accepting contributions.",
             "The organisation is not accepting contributions.",
             "The framework is not open to contributions.",
             "We've moved to https://git.example.org/new.",
             "> **Note:** development has moved to https://git.example.org/x/y",
             "This repository is read-only. Development happens in the monorepo.",
             "We are not ready to accept contributions yet.",
             "Not ready for contributions yet.",
             "This project has moved to Codeberg.",
             "Library has been abandoned.",
             "The payments-api repository is not open to contributions.",
         }) {
        CAPTURE(text);
        CHECK(restriction(text));
    }
}
