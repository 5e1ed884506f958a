// SPDX-License-Identifier: Apache-2.0
// Addresses behind which a group talks: chats, lists, forums. Pure.
#pragma once

#include "insight/facts.hpp"

namespace insight {

// Judged by the host of the address, not by words in its path: "docs/checklists.md" and the documentation of
// a chat's API lead to nobody.
bool leads_to_channel(const Link& link);

}  // namespace insight
