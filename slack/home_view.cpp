// SPDX-License-Identifier: Apache-2.0
#include "slack/home_view.hpp"

#include "core/text.hpp"
#include "slack/blocks.hpp"
#include "slack/canvas.hpp"
#include "slack/message_text.hpp"
#include "slack/mrkdwn.hpp"

#include <fmt/format.h>

namespace slack {
namespace {

using core::Json;

constexpr std::size_t most_home_blocks = 97, most_home_text = 11'500;

// Ids are unique within a message; here several share one view.
void set_apart(Json& value, const std::string& prefix) {
    if (value.is_object() && value.contains("action_id"))
        value["action_id"] = prefix + value["action_id"].get<std::string>();
    if (value.is_structured())
        for (auto& inner : value) set_apart(inner, prefix);
}

}  // namespace

Json home_view(const std::vector<commands::Answer>& sections) {
    auto blocks = Json::array();
    std::size_t text = 0;
    std::string missing;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto drawn = message(sections[i], {.native_charts = false})["blocks"];
        const auto needed = weight(drawn);
        if (blocks.size() + drawn.size() + 1 > most_home_blocks || text + needed > most_home_text) {
            missing += (missing.empty() ? "" : ", ") + headline_of(sections[i]);
            continue;
        }
        text += needed;
        set_apart(drawn, fmt::format("s{}.", i + 1));
        if (!blocks.empty()) blocks.push_back({{"type", "divider"}});
        for (auto& block : drawn) blocks.push_back(std::move(block));
    }
    if (!missing.empty()) blocks.push_back(context(plain_text("There was no room for: " + missing, 300)));
    Json view = {{"type", "home"}};
    view["blocks"] = std::move(blocks);
    return view;
}

}  // namespace slack
