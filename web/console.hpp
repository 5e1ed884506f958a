// SPDX-License-Identifier: Apache-2.0
// The demo console: a Slack-like page on loopback. Pure: the page and its replies as strings; bot/ serves
// them.
#pragma once

#include "commands/answer.hpp"
#include "core/json.hpp"
#include "core/time.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace web {

struct ConsolePersona {
    std::string id, name, role, team;
};
struct ConsoleChannel {
    std::string id, name, topic;
    bool external = false;
};
// A command line to try, shown as a button to whom it would answer.
struct ConsoleExample {
    std::string line;
    bool for_guests = false;
};
struct ConsoleSettings {
    std::vector<ConsolePersona> personas;
    std::vector<ConsoleChannel> channels;
    std::vector<ConsoleExample> examples;
    std::string token;  // carried by state-changing calls in the header x-ispo-token
    core::Time now{};   // demo time
    std::string version;
};

// The page at "/". Loads only /assets/…; works under Content-Security-Policy default-src 'self'.
std::string console_page(const ConsoleSettings& settings);

// The reply to POST /console/ask: what the page shows. {html, headline, line, reading, json (the answer),
// blocks (exact Block Kit), block_errors[], now}. `answer_json` and `blocks` come from bot/ and slack/.
core::Json ask_reply(const commands::Answer& answer, const std::string& line, const core::Json& answer_json,
                     const core::Json& blocks, const core::Json& block_errors, core::Time now);

}  // namespace web
