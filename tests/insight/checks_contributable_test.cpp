// SPDX-License-Identifier: Apache-2.0
#include "insight/facts_of.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace insight;
using namespace insight::test;

namespace {
Written with_ci(const char* vendor, std::vector<CiTrigger> triggers, std::vector<CiStep> steps) {
    auto written = Written();
    written.facts.ci.push_back({.path = "ci.yml",
                                .vendor = vendor,
                                .triggers = std::move(triggers),
                                .steps = std::move(steps),
                                .permissions_line = {},
                                .parsed = true,
                                .fault = {}});
    return written;
}
}  // namespace

TEST_CASE("B1: both templates, one, none; an incomplete one is none") {
    auto written = Written();
    CHECK(run("B1", written.facts).missing == "not seen: the organisation's default");
    written.facts.templates = {{".github/ISSUE_TEMPLATE/bug.md", TemplateKind::issue, false, "about"}};
    CHECK(outcome("B1", written.facts) == "no");
    written.facts.templates.push_back({"pull_request_template.md", TemplateKind::change, true, ""});
    CHECK(outcome("B1", written.facts) == "partly");
    written.facts.templates[0].complete = true;
    CHECK(outcome("B1", written.facts) == "yes");
}

TEST_CASE("B1: a template counts where its host reads it") {
    const Template issue{".github/ISSUE_TEMPLATE/bug.md", TemplateKind::issue, true, ""};
    const Template change{".github/pull_request_template.md", TemplateKind::change, true, ""};
    const Template gitlab_issue{".gitlab/issue_templates/Bug.md", TemplateKind::issue, true, ""};
    const Template gitlab_change{".gitlab/merge_request_templates/Default.md", TemplateKind::change, true,
                                 ""};
    const Template forgejo_issue{".forgejo/ISSUE_TEMPLATE/bug.md", TemplateKind::issue, true, ""};
    const Template gitea_change{".gitea/pull_request_template.md", TemplateKind::change, true, ""};
    struct Row {
        Host host;
        std::vector<Template> templates;
        const char* outcome;
    };
    for (const auto& row :
         {Row{Host::github, {issue, change}, "yes"}, Row{Host::gitlab, {issue, change}, "no"},
          Row{Host::gitlab, {gitlab_issue, gitlab_change}, "yes"},
          Row{Host::github, {gitlab_issue, gitlab_change}, "no"},
          Row{Host::github, {issue, gitlab_change}, "partly"},
          Row{Host::gitlab, {issue, change, gitlab_issue, gitlab_change}, "yes"},
          Row{Host::github, {forgejo_issue, gitea_change}, "no"},
          Row{Host::gitlab, {forgejo_issue, gitlab_change}, "partly"},
          Row{Host::unknown, {forgejo_issue, gitea_change}, "yes"},
          Row{Host::unknown, {issue, gitlab_change}, "yes"}}) {
        auto written = Written();
        written.facts.host = row.host;
        written.facts.templates = row.templates;
        CHECK(outcome("B1", written.facts) == row.outcome);
    }
    auto written = Written();
    written.facts.host = Host::gitlab;
    written.facts.templates = {gitlab_issue, change};
    const auto verdict = run("B1", written.facts);
    CHECK(verdict.evidence.at(1).where == ".github/pull_request_template.md");
    CHECK(verdict.evidence.at(1).note == "GitLab does not read it");
    CHECK(
        verdict.remedy ==
        "Move .github/pull_request_template.md to .gitlab/merge_request_templates/: GitLab reads it there.");
}

TEST_CASE("B2: CI must test other people's changes") {
    const CiStep tests{.uses = {}, .run = "npm ci\nnpm test", .ref = {}, .line = 9};
    const CiStep lint{.uses = {}, .run = "npm run lint", .ref = {}, .line = 9};
    CHECK(outcome("B2", Written().facts) == "no");
    CHECK(run("B2", with_ci("github", {{"pull_request", 2}}, {tests}).facts).evidence.at(0).where ==
          "ci.yml:9");
    CHECK(outcome("B2", with_ci("github", {{"push", 2}}, {tests}).facts) == "partly");
    CHECK(outcome("B2", with_ci("github", {{"pull_request", 2}}, {lint}).facts) == "partly");
    CHECK(outcome("B2", with_ci("gitlab", {}, {tests}).facts) == "yes");
    CHECK(run("B2", with_ci("jenkins", {}, {tests}).facts).at_least);
    CHECK(
        run("B2", with_ci("github", {{"pull_request", 2}},
                          {{.uses = "org/ci/.github/workflows/test.yml@v1", .run = {}, .ref = {}, .line = 4}})
                      .facts)
            .at_least);
    const CiStep action{.uses = "./.github/actions/run-tests", .run = {}, .ref = {}, .line = 5};
    CHECK(run("B2", with_ci("github", {{"pull_request", 2}}, {action}).facts).at_least);
    for (const auto* vendor :
         {"buildkite", "cloudbuild", "tekton", "semaphore", "codebuild", "codefresh", "screwdriver"}) {
        const auto verdict = run("B2", with_ci(vendor, {}, {tests}).facts);
        CHECK(verdict.at_least);
        CHECK(verdict.evidence.at(0).note == "tests run when the server decides");
        CHECK(verdict.missing == "not seen: whether they run on changes");
        auto for_others = tests;
        for_others.never_on_changes = true;
        CHECK_FALSE(run("B2", with_ci(vendor, {}, {for_others}).facts).at_least);
    }
    auto broken = Written();
    broken.facts.ci.push_back({.path = ".travis.yml",
                               .vendor = "travis",
                               .triggers = {},
                               .steps = {},
                               .permissions_line = {},
                               .parsed = false,
                               .fault = "no YAML"});
    CHECK(outcome("B2", broken.facts) == "unknown");
}

TEST_CASE("B2: what runs on some changes is partly, what is switched off is no") {
    const CiStep tests{.uses = {}, .run = "npm test", .ref = {}, .line = 9};
    const auto some = run("B2", with_ci("github", {{"pull_request", 2, true}}, {tests}).facts);
    CHECK(some.outcome == Outcome::partly);
    CHECK(some.evidence.at(0).where == "ci.yml:9");
    CHECK(some.missing == "tests that run on every change");
    CHECK(outcome("B2", with_ci("github", {{"pull_request", 2, true}, {"merge_group", 3}}, {tests}).facts) ==
          "yes");
    auto elsewhere = tests;
    elsewhere.never_on_changes = true;
    CHECK(outcome("B2", with_ci("github", {{"pull_request", 2}}, {elsewhere}).facts) == "partly");
    auto off = with_ci("github", {{"pull_request", 2}}, {});
    off.facts.ci[0].switched_off = 7;
    CHECK(outcome("B2", off.facts) == "no");
    CHECK(run("B2", off.facts).evidence.at(0).where == "ci.yml:7");
    off.facts.ci.push_back(with_ci("github", {{"pull_request", 2}}, {tests}).facts.ci[0]);
    CHECK(outcome("B2", off.facts) == "yes");
}

TEST_CASE("B2: changes to another branch than the default one are some changes") {
    const CiStep tests{.uses = {}, .run = "npm test", .ref = {}, .line = 9};
    struct Row {
        const char* on;
        std::vector<std::string> branches;
        const char* outcome;
        bool at_least;
    };
    for (const auto& row :
         {Row{"main", {"release"}, "partly", false}, Row{"main", {"main"}, "yes", false},
          Row{"main", {"master"}, "partly", false}, Row{"", {"release"}, "partly", true},
          Row{"feature/x", {"release"}, "partly", true}, Row{"feature/x", {"main"}, "yes", false},
          Row{"", {"master", "release/**"}, "yes", false}, Row{"release", {"release"}, "yes", false},
          Row{"main", {"**"}, "yes", false},
          Row{"main", {"**", "!main", "!trunk", "!dev*", "!default"}, "partly", false},
          Row{"main", {"mai?"}, "yes", false}, Row{"main", {}, "yes", false}}) {
        CAPTURE(row.on, row.branches);
        auto written = with_ci("github", {{"pull_request", 2, false, row.branches}}, {tests});
        written.facts.branch = row.on;
        const auto verdict = run("B2", written.facts);
        CHECK(to_word(verdict.outcome) == row.outcome);
        CHECK(verdict.at_least == row.at_least);
    }
}

TEST_CASE("B2: tests whose failure nobody sees are partly") {
    const auto of = [](std::string command, bool ignored = false) {
        const CiStep step{
            .uses = {}, .run = std::move(command), .ref = {}, .line = 9, .failure_ignored = ignored};
        return run("B2", with_ci("github", {{"pull_request", 2}}, {step}).facts);
    };
    for (const auto* command :
         {"make test || true", "npm ci\nnpm test ||true\n", "make test || echo failed",
          "make test || :", "make test || exit 0", "ls || true; make test || true; ls"}) {
        CAPTURE(command);
        const auto verdict = of(command);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK(verdict.missing == "tests whose failure is seen");
        CHECK(verdict.remedy == "Take “|| true” or what else hides a failure off the tests at ci.yml:9.");
    }
    CHECK(of("make test", true).missing == "tests whose failure is seen");
    for (const auto* command :
         {"docker rm x || true\nmake test", "make test || exit 1", "make test || make retry",
          "docker rm x || true; make test", "npm ci || true && npm test", "make test; docker rm x || true"}) {
        CAPTURE(command);
        CHECK(of(command).outcome == Outcome::yes);
    }
}

TEST_CASE("B2: a workflow of the same repository is followed, one of another is not") {
    auto written = with_ci("github", {{"pull_request", 2}},
                           {{.uses = "./.github/workflows/test.yml", .run = {}, .ref = {}, .line = 4}});
    CHECK(run("B2", written.facts).at_least);
    CHECK(run("B2", written.facts).remedy ==
          "Make sure that what ci.yml:4 calls runs the tests, or run them in a step beside it.");
    CiFile called = written.facts.ci[0];
    called.path = ".github/workflows/test.yml";
    called.triggers = {{"workflow_call", 1}};
    called.steps = {{.uses = {}, .run = "npm run lint", .ref = {}, .line = 6}};
    written.facts.ci.push_back(called);
    const auto lint = run("B2", written.facts);
    CHECK(lint.outcome == Outcome::partly);
    CHECK_FALSE(lint.at_least);
    CHECK(lint.remedy == "Run the tests in ci.yml:2 on every change.");
    written.facts.ci.back().steps[0].run = "npm test";
    CHECK(outcome("B2", written.facts) == "yes");
    written.facts.ci.back().steps[0] = {
        .uses = "acme/ci/.github/workflows/t.yml@v1", .run = {}, .ref = {}, .line = 6};
    CHECK(run("B2", written.facts).at_least);
    written.facts.ci.back().steps[0].uses = "./.github/workflows/test.yml";  // itself
    CHECK(run("B2", written.facts).at_least);
}

TEST_CASE("B2: a job of an orb that is called test runs the tests") {
    const auto outcome_of = [](const char* vendor, const char* uses) {
        return outcome("B2", with_ci(vendor, {}, {{.uses = uses, .line = 4}}).facts);
    };
    for (const auto* uses : {"node/test", "ruby/rspec-test", "android/run-tests"}) {
        CAPTURE(uses);
        CHECK(outcome_of("circleci", uses) == "yes");
        CHECK(outcome_of("travis", uses) == "partly");
    }
    for (const auto* uses : {"node/install", "node/latest", "test", "acme/test-report"}) {
        CAPTURE(uses);
        CHECK(outcome_of("circleci", uses) == "partly");
    }
}

TEST_CASE("B2: what a server runs and does not stand in the file is not seen, never absent") {
    const CiStep tests{.run = "npm test", .line = 9};
    const CiStep lint{.run = "npm run lint", .line = 9};
    const auto of = [](const char* vendor, std::vector<CiStep> steps, std::vector<CiTrigger> on = {}) {
        return run("B2", with_ci(vendor, std::move(on), std::move(steps)).facts);
    };
    const auto is_hidden = [](const Verdict& verdict) {
        return verdict.outcome == Outcome::partly && verdict.at_least &&
               verdict.missing == "not seen: what it runs, and when" &&
               verdict.evidence.at(0).note == "CI runs elsewhere";
    };
    for (const auto* vendor : {"teamcity", "bamboo", "zuul", "harness", "gocd", "bitrise"}) {
        CAPTURE(vendor);
        CHECK(is_hidden(of(vendor, {})));
        CHECK(is_hidden(of(vendor, {lint})));
        CHECK(of(vendor, {lint, tests}).evidence.at(0).note == "tests run when the server decides");
    }
    for (const auto* vendor : {"jenkins", "codebuild", "codefresh", "screwdriver", "buildkite"}) {
        CAPTURE(vendor);
        CHECK(is_hidden(of(vendor, {})));
        CHECK_FALSE(of(vendor, {lint}).at_least);
    }
    CHECK(is_hidden(of("jenkins", {{.uses = "acme@main", .line = 1}})));
    CHECK(is_hidden(of("jenkins", {{.uses = "acme@main", .line = 1}, lint})));
    CHECK(of("jenkins", {{.uses = "acme@main", .line = 1}, tests}).evidence.at(0).note ==
          "tests run when the server decides");
    const auto calling = of("jenkins", {{.uses = "acme@main", .line = 1}, lint}, {{"pull_request", 2}});
    CHECK(calling.evidence.at(0).note == "runs on changes, what it runs was not seen");
    CHECK(calling.at_least);
    CHECK(of("jenkins", {{.uses = "acme@main", .line = 1}, tests}, {{"pull_request", 2}}).outcome ==
          Outcome::yes);
}

TEST_CASE("B2: what GitLab includes and an unknown orb's jobs are not seen") {
    const auto of = [](const char* vendor, std::vector<CiStep> steps) {
        return run("B2", with_ci(vendor, {}, std::move(steps)).facts);
    };
    for (const auto* uses :
         {"$CI_SERVER_FQDN/acme/ci/test@1", "acme/ci", "ci/a.yml", "Jobs/Test.gitlab-ci.yml"})
        CHECK(of("gitlab", {{.uses = uses, .line = 2}}).at_least);
    CHECK(of("circleci", {{.uses = "acme-corp/ci/build", .line = 2}}).at_least);
    CHECK(of("circleci", {{.uses = "acme-corp/ci/test", .line = 2}}).outcome == Outcome::yes);
    CHECK_FALSE(of("circleci", {{.uses = "node/install", .line = 2}}).at_least);
    // A file of the same repository is read for itself.
    auto written = with_ci("gitlab", {}, {{.uses = "/.gitlab/ci/lint.yml", .line = 2}});
    CHECK(run("B2", written.facts).at_least);
    auto included = with_ci("gitlab", {}, {{.run = "npm run lint", .line = 3}}).facts.ci.at(0);
    included.path = ".gitlab/ci/lint.yml";
    written.facts.ci.push_back(included);
    CHECK_FALSE(run("B2", written.facts).at_least);
}

TEST_CASE("B2: a template of Azure's runs where it is used") {
    const auto file = [](const char* path, std::vector<CiTrigger> on, std::vector<CiStep> steps) {
        auto made = with_ci("azure", std::move(on), std::move(steps)).facts.ci.at(0);
        made.path = path;
        return made;
    };
    const CiStep tests{.run = "npm test", .line = 9};
    const auto verdict_of = [](std::vector<CiFile> files) {
        auto written = Written();
        written.facts.ci = std::move(files);
        return run("B2", written.facts);
    };
    const auto pipeline = [&](std::vector<CiTrigger> on, const char* uses) {
        return file("build/azure-pipelines.yml", std::move(on), {{.uses = uses, .line = 4}});
    };
    const auto steps = file("build/azure-pipelines-steps.yml", {}, {tests});
    for (const auto* uses : {"azure-pipelines-steps.yml", "./azure-pipelines-steps.yml",
                             "/build/azure-pipelines-steps.yml", "azure-pipelines-steps.yml@self"}) {
        CAPTURE(uses);
        CHECK(verdict_of({pipeline({}, uses), steps}).evidence.at(0).where == "build/azure-pipelines.yml:4");
        CHECK(verdict_of({pipeline({}, uses), steps}).outcome == Outcome::yes);
        CHECK(verdict_of({steps, pipeline({{"push", 1}}, uses)}).outcome == Outcome::partly);
    }
    CHECK(verdict_of({pipeline({}, "azure-pipelines-steps.yml@other"), steps}).outcome == Outcome::yes);
    CHECK(verdict_of({pipeline({}, "steps.yml")}).at_least);
    // A circle starts nothing, and is CI all the same.
    const auto circle =
        verdict_of({file("azure-pipelines-a.yml", {}, {{.uses = "azure-pipelines-b.yml", .line = 1}}),
                    file("azure-pipelines-b.yml", {}, {{.uses = "azure-pipelines-a.yml", .line = 1}})});
    CHECK(circle.outcome == Outcome::partly);
}

TEST_CASE("B2: what was not read of a file may be the tests") {
    auto written = with_ci("github", {{"pull_request", 2}}, {{.run = "make lint", .line = 9}});
    CHECK_FALSE(run("B2", written.facts).at_least);
    written.facts.ci[0].is_cut = true;
    const auto verdict = run("B2", written.facts);
    CHECK(verdict.outcome == Outcome::partly);
    CHECK(verdict.at_least);
    written.facts.ci[0].is_cut = false;
    CHECK_FALSE(run("B2", written.facts).at_least);
    written.facts.ci.push_back({.path = "z.yml", .vendor = "github", .triggers = {}, .is_cut = true});
    CHECK(run("B2", written.facts).at_least);
}

TEST_CASE("B2: a declared command is looked for as a command, whatever it says") {
    const auto outcome_of = [](const char* declared, const char* step) {
        auto written = with_ci("github", {{"pull_request", 2}}, {{.run = step, .line = 9}});
        written.file("ci/verify.sh");
        written.facts.declared.emplace();
        written.facts.declared->tests = declared;
        return outcome("B2", written.facts);
    };
    CHECK(outcome_of("n", "npm run lint") == "partly");
    CHECK(outcome_of("run lint", "npm run lint") == "partly");
    CHECK(outcome_of("sh ci/verify.sh", "echo sh ci/verify.sh") == "partly");
    CHECK(outcome_of("sh ci/verify.sh", "cd a && sh ci/verify.sh --all") == "yes");
    CHECK(outcome_of("ci/verify.sh", "ci/verify.sh") == "yes");
    CHECK(outcome_of("ci/verify.sh", "ci/verify.sh.old") == "partly");
}

TEST_CASE("B4: fifty thousand packages are compared in no time") {
    auto written = Written();
    auto& files = written.facts.tree->files;
    for (int n = 0; n < 50'000; ++n)
        files.push_back({"p" + std::to_string(n) + "/package.json", FileKind::regular, 9});
    std::ranges::sort(files, {}, &File::path);
    CHECK(outcome("B4", written.facts) == "partly");
}

TEST_CASE("B2: on pull_request_target only a checkout of the change tests it") {
    const CiStep tests{.run = "npm test", .line = 9};
    const CiStep plain{.uses = "actions/checkout@v4", .line = 7};
    const CiStep foreign{
        .uses = "actions/checkout@v4", .ref = "${{ github.event.pull_request.head.sha }}", .line = 7};
    const auto verdict_of = [&](std::vector<CiTrigger> triggers, const CiStep& checkout) {
        return run("B2", with_ci("github", std::move(triggers), {checkout, tests}).facts);
    };
    const auto base = verdict_of({{"pull_request_target", 2}}, plain);
    CHECK(base.outcome == Outcome::partly);
    CHECK(base.evidence.at(0).note == "tests the base branch, not the change");
    CHECK(base.evidence.at(0).where == "ci.yml:9");
    CHECK(base.remedy == "Let the tests at ci.yml:9 run on pull_request, which checks out the change.");
    CHECK(verdict_of({{"push", 2}, {"pull_request_target", 3}}, plain).outcome == Outcome::partly);
    CHECK(verdict_of({{"pull_request_target", 2}}, foreign).outcome == Outcome::yes);
    CHECK(verdict_of({{"pull_request", 2}, {"pull_request_target", 3}}, plain).outcome == Outcome::yes);
    CHECK(verdict_of({{"merge_group", 2}, {"pull_request_target", 3}}, plain).outcome == Outcome::yes);
    const CiStep shared{.uses = "org/ci/.github/workflows/test.yml@v1", .line = 4};
    CHECK(run("B2", with_ci("github", {{"pull_request_target", 2}}, {shared}).facts).at_least);
}

TEST_CASE("B3: tests are found without a test folder and need a command") {
    CHECK(outcome("B3", Written().facts) == "no");
    CHECK(outcome("B3", Written().file("pkg/store_test.go").facts) == "partly");
    CHECK(outcome("B3",
                  Written().file("pkg/store_test.go").text("README.md", "```\ngo test ./...\n```").facts) ==
          "yes");
    CHECK(outcome("B3", with_ci("github", {{"push", 1}},
                                {{.uses = {}, .run = "go test ./...", .ref = {}, .line = 3}})
                            .file("a_test.go")
                            .facts) == "yes");
    CHECK(run("B3", Written().text("README.md", "Run `cargo test`.").facts).at_least);
    const auto with = [](const char* tests) {
        auto written = Written().file("a_test.go").file("scripts/check.sh").file("scripts/empty.sh", 0);
        written.facts.declared = Declarations{.path = ".innersource-readiness.yml", .tests = tests};
        return run("B3", written.facts);
    };
    for (const auto* tests : {"", "whatever", "scripts/none.sh", "../scripts/check.sh", "scripts/empty.sh"}) {
        CAPTURE(tests);
        CHECK(with(tests).outcome == Outcome::partly);
        CHECK_FALSE(with(tests).declared);
    }
    for (const auto* tests :
         {"scripts/check.sh", "./scripts/check.sh --all", "go test ./...", "make check"}) {
        CAPTURE(tests);
        CHECK(with(tests).outcome == Outcome::yes);
        CHECK(with(tests).declared);
    }
}

TEST_CASE("B4: one step, or a lock file with a command, makes set-up reproducible") {
    CHECK(outcome("B4", Written().facts) == "no");
    CHECK(outcome("B4", Written().small("docker-compose.yml", "").facts) == "no");
    CHECK(outcome("B4", Written().small("docker-compose.yml", "# later\n\n").facts) == "no");
    CHECK(outcome("B4", Written().small("docker-compose.yml", "services: {}\n").facts) == "yes");
    CHECK(outcome("B4", Written().file(".devcontainer/devcontainer.json").facts) == "yes");
    CHECK(outcome("B4", Written().small("Makefile", "setup:\n\tnpm ci\n").facts) == "yes");
    CHECK(outcome("B4", Written().small("Makefile", "clean:\n\trm -r build\n").facts) == "partly");
    CHECK(outcome("B4", Written().file("package.json").facts) == "partly");
    CHECK(outcome("B4", Written().file("package-lock.json").facts) == "partly");
    CHECK(outcome("B4", Written().file("package-lock.json").text("README.md", "Run `npm ci`.").facts) ==
          "yes");
}

TEST_CASE("B4: a script at the top counts where a document names it") {
    struct Row {
        const char* file;
        const char* readme;
        const char* outcome;
    };
    for (const auto& row : {
             Row{"setup.sh", "## Setup\n\n`./setup.sh`", "yes"},
             Row{"setup.sh", "## Setup\n```\nbash setup.sh\n```", "yes"},
             Row{"bootstrap.sh", "Run ./bootstrap.sh.", "yes"},
             Row{"setup.sh", "A tool.", "no"},
             Row{"setup.sh", "`curl https://example.com/setup.sh | sh`", "no"},
             Row{"setup.sh", "Run old-setup.sh or setup.sh.old", "no"},
             Row{"tools/setup.sh", "Run ./setup.sh", "no"},
             Row{"mise.toml", "```\nmise install\n```", "yes"},
             Row{".mise.toml", "Then `mise install`.", "yes"},
             Row{"mise.toml", "A tool.", "no"},
         }) {
        INFO(row.file << " | " << row.readme);
        CHECK(outcome("B4", Written().text("README.md", row.readme).small(row.file, "npm ci\n").facts) ==
              row.outcome);
    }
    const auto verdict =
        run("B4", Written().text("README.md", "# A\n\n`./setup.sh`").small("setup.sh", "npm ci\n").facts);
    CHECK(verdict.evidence.back().where == "README.md:3");
}

TEST_CASE("CI files and set-up files that were not read are unknown, and what was read is the least") {
    const auto with_link = [](Written written, const char* path) {
        written.file(path);
        for (auto& file : written.facts.tree->files)
            if (file.path == path) file.kind = FileKind::link;
        return written.facts;
    };
    constexpr auto ci = ".github/workflows/ci.yml";
    CHECK(outcome("B2", with_link(Written(), ci)) == "unknown");
    CHECK(run("B2", with_link(Written(), ci)).missing.find(ci) != std::string::npos);
    CHECK(outcome("S3", with_link(Written(), ci)) == "unknown");
    auto other = with_link(Written().file(".github/workflows/push.yml"), ci);
    CiFile push;
    push.path = ".github/workflows/push.yml";
    push.vendor = "github";
    push.triggers = {{.name = "push", .line = 1}};
    push.steps = {{.uses = {}, .run = "make lint", .ref = {}, .line = 3}};
    push.permissions_line = 2;
    push.parsed = true;
    other.ci = {push};
    CHECK(outcome("B2", other) == "partly");
    CHECK(run("B2", other).at_least);
    CHECK(outcome("S3", other) == "unknown");
    const auto tests = run("B3", with_link(Written().file("tests/a_test.cpp"), ci));
    CHECK(tests.outcome == Outcome::partly);
    CHECK(tests.at_least);

    CHECK(outcome("B4", with_link(Written(), "Makefile")) == "unknown");
    CHECK(outcome("B4", Written().file("Makefile").facts) == "unknown");
    const auto manifest = run("B4", with_link(Written().file("package.json"), "Makefile"));
    CHECK(manifest.outcome == Outcome::partly);
    CHECK(manifest.at_least);
    CHECK(outcome("B1", with_link(Written(), ".github/ISSUE_TEMPLATE/bug.md")) == "unknown");
    CHECK(outcome("B1", with_link(Written(), ".github/pull_request_template.md")) == "unknown");
}

TEST_CASE("B4: only what lies beside the main manifests locks the product") {
    struct Row {
        std::vector<std::string> files;
        const char* outcome;
    };
    const Row rows[] = {
        {{"package.json", "package-lock.json"}, "yes"},
        {{"package.json", "tests/bench/package-lock.json"}, "partly"},
        {{"CMakeLists.txt", "tests/bench/package.json", "tests/bench/package-lock.json"}, "partly"},
        {{"tests/bench/package.json", "tests/bench/package-lock.json"}, "no"},
        {{"vendor/lib/go.mod", "vendor/lib/go.sum"}, "no"},
        {{"node_modules/x/package.json", "node_modules/x/package-lock.json"}, "no"},
        {{"third_party/x/Cargo.toml", "third_party/x/Cargo.lock"}, "no"},
        {{"Examples/x/Cargo.toml", "Examples/x/Cargo.lock"}, "no"},
        {{"api/package.json", "api/yarn.lock", "web/package.json", "examples/package.json"}, "yes"},
        {{"api/package.json", "web/deep/package.json", "web/deep/yarn.lock"}, "partly"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.files);
        auto written = Written().text("README.md", "Run `npm ci`.");
        for (const auto& file : row.files) written.file(file);
        CHECK(outcome("B4", written.facts) == row.outcome);
    }
}

TEST_CASE("B5: a living tracker or a roadmap shows plans") {
    auto written = Written();
    CHECK(outcome("B5", written.facts) == "unknown");
    written.facts.settings.issues_enabled = Known<bool>{false, "has_issues = false"};
    CHECK(outcome("B5", written.facts) == "no");
    written.facts.settings.issues_enabled->value = true;
    CHECK(run("B5", written.facts).at_least);
    written.facts.conversations = Conversations{.tracker_alive = false};
    CHECK_FALSE(run("B5", written.facts).at_least);
    written.facts.conversations->tracker_alive = true;
    CHECK(outcome("B5", written.facts) == "yes");
    CHECK(outcome("B5", Written().text("ROADMAP.md", "# Roadmap\nTODO").facts) == "unknown");
    CHECK(outcome("B5", Written().text("ROADMAP.md", "# Roadmap\n- Refunds in spring").facts) == "yes");
    CHECK(outcome("B5", Written().file("ROADMAP.md").facts) == "yes");
    CHECK(outcome("B5", Written().text("README.md", "[tracker](https://git.example/pay/issues)").facts) ==
          "partly");
}

TEST_CASE("B5: one issue is no tracker, a declared one is called so") {
    for (const auto* target :
         {"https://github.com/other/lib/issues/12", "docs/issues", "https://jira.example/browse/PAY-12",
          "https://bugzilla.example/show_bug.cgi?id=3", "https://example.com/blog/jira",
          "mailto:jira@example.com", "https://readthedocs.org/projects/widget/badge/",
          "https://api.scorecard.dev/projects/github.com/acme/pay/badge", "https://acme.example/projects"}) {
        CAPTURE(target);
        CHECK(outcome("B5", Written().text("README.md", "[it](" + std::string(target) + ")").facts) ==
              "unknown");
    }
    for (const auto* target :
         {"https://github.com/acme/pay/issues?q=is%3Aopen", "https://git.example/pay/-/issues/",
          "https://jira.example/browse/PAY", "https://github.com/orgs/acme/projects/4",
          "https://github.com/acme/pay/projects", "https://tracker.example/projects/PAY",
          "https://git.example/pay/-/boards/7",
          "https://acme.atlassian.net/jira/software/projects/PAY/boards/1"}) {
        CAPTURE(target);
        const auto verdict =
            run("B5", Written().text("README.md", "[it](" + std::string(target) + ")").facts);
        CHECK(verdict.outcome == Outcome::partly);
        CHECK_FALSE(verdict.declared);
    }
    for (const auto& [target, expected] :
         {std::pair{"https://github.com/other/libfoo/issues", "unknown"},
          std::pair{"https://github.com/Acme/tracker/issues", "partly"},
          std::pair{"https://github.com/upstream/pay/issues", "partly"},  // the checkout is of a fork
          std::pair{"https://github.com/orgs/other/projects/4", "partly"}}) {
        CAPTURE(target);
        auto written = Written().text("README.md", "[it](" + std::string(target) + ")");
        written.facts.remote = "acme/Pay";
        CHECK(outcome("B5", written.facts) == expected);
    }
    auto declared = Written();
    declared.facts.declared = Declarations{.path = ".innersource-readiness.yml", .tracker = "nowhere"};
    CHECK(run("B5", declared.facts).declared);
    CHECK(outcome("B5", declared.facts) == "partly");
}

TEST_CASE("B5: a section of README serves like ROADMAP") {
    struct Row {
        const char* text;
        const char* outcome;
    };
    for (const auto& row :
         {Row{"# Pay\n## Roadmap\n- Refunds in spring\n- Invoices in summer", "yes"},
          Row{"# Pay\n## Our road map\nRefunds come in spring.", "yes"}, Row{"# Pay\n## Roadmap", "unknown"},
          Row{"# Pay\n## Roadmap\nTODO", "unknown"},
          Row{"# Pay\n## Roadmap\nThere is no roadmap yet.", "unknown"},
          Row{"# Pay\n## Roadmap\nSee the [issues](https://git.example/pay/issues).", "partly"},
          Row{"# roadmap-cli\nDraws maps of roads for every team.", "unknown"},
          Row{"# Pay\n## How to read the roadmap of another team\nAsk it.", "unknown"}}) {
        CAPTURE(row.text);
        CHECK(outcome("B5", Written().text("README.md", row.text).facts) == row.outcome);
    }
    CHECK(run("B5", Written().text("README.md", "# Pay\n## Roadmap\n- Refunds").facts).evidence.at(0).where ==
          "README.md:2");
}

TEST_CASE("B6: three issues for newcomers, unknown where nobody counted") {
    auto written = Written();
    CHECK(outcome("B6", written.facts) == "unknown");
    for (const auto& [count, expected] : {std::pair{0, "no"}, std::pair{1, "partly"}, std::pair{3, "yes"}}) {
        written.facts.conversations = Conversations{.newcomer_issues = count};
        CHECK(outcome("B6", written.facts) == expected);
    }
}

TEST_CASE("every check of these three groups has its words") {
    for (const auto* id :
         {"D1", "D2", "D3", "C1", "C2", "C3", "C4", "C5", "B1", "B2", "B3", "B4", "B5", "B6"}) {
        const auto* check = find_check(id);
        REQUIRE(check != nullptr);
        CHECK(check->question.ends_with('?'));
        CHECK_FALSE(check->statement.empty());
        CHECK_FALSE(check->why.empty());
        CHECK(check->remedy.text.ends_with('.'));
        CHECK_FALSE(check->patterns.empty());
        CHECK_FALSE(check->settled_by.empty());
    }
}
