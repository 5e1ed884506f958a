// SPDX-License-Identifier: Apache-2.0
// The four topics of a contribution guide, and which of them a text really covers. Pure.
#pragma once

#include "insight/sections.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace insight {

enum class Topic { set_up, tests, submitting, review };
inline constexpr std::array all_topics = {Topic::set_up, Topic::tests, Topic::submitting, Topic::review};
std::string_view to_phrase(Topic topic);  // "how to set it up from a checkout", "how to run the tests", …

struct GuideTopics {
    // By Topic: "path:line" of the first sentence or command that covers it.
    std::array<std::optional<std::string>, 4> where;
    bool any_text = false;
    bool any_other_than_legal = false;  // more than CLA, DCO or licence text
    int count() const;
};

// Adds what `passage` covers. Code of conduct, legal text and refusals cover nothing.
void read_topics(const Section& passage, GuideTopics& found);
// Adds what the commands in `document` cover, wherever they stand.
void read_topic_commands(const Document& document, GuideTopics& found);

}  // namespace insight
