// SPDX-License-Identifier: Apache-2.0
#include "bot/config.hpp"

#include "bot/config_file.hpp"
#include "bot/config_for_tests.hpp"
#include "bot/config_keys.hpp"
#include "bot/config_reference.hpp"
#include "core/text.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace {
using namespace bot;
using tests::config_from;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string mistake(std::string_view toml, const tests::Variables& variables = {}, const Flags& flags = {}) {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder, toml, variables, flags);
    return config ? "none" : config.error().sentence;
}

// The path of a file with a secret that only its owner can read, unless `mode` says otherwise.
std::string secret_file(const tests::TemporaryFolder& folder, std::string_view text,
                        std::filesystem::perms mode = std::filesystem::perms::owner_read) {
    const auto path = folder.path() / "secret";
    tests::write_file(path, text);
    std::filesystem::permissions(path, mode);
    return path.string();
}
}  // namespace

TEST_CASE("a mistake in the file is told with its line and what would be right") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"[server]\nlissten = \"x:1\"\n",
         "ispo.toml:2: unknown key 'server.lissten'; did you mean 'server.listen'?"},
        {"\n\n[sever]\nlisten = \"x:1\"\n",
         "ispo.toml:4: unknown key 'sever.listen'; did you mean 'server.listen'?"},
        {"listen = \"x:1\"", "ispo.toml:1: unknown key 'listen'; did you mean 'server.listen'?"},
        {"[http]\nconnections = 1\n", "'http.connections'; did you mean 'server.connections'?"},
        {"[data]\nfolder_file = \"/x\"\n", "unknown key 'data.folder_file'; did you mean 'data.folder'?"},
        {"[foo]\na = 1\n", "ispo.toml:2: unknown key 'foo.a'; docs/configuration.md lists what can be set"},
        {"[server]\nrhubarb = 1\n", "unknown key 'server.rhubarb'; docs/configuration.md lists"},
        {"\"\" = 1\n", "unknown key ''; docs/configuration.md lists"},
        {"[server]\nlisten = 8080\n", "ispo.toml:2: server.listen needs a text in quotes"},
        {"[server]\nconnections = \"many\"\n", "ispo.toml:2: server.connections needs a whole number"},
        {"[server]\nconnections = 1.5\n",
         "ispo.toml:2: server.connections has a kind of value that no setting has"},
        {"[server]\nconnections = 0\n", "must be between 1 and 100000"},
        {"[server]\nconnections = 100001\n", "must be between 1 and 100000"},
        {"[server]\nlisten = \"8080\"\n", "must be an address and a port"},
        {"[server]\nlisten = \"127.0.0.1:\"\n", "must be an address and a port"},
        {"[server]\nlisten = \"127.0.0.1:65536\"\n", "must be an address and a port"},
        {"[server]\nlisten = \"nowhere:80\"\n", "must be an address and a port"},
        {"[server]\nadmin_listen = \"[::1:80\"\n", "must be an address and a port"},
        {"[server]\npublic_url = \"http://x\"\n", "must start with https://"},
        {"[server]\npublic_url = \"https://a.example/b\"\n", "must name a host only"},
        {"[server]\npublic_url = \"https://a.example/#b\"\n", "must name a host only"},
        {"[server]\npublic_url = \"https://\"\n", "must name a host only"},
        {"[slack]\nsigning_secret = \"s\"\napi_base = \"http://evil.example/\"\n",
         "slack.api_base must start with https://"},
        {"[slack]\nsigning_secret = \"s\"\napi_base = \"https://slack.com/api\"\n", "must end with /"},
        {"[log]\nlevel = \"loud\"\n", "'loud' is none of: debug, info, warning, error"},
        {"[log]\nformat = true\n", "ispo.toml:2: log.format needs a text in quotes"},
        {"[people]\nispo = \"U1\"\n", "ispo.toml:2: people.ispo needs a list of texts"},
        {"\n[people]\nispo = [\"U1\", \"bob\"]\n", "ispo.toml:3: people.ispo 'bob' is no Slack user id"},
        {"[people]\nadmin = [\"@ada\"]\n", "people.admin '@ada' is no Slack user id"},
        {"[people]\nmaintainer = [\"X1/U1\"]\n", "people.maintainer 'X1/U1' is no Slack user id"},
        {"[people]\nispo = [\"T1/\"]\n", "people.ispo 'T1/' is no Slack user id"},
        {"[people]\nispo_groups = [\"U1\"]\n", "people.ispo_groups 'U1' is no id of a Slack user group"},
        {"[effects]\nchannels = [\"#general\"]\n", "effects.channels '#general' is no id of a Slack channel"},
        {"[people]\nispo = [1]\n", "ispo.toml:2: people.ispo needs a list of texts"},
        {"[[people]]\nispo = []\n", "people needs a list of texts"},
        {"[readiness]\ninternal_default_licence = 1\n", "needs true or false"},
        {"[readiness]\nfindings_only_below = 101\n", "must be between 0 and 100"},
        {"[network]\nca_file = \"/nonexistent/ca.pem\"\n",
         "ispo.toml:2: network.ca_file: /nonexistent/ca.pem cannot be read; name a file with your company's "
         "authorities, or remove the key"},
        {"[network]\nca_file = \"/dev/null\"\n", "/dev/null holds no certificate (PEM)"},
        {"[network]\nca_file = \"/\"\n", "ispo.toml:2: network.ca_file: / holds no certificate (PEM)"},
        {"[server\n", "ispo.toml:1: "},
        {"[server]\nlisten = \"a:1\"\nlisten = \"b:1\"\n", "ispo.toml:3: "}};
    for (const auto& [toml, sentence] : rows) {
        INFO(toml);
        CHECK(has(mistake(toml), sentence));
        CHECK(has(mistake(toml), "nothing was started or changed"));
    }
}

TEST_CASE("all mistakes are told at once") {
    const auto text = mistake("[server]\nlissten = \"a:1\"\n[log]\nlevel = \"loud\"\n",
                              {{"ISPO_SERVER_CONNECTIONS", "-1"}}, {{"log.format", "xml"}});
    CHECK(has(text, "server.lissten"));
    CHECK(has(text, "'loud'"));
    CHECK(has(text, "environment ISPO_SERVER_CONNECTIONS: server.connections must be between"));
    CHECK(has(text, "flag: log.format 'xml' is none of"));
    CHECK_FALSE(has(text, "governance"));
}

TEST_CASE(
    "a governance file that is not there is told beside the other mistakes, and alone stops nothing here") {
    const std::string missing = "[readiness]\ngovernance = \"/nonexistent/governance.yml\"\n";
    const auto text = mistake(missing + "findings_only_below = 101\n");
    CHECK(has(text, "ispo.toml:2: The governance file /nonexistent/governance.yml cannot be read"));
    CHECK(has(text, "must be between 0 and 100"));
    CHECK(mistake(missing) == "none");
}

TEST_CASE("of a list all mistakes are told, each with its own line") {
    const auto text = mistake(
        "[commands]\nroles = [\n  \"foo=admin\",\n  \"audit=admin\", \"audit=viewer\",\n  \"zzz\",\n]\n"
        "[audience]\nreaders = [\"a\",\n  \"b=S1\",\n  \"=S2\"]\n"
        "[people]\nadmin = [\n  \"ada\",\n  \"U1\",\n  \"bob\"]\n");
    for (const std::string said :
         {"ispo.toml:3: commands.roles: 'foo=admin' is not",
          "ispo.toml:4: commands.roles: 'audit=viewer' goes too far",
          "ispo.toml:5: commands.roles: 'zzz' is not", "ispo.toml:8: audience.readers: 'a' is not",
          "ispo.toml:10: audience.readers: '=S2' is not", "ispo.toml:13: people.admin 'ada' is no",
          "ispo.toml:15: people.admin 'bob' is no"}) {
        INFO(said << "\n" << text);
        CHECK(has(text, said));
    }
    CHECK_FALSE(has(text, "'audit=admin'"));
    CHECK_FALSE(has(text, "'U1'"));
    const auto variable = mistake("", {{"ISPO_PEOPLE_ADMIN", "ada\nbob"}});
    CHECK(has(variable, "environment ISPO_PEOPLE_ADMIN: people.admin 'ada'"));
    CHECK(has(variable, "environment ISPO_PEOPLE_ADMIN: people.admin 'bob'"));
    CHECK(has(mistake("[people]\nadmin = [1,\n 2]\n"), "ispo.toml:3: people.admin needs a list of texts"));
}

TEST_CASE("a number is a number to its last digit") {
    for (const std::string value : {"", " 5", "5 ", "0x10", "1e3", "99999999999999999999", "５"}) {
        INFO(value);
        CHECK(has(mistake("", {{"ISPO_SERVER_CONNECTIONS", value}}), "needs a whole number"));
    }
}

TEST_CASE("the flag wins over the environment, that over the file, that over the default") {
    const tests::TemporaryFolder folder;
    const std::string toml = "[server]\nlisten = \"127.0.0.1:1\"\n";
    const tests::Variables variables = {{"ISPO_SERVER_LISTEN", "127.0.0.1:2"}};
    const auto origin_and_text = [](const core::Result<Config>& config) {
        const auto& value = config->values.find("server.listen")->second;
        return value.text + " from " + value.origin;
    };
    CHECK(origin_and_text(config_from(folder, "")) == "127.0.0.1:8080 from default");
    CHECK(origin_and_text(config_from(folder, toml)) == "127.0.0.1:1 from ispo.toml:2");
    CHECK(origin_and_text(config_from(folder, toml, variables)) ==
          "127.0.0.1:2 from environment ISPO_SERVER_LISTEN");
    CHECK(origin_and_text(config_from(folder, toml, variables, {{"server.listen", "[::1]:3"}})) ==
          "[::1]:3 from flag");
}

TEST_CASE("the data folder follows the system's rules until it is set") {
    const auto folder_with = [](const tests::Variables& variables) {
        const tests::TemporaryFolder folder;
        return config_from(folder, "", variables)->data_folder().string();
    };
    CHECK(folder_with({}) == "/nonexistent/.local/state/ispo-bot");
    CHECK(folder_with({{"HOME", "relative"}}) == "/var/lib/ispo-bot");
    CHECK(folder_with({{"XDG_STATE_HOME", "/x"}}) == "/x/ispo-bot");
    CHECK(folder_with({{"XDG_STATE_HOME", "/x"}, {"STATE_DIRECTORY", "/s"}}) == "/s");
    CHECK(folder_with({{"STATE_DIRECTORY", "/s"}, {"ISPO_DATA_FOLDER", "/d"}}) == "/d");
}

TEST_CASE("a file that was named must be there; lists and truth are read") {
    CHECK(bot::read_config("/nonexistent/ispo.toml", tests::environment_of({}), {}).error().code ==
          core::Errc::not_found);
    CHECK(bot::read_config("/", tests::environment_of({}), {}).has_error());
    CHECK(bot::read_config("", tests::environment_of({{"ISPO_CONFIG", "/nonexistent/x"}}), {}).has_error());
    const tests::TemporaryFolder folder;
    const auto config = config_from(
        folder, "[people]\nispo = [\"U1\", \" U2 \", \"\"]\n[readiness]\ninternal_default_licence = true\n");
    CHECK(config->list("people.ispo") == std::vector<std::string>{"U1", "U2"});
    CHECK(config->truth("readiness.internal_default_licence"));
    CHECK(config->integer("readiness.findings_only_below") == 60);
    CHECK_FALSE(config->slack());
}

TEST_CASE("a secret comes from a file, and what is wrong with the file is told") {
    const tests::TemporaryFolder folder;
    const auto with_secret = [&](std::string_view text, std::filesystem::perms mode) {
        return config_from(folder, "", {{"ISPO_SLACK_SIGNING_SECRET_FILE", secret_file(folder, text, mode)}});
    };
    const auto own = std::filesystem::perms::owner_read | std::filesystem::perms::owner_write;
    const auto good = with_secret("hunter2\n", own);
    CHECK(good->slack()->signing_secrets == std::vector<std::string>{"hunter2"});
    CHECK_FALSE(has(core::join(good->warnings, " "), "chmod"));
    const auto open = with_secret("hunter2", own | std::filesystem::perms::others_read);
    REQUIRE_FALSE(open->warnings.empty());
    CHECK(has(open->warnings.front(), "can be read by others; chmod 600"));
    CHECK(has(with_secret(" \n\t", own).error().sentence, "is empty; put the secret into it"));
    CHECK(has(with_secret(std::string(5000, 'x'), own).error().sentence, "larger than 4096 bytes"));
    CHECK(has(mistake("[slack]\nsigning_secret_file = \"/nonexistent/s\"\n"),
              "ispo.toml:2: slack.signing_secret_file: /nonexistent/s cannot be read"));
}

TEST_CASE("a secret's file is not read when a later place names another") {
    tests::TemporaryFolder folder;
    const auto config = config_from(folder, "[slack]\nsigning_secret_file = \"/nonexistent/s\"\n",
                                    {{"ISPO_SLACK_SIGNING_SECRET_FILE", secret_file(folder, "abc\n")}});
    REQUIRE(config.has_value());
    CHECK(config->text("slack.signing_secret") == "abc");
}

TEST_CASE("a secret in the environment works and is warned of") {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder, "", {{"ISPO_SLACK_SIGNING_SECRET", "hunter2"}});
    REQUIRE_FALSE(config->warnings.empty());
    CHECK(has(config->warnings.front(), "prefer slack.signing_secret_file"));
    CHECK_FALSE(has(config->warnings.front(), "hunter2"));
}

TEST_CASE("what Slack lacks is warned of: an empty section, the bot token, the workspace") {
    const tests::TemporaryFolder folder;
    const auto warnings = [&](const std::string& toml) { return config_from(folder, toml).value().warnings; };
    REQUIRE(warnings("[slack]\n").size() == 1);
    CHECK(has(warnings("[slack]\n").front(), "ispo.toml:1: [slack] is empty"));
    CHECK(has(warnings("[slack]\n").front(), "slack.bot_token_file"));
    const std::string signed_only = "[slack]\nsigning_secret = \"abc\"\n";
    REQUIRE(warnings(signed_only).size() >= 2);
    CHECK(has(warnings(signed_only)[warnings(signed_only).size() - 2], "slack.bot_token is missing"));
    CHECK(has(warnings(signed_only).back(), "slack.team is missing"));
    CHECK(has(warnings(signed_only + "team = \"T012ABC\"\n").back(), "slack.bot_token is missing"));
    for (const auto& each : warnings(signed_only + "bot_token = \"xoxb-1\"\n"))
        CHECK_FALSE(has(each, "is missing"));
}

TEST_CASE("Slack without a signing secret is refused, however it is begun") {
    for (const std::string toml : {"[slack]\nbot_token = \"xoxb-1\"\n", "[slack]\nbot_user = \"U1\"\n",
                                   "[slack]\nprevious_signing_secret = \"old\"\n"}) {
        INFO(toml);
        CHECK(has(mistake(toml), "slack.signing_secret is missing"));
    }
    CHECK(has(mistake("[slack]\nsigning_secret = \"\"\n"), "ispo.toml:2: slack.signing_secret is empty"));
    CHECK(has(mistake("", {{"ISPO_SLACK_SIGNING_SECRET", ""}}), "slack.signing_secret is empty"));
}

TEST_CASE("what is no secret is refused, however it is given") {
    const tests::TemporaryFolder folder;
    for (const std::string no_secret : {"   ", "\\t", "a b", "two\\nlines", "\\u0001"}) {
        INFO(no_secret);
        CHECK(has(mistake("[slack]\nsigning_secret = \"" + no_secret + "\"\n"), "slack.signing_secret "));
    }
    CHECK(has(mistake("", {{"ISPO_SLACK_SIGNING_SECRET", " "}}), "is empty; remove it or give the secret"));
    for (const auto& text : {std::string("a\nb\n"), std::string(3, '\0')}) {
        const auto path = secret_file(folder, text);
        CHECK(has(mistake("[slack]\nsigning_secret_file = \"" + path + "\"\n"), "copy it again"));
        std::filesystem::remove(path);
    }
}

TEST_CASE("a secret given both as text and as file in one place is a contradiction") {
    const tests::TemporaryFolder folder;
    const auto path = secret_file(folder, "from-the-file");
    const auto both = "[slack]\nsigning_secret = \"typed\"\nsigning_secret_file = \"" + path + "\"\n";
    CHECK(has(mistake(both), "slack.signing_secret is given twice"));
    CHECK_FALSE(has(mistake(both), "typed"));
    CHECK(has(mistake("", {{"ISPO_SLACK_SIGNING_SECRET", "a"}, {"ISPO_SLACK_SIGNING_SECRET_FILE", path}}),
              "slack.signing_secret is given twice"));
    const auto over = config_from(folder, "[slack]\nsigning_secret = \"typed\"\n",
                                  {{"ISPO_SLACK_SIGNING_SECRET_FILE", path}});
    CHECK(over->text("slack.signing_secret") == "from-the-file");
}

TEST_CASE("both secrets are taken while they rotate") {
    const tests::TemporaryFolder folder;
    const auto config =
        config_from(folder, "[slack]\nsigning_secret = \"new\"\nprevious_signing_secret = \"old\"\n");
    CHECK(config->slack()->signing_secrets == std::vector<std::string>{"new", "old"});
    CHECK(config->slack()->bot_token.empty());
}

TEST_CASE("what explains the settings shows every key and no secret") {
    const tests::TemporaryFolder folder;
    const auto config = config_from(folder,
                                    "[slack]\nsigning_secret = \"hunter2\"\nbot_token = \"xoxb-hunter3\"\n"
                                    "[people]\nispo = [\"U1\", \"U2\"]\n");
    const auto text = explain(*config);
    CHECK_FALSE(has(text, "hunter"));
    std::size_t shown = 0;
    for (const auto& key : known_keys()) {
        if (is_named(key)) continue;
        ++shown;
        CHECK(has(text, key.name));
    }
    CHECK(has(text, "ispo.toml:2"));
    CHECK(has(text, "not set"));
    CHECK(core::lines(text).size() >= shown);
    CHECK_FALSE(has(text, "\ngithub."));
}

TEST_CASE("every key has a name of its own, a variable, a sentence and a default that is allowed") {
    std::set<std::string_view> names;
    const tests::TemporaryFolder folder;
    for (const auto& key : known_keys()) {
        INFO(key.name);
        CHECK(names.insert(key.name).second);
        CHECK(variable_of(key.name).starts_with("ISPO_"));
        CHECK(key.what.size() > 10);
        if (key.secret || key.otherwise.empty() || is_named(key)) continue;
        CHECK(config_from(folder, "[slack]\nsigning_secret = \"s\"\n",
                          {{variable_of(key.name), std::string(key.otherwise)}})
                  .has_value());
    }
    CHECK(variable_of("server.admin_listen") == "ISPO_SERVER_ADMIN_LISTEN");
}

TEST_CASE("hostile names and values come back on one clean line") {
    for (const std::string toml :
         {"\"a\\nb\\u001b[31m\" = 1\n", "[\"x\\ny\"]\nz = 1.5\n", "a = 1979-05-27\n",
          "[log]\nlevel = \"\\u001b[31mred\\nline\"\n", "\xff\xfe = 1\n", "a = [\"\"\"\n", "= 1"}) {
        INFO(toml);
        const auto text = mistake(toml);
        CHECK_FALSE(has(text, "\x1b"));
        CHECK(text != "none");
        CHECK(core::is_utf8(text));
        CHECK(core::split(text, '\n').size() <= 2);
    }
}

TEST_CASE("a variable of ours that no setting has is a mistake; a stranger's is only mentioned") {
    for (const auto& [variable, nearest] : std::vector<std::pair<std::string, std::string>>{
             {"ISPO_SERVER_LISTN", "ISPO_SERVER_LISTEN"},
             {"ISPO_SLACK_SIGNING_SECRETS", "ISPO_SLACK_SIGNING_SECRET"},
             {"ISPO_SLACK_BOT_USER_FILE", "ISPO_SLACK_BOT_USER"},
             {"ISPO_SEVER_LISTEN", "ISPO_SERVER_LISTEN"}}) {
        INFO(variable);
        CHECK(has(mistake("", {{variable, "x"}}),
                  "environment " + variable + ": unknown; did you mean " + nearest));
    }
    CHECK(has(mistake("", {{"ISPO_SLACK_RHUBARB", "x"}}),
              "environment ISPO_SLACK_RHUBARB: unknown; docs/configuration.md lists what can be set"));
    const tests::TemporaryFolder folder;
    for (const std::string variable : {"ISPO_BOT_SERVICE_HOST", "ISPO_BOT_PORT_8080_TCP_ADDR", "ISPO_"}) {
        INFO(variable);
        const auto config = config_from(folder, "", {{variable, "10.0.0.1"}});
        REQUIRE(config.has_value());
        REQUIRE(config->warnings.size() == 1);
        CHECK(config->warnings.front() == "The variable " + variable + " is no setting and is ignored.");
    }
    CHECK(config_from(folder, "", {{"ISPOX", "1"}, {"ISP", "1"}, {"ISPP_A", "1"}})->warnings.empty());
}

TEST_CASE("the settings as JSON carry their types, and no secret") {
    const tests::TemporaryFolder folder;
    const auto config =
        config_from(folder, "[slack]\nsigning_secret = \"hunter2\"\n[people]\nispo = [\"U1\"]\n");
    const auto rows = explain_json(*config);
    const auto alone = std::ranges::count_if(known_keys(), [](const auto& key) { return !is_named(key); });
    REQUIRE(rows.size() == static_cast<std::size_t>(alone));
    CHECK_FALSE(has(core::dump_json(rows), "hunter"));
    const auto value = [&](std::string_view name) {
        for (const auto& row : rows)
            if (row["name"] == name) return row["value"];
        return core::Json();
    };
    CHECK(value("people.ispo") == core::Json::array({"U1"}));
    CHECK(value("people.admin") == core::Json::array());
    CHECK(value("server.connections") == 2048);
    CHECK(value("readiness.internal_default_licence") == false);
    CHECK(value("slack.signing_secret") == "set");
    CHECK(value("slack.bot_token") == "not set");
    CHECK(value("server.public_url") == "");
    CHECK(rows.front()["variable"] == "ISPO_DATA_FOLDER");
}

TEST_CASE("installing by OAuth is whole or not at all") {
    const std::string slack = "[slack]\nsigning_secret = \"s\"\n",
                      url = "[server]\npublic_url = \"https://b.example/\"\n";
    const std::string key(32, 'k');
    const auto whole = slack + "client_id = \"1.2\"\nclient_secret = \"c\"\ntoken_key = \"" + key + "\"\n";
    const std::vector<std::pair<std::string, std::string>> rows = {
        {whole + url, "none"},
        {whole, "server.public_url is missing"},
        {slack + "client_id = \"1.2\"\ntoken_key = \"" + key + "\"\n" + url,
         "slack.client_secret is missing"},
        {slack + "client_id = \"1.2\"\nclient_secret = \"c\"\n" + url, "slack.token_key is missing"},
        {slack + "client_id = \"1.2\"\nclient_secret = \"c\"\ntoken_key = \"" + key.substr(1) + "\"\n" + url,
         "fewer than 32 characters"},
        {slack + "client_id = \"1.2\"\nclient_secret = \"c\"\ntoken_key = \"" + key + "\\nshort\"\n" + url,
         "fewer than 32 characters"},
        {slack + "client_secret = \"c\"\n", "slack.client_id is missing, which slack.client_secret needs"},
        {slack + "allowed_teams = [\"T1\"]\n", "slack.client_id is missing, which slack.allowed_teams needs"},
        {whole + "bot_token = \"xoxb-1\"\n" + url, "slack.team is missing"},
        {whole + "bot_token = \"xoxb-1\"\nteam = \"T1\"\n" + url, "none"},
        {whole + "allowed_teams = [\"acme\"]\n" + url, "needs ids of workspaces"},
        {whole + "allowed_teams = [\"T1\", \"E1\"]\n" + url, "needs ids of workspaces"},
        {whole + "allowed_enterprises = [\"T1\"]\n" + url, "needs ids of organisations"},
    };
    for (const auto& [toml, wanted] : rows) {
        INFO(toml);
        const auto said = mistake(toml);
        INFO(said);
        CHECK(has(said, wanted));
        CHECK_FALSE(has(said, key));
    }
    const tests::TemporaryFolder folder;
    const auto config =
        config_from(folder, whole + "allowed_teams = [\"T1\"]\ncontact = \"a\\nb\"\n" + url).value();
    const auto installing = config.installing();
    REQUIRE(installing);
    CHECK(installing->redirect_url() == "https://b.example/slack/oauth_redirect");
    CHECK(installing->teams == std::vector<std::string>{"T1"});
    CHECK(installing->contact == "a b");
    CHECK(installing->token_keys == std::vector<std::string>{key});
    CHECK(config.warnings.empty());
    CHECK_FALSE(config_from(folder, slack).value().installing());
    const auto people = config_from(folder, whole + url + "[people]\nispo = [\"U1\", \"T1/U2\"]\n").value();
    REQUIRE(people.warnings.size() == 1);
    CHECK(has(people.warnings[0], "people.ispo: U1 is nobody"));
    for (const auto& each : config_from(folder, slack + "[people]\nispo = [\"U1\"]\n").value().warnings)
        CHECK_FALSE(has(each, "is nobody"));
    for (const auto& shown : {explain(config), core::dump_json(explain_json(config))})
        CHECK_FALSE(has(shown, key));
}

TEST_CASE("two listeners need two addresses") {
    const tests::TemporaryFolder folder;
    const auto checked = [&](std::string_view toml) {
        return bot::check_addresses(config_from(folder, toml).value()).has_value();
    };
    CHECK(checked(""));
    CHECK_FALSE(checked("[server]\nlisten = \"127.0.0.1:9000\"\nadmin_listen = \"127.0.0.1:9000\"\n"));
    CHECK_FALSE(checked("[server]\nlisten = \"localhost:9000\"\nadmin_listen = \"127.0.0.1:9000\"\n"));
    CHECK_FALSE(checked("[server]\nlisten = \"0.0.0.0:8081\"\n"));
    CHECK(checked("[server]\nlisten = \"127.0.0.1:0\"\nadmin_listen = \"127.0.0.1:0\"\n"));
}

TEST_CASE("a secret in a file that everybody can read is warned of") {
    const tests::TemporaryFolder folder;
    const auto warned = [&](std::string_view toml, std::filesystem::perms mode) {
        const auto file = folder.path() / "ispo.toml";
        tests::write_file(file, toml);
        std::filesystem::permissions(file, mode);
        const auto config = bot::read_config(file.string(), tests::environment_of({}), {});
        const auto& warnings = config.value().warnings;
        return std::any_of(warnings.begin(), warnings.end(), [](const auto& warning) {
            return warning.find("ispo.toml holds a secret and can be read by everybody") != std::string::npos;
        });
    };
    using std::filesystem::perms;
    const std::string secret = "[slack]\nsigning_secret = \"s\"\n";
    CHECK(warned(secret, perms::owner_all | perms::others_read));
    CHECK_FALSE(warned(secret, perms::owner_all | perms::group_read));
    CHECK_FALSE(warned("[log]\nlevel = \"info\"\n", perms::owner_all | perms::others_read));
}

TEST_CASE("docs/configuration.md is what the settings are") {
    std::ifstream in(std::string(ISPO_SOURCE_DIR) + "/docs/configuration.md");
    std::ostringstream text;
    text << in.rdbuf();
    INFO("ispo reference configuration > docs/configuration.md");
    CHECK(text.str() == bot::configuration_markdown());
    for (const auto& key : bot::known_keys())
        CHECK(text.str().find("| `" + std::string(key.name) + "`") != std::string::npos);
    // One value is one, also of several words; a list shows each of its own.
    CHECK(text.str().find("| `the InnerSource office` |") != std::string::npos);
    CHECK(text.str().find("| `innersource`, `inner-source` |") != std::string::npos);
}

TEST_CASE("tokens of the wrong kind are told") {
    const std::string secret = "[slack]\nsigning_secret = \"abcdefghijklmnopqrstuvwxyz012345\"\n";
    CHECK(has(mistake(secret + "bot_token = \"xapp-1\"\n"), "belongs into slack.app_token"));
    CHECK(has(mistake(secret + "bot_token = \"xoxp-1\"\n"), "would post as that person"));
    CHECK(has(mistake(secret + "bot_token = \"xoxe.xoxb-1\"\n"), "dead after twelve hours"));
    CHECK(has(mistake(secret + "app_token = \"xoxb-1\"\n"), "begins with xapp-"));
}

TEST_CASE("an empty section is told only when nothing else holds its keys") {
    const tests::TemporaryFolder folder;
    const auto empty = config_from(folder, "[slack]\n", {}, {});
    REQUIRE(empty.has_value());
    CHECK(has(core::join(empty->warnings, " "), "ispo.toml:1"));
    const tests::TemporaryFolder other;
    const auto filled = config_from(other, "[slack]\n",
                                    {{"ISPO_SLACK_SIGNING_SECRET", "abcdefghijklmnopqrstuvwxyz012345"}}, {});
    REQUIRE(filled.has_value());
    CHECK_FALSE(has(core::join(filled->warnings, " "), "ispo.toml:1"));
}
