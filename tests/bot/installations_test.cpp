// SPDX-License-Identifier: Apache-2.0
// Which installation a delivery is for, and the keys that open its tokens.
#include "bot/installations.hpp"

#include "bot/config_for_tests.hpp"
#include "bot/installing_for_tests.hpp"

namespace {
using namespace tests;
using bot::Installations;
using storage::InstallationRow;

const std::string base = "[slack]\nsigning_secret = \"s\"\n";
const std::string oauth = base + "client_id = \"1.2\"\nclient_secret = \"x\"\ntoken_key = \"" +
                          std::string(32, 'k') + "\"\n[server]\npublic_url = \"https://bot.acme.example\"\n";

bot::Config config_of(const std::string& toml) {
    TemporaryFolder folder;
    return config_from(folder, toml).value();
}

InstallationRow row(const bot::TokenVault& vault, std::int64_t id, const std::string& place,
                    bool is_active = true) {
    InstallationRow out;
    out.id = id;
    out.is_active = is_active;
    out.kind =
        place.starts_with('E') ? storage::Installation::Kind::enterprise : storage::Installation::Kind::team;
    (place.starts_with('E') ? out.enterprise : out.team) = place;
    const slack::Tokens tokens{"xoxb-" + place, "refresh-" + place, std::chrono::hours(12)};
    if (is_active) out.tokens = vault.seal(id, place, tokens, core::from_unix(1000));
    out.renewed_at = core::from_unix(1000);
    return out;
}

using Id = std::optional<std::int64_t>;
}  // namespace

TEST_CASE("one token from a file serves whatever Slack delivers") {
    const Installations installations(config_of(base + "bot_token = \"xoxb-1\"\nbot_user = \"U0BOT\"\n"));
    for (const auto& origin : {slack::Origin{"T1", "", false}, slack::Origin{"", "", false},
                               slack::Origin{"", "E1", true}, slack::Origin{"T2", "E1", false}})
        CHECK(installations.serving(origin) == Id(1));
    CHECK(installations.token_of(1) == "xoxb-1");
    CHECK(installations.bot_user_of(1) == "U0BOT");
    CHECK(Installations(config_of(base)).serving({"T1", "", false}) == Id(1));  // commands need no token
}

TEST_CASE("a token from a file whose workspace is named serves that one only") {
    const Installations installations(config_of(base + "bot_token = \"xoxb-1\"\nteam = \"T1\"\n"));
    CHECK(installations.serving({"T1", "", false}) == Id(1));
    CHECK(installations.serving({"T2", "", false}) == Id());
    CHECK(installations.serving({"", "", false}) == Id());
}

TEST_CASE("the origin of a delivery decides, and what is not installed is not served") {
    const auto config = config_of(oauth + "[people]\n");
    Installations installations(config);
    const auto& vault = installations.vault();
    REQUIRE(installations.load({row(vault, 2, "T1"), row(vault, 3, "E1"), row(vault, 4, "T3", false)})
                .has_value());
    struct Row {
        slack::Origin origin;
        Id serving, ever;
    };
    for (const auto& each : {
             Row{{"T1", "", false}, 2, 2},
             Row{{"T1", "E1", false}, 2, 2},  // its own before its organisation's
             Row{{"T1", "E1", true}, 3, 3},   // unless Slack says whose it is
             Row{{"", "E1", true}, 3, 3},     // team: null
             Row{{"", "E1", false}, 3, 3},
             Row{{"T2", "E1", false}, 3, 3},
             Row{{"T3", "", false}, {}, 4},  // gone
             Row{{"T3", "E1", false}, 3, 4},
             Row{{"T9", "", false}, {}, {}},
             Row{{"T9", "E9", false}, {}, {}},
             Row{{"T1", "E9", true}, {}, {}},  // another organisation's app in our workspace
             Row{{"E1", "", false}, 3, 3},     // when the app is gone, Slack may name it so
             Row{{"", "", false}, {}, {}},
         }) {
        INFO(each.origin.team << " " << each.origin.enterprise << " " << each.origin.is_enterprise_install);
        CHECK(installations.serving(each.origin) == each.serving);
        CHECK(installations.ever(each.origin) == each.ever);
    }
    CHECK(installations.token_of(2) == "xoxb-T1");
    CHECK(installations.token_of(4).empty());
    CHECK(installations.token_of(1).empty());
    CHECK(installations.is_active_at("T1"));
    CHECK_FALSE(installations.is_active_at("T3"));
    CHECK_FALSE(installations.is_active_at(""));
    CHECK(installations.find(2)->renew_at == core::from_unix(1000 + 9 * 3600));
}

TEST_CASE("beside installed workspaces the token from a file keeps its own") {
    Installations installations(
        config_of(base + "bot_token = \"xoxb-file\"\nteam = \"T5\"\n" + oauth.substr(base.size())));
    const auto& vault = installations.vault();
    REQUIRE(installations.load({row(vault, 2, "T1")}).has_value());
    CHECK(installations.serving({"T5", "", false}) == Id(1));
    CHECK(installations.serving({"T1", "", false}) == Id(2));
    CHECK(installations.serving({"T6", "", false}) == Id());
    CHECK(installations.is_active_at("T5"));
}

TEST_CASE("when installing is not configured any more, what was installed is not served by another's token") {
    const bot::TokenVault vault({std::string(32, 'k')});
    Installations installations(config_of(base + "bot_token = \"xoxb-file\"\n"));
    const auto loaded = installations.load({row(vault, 2, "T1")});
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().sentence.find("Nothing was deleted") != std::string::npos);
    CHECK(installations.serving({"T1", "", false}) == Id());
    CHECK(installations.serving({"T2", "", false}) == Id(1));
}

TEST_CASE("tokens open with their key, for their own installation and kind") {
    const bot::TokenVault vault({"new key", "old key"}), old({"old key"}), other({"other key"});
    auto sealed = row(vault, 2, "T1");
    REQUIRE(vault.open(sealed));
    CHECK(vault.open(sealed)->access + vault.open(sealed)->refresh == "xoxb-T1refresh-T1");
    CHECK_FALSE(vault.open(sealed)->by_older_key);
    CHECK(sealed.tokens.expires_at == core::from_unix(1000 + 12 * 3600));
    CHECK_FALSE(other.open(sealed));
    CHECK_FALSE(old.open(sealed));
    auto moved = sealed;
    moved.id = 3;
    CHECK_FALSE(vault.open(moved));
    moved = sealed;
    moved.team = "T2";
    CHECK_FALSE(vault.open(moved));
    moved = sealed;
    std::swap(moved.tokens.access, moved.tokens.refresh);
    CHECK_FALSE(vault.open(moved));
    moved.tokens.access = "no base64 ?";
    CHECK_FALSE(vault.open(moved));
    const auto before = row(old, 2, "T1");
    REQUIRE(vault.open(before));
    CHECK(vault.open(before)->by_older_key);
    auto after = before;
    after.tokens = vault.reseal(before, *vault.open(before));
    CHECK_FALSE(vault.open(after)->by_older_key);
    CHECK(after.tokens.expires_at == before.tokens.expires_at);
}

TEST_CASE(
    "another key refuses and deletes nothing; the old one on a further line opens, and is not needed then") {
    FakeSlack slack{FakeSlack::Say(granting)};
    const std::string first(40, 'a'), second(40, 'b');
    TemporaryFolder folder;
    const auto file = folder.path() / "ispo.db";
    const auto start = [&](const std::string& keys) {
        asio::io_context loop{1};
        const auto config =
            config_from(folder, oauth_settings(slack, "allowed_teams = [\"T1\"]\n", keys)).value();
        auto service = bot::Service(loop, config, bot::CompanyPolicy{}, {}, file);
        if (keys == first && service.installations.all().empty()) {
            auto writer = service.store.writer();
            const auto id = writer.put_installation({.team = "T1"}, bot::wall_now());
            writer.put_tokens(
                id, service.installations.vault().seal(id, "T1", {"xoxb-T1", "", {}}, bot::wall_now()),
                bot::wall_now());
        }
        const auto closed = service.installations_closed;
        const auto token = service.installations.token_of(2);
        return closed ? closed->sentence : token;
    };
    CHECK(start(first).empty());
    CHECK(start(first) == "xoxb-T1");
    const auto refused = start(second);
    CHECK(refused.find("does not open the stored tokens of installation 2. Nothing was deleted") !=
          std::string::npos);
    CHECK(start(first) == "xoxb-T1");
    CHECK(start(second + "\n" + first) == "xoxb-T1");
    CHECK(start(second) == "xoxb-T1");  // sealed anew at that start
}
