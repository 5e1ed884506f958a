// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/toolchain.hpp"

#include <array>

namespace sources::sample {
namespace {

// clang-format off
constexpr std::array<Toolchain, 13> table = {{
    {"Go", "go.mod", "module examplia.example/app\n\ngo 1.22\n", "go.sum", "go build ./...", "go test ./...", "internal/app/app.go", "internal/app/app_test.go", "//"},
    {"Java", "build.gradle", "plugins { id 'java' }\n", "gradle.lockfile", "./gradlew assemble", "./gradlew test", "src/main/java/App.java", "src/test/java/AppTest.java", "//"},
    {"Kotlin", "build.gradle.kts", "plugins { kotlin(\"jvm\") }\n", "gradle.lockfile", "./gradlew assemble", "./gradlew test", "src/main/kotlin/App.kt", "src/test/kotlin/AppTest.kt", "//"},
    {"Scala", "build.sbt", "scalaVersion := \"3.3.1\"\n", "", "sbt compile", "sbt test", "src/main/scala/App.scala", "src/test/scala/AppTest.scala", "//"},
    {"Python", "pyproject.toml", "[project]\nname = \"app\"\nversion = \"1.0.0\"\n", "poetry.lock", "poetry install", "poetry run pytest", "app/main.py", "tests/test_main.py", "#"},
    {"TypeScript", "package.json", "{\"name\": \"app\", \"private\": true, \"scripts\": {\"test\": \"vitest run\"}}\n", "package-lock.json", "npm ci", "npm test", "src/index.ts", "src/index.test.ts", "//"},
    {"Rust", "Cargo.toml", "[package]\nname = \"app\"\nversion = \"1.0.0\"\n", "Cargo.lock", "cargo build", "cargo test", "src/main.rs", "tests/app.rs", "//"},
    {"Swift", "Package.swift", "// swift-tools-version:5.9\n", "Package.resolved", "swift build", "swift test", "Sources/App/App.swift", "Tests/AppTests/AppTests.swift", "//"},
    {"SQL", "requirements.txt", "dbt-core\n", "", "pip install -r requirements.txt", "pytest", "models/orders.sql", "tests/test_orders.py", "--"},
    {"HCL", "Makefile", "setup:\n\tterraform init\ntest:\n\tterraform test\n", ".terraform.lock.hcl", "make setup", "make test", "modules/database/main.tf", "tests/database.tftest.hcl", "#"},
    {"PHP", "composer.json", "{\"name\": \"examplia/app\"}\n", "composer.lock", "composer install", "vendor/bin/phpunit", "src/App.php", "tests/AppTest.php", "//"},
    {"HTML", "package.json", "{\"name\": \"app\", \"private\": true}\n", "package-lock.json", "npm ci", "npm test", "templates/order.html", "tests/order.test.js", "//"},
    {"Markdown", "Makefile", "setup:\n\tpip install mkdocs\n", "", "make setup", "make check", "docs/naming.md", "", "#"},
}};
// clang-format on

}  // namespace

const Toolchain& toolchain_of(std::string_view language) {
    for (const auto& row : table)
        if (row.language == language) return row;
    return table.front();
}

}  // namespace sources::sample
