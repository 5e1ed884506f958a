// SPDX-License-Identifier: Apache-2.0
// What stands around words that seem to turn outside work away: whom and what they are said of, and under
// which condition. `span` is where they were found.
#pragma once

#include "insight/restriction_limits.hpp"

#include <string>
#include <vector>

namespace insight {

// All outside work is meant: no condition before or after, no other project, no report on security.
bool is_general(const Words& words, Span span);
// The whole project is meant, not a part of it, another one, or a mode of the product. `name`: its own.
bool is_own_state(const Words& words, Span span, const std::string& name);
// Nothing says that it holds at times only.
bool is_final(const Words& words, Span span);
// "This repository has moved to acme/new", not "to a monthly rhythm", nor for talking only.
bool has_moved_away(const Words& words);
// "The landing page is not open": whatever stands before `span` is no project, team or company. `name`:
// that of the repository.
bool is_about_a_part(const Words& words, Span span, const std::string& name);
// The group at the end of `span` is one of people: "the team", not "the team's branches".
bool ends_in_group(const Words& words, Span span);
// What follows names no part of the repository: not "changes to the schema".
bool names_no_part(const Words& words, Span span);
// Its own name stands right before `span`.
bool is_named_before(const Words& words, Span span, const std::string& name);

bool is_about_security(const Words& words);
bool is_about_a_switch(const Words& words);
bool is_about_warranty(const Words& words);
bool is_status_line(const Words& words);           // a bare "Maintenance mode"
bool shows_a_path(const Words& words);             // "send changes to the list"
bool asks_to_talk_first(const Words& words);       // "ask us first", in the sentence itself
bool asks_for_an_issue_first(const Words& words);  // "please open an issue first", also as the next sentence
// Names pull requests, forks or patches: whoever may not commit can still propose.
bool offers_the_way_of_a_change(const Words& words);

}  // namespace insight
