// SPDX-License-Identifier: Apache-2.0
// The forty repositories with a story of their own.
#pragma once

#include "sources/sample/projects.hpp"

namespace sources::sample {

std::vector<Project> named_projects();

}  // namespace sources::sample
