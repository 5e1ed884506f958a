// SPDX-License-Identifier: Apache-2.0
#include "bot/people.hpp"

#include "bot/command_roles.hpp"
#include "bot/config_for_tests.hpp"

#include <catch2/catch.hpp>

namespace {
using bot::People;
using commands::Role;
using storage::Standing;
using tests::TemporaryFolder;

const auto now = core::parse_time("2026-01-05T08:00:00Z").value();
constexpr std::string_view settings = R"(
[people]
admin = ["U0ADMIN"]
ispo = ["U0ISPO", "U0ADMIN"]
ispo_groups = ["S0ISPO"]
maintainer_groups = ["S0MAINT"]
)";

struct Known {
    TemporaryFolder folder;
    bot::Config config;
    People people;
    explicit Known(std::string_view toml = settings)
        : config(tests::config_from(folder, toml).value()), people(config) {}
    void person(const std::string& id, Standing standing, core::Time at = now) {
        people.learn({1, id, standing, at});
    }
    void group(const std::string& id, std::vector<std::string> members, core::Time at = now) {
        people.learn(storage::SlackGroup{1, id, at, std::move(members)});
    }
    std::optional<Role> role(const std::string& id, core::Time at = now) { return people.role_of(1, id, at); }
};
}  // namespace

TEST_CASE("a role is the highest that the settings or a group give a member") {
    Known known;
    for (const std::string id : {"U1", "U2", "U3", "U0ADMIN"}) known.person(id, Standing::member);
    known.group("S0ISPO", {"U2", "U0ADMIN"});
    known.group("S0MAINT", {"U2", "U3"});
    CHECK(known.role("U1") == Role::viewer);
    CHECK(known.role("U2") == Role::ispo);
    CHECK(known.role("U3") == Role::maintainer);
    CHECK(known.role("U0ADMIN") == Role::admin);
    CHECK(known.people.role_of(2, "U2", now) == std::nullopt);  // another installation's person
    CHECK(known.people.role_unasked(2, "U0ADMIN") == Role::viewer);
    Known two("[people]\nispo = [\"T2/U1\"]\n");
    two.people.name_places([](std::int64_t installation) -> std::vector<std::string> {
        if (installation == 4) return {"T7", "T2", "E1"};  // an organisation with its workspaces
        return {installation == 2 ? "T2" : ""};
    });
    CHECK(two.people.role_unasked(4, "U1") == Role::ispo);
    CHECK(two.people.role_unasked(2, "U1") == Role::ispo);
    CHECK(two.people.role_unasked(1, "U1") == Role::viewer);
    CHECK(two.people.role_unasked(3, "U1") == Role::viewer);
    CHECK(two.people.contacts() == std::vector<bot::Contact>{{"T2", "U1"}});
}

TEST_CASE("guests, strangers, apps and those who left are nobody, whatever group they are in") {
    Known known;
    known.group("S0ISPO", {"U1", "U2", "U3", "U4"});
    for (const auto standing : {Standing::guest, Standing::stranger, Standing::gone, Standing::bot}) {
        known.person("U1", standing);
        CHECK(known.role("U1") == Role::guest);
    }
    known.person("U0ISPO", Standing::guest);  // an administrator wrote this one down
    CHECK(known.role("U0ISPO") == Role::ispo);
    known.person("U0ISPO", Standing::gone);
    CHECK(known.role("U0ISPO") == Role::guest);
    Known open("[audience]\nguests = true\n");
    open.person("U1", Standing::guest);
    CHECK(open.role("U1") == Role::viewer);
    open.person("U1", Standing::stranger);
    CHECK(open.role("U1") == Role::guest);
}

TEST_CASE("what was read too long ago grants nothing") {
    Known known;
    known.person("U1", Standing::member);
    known.group("S0ISPO", {"U1"});
    CHECK(known.role("U1", now + std::chrono::hours(48)) == Role::ispo);
    CHECK(known.role("U1", now + std::chrono::hours(49)) == Role::viewer);
    CHECK(known.role("U1", now + core::Days(8)) == std::nullopt);
    CHECK(known.people.is_worth_asking(1, "U1", now + core::Days(2)));
    CHECK_FALSE(known.people.is_worth_asking(1, "U1", now));
}

TEST_CASE("whom Slack could not tell about is what the settings say") {
    Known known;
    CHECK(known.role("U9") == std::nullopt);
    CHECK(known.people.role_unasked(1, "U9") == Role::viewer);
    CHECK(known.people.role_unasked(1, "U0ISPO") == Role::ispo);
    CHECK(known.role("U0ISPO") == Role::ispo);
    Known strict("[people]\nunknown = \"guest\"\n");
    CHECK(strict.people.role_unasked(1, "U9") == Role::guest);
}

TEST_CASE("groups change by events") {
    Known known;
    for (const std::string id : {"U1", "U2"}) known.person(id, Standing::member);
    known.people.change_group(1, "S0ISPO", {"U1"}, {});
    CHECK(known.role("U1") == Role::viewer);  // never read, so not known
    known.group("S0ISPO", {"U1"});
    known.people.change_group(1, "S0ISPO", {"U2"}, {"U1"});
    CHECK(known.role("U1") == Role::viewer);
    CHECK(known.role("U2") == Role::ispo);
    known.people.drop_group(1, "S0ISPO");
    CHECK(known.role("U2") == Role::viewer);
}

TEST_CASE("a private repository is read where all readers are in its group") {
    Known known("[audience]\nreaders = [\"acme/moon-*=S0MOON\", \"acme/sun = S0SUN\"]\n");
    known.group("S0MOON", {"U1", "U2"});
    using Globs = std::vector<std::string>;
    CHECK(known.people.may_read(1, {"U1"}, now) == Globs{"acme/moon-*"});
    CHECK(known.people.may_read(1, {"U1", "U2"}, now) == Globs{"acme/moon-*"});
    CHECK(known.people.may_read(1, {"U1", "U3"}, now).empty());
    CHECK(known.people.may_read(1, {}, now).empty());
    CHECK(known.people.may_read(1, {"U1"}, now + core::Days(3)).empty());
    CHECK(known.people.groups() == Globs{"S0MOON", "S0SUN"});
}

TEST_CASE("contacts are administrators, then the office, each once") {
    Known known;
    CHECK(known.people.contacts() == std::vector<bot::Contact>{{"", "U0ADMIN"}, {"", "U0ISPO"}});
}

TEST_CASE("settings move the roles of commands within bounds") {
    const auto needed = [](const std::string& line) {
        const auto roles = bot::CommandRoles::read({line});
        if (!roles) return std::string("refused");
        for (const auto* command : commands::commands())
            if (line.starts_with(std::string(command->name) + "="))
                return std::string(commands::to_word(roles->needed(*command)));
        return std::string("?");
    };
    CHECK(needed("audit=admin") == "admin");
    CHECK(needed("pause=maintainer") == "maintainer");
    CHECK(needed("find=ispo") == "ispo");
    CHECK(needed("ready check=viewer") == "viewer");
    for (const std::string wrong : {"audit=viewer", "audit=maintainer", "pause=guest", "find=guest",
                                    "help=viewer", "nothing=viewer", "find", "find=", "find=boss", ""})
        CHECK(needed(wrong) == "refused");
    TemporaryFolder folder;
    const auto config = tests::config_from(folder, "[commands]\nroles = [\"pause=viewer\"]\n");
    REQUIRE_FALSE(config.has_value());
    CHECK(config.error().sentence.find("ispo.toml:2: commands.roles") != std::string::npos);
    const auto too_low = tests::config_from(folder, "[commands]\nroles = [\"audit=maintainer\"]\n");
    REQUIRE_FALSE(too_low.has_value());
    CHECK(too_low.error().sentence.find("audit may need ispo at least and admin at most; it names private") !=
          std::string::npos);
    CHECK_FALSE(tests::config_from(folder, "[audience]\nreaders = [\"acme/x\"]\n").has_value());
}
