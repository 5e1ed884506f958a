// SPDX-License-Identifier: Apache-2.0
// What starts a CI file and what it runs. GitHub and GitLab are read by their rules; of the others a cheap
// reading takes commands and what clearly names changes. Never throws for what a file holds. Sources: GitHub
// "Workflow syntax", GitLab "CI/CD YAML syntax reference".
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>

namespace sources {

// The vendor by path: "github", "gitlab", "forgejo", "gitea", "jenkins", "circleci", "azure", "travis",
// "buildkite", "drone", "woodpecker", "bitbucket", "appveyor", "cirrus", "semaphore", "tekton", "cloudbuild",
// "script" (.ci/run); empty for any other path.
std::string ci_vendor(std::string_view path);

// No triggers means: the vendor's default. GitLab's default pipelines (every branch) are given as no trigger,
// too.
insight::CiFile parse_ci(std::string_view path, std::string_view bytes);

}  // namespace sources
