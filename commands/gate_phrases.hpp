// SPDX-License-Identifier: Apache-2.0
// Levels in plain words: what a reader may do there, and what a possible level still hangs on.
#pragma once

#include "insight/readiness.hpp"

#include <string>
#include <string_view>

namespace commands {

// The gate as a condition, to be read after "if": "colleagues can fork it and send changes". Empty for a
// check that is no gate.
std::string_view condition_of(std::string_view check_id);

// "L2 if colleagues can read it and colleagues can fork it and send changes (2 things not seen); proven: L0".
std::string conditions_of(const insight::Levels& levels);

// "L1"; "L1, up to L3 possible" when something was not seen; "L2 (1 exemption)" when gates are passed over.
// The proven one comes first: it is what stands.
std::string levels_in_words(int proven, int possible, int exemptions = 0);

// "you can read it, use it and file issues, not yet change it"; with "perhaps" when the level is not proven.
std::string meaning_of(const insight::Levels& levels);

}  // namespace commands
