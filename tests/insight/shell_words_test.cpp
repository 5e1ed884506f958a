// SPDX-License-Identifier: Apache-2.0
#include "insight/shell_words.hpp"

#include "insight/command_words.hpp"

#include <catch2/catch.hpp>

#include <string>

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
        "A=1 \\\n pytest", "rake clean spec", "bundle exec rake", "bats test/", "docker compose run test",
        "docker compose run --rm tests", "invoke test", "ninja -C build test", "xcodebuild -scheme App test",
        "npx nx affected -t lint test build", "npx nx run-many -t test", "npx nx affected --target=test",
        "nx run web:test", "npx turbo run test", "pnpm turbo run lint test build", "npx lerna run test",
        "yarn workspaces foreach -A run test", "yarn workspaces run test", "npx ng test --watch=false",
        "php artisan test", "./vendor/bin/pest", "dart test", "terraform test", "helm unittest",
        "molecule test", "earthly +test", "rush test", "mvnw.cmd test", "./gradlew.bat check", "dbt test",
        "Invoke-Pester", "sbt \"testOnly *\"", "pixi run test", "fastlane scan", "ct install --all",
        "cargo make test", "pdm run test", "fastlane test", "ginkgo -r", "bash ci/run-tests.sh");
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
        "npm run lint test", "tool --flag pytest", "# make test", "make lint # test",
        "npx nx affected -t lint build", "turbo run build --filter test", "ng build", "terraform plan",
        "php artisan migrate", "earthly +build");
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

TEST_CASE("the set-up of ordinary stacks is known, in code and in a sentence") {
    for (const auto* line :
         {"./gradlew assembleDebug", "./gradlew installDebug", "pod install", "cd ios && pod install",
          "terraform init", "mvnw.cmd clean install", "gradlew.bat build", "dotnet run --project src/Api",
          "conan install . --build=missing", "helm dependency build",
          "ansible-galaxy install -r requirements.yml", "./vendor/bin/sail up", "sam build", "skaffold dev",
          "tilt up", "pixi install", "mise install"}) {
        CAPTURE(line);
        CHECK(use_of(line, false).sets_up);
        CHECK(use_of("Run `" + std::string(line) + "` first.", true).sets_up);
    }
    for (const auto* line : {"terraform plan", "pod update", "helm install pay pay/pay", "dotnet --info"}) {
        CAPTURE(line);
        CHECK_FALSE(use_of(line, false).sets_up);
    }
}

TEST_CASE("a command whose name is English too is one where only a command fits") {
    for (const auto* text : {"Run make.",
                             "Run make all.",
                             "Clone it and run make install.",
                             "Build it with make.",
                             "build with make",
                             "It can be built with make, or by hand.",
                             "Run yarn.",
                             "Run ant.",
                             "Simply type make: it builds everything.",
                             "Just run make and wait.",
                             "Run `make` (it needs gcc).",
                             "Use make to build it.",
                             "Compile the service using ninja.",
                             "make install: puts it into bin",
                             "make all | builds everything",
                             "Running make in the top folder builds it.",
                             "Install the dependencies with yarn.",
                             "Run cmake, then ninja.",
                             "make builds everything.",
                             "A simple `make` is enough.",
                             "`yarn`",
                             "It takes $ make to build it.",
                             "yarn installs what it needs.",
                             "make install prepares the folder.",
                             "make install \u2013 puts it into bin",
                             "Run npm install, then wait."}) {
        CAPTURE(text);
        CHECK(use_of(text, true).sets_up);
    }
    for (const auto* text : {"Please make sure that all is well.", "Make all the changes that you need.",
                             "You need git, make and yarn.", "make", "yarn", "make: 4.0 or newer",
                             "We run the yarn workspace tool by hand.", "Run tests and make sure they pass.",
                             "Build it with care; make it fast.",
                             "It is built with love, yarn is not needed.", "Use make believe to build it.",
                             "Runs make a difference.", "make up your mind", "Do not run make as root."}) {
        CAPTURE(text);
        CHECK_FALSE(use_of(text, true).sets_up);
    }
    CHECK(use_of("Run rake to see whether all is well.", true).tests);
    CHECK_FALSE(use_of("A rake is a tool.", true).tests);
}

TEST_CASE("a runner and what it runs are a command wherever they stand") {
    for (const auto* text : {"All is well when you see bundle exec rake.", "The tests are yarn jest.",
                             "Then bats test/ and you are done.", "The tests: docker compose run test",
                             "Run invoke test.", "Run `make lint test` before you push.",
                             "Run `npx nx run-many -t test`.", "Run `ng test`.", "Use `php artisan test`."}) {
        CAPTURE(text);
        CHECK(use_of(text, true).tests);
    }
    for (const auto* text : {"bundle exec rake db:migrate", "docker compose run web", "yarn add jest",
                             "We invoke test doubles."}) {
        CAPTURE(text);
        CHECK_FALSE(use_of(text, true).tests);
    }
    for (const auto* text : {"First rake setup.", "Run invoke setup."}) {
        CAPTURE(text);
        CHECK(use_of(text, true).sets_up);
    }
    CHECK(use_of("rake setup", false).sets_up);
    CHECK(use_of("invoke setup", false).sets_up);
}

TEST_CASE("the words of a sentence keep where its clauses end and where code begins, those of code do not") {
    CHECK(prose_words("Run `make` (or yarn), then wait \u2013 at last.") ==
          Words{"Run", "$", "make", ";", ";", "or", "yarn", ";", "then", "wait", ";", "at", "last", ";"});
    CHECK(code_words("cd a; \"make\" test:all, -x") == Words{"cd", "a", ";", "make", "test:all", "-x"});
    CHECK(prose_words("").empty());
    CHECK(code_words(" `` ( ").empty());
}

TEST_CASE("a text that names its tool over and over is read in time") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += "make ";
    CHECK_FALSE(use_of(text, true).tests);
    CHECK(use_of(text + "test", true).tests);
    for (const std::string word : {"make -C ", "gradle -x "}) {
        text.clear();
        for (int i = 0; i < 30'000; ++i) text += word;
        CHECK_FALSE(use_of(text, true).tests);
    }
}

TEST_CASE("goals end with the command and leave options and their values out") {
    const Words words = {"make", "-C", "a", "x", "-k", "y", "&&", "z"};
    CHECK(goals_of("make", words, 0).names == std::vector<std::string_view>{"x", "y"});
    CHECK(goals_of("make", {"make", "-C"}, 0).names.empty());
    CHECK(goals_of("cc", words, 0).names.empty());
}
