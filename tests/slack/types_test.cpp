// SPDX-License-Identifier: Apache-2.0
// Writes what we send as TypeScript literals; tests/peers/slack-types/run.sh holds them against Slack's own
// types.
#include "slack/blocks.hpp"
#include "slack/form_view.hpp"
#include "slack/home_view.hpp"
#include "slack/manifest.hpp"
#include "slack/unfurl.hpp"
#include "slack/web_call.hpp"
#include "tests/slack/answers.hpp"
#include "tests/slack/forms.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace {

// JSON is a TypeScript literal but for two line separators, which the renderer removes as invisible.
void write(const std::string& name, const std::string& imports, const std::string& type,
           const core::Json& value) {
    const auto folder = std::filesystem::path(ISPO_BINARY_DIR) / "slack-types";
    std::filesystem::create_directories(folder);
    std::ofstream out(folder / (name + ".ts"));
    out << "import type { " << imports << " } from \"./contract\";\nexport const it: " << type << " = "
        << core::dump_json_pretty(value) << ";\n";
    REQUIRE(out.flush().good());
}

std::vector<commands::Answer> answers() {
    std::vector<commands::Answer> out = {slack_test::readiness(), slack_test::figures(),
                                         slack_test::refusal()};
    for (unsigned seed = 1000; seed < 1012; ++seed) out.push_back(slack_test::Hostile(seed).answer());
    return out;
}

}  // namespace

TEST_CASE("everything that is sent is written down for Slack's own types") {
    std::size_t number = 0;
    for (const auto& answer : answers()) {
        for (const bool native : {true, false}) {
            const auto message = slack::message(answer, {.native_charts = native});
            const auto name = std::to_string(++number);
            write("blocks_" + name, "Blocks", "Blocks", message["blocks"]);
            write("post_" + name, "PostMessage", "PostMessage",
                  slack::post_arguments("C1", native ? "17.1" : "", message));
        }
        write("reply_" + std::to_string(number), "CommandReply", "CommandReply",
              slack::command_reply(answer));
    }
    write("manifest", "Manifest", "Manifest", slack::manifest("https://ispo.example.com"));
    write("manifest_full", "Manifest", "Manifest",
          slack::manifest("",
                          {.unfurl_domains = {"github.example.com"}}));  // the types know no agent events yet
    CHECK(number == 30);
}

TEST_CASE("every view and every reply to an interaction is written down too") {
    auto wrong = slack_test::form();
    wrong.errors = {{"day", "That day is past."}, {"elsewhere", "No field of it."}};
    const std::vector<core::Json> modals = {slack::form_view(slack_test::form()),
                                            slack::form_view(wrong, "Nothing was saved"),
                                            slack::answer_view(slack_test::readiness()),
                                            slack::answer_view(slack_test::figures()), slack::loading_view()};
    for (std::size_t i = 0; i < modals.size(); ++i) {
        const auto name = std::to_string(i + 1);
        write("open_" + name, "OpenView", "OpenView", {{"trigger_id", "1.2.a"}, {"view", modals[i]}});
        write("update_" + name, "UpdateView", "UpdateView",
              {{"view_id", "V1"}, {"hash", "1.a"}, {"view", modals[i]}});
        write("replace_" + name, "SubmissionReply", "SubmissionReply", slack::update_reply(modals[i]));
    }
    slack::Interaction sent;
    sent.entered = {{.action_id = "day", .block_id = "day.1"}};
    wrong.errors.pop_back();
    write("errors", "SubmissionReply", "SubmissionReply", slack::error_reply(wrong, sent).value());
    write("home", "PublishView", "PublishView",
          {{"user_id", "U1"},
           {"hash", "1.a"},
           {"view", slack::home_view({slack_test::readiness(), slack_test::refusal()})}});
    write("options", "OptionsReply", "OptionsReply",
          slack::options_reply({{"payments-api", "payments-api"}}));
    slack::LinksShared shared{.channel = "C1", .ts = "17.1"};
    write("unfurl_1", "Unfurl", "Unfurl",
          slack::unfurl_arguments(shared, {{"https://git.example/a/b", slack_test::readiness()}}));
    shared.unfurl_id = "C1-17.1";
    shared.source = "conversations_history";
    write("unfurl_2", "Unfurl", "Unfurl",
          slack::unfurl_arguments(shared, {{"https://git.example/a/b", slack_test::refusal()}}));
    CHECK(slack::validate(modals.front(), slack::Surface::modal).empty());
}
