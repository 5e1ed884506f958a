// SPDX-License-Identifier: Apache-2.0
// Which files of a tree are worth reading, most telling first, so that a limit cuts the least.
#pragma once

#include "insight/facts.hpp"

#include <vector>

namespace sources {

// Nested manifests, and more than twenty decision records or licences, tell nothing new and are left out.
// Borrows `tree`.
std::vector<const insight::File*> reading_order(const insight::Tree& tree);

// GitHub when there is a .github folder, GitLab when there is .gitlab-ci.yml or .gitlab; both: where
// CODEOWNERS lies, else GitHub. Unknown beside a folder of Forgejo's or Gitea's, which read GitHub's as well.
insight::Host host_of(const insight::Tree& tree);

}  // namespace sources
