// SPDX-License-Identifier: Apache-2.0
#include "insight/facts_of.hpp"

#include <catch2/catch.hpp>
#include <ctime>

using namespace insight;
using namespace insight::test;

namespace {
const std::string filler(320, 'x');
const std::string good_guide =
    "# Contributing\nTalk to us early, so that the work fits what the next quarter holds for this service "
    "and its users.\n" +
    filler +
    "\n```\nnpm ci\nnpm test\n```\nFork the repository and open a pull request.\nA maintainer will review it "
    "within two days.";
const std::string good_readme =
    "# Payments\nTakes card payments for every shop team of the company.\n## Usage\n```\ncurl "
    "https://pay.example/v1\n```\n" +
    filler +
    "\n## Help\nAsk in the Slack channel #payments-dev, somebody is there.\n## Contributing\nSee "
    "[CONTRIBUTING](CONTRIBUTING.md).";
}  // namespace

TEST_CASE("C1: four parts serve a newcomer, a template or a few words do not") {
    CHECK(outcome("C1", Written().facts) == "no");
    CHECK(run("C1", Written().facts).remedy.starts_with("Add a README.md"));
    CHECK(outcome("C1", Facts{}) == "unknown");
    CHECK(outcome("C1", Written().file("README.md").facts) == "unknown");
    CHECK(outcome("C1", Written().text("README.md", "# Payments\nTakes payments.").facts) == "no");
    CHECK(outcome("C1", Written().text("README.md", good_readme).facts) == "yes");
    CHECK(
        outcome("C1",
                Written()
                    .text("README.md",
                          "# Payments\nTakes card payments for every team.\n## Usage\nCall it over HTTP.\n" +
                              filler)
                    .facts) == "partly");
    CHECK(outcome("C1", Written().text("README.md", "# Project Title\n" + good_readme).facts) == "no");
    auto asking = good_readme;
    asking.replace(asking.find("## Contributing"), std::string::npos,
                   "## How you can help\nSee CONTRIBUTING.md in the top folder.");
    CHECK(outcome("C1", Written().text("README.md", asking).facts) == "yes");
    asking.erase(asking.find("## Help"), asking.find("## How") - asking.find("## Help"));
    CHECK(run("C1", Written().text("README.md", asking).facts).missing == "help");
    auto binary = Written().text("README.md", "");
    binary.facts.tree->files[0].size_bytes = 100;
    binary.facts.documents[0].binary = true;
    CHECK(outcome("C1", binary.facts) == "unknown");
    CHECK(run("C1", binary.facts).missing == "reading README.md");
}

TEST_CASE("C1: a README that is too short lacks length, not the parts that it has") {
    const auto verdict =
        run("C1", Written()
                      .text("README.md",
                            "# Payments\nTakes card payments for every shop team.\n## Usage\n"
                            "Call it over HTTP.\n## Help\nAsk in #payments-dev.\n"
                            "## Contributing\nFork it, then push.")
                      .facts);
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.missing.empty());
    REQUIRE(verdict.evidence.size() == 1);
    CHECK(verdict.evidence[0].where == "README.md:1");
    CHECK(verdict.evidence[0].note == "README has fewer than 300 characters below its headings");
}

TEST_CASE("documents that are no text are unknown, never a no") {
    const auto unread = [](const char* path) {
        auto written = Written().text(path, "").text("README.md", "");
        for (auto& document : written.facts.documents) document.binary = document.path == path;
        for (auto& file : written.facts.tree->files) file.size_bytes = file.path == path ? 100 : 0;
        return written.facts;
    };
    CHECK(outcome("C2", unread("CONTRIBUTING.md")) == "unknown");
    CHECK(outcome("C2", unread("README.md")) == "unknown");
    CHECK(outcome("C3", unread("SUPPORT.md")) == "unknown");
    CHECK(outcome("C3", unread("README.md")) == "unknown");
    CHECK(outcome("C4", unread("LICENSE")) == "yes");  // a licence counts by its name
    CHECK(outcome("C5", unread("ARCHITECTURE.md")) == "unknown");
    CHECK(outcome("G3", unread("GOVERNANCE.md")) == "unknown");
    CHECK(outcome("G4", unread("CODE_OF_CONDUCT.md")) == "unknown");
    CHECK(outcome("S4", unread("SECURITY.md")) == "unknown");
    auto updated = unread("SECURITY.md");
    updated.settings.dependency_updates = Known<bool>{true, "updates = on"};
    CHECK(outcome("S4", updated) == "partly");
    CHECK(run("S4", updated).at_least);
    CHECK(run("S4", updated).missing == "not seen: what SECURITY.md says");
}

TEST_CASE("C1: a placeholder does not count, but only a generator's opening condemns") {
    for (const auto* line :
         {"- TODO: describe refunds", "Work in progress: the API may still change in autumn.",
          "Each handler goes here: src/handlers.", "Todo lists for every team of the company.",
          "todo.sh takes money from customers.", "## todo.txt-cli", "TBD", "Lorem ipsum dolor",
          "Create it with `pay new <your project name>`."}) {
        CAPTURE(line);
        CHECK(outcome("C1", Written().text("README.md", good_readme + "\n" + line).facts) == "yes");
    }
    CHECK(outcome("C1", Written().text("README.md", "# todo.txt-cli\n" + good_readme).facts) == "yes");
    for (const auto* opening :
         {"# Title", "# Getting Started with Create React App", "# <your project name>",
          "# Pay\nOne Paragraph of project description goes here", "# Pay\nLorem ipsum dolor sit amet",
          "# Pay\n## Getting started\nTo make it easy for you to get started with GitLab, here is a list."}) {
        CAPTURE(opening);
        const auto verdict =
            run("C1", Written().text("README.md", std::string(opening) + "\n" + good_readme).facts);
        CHECK(verdict.evidence.at(0).note == "the template's text was left in");
    }
    CHECK(outcome("C1", Written().text("README.md", "# Payments\nTODO: write this").facts) == "no");
}

TEST_CASE("C1, C2: the title of README names a product, whatever it is made of") {
    const std::string text =
        "\n\nIt keeps what every team needs in one place, and shows it to all of them.\n\n" + filler;
    const auto plain = outcome("C1", Written().text("README.md", "# Build Cache" + text).facts);
    for (const auto* title : {"# Support API", "# Help Center", "# Usage Service", "# Contribution Tracker",
                              "# Getting Started App", "# Developing APIs guidelines"}) {
        CAPTURE(title);
        CHECK(outcome("C1", Written().text("README.md", title + text).facts) == plain);
        CHECK(outcome("C2", Written().text("README.md", title + text).facts) == "no");
    }
    CHECK(outcome("C2", Written().text("README.md", "# Contributing" + text).facts) == "partly");
}

TEST_CASE("C1: how to contribute is more than a covenant, a build or a list of people") {
    const auto without = good_readme.substr(0, good_readme.find("## Contributing"));
    for (const auto* text :
         {"[Contributor Covenant](https://img.shields.io/badge/Contributor%20Covenant-2.1-purple.svg)",
          "[covenant](https://www.contributor-covenant.org/version/2/1/code_of_conduct/)",
          "## Build\nRun the container that was built.", "## Tests\nThey run on every night of the week.",
          "## Contributors\nAnna, Bernd, Chris and many others.", "## Contributing\nTODO: write this",
          "[Contributing](#contributing)", "[people](https://github.com/acme/pay/graphs/contributors)"}) {
        CAPTURE(text);
        const auto verdict = run("C1", Written().text("README.md", without + text).facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.missing == "how to contribute");
    }
    for (const auto* text :
         {"## Contributing\nOpen an issue first.", "## Hacking\nFork it, then push.",
          "## Get involved\nFork it, then push.", "## How to submit changes\nFork it, then push.",
          "## Development\nFork it, then push.", "[guide](https://wiki.example/CONTRIBUTING)",
          "[here](.github/CONTRIBUTING.md)", "[How to contribute](docs/x.md)"}) {
        CAPTURE(text);
        CHECK(outcome("C1", Written().text("README.md", without + text).facts) == "yes");
    }
}

TEST_CASE("C2: what a presence-only linter gets wrong") {
    CHECK(outcome("C2", Written().text("CONTRIBUTING.md", good_guide).facts) == "yes");
    SECTION("one line or one link") {
        CHECK(outcome("C2", Written().text("CONTRIBUTING.md", "Contributions are welcome!").facts) ==
              "partly");
        const auto verdict = run(
            "C2",
            Written()
                .text("CONTRIBUTING.md", "See [our guide](https://git.example/org/.github/CONTRIBUTING.md).")
                .facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.at_least);
        CHECK(verdict.missing.find("https://git.example") != std::string::npos);
    }
    SECTION("legal text or style only") {
        const auto legal =
            run("C2", Written().text("CONTRIBUTING.md", "# CLA\nSign the CLA first.\n" + filler).facts);
        CHECK(legal.outcome == Outcome::partly);
        CHECK(legal.evidence.at(0).note == "legal text only");
        CHECK(outcome("C2", Written().text("CONTRIBUTING.md", "# Style\nFour spaces.\n" + filler).facts) ==
              "partly");
    }
    SECTION("empty or placeholder is absent") {
        CHECK(outcome("C2", Written().text("CONTRIBUTING.md", "").facts) == "no");
        CHECK(outcome("C2", Written().text("CONTRIBUTING.md", "# Contributing\nTODO: write this").facts) ==
              "no");
    }
    SECTION("all four topics in few words: it is the length that is wanting") {
        const std::string brief =
            "# Contributing\n```\nnpm ci\nnpm test\n```\nFork it and open a pull request.\nA maintainer "
            "reviews "
            "it within two days.";
        const auto own = run("C2", Written().text("CONTRIBUTING.md", brief).facts);
        CHECK(own.outcome == Outcome::partly);
        CHECK(own.missing.empty());
        CHECK(own.evidence.at(0).note == "fewer than 300 characters below its headings");
        CHECK(own.remedy ==
              "Make the guide in CONTRIBUTING.md longer and more precise: it has fewer than 300 characters "
              "below its headings.");
        const auto section = run("C2", Written().text("README.md", "# Pay\n" + filler + "\n#" + brief).facts);
        CHECK(section.outcome == Outcome::partly);
        CHECK(section.evidence.at(0).where == "README.md:3");
        CHECK(section.remedy.find("the guide in README.md longer") != std::string::npos);
    }
    SECTION("a part in words, the rest in a file that is no text") {
        auto written = Written().text("README.md", "# Pay\n## Contributing\nRun `npm test`.");
        written.text("CONTRIBUTING.md", "").facts.documents[1].binary = true;
        for (auto& file : written.facts.tree->files) file.size_bytes = 100;
        const auto verdict = run("C2", written.facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.at_least);
        CHECK(verdict.missing.ends_with("; not seen: what CONTRIBUTING.md says"));
        CHECK(verdict.remedy == "Add the missing topics to README.md.");
    }
    SECTION("set-up without submitting") {
        CHECK(
            outcome(
                "C2",
                Written().text("CONTRIBUTING.md", "# Build\n```\nnpm ci\nnpm test\n```\n" + filler).facts) ==
            "partly");
    }
    SECTION("a section of README, no file") {
        CHECK(
            outcome("C2", Written().text("README.md", "# Payments\nTakes payments.\n#" + good_guide).facts) ==
            "yes");
    }
    SECTION("the organisation's default that a checkout cannot show") {
        const auto verdict = run("C2", Written().facts);
        CHECK(verdict.outcome == Outcome::no);
        CHECK(verdict.missing == "not seen: the organisation's default");
        auto inherited = Written().text("CONTRIBUTING.md", good_guide);
        inherited.facts.documents[0].inherited = true;
        CHECK(run("C2", inherited.facts).inherited);
    }
    SECTION("a refusal beside good documents") {
        const auto verdict = run("C2", Written()
                                           .text("CONTRIBUTING.md", good_guide)
                                           .text("README.md", "We do not accept pull requests.")
                                           .facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.evidence.at(0).where == "README.md:1");
        CHECK(outcome("C2", Written().text("README.md", "We do not accept pull requests.").facts) == "no");
    }
}

TEST_CASE("C2: what is run for style, CI or the pages of documentation prepares and tests nothing") {
    const std::string rest =
        "\n\n# Hand in\nFork it and open a pull request. A maintainer reviews it in two days.\n" + filler;
    const auto missing = [&](const std::string& text) {
        return run("C2", Written().text("CONTRIBUTING.md", text + rest).facts).missing;
    };
    for (const auto* text : {
             "Ensure the new code is properly formatted. Run `make all`.",
             "## Style\nRun `make`.",
             "## Before you commit\nRun `yarn`.",
             "## CI\nThe pipeline runs `make build`.",
             "The pipeline runs `make build`.",
             "Run `rake` to build the docs.",
             "## Style\nRun `tox -e lint`.",
             "Run `nox -s docs`.",
         }) {
        CAPTURE(text);
        CHECK(missing(text) == "how to set it up from a checkout; how to run the tests");
    }
    for (const auto* text :
         {"Run `make all`. It takes a minute.", "## Build\nRun `make`.", "## Style\nRun `npm install`.",
          "Run `make` first. Format it before you push."}) {
        CAPTURE(text);
        CHECK(missing(text) == "how to run the tests");
    }
    for (const auto* text : {"## CI\nThe pipeline runs `npm test`.", "## Before you commit\nRun `make test`.",
                             "Run `tox -e py311`.", "Run `tox`."}) {
        CAPTURE(text);
        CHECK(missing(text) == "how to set it up from a checkout");
    }
}

TEST_CASE("C2: a guide by another name, or in another language, is a guide") {
    const std::string guide =
        "# Mitmachen\nBitte zuerst ein Issue anlegen.\n```\ngit clone https://git.example.com/pay\nnpm ci\n"
        "npm test\n```\n";
    for (const auto* path : {"CONTRIBUTING.md", "CONTRIBUTING.de.md", "docs/contribution-guidelines.md"}) {
        CAPTURE(path);
        const auto verdict = run("C2", Written().text(path, guide).facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.evidence.at(0).where.starts_with(path));
    }
}

TEST_CASE("C2: a guide of placeholders is named as such") {
    auto written = Written().text("CONTRIBUTING.md", "# Contributing\n## Set-up\nTODO\n## Tests\nTBD");
    const auto alone = run("C2", written.facts);
    CHECK(alone.outcome == Outcome::no);
    CHECK(alone.evidence.at(0).where == "CONTRIBUTING.md:3");
    CHECK(alone.evidence.at(0).note == "nothing but headings and placeholders");
    CHECK(alone.remedy.starts_with("Fill CONTRIBUTING.md: "));
    const auto beside =
        run("C2", written.text("README.md", "# Pay\n## Contributing\nSee CONTRIBUTING.").facts);
    CHECK(beside.outcome == Outcome::partly);
    CHECK(beside.evidence.at(0).where == "CONTRIBUTING.md:3");
    CHECK(beside.remedy == "Add the missing topics to CONTRIBUTING.md.");
    CHECK(run("C2", Written().facts).remedy.starts_with("Add a CONTRIBUTING.md: "));
}

TEST_CASE("C3: a channel is a place to ask, one person or the tracker only partly") {
    CHECK(outcome("C3", Written().facts) == "no");
    struct Row {
        const char* text;
        const char* outcome;
    };
    const Row rows[] = {
        {"See #123 and #include <a>.", "no"},
        {"Need help? Put #include <pay.h> into your file.", "no"},
        {"For help use #define PAY and #pragma once.", "no"},
        {"Ask the designer for help with #abc and #a1b2c3.", "no"},
        {"See the [checklists](docs/checklists.md) and [forum](docs/forum.md).", "no"},
        {"Install the [Slack](https://api.slack.com/apps) app.", "no"},
        {"Try [it](https://app.slack.com/block-kit-builder).", "no"},
        {"Ask [it](https://chat.openai.com/) or read [this](https://slack.engineering/post).", "no"},
        {"[Chat](https://chat.example.com/pay)", "yes"},
        {"Made with [Slack](https://slack.com/apps), [Discord](https://discord.com/developers/docs).", "no"},
        {"Runs on [Discourse](https://www.discourse.org/) and [more](https://notslack.com/).", "no"},
        {"See the [list](https://example.com/blog/mailman-forum-discourse).", "no"},
        {"[Discussions](../../discussions)", "yes"},
        {"[Chat](https://app.slack.com/client/T1/C1)", "yes"},
        {"[Chat](https://chat.corp/channel/pay)", "yes"},
        {"[Forum](https://forum.example.com/c/pay)", "yes"},
        {"[Chat](https://discord.gg/abc)", "yes"},
        {"[Chat](ircs://irc.libera.chat/pay)", "yes"},
        {"[List](https://lists.example.org/mailman3/lists/pay/)", "yes"},
        {"[Ask](https://stackoverflow.com/questions/tagged/pay)", "yes"},
        {"Questions? Ask in #payments-dev.", "yes"},
        {"[Chat](https://acme.slack.com/archives/C1)", "yes"},
        {"[Discussions](https://git.example/pay/discussions)", "yes"},
        {"Write to payments-dev@example.com for help.", "yes"},
        {"Write to jane.doe@example.com.", "partly"},
        {"Open an issue.", "partly"},
        {"TODO: ask in #somewhere", "no"},
        {"There is no Slack channel for questions yet. Do not ask in #random.", "no"},
        {"We have no forum. Ask in #payments-dev.", "yes"},
        {"Questions? Join us: #payments-dev", "yes"},
        {"Please don't post questions in #general.", "no"},
        {"Do not ask in [#random](https://acme.slack.com/archives/C1).", "no"},
        {"Do not ask in #random, ask in #payments-dev.", "yes"},
        {"Do not ask in #random, #general.", "no"},
        {"Do not ask in #random, #general and #help-all.", "no"},
        {"Do not ask in #random, #payments-dev is the place.", "yes"},
        {"Don't use mail: use the channel #payments-dev.", "yes"},
        {"Don't use e-mail but #payments-dev for questions.", "yes"},
        {"Do not hesitate to ask in #payments-dev.", "yes"},
        {"If you don't have access to our [Slack](https://acme.slack.com/archives/C1) ask the office for it.",
         "yes"},
        {"Do not open an issue but ask in #payments-dev.", "yes"},
        {"There is no mailing list. Ask in [Slack](https://acme.slack.com/archives/C1).", "yes"},
        {"# Pay\n## Slack\n#widget-dev", "yes"},
        {"# Pay\n## Support\n#widget-dev", "yes"},
        {"# Pay\n## Contact\n`#widget-dev`", "yes"},
        {"# Pay\n## Community\n- #widget-dev", "yes"},
        {"# Pay\n## Where to get help\n- Join #widget-dev.", "yes"},
        {"# Pay\n## Support\nDo not ask in #random.\n## Usage\n#widget-dev", "no"},
        {"# Pay\n## Support\nThe test for issue #widget-dev went away with the old release.", "no"},
        {"# Pay\n## Help\n#include <pay.h>", "no"},
        {"# Pay\n## Usage\n#widget-dev", "no"},
        {"# Chat\n#widget-dev", "no"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(outcome("C3", Written().text("README.md", row.text).facts) == row.outcome);
    }
}

TEST_CASE("C3: a badge that leads to a channel is one, its picture is none") {
    const auto badge = [](const std::string& target, const std::string& picture) {
        auto written = Written().text("README.md", "# Pay");
        written.facts.documents[0].blocks.push_back({.kind = BlockKind::html,
                                                     .level = 0,
                                                     .line = 3,
                                                     .text = "Chat",
                                                     .links = {{"Chat", target, 3}, {"Chat", picture, 3}}});
        return outcome("C3", written.facts);
    };
    CHECK(badge("https://acme.slack.com/archives/C1", "b.svg") == "yes");
    CHECK(badge("https://discord.gg/x", "https://img.example.org/b.svg") == "yes");
    CHECK(badge("https://ci.example.org/pay", "https://gitter.im/acme/pay/badge.svg") == "no");
}

TEST_CASE("C3: where companies ask") {
    for (const auto* text : {
             "## Help\nAsk on [Stack Overflow for "
             "Teams](https://stackoverflowteams.com/c/acme/questions/tagged/42).",
             "Ask at https://acme.stackenterprise.co/questions/tagged/order-hub: "
             "[tag](https://acme.stackenterprise.co/x).",
             "Ask on [our Q&A](https://stackoverflow.acme.example/questions/tagged/order-hub).",
             "Ask on Stack Overflow with the tag `order-hub`.",
             "## Help\nPost in the [community](https://engage.cloud.microsoft/main/groups/abc).",
             "Chat with us on [Rocket.Chat](https://rocket.acme.example/channel/orders).",
             "## Help\nAsk in the Webex space [Order Hub](https://eurl.example/abc).",
             "## Help\nRaise a request in our "
             "[portal](https://acme.atlassian.net/servicedesk/customer/portal/7).",
             "Ask in the orders channel on Slack.",
             "## Help\nAsk us in Teams in the General channel.",
         }) {
        CAPTURE(text);
        CHECK(outcome("C3", Written().text("README.md", text).facts) == "yes");
    }
    for (const auto* text : {
             "There is no channel on Slack to ask in.",
             "## Help\nRead the [manual](https://docs.example.org).",
             "## Usage\nOpen the [portal](https://portal.example.org) and ask for a token.",
             "## Help\nAsk for help by an issue in the [portal](https://git.example/acme/pay/issues).",
         }) {
        CAPTURE(text);
        CHECK(outcome("C3", Written().text("README.md", text).facts) != "yes");
    }
}

TEST_CASE("C3: a channel that machines post to is none to ask in") {
    for (const auto* text : {
             "Ask in #payments-dev, alerts go to #payments-alerts.",
             "Questions go to the Slack channel #pay.",
         }) {
        CAPTURE(text);
        CHECK(outcome("C3", Written().text("README.md", text).facts) == "yes");
    }
    for (const auto* text : {
             "Alerts go to the Slack channel #payments-alerts.",
             "Set `channel: \"#deploys\"` in the Slack section of config.yml.",
             "Pass the Slack channel to post to: `--channel #general`.",
             "It posts to #general in Slack by default.",
             "The bot sends a message to the Slack channel #deploys.",
             "Notifications are sent to #pay-ops on Slack.",
             "Failures are reported in the channel #ci.",
         }) {
        CAPTURE(text);
        CHECK(outcome("C3", Written().text("README.md", text).facts) == "no");
    }
}

TEST_CASE("C3: a page about support is what it names, not that it is there") {
    struct Row {
        const char* text;
        const char* outcome;
    };
    for (const auto& row : {
             Row{"# Support", "no"},
             Row{"# Support\nTODO", "no"},
             Row{"# Support\nSee README.", "no"},
             Row{"# Support\nSee [README](README.md).", "no"},
             Row{"# Support\nWe do not give support.", "no"},
             Row{"# Support\nWe give no support, [sorry](https://corp.example/sorry).", "no"},
             Row{"# Support\nRead the [manual](https://corp.example/manual) first.", "no"},
             Row{"# Support\nOpen an issue.", "partly"},
             Row{"# Support\nFor help open an [issue](https://git.example/pay/issues/new).", "partly"},
             Row{"# Support\nWrite to jane.doe@example.com.", "partly"},
             Row{"# Support\n#widget-dev", "yes"},
             Row{"#widget-dev", "yes"},
             Row{"# Support\nOpen a ticket at the [service desk](https://corp.example/desk).", "yes"},
         }) {
        CAPTURE(row.text);
        CHECK(outcome("C3", Written().text("SUPPORT.md", row.text).facts) == row.outcome);
    }
    const auto verdict = run("C3", Written().text("SUPPORT.md", "We do not give support.").facts);
    CHECK(verdict.evidence.at(0).where == "SUPPORT.md");
}

TEST_CASE("C3: a sentence of forty thousand clauses is read in one go") {
    std::string text = "slack: no channel #ab, ";
    for (int i = 0; i < 40'000; ++i) text += "b c, ";
    const auto written = Written().text("README.md", text);
    const auto before = std::clock();
    CHECK(outcome("C3", written.facts) == "no");
    CHECK(std::clock() - before < 10 * CLOCKS_PER_SEC);  // it took minutes
}

TEST_CASE("C3: a declared contact is judged like a written one") {
    const auto with = [](const char* contact, const char* readme) {
        auto written = Written().text("README.md", readme);
        written.facts.declared = Declarations{.path = ".innersource-readiness.yml", .contact = contact};
        return run("C3", written.facts);
    };
    for (const auto* person : {"Anna Schmidt", "anna.schmidt@example.com", "https://example.com/anna"}) {
        CAPTURE(person);
        CHECK(with(person, "").outcome == Outcome::partly);
        CHECK(with(person, "").declared);
        CHECK_FALSE(with(person, "Ask in #payments-dev.").declared);
        CHECK(with(person, "Ask in #payments-dev.").outcome == Outcome::yes);
    }
    for (const auto* channel :
         {"#payments-dev", "https://acme.slack.com/archives/C1", "payments-dev@example.com"}) {
        CAPTURE(channel);
        CHECK(with(channel, "").outcome == Outcome::yes);
        CHECK(with(channel, "Ask in #payments-dev.").declared);
    }
    CHECK(with("", "").outcome == Outcome::no);
    CHECK(with("TBD", "").outcome == Outcome::no);
}

TEST_CASE("C4: LICENCE counts, an empty file does not, README's word is partly") {
    CHECK(outcome("C4", Written().facts) == "no");
    CHECK(outcome("C4", Facts{}) == "unknown");
    CHECK(outcome("C4", Written().file("LICENCE").facts) == "yes");
    CHECK(outcome("C4", Written().file("LICENSES/MIT.txt").facts) == "yes");
    CHECK(outcome("C4", Written().file("LICENSE", 0).facts) == "no");
    CHECK(outcome("C4", Written().small("LICENSE", "\n").text("LICENSE", "\n").facts) == "no");
    CHECK(outcome("C4", Written().text("LICENSE", "TODO").facts) == "no");
    CHECK(outcome("C4", Written().text("LICENSE", "MIT License\nCopyright").facts) == "yes");
    auto dangling = Written().file("LICENSE");
    dangling.facts.tree->files[0].kind = FileKind::link;
    CHECK(outcome("C4", dangling.facts) == "unknown");
    for (const auto* text :
         {"## License\nTBD", "## License", "It checks the license headers of all files.",
          "We check the license headers; the license is read from package.json.",
          "# license-checker\n## Usage\nRun it.", "This repository has no licence yet.",
          "## Licence\nThis repository has no licence yet.", "## Licence\nWe have not yet chosen a license.",
          "The code is not licensed under MIT.", "## License\nNot decided yet.",
          "## License\nTo be decided by the office.", "# Pay\n## License\nPending.\n## Usage\nRun it."})
        CHECK(outcome("C4", Written().text("README.md", text).facts) == "no");
    for (const auto* text :
         {"## Licence\nMIT", "This project's license is in LICENSE.txt of the parent.", "The licence is MIT.",
          "It is released under the company licence.", "Licensed to you under MIT.",
          "## Licence\nMIT. You may not use it except in compliance with the license.",
          "## Licence\nApache 2.0. That of the logo is not decided yet."})
        CHECK(outcome("C4", Written().text("README.md", text).facts) == "partly");
    Policy policy;
    policy.internal_default_licence = true;
    CHECK(outcome("C4", Written().facts, policy) == "not_applicable");
    auto cut = Written();
    cut.facts.tree->truncated = true;
    CHECK(outcome("C4", cut.facts) == "unknown");
}

TEST_CASE("C5: records explain, a mention does so partly") {
    CHECK(outcome("C5", Written().facts) == "no");
    CHECK(outcome("C5", Written().file("docs/decisions/0001-sqlite.md").facts) == "yes");
    CHECK(outcome("C5", Written().text("AGENTS.md", "Build with make.").facts) == "yes");
    CHECK(outcome("C5", Written().text("AGENTS.md", "TODO").facts) == "no");
    CHECK(outcome("C5", Written().text("README.md", "## Architecture\nTwo floors.").facts) == "partly");
}

TEST_CASE("C5: words that say there is none are no mention") {
    for (const auto* text : {"There is no architecture documentation.",
                             "The architecture is not documented yet.", "We have no coding guidelines."}) {
        CAPTURE(text);
        CHECK(outcome("C5", Written().text("README.md", text).facts) == "no");
    }
    for (const auto* text :
         {"The architecture has three layers.", "Do not break the naming conventions.",
          "There is no build. Our coding standards are on the wiki.", "Our coding style is not negotiable.",
          "The design decisions are not obvious, so we write decision records."}) {
        CAPTURE(text);
        CHECK(outcome("C5", Written().text("README.md", text).facts) == "partly");
    }
}

TEST_CASE("C1: an invitation in prose names the way in, a refusal, a question and a badge do not") {
    const auto is_told = [](const char* text) {
        const auto verdict =
            run("C1", Written()
                          .text("README.md", std::string("# Pay\n") +
                                                 "Pay takes card payments for every shop of the "
                                                 "company, so that nobody needs a contract.\n" +
                                                 std::string(300, 'x') + "\n" + text)
                          .facts);
        return verdict.missing.find("how to contribute") == std::string::npos;
    };
    for (const auto* text :
         {"PRs welcome.", "Merge requests are always welcome!", "We think patches are welcome."}) {
        CAPTURE(text);
        CHECK(is_told(text));
    }
    for (const auto* text :
         {"PRs are not welcome.", "PRs welcome? No.", "[PRs welcome](https://x.example/b.svg)",
          "Feature requests are welcome.", "Contributions are welcome."}) {
        CAPTURE(text);
        CHECK_FALSE(is_told(text));
    }
}
