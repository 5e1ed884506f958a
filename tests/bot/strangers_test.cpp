// SPDX-License-Identifier: Apache-2.0
// People of another company, at every door: what Slack brings for them names their own workspace throughout,
// and only who knows our own can tell.
#include "bot/service_for_tests.hpp"
#include "bot/slack_for_tests.hpp"

#include <catch2/catch.hpp>

#include <atomic>

namespace {
using namespace tests;
using core::Json;

struct Acts {
    std::string team, user;
};
const Acts colleague{"T1", "U1"}, office{"T1", "U2OFFICE"}, outsider{"T0PARTNER", "U0EXT7777"},
    outsider_w{"T0PARTNER", "W0EXT7777"}, posing{"T0PARTNER", "U2OFFICE"};

const std::string refused_outside = "another company", refused_unproven = "which workspace I am in";
const std::string line = "ready payments-api", facts = "payments-api: ";

struct Place {
    std::atomic<bool> says_who_we_are = true, knows_everybody = true, takes_answers = true, is_broken = false;
    std::map<std::string, std::string> marked;  // people with a field that is true
    FakeSlack slack{[this](const net::Request& request) { return answer(request); }};
    Running running;
    int triggers = 0;

    explicit Place(const std::string& people = "ispo = [\"U2OFFICE\"]\n")
        : running("[slack]\nsigning_secret = \"" + secret +
                  "\"\nbot_token = \"xoxb-1\"\nbot_user = \"U0BOT\"\napi_base = \"" + slack.url("/api/") +
                  "\"\n[people]\n" + people) {
        slack.keeps_questions = true;
        running.put("payments-api", insight::Visibility::internal);
        running.put("moon-secret", insight::Visibility::private_);
    }
    std::optional<net::Response> answer(const net::Request& request) const {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        const auto id = request.body.substr(request.body.rfind('=') + 1);
        if (method == "auth.test")
            return says_who_we_are ? net::json_response(200, R"({"ok":true,"team_id":"T1"})")
                                   : net::json_response(200, R"({"ok":false,"error":"internal_error"})");
        if (method == "users.info" && id.find("EXT") != std::string::npos)
            return net::json_response(200, R"({"ok":false,"error":"user_not_found"})");
        if (method == "users.info" && !knows_everybody)
            return net::json_response(200, R"({"ok":false,"error":"missing_scope"})");
        if (method == "users.info" && is_broken) return net::text_response(503, "");
        if (method == "users.info") {
            core::Json user = {{"id", id}, {"team_id", "T1"}, {"is_restricted", false}};
            if (const auto mark = marked.find(id); mark != marked.end()) user[mark->second] = true;
            return net::json_response(200, core::dump_json({{"ok", true}, {"user", user}}));
        }
        if (method == "conversations.info")
            return net::json_response(
                200, R"({"ok":true,"channel":{"id":")" + id + R"(","is_ext_shared":false}})");
        if (method == "conversations.members") return net::json_response(200, R"({"ok":true,"members":[]})");
        if (!takes_answers && request.target.starts_with("/actions/"))
            return net::text_response(404, "used_url");
        if (!takes_answers && method == "conversations.open")
            return net::json_response(200, R"({"ok":false,"error":"user_not_found"})");
        if (!takes_answers && method == "chat.postMessage")
            return net::json_response(200, R"({"ok":false,"error":"channel_not_found"})");
        return std::nullopt;
    }
    std::string trigger() { return "13." + std::to_string(++triggers); }
    static std::string form_of(const Json& payload) {
        std::string out = "payload=";
        for (const char c : payload.dump()) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        return out;
    }
    Json payload(const Acts& who, const std::string& type) {
        return {{"type", type},
                {"trigger_id", trigger()},
                {"team", {{"id", who.team}}},
                {"user", {{"id", who.user}, {"team_id", who.team}}}};
    }

    std::string command(const Acts& who, const std::string& words) {
        std::string text = words;
        std::replace(text.begin(), text.end(), ' ', '+');
        return running
            .send(signed_request("/slack/commands",
                                 "team_id=" + who.team + "&channel_id=C1&user_id=" + who.user +
                                     "&command=%2Fispo&text=" + text + "&trigger_id=" + trigger()))
            .body;
    }
    std::string submission(const Acts& who) {
        auto body = payload(who, "view_submission");
        body["view"] = {{"id", "V1"}, {"type", "modal"}, {"private_metadata", R"({"line":"settings save"})"}};
        body["view"]["state"]["values"]["home.b"]["home"] = {{"type", "plain_text_input"}, {"value", "full"}};
        return running.send(signed_request("/slack/interactivity", form_of(body))).body;
    }
    void click(const Acts& who) {
        auto body = payload(who, "block_actions");
        body["channel"] = {{"id", "C1"}};
        body["response_url"] = slack.url("/actions/T1/secret");
        body["actions"] = Json::array({{{"type", "button"}, {"action_id", "a1"}, {"value", line}}});
        running.send(signed_request("/slack/interactivity", form_of(body)));
    }
    void event(const Acts& who, const std::string& type, const std::string& channel) {
        const Json body = {{"type", "event_callback"},
                           {"event_id", "Ev" + trigger()},
                           {"is_ext_shared_channel", false},
                           {"authorizations", Json::array({{{"team_id", who.team}}})},
                           {"event",
                            {{"type", type},
                             {"channel", channel},
                             {"user", who.user},
                             {"team", who.team},
                             {"ts", "17.1"},
                             {"text", line}}}};
        running.send(signed_request("/slack/events", body.dump()));
    }
    bool settings_kept(const std::string& user) {
        return running.service().store.reader().settings_of(1, user).full_home;
    }
    // What was posted, or said at a response_url.
    std::vector<std::string> said() {
        std::vector<std::string> out;
        for (const auto& request : slack.end()) {
            std::string body = request.body;
            std::replace(body.begin(), body.end(), '+', ' ');
            if (request.target.starts_with("/actions/") || request.target.ends_with("chat.postMessage"))
                out.push_back(std::move(body));
        }
        return out;
    }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("a slash command of another company's workspace is refused, whoever it says it is") {
    Place place;
    CHECK(has(place.command(colleague, line), facts));
    CHECK(has(place.command(office, "audit"), "in the audit"));
    for (const auto& who : {outsider, outsider_w, posing}) {
        INFO(who.user);
        for (const auto& words : {line, std::string("audit"), std::string("find payments"),
                                  std::string("settings save --home full")}) {
            const auto said = place.command(who, words);
            INFO(words << ": " << said);
            CHECK(has(said, refused_outside));
            CHECK_FALSE(has(said, "payments-api"));
        }
        CHECK_FALSE(place.settings_kept(who.user));
        CHECK(has(place.command(who, "help"), "ispo"));
    }
    CHECK(has(place.command(colleague, line), facts));  // the kept reply is for those who may have it
}

TEST_CASE("what was kept for colleagues is not given to another company") {
    Place place;
    CHECK(has(place.command(colleague, line), facts));
    CHECK(has(place.command(colleague, line), facts));  // kept
    CHECK_FALSE(has(place.command({"T0PARTNER", "U1"}, line), facts));
}

TEST_CASE("a click and a sent modal of another company are refused") {
    Place place;
    for (const auto& who : {colleague, outsider, outsider_w, posing}) place.click(who);
    CHECK_FALSE(has(place.submission(colleague), refused_outside));
    CHECK(place.settings_kept("U1"));
    for (const auto& who : {outsider, outsider_w, posing}) {
        CHECK(has(place.submission(who), refused_outside));
        CHECK_FALSE(place.settings_kept(who.user));
    }
    const auto said = place.said();
    REQUIRE(said.size() == 4);
    CHECK(has(said[0], facts));
    for (std::size_t i = 1; i < said.size(); ++i) {
        CHECK(has(said[i], refused_outside));
        CHECK_FALSE(has(said[i], "payments-api"));
    }
}

TEST_CASE("a mention and a direct message of another company are refused") {
    Place place;
    std::size_t n = 0;
    for (const auto& who : {outsider, outsider_w, posing})
        for (const std::string channel : {"C1", "D1"}) {
            place.event(who, channel == "C1" ? "app_mention" : "message", channel);
            ++n;
        }
    place.event(colleague, "app_mention", "C2");
    place.event(colleague, "message", "D2");
    const auto said = place.said();
    REQUIRE(said.size() == n + 2);
    std::size_t refused = 0, shown = 0;
    for (const auto& each : said) {
        refused += has(each, "another%20company") || has(each, refused_outside);
        shown += has(each, "payments-api");
    }
    CHECK(refused == n);
    CHECK(shown == 2);
}

TEST_CASE("that an answer does not reach somebody of another company is nobody's trouble") {
    Place place;
    place.takes_answers = false;
    const auto store = [&]() -> storage::Reader { return place.running.service().store.reader(); };
    for (const auto& who : {outsider, outsider_w}) place.click(who);
    place.event(outsider, "message", "D1");
    CHECK(store().troubles(9).empty());
    CHECK(store().lost_messages(core::from_unix(0), 9).empty());
    CHECK(store().outgoing_counts().waiting == 0);
    CHECK(has(place.running.metrics(), R"(outcome="failed")"));
    place.click(colleague);
    CHECK(store().troubles(9).size() == 1);  // a colleague's is
    CHECK(store().lost_messages(core::from_unix(0), 9).size() == 1);
    std::size_t opened = 0;
    for (const auto& request : place.slack.end())
        opened += request.target.ends_with("conversations.open") ? 1 : 0;
    CHECK(opened == 1);  // the colleague's alone
}

TEST_CASE("a Slack that does not say who somebody is locks no colleague out; one that knows nobody does") {
    Place place;
    place.knows_everybody = false;
    CHECK(has(place.command({"T1", "U0EXT1"}, line), "needs the role viewer"));
    CHECK(has(place.command(colleague, line), facts));  // people.unknown
}

TEST_CASE(
    "until Slack says which workspace this is, nothing is changed and nothing private shown, and that is "
    "said") {
    Place place;
    place.says_who_we_are = false;
    CHECK(has(place.command(office, "audit"), refused_unproven));
    CHECK(has(place.command(colleague, "settings save --home full"), refused_unproven));
    CHECK_FALSE(place.settings_kept("U1"));
    const auto hidden = place.command(office, "ready moon-secret");
    CHECK(has(hidden, refused_unproven));
    CHECK_FALSE(has(hidden, "moon-secret: "));
    CHECK_FALSE(has(place.command(colleague, line), facts));
    CHECK(has(place.command(colleague, line), refused_unproven));
    CHECK(has(place.submission(colleague), refused_unproven));
    // Whom Slack named as a member earlier is one still.
    place.running.service().people.learn({1, "U1", storage::Standing::member, bot::wall_now()});
    const auto shown = place.command(colleague, line);
    CHECK(has(shown, facts));
    CHECK(has(shown, refused_unproven));
    CHECK(has(place.command(colleague, "settings save --home full"), refused_unproven));
}

TEST_CASE("whom Slack names as a guest or as gone is refused, whatever it says of us") {
    Place place;
    place.says_who_we_are = false;
    place.marked = {{"U0GUEST01", "is_restricted"}, {"U0GONE001", "deleted"}};
    for (const std::string user : {"U0GUEST01", "U0GONE001"}) {
        const Acts who{"T1", user};
        INFO(user);
        CHECK_FALSE(has(place.command(who, line), facts));
        place.event(who, "app_mention", "C1");
        place.click(who);
        place.says_who_we_are = true;
        place.running.open();
        CHECK_FALSE(has(place.command(who, line), facts));
        place.says_who_we_are = false;
        place.running.open();
    }
    for (const auto& each : place.said()) CHECK_FALSE(has(each, "payments-api"));
}

TEST_CASE("while Slack does not answer who somebody is they are told nothing, and a moment later all") {
    Place place;
    place.is_broken = true;
    CHECK(has(place.command(colleague, line), refused_unproven));
    CHECK_FALSE(has(place.command(colleague, line), facts));
    CHECK_FALSE(has(place.command({"T1", "U0GUEST01"}, line), facts));
    place.is_broken = false;
    place.running.open();  // without the rest that its failure earned
    CHECK(has(place.command(colleague, line), facts));
}
