// SPDX-License-Identifier: Apache-2.0
#include "sources/ci.hpp"

#include "insight/file_search.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using sources::parse_ci;

namespace {

// "on push@1", "perm@2", "uses x ref y@3", "run make@4"; "fault …" when it was not parsed.
std::string dump(const insight::CiFile& file) {
    std::string out;
    if (!file.parsed) out += "fault " + file.fault + "\n";
    for (const auto& trigger : file.triggers)
        out +=
            "on " + trigger.name + "@" + std::to_string(trigger.line) + (trigger.narrowed ? " some\n" : "\n");
    if (file.switched_off > 0) out += "off@" + std::to_string(file.switched_off) + "\n";
    if (file.permissions_line) out += "perm@" + std::to_string(*file.permissions_line) + "\n";
    for (const auto& step : file.steps) {
        if (!step.uses.empty()) out += "uses " + step.uses;
        if (!step.ref.empty()) out += " ref " + step.ref;
        if (!step.run.empty()) out += "run " + step.run;
        out += "@" + std::to_string(step.line) + (step.never_on_changes ? " never" : "") +
               (step.on_some_changes ? " some" : "") + (step.failure_ignored ? " green\n" : "\n");
    }
    return out;
}

struct Row {
    const char* about;
    std::string text;
    std::string found;
};
void check(const std::string& path, const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        INFO(path << ": " << row.about);
        CHECK(dump(parse_ci(path, row.text)) == row.found);
    }
}

}  // namespace

TEST_CASE("vendors are known by path") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {".github/workflows/a.yml", "github"},
        {".GitHub/Workflows/a.yaml", "github"},
        {".forgejo/workflows/a.yml", "forgejo"},
        {".gitlab-ci.yml", "gitlab"},
        {".gitlab/ci/a.yml", "gitlab"},
        {"Jenkinsfile", "jenkins"},
        {"Jenkinsfile.release", "jenkins"},
        {".circleci/config.yml", "circleci"},
        {"azure-pipelines.yaml", "azure"},
        {".travis.yml", "travis"},
        {".buildkite/pipeline.yml", "buildkite"},
        {".drone.yml", "drone"},
        {".woodpecker.yml", "woodpecker"},
        {".woodpecker/a.yml", "woodpecker"},
        {"bitbucket-pipelines.yml", "bitbucket"},
        {"appveyor.yml", "appveyor"},
        {".appveyor.yml", "appveyor"},
        {".cirrus.yml", "cirrus"},
        {".semaphore/semaphore.yml", "semaphore"},
        {".tekton/a.yaml", "tekton"},
        {"cloudbuild.yaml", "cloudbuild"},
        {".ci/run", "script"},
        {"src/main.c", ""},
        {"ci/Jenkinsfile", "jenkins"},
        {"build/Jenkinsfile", "jenkins"},
        {"deploy/release.Jenkinsfile", "jenkins"},
        {"Jenkinsfile-nightly", "jenkins"},
        {"jenkins/build.groovy", "jenkins"},
        {"Jenkinsfiles", ""},
        {"Jenkinsfile.md", ""},
        {"vars/javaPipeline.groovy", ""},
        {"src/test/Jenkinsfile", ""},
        {"examples/ci/Jenkinsfile", ""},
        {"vendor/x/azure-pipelines.yml", ""},
        {".azuredevops/pipelines/ci.yml", "azure"},
        {".azuredevops/dependabot.yml", ""},
        {".azuredevops/pull_request_template.md", ""},
        {".pipelines/ci.yml", "azure"},
        {"build/azure-pipelines.yml", "azure"},
        {"azure-pipelines-release.yml", "azure"},
        {"azure-pipelines.ci.yaml", "azure"},
        {"services/api/azure-pipelines.yml", "azure"},
        {"azure-pipelinesque.yml", ""},
        {"azure-pipelines.md", ""},
        {".teamcity/settings.kts", "teamcity"},
        {".teamcity/src/Build.kt", "teamcity"},
        {".teamcity/pom.xml", ""},
        {"bamboo-specs/bamboo.yml", "bamboo"},
        {"bamboo-specs/bamboo.yaml", "bamboo"},
        {"bamboo-specs/src/main/java/acme/Plan.java", "bamboo"},
        {"bamboo-specs/src/test/java/acme/PlanTest.java", ""},
        {"buildspec.yml", "codebuild"},
        {"ci/buildspec-test.yaml", "codebuild"},
        {"buildspecs.yml", ""},
        {"codefresh.yml", "codefresh"},
        {".codefresh/ci.yaml", "codefresh"},
        {".zuul.yaml", "zuul"},
        {"zuul.d/jobs.yaml", "zuul"},
        {".zuul.d/project.yaml", "zuul"},
        {"screwdriver.yaml", "screwdriver"},
        {".harness/ci.yaml", "harness"},
        {".harness/orgs/default/pipelines/ci.yaml", "harness"},
        {".vela.yml", "vela"},
        {".build.yml", "sourcehut"},
        {".builds/debian.yml", "sourcehut"},
        {"bitrise.yml", "bitrise"},
        {"codemagic.yaml", "codemagic"},
        {"ci/build.gocd.yaml", "gocd"},
    };
    for (const auto& [path, vendor] : rows) {
        CAPTURE(path);
        CHECK(sources::ci_vendor(path) == vendor);
        CHECK(insight::has_role(path, insight::Role::ci) == !vendor.empty());
    }
}

TEST_CASE("GitHub workflows: every spelling of the trigger") {
    const std::string jobs = "jobs:\n  a:\n    steps:\n      - run: x\n";
    check(
        ".github/workflows/a.yml",
        {
            {"empty", "", "fault This file holds no settings.\n"},
            {"binary", std::string("a\0b", 3), "fault This file is binary.\n"},
            {"broken", "on: [\n", "fault This is no readable YAML: the syntax is wrong here.\n"},
            {"no workflow", "a: 1\n", "fault This is no workflow: it has neither triggers nor jobs.\n"},
            {"a word", "on: push\n" + jobs, "on push@1\nrun x@5\n"},
            {"a quoted key", "\"on\": push\n" + jobs, "on push@1\nrun x@5\n"},
            {"a list on one line", "on: [push, pull_request]\n" + jobs,
             "on push@1\non pull_request@1\nrun x@5\n"},
            {"a list", "on:\n  - push\n  - pull_request\n" + jobs, "on push@2\non pull_request@3\nrun x@7\n"},
            {"a map",
             "on:\n  push:\n    branches: [main]\n  pull_request:\n  schedule:\n    - cron: x\n" + jobs,
             "on push@2\non pull_request@4\non schedule@5\nrun x@10\n"},
            {"a map on one line", "on: {pull_request: {}, workflow_run: {workflows: [a]}}\n" + jobs,
             "on pull_request@1\non workflow_run@1\nrun x@5\n"},
        });
}

TEST_CASE("GitHub workflows: steps, checkouts, permissions, shared workflows") {
    check(
        ".github/workflows/a.yml",
        {
            {"checkout of the change",
             "on: pull_request_target\npermissions: {}\njobs:\n  a:\n    permissions: write-all\n    steps:\n"
             "      - uses: actions/checkout@v4\n        with:\n          ref: ${{ "
             "github.event.pull_request.head.sha }}\n"
             "      - name: T\n        run: |\n          make\n          make test\n",
             "on pull_request_target@1\nperm@2\nuses actions/checkout@v4 ref ${{ "
             "github.event.pull_request.head.sha }}@7\nrun make\nmake test\n@11\n"},
            {"checkout of a fork without a ref",
             "on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with: "
             "{repository: \"${{ x.head.repo.full_name }}\"}\n",
             "on push@1\nuses actions/checkout@v4 ref ${{ x.head.repo.full_name }}@5\n"},
            {"shared workflow", "on: push\njobs:\n  a:\n    uses: org/ci/.github/workflows/t.yml@v1\n",
             "on push@1\nuses org/ci/.github/workflows/t.yml@v1@4\n"},
            {"an action that is told what to run",
             "on: push\njobs:\n  a:\n    steps:\n      - uses: gradle/gradle-build-action@v2\n        with: "
             "{arguments: check --info}\n      - uses: gradle/actions/setup-gradle@v3\n        with:\n"
             "          arguments: build\n      - uses: gradle/actions/setup-gradle@v3\n"
             "      - uses: actions-rs/cargo@v1\n        with: {command: test}\n"
             "      - uses: acme/other@v1\n        with: {arguments: test}\n",
             "on push@1\nuses gradle/gradle-build-action@v2run gradle check --info@5\n"
             "uses gradle/actions/setup-gradle@v3run gradle build@7\n"
             "uses gradle/actions/setup-gradle@v3@10\nuses actions-rs/cargo@v1run cargo test@11\n"
             "uses acme/other@v1@13\n"},
            {"permissions for everything limit nothing", "on: push\npermissions: write-all\njobs: {}\n",
             "on push@1\n"},
            {"permissions of a job are not those of the file",
             "on: push\njobs:\n  a:\n    permissions: {}\n    steps: []\n", "on push@1\n"},
            {"anchors", "on: push\njobs:\n  a:\n    steps: &s\n      - run: x\n  b:\n    steps: *s\n",
             "on push@1\nrun x@5\nrun x@5\n"},
            {"odd shapes", "on: 3\njobs: [a, {b: c}]\n", "on 3@1\n"},
        });
}

TEST_CASE("GitLab: rules, only and workflow decide what starts it") {
    const std::string test = "test:\n  script: make test\n";
    check(".gitlab-ci.yml",
          {
              {"default pipelines have no trigger", test, "run make test@2\n"},
              {"workflow for merge requests",
               "workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n    - if: "
               "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n" +
                   test,
               "on merge_request_event@3\non push@4\nrun make test@6\n"},
              {"workflow for pushes to one branch",
               "workflow:\n  rules:\n    - if: '$CI_COMMIT_BRANCH == \"main\"'\n" + test,
               "on push@3\nrun make test@5\n"},
              {"excluded merge requests",
               "workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == \"merge_request_event\"\n      when: "
               "never\n    - when: always\n" +
                   test,
               "run make test@7\n"},
              {"rules of a job", test + "  rules:\n    - if: $CI_MERGE_REQUEST_IID\n",
               "on merge_request_event@4\nrun make test@2\n"},
              {"not a merge request", test + "  rules:\n    - if: $CI_MERGE_REQUEST_IID == null\n",
               "on push@4\nrun make test@2 some\n"},
              {"other source", test + "  rules:\n    - if: $CI_PIPELINE_SOURCE != 'merge_request_event'\n",
               "on push@4\nrun make test@2 some\n"},
              {"only merge requests", test + "  only: [merge_requests]\n",
               "on merge_request_event@3\nrun make test@2\n"},
              {"only some branches", test + "  only:\n    - main\n    - tags\n",
               "on push@4\non tag@5\nrun make test@2 never\n"},
              {"only refs", test + "  only:\n    refs: [schedules]\n",
               "on schedule@4\nrun make test@2 never\n"},
              {"one job by default, another on main", test + "deploy:\n  script: x\n  only: main\n",
               "run make test@2\nrun x@4 never\n"},
              {"inherited rules",
               ".mr:\n  rules:\n    - if: $CI_MERGE_REQUEST_ID\n" + test + "  extends: .mr\n",
               "on merge_request_event@3\nrun make test@5\n"},
              {"extends in a circle",
               ".a: {extends: .b}\n.b: {extends: .a}\ntest: {extends: .a, script: x}\n", "run x@3\n"},
              {"template for merge requests",
               "include:\n  - template: Workflows/MergeRequest-Pipelines.gitlab-ci.yml\n" + test,
               "on merge_request_event@2\nuses Workflows/MergeRequest-Pipelines.gitlab-ci.yml@2\nrun make "
               "test@4\n"},
          });
}

TEST_CASE("GitLab: what starts one job starts no other") {
    const std::string lint = "lint:\n  script: ruff\n  rules:\n    - if: $CI_MERGE_REQUEST_IID\n";
    const auto beside = [&](const std::string& terms) { return lint + "test:\n  script: pytest\n" + terms; };
    const std::string on = "on merge_request_event@4\n", ruff = "run ruff@2\n";
    check(
        ".gitlab-ci.yml",
        {
            {"main", beside("  only: [main]\n"), on + "on push@7\n" + ruff + "run pytest@6 never\n"},
            {"tags", beside("  only: [tags]\n"), on + "on tag@7\n" + ruff + "run pytest@6 never\n"},
            {"schedules", beside("  only: [schedules]\n"),
             on + "on schedule@7\n" + ruff + "run pytest@6 never\n"},
            {"a rule for main", beside("  rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 never\n"},
            {"other branches than main",
             beside("  rules: [{if: '$CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH'}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"a variable", beside("  rules: [{if: $RUN_TESTS}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"a pattern of branches", beside("  only: [/^feature-/]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"rules of an included file", beside("  rules:\n    - !reference [.x, rules]\n"),
             on + ruff + "run pytest@6 some\n"},
            {"a rule in other quotes", beside("  rules: [{if: \"$CI_PIPELINE_SOURCE == 'schedule'\"}]\n"),
             on + "on schedule@7\n" + ruff + "run pytest@6 never\n"},
            {"every push, in other quotes", beside("  rules: [{if: \"$CI_PIPELINE_SOURCE == 'push'\"}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"started by another pipeline",
             beside("  rules: [{if: '$CI_PIPELINE_SOURCE == \"parent_pipeline\"'}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"a change of another host",
             beside("  rules: [{if: '$CI_PIPELINE_SOURCE == \"external_pull_request_event\"'}]\n"),
             on + ruff + "run pytest@6\n"},
            {"no tag", beside("  rules: [{if: $CI_COMMIT_TAG == null}]\n"), on + ruff + "run pytest@6\n"},
            {"main, or when somebody says so",
             beside("  rules: [{if: '$CI_COMMIT_BRANCH == \"main\" || $RUN_TESTS'}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 some\n"},
            {"main or a tag", beside("  rules: [{if: '$CI_COMMIT_BRANCH == \"main\" || $CI_COMMIT_TAG'}]\n"),
             on + "on push@7\n" + ruff + "run pytest@6 never\n"},
            {"never", beside("  rules: [{when: never}]\n"), on + ruff + "run pytest@6 never\n"},
            {"every push", beside("  only: [pushes]\n"), on + ruff + "run pytest@6\n"},
            {"both", beside("  only: [main, merge_requests]\n"),
             on + "on push@7\n" + ruff + "run pytest@6\n"},
        });
}

TEST_CASE("GitLab: scripts through anchors, references and defaults") {
    check(
        ".gitlab-ci.yml",
        {
            {"hidden jobs do not run", ".x:\n  script: no\ntest:\n  script:\n    - a\n    - [b, c]\n",
             "run a@5\nrun b@6\nrun c@6\n"},
            {"merge keys", ".x: &x\n  script: a\ntest:\n  <<: *x\n", "run a@2\n"},
            {"reference", ".x:\n  script: [a, b]\ntest:\n  script:\n    - !reference [.x, script]\n    - c\n",
             "run a@2\nrun b@2\nrun c@6\n"},
            {"reference to itself", "test:\n  script:\n    - !reference [test, script]\n", ""},
            {"shared scripts", "before_script: [a]\ndefault:\n  before_script: b\ntest:\n  script: c\n",
             "run c@5\nrun a@1\nrun b@3\n"},
            {"includes",
             "include:\n  - local: /ci/a.yml\n  - project: g/p\n    file: [b.yml]\n  - component: "
             "h/c@1\ntest:\n  script: x\n",
             "uses /ci/a.yml@2\nuses b.yml@4\nuses h/c@1@5\nrun x@7\n"},
            {"inputs first", "spec:\n  inputs: {}\n---\ntest:\n  script: x\n", "run x@5\n"},
            {"a list is no pipeline", "- a\n", "fault This file holds no settings.\n"},
        });
}

TEST_CASE("Jenkinsfile: commands, changes, libraries") {
    check(
        "Jenkinsfile",
        {
            {"empty", "", "fault This file is empty.\n"},
            {"declarative",
             "@Library('shared@1') _\npipeline {\n  // sh 'no'\n  stages { stage('T') { "
             "steps {\n    sh 'make test'\n    bat \"x.bat\"\n  } } }\n}\n",
             "uses shared@1@1\nrun make test@5\nrun x.bat@6\n"},
            {"many lines and named arguments",
             "sh '''\nmake\nmake test\n'''\nsh(returnStatus: true, script: 'a')\nsh label: "
             "'L', script: \"b\"\n",
             "run \nmake\nmake test\n@1\nrun a@5\nrun b@6\n"},
            {"changes", "when { changeRequest() }\n/* sh 'no'\n*/ sh 'x'\n", "on pull_request@1\nrun x@3\n"},
            {"a stage for a branch",
             "pipeline {\n  stages {\n    stage('L') {\n      when { changeRequest() }\n      "
             "steps { sh 'lint' }\n    }\n    stage('T') {\n      when { branch 'main' }\n      "
             "steps { sh 'make test' }\n    }\n    stage('U') {\n      steps { sh 'x' }\n    }\n  "
             "}\n}\n",
             "on pull_request@4\nrun lint@5\nrun make test@9 never\nrun x@12\n"},
            {"a stage for any of both, and one that is denied",
             "stage('T') { when { anyOf { branch 'main'; changeRequest() } }\nsteps { sh 'a' } }\n"
             "stage('U') { when { not { branch 'main' } }\nsteps { sh 'b' } }\n",
             "on pull_request@1\nrun a@2\nrun b@4\n"},
            {"changes by the names of their branches, and none",
             "stage('T') { when { branch 'PR-*' }\nsteps { sh 'a' } }\n"
             "stage('U') { when { not { changeRequest() } }\nsteps { sh 'b' } }\n",
             "on pull_request@3\nrun a@2\nrun b@4 never\n"},
            {"braces without end", std::string(5'000, '{') + "sh 'x'" + std::string(9'000, '}'), "run x@1\n"},
            {"text in quotes is no code", "echo \"sh 'no'\"\n", ""},
            {"quote that never ends", "sh 'make\nsh \"\"\"x", "run make@1\nrun x@2\n"},
        });
}

TEST_CASE("other vendors: commands, and triggers where they are plain") {
    check(".circleci/config.yml", {{"steps",
                                    "jobs:\n  a:\n    steps:\n      - checkout\n      - run: make test\n     "
                                    " - run:\n          name: x\n          command: make\n",
                                    "run make test@5\nrun make@8\n"}});
    check("cloudbuild.yaml",
          {{"a program and its arguments",
            "steps:\n- name: gcr.io/cloud-builders/npm\n  args: [run, 'test:unit']\n- name: node\n  "
            "entrypoint: "
            "yarn\n  args: [test]\n",
            "run npm run test:unit @3\nrun run@3\nrun test:unit@3\nrun yarn test @6\nrun test@6\n"}});
    check("azure-pipelines.yml",
          {
              {"default", "trigger: [main]\nsteps:\n- script: make test\n- template: a.yml\n",
               "run make test@3\nuses a.yml@4\n"},
              {"changes off", "pr: none\nsteps:\n- bash: x\n", "on push@1\nrun x@3\n"},
              {"all off", "trigger: none\npr: none\nsteps: []\n", "on manual@2\n"},
              {"changes on", "pr:\n- main\njobs:\n- job: a\n  steps:\n  - pwsh: x\n", "on pr@1\nrun x@6\n"},
          });
    check(".travis.yml", {{"script", "install: pip\nscript:\n  - make\n  - make test\n",
                           "run pip@1\nrun make@3\nrun make test@4\n"},
                          {"condition", "if: type = push\nscript: x\n", "on push@1\nrun x@2 never\n"}});
    check(".buildkite/pipeline.yml", {{"steps", "steps:\n  - command: make test\n  - commands: [a, b]\n",
                                       "run make test@2\nrun a@3\nrun b@3\n"}});
    check(".drone.yml", {{"documents",
                          "kind: pipeline\ntrigger:\n  event: [pull_request]\nsteps:\n- name: t\n  commands: "
                          "[x]\n---\nkind: pipeline\nsteps:\n- commands: [y]\n",
                          "on pull_request@3\nrun x@6\nrun y@10\n"}});
    check(".woodpecker.yml",
          {{"events", "when:\n  - event: pull_request\n  - event: [push]\nsteps:\n  t:\n    commands: [x]\n",
            "on pull_request@2\non push@3\nrun x@6\n"}});
    check("bitbucket-pipelines.yml",
          {{"kinds",
            "pipelines:\n  default:\n    - step:\n        script: [a]\n  pull-requests:\n    '**':\n      - "
            "step:\n          script:\n            - b\n",
            "on pull-requests@5\non push@2\nrun a@4 never\nrun b@9\n"}});
    check("appveyor.yml", {{"scripts", "build_script:\n  - cmd: a\ntest_script:\n  - ps: b\n  - c\n",
                            "run a@2\nrun b@4\nrun c@5\n"}});
    check(".cirrus.yml", {{"task", "task:\n  test_script: make test\n", "run make test@2\n"}});
    check(".ci/run", {{"shell", "#!/bin/sh\n\n# no\nmake test\n", "run make test@4\n"}});
}

TEST_CASE("other vendors: what starts one part starts no other") {
    check("bitbucket-pipelines.yml",
          {{"tests on main only",
            "definitions:\n  steps:\n    - step: &t\n        script: [pytest]\npipelines:\n  pull-requests:\n"
            "    '**':\n      - step:\n          script: [ruff]\n    'feature/*':\n      - step: *t\n"
            "  branches:\n    main:\n      - step: *t\n",
            "on pull-requests@6\non push@12\nrun pytest@4 never\nrun ruff@9\nrun pytest@4 some\n"
            "run pytest@4 never\n"}});
    const std::string jobs =
        "jobs:\n  lint:\n    steps: [{run: ruff}]\n  test:\n    steps: [t]\n"
        "commands:\n  t:\n    steps: [{run: pytest}]\nworkflows:\n  w:\n"
        "    jobs:\n      - lint\n";
    const auto listed = [&](const std::string& entry) { return jobs + entry; };
    const auto found = [](const std::string& how) { return "run ruff@3\nrun pytest@8" + how + "\n"; };
    check(
        ".circleci/config.yml",
        {
            {"listed", listed("      - test\n"), found("")},
            {"not listed", jobs, found(" never")},
            {"main", listed("      - test: {filters: {branches: {only: main}}}\n"), found(" never")},
            {"a pattern", listed("      - test: {filters: {branches: {only: [/rel.*/]}}}\n"), found(" some")},
            {"all", listed("      - test: {filters: {branches: {only: /.*/}}}\n"), found("")},
            {"tags only",
             listed("      - test: {filters: {tags: {only: /v.*/}, branches: {ignore: /.*/}}}\n"),
             found(" never")},
            {"main here, all there",
             listed("      - test: {filters: {branches: {only: main}}}\n      - test\n"), found("")},
            {"behind a click",
             listed("      - hold: {type: approval}\n      - build: {requires: [hold]}\n"
                    "      - test: {requires: [build]}\n"),
             found(" some")},
            {"behind a click by another name, and beside one",
             listed("      - ok: {type: approval, name: hold}\n      - test: {requires: [lint]}\n"),
             found("")},
            {"by the clock", listed("  n:\n    triggers: [{schedule: {cron: x}}]\n    jobs: [test]\n"),
             found(" never")},
            {"when somebody says so",
             listed("  n:\n    when: << pipeline.parameters.x >>\n    jobs: [test]\n"), found(" some")},
            {"unless somebody says so",
             listed("  n:\n    when: {not: << pipeline.parameters.x >>}\n    jobs: [test]\n"), found("")},
        });
    check(".circleci/config.yml",
          {{"jobs of orbs",
            "orbs: {node: circleci/node@5}\nworkflows:\n  w:\n    jobs:\n      - node/test\n      - "
            "go/test: {filters: {branches: {only: main}}}\n      - hold: {type: approval}\n      - "
            "py/test: {requires: [hold]}\n  n:\n    jobs: [node/test]\n",
            "uses node/test@5\nuses go/test@6 never\nuses py/test@8 some\n"},
           {"commands of orbs",
            "jobs:\n  a:\n    steps: [checkout, go/test, {ruby/rspec-test: {}}]\n  b:\n    steps: [x/y]\n"
            "workflows:\n  w:\n    jobs: [a]\n",
            "uses go/test@3\nuses ruby/rspec-test@3\nuses x/y@5 never\n"}});
    const std::string test = "kind: pipeline\nsteps: [{commands: [pytest]}]\n";
    const std::string deploy = "---\nkind: pipeline\nsteps: [{commands: [d]}]\n";
    check(".drone.yml", {
                            {"each its own",
                             test + "trigger: {event: push}\n" + deploy + "trigger: {event: pull_request}\n",
                             "on push@3\non pull_request@7\nrun pytest@2 never\nrun d@6\n"},
                            {"one without", test + deploy + "trigger: {event: push}\n",
                             "on push@6\non pull_request@1\nrun pytest@2\nrun d@5 never\n"},
                            {"all but changes", test + "trigger: {event: {exclude: [pull_request]}}\n",
                             "run pytest@2 never\n"},
                            {"a step", "kind: pipeline\nsteps: [{commands: [x], when: {event: [push]}}]\n",
                             "run x@2 never\n"},
                        });
    check(".woodpecker.yml", {{"a step",
                               "steps:\n  t:\n    when: [{event: push}, {event: tag}]\n    commands: [x]\n"
                               "  u:\n    when: [{event: push}, {branch: main}]\n    commands: [y]\n",
                               "run x@4 never\nrun y@7\n"}});
    check(
        ".travis.yml",
        {{"a job",
          "jobs:\n  include:\n    - {if: type = push, script: a}\n    - {if: 'type = push OR tag IS "
          "present', script: b}\n    - {if: branch = main, script: c}\n    - {if: type != "
          "pull_request, script: d}\n",
          "run a@3 never\nrun b@4\nrun c@5\nrun d@6 never\n"},
         {"a job by a list, a tag, or none of changes",
          "jobs:\n  include:\n    - {if: 'type IN (push, api)', script: a}\n    - {if: 'tag =~ ^v', script: "
          "b}\n    - {if: 'NOT type = pull_request', script: c}\n    - {if: 'type IN (push, pull_request)', "
          "script: d}\n    - {if: 'NOT branch = main', script: e}\n    - {if: fork = false, script: f}\n",
          "run a@3 never\nrun b@4 never\nrun c@5 never\nrun d@6\nrun e@7\nrun f@8\n"}});
    check("azure-pipelines.yml",
          {{"a job",
            "jobs:\n- job: a\n  condition: ne(variables['Build.Reason'], 'PullRequest')\n  steps:\n  - "
            "bash: x\n- job: b\n  condition: succeeded()\n  steps:\n  - bash: y\n",
            "run x@5 never\nrun y@9\n"},
           {"by the last part of the branch",
            "jobs:\n- job: a\n  condition: eq(variables['Build.SourceBranchName'], 'main')\n  steps:\n  - "
            "bash: x\n- job: b\n  condition: eq(variables['Build.SourceBranchName'], 'merge')\n  steps:\n  - "
            "bash: y\n",
            "run x@5 never\nrun y@9\n"}});
    check(".buildkite/pipeline.yml",
          {{"a step",
            "steps:\n  - {command: a, if: build.pull_request.id == null}\n  - {command: b, branches: main}\n"
            "  - {command: c, branches: '!docs/*'}\n  - {command: d, if: 'build.branch == \"main\" || "
            "build.pull_request.id != null'}\n  - {command: e, if: build.tag != null}\n",
            "run a@2 never\nrun b@3 never\nrun c@4\nrun d@5\nrun e@6 never\n"},
           {"behind a click", "steps:\n  - command: a\n  - block: go on\n  - command: b\n",
            "run a@2\nrun b@4 some\n"}});
    check("appveyor.yml",
          {{"tags only", "skip_non_tags: true\ntest_script:\n  - a\n", "run a@3 never\n"},
           {"some files", "only_commits: {files: [src/]}\ntest_script:\n  - a\n", "run a@3 some\n"}});
    check(".cirrus.yml", {{"a task",
                           "a_task:\n  only_if: $CIRRUS_PR == ''\n  test_script: x\nb_task:\n  only_if: "
                           "$CIRRUS_PR != ''\n  test_script: y\n",
                           "run x@3 never\nrun y@6\n"}});
}

TEST_CASE("what aliases repeat is kept up to a limit, and the file says that it was cut") {
    const auto repeated = [](const std::string& before, const std::string& each, std::size_t times) {
        std::string text = "x: &a \"" + std::string(30'000, 'y') + "\"\n" + before;
        for (std::size_t n = 0; n < times; ++n) text += each;
        return text;
    };
    const std::vector<std::pair<std::string, std::string>> files = {
        {".github/workflows/a.yml",
         repeated("on: pull_request\njobs:\n  t:\n    steps:\n", "      - run: *a\n", 2'000)},
        {".gitlab-ci.yml", repeated("t:\n  script:\n", "    - *a\n", 2'000)},
        {".circleci/config.yml", repeated("jobs:\n  t:\n    steps:\n", "      - run: *a\n", 2'000)},
        {"cloudbuild.yaml", repeated("steps:\n  - name: b\n    args:\n", "      - *a\n", 9'000)},
    };
    for (const auto& [path, text] : files) {
        const auto file = parse_ci(path, text);
        INFO(path);
        CHECK(file.parsed);
        CHECK(file.is_cut);
        std::size_t bytes = 0;
        for (const auto& step : file.steps) {
            CHECK(step.run.size() <= 16'384);
            bytes += step.run.size();
        }
        CHECK(bytes > 400'000);
        CHECK(bytes < 600'000);
    }
    const auto small = parse_ci(".gitlab-ci.yml", repeated("t:\n  script:\n", "    - *a\n", 20));
    CHECK_FALSE(small.is_cut);
    CHECK(small.steps.size() == 20);
}

TEST_CASE("GitHub workflows: a step has the expressions of the variables around it") {
    const auto file = parse_ci(
        ".github/workflows/a.yml",
        "on: push\nenv: {A: '${{ a }}', B: plain}\njobs:\n  a:\n    env: {C: '${{ c }}'}\n    steps:\n"
        "      - run: x\n        env: {D: '${{ d }}'}\n      - run: y\n  b:\n    uses: "
        "./.github/workflows/b.yml\n"
        "    with: {ref: '${{ head }}', other: plain}\n");
    REQUIRE(file.steps.size() == 3);
    CHECK(file.steps[0].environment == "D=${{ d }}\nC=${{ c }}\nA=${{ a }}\n");
    CHECK(file.steps[1].environment == "C=${{ c }}\nA=${{ a }}\n");
    CHECK(file.steps[2].ref == "${{ head }}");
}

TEST_CASE("hostile CI files stay bounded") {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 20; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 0; k < 9; ++k) bomb += ", " + before;
        bomb += "]\n";
    }
    for (const auto* path : {".github/workflows/a.yml", ".gitlab-ci.yml", ".travis.yml"}) {
        const auto file = parse_ci(
            path,
            bomb + "on: *a19\njobs: {a: {steps: *a19}}\nscript: *a19\ntest: {script: *a19, only: *a19}\n");
        INFO(path);
        CHECK(file.steps.size() <= 2'000);
        CHECK(file.triggers.size() <= 50);
    }
    std::string merges = "m0: &m0 {x: 1}\n";
    for (int i = 1; i < 30; ++i)
        merges += "m" + std::to_string(i) + ": &m" + std::to_string(i) + " {<<: [*m" + std::to_string(i - 1) +
                  ", *m" + std::to_string(i - 1) + "]}\n";
    CHECK(parse_ci(".gitlab-ci.yml", merges).parsed);
    std::string line;
    while (line.size() < 200'000) line += "sh ";
    CHECK(parse_ci("Jenkinsfile", line).steps.empty());
}

TEST_CASE("GitHub workflows: a trigger that a contribution may miss is narrowed") {
    const auto on = [](const std::string& filter) {
        return "on:\n  pull_request:\n" + filter + "jobs:\n  a:\n    steps:\n      - run: x\n";
    };
    const auto is_narrowed = [&](const std::string& filter) {
        return parse_ci(".github/workflows/a.yml", on(filter)).triggers.at(0).narrowed;
    };
    for (const auto* filter :
         {"    paths: ['src/**']\n", "    paths: src/**\n", "    paths: ['*']\n",
          "    branches-ignore: [main]\n", "    branches-ignore: ['**']\n", "    paths-ignore: ['**']\n",
          "    types: [closed]\n", "    types: [labeled]\n",
          "    paths:\n      - web/**\n      - '!web/docs/**'\n"}) {
        CAPTURE(filter);
        CHECK(is_narrowed(filter));
    }
    for (const auto* filter :
         {"    branches: [main]\n", "    branches-ignore: [gh-pages]\n", "    paths: ['**']\n",
          "    paths: ['src/**', '**/*']\n", "    paths-ignore: ['docs/**', '**.md']\n",
          "    types: [opened, synchronize]\n", "    {}\n"}) {
        CAPTURE(filter);
        CHECK_FALSE(is_narrowed(filter));
    }
}

TEST_CASE("GitHub workflows: the branches of a trigger are kept as they are written") {
    const auto file =
        parse_ci(".github/workflows/a.yml",
                 "on:\n  pull_request:\n    branches: [release, 'v*', '!v1']\n  push:\njobs: {}\n");
    CHECK(file.triggers.at(0).branches == std::vector<std::string>{"release", "v*", "!v1"});
    CHECK(file.triggers.at(1).branches.empty());
    CHECK(parse_ci(".gitlab-ci.yml", "t:\n  script: make\n  allow_failure: true\n")
              .steps.at(0)
              .failure_ignored);
}

TEST_CASE("GitHub workflows: jobs and steps that are switched off do not run, others only for some events") {
    const auto job = [](const std::string& condition) {
        return "on: pull_request\njobs:\n  a:\n" + condition + "    steps:\n      - run: x\n";
    };
    const std::string off = "on pull_request@1\noff@4\n";
    const std::string never = "on pull_request@1\nrun x@6 never\n";
    const std::string runs = "on pull_request@1\nrun x@6\n";
    const std::string own = "on pull_request@1\nrun x@6 some\n";
    check(".github/workflows/a.yml",
          {{"off", job("    if: false\n"), off},
           {"off as an expression", job("    if: ${{ false }}\n"), off},
           {"on", job("    if: true\n"), runs},
           {"for pushes", job("    if: github.event_name == 'push'\n"), never},
           {"for pushes, in other quotes", job("    if: ${{ github.event_name == \"push\" }}\n"), never},
           {"not for changes", job("    if: github.event_name != 'pull_request'\n"), never},
           {"on a branch", job("    if: github.ref == 'refs/heads/main'\n"), never},
           {"for pushes or changes",
            job("    if: github.event_name == 'push' || github.event_name == 'pull_request'\n"), runs},
           {"not for pushes", job("    if: github.event_name != 'push'\n"), runs},
           {"not for pull requests, but for the merge queue",
            "on: [pull_request, merge_group]\njobs:\n  a:\n    if: github.event_name != 'pull_request'\n"
            "    steps:\n      - run: x\n",
            "on pull_request@1\non merge_group@1\nrun x@6\n"},
           {"on the base branch of a change",
            "on: pull_request_target\njobs:\n  a:\n    if: github.ref == 'refs/heads/main'\n"
            "    steps:\n      - run: x\n",
            "on pull_request_target@1\nrun x@6\n"},
           {"for pushes, beside the merge queue",
            "on: [merge_group, push]\njobs:\n  a:\n    if: github.event_name == 'push'\n"
            "    steps:\n      - run: x\n",
            "on merge_group@1\non push@1\nrun x@6 never\n"},
           {"not from forks", job("    if: github.event.pull_request.head.repo.fork == false\n"), own},
           {"not from forks, denied", job("    if: ${{ !github.event.pull_request.head.repo.fork }}\n"), own},
           {"from here", job("    if: github.event.pull_request.head.repo.full_name == github.repository\n"),
            own},
           {"pushes or from here",
            job("    if: github.event_name == 'push' || github.event.pull_request.head.repo.full_name == "
                "github.repository\n"),
            own},
           {"pushes or from here, in brackets",
            job("    if: (github.event_name == 'push') || (github.event.pull_request.head.repo.fork == false "
                "&& "
                "contains(github.actor, 'a'))\n"),
            own},
           {"one of both denied",
            job("    if: (github.event_name == 'push') || "
                "!(github.event.pull_request.head.repo.fork == false)\n"),
            runs},
           {"everything once",
            job("    if: github.event_name != 'pull_request' || "
                "github.event.pull_request.head.repo.full_name != "
                "github.repository\n"),
            runs},
           {"from here or by a label",
            job("    if: github.event.pull_request.head.repo.fork == false || "
                "contains(github.event.pull_request.labels.*.name, 'ok')\n"),
            own},
           {"a failure that nobody sees", job("    continue-on-error: true\n"),
            "on pull_request@1\nrun x@6 green\n"},
           {"a failure of some", job("    continue-on-error: ${{ matrix.new }}\n"), runs},
           {"a step off", "on: pull_request\njobs:\n  a:\n    steps:\n      - run: x\n        if: false\n",
            "on pull_request@1\n"}});
}

TEST_CASE(
    "GitHub workflows: a job for chosen people, labels or merged changes never sees a stranger's change") {
    const auto steps_of = [](const std::string& on, const std::string& condition) {
        return parse_ci(".github/workflows/a.yml", "on: " + on + "\njobs:\n  a:\n    if: \"" + condition +
                                                       "\"\n    steps:\n      - run: x\n")
            .steps;
    };
    const std::string pull_request = "github.event.pull_request.";
    std::string many = "github.actor == 'a'";
    for (int n = 0; n < 60; ++n) many += " && github.actor == 'a'";
    const std::vector<std::string> some = {
        "github.actor == 'dependabot[bot]'",
        "${{ github.actor == 'dependabot[bot]' }}",
        "'renovate[bot]' == github.actor",
        "github.triggering_actor == 'ada'",
        "GitHub.Actor == 'ada' && success()",
        "contains(github.actor, '[bot]')",
        "contains(fromJSON('['ada', 'bob']'), github.actor)",
        pull_request + "user.login == 'dependabot[bot]'",
        pull_request + "user.type == 'Bot'",
        pull_request + "author_association == 'MEMBER'",
        pull_request + "author_association == 'OWNER' || " + pull_request +
            "author_association == 'COLLABORATOR'",
        "contains(fromJSON('['MEMBER', 'OWNER']'), " + pull_request + "author_association)",
        pull_request + "author_association != 'NONE'",
        "!contains(fromJSON('['NONE', 'FIRST_TIME_CONTRIBUTOR']'), " + pull_request + "author_association)",
        "contains(" + pull_request + "labels.*.name, 'ok-to-test')",
        "contains(" + pull_request + "labels.*.name, 'ok-to-test') == true",
        "github.event.label.name == 'ok-to-test'",
        "startsWith(github.head_ref, 'dependabot/')",
        "github.event_name == 'push' || github.actor == 'dependabot[bot]'",
        "(github.event_name == 'push' || (github.actor == 'ada' && always()))",
        "always() && (" + pull_request + "author_association == 'MEMBER')",
    };
    const std::vector<std::string> never = {
        pull_request + "merged == true",
        pull_request + "merged",
        pull_request + "merged != false",
        "${{ " + pull_request + "merged && github.actor != 'a' }}",
        "github.event.action == 'closed'",
        "(github.event_name == 'push' && github.actor == 'ada') || github.event_name == 'schedule'",
    };
    const std::vector<std::string> all = {
        "github.actor != 'dependabot[bot]'",
        "!contains(github.actor, '[bot]')",
        "!startsWith(github.head_ref, 'dependabot/')",
        "contains(github.actor, '[bot]') == false",
        "contains(github.actor, '[bot]') != true",
        "!(github.actor == 'dependabot[bot]')",
        "!contains(" + pull_request + "labels.*.name, 'skip-ci')",
        "contains(" + pull_request + "labels.*.name, 'skip-ci') == false",
        "github.event.label.name != 'skip-ci'",
        pull_request + "merged == false",
        pull_request + "merged != true",
        "!" + pull_request + "merged",
        pull_request + "draft == false",
        pull_request + "user.type != 'Bot'",
        pull_request + "user.type == 'User'",
        pull_request + "author_association != 'MEMBER'",
        pull_request + "author_association == 'FIRST_TIME_CONTRIBUTOR'",
        "contains(fromJSON('['MEMBER', 'NONE']'), " + pull_request + "author_association)",
        "github.event.action != 'closed'",
        "github.head_ref != ''",
        "github.actor == 'ada' || github.event_name == 'pull_request'",
        "github.repository == 'acme/a'",
        std::string(900, '(') + "github.actor == 'a'" + std::string(900, ')'),
        "needs.changes.outputs.code == 'true' && github.actor != 'a'",
        many,
    };
    const auto check_all = [&](const std::vector<std::string>& conditions, bool is_never, bool is_some) {
        for (const auto& condition : conditions) {
            CAPTURE(condition);
            const auto steps = steps_of("pull_request", condition);
            REQUIRE(steps.size() == 1);
            CHECK(steps[0].never_on_changes == is_never);
            CHECK(steps[0].on_some_changes == is_some);
        }
    };
    check_all(some, false, true);
    check_all(never, true, false);
    check_all(all, false, false);
    CHECK(steps_of("pull_request", "github.head_ref == ''").at(0).never_on_changes);
    CHECK_FALSE(steps_of("[pull_request, merge_group]", "github.head_ref == ''").at(0).never_on_changes);
    const auto step = parse_ci(".github/workflows/a.yml",
                               "on: pull_request\njobs:\n  a:\n    if: github.actor == 'ada'\n    steps:\n"
                               "      - run: x\n        if: github.event_name == 'push'\n")
                          .steps.at(0);
    CHECK(step.never_on_changes);
    CHECK_FALSE(step.on_some_changes);
}

TEST_CASE("GitLab: a job for changes to some paths is told from one for all") {
    struct Row {
        const char* about;
        std::string text;
        bool step_narrowed, trigger_narrowed;
    };
    const std::string test = "test:\n  script: make test\n";
    const std::string change = "$CI_PIPELINE_SOURCE == \"merge_request_event\"";
    for (const auto& row :
         {Row{"no rules", test, false, false},
          Row{"rules", test + "  rules:\n    - if: " + change + "\n      changes: [src/**]\n", true, false},
          Row{"paths", test + "  rules:\n    - changes: {paths: [src/*]}\n", true, false},
          Row{"every path", test + "  rules:\n    - changes: ['**/*']\n", false, false},
          Row{"another rule", test + "  rules:\n    - changes: [a]\n    - if: " + change + "\n", false,
              false},
          Row{"left out", test + "  rules:\n    - changes: [a]\n      when: never\n    - when: always\n",
              false, false},
          Row{"only", test + "  only: {changes: [src/**]}\n", true, false},
          Row{"only with refs", test + "  only: {refs: [merge_requests], changes: [a]}\n", true, false},
          Row{"beside a job for all", test + "  rules: [{changes: [a]}]\nlint: {script: x}\n", true, false},
          Row{"inherited", ".a: {rules: [{changes: [a]}]}\n" + test + "  extends: .a\n", true, false},
          Row{"by hand", test + "  when: manual\n", true, false},
          Row{"by hand in a rule", test + "  rules: [{if: '" + change + "', when: manual}]\n", true, false},
          Row{"by hand, or else",
              test + "  rules: [{if: '" + change + "', when: manual}, {when: on_success}]\n", false, false},
          Row{"workflow", "workflow: {rules: [{changes: [a]}]}\n" + test, false, true}}) {
        CAPTURE(row.about);
        const auto file = sources::parse_ci(".gitlab-ci.yml", row.text);
        REQUIRE_FALSE(file.steps.empty());
        CHECK(file.steps.front().on_some_changes == row.step_narrowed);
        CHECK((!file.triggers.empty() && file.triggers.front().narrowed) == row.trigger_narrowed);
    }
}

TEST_CASE("Azure: a task is the command that it runs, with its defaults") {
    const auto steps = [](const std::string& items) { return "steps:\n" + items; };
    check(
        "build/azure-pipelines.yml",
        {
            {"dotnet",
             steps("- task: DotNetCoreCLI@2\n  inputs:\n    command: test\n    arguments: --no-build\n"),
             "uses DotNetCoreCLI@2run dotnet test --no-build@2\n"},
            {"dotnet builds by default", steps("- task: DotNetCoreCLI@2\n"),
             "uses DotNetCoreCLI@2run dotnet build@2\n"},
            {"dotnet with a command of its own",
             steps("- task: DotNetCoreCLI@2\n  inputs: {command: custom, custom: test}\n"),
             "uses DotNetCoreCLI@2run dotnet test@2\n"},
            {"VSTest", steps("- task: VSTest@3\n"), "uses VSTest@3run dotnet test@2\n"},
            {"Maven packages by default", steps("- task: Maven@4\n  inputs: {mavenPomFile: pom.xml}\n"),
             "uses Maven@4run mvn package@2\n"},
            {"Maven without tests",
             steps("- task: Maven@3\n  inputs: {goals: ' clean install ', Options: -DskipTests}\n"),
             "uses Maven@3run mvn clean install -DskipTests@2\n"},
            {"Gradle builds by default", steps("- task: Gradle@3\n"), "uses Gradle@3run gradle build@2\n"},
            {"Gradle", steps("- task: Gradle@2\n  inputs: {tasks: assemble}\n"),
             "uses Gradle@2run gradle assemble@2\n"},
            {"npm", steps("- task: Npm@1\n  inputs: {command: custom, customCommand: test -- --ci}\n"),
             "uses Npm@1run npm test -- --ci@2\n"},
            {"npm installs by default", steps("- task: Npm@1\n"), "uses Npm@1run npm install@2\n"},
            {"go", steps("- task: Go@0\n  inputs: {command: test, arguments: ./...}\n"),
             "uses Go@0run go test ./...@2\n"},
            {"a script of its own",
             steps("- task: Bash@3\n  inputs: {targetType: inline, script: make test}\n"),
             "uses Bash@3@2\nrun make test@3\n"},
            {"a script in a file", steps("- task: Bash@3\n  inputs: {filePath: ci/test.sh}\n"),
             "uses Bash@3run bash ci/test.sh@2\n"},
            {"results are no tests", steps("- task: PublishTestResults@2\n  inputs: {testRunTitle: test}\n"),
             "uses PublishTestResults@2@2\n"},
            {"Python", steps("- task: PythonScript@0\n  inputs: {scriptPath: tests/run.py}\n"),
             "uses PythonScript@0@2\n"},
            {"switched off", steps("- task: VSTest@3\n  enabled: false\n"),
             "uses VSTest@3run dotnet test@2 never\n"},
            {"for main only",
             steps("- task: VSTest@2\n  condition: eq(variables['Build.SourceBranch'], 'refs/heads/main')\n"),
             "uses VSTest@2run dotnet test@2 never\n"},
        });
}

TEST_CASE("vendors whose server decides: the commands that stand in their files") {
    check("buildspec.yml", {{"phases",
                             "version: 0.2\nphases:\n  install:\n    commands:\n      - npm ci\n  build:\n"
                             "    commands: [npm test]\n",
                             "run npm ci@5\nrun npm test@7\n"}});
    check(
        "bamboo-specs/bamboo.yml",
        {{"tasks",
          "version: 2\nplan: {key: A}\nBuild:\n  tasks:\n    - script:\n        - make test\n    - script:\n"
          "        interpreter: SHELL\n        scripts: [make]\n",
          "run make test@6\nrun make@9\n"}});
    check("codefresh.yml",
          {{"steps", "steps:\n  t:\n    image: node\n    commands: [npm test]\n", "run npm test@4\n"}});
    check("screwdriver.yaml",
          {{"named steps",
            "jobs:\n  main:\n    requires: [~pr, ~commit]\n    steps:\n      - install: npm ci\n"
            "      - test: npm test\n      - npm run lint\n",
            "run npm ci@5\nrun npm test@6\nrun npm run lint@7\n"}});
    check(".build.yml",
          {{"tasks", "image: debian\ntasks:\n  - test: |\n      make check\n", "run make check\n@3\n"}});
    check(".harness/ci.yaml",
          {{"a step",
            "pipeline:\n  stages:\n    - stage:\n        spec:\n          execution:\n            steps:\n"
            "              - step:\n                  type: Run\n                  spec:\n"
            "                    command: go test ./...\n",
            "run go test ./...@10\n"}});
    check(
        ".zuul.yaml",
        {{"playbooks are no commands",
          "- job:\n    name: unit\n    pre-run: [playbooks/pre.yaml]\n    run: tests/test.yaml\n- project:\n"
          "    check:\n      jobs: [unit]\n",
          "uses playbooks/pre.yaml@3\nuses tests/test.yaml@4\n"},
         {"empty", "", "fault This file holds no settings.\n"}});
    check(".teamcity/settings.kts",
          {{"Kotlin",
            "version = \"2024.03\"\n// script { scriptContent = \"no\" }\nobject Build : BuildType({\n  "
            "steps {\n"
            "    script { scriptContent = \"npm ci\\nnpm test\" }\n    script {\n      name = "
            "\"scriptContent = 'x'\"\n"
            "      scriptContent = \"\"\"\n        make \"all\"\n      \"\"\".trimIndent()\n    }\n"
            "    maven { goals = \"clean test\" }\n    gradle { tasks = \"build\" }\n    dotnetTest { }\n"
            "    maven { goals = theirs }\n  }\n})\n",
            "run npm ci\nnpm test@5\nrun \n        make \"all\"\n      @8\nrun mvn clean test@12\n"
            "run gradle build@13\nrun dotnet test@14\n"},
           {"empty", "\n", "fault This file is empty.\n"}});
    check("bamboo-specs/src/main/java/Plan.java",
          {{"Java", "new ScriptTask().inlineBody(\"make test\")\n", "run make test@1\n"}});
}

TEST_CASE("what stands elsewhere is named") {
    check("ci/Jenkinsfile", {{"a library and what it does",
                              "@Library('acme@main') _\njavaPipeline(jdk: 17)\n", "uses acme@main@1\n"},
                             {"a library by a step", "library identifier: 'acme@1'\nsh 'make'\nlibrary\n",
                              "uses acme@1@1\nrun make@2\n"}});
    const auto orb = [](const std::string& orbs) {
        return orbs + "workflows:\n  w:\n    jobs:\n      - acme/build\n";
    };
    check(
        ".circleci/config.yml",
        {{"an orb that is not known", orb("orbs: {acme: acme-corp/ci@1.2}\n"), "uses acme-corp/ci/build@5\n"},
         {"one of CircleCI's", orb("orbs: {acme: circleci/node@5}\n"), "uses acme/build@5\n"},
         {"a command of it", "orbs: {acme: acme-corp/ci@1}\njobs:\n  a:\n    steps: [acme/build]\n",
          "uses acme-corp/ci/build@4\n"}});
    // Terms of jobs that are included are not known: what these are for runs on every branch.
    check(".gitlab-ci.yml",
          {{"beside a job for main",
            "include:\n  - component: $CI_SERVER_FQDN/acme/ci/test@1\ndeploy:\n  script: x\n  only: [main]\n",
            "uses $CI_SERVER_FQDN/acme/ci/test@1@2\nrun x@4 never\n"},
           {"where no change starts anything",
            "include: {project: acme/ci}\nworkflow:\n  rules: [{if: '$CI_COMMIT_BRANCH == \"main\"'}]\n"
            "deploy:\n  script: x\n",
            "on push@3\nuses acme/ci@1\nrun x@5\n"}});
}

TEST_CASE("hostile programs are read once") {
    std::string words;
    while (words.size() < 240'000) words += "goals = ";
    CHECK(parse_ci(".teamcity/settings.kts", words).steps.empty());
    const auto file = parse_ci(".teamcity/settings.kts", std::string(400'000, '"') + "scriptContent = 'x'");
    CHECK(file.parsed);
    CHECK(file.is_cut);
    for (const auto* end :
         {"/*", "/", "scriptContent", "scriptContent =", "scriptContent = '", "library", "'\\"})
        for (const auto* path : {".teamcity/settings.kts", "Jenkinsfile"})
            CHECK(parse_ci(path, end).steps.empty());
    std::string tasks =
        "steps:\n- &a\n  task: Maven@3\n  inputs: &i\n    goals: &g " + std::string(60'000, 'x') + "\n";
    for (int i = 0; i < 2'000; ++i) tasks += "- *a\n";
    CHECK(parse_ci("azure-pipelines.yml", tasks).is_cut);
}
