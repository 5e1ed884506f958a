// SPDX-License-Identifier: Apache-2.0
// The public JSON form of an assessment (schema_version 1): what `ispo ready --format json` prints and what
// the store keeps.
#pragma once

#include "core/json.hpp"
#include "insight/readiness.hpp"

namespace insight {

core::Json to_json(const Assessment& assessment);
// The reverse. Errc::invalid when a needed field is missing or of another type; unknown keys are passed over.
core::Result<Assessment> assessment_from_json(const core::Json& json);

}  // namespace insight
