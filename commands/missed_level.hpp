// SPDX-License-Identifier: Apache-2.0
// Why a repository is below a level that was asked for, for whoever reads why a build stopped.
#pragma once

#include "insight/readiness.hpp"

#include <string>

namespace commands {

// Lines of plain text, each gate by its statement with what to do; empty when the level is proven.
std::string missed_level(const insight::Assessment& assessment, int level);

}  // namespace commands
