// SPDX-License-Identifier: Apache-2.0
// An Answer as JSON: what --json prints, and what crosses the service's socket to the shell.
#pragma once

#include "commands/answer.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

namespace commands {

// Never throws for foreign text. A file is its name, type, size and, when its bytes are UTF-8, its text.
// Effects are left out: they belong to the dispatcher, never to a reader.
core::Json to_json(const Answer& answer);

// The reverse, for everything that people are shown; a file that is no text comes back without its bytes.
// Errc::invalid for a part, word or number that no Answer has.
core::Result<Answer> answer_from_json(const core::Json& json);

}  // namespace commands
