// SPDX-License-Identifier: Apache-2.0
#include "slack/directory.hpp"

#include "slack/read_api.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

namespace {
using namespace slack;
using storage::Standing;
using Kind = DirectoryEvent::Kind;

std::string event(const core::Json& inner) {
    const core::Json body = {{"type", "event_callback"}, {"team_id", "T1"}, {"event", inner}};
    return core::dump_json(body);
}
}  // namespace

TEST_CASE("a person's standing is the least that Slack says") {
    const auto standing = [](const core::Json& json) { return standing_of(json, {"T1", "E1"}); };
    const auto user = [](core::Json more) {
        core::Json out = {{"id", "U1"},
                          {"deleted", false},
                          {"is_bot", false},
                          {"is_restricted", false},
                          {"is_ultra_restricted", false}};
        out.update(more);
        return out;
    };
    CHECK(standing(user(core::Json::object())) == Standing::member);
    CHECK(standing(user({{"is_admin", true}})) == Standing::member);
    CHECK(standing(user({{"is_restricted", true}})) == Standing::guest);
    CHECK(standing(user({{"is_ultra_restricted", true}})) == Standing::guest);
    CHECK(standing(user({{"is_stranger", true}})) == Standing::stranger);
    CHECK(standing(user({{"deleted", true}, {"is_restricted", true}})) == Standing::gone);
    CHECK(standing(user({{"is_bot", true}})) == Standing::bot);
    for (const auto& odd : {core::Json(), core::Json("U1"), core::Json{{"id", "U1"}},
                            core::Json{{"id", "U1"}, {"is_restricted", "no"}}})
        CHECK(standing(odd) == Standing::stranger);
}

TEST_CASE("who is of another company is a stranger, also where Slack calls nobody one") {
    const Company workspace{"T1", ""}, in_organisation{"T1", "E1"}, organisation{"", "E1"};
    struct Row {
        const char* why;
        Company company;
        std::string team, enterprise;
        Standing standing;
    };
    for (const auto& row : {
             Row{"our workspace", workspace, "T1", "", Standing::member},
             Row{"another company's", workspace, "T9", "", Standing::stranger},
             Row{"another company's organisation", workspace, "T9", "E9", Standing::stranger},
             Row{"our workspace in ours", in_organisation, "T1", "E1", Standing::member},
             Row{"another workspace of our organisation", in_organisation, "T2", "E1", Standing::member},
             Row{"another organisation", in_organisation, "T9", "E9", Standing::stranger},
             Row{"no organisation", in_organisation, "T9", "", Standing::stranger},
             Row{"installed in the organisation", organisation, "T2", "E1", Standing::member},
             Row{"of the organisation itself", organisation, "E1", "", Standing::member},
             Row{"an outsider there", organisation, "T9", "E9", Standing::stranger},
             Row{"nobody knows where we are", Company(), "T1", "", Standing::stranger},
         }) {
        INFO(row.why);
        core::Json user = {
            {"id", "U1"}, {"team_id", row.team}, {"is_restricted", false}, {"is_stranger", false}};
        if (!row.enterprise.empty()) user["enterprise_user"] = {{"enterprise_id", row.enterprise}};
        CHECK(standing_of(user, row.company) == row.standing);
        core::Json body = {{"type", "event_callback"}, {"event", {{"type", "user_change"}, {"user", user}}}};
        const core::Json here = {
            {"team_id", row.company.team.empty() ? core::Json() : core::Json(row.company.team)},
            {"enterprise_id", row.company.enterprise}};
        body["authorizations"] = core::Json::array({here});
        CHECK(directory_event(core::dump_json(body)).standing == row.standing);
    }
    CHECK(company_of({{"ok", true}, {"team_id", "T1"}, {"enterprise_id", nullptr}}).team == "T1");
}

TEST_CASE("whose somebody is follows from our own workspace and organisation, and not from theirs") {
    const slack::Home alone{{"T1", ""}, {}}, grid{{"T1", "E1"}, {"T2", "T3"}}, whole{{"", "E1"}, {"T2"}};
    using slack::Belonging;
    CHECK(slack::belonging_of("T1", alone) == Belonging::ours);
    CHECK(slack::belonging_of("T2", alone) == Belonging::not_ours);
    CHECK(slack::belonging_of("E1", alone) == Belonging::not_ours);
    auto unnamed = alone;  // perhaps in an organisation that nobody named yet
    unnamed.is_whole = false;
    CHECK(slack::belonging_of("T1", unnamed) == Belonging::ours);
    CHECK(slack::belonging_of("T2", unnamed) == Belonging::not_said);
    CHECK(slack::belonging_of("", alone) == Belonging::not_said);
    for (const auto* team : {"T1", "T2", "T3", "E1"})
        CHECK(slack::belonging_of(team, grid) == Belonging::ours);
    CHECK(slack::belonging_of("T9", grid) == Belonging::not_said);  // perhaps a workspace that nobody named
    CHECK(slack::belonging_of("T2", whole) == Belonging::ours);
    CHECK(slack::belonging_of("", whole) == Belonging::not_said);
    CHECK(slack::is_nobody_of_ours({core::Errc::not_found, "", "user_not_found"}));
    CHECK_FALSE(slack::is_nobody_of_ours({core::Errc::unavailable, "", "internal_error"}));
}

TEST_CASE("a channel is external and private unless Slack says that it is not") {
    const auto plain = channel_of({{"id", "C1"},
                                   {"name", "general"},
                                   {"is_ext_shared", false},
                                   {"is_private", false},
                                   {"is_member", true}});
    REQUIRE(plain);
    CHECK_FALSE(plain->external);
    CHECK_FALSE(plain->closed);
    CHECK(plain->joined);
    CHECK_FALSE(plain->guests);
    CHECK(channel_of({{"id", "C1"}})->external);
    CHECK_FALSE(channel_of({{"id", "C1"}})->closed);  // not said: anybody may come in
    CHECK(channel_of({{"id", "C1"}, {"is_ext_shared", false}, {"is_pending_ext_shared", true}})->external);
    CHECK(channel_of({{"id", "C1"}, {"is_ext_shared", false}, {"pending_shared", {"T2"}}})->external);
    CHECK(channel_of({{"id", "C1"}, {"is_archived", true}})->archived);
    const auto direct = channel_of({{"id", "D1"}, {"is_im", true}});
    CHECK_FALSE(direct->external);
    CHECK(direct->guests == false);
    CHECK_FALSE(channel_of("C1"));
    CHECK_FALSE(channel_of({}));
}

TEST_CASE("events that change what is known of people, groups and channels") {
    const auto changed =
        directory_event(event({{"type", "user_change"}, {"user", {{"id", "U1"}, {"is_restricted", true}}}}));
    CHECK(changed.kind == Kind::person);
    CHECK(changed.id == "U1");
    CHECK(changed.standing == Standing::guest);
    const auto members = directory_event(event({{"type", "subteam_members_changed"},
                                                {"subteam_id", "S1"},
                                                {"added_users", {"U2"}},
                                                {"removed_users", {"U3", 4}}}));
    CHECK(members.kind == Kind::group_members);
    CHECK(members.added == std::vector<std::string>{"U2"});
    CHECK(members.removed == std::vector<std::string>{"U3"});
    const auto updated = [](core::Json more) {
        core::Json subteam = {{"id", "S1"}, {"date_delete", 0}};
        subteam.update(more);
        return directory_event(event({{"type", "subteam_updated"}, {"subteam", subteam}})).kind;
    };
    CHECK(updated({{"users", {"U1"}}}) == Kind::group);
    CHECK(updated({{"users", {"U1"}}, {"date_delete", 1512154870}}) == Kind::group_gone);
    CHECK(updated(core::Json::object()) == Kind::group_changed);
    for (const std::string type :
         {"channel_archive", "channel_deleted", "group_archive", "member_joined_channel"})
        CHECK(directory_event(event({{"type", type}, {"channel", "C1"}})).id == "C1");
    CHECK(
        directory_event(event({{"type", "channel_rename"}, {"channel", {{"id", "C1"}, {"name", "x"}}}})).id ==
        "C1");
    const auto moved = directory_event(
        event({{"type", "channel_id_changed"}, {"old_channel_id", "G1"}, {"new_channel_id", "C1"}}));
    CHECK(moved.kind == Kind::channel);
    CHECK(moved.id == "G1");
    for (const auto& other :
         {event({{"type", "app_home_opened"}, {"channel", "D1"}}), event({{"type", "user_change"}}),
          event({{"type", "channel_archive"}}), std::string("{"), std::string("[]"), std::string()})
        CHECK(directory_event(other).kind == Kind::other);
}

TEST_CASE("Slack's clock is read from its Date header") {
    CHECK(date_of("Sun, 06 Nov 1994 08:49:37 GMT") == core::from_unix(784111777));  // RFC 9110, 5.6.7
    CHECK(date_of("Thu, 29 Feb 2024 00:00:00 GMT") == core::parse_time("2024-02-29T00:00:00Z").value());
    for (const std::string wrong : {"", "Sun, 06 Nov 1994 08:49:37 CET", "Sunday, 06-Nov-94 08:49:37 GMT",
                                    "Thu, 30 Feb 2024 00:00:00 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
                                    "Sun, 06 Nox 1994 08:49:37 GMT", "Sun, -6 Nov 1994 08:49:37 GMT"}) {
        INFO(wrong);
        CHECK_FALSE(date_of(wrong));
    }
}

TEST_CASE("what only reads refuses to do more") {
    boost::asio::io_context loop{1};
    net::Client client(loop, {});
    ReadApi api(client, "http://127.0.0.1:1/api/", "xoxb-1");
    for (const std::string method : {"chat.postMessage", "chat.update", "conversations.open", "views.open",
                                     "files.getUploadURLExternal"}) {
        bool refused = false;
        boost::asio::co_spawn(loop, api.call(method, core::Json::object(), std::chrono::seconds(1)),
                              [&](std::exception_ptr thrown, Said) { refused = thrown != nullptr; });
        loop.restart();
        loop.run();
        INFO(method);
        CHECK(refused);
    }
}
