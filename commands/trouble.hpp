// SPDX-License-Identifier: Apache-2.0
// What it means that Slack takes no messages for a channel, and what somebody can do about it.
#pragma once

#include "commands/answer.hpp"
#include "storage/store.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace commands {

struct Advice {
    std::string_view meaning, remedy;
};
// For Slack's code ("not_in_channel").
Advice advice_for(std::string_view code);
bool has_advice(std::string_view code);  // of its own, not the one for all others
// No message can reach anybody: the token or the workspace is the cause, not the channel.
bool is_of_the_token(std::string_view code);

// It is of a whole workspace or organisation, named in place of a channel: its token is renewed no more.
bool is_about_workspace(const storage::Trouble& trouble);

// Channels, not reasons: one may fail for several. Workspaces are not among them.
struct Troubled {
    std::int64_t refusing = 0;  // that take no messages
    std::int64_t unknown = 0;   // where one may be missing
};
Troubled troubled_among(const std::vector<storage::Trouble>& troubles);
// "2 channels take no messages", "1 channel takes no messages".
std::string refusing_words(std::int64_t channels);
// What they mean, in a sentence or two.
std::string sentence_of(const std::vector<storage::Trouble>& troubles);
// A table of them, with what to do.
Table table_of(const std::vector<storage::Trouble>& troubles);
// For who asked in a channel that took no answer.
Answer not_posted(std::string_view code, std::string reference);
// What is told to somebody who can act.
Answer trouble_notice(const std::vector<storage::Trouble>& troubles);

}  // namespace commands
