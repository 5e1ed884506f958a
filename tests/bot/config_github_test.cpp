// SPDX-License-Identifier: Apache-2.0
// Sections with a name of the operator's: [github.acme].
#include "bot/config.hpp"
#include "bot/config_for_tests.hpp"
#include "bot/config_keys.hpp"

#include <catch2/catch.hpp>

using namespace bot;
using tests::config_from;

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string mistake(std::string_view toml, const tests::Variables& variables = {}) {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder, toml, variables);
    return config ? "none" : config.error().sentence;
}

constexpr std::string_view acme =
    "[github.acme]\norganisations = [\"acme\", \"acme-labs\"]\ntoken = \"ghp_0123\"\n";

}  // namespace

TEST_CASE("several GitHubs stand beside each other, each with its own name and defaults") {
    const tests::TemporaryFolder folder;
    const auto secret = folder.path() / "token";
    tests::write_file(secret, "ghs_4567\n");
    std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
    const auto config =
        config_from(folder, std::string(acme) +
                                "[github.on-site]\norganisations = [\"tools\"]\nurl = "
                                "\"https://git.example.com\"\nevery_minutes = 5\ntoken_file = \"" +
                                secret.string() + "\"\n");
    REQUIRE(config.has_value());
    const auto all = config->github();
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "acme");
    CHECK(all[0].source() == "github:acme");
    CHECK(all[0].url == "https://github.com");
    CHECK(all[0].organisations == std::vector<std::string>{"acme", "acme-labs"});
    CHECK(all[0].every == std::chrono::minutes{60});
    CHECK(all[1].name == "on-site");
    CHECK(all[1].token == "ghs_4567");
    CHECK(all[1].every == std::chrono::minutes{5});
    CHECK(config_from(folder, "")->github().empty());
}

TEST_CASE("the environment wins over the file for a GitHub as for all else") {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder, acme,
                                    {{"ISPO_GITHUB_ACME_URL", "https://git.example.com"},
                                     {"ISPO_GITHUB_ON_SITE_ORGANISATIONS", "tools\nlabs"},
                                     {"ISPO_GITHUB_ON_SITE_TOKEN", "ghp_89"}});
    REQUIRE(config.has_value());
    const auto all = config->github();
    REQUIRE(all.size() == 2);
    CHECK(all[0].url == "https://git.example.com");
    CHECK(all[1].name == "on-site");
    CHECK(all[1].organisations == std::vector<std::string>{"tools", "labs"});
    CHECK(
        config->warnings ==
        std::vector<std::string>{
            "The secret github.on-site.token comes from the environment; prefer github.on-site.token_file."});
}

TEST_CASE("what is wrong about a GitHub is told with its place") {
    const std::string token = "token = \"ghp_1\"\n", organisations = "organisations = [\"acme\"]\n";
    CHECK(has(mistake("[github.acme]\n" + organisations), "github.acme.token is missing"));
    CHECK(has(mistake("[github.acme]\n" + token), "github.acme.organisations is empty"));
    CHECK(has(mistake("[github.acme]\norganisations = [\"acme/x\"]\n" + token),
              "ispo.toml:2: github.acme.organisations 'acme/x' is no name of an organisation"));
    CHECK(has(mistake("[github.acme]\nurl = \"http://git.example.com\"\n" + organisations + token),
              "ispo.toml:2: github.acme.url cannot be: The address of GitHub must start with https://"));
    CHECK(has(mistake("[github.acme]\nevery_minutes = 0\n" + organisations + token), "between 1 and 10080"));
    CHECK(has(mistake("[github.acme]\ntokn = \"x\"\n"),
              "unknown key 'github.acme.tokn'; did you mean 'github.acme.token'?"));
    CHECK(has(mistake("[github.Acme]\n" + token), "unknown key 'github.Acme.token'"));
    CHECK(has(mistake("[github]\n" + token), "unknown key 'github.token'"));
    CHECK(
        has(mistake(std::string(acme) + "token_file = \"/nowhere\"\n"), "github.acme.token is given twice"));
    CHECK(has(mistake("", {{"ISPO_GITHUB_ACME_TOKN", "x"}}), "ISPO_GITHUB_ACME_TOKN: unknown"));
}

TEST_CASE("what explains the settings shows each GitHub, and never its token") {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder, acme);
    const auto text = explain(*config);
    CHECK(has(text, "github.acme.organisations"));
    CHECK(has(text, "acme,acme-labs"));
    CHECK_FALSE(has(text, "ghp_"));
    const auto rows = explain_json(*config);
    CHECK_FALSE(has(core::dump_json(rows), "ghp_"));
    bool is_there = false;
    for (const auto& row : rows)
        is_there |= row["name"] == "github.acme.url" && row["variable"] == "ISPO_GITHUB_ACME_URL";
    CHECK(is_there);
}
