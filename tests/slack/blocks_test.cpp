// SPDX-License-Identifier: Apache-2.0
#include "slack/blocks.hpp"

#include "core/text.hpp"
#include "slack/live_forms.hpp"
#include "slack/mrkdwn.hpp"
#include "tests/slack/answers.hpp"

#include <catch2/catch.hpp>

namespace {

using commands::Answer;
using core::Json;

std::string problems(const Json& payload) {
    std::string out;
    for (const auto& error : slack::validate(payload, slack::Surface::message))
        out += error.pointer + ": " + error.message + "\n";
    return out;
}

Json drawn(const Answer& answer, const slack::RenderOptions& options = {}) {
    auto message = slack::message(answer, options);
    CHECK(problems(message).empty());
    return message;
}

Answer with(commands::Part part) {
    Answer answer;
    answer.headline = "Here it is.";
    answer.parts.push_back(std::move(part));
    return answer;
}

std::vector<Json> of_type(const Json& value, std::string_view type) {
    std::vector<Json> out;
    if (value.is_object() && core::text_of(value, "type") == type) out.push_back(value);
    if (value.is_structured())
        for (const auto& item : value)
            for (auto& found : of_type(item, type)) out.push_back(std::move(found));
    return out;
}

bool says(const Json& message, std::string_view words) {
    return core::dump_json(message["blocks"]).find(words) != std::string::npos;
}

std::string text_of(const Json& message) { return core::text_of(message, "text"); }

}  // namespace

TEST_CASE("a refusal is one sentence, a way on and a reference") {
    CHECK(drawn(slack_test::refusal()) == Json::parse(R"({
        "text": "I can't show repository details here: this channel has readers from outside the company.\nRequest access: /ispo access request\nRef: 7Q4M1K",
        "blocks": [
            {"type": "section", "text": {"type": "plain_text", "emoji": false, "text": "I can't show repository details here: this channel has readers from outside the company."}},
            {"type": "actions", "elements": [{"type": "button", "action_id": "a1", "text": {"type": "plain_text", "emoji": false, "text": "Request access"},
                "value": "access request", "accessibility_label": "Request access to payments-api"}]},
            {"type": "context", "elements": [{"type": "plain_text", "emoji": false, "text": "Ref 7Q4M1K"}]}]})"));
}

TEST_CASE("readiness is a headline, steps with word and shape, facts, buttons and the age of the data") {
    CHECK(drawn(slack_test::readiness())["blocks"] == Json::parse(R"([
        {"type": "context", "elements": [{"type": "plain_text", "emoji": false, "text": "I read this as: readiness of payments-api"}]},
        {"type": "header", "text": {"type": "plain_text", "emoji": false, "text": "payments-api: you can use it, not yet change it. L1 of 4"}},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "text", "text": "✔ "}, {"type": "text", "text": "yes", "style": {"bold": true}},
            {"type": "text", "text": "  It says what it is for – README.md:1\n◐ "}, {"type": "text", "text": "partly", "style": {"bold": true}},
            {"type": "text", "text": "  It tells how to contribute – CONTRIBUTING.md:14 (no review times)\n? "}, {"type": "text", "text": "unknown", "style": {"bold": true}},
            {"type": "text", "text": "  Outside items get an answer"}]}]},
        {"type": "section", "fields": [{"type": "mrkdwn", "verbatim": true, "text": "*Score*\n64 of 100"}, {"type": "mrkdwn", "verbatim": true, "text": "*Owner*\nteam payments"}]},
        {"type": "actions", "elements": [
            {"type": "button", "action_id": "a1", "text": {"type": "plain_text", "emoji": false, "text": "Draft the fix"}, "value": "ready fix payments-api",
             "accessibility_label": "Draft the fix for payments-api", "confirm": {
                "title": {"type": "plain_text", "emoji": false, "text": "Please confirm"}, "text": {"type": "plain_text", "emoji": false, "text": "Open a pull request in payments-api?"},
                "confirm": {"type": "plain_text", "emoji": false, "text": "Draft the fix"}, "deny": {"type": "plain_text", "emoji": false, "text": "Cancel"}}},
            {"type": "button", "action_id": "a2", "text": {"type": "plain_text", "emoji": false, "text": "Why this score"}, "value": "ready check C4", "accessibility_label": "Why this score for payments-api"}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "verbatim": true, "text": "Data as of <!date^1767600000^{date_short} {time}|2026-01-05 08:00 UTC> · sample data"}]}])"));
}

TEST_CASE("names of files, patterns and commands arrive as they are written") {
    const commands::Steps steps{
        {{commands::Status::no, "Add `* @_owners_` to CODEOWNERS", "src/__init__.py, _my_ci_.yml:3"}}};
    const commands::Facts facts{{{"Owner", "~sre and @_owners_"}, {"Level", "L1"}}};
    const commands::Table table{
        .caption = "Files that *nobody* owns", .header = {"File"}, .rows = {{{.text = "__main__.py"}}}};
    auto answer = with(steps);
    answer.parts.emplace_back(facts);
    answer.parts.emplace_back(table);
    const auto message = drawn(answer, {.native_charts = false});
    CHECK(says(message, "Add `* @_owners_` to CODEOWNERS – src/__init__.py, _my_ci_.yml:3"));
    CHECK(says(message, "Owner\\n~sre and @_owners_"));
    CHECK(says(message, "*Level*\\nL1"));
    CHECK(says(message, "Files that *nobody* owns"));
    CHECK(says(message, "__main__.py"));
}

TEST_CASE("figures become Slack's own chart and table, and what is missing is said") {
    CHECK(drawn(slack_test::figures())["blocks"] == Json::parse(R"([
        {"type": "header", "text": {"type": "plain_text", "emoji": false, "text": "External contributors rose from 12 to 18."}},
        {"type": "data_visualization", "title": "External contributors", "chart": {"type": "line",
            "series": [{"name": "checkout", "data": [{"label": "W44", "value": 12}, {"label": "W46", "value": 18}]}], "axis_config": {"categories": ["W44", "W46"], "x_label": "week"}}},
        {"type": "section", "text": {"type": "plain_text", "emoji": false, "text": "External contributors rose from 12 to 18 since week 44."}},
        {"type": "context", "elements": [{"type": "plain_text", "emoji": false, "text": "Left out for lack of a value: W45."}]},
        {"type": "data_table", "caption": "Repositories by level", "page_size": 10, "row_header_column_index": 0, "rows": [
            [{"type": "raw_text", "text": "Repository"}, {"type": "raw_text", "text": "Level"}, {"type": "raw_text", "text": "Score"}],
            [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": "https://git.example/payments-api", "text": "payments-api"}]}]},
             {"type": "raw_text", "text": "✔ yes"}, {"type": "raw_number", "value": 64, "text": "64"}],
            [{"type": "raw_text", "text": "auth-gateway"}, {"type": "raw_text", "text": "L0"}, {"type": "raw_number", "value": 12.5, "text": "12.5"}]]},
        {"type": "section", "text": {"type": "plain_text", "emoji": false, "text": "… and 12 more rows"}, "accessory":
            {"type": "button", "action_id": "b1", "text": {"type": "plain_text", "emoji": false, "text": "Show more"}, "value": "find all", "accessibility_label": "Show more: Repositories by level"}}])"));
}

TEST_CASE("without Slack's charts the same figures are text") {
    const auto message = drawn(slack_test::figures(), {.native_charts = false});
    CHECK(of_type(message, "data_table").empty());
    CHECK(of_type(message, "data_visualization").empty());
    CHECK(says(message, "checkout: W44 12, W45 no value, W46 18"));
    CHECK(says(message, "payments-api · Level: ✔ yes · Score: 64"));
    CHECK(says(message, "… and 12 more rows"));
}

namespace {
commands::Table list_of_repositories(std::size_t rows, const std::string& owner) {
    commands::Table table{.caption = "Repositories, by name",
                          .header = {"Repository", "Level", "Owner"},
                          .more_line = "repositories page 2",
                          .shown_first = 15};
    for (std::size_t i = 0; i < rows; ++i)
        table.rows.push_back({{.text = "repository-of-a-service-" + std::to_string(i)},
                              {.text = "L1, up to L3 possible"},
                              {.text = owner}});
    return table;
}
}  // namespace

TEST_CASE("a page of a hundred rows is shown whole, and the next one is a click away") {
    auto table = list_of_repositories(100, "team-of-checkout");
    CHECK_FALSE(says(drawn(with(table)), "more"));
    table.more = 7;
    const auto message = drawn(with(table));
    REQUIRE(of_type(message, "data_table").size() == 1);
    CHECK(of_type(message, "data_table").front()["rows"].size() == 101);
    CHECK(says(message, "\"… and 7 more rows\""));
    CHECK(says(message, "\"value\":\"repositories page 2\""));
    const auto lines = drawn(with(table), {.native_charts = false});
    CHECK(says(lines, "repository-of-a-service-99"));
    CHECK(says(lines, "\"… and 7 more rows\""));
    CHECK(text_of(message).find("… and 7 more\nMore: /ispo repositories page 2") != std::string::npos);
}

TEST_CASE("rows that find no room are counted, and it is said where they are shown") {
    const auto message = drawn(with(list_of_repositories(100, std::string(280, 'o'))));
    const auto shown = of_type(message, "data_table").front()["rows"].size() - 1;
    CHECK(shown < 100);
    CHECK(says(message, "… and " + std::to_string(100 - shown) +
                            " more rows. The shell (ispo) with --details shows all"));
}

TEST_CASE("the top-level text carries the whole message") {
    const auto text = text_of(drawn(slack_test::readiness()));
    for (const auto* words : {"I read this as: readiness of payments-api", "L1 of 4",
                              "◐ partly It tells how to contribute – CONTRIBUTING.md:14 (no review times)",
                              "Owner: team payments", "Draft the fix: /ispo ready fix payments-api",
                              "Data as of: 2026-01-05 08:00 UTC", "sample data"}) {
        INFO(words);
        CHECK(text.find(words) != std::string::npos);
    }
    CHECK(
        text_of(drawn(slack_test::figures())).find("auth-gateway · Level: L0 · Score: 12.5\n… and 12 more") !=
        std::string::npos);
}

TEST_CASE("hostile answers are always taken by Slack and notify nobody") {
    for (unsigned seed = 0; seed < 120; ++seed) {
        slack_test::Hostile hostile(seed);
        const auto answer = hostile.answer();
        const auto message = slack::message(answer, {.native_charts = seed % 3 != 0});
        INFO("seed " << seed);
        REQUIRE(problems(message) == "");
        REQUIRE(message["blocks"].size() <= 50);
        for (const auto& object : of_type(message["blocks"], "mrkdwn")) {
            REQUIRE(object["verbatim"] == true);
            for (const auto* live : {"<!channel", "<!here", "<!everyone", "<@", "<#", "<!subteam"})
                REQUIRE(core::text_of(object, "text").find(live) == std::string::npos);
            REQUIRE_FALSE(slack::has_bare_broadcast(core::text_of(object, "text")));
        }
        for (const auto* live : {"<!", "<@", "<#"}) REQUIRE(text_of(message).find(live) == std::string::npos);
        REQUIRE_FALSE(slack::has_bare_broadcast(text_of(message)));
        REQUIRE(core::is_utf8(core::dump_json(message)));
    }
}

TEST_CASE("the reply to a slash command is for the asker alone unless asked otherwise") {
    CHECK(slack::command_reply(slack_test::refusal())["response_type"] == "ephemeral");
    const auto shared = slack::command_reply(slack_test::refusal(), {.in_channel = true});
    CHECK(shared["response_type"] == "in_channel");
    CHECK(problems(shared).empty());
}

TEST_CASE("an answer that says nothing still says its outcome") {
    Answer answer;
    answer.outcome = commands::Outcome::unavailable;
    CHECK(text_of(drawn(answer)) == "The answer: unavailable.");
}

TEST_CASE("three buttons stand in a row, the rest in a menu, and questions stay with their button") {
    Answer answer = commands::say("Choose.");
    for (int i = 1; i <= 9; ++i)
        answer.actions.push_back(
            {"Do " + std::to_string(i), "do " + std::to_string(i), "", i == 5 ? "Sure?" : ""});
    const auto message = drawn(answer);
    const auto& elements = message["blocks"][1]["elements"];
    REQUIRE(elements.size() == 5);
    CHECK(elements[2]["value"] == "do 3");
    CHECK(elements[3]["value"] == "do 5");
    CHECK(elements[3]["confirm"]["text"]["text"] == "Sure?");
    CHECK(elements[4]["type"] == "overflow");
    CHECK(elements[4]["options"].size() == 5);
    CHECK(elements[4]["options"][0]["value"] == "do 4");
    CHECK(elements[4]["options"][4]["value"] == "do 9");
}

TEST_CASE("a line too long for a button is shown to be typed, and beyond all menus too") {
    Answer answer = commands::say("Choose.");
    answer.actions = {{"Go", std::string(76, 'x'), "", ""}, {"", "help", "", ""}};
    auto message = drawn(answer);
    CHECK(says(message, "/ispo " + std::string(76, 'x')));
    CHECK(message["blocks"][1]["elements"][0]["text"]["text"] == "help");
    answer.actions.assign(40, {"Go", "help ready", "", ""});
    message = drawn(answer);
    CHECK(of_type(message, "overflow").size() == 2);
    CHECK(says(message, "You can also type: /ispo help ready"));
}

TEST_CASE("no more than a message may hold is laid, and how much is missing is said") {
    commands::Cards cards;
    for (int i = 0; i < 80; ++i)
        cards.cards.push_back(
            {"Issue " + std::to_string(i), "", "", "", {{"Claim", "claim " + std::to_string(i), "", ""}}});
    auto answer = with(cards);
    answer.as_of = core::from_unix(1767600000);
    const auto message = drawn(answer);
    CHECK(message["blocks"].size() == 50);
    CHECK(says(message, "… and 33 more lines are not shown here."));
    CHECK(core::dump_json(message["blocks"].back()).find("Data as of") != std::string::npos);
    CHECK(text_of(message).find("Issue 79") != std::string::npos);
}

TEST_CASE("long text is broken into sections, not cut") {
    std::string text;
    for (int i = 0; i < 1200; ++i) text += "word" + std::to_string(i) + " ";
    const auto message = drawn(with(commands::Text{text}));
    CHECK(of_type(message["blocks"], "section").size() >= 3);
    CHECK(says(message, "word0 "));
    CHECK(says(message, "word1199"));
}

TEST_CASE("text beyond the room for it is announced") {
    const auto message = drawn(with(commands::Text{std::string(50000, 'x')}));
    CHECK(says(message, "are not shown here."));
}

TEST_CASE("only one table and two charts are Slack's own, the rest are text") {
    auto answer = slack_test::figures();
    for (int i = 0; i < 2; ++i)
        for (auto& part : slack_test::figures().parts) answer.parts.push_back(part);
    const auto message = drawn(answer);
    CHECK(of_type(message, "data_table").size() == 1);
    CHECK(of_type(message, "data_visualization").size() == 2);
    CHECK(says(message, "auth-gateway · Level: L0"));
    CHECK(says(message, R"({"style":{"bold":true},"text":"External contributors","type":"text"})"));
}

TEST_CASE("preformatted text is kept to the letter") {
    const std::string code = "```\n<!-- <!channel> --> & `x` *y*\n```";
    const auto message = drawn(with(commands::Preformatted{code, "markdown", "CONTRIBUTING.md"}));
    const auto found = of_type(message, "rich_text_preformatted");
    REQUIRE(found.size() == 1);
    CHECK(found[0]["elements"][0]["text"] == code);
    CHECK(says(message, "CONTRIBUTING.md"));
}

TEST_CASE("a note says in a word what it is") {
    CHECK(says(drawn(with(commands::Note{"Look out", commands::NoteKind::warning})), "⚠ Warning: Look out"));
    CHECK(says(drawn(with(commands::Note{"By the way", commands::NoteKind::info})), "ℹ Note: By the way"));
}

TEST_CASE("details, files and forms are named, never lost") {
    auto answer = commands::say("Done.");
    answer.details = {commands::say("Why it scored so"), commands::say("What changed")};
    answer.files = {{"report.html", "text/html", "x"}};
    answer.form = commands::Form{"New meeting",
                                 "meetings add",
                                 {{.name = "day", .label = "Day"}, {.name = "zone"}},
                                 {{"day", "That day is past."}}};
    const auto message = drawn(answer);
    for (const auto* words :
         {"Why it scored so · What changed", "report.html", "New meeting\\nday: That day is past.",
          "Type /ispo meetings add with: Day · zone"}) {
        INFO(words);
        CHECK(says(message, words));
    }
}

TEST_CASE("a card's address is a link only when it is one") {
    commands::Cards cards{{{"A <b>", "by anna", "body", "https://git.example/a?x=1&y=2", {}},
                           {"B", "", "", "javascript:alert(1)", {}}}};
    const auto message = drawn(with(cards));
    CHECK(message["blocks"][1]["text"]["text"] == "*<https://git.example/a?x=1&amp;y=2|A b>*\nby anna\nbody");
    CHECK(message["blocks"][2]["text"]["text"] == "*B*");
}
