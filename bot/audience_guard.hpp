// SPDX-License-Identifier: Apache-2.0
// May this asker at this place see facts of these repositories? insight::objection_to() judges; here stands
// what it judges by, and the words of a refusal.
#pragma once

#include "commands/answer.hpp"
#include "commands/command.hpp"
#include "commands/request.hpp"
#include "storage/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bot {

struct RepositoryVisibility {
    std::int64_t repository = 0;
    insight::Visibility visibility = insight::Visibility::private_;
    bool on_list = false;  // everybody who reads here is on the list of its readers
    std::string name = {};
};
// As they are stored; a repository that is not stored counts as private.
std::vector<RepositoryVisibility> visibilities_of(const storage::Reader& reader,
                                                  const commands::Audience& audience,
                                                  const commands::Request& request);
bool has_private(const std::vector<RepositoryVisibility>& shown);

// The refusal says what was not shown and who can help, and offers what works; nothing when all is well.
std::optional<commands::Answer> guard_audience(const commands::Request& request,
                                               const std::vector<RepositoryVisibility>& shown);
// Where guests or people from outside read, whatever is asked: whether there is an answer would tell them
// which names and words exist. Nothing for other places.
std::optional<commands::Answer> refusal_of_place(const commands::Request& request);
// Of people from outside, whatever they ask but help; and of what needs more than may be given while nobody
// said whose people are ours. `token_refused`: nor will Slack, as it does not take our token there.
std::optional<commands::Answer> refusal_of_asker(const commands::Request& request,
                                                 const commands::Command& command, commands::Role needed,
                                                 bool token_refused = false);
// What an answer leaves out then.
void say_unproven(commands::Answer& answer, bool token_refused = false);
// Adds the button that asks the same where only the asker reads: a click is answered to who clicked alone.
void offer_alone(commands::Answer& refusal, const commands::Request& request, const std::string& line);

}  // namespace bot
