// SPDX-License-Identifier: Apache-2.0
// What is Azure Pipelines' own: its triggers, and its tasks as the commands that they run.
#pragma once

#include "sources/ci/readers.hpp"

#include <string>
#include <string_view>

namespace sources::ci {

// pr: none | pr: [main] | nothing: changes are built by default.
void azure_triggers(const yaml::Node& root, insight::CiFile& file);

// What `task` ("DotNetCoreCLI@2") runs with its inputs, defaults included; empty for a task that is not known
// or runs a text of its own. Source: Microsoft, "Azure Pipelines task reference".
std::string command_of_task(std::string_view task, const yaml::Node& inputs);

}  // namespace sources::ci
