// SPDX-License-Identifier: Apache-2.0
// All files of a sample repository.
#pragma once

#include "sources/sample/projects.hpp"
#include "sources/sample/story.hpp"

#include <string>
#include <vector>

namespace sources::sample {

struct TextFile {
    std::string path, text;
};
// Sorted by path, no path twice.
std::vector<TextFile> files_of(const Project& project, const Story& story);
// The owners of its CODEOWNERS that exist and can write: "@examplia/checkout".
std::vector<std::string> live_owners_of(const Project& project);

}  // namespace sources::sample
