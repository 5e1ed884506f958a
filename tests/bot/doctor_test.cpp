// SPDX-License-Identifier: Apache-2.0
// What the doctor makes of what it saw.
#include "bot/doctor_checks.hpp"

#include "bot/audit_export.hpp"
#include "bot/config_for_tests.hpp"
#include "slack/manifest.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace bot;
using namespace tests;
using commands::Status;

const auto now = core::parse_time("2026-01-05T08:00:00Z").value();

Config config_of(std::string_view toml) {
    TemporaryFolder folder;
    return tests::config_from(folder, toml).value();
}
std::string slack_settings(const std::string& more = "") {
    return "[slack]\nsigning_secret = \"s\"\nbot_token = \"xoxb-1\"\n" + more;
}

Login login(core::Result<core::Json> reply, std::chrono::seconds skew = std::chrono::seconds(0)) {
    Login out;
    out.said.reply = std::move(reply);
    out.said.date = now + skew;
    for (const auto& scope : slack::scopes()) out.said.scopes.emplace_back(scope.name);
    out.asked_at = now;
    return out;
}
core::Error refusal(const std::string& code, core::Errc errc = core::Errc::denied) {
    return {errc, "Slack refused.", code};
}

storage::Health healthy() {
    storage::Health health;
    health.exists = true;
    health.integrity = "ok";
    health.journal_mode = "wal";
    health.schema = health.newest_schema = 5;
    health.free_bytes = 10ULL << 30U;
    health.mode = 0600;
    return health;
}

// A finding that is not fine says what mends it and why it matters.
void check(const Diagnosis& found, Status state) {
    INFO(found.part << ": " << found.evidence);
    CHECK(found.state == state);
    CHECK_FALSE(found.evidence.empty());
    const bool is_fine = state == Status::yes || state == Status::not_applicable;
    CHECK(found.fix.empty() == is_fine);
    CHECK_FALSE(found.why.empty());
}
}  // namespace

TEST_CASE("the clock is judged against Slack's window") {
    const core::Json ok = {{"ok", true}};
    for (const auto& [skew, state] : std::vector<std::pair<int, Status>>{{0, Status::yes},
                                                                         {30, Status::yes},
                                                                         {-31, Status::partly},
                                                                         {149, Status::partly},
                                                                         {150, Status::no},
                                                                         {-400, Status::no}})
        check(of_clock(login(core::json_result(ok), std::chrono::seconds(skew))), state);
    CHECK(of_clock(login(core::json_result(ok), std::chrono::seconds(400))).evidence.find("400 s behind") !=
          std::string::npos);
    auto silent = login(core::json_result(ok));
    silent.said.date.reset();
    check(of_clock(silent), Status::unknown);
}

TEST_CASE("a missing scope is named with what it is for; that for groups only where groups are used") {
    const core::Json ok = {{"ok", true}};
    auto all = login(core::json_result(ok));
    check(of_scopes(all, config_of(slack_settings())), Status::yes);
    std::erase(all.said.scopes, "usergroups:read");
    check(of_scopes(all, config_of(slack_settings())), Status::yes);
    check(of_scopes(all, config_of(slack_settings("[people]\nispo_groups = [\"S1\"]\n"))), Status::no);
    std::erase(all.said.scopes, "users:read");
    const auto found = of_scopes(all, config_of(slack_settings()));
    check(found, Status::no);
    CHECK(found.evidence.find("users:read (Guests") != std::string::npos);
    CHECK(found.fix.find("Reinstall") != std::string::npos);
    all.said.scopes.clear();
    check(of_scopes(all, config_of(slack_settings())), Status::unknown);
    // An app-level token has scopes of another kind.
    const core::Json app = {{"ok", true}, {"app_id", "A1"}};
    auto other = login(core::json_result(app));
    other.said.scopes = {"connections:write"};
    CHECK(of_scopes(other, config_of(slack_settings())).fix == "see slack login");
}

TEST_CASE("an optional scope that is not granted is fine, and what is off without it is named") {
    const core::Json ok = {{"ok", true}};
    auto some = login(core::json_result(ok));
    std::erase(some.said.scopes, "channels:history");
    const auto found = of_scopes(some, config_of(slack_settings()));
    check(found, Status::yes);
    CHECK(found.evidence.find("channels:history (Posts of unknown outcome") != std::string::npos);
}

TEST_CASE("a token of another app, or of none, is no login") {
    const core::Json bot = {{"ok", true}, {"user_id", "U1"}, {"team", "Acme"}}, app = {{"ok", true}};
    check(of_login(login(core::json_result(bot)), "U1"), Status::yes);
    const auto other = of_login(login(core::json_result(bot)), "U2");
    check(other, Status::no);
    CHECK(other.fix.find("slack.bot_user to U1") != std::string::npos);
    const auto elsewhere = core::json_result({{"ok", true}, {"user_id", "U1"}, {"team_id", "T2"}});
    const auto another = of_login(login(elsewhere), "U1", false, "T1");
    check(another, Status::no);
    CHECK(another.evidence == "the token is of T2, slack.team says T1");
    CHECK(another.fix.find("slack.team to T2") != std::string::npos);
    check(of_login(login(elsewhere), "U1", false, "T2"), Status::yes);
    const auto none = of_login(login(core::json_result(app)));
    check(none, Status::no);
    CHECK(none.fix.find("xoxb-") != std::string::npos);
    CHECK(of_login(login(refusal("token_expired")), "", true).fix.find("/slack/install") !=
          std::string::npos);
    CHECK(of_login(login(refusal("token_expired"))).fix.find("bot_token_file") != std::string::npos);
}

TEST_CASE("nobody of the office and groups that are not there are told") {
    check(of_people(config_of("[people]\nispo = [\"U1\"]\n"), {}), Status::yes);
    check(of_people(config_of(""), {}), Status::partly);
    const auto groups = config_of("[people]\nispo_groups = [\"S1\", \"S2\"]\n");
    check(of_people(groups, {{"S1", ""}, {"S2", ""}}), Status::yes);
    const auto gone = of_people(groups, {{"S1", ""}, {"S2", "no_such_subteam"}});
    check(gone, Status::no);
    CHECK(gone.evidence.find("S2") != std::string::npos);
    check(of_people(groups, {{"S1", "missing_scope"}}), Status::unknown);
}

TEST_CASE("people of the office who are nobody, left, or are none of ours are told in plain words") {
    using storage::Standing;
    const auto two = config_of("[people]\nadmin = [\"U1\"]\nispo = [\"U2\"]\n");
    const bot::PersonSeen well{"U1", Standing::member};
    check(of_people(two, {}, {well, {"U2", Standing::member}}), Status::yes);
    struct Row {
        bot::PersonSeen seen;
        std::string said;
    };
    for (const auto& row : {Row{{"U2", {}, true}, "U2 is nobody's id where the app is installed"},
                            Row{{"U2", Standing::gone}, "U2 is deactivated"},
                            Row{{"U2", Standing::guest}, "U2 is a guest, who has the role all the same"},
                            Row{{"U2", Standing::stranger}, "U2 is of another company"},
                            Row{{"U2", Standing::bot}, "U2 is an app"}}) {
        const auto found = of_people(two, {}, {well, row.seen});
        check(found, Status::partly);
        CHECK(found.evidence == row.said);
        CHECK(found.fix.find("people.admin") != std::string::npos);
    }
    const auto nobody = of_people(two, {}, {{"U1", Standing::gone}, {"U2", {}, true}});
    check(nobody, Status::no);
    CHECK(nobody.evidence.find("nobody else is of the office") != std::string::npos);
    check(of_people(two, {}, {well, {"U2", {}}}), Status::unknown);  // Slack did not say
    const auto both = of_people(config_of("[people]\nadmin = [\"U1\"]\nispo_groups = [\"S1\"]\n"),
                                {{"S1", "no_such_subteam"}}, {{"U1", Standing::gone}});
    check(both, Status::no);
    CHECK(both.evidence == "U1 is deactivated; no such user group: S1");
}

TEST_CASE("a channel of the settings that has another id now is told") {
    const auto config = config_of("[effects]\nchannels = [\"G1\", \"C2\"]\ndry_run_channels = [\"G1\"]\n");
    CHECK_FALSE(of_moved_channels(config, {}).has_value());
    CHECK_FALSE(of_moved_channels(config, {{1, "G9", "C9"}}).has_value());
    const auto moved = of_moved_channels(config, {{1, "G1", "C1"}, {1, "G3", "C2"}});
    REQUIRE(moved.has_value());
    check(*moved, Status::partly);
    CHECK(moved->evidence == "effects.channels: G1 is C1 now; effects.dry_run_channels: G1 is C1 now");
    CHECK_FALSE(of_moved_channels(config_of("[effects]\nchannels = [\"G1\", \"C1\"]\n"), {{1, "G1", "C1"}}));
}

TEST_CASE("what the proxy or the certificate is about is said at both ways to Slack") {
    const auto proxy =
        core::unavailable("The proxy wants a password.", "nothing sent: the proxy said HTTP 407");
    const auto trust = core::unavailable("The certificate of slack.com is not trusted.", "verify failed");
    Login unreached;
    unreached.said.reply = proxy;
    CHECK(of_reachability(unreached, config_of(slack_settings())).fix.find("network.proxy_file") !=
          std::string::npos);
    slack::Said said;
    said.reply = proxy;
    CHECK(of_app_token(said).fix.find("network.proxy_file") != std::string::npos);
    said.reply = trust;
    CHECK(of_app_token(said).fix.find("network.ca_file") != std::string::npos);
}

TEST_CASE("a token that does not work and a Slack that is not reached are told apart") {
    const auto config =
        config_of(slack_settings("[network]\nproxy = \"http://user:pass@proxy.example.com:3128\"\n"));
    auto revoked = login(refusal("token_revoked"));
    check(of_login(revoked), Status::no);
    check(of_reachability(revoked, config), Status::yes);
    CHECK(of_reachability(revoked, config).evidence.find("proxy.example.com:3128") != std::string::npos);
    CHECK(of_reachability(revoked, config).evidence.find("pass") == std::string::npos);
    Login unreached;
    unreached.said.reply =
        core::unavailable("The certificate of slack.com is not trusted.", "certificate verify failed");
    check(of_reachability(unreached, config), Status::no);
    CHECK(of_reachability(unreached, config).fix.find("network.ca_file") != std::string::npos);
    check(of_login(unreached), Status::unknown);
    // Slack spoke, and said nothing of the token.
    const auto busy = of_login(login(refusal("ratelimited, Retry-After: 30", core::Errc::unavailable)));
    check(busy, Status::unknown);
    CHECK(busy.fix.find("again") != std::string::npos);
    const core::Json ok = {{"ok", true}, {"user_id", "U1"}, {"team", "Acme"}};
    check(of_login(login(core::json_result(ok))), Status::yes);
    check(of_app_token(login(refusal("not_allowed_token_type")).said), Status::no);
    check(of_app_token(login(refusal("ratelimited, Retry-After: 30", core::Errc::unavailable)).said),
          Status::unknown);
}

TEST_CASE("a running service is asked for its connections, so that Slack need not be") {
    const auto said = [](const core::Json& link) {
        core::Json reply;
        reply["link"] = link;
        return of_link(core::json_result(reply));
    };
    const auto two =
        said({{"open", 2}, {"sentence", "Fine."}, {"has_ended", false}, {"last_frame_seconds", 3}});
    check(two, Status::yes);
    CHECK(two.evidence == "2 connections are open, the last frame came 3 s ago");
    const auto one =
        said({{"open", 1}, {"sentence", "Fine."}, {"has_ended", false}, {"last_frame_seconds", 0}});
    check(one, Status::yes);
    CHECK(one.evidence == "1 connection is open, the last frame came 0 s ago; a second one follows");
    const auto none = said({{"open", 0}, {"sentence", "No way to Slack."}, {"has_ended", false}});
    check(none, Status::no);
    CHECK(none.evidence == "No way to Slack.");
    const auto ended = said({{"open", 0}, {"sentence", "Switched off."}, {"has_ended", true}});
    check(ended, Status::no);
    CHECK(ended.fix.find("restart") != std::string::npos);
    check(said({{"open", 1}, {"sentence", "Not for long."}, {"has_ended", true}}), Status::partly);
    check(said(nullptr), Status::partly);
    check(of_link(core::invalid("The running service does not know this request.")), Status::unknown);
}

TEST_CASE("the public address must be one that Slack can reach") {
    const auto with = [](const std::string& url) {
        return of_http(config_of("[server]\npublic_url = \"" + url + "\"\n" + slack_settings()));
    };
    check(with("https://ispo.example.com"), Status::yes);
    for (const std::string url :
         {"https://localhost", "https://10.1.2.3", "https://ispo", "https://ispo.internal", ""})
        check(with(url), Status::partly);
}

TEST_CASE("the database, its disk and its backup") {
    check(of_database(healthy()), Status::yes);
    check(of_disk(healthy()), Status::yes);
    using std::chrono::hours;
    const bot::BackupState tried{.newest = now, .verified = now};
    check(of_backups(healthy(), tried, hours(24), now + hours(26)), Status::yes);
    check(of_backups(healthy(), tried, hours(24), now + hours(27)), Status::partly);
    check(of_backups(healthy(), tried, hours(100), now + hours(102)), Status::yes);
    check(of_backups(healthy(), tried, hours(0), now + hours(27)), Status::partly);
    const auto state = [](bot::BackupState said) { return core::Result<bot::BackupState>(said); };
    check(of_backups(healthy(), state({.newest = now, .verified = now - core::Days(9)}), hours(24), now),
          Status::partly);
    check(of_backups(healthy(), state({.newest = now, .verified = {}}), hours(24), now), Status::partly);
    check(of_backups(healthy(), state({}), hours(24), now), Status::partly);
    check(of_backups(healthy(), core::unavailable("No."), hours(24), now), Status::unknown);
    auto health = healthy();
    health.integrity = "row 3 missing from index";
    check(of_database(health), Status::no);
    health = healthy();
    health.schema = 6;
    check(of_database(health), Status::no);
    health = healthy();
    health.mode = 0644;
    check(of_database(health), Status::partly);
    health.free_bytes = 500U << 20U;
    check(of_disk(health), Status::partly);
    health.free_bytes = 5U << 20U;
    check(of_disk(health), Status::no);
    health.failure = "There is no space left.";
    health.free_bytes = 0;
    check(of_database(health), Status::no);
    CHECK(of_database(health).fix.find("backup") == std::string::npos);
    health.free_bytes = 5U << 20U;
    CHECK(of_database(health).fix.find("backup") != std::string::npos);
    health.failure.clear();
    health.free_bytes.reset();
    check(of_disk(health), Status::unknown);
    check(of_database({}), Status::partly);
    check(of_backups({}, bot::BackupState{}, std::chrono::hours(24), now), Status::not_applicable);
}

TEST_CASE("a real database is looked at without being changed, and a broken one is found") {
    TemporaryFolder folder;
    const auto file = folder.path() / "ispo.db";
    CHECK_FALSE(storage::examine(file).exists);
    CHECK_FALSE(std::filesystem::exists(file));
    {
        storage::Store store(file);
        const auto health = storage::examine(file);  // beside one that is open
        CHECK(health.integrity == "ok");
        CHECK(health.schema == health.newest_schema);
        CHECK(health.mode == 0600);
        CHECK(health.free_bytes.value_or(0) > 0);
        store.writer().put_pause({.who = "os:0", .since = now});
        check(of_messages(*storage::look_into(file), now), Status::partly);
        store.writer().end_pauses();
        check(of_messages(*storage::look_into(file), now), Status::yes);
    }
    write_file(file, "this is no database, whatever its name says");
    check(of_database(storage::examine(file)), Status::no);
}

TEST_CASE("channels that are lost, archived or left are named") {
    check(of_channels({}), Status::not_applicable);
    check(of_channels({{.id = "C1", .name = "general", .joined = true}}), Status::yes);
    const auto found = of_channels({{.id = "C1", .joined = true},
                                    {.id = "C2", .name = "old", .archived = true, .joined = true},
                                    {.id = "C3"},
                                    {.id = "C4", .error = "channel_not_found"}});
    check(found, Status::no);
    CHECK(found.evidence ==
          "C2 #old: archived; C3: the app is not in it; C4: the channel is gone, or private without the app");
}

TEST_CASE("channels that Slack did not speak of are not called lost") {
    const ChannelSeen late{.id = "C1", .error = "ratelimited, Retry-After: 30", .is_unasked = true};
    check(of_channels({late, {.id = "C2", .joined = true}}), Status::unknown);
    const auto found = of_channels({late, {.id = "C2"}});
    check(found, Status::no);
    CHECK(found.evidence == "C2: the app is not in it");
}

TEST_CASE("without any token the doctor says where it comes from") {
    check(of_no_token(config_of(slack_settings())), Status::partly);
    CHECK(of_no_token(config_of(slack_settings())).evidence.find("bot_token_file") != std::string::npos);
    check(of_closed_installations(core::conflict("Another key.")), Status::no);
}

TEST_CASE("the service: not running, silent, not ready, ready") {
    const auto config = config_of("");
    check(of_service(false, std::nullopt, config), Status::partly);
    check(of_service(true, std::nullopt, config), Status::partly);
    const core::Json red = {{"ready", false}, {"parts", {{"database", "not writable"}, {"process", "ok"}}}};
    check(of_service(true, red, config), Status::no);
    CHECK(of_service(true, red, config).evidence == "running, not ready: database: not writable");
    check(of_service(true, core::Json{{"ready", true}, {"version", "1"}}, config), Status::yes);
}

TEST_CASE("one broken part makes the answer no") {
    const Diagnosis fine{.part = "a", .state = Status::yes, .evidence = "e", .why = "w"};
    Diagnosis doubtful{.part = "b", .state = Status::partly, .evidence = "e", .why = "W.", .fix = "f"};
    CHECK(diagnosis_answer({fine}).headline == "All 1 checks are fine.");
    CHECK(diagnosis_answer({fine, doubtful}).outcome == commands::Outcome::done);
    doubtful.state = Status::no;
    const auto answer = diagnosis_answer({fine, doubtful});
    CHECK(commands::exit_code(answer.outcome) == 1);
    CHECK(answer.headline == "Of 2 checks 1 failed and 0 want a look.");
    CHECK(answer.data["checks"][1]["fix"] == "f");
    CHECK(std::get<commands::Steps>(answer.parts.front()).steps[1].evidence == "e. W. Mend it: f.");
}

TEST_CASE("a cell of the export is never a formula, and quotes stay quotes") {
    const core::Json row = {{"id", 3},
                            {"at", "2026-01-05T08:00:00Z"},
                            {"who", "=HYPERLINK(\"x\")"},
                            {"what", "a,b"},
                            {"dry", true}};
    CHECK(bot::csv_row(row) ==
          "\"3\",\"2026-01-05T08:00:00Z\",\"'=HYPERLINK(\"\"x\"\")\",\"a,b\",\"null\",\"null\",\"null\","
          "\"null\",\"null\",\"true\"");
    CHECK(bot::csv_head() == "id,at,who,what,where,why,before,after,request,dry");
    CHECK(bot::audit_line({.since = "7d", .what = "pause"}) ==
          std::vector<std::string>{"audit", "--since", "7d", "--what", "pause"});
}
