// SPDX-License-Identifier: Apache-2.0
// Settings of a repository as JSON, for keeping them beside it.
#pragma once

#include "core/json.hpp"
#include "insight/facts.hpp"

namespace insight {

// What is not known is left out. Equal settings give equal texts.
core::Json to_json(const Settings& settings);
// Never fails: what it does not know or understand stays unknown.
Settings settings_from_json(const core::Json& json);

}  // namespace insight
