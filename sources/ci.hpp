// SPDX-License-Identifier: Apache-2.0
// What starts a CI file and what it runs. GitHub and GitLab are read by their rules; of the others a cheap
// reading takes commands and what clearly names changes. Never throws for what a file holds. Sources: GitHub
// "Workflow syntax", GitLab "CI/CD YAML syntax reference".
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>

namespace sources {

// insight::ci_vendor_of, to keep.
std::string ci_vendor(std::string_view path);

// No triggers means: the vendor's default. GitLab's default pipelines (every branch) are given as no trigger,
// too.
insight::CiFile parse_ci(std::string_view path, std::string_view bytes);

}  // namespace sources
