// SPDX-License-Identifier: Apache-2.0
// Writes what we send as TypeScript literals; tests/peers/slack-types/run.sh holds them against Slack's own
// types.
#include "slack/blocks.hpp"
#include "slack/manifest.hpp"
#include "slack/web_call.hpp"
#include "tests/slack/answers.hpp"

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
    CHECK(number == 30);
}
