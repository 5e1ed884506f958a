// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of one line of a file of facts, docs/facts.schema.json, from the same list of fields that
// reading and writing visit.
#pragma once

#include "core/json.hpp"

namespace sources::facts {

// Draft 7.
core::Json schema();

}  // namespace sources::facts
