// SPDX-License-Identifier: Apache-2.0
// Which repositories lack what a check asks.
#pragma once

#include "commands/answer.hpp"
#include "commands/request.hpp"
#include "insight/check.hpp"
#include "storage/store.hpp"

namespace commands {

// Adds those where `check` is no or partly and that the asker may know of here: a table with the reason, all
// of them as "lacking" to the data and to the audience. Adds nothing where no names may be heard.
void add_lacking(Answer& answer, const insight::Check& check, const Request& request,
                 const storage::Reader& reader);

}  // namespace commands
