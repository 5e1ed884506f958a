// SPDX-License-Identifier: Apache-2.0
// One finding in words: what it says and what it adds to the score (what it rests on: evidence.hpp).
#pragma once

#include "commands/answer.hpp"
#include "insight/readiness.hpp"

#include <string>
#include <string_view>

namespace commands {

Status status_of(insight::Outcome outcome);
// "It has a licence" of a check's id.
std::string statement_of(std::string_view id);
// What it adds to the score: "2.5 of 5"; "–" where it does not count.
std::string points_of(const insight::Finding& finding);
// ", opens L2" when this alone opens the level, ", needed for L2" when more stands in its way; empty for a
// fix that is no gate of the next level.
std::string effect_on_level(const insight::Fix& fix, const insight::Levels& levels);
// How the points of all findings become the score, or why there is none.
std::string score_in_words(const insight::Assessment& assessment);

}  // namespace commands
