// SPDX-License-Identifier: Apache-2.0
// Whether a document is still what a generator or a host wrote, and so nobody's word. Pure.
#pragma once

#include "insight/facts.hpp"

namespace insight {

// Condemned by its title or its opening: further down a generator's words are somebody's example, or what a
// document of one's own kept. A generator's opening is forgiven where somebody has written a purpose below
// the title, or enough (100 code points in README, 30 elsewhere) under headings of their own.
bool is_left_template(const Document& document);

}  // namespace insight
