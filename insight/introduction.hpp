// SPDX-License-Identifier: Apache-2.0
// What a repository says of itself in two lines: what it is for, and whose it is. For those who search, never
// for the score.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace insight {

// Its description (of the host, or stated), else that of the catalogue, else the first sentence of the
// README (more of them while they are shorter than 30 characters); one line of at most 200 characters. Empty
// when nothing says it.
std::string purpose_of(const Facts& facts);
// Who answers for all of it: as the readiness file says, else the catalogue, else the owners file's rule for
// everything, or its list of people from the top; at most three, never an e-mail address. Empty when nobody
// is named.
std::vector<std::string> owners_of(const Facts& facts);
// All that the owners file names for everything, without e-mail addresses; empty when it names nobody or
// there is none. Nothing when nobody can know: the tree was cut off, or the file was not read.
std::optional<std::vector<std::string>> owners_in_file(const Facts& facts);
// "@acme/payments" and "payments" are teams, "@alice" is a person.
bool is_team(std::string_view owner);

}  // namespace insight
