// SPDX-License-Identifier: Apache-2.0
#include "insight/facts_of.hpp"
#include "insight/guide.hpp"
#include "insight/restriction.hpp"
#include "insight/sections.hpp"
#include "insight/shell_words.hpp"

#include <catch2/catch.hpp>

using namespace insight;
using namespace insight::test;

TEST_CASE("words lose case, apostrophes and punctuation, but keep addresses and channels") {
    CHECK(words_of("Don\u2019t open PRs!") == std::vector<std::string>{"dont", "open", "prs"});
    CHECK(words_of("").empty());
    CHECK(words_of("\u201cas is\u201d\u2014best-effort.") ==
          std::vector<std::string>{"as", "is", "best", "effort"});
}

TEST_CASE("a sentence ends at its mark, not inside a version or an abbreviation") {
    CHECK(sentences("Use 1.2.3, e.g. now. Really? Yes").size() == 3);
    CHECK(sentences(" \n ").empty());
    CHECK(sentences("Really?")[0].is_question);
}

TEST_CASE("a gap takes three words of any kind, a filler gap only fillers") {
    CHECK(Pattern("open ~ request*").find(words_of("please open one small pull requests")));
    CHECK_FALSE(Pattern("open ~ request*").find(words_of("open a b c d request")));
    CHECK(Pattern("not open _ pull").find(words_of("do not open any new pull request")));
    CHECK_FALSE(Pattern("not open _ pull").find(words_of("do not open large pull request")));
}

TEST_CASE("placeholders are known, commands with a user's name are none") {
    for (const auto* text :
         {"", "TODO", "TODO: write this", "TBD.", "Lorem ipsum dolor", "Welcome to <your project>",
          "[Project Name] does things", "Description goes here", "Coming soon!", "(TODO)",
          "Work in progress \u2026", "todo:", "FIXME"})
        CHECK(is_placeholder(text));
    for (const auto* text : {"git clone https://git.example/<your-username>/x", "Todos are stored in a list.",
                             "We track to-do items.", "todo.txt-cli", "todo.sh takes money from customers.",
                             "Todo lists for every team of the company.", "Each handler goes here: src/on.",
                             "Work in progress: the API may still change, ask before you build on it.",
                             "Coming soon: refunds by telephone."})
        CHECK_FALSE(is_placeholder(text));
}

TEST_CASE("a command is known by what it does with a checkout") {
    CHECK(use_of("npm ci", false).sets_up);
    CHECK(use_of("$ pip install -e .[dev]", false).sets_up);
    CHECK(use_of("Run npm install to fetch what it needs.", true).sets_up);
    CHECK(use_of("cmake --build build && ctest --preset dev", false).tests);
    CHECK(use_of("FOO=1 ./gradlew test", false).tests);
    CHECK(use_of("vendor/bin/phpunit", false).tests);
    CHECK(use_of("git checkout -b fix", false).submits);
    for (const auto* text : {"npm install payments-client", "pip install requests", "go get example.com/x",
                             "echo make", "# npm test", "docker run redis", "cargo install ripgrep"}) {
        const auto use = use_of(text, false);
        CAPTURE(text);
        CHECK_FALSE((use.sets_up || use.tests || use.submits));
    }
    CHECK_FALSE(use_of("Please make sure that all is well, and make tests for it.", true).tests);
}

namespace {
std::string topics(std::string_view text, const std::string& path = "CONTRIBUTING.md") {
    const auto written = Written().text(path, text);
    const auto guide = find_guide(written.facts);
    std::string letters;
    for (const auto topic : all_topics)
        if (guide.topics.at(static_cast<std::size_t>(topic)))
            letters += "STCR"[static_cast<std::size_t>(topic)];
    return letters;
}
std::optional<Restriction> restriction(std::string_view text) {
    return find_restriction(Written().text("README.md", text).facts);
}
}  // namespace

TEST_CASE("a guide covers the topics it really tells: Set-up, Tests, Changes, Review") {
    struct Row {
        const char* text;
        const char* topics;
    };
    const Row rows[] = {
        {"", ""},
        {"TODO", ""},
        {"Contributions are welcome!", ""},
        {"See the [guide](https://example.com/guide).", ""},
        {"Please sign the CLA before you submit a pull request.", ""},
        {"# Developer Certificate of Origin\nBy contributing you certify that you may submit the change.",
         ""},
        {"# Licence\nSend patches under the same licence.", ""},
        {"Use four spaces. Name things well. Braces go on the same line.", ""},
        {"```\nnpm install payments-client\n```", ""},
        {"We do not accept pull requests.", ""},
        {"Run `npm test` within the working directory.", "T"},
        {"Stay within the limits of the working day.", ""},
        {"Run it within the business unit and look in the working folder.", ""},
        {"Send a PATCH to the local server.", ""},
        {"Submit the patch to /v1/payments with curl.", ""},
        {"Send patches to the list.", "C"},
        {"This repository is a read-only mirror; please submit patches upstream at gerrit.", ""},
        {"Please open a pull request upstream instead.", ""},
        {"Fork it, add the upstream remote and open a pull request upstream.", "C"},
        {"Expect a reply within 48 hours.", "R"},
        {"You hear from us within a week.", "R"},
        {"It is done within two business days.", "R"},
        {"```\ngit clone x\nnpm ci\n```", "S"},
        {"Install the dependencies with `npm install`.", "S"},
        {"Set up your environment as [described here](docs/dev.md).", "S"},
        {"Run `pytest` before anything else.", "T"},
        {"- Fork the repository\n- Create a feature branch\n- Push it", "C"},
        {"Open an issue first, then send us a merge request.", "C"},
        {"Mail your patches to the list.", "C"},
        {"Every change needs two approvals.", "R"},
        {"All submissions require review. We use pull requests for this purpose.", "CR"},
        {"A maintainer will review your work within two business days.", "R"},
        {"# Build\n```\n./configure\nmake\nmake check\n```\n# Changes\nFork it and open a pull request.\n# "
         "Review\nThe team responds within 3 days.",
         "STCR"},
        {"# Contributing\n- `bundle install`\n- `bundle exec rspec`\n- Submit a pull request against main",
         "STC"},
        {"```\n./mvnw verify\n```\nRaise a PR. Reviewers look at it in a day or two.", "STCR"},
        {"```\ncargo build\ncargo test\n```\nPRs are welcome. Ping a reviewer after a week.", "STCR"},
        {"Run `docker compose up` and `go test ./...`.", "ST"},
        {"# Building\nRun `make`.\n# Tests\n`make test`\n# Submit\nOpen a pull request.", "STC"},
        {"Clone it and run `make install`.", "S"},
        {"- `make install`", "S"},
        {"Before you start you need:\n- make\n- yarn", ""},
        {"Please make sure that all is well.", ""},
        {"`poetry install`, then `poetry run pytest`. Create a branch and open a pull request, which two "
         "colleagues approve.",
         "STCR"},
        {"Configure with `cmake -B build`, then run `ctest`. Propose changes as merge requests. Code owners "
         "approve them.",
         "STCR"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CHECK(topics(row.text) == row.topics);
    }
}

TEST_CASE("a section of README is a guide, its use section is none") {
    CHECK(topics("# Payments\n## Install\n```\nnpm ci\n```\n## Contributing\nOpen a pull request.\n```\nnpm "
                 "test\n```",
                 "README.md") == "STC");
    CHECK(topics("# Payments\n## Install\n```\nnpm ci\n```\n", "README.md").empty());
    CHECK(topics("# Test Tools\n## Install\n```\nnpm ci\n```\n", "README.md").empty());
}

TEST_CASE("sections beside the one on contributing are parts of the guide, if they tell one") {
    const std::string set_up = "\nRun `make setup` in your checkout.\n";
    const std::string tests = "## Tests\nRun `make test`.\n";
    const std::string change = "\nFork the repository and open a merge request.\n";
    const std::string review = "\nTwo committers review each merge request within two business days.\n";
    for (const auto* title : {"Set-up", "Setup", "Setting up", "Getting started", "Installation", "Building",
                              "Build", "Local development", "Prerequisites"}) {
        CAPTURE(title);
        CHECK(topics("# Pay\n## " + std::string(title) + set_up + tests, "README.md") == "ST");
    }
    for (const auto* title : {"Contributing", "How to submit changes", "Submitting a change", "Pull requests",
                              "Proposing a change"}) {
        CAPTURE(title);
        CHECK(topics("# Pay\n## " + std::string(title) + change, "README.md") == "C");
    }
    for (const auto* title :
         {"Review", "Reviews", "Who reviews", "Response times", "Turnaround", "Code review", "Maintainers"}) {
        CAPTURE(title);
        CHECK(topics("# Pay\n" + tests + "## " + title + review, "README.md") == "TR");
    }
    const auto beside = find_guide(Written()
                                       .text("README.md",
                                             "# Pay\n## Install\n`npm install pay` is all.\n## Reviews\n"
                                             "Five stars.\n## Contributing\nFork the repository.")
                                       .facts);
    CHECK(beside.passages.size() == 1);
}

TEST_CASE("what is said of conduct tells nobody how to hand in a change") {
    CHECK(topics("We pledge to respect all people who contribute through reporting issues, submitting pull "
                 "requests or patches, and other activities.")
              .empty());
    CHECK(topics("# Code of Conduct\n## Scope\nIt holds wherever you open a pull request.").empty());
    CHECK(topics("# Code of Conduct\n## Scope\nBe kind.\n# Changes\nOpen a pull request.") == "C");
}

TEST_CASE("evidence of a topic is path and line") {
    const auto guide =
        find_guide(Written().text("CONTRIBUTING.md", "# Contributing\n```\nnpm ci\nnpm test\n```").facts);
    CHECK(guide.topics[0] == "CONTRIBUTING.md:3");
    CHECK(guide.topics[1] == "CONTRIBUTING.md:4");
}

TEST_CASE("documents that README or CONTRIBUTING link to are the guide, also the declared one") {
    auto linked = Written()
                      .text("README.md", "Read [how to contribute](docs/dev/start.md).")
                      .text("docs/dev/start.md", "Run `npm test`.");
    CHECK(guide_documents(linked.facts).size() == 1);
    auto declared = Written().text("docs/dev.md", "Run `npm test`.");
    declared.facts.declared =
        Declarations{.path = ".innersource-readiness.yml", .contribution_guide = "docs/dev.md"};
    CHECK(find_guide(declared.facts).count() == 1);
    CHECK(
        guide_documents(
            Written().text("README.md", "[contributing](../../etc/passwd) [contributing](http://x/y)").facts)
            .empty());
}

TEST_CASE("sentences that turn work away are found and named") {
    using Kind = Restriction::Kind;
    struct Row {
        const char* text;
        Kind kind;
    };
    const Row rows[] = {
        {"Please do not open pull requests.", Kind::refusal},
        {"Please don\u2019t submit any patches.", Kind::refusal},
        {"We do not accept pull requests from outside the team.", Kind::refusal},
        {"We do not accept pull requests from other teams.", Kind::refusal},
        {"Sorry, we can't take any merge requests from other departments at this time.", Kind::refusal},
        {"We do not merge PRs by external contributors.", Kind::refusal},
        {"Pull requests from other teams will not be reviewed.", Kind::refusal},
        {"Patches by outside contributors are not accepted.", Kind::refusal},
        {"Contributions from other teams are not accepted.", Kind::closed},
        {"Changes from other teams are not welcome here.", Kind::closed},
        {"We are not accepting contributions from third parties.", Kind::closed},
        {"Pull requests will not be accepted.", Kind::refusal},
        {"Please do not open pull requests; open an issue instead.", Kind::refusal},
        {"Pull requests will be closed automatically.", Kind::refusal},
        {"PRs will be closed without review.", Kind::refusal},
        {"Pull requests are closed without further notice.", Kind::refusal},
        {"Pull requests will be closed without being reviewed.", Kind::refusal},
        {"At this time, no contributions are being accepted from outside the team.", Kind::closed},
        {"No contributions will be accepted.", Kind::closed},
        {"We are not accepting contributions at this time.", Kind::closed},
        {"This project is no longer accepting contributions.", Kind::closed},
        {"We are not looking for contributions.", Kind::closed},
        {"This repository is closed to external contributions.", Kind::closed},
        {"# Unmaintained", Kind::reduced_care},
        {"This project is in maintenance mode.", Kind::reduced_care},
        {"This library is no longer actively maintained.", Kind::reduced_care},
        {"This project gets security fixes only.", Kind::reduced_care},
        {"This project has been superseded by payments-core.", Kind::reduced_care},
        {"We provide limited maintenance.", Kind::reduced_care},
        {"Maintained on a best-effort basis.", Kind::reduced_care},
        {"# Maintenance mode", Kind::reduced_care},
        {"# Maintenance mode\nOnly the worst mistakes are mended by two of us.", Kind::reduced_care},
        {"Status: maintenance mode", Kind::reduced_care},
        {"- Status: maintenance mode", Kind::reduced_care},
        {"This library is now in maintenance mode, with bug fixes twice a year.", Kind::reduced_care},
        {"This project is in limited maintenance mode.", Kind::reduced_care},
        {"We do minimal maintenance on this code.", Kind::reduced_care},
        {"Unfortunately we are unable to merge any pull requests.", Kind::refusal},
        {"We never merge patches.", Kind::refusal},
        {"We do not accept patches.", Kind::refusal},
        {"Pull requests are closed automatically.", Kind::refusal},
        {"This repository does not accept changes.", Kind::closed},
        {"No longer accepting changes.", Kind::closed},
        {"- [Pull requests](docs/x.md) will not be accepted.", Kind::refusal},
        {"This repository is kept only for reference.", Kind::display_only},
        {"The code is provided for reference.", Kind::display_only},
        {"This code is published for reference only.", Kind::display_only},
        {"This repository is a read-only copy.", Kind::display_only},
        {"This code is provided as is.", Kind::display_only},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const auto found = restriction(row.text);
        REQUIRE(found);
        CHECK(found->kind == row.kind);
        CHECK(found->where == "README.md:1");
    }
}

TEST_CASE("conditions, security reports, other paths and other projects are no restriction") {
    for (const auto* text : {
             "Please do not open a pull request without an issue first.",
             "Do not submit a patch until the design is agreed.",
             "Please don't open large pull requests.",
             "If you are unsure, do not open a pull request yet.",
             "Please do not report vulnerabilities in public; do not open pull requests for security "
             "problems.",
             "# Security\nPlease do not open a pull request.",
             "This is a read-only mirror; send changes at https://git.example/payments.",
             "Please do not open pull requests here. Send patches to the mailing list.",
             "We do not use pull requests: use Gerrit.",
             "```\nWe do not accept pull requests.\n```",
             "Upstream does not accept pull requests.",
             "It replaces pay-old, which is no longer maintained.",
             "The 1.x branch receives security fixes only.",
             "Don't hesitate to open a pull request!",
             "Don't forget to open a pull request.",
             "Pull requests without tests will be closed.",
             "PRs without tests will be closed without further notice.",
             "PRs will be closed without notice after 60 days.",
             "PRs will be closed without review if they lack tests.",
             "PRs will be closed without prior discussion in an issue.",
             "Pull requests will be closed without a linked issue.",
             "Pull requests are not merged without review.",
             "No PRs will be closed without review.",
             "We never close PRs; they will not be closed without notice.",
             "No contributions are accepted without a signed agreement.",
             "No contributions without tests are accepted.",
             "This repository is a read-only mirror; please submit patches upstream at gerrit.",
             "Pull requests will be closed after 30 days without an answer.",
             "Pull requests are not merged until the tests pass.",
             "The software is provided \"as is\", without warranty of any kind.",
             "Are you not accepting contributions?",
             "We accept pull requests.",
             "We accept pull requests from other teams.",
             "We do not accept pull requests without tests.",
             "We do not accept pull requests that break the build.",
             "We do not accept pull requests from forks of forks.",
             "We do not accept pull requests from other forks.",
             "We do not accept pull requests from other branches than main.",
             "We do not accept pull requests from bots.",
             "We do not accept pull requests from other teams without an issue first.",
             "Pull requests from other teams are not merged until the tests pass.",
             "Contributions from other teams without tests are not accepted.",
             "Contributions from teams that skip the review are not accepted.",
             "Contributions from other teams are very welcome, they are not accepted unseen though.",
             "If contributions from other teams are not accepted in time, ping us.",
             "We do not accept pull requests on this mirror; send them to https://git.example/payments.",
             "Do not open a pull request against the release branch.",
             "## Maintenance mode\nSwitch the service to read-only with `PUT /maintenance` during upgrades.",
             "## Maintenance mode\n```\npay maintenance on\n```",
             "- Maintenance mode",
             "During upgrades this service is put into maintenance mode.",
             "For reference, these are the ports: 80 and 443.",
             "This is the list of ports for reference.",
             "Please do not merge pull requests yourself.",
             "Never merge PRs on a Friday.",
             "Pull requests are not merged automatically; a maintainer presses the button.",
             "Pull requests are closed automatically after 60 days.",
             "We never merge PRs ourselves; the bot does.",
             "The endpoint does not accept changes.",
             "# API\nIt does not accept changes without a token.",
             "The parser does not accept patches.",
             "Issues and pull requests closed: 42",
             "Stale pull requests are closed automatically.",
             "Stale and inactive PRs will be closed.",
             "Duplicate pull requests are rejected.",
             "- [Extensions](e.md) - The maintainers scale this project with minimal cost and maintenance "
             "overhead.",
             "This project runs with minimal maintenance overhead.",
             "- [pay-old](https://git.example/pay-old): this project is no longer maintained.",
         }) {
        CAPTURE(text);
        CHECK_FALSE(restriction(text));
    }
}

TEST_CASE("a restriction is also found in the description and in the change template") {
    Facts described;
    described.settings.description = Known<std::string>{"Payments. No longer maintained.", "description"};
    REQUIRE(find_restriction(described));
    CHECK(find_restriction(described)->where == "description");
    CHECK(find_restriction(
        Written().text(".github/pull_request_template.md", "We do not accept pull requests.").facts));
    CHECK_FALSE(find_restriction(Facts{}));
}
