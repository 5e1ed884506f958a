// SPDX-License-Identifier: Apache-2.0
// The files that newcomers read, in the words of our fictitious colleagues.
#pragma once

#include "sources/sample/projects.hpp"
#include "sources/sample/story.hpp"
#include "sources/sample/toolchain.hpp"

#include <string>

namespace sources::sample {

std::string readme(const Project& project, const Story& story, const Toolchain& tools);
// Empty when the story has no such file.
std::string contributing(const Project& project, const Story& story, const Toolchain& tools);
std::string governance(const Project& project, const Story& story);
std::string licence();
std::string code_of_conduct();
std::string security(const Project& project);
std::string change_log(const Project& project);
std::string decision(const Project& project);
std::string agents(const Toolchain& tools);

}  // namespace sources::sample
