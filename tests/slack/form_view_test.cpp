// SPDX-License-Identifier: Apache-2.0
// Modals and App Home: drawn within Slack's limits whatever they hold, and read back safely.
#include "slack/form_view.hpp"

#include "commands/repository_options.hpp"
#include "commands/waiting.hpp"
#include "slack/blocks.hpp"
#include "slack/home_view.hpp"
#include "slack/unfurl.hpp"
#include "tests/slack/answers.hpp"
#include "tests/slack/forms.hpp"

#include <catch2/catch.hpp>

namespace {

using commands::Field;
using core::Json;
using slack::Surface;

void check_valid(const Json& view, Surface surface) {
    for (const auto& error : slack::validate(view, surface))
        UNSCOPED_INFO(error.pointer << ": " << error.message);
    CHECK(slack::validate(view, surface).empty());
}

const Json& block_of(const Json& view, std::string_view field) {
    for (const auto& block : view["blocks"])
        if (block.contains("element") && block["element"]["action_id"] == field) return block;
    return core::member_of(view, "");
}

slack::Interaction submission_of(const Json& view) {
    slack::Interaction out;
    out.kind = slack::Interaction::Kind::submission;
    for (const auto& block : view["blocks"])
        if (block.contains("element"))
            out.entered.push_back(
                {.action_id = block["element"]["action_id"], .block_id = block["block_id"]});
    return out;
}

}  // namespace

TEST_CASE("every kind of field becomes its element, with what it holds") {
    const auto view = slack::form_view(slack_test::form());
    check_valid(view, Surface::modal);
    CHECK(block_of(view, "name")["element"]["type"] == "plain_text_input");
    CHECK(block_of(view, "name")["element"]["multiline"] == false);
    CHECK(block_of(view, "name")["optional"] == false);
    CHECK(block_of(view, "names")["element"]["multiline"] == true);
    CHECK(block_of(view, "names")["element"]["initial_value"] == "a\nb");
    CHECK(block_of(view, "size")["element"]["initial_option"]["value"] == "l");
    CHECK(block_of(view, "repository")["element"]["type"] == "external_select");
    CHECK(block_of(view, "repository")["element"]["initial_option"]["value"] == "payments-api");
    CHECK(block_of(view, "day")["element"]["initial_date"] == "2026-01-05");
    CHECK(block_of(view, "day")["hint"]["text"] == "A working day.");
    CHECK(slack::line_in(core::text_of(view, "private_metadata")) == "meetings add --at 5");
    CHECK(view["title"]["text"] == "A new meeting");
}

TEST_CASE("the button of a form says what it does: nothing is saved where one only looks") {
    CHECK(slack::form_view(slack_test::form())["submit"]["text"] == "Save");
    const auto form = commands::repository_form("Check a repository", "ready");
    CHECK(slack::form_view(form)["submit"]["text"] == "Check");
}

TEST_CASE("another state of a form has other block ids, the same state the same") {
    auto form = slack_test::form();
    const auto first = block_of(slack::form_view(form), "name")["block_id"];
    CHECK(block_of(slack::form_view(form), "name")["block_id"] == first);
    form.fields.front().value = "changed";
    CHECK(block_of(slack::form_view(form), "name")["block_id"] != first);
}

TEST_CASE("errors stand beside their fields and go back to the blocks of what was sent") {
    auto form = slack_test::form();
    const auto sent = submission_of(slack::form_view(form));
    form.errors = {{"day", "That day is past."}, {"name", "Too short."}};
    const auto reply = slack::error_reply(form, sent);
    REQUIRE(reply);
    CHECK((*reply)["response_action"] == "errors");
    CHECK((*reply)["errors"].size() == 2);
    for (const auto& entered : sent.entered)
        if (entered.action_id == "day") CHECK((*reply)["errors"][entered.block_id] == "That day is past.");
    const auto drawn = slack::form_view(form, "Nothing was saved");
    check_valid(drawn, Surface::modal);
    CHECK(drawn.dump().find("That day is past.") != std::string::npos);
    CHECK(drawn["blocks"][0]["text"]["text"] == "Nothing was saved");
    form.errors = {{"elsewhere", "Not a field."}};
    CHECK_FALSE(slack::error_reply(form, sent));
    CHECK(slack::form_view(form).dump().find("Not a field.") != std::string::npos);
    form.errors.clear();
    CHECK_FALSE(slack::error_reply(form, sent));
}

TEST_CASE("a field that cannot be drawn is named with the line to type") {
    commands::Form form;
    form.line = "claim i4";
    form.fields = {
        {.name = "size", .kind = Field::Kind::choice, .options = {{"x", std::string(80, 'x')}, {"", ""}}}};
    const auto view = slack::form_view(form);
    check_valid(view, Surface::modal);
    CHECK(view.dump().find("type /ispo claim i4 --size") != std::string::npos);
}

TEST_CASE("hostile forms and answers keep every limit of a view") {
    for (unsigned seed = 1; seed <= 40; ++seed) {
        INFO("seed " << seed);
        slack_test::Hostile hostile(seed);
        check_valid(slack::form_view(slack_test::hostile_form(hostile)), Surface::modal);
        check_valid(slack::answer_view(hostile.answer()), Surface::modal);
        std::vector<commands::Answer> sections;
        for (int i = 0; i < 4; ++i) sections.push_back(hostile.answer());
        check_valid(slack::home_view(sections), Surface::home);
    }
    check_valid(slack::loading_view(), Surface::modal);
}

TEST_CASE("a Home holds its sections in order, each button once, and names what found no room") {
    const auto view =
        slack::home_view({commands::introduction(), slack_test::readiness(), slack_test::readiness()});
    check_valid(view, Surface::home);
    const auto text = view.dump();
    CHECK(text.find("Welcome to ISPO Bot") < text.find("payments-api"));
    std::vector<commands::Answer> many(60, slack_test::readiness());
    many.push_back(commands::say("The last section"));
    const auto full = slack::home_view(many);
    check_valid(full, Surface::home);
    CHECK(full.dump().find("There was no room for") != std::string::npos);
    check_valid(slack::home_view({commands::say("Only this")}), Surface::home);
}

TEST_CASE("options are at most a hundred, and none that Slack would refuse") {
    std::vector<commands::Option> options(150, commands::Option{"payments", "payments-api"});
    options.insert(options.begin(), {{"long", std::string(76, 'x')}, {"empty", ""}, {"", "nameless"}});
    const auto reply = slack::options_reply(options);
    CHECK(reply["options"].size() == 100);
    CHECK(reply["options"][0]["text"]["text"] == "nameless");
    CHECK(slack::options_reply({})["options"] == Json::array());
}

TEST_CASE("a preview goes where the link was shared") {
    slack::LinksShared shared{.channel = "C1", .ts = "17.1"};
    const auto by_message =
        slack::unfurl_arguments(shared, {{"https://git.example/a/b", commands::say("a: b")}});
    CHECK(by_message["channel"] == "C1");
    CHECK(by_message["ts"] == "17.1");
    CHECK(by_message["unfurls"]["https://git.example/a/b"]["blocks"].size() == 1);
    shared.unfurl_id = "x";
    shared.source = "conversations_history";
    const auto by_id = slack::unfurl_arguments(shared, {});
    CHECK(by_id["unfurl_id"] == "x");
    CHECK_FALSE(by_id.contains("channel"));
}

TEST_CASE("a message with a form leads to it by a button, and says press again when it came too late") {
    auto answer = commands::say("Fill this in");
    answer.form = slack_test::form();
    const auto message = slack::message(commands::press_again(answer));
    CHECK(slack::validate(message, Surface::message).empty());
    CHECK(message.dump().find(R"("value":"meetings edit")") != std::string::npos);
    CHECK(message.dump().find("press again") != std::string::npos);
    const auto said = [&](std::string_view code, std::optional<std::chrono::seconds> wait = {}) {
        return slack::message(commands::press_again(answer, code, wait)).dump();
    };
    CHECK(said("expired_trigger_id") == message.dump());
    CHECK(said("ratelimited", std::chrono::seconds(1)).find("press again in 1 second.") != std::string::npos);
    CHECK(said("missing_scope")
              .find("a scope is not granted (missing_scope); nothing was changed. Pressing again does "
                    "not help") != std::string::npos);
    CHECK(said("missing_scope").find("ispo doctor") != std::string::npos);
}
