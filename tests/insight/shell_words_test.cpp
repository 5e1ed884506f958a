// SPDX-License-Identifier: Apache-2.0
#include "insight/shell_words.hpp"

#include "insight/command_line.hpp"

#include <catch2/catch.hpp>

using namespace insight;

TEST_CASE("tests are seen behind options, other goals, wrappers and scripts") {
    const auto* line = GENERATE(
        "./gradlew clean test", "./gradlew -Pfoo=bar test", "./gradlew -p app :app:test", "make -j4 test",
        "make -j 4 test", "make -C server test", "make CC=clang clean check", "gmake test-e2e",
        "PATH=$HOME/bin:$PATH make richtest", "cargo +nightly test", "cargo --config a test --all",
        "${{ env.CARGO }} test --verbose", "pnpm -r test", "pnpm --filter web test", "npm --prefix ui test",
        "npm -w web run test:unit", "yarn --cwd ui test", "yarn jest --ci", "sbt clean coverage +test",
        "just -f x/justfile lint test", "mvn -B -pl core verify", "./mvnw -ntp clean install",
        "bash tests/run.sh", "bash script/test", "sh -ex ./ci.sh", "bash -c 'npm test'",
        "docker compose run web pytest", "docker compose run --rm -e A=1 web pytest -x",
        "docker run --rm -v a:b image npm test", "docker-compose exec -T web bundle exec rspec",
        "uv run --group dev tox", "uv run --locked --no-default-groups --group dev tox run",
        "poetry run coverage run -m pytest", "python -W error -m pytest", "$PYTHON -m pytest", "uvx tox",
        "sudo -u ann make test", "xvfb-run -a npm test", "env A=1 pytest", "cd a; make test",
        "pip install tox && tox", "npm ci\nnpm test", "bazelisk test //...", "if ! make test; then",
        "A=1 \\\n pytest", "rake clean spec", "ninja -C build test", "xcodebuild -scheme App test");
    CAPTURE(line);
    CHECK(use_of(line, false).tests);
}

TEST_CASE("installing a test tool, speaking of it, or leaving the tests out is no test") {
    const auto* line = GENERATE(
        "", "-", "--", "make", "bash", "docker compose run", "docker compose run web", "uv run --group",
        "pip install -U flake8 pytest", "pip install --upgrade pytest", "pip install \\\n pytest tox",
        "npm install -g mocha", "npm install --save-dev jest", "npm i -D vitest", "yarn add --dev jest",
        "poetry add --group dev pytest", "python -m pip install tox", "uv tool install tox",
        "brew install bats", "apt-get install -y bats", "echo run pytest", "git commit -m pytest",
        "git add test", "which pytest", "grep -c pytest tox.ini", "make latest", "./gradlew build -x test",
        "./gradlew assemble -x :app:test", "mvn -DskipTests install", "mvn -B clean", "cargo run test",
        "npm run lint test", "tool --flag pytest", "# make test", "make lint # test");
    CAPTURE(line);
    CHECK_FALSE(use_of(line, false).tests);
}

TEST_CASE("installing a package is no set-up, whatever its options") {
    CHECK_FALSE(use_of("npm install -g mocha", false).sets_up);
    CHECK_FALSE(use_of("Install it with npm install -g widget.", true).sets_up);
    CHECK_FALSE(use_of("npm i -g @acme/widget", true).sets_up);
    CHECK(use_of("npm install --prefix ui", false).sets_up);
    CHECK(use_of("npm install # once", false).sets_up);
    CHECK(use_of("mvn -DskipTests install", false).sets_up);
}

TEST_CASE("goals end with the command and leave options and their values out") {
    const Words words = {"make", "-C", "a", "x", "-k", "y", "&&", "z"};
    CHECK(goals_of("make", words, 0).names == std::vector<std::string_view>{"x", "y"});
    CHECK(goals_of("make", {"make", "-C"}, 0).names.empty());
    CHECK(goals_of("cc", words, 0).names.empty());
}
