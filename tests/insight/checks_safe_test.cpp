// SPDX-License-Identifier: Apache-2.0
#include "facts_for_tests.hpp"
#include "insight/facts_of.hpp"
#include "insight/risky_files.hpp"

#include <catch2/catch.hpp>

using namespace insight;

namespace {

Facts with_workflow(std::string trigger, CiStep step, bool permissions = true) {
    auto facts = with_files({".github/workflows/ci.yml"});
    CiFile file{.path = ".github/workflows/ci.yml",
                .vendor = "github",
                .triggers = {{std::move(trigger), 2}},
                .steps = {std::move(step)},
                .parsed = true};
    if (permissions) file.permissions_line = 4;
    facts.ci = {std::move(file)};
    return facts;
}
const CiStep foreign_checkout{
    .uses = "actions/checkout@v4", .ref = "${{ github.event.pull_request.head.sha }}", .line = 9};

}  // namespace

TEST_CASE("S1: forks for all, access on request, neither, unseen") {
    Facts facts;
    CHECK(outcome("S1", facts) == Outcome::unknown);
    facts.settings.readers_can_propose = Known<bool>{false, "allow_forking = false"};
    CHECK(outcome("S1", facts) == Outcome::unknown);
    facts.settings.can_ask_for_access = Known<bool>{false, "request_access_enabled = false"};
    CHECK(outcome("S1", facts) == Outcome::no);
    facts.settings.can_ask_for_access->value = true;
    CHECK(outcome("S1", facts) == Outcome::partly);
    facts.settings.readers_can_propose->value = true;
    CHECK(outcome("S1", facts) == Outcome::yes);
}

TEST_CASE("S2: a review and no force push") {
    Facts facts;
    CHECK(outcome("S2", facts) == Outcome::unknown);
    const auto with = [&](BranchGuard guard) {
        facts.settings.default_branch_guard = Known<BranchGuard>{guard, "rules"};
        return outcome("S2", facts);
    };
    CHECK(with({true, 1, false}) == Outcome::yes);
    CHECK(with({true, 1, true}) == Outcome::partly);
    CHECK(with({true, 0, true}) == Outcome::partly);
    CHECK(with({false, 0, false}) == Outcome::partly);
    CHECK(with({false, 0, true}) == Outcome::no);
}

TEST_CASE("S3 refuses foreign code with secrets, by line") {
    const auto verdict = run("S3", with_workflow("pull_request_target", foreign_checkout));
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.evidence.front().where == ".github/workflows/ci.yml:9");
    CHECK(outcome("S3", with_workflow("workflow_run", {.run = "gh pr checkout 5"})) == Outcome::no);
    CHECK(outcome("S3", with_workflow("pull_request_target", {.run = "git fetch origin pull/7/head"})) ==
          Outcome::no);
    CHECK(outcome("S3", with_workflow("pull_request", foreign_checkout)) == Outcome::yes);
    CHECK(outcome("S3", with_workflow("pull_request_target", {.uses = "actions/labeler@v5"})) ==
          Outcome::yes);
}

TEST_CASE("S3: a comment starts the foreign change with secrets as well") {
    struct Row {
        CiStep step;
        Outcome outcome;
    };
    for (const auto& row :
         {Row{{.uses = "actions/checkout@v4", .ref = "refs/pull/${{ github.event.issue.number }}/head"},
              Outcome::no},
          Row{{.run = "gh pr checkout ${{ github.event.issue.number }}"}, Outcome::no},
          Row{{.run = "git fetch origin pull/$N/head"}, Outcome::no},
          Row{{.uses = "actions/checkout@v4"}, Outcome::yes},
          Row{{.run = "gh pr comment --body thanks"}, Outcome::yes}}) {
        CAPTURE(row.step.uses, row.step.run);
        CHECK(outcome("S3", with_workflow("issue_comment", row.step)) == row.outcome);
    }
}

TEST_CASE("S3 sees the change behind a variable and in a workflow that is called") {
    const auto with = [](std::string run, std::string environment) {
        return outcome(
            "S3", with_workflow("pull_request_target",
                                {.run = std::move(run), .line = 9, .environment = std::move(environment)}));
    };
    const std::string sha = "SHA=${{ github.event.pull_request.head.sha }}\n";
    CHECK(with("git fetch origin \"$SHA\"; git checkout \"$SHA\"; npm ci", sha) == Outcome::no);
    CHECK(with("git fetch origin \"$SHA\"", "A=${{ b }}\n" + sha) == Outcome::no);
    CHECK(with("git fetch origin main", sha) == Outcome::yes);
    CHECK(with("echo \"$SHA\"", sha) == Outcome::yes);
    CHECK(with("git fetch origin \"$SHA\"", "SHA=${{ github.sha }}\n") == Outcome::yes);
    CHECK(with("git fetch origin ${{ env.SHA }}", sha) == Outcome::no);
    CHECK(with("git fetch origin main && echo \"$GITHUB_SHA\" SHA", sha) == Outcome::yes);

    auto facts = with_workflow("pull_request_target", {.uses = "./.github/workflows/b.yml", .line = 4});
    auto called = facts.ci.front();
    called.path = ".github/workflows/b.yml";
    called.triggers = {{"workflow_call", 1}};
    called.steps = {foreign_checkout};
    facts.ci.push_back(called);
    const auto verdict = run("S3", facts);
    CHECK(verdict.outcome == Outcome::no);
    CHECK(verdict.evidence.front().where == ".github/workflows/ci.yml:4");
    facts.ci[1].steps[0].ref = "${{ inputs.ref }}";
    CHECK(outcome("S3", facts) == Outcome::yes);
    facts.ci[0].steps[0].ref = "${{ github.event.pull_request.head.sha }} ";
    CHECK(outcome("S3", facts) == Outcome::no);
    facts.ci[1].steps[0] = {
        .run = "git fetch origin \"$SHA\"", .line = 9, .environment = "SHA=${{ inputs.sha }}\n"};
    CHECK(outcome("S3", facts) == Outcome::no);
    facts.ci[0].triggers[0].name = "pull_request";
    CHECK(outcome("S3", facts) == Outcome::yes);
}

TEST_CASE("S3: what was not read of a workflow may be the danger") {
    auto facts = with_workflow("pull_request_target", {.run = "make"});
    facts.ci[0].is_cut = true;
    const auto verdict = run("S3", facts);
    CHECK(verdict.outcome == Outcome::unknown);
    CHECK(verdict.remedy == "Shorten .github/workflows/ci.yml so that all its steps can be read.");
    facts.ci[0].triggers[0].name = "workflow_call";  // of one that may have secrets
    CHECK(outcome("S3", facts) == Outcome::unknown);
    facts.ci[0].triggers[0].name = "pull_request";
    CHECK(outcome("S3", facts) == Outcome::yes);
    facts.ci.push_back({.path = ".github/workflows/z.yml", .vendor = "github", .is_cut = true});
    const auto unread = run("S3", facts);
    CHECK(unread.outcome == Outcome::unknown);
    CHECK(unread.remedy == "Shorten .github/workflows/z.yml so that all its steps can be read.");
}

TEST_CASE("S3: missing permissions are partly, and absence passes nothing") {
    CHECK(outcome("S3", {}) == Outcome::unknown);
    CHECK(outcome("S3", with_files({"a.c"})) == Outcome::not_applicable);
    CHECK(outcome("S3", with_workflow("push", {}, false)) == Outcome::partly);
    CHECK(outcome("S3", with_workflow("workflow_call", {}, false)) == Outcome::yes);
    auto gitlab = with_files({".gitlab-ci.yml"});
    gitlab.ci = {{.path = ".gitlab-ci.yml", .vendor = "gitlab", .parsed = true}};
    CHECK(run("S3", gitlab).at_least);
}

TEST_CASE("S3: a workflow that cannot be parsed is unknown and named, and no other host's words are used") {
    auto facts = with_workflow("push", {});
    facts.ci.push_back({.path = ".github/workflows/broken.yml", .vendor = "github"});
    const auto verdict = run("S3", facts);
    CHECK(verdict.outcome == Outcome::unknown);
    CHECK(lack_of(verdict) == "not seen: .github/workflows/broken.yml, which cannot be parsed");
    auto elsewhere = with_files({"Jenkinsfile"});
    elsewhere.ci = {{.path = "Jenkinsfile", .vendor = "jenkins", .parsed = true}};
    CHECK(run("S3", elsewhere).missing ==
          "not seen: whether the server of Jenkinsfile keeps secrets from foreign changes");
}

TEST_CASE("S3 finds secrets and built programs in the tree") {
    CHECK(outcome("S3", with_files({"deploy/id_rsa"})) == Outcome::no);
    CHECK(outcome("S3", with_files({"tests/data/server.key"})) == Outcome::partly);
    CHECK(outcome("S3", with_files({"lib/old.jar"})) == Outcome::partly);
}

TEST_CASE("risky names, and those that only look so") {
    struct Row {
        const char* path;
        FileRisk risk;
    };
    const auto row = GENERATE(
        Row{".env", FileRisk::secret}, Row{".env.example", FileRisk::none},
        Row{".env.production", FileRisk::secret}, Row{"ID_RSA", FileRisk::secret},
        Row{"id_rsa.pub", FileRisk::none}, Row{"x.p12", FileRisk::secret}, Row{"ca.pem", FileRisk::none},
        Row{"test/a.pem", FileRisk::test_secret}, Row{"bin/a.EXE", FileRisk::binary},
        Row{"gradle/wrapper/gradle-wrapper.jar", FileRisk::none},
        Row{"deploy/cert.key", FileRisk::possible_secret}, Row{"server-cert-key.pem", FileRisk::secret},
        Row{"replica.key", FileRisk::possible_secret}, Row{"replica.pem", FileRisk::secret},
        Row{"prod/ca.key", FileRisk::possible_secret}, Row{"keys/apt.gpg.key", FileRisk::none},
        Row{"slides/talk.key", FileRisk::none}, Row{".key", FileRisk::none},
        Row{"web/.env.development", FileRisk::possible_secret}, Row{"public_key.pem", FileRisk::none},
        Row{"fullchain.pem", FileRisk::none}, Row{"key.pem", FileRisk::secret},
        Row{"src/integrationTest/resources/server.jks", FileRisk::test_secret},
        Row{"src/testFixtures/key.pem", FileRisk::test_secret},
        Row{"unittests/certs/server-key.pem", FileRisk::test_secret},
        Row{"testcerts/a.p12", FileRisk::test_secret}, Row{"latest/key.pem", FileRisk::secret},
        Row{"attestation/key.pem", FileRisk::secret}, Row{"contest/key.pem", FileRisk::secret},
        Row{"certs/prod-latest.key", FileRisk::possible_secret}, Row{"release_latest.pem", FileRisk::secret},
        Row{"my-fixtures/key.pem", FileRisk::test_secret},
        Row{"unit_testdata/key.pem", FileRisk::test_secret}, Row{"TEST/server.pem", FileRisk::test_secret},
        Row{"android/app/debug.keystore", FileRisk::none},
        Row{"android/app/release.keystore", FileRisk::secret}, Row{"environment.ts", FileRisk::none},
        Row{"so", FileRisk::none}, Row{".netrc", FileRisk::secret},
        Row{"credentials.json", FileRisk::possible_secret},
        Row{".docker/config.json", FileRisk::possible_secret}, Row{"docs/config.json", FileRisk::none});
    CAPTURE(row.path);
    CHECK(risk_of({.path = row.path, .size_bytes = 1}) == row.risk);
    CHECK(risk_of({.path = row.path, .size_bytes = 0}) == FileRisk::none);
    CHECK(risk_of({.path = row.path, .kind = FileKind::link, .size_bytes = 1}) == FileRisk::none);
}

TEST_CASE("a file called .key is what its text says, and no key is as long as a talk") {
    const File file{.path = "prod/a.key", .size_bytes = 900};
    const std::string empty, other = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n",
                             key = "\n-----BEGIN RSA PRIVATE KEY-----\nMII";
    CHECK(risk_of(file, &empty) == FileRisk::none);
    CHECK(risk_of(file, &other) == FileRisk::none);
    CHECK(risk_of(file, &key) == FileRisk::secret);
    CHECK(risk_of({.path = "tests/a.key", .size_bytes = 900}, &key) == FileRisk::test_secret);
    CHECK(risk_of({.path = "all hands.key", .size_bytes = 900'000}) == FileRisk::none);
    CHECK(risk_of({.path = "a.key", .size_bytes = unknown_size}) == FileRisk::possible_secret);
    auto facts = with_files({"prod/a.key"});
    CHECK(outcome("S3", facts) == Outcome::partly);
    facts.suspects = {{"prod/a.key", key}};
    CHECK(outcome("S3", facts) == Outcome::no);
}

TEST_CASE("a private key is one in whatever file it lies, and a certificate is none") {
    struct Row {
        const char* path;
        const char* text;
        FileRisk risk;
    };
    const auto row = GENERATE(
        Row{"k.txt", "-----BEGIN PRIVATE KEY-----\nabc\n", FileRisk::secret},
        Row{"deploy_key", "-----BEGIN OPENSSH PRIVATE KEY-----\r\nb3Blbn\r\n", FileRisk::secret},
        Row{"k.txt", "notes\n-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", FileRisk::secret},
        Row{"k.txt", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n", FileRisk::none},
        Row{"k.txt", "write -----BEGIN PRIVATE KEY-----\nabc\n", FileRisk::none},
        Row{"k.txt", "-----BEGIN PRIVATE KEY-----", FileRisk::none},
        Row{"certs/server.pem", "-----BEGIN CERTIFICATE-----\nMIIabc\n", FileRisk::none},
        Row{"server.crt",
            "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE "
            "KEY-----\nMII\n",
            FileRisk::secret},
        Row{"id_rsa", "a stand-in", FileRisk::none},
        Row{".env", "NODE_ENV=development\nPORT=3000\n", FileRisk::none}, Row{".env", "", FileRisk::none},
        Row{".env", "DB_PASSWORD=\nAPI_KEY=changeme\nTOKEN=<token>\n", FileRisk::none},
        Row{".env", "DB_PASSWORD=\"\"\nexport SECRET_KEY='your-secret'\n", FileRisk::none},
        Row{".env", "JWT_SECRET=${JWT_SECRET}\nPUBLIC_TOKEN=abcdefgh12\n", FileRisk::none},
        Row{".env", "# DB_PASSWORD=hunter2-of-old\nDATABASE_URL=postgres://u:p4ssw0rd@localhost/db\n",
            FileRisk::none},
        Row{".env", "PORT=3000\nDB_PASSWORD=h7Gq-2kLm # of production\n", FileRisk::secret},
        Row{".env.production", "DATABASE_URL=postgres://pay:h7Gq2kLm@db.acme.internal/pay\n",
            FileRisk::secret},
        Row{".env", "export CI=\"ghp_0123456789abcdefghij\"\n", FileRisk::secret},
        Row{".env", "AWS_SECRET_ACCESS_KEY=AKIAIOSFODNN7EXAMPLE\n",
            FileRisk::none},  // the vendor's own example
        Row{".env.example", "DB_PASSWORD=h7Gq-2kLm\n", FileRisk::none},
        Row{".env",
            "PASSWORD_HASHER=bcrypt-2b-12\nAUTH_TOKEN_HEADER=X-Auth-Token\nSECRETS_MANAGER=aws-ssm\n"
            "REACT_APP_MAPS_TOKEN=q8Zr-7uTw2kLm\n",
            FileRisk::none},
        Row{"web/.env.development", "PORT=1\n", FileRisk::none},
        Row{"web/.env.development", "DB_PASSWORD=h7Gq-2kLm\n", FileRisk::possible_secret},
        Row{"tests/.env", "DB_PASSWORD=h7Gq-2kLm\n", FileRisk::test_secret},
        Row{".npmrc", "//registry.npmjs.org/:_authToken=npm_h7Gq2kLm9TzW4xQa8RbN\n", FileRisk::secret},
        Row{".npmrc", "; cache\n_auth=aDdHcTJrTG05VHpX\n", FileRisk::secret},
        Row{".npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n", FileRisk::none},
        Row{".npmrc", "registry=https://registry.npmjs.org/\nsave-exact=true\nalways-auth=true\n",
            FileRisk::none},
        Row{".git-credentials", "https://ada:ghp_h7Gq2kLm9TzW4xQa@github.com\n", FileRisk::secret},
        Row{".git-credentials", "https://ada@github.com\n", FileRisk::none},
        Row{"deploy/.aws/credentials", "[default]\naws_secret_access_key = h7Gq2kLm/9TzW4xQa\n",
            FileRisk::secret},
        Row{".aws/credentials", "[default]\nregion = eu-central-1\n", FileRisk::none},
        Row{"docs/credentials", "[default]\nsecret = h7Gq2kLm\n", FileRisk::none},
        Row{".pypirc", "[pypi]\nusername = __token__\npassword = pypi-AgEIcHlwaS5vcmcCJD\n",
            FileRisk::secret},
        Row{".pypirc", "[distutils]\nindex-servers =\n    pypi\n", FileRisk::none},
        Row{"config/gcp-service-account.json",
            R"({"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIB\n"})",
            FileRisk::secret},
        Row{"config/service-account.json",
            R"({"private_key" : "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n"})",
            FileRisk::none},
        Row{"config/account.json", R"({"private_key": "", "name": "pay"})", FileRisk::none},
        Row{"tests/service-account.json", R"({"private_key": "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIB\n"})",
            FileRisk::test_secret},
        Row{".netrc", "machine api.example.com login ada password h7Gq-2kLm\n", FileRisk::secret},
        Row{"ops/.netrc", "machine a\n  login ada\n  password h7Gq-2kLm\n", FileRisk::secret},
        Row{".netrc", "machine a login ada password changeme\nmachine b login ada password <token>\n",
            FileRisk::none},
        Row{".netrc", "machine a login ada password ${TOKEN}\nmachine b login x password $TOKEN\n",
            FileRisk::none},
        Row{".netrc", "default login anonymous password me@acme.example\n", FileRisk::none},
        Row{".netrc", "# password h7Gq-2kLm\nmachine a login ada password\n", FileRisk::none},
        Row{"credentials.json", R"({"username": "", "password": ""})", FileRisk::none},
        Row{"credentials.json", R"({"installed":{"client_id":"x", "token_uri":"https://o.example/token"}})",
            FileRisk::none},
        Row{"credentials.json", R"({"web": {"client_secret" : "$CLIENT_SECRET", "token": null}})",
            FileRisk::none},
        Row{"credentials.json", R"({"installed":{"client_id":"x","client_secret":"GOCSPX-h7Gq2kLm"}})",
            FileRisk::secret},
        Row{"a/credentials.json", "{\"users\": [{'a': 1}, {\"password\":\n \"h7Gq\\\"2kLm\"",
            FileRisk::secret},
        Row{"tests/credentials.json", R"({"password": "h7Gq-2kLm"})", FileRisk::test_secret},
        Row{"credentials.json", R"(["password", "h7Gq-2kLm", "\)", FileRisk::none},
        Row{"ci/.docker/config.json", R"({"auths": {"r.example.com": {"auth": "YWRhOmg3R3EtMmtMbQ=="}}})",
            FileRisk::secret},
        Row{".docker/config.json", R"({"auths": {"r": {"identitytoken": "h7Gq2kLm9TzW4x"}}})",
            FileRisk::secret},
        Row{".docker/config.json", R"({"auths": {"r.example.com": {}}, "credsStore": "desktop"})",
            FileRisk::none},
        Row{".docker/config.json", R"({"auths": {"r": {"auth": ""}, "s": {"auth": "${AUTH}"}}})",
            FileRisk::none},
        Row{"docs/config.json", R"({"auths": {"r": {"auth": "YWRhOmg3R3EtMmtMbQ=="}}})", FileRisk::none},
        Row{"bin/tool",
            "\x7F"
            "ELF",
            FileRisk::binary},
        Row{"bin/tool", "#!/bin/sh\n", FileRisk::none});
    CAPTURE(row.path, row.text);
    const std::string text = row.text;
    CHECK(risk_of({.path = row.path, .size_bytes = unknown_size}, &text) == row.risk);
}

TEST_CASE("what only stands for a secret, or is kept elsewhere, is none") {
    const auto risk = [](const char* path, const std::string& text) {
        return risk_of({.path = path, .size_bytes = unknown_size}, &text);
    };
    for (const auto* value : {"$NPM_TOKEN",
                              "${NPM_TOKEN}",
                              "%NPM_TOKEN%",
                              "__NPM_TOKEN__",
                              "@NPM_TOKEN@",
                              "@@NPM_TOKEN@@",
                              "#{NPM_TOKEN}#",
                              "{npm.token}",
                              "[NPM_TOKEN]",
                              "%(npm_token)s",
                              "000000000000",
                              "00000000-0000-0000-0000-000000000000",
                              "00000000-0000-0000-0000-000000000001",
                              "xx-xx-xx-xx",
                              "npm_000000000000000000000",
                              "op://vault/item/password",
                              "vault:secret/data/pay#password",
                              "!vault |",
                              "ref+vault://secret/pay#token",
                              "ref+awsssm://pay/token",
                              "ENC[AES256_GCM,data:h7Gq2kLm,iv:9TzW4xQa,tag:8RbN==,type:str]",
                              "ENC(h7Gq2kLm9TzW4xQa)",
                              "encrypted:BGq2kLm9TzW4xQa8RbN",
                              "awssm://pay/token",
                              "arn:aws:secretsmanager:eu:1:secret:pay",
                              "env(NPM_TOKEN)"}) {
        CAPTURE(value);
        const std::string text = value;
        CHECK(risk(".env", "API_TOKEN=" + text + "\n") == FileRisk::none);
        CHECK(risk(".env", "DB_PASSWORD=\"" + text + "\"\n") == FileRisk::none);
        CHECK(risk(".npmrc", "//registry.npmjs.org/:_authToken=" + text + "\n") == FileRisk::none);
        CHECK(risk(".pypirc", "[pypi]\npassword = " + text + "\n") == FileRisk::none);
        CHECK(risk(".aws/credentials", "aws_secret_access_key = " + text + "\n") == FileRisk::none);
    }
    for (const auto* value : {"$TOKEN", "%TOKEN%", "__TOKEN__", "${TOKEN}", "0000-0000"}) {
        CAPTURE(value);
        CHECK(risk(".git-credentials", "https://ada:" + std::string(value) + "@github.com\n") ==
              FileRisk::none);
        CHECK(risk(".git-credentials", "https://" + std::string(value) + ":x-oauth-basic@github.com\n") ==
              FileRisk::none);
    }
    for (const auto* value : {"$2b$12$h7Gq2kLm9TzW4xQa", "h7Gq$NPM_TOKEN", "%h7Gq-2kLm", "pa$$w0rd-9TzW",
                              "11111111-2222-4333-8444-h7Gq2kLm9TzW", "vaulted-h7Gq2kLm",
                              "npm_h7Gq2kLm9TzW4xQa", "https://hooks.acme.internal/h7Gq2kLm"}) {
        CAPTURE(value);
        CHECK(risk(".env", "API_TOKEN=" + std::string(value) + "\n") == FileRisk::secret);
    }
    CHECK(risk(".git-credentials", "https://h7Gq2kLm9TzW4xQa:x-oauth-basic@github.com\n") ==
          FileRisk::secret);
    CHECK(risk(".aws/credentials", "[a]\ncredential_process = aws-vault exec pay\n") == FileRisk::none);
    CHECK(risk(".aws/credentials", "[a]\ncredential_source = Ec2InstanceMetadata\n") == FileRisk::none);
}

TEST_CASE("few files are looked into for a secret, those that are named so first") {
    auto facts = with_files({"README.md", "src/main.cpp", "a/b/.env", "k.txt", "deploy_key", "Makefile",
                             "x.p12", "keyboard.cpp", "requirements.txt", "conf/app.ini"});
    facts.tree->files.push_back({.path = "empty.txt", .size_bytes = 0});
    facts.tree->files.push_back({.path = "link.txt", .kind = FileKind::link, .size_bytes = 9});
    std::vector<std::string> paths;
    for (const auto* file : suspects_of(*facts.tree)) paths.push_back(file->path);
    CHECK(paths == std::vector<std::string>{"a/b/.env", "k.txt", "deploy_key", "conf/app.ini"});
    facts.tree->files.push_back({.path = "bin/tool", .kind = FileKind::executable, .size_bytes = 9});
    facts.tree->files.push_back({.path = "bin/run.sh", .kind = FileKind::executable, .size_bytes = 9});
    facts.tree->files.push_back({.path = "conf/sa-key.json", .size_bytes = 9});
    facts.tree->files.push_back({.path = ".npmrc", .size_bytes = 9});
    facts.tree->files.push_back({.path = "ops/.aws/credentials", .size_bytes = 9});
    paths.clear();
    for (const auto* file : suspects_of(*facts.tree)) paths.push_back(file->path);
    CHECK(paths == std::vector<std::string>{"a/b/.env", "ops/.aws/credentials", "k.txt", "deploy_key",
                                            ".npmrc", "conf/app.ini", "conf/sa-key.json", "bin/tool"});
    facts.tree->files.resize(facts.tree->files.size() - 5);
    for (int n = 0; n < 100; ++n)
        facts.tree->files.push_back({.path = "t" + std::to_string(n) + ".txt", .size_bytes = 9});
    CHECK(suspects_of(*facts.tree).size() == 64);
    CHECK(suspects_of(*facts.tree).front()->path == "a/b/.env");
}

TEST_CASE("S3 tells what mends what it found") {
    auto facts = with_files({"deploy/id_rsa"});
    CHECK(run("S3", facts).remedy ==
          "Revoke what deploy/id_rsa holds, then take the file out (git rm --cached deploy/id_rsa, and its "
          "name "
          "into .gitignore), since the history keeps it.");
    facts.host = Host::gitlab;
    CHECK(run("S3", facts).remedy.find("GitLab's secret detection") != std::string::npos);
    facts.host = Host::github;
    CHECK(run("S3", facts).remedy.find("GitHub's push protection") != std::string::npos);
    CHECK(run("S3", with_files({"a; rm -rf ~/id_rsa"})).remedy.find("rm -rf ~/id_rsa, and") ==
          std::string::npos);
    CHECK(run("S3", with_files({"lib/old.jar"})).remedy.starts_with("Take lib/old.jar out of git"));
    auto gitlab = with_files({".gitlab-ci.yml"});
    gitlab.ci = {{.path = ".gitlab-ci.yml", .vendor = "gitlab", .parsed = true}};
    CHECK(run("S3", gitlab).remedy.find("Jobs/Secret-Detection.gitlab-ci.yml") != std::string::npos);
    auto open = with_files({".github/workflows/a.yml"});
    open.ci = {{.path = ".github/workflows/a.yml", .vendor = "github", .parsed = true}};
    CHECK(run("S3", open).remedy ==
          "Write “permissions: contents: read” at the top of .github/workflows/a.yml.");
}

TEST_CASE("S4 wants a contact and updates") {
    CHECK(outcome("S4", {}) == Outcome::unknown);
    auto facts = with_files({"README.md"});
    CHECK(outcome("S4", facts) == Outcome::no);
    add_document(facts, "SECURITY.md", "Write to security.");
    CHECK(outcome("S4", facts) == Outcome::partly);
    CHECK(run("S4", facts).missing == "Dependabot or Renovate");
    facts.settings.dependency_updates = Known<bool>{true, "--assume", true};
    CHECK(outcome("S4", facts) == Outcome::yes);
    CHECK(run("S4", facts).declared);
}

TEST_CASE("S4: a bare heading and a blank file are no contact and no updates") {
    using test::Written;
    const auto verdict_of = [](const Written& written) { return run("S4", written.facts).outcome; };
    CHECK(verdict_of(Written().text("SECURITY.md", "# Security")) == Outcome::no);
    CHECK(verdict_of(Written().text("SECURITY.md", "TODO")) == Outcome::no);
    CHECK(verdict_of(Written().small(".github/dependabot.yml", "\n\n")) == Outcome::no);
    CHECK(verdict_of(Written().small(".github/dependabot.yml", "version: 2\n")) == Outcome::partly);
    CHECK(verdict_of(Written().text("SECURITY.md", "# [Policy](https://corp.example/security)")) ==
          Outcome::partly);
    CHECK(verdict_of(Written().small("package.json", R"({"renovate": {"extends": ["config:base"]}})")) ==
          Outcome::partly);
    CHECK(verdict_of(Written().small("package.json", R"({"devDependencies": {"renovate": "^37"}})")) ==
          Outcome::no);
    for (const auto* text :
         {"## Security\nTokens are hashed with SHA-256.", "## Security", "## Security\nTBD",
          "## Security considerations\nSee [hashing](docs/hashing.md)."}) {
        CAPTURE(text);
        CHECK(verdict_of(Written().text("README.md", text)) == Outcome::no);
    }
    for (const auto* text :
         {"## Security\nReport weaknesses to the security team.", "## Security\nMail security@example.com.",
          "## Security\nSee [the policy](https://corp.example/security).",
          "## Reporting a vulnerability\nPlease report it in private."}) {
        CAPTURE(text);
        CHECK(verdict_of(Written().text("README.md", text)) == Outcome::partly);
    }
}
