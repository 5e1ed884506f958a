// SPDX-License-Identifier: Apache-2.0
// One reader for each family of CI files: a YAML tree or text in, triggers and steps out.
#pragma once

#include "insight/facts.hpp"
#include "sources/yaml.hpp"

#include <string_view>

namespace sources::ci {

// What is kept of one command; more of it need not be put together.
inline constexpr std::size_t longest_run = 16U << 10U;

// Within the limits of steps and of bytes for a file, which then is cut: aliases make a small file a large
// one. Texts are cleaned and cut to a sensible length.
void add_step(insight::CiFile& file, insight::CiStep step);
// Once for each name; branches are cleaned, and cut to a sensible number.
void add_trigger(insight::CiFile& file, std::string_view name, int line, bool narrowed = false,
                 const std::vector<std::string_view>& branches = {});

void read_github(const yaml::Node& root, insight::CiFile& file);
void read_gitlab(const std::vector<yaml::NodePtr>& documents, insight::CiFile& file);
// CircleCI, Azure, Travis, Buildkite, Drone, Woodpecker, Bitbucket, AppVeyor, Cirrus, Semaphore, Tekton,
// Cloud Build, and those whose runs their server decides: Bamboo, CodeBuild, Codefresh, Zuul, Screwdriver, …
void read_other(const std::vector<yaml::NodePtr>& documents, insight::CiFile& file);
// `text` is Groovy.
void read_jenkins(std::string_view text, insight::CiFile& file);
// A program that writes the settings: Kotlin of TeamCity's, Java of Bamboo's. Commands that it holds as text.
void read_code(std::string_view text, insight::CiFile& file);

}  // namespace sources::ci
