// SPDX-License-Identifier: Apache-2.0
// Reading YAML that strangers wrote: bounded before it is parsed, never an exception. Used inside sources/
// only.
#pragma once

#include "core/result.hpp"

#include <yaml-cpp/yaml.h>
#include <string>
#include <string_view>

namespace sources {

// Errc::invalid with the line when it is no YAML, larger than 256 KiB, nested deeper than 40 levels, or uses
// anchors to grow (more than 64 aliases). The node of an empty text is null.
core::Result<YAML::Node> parse_yaml(std::string_view text);

// Safe readings of a node that may be anything.
const YAML::Node child(const YAML::Node& node,
                       const std::string& key);  // undefined-safe: a null node when absent
std::string scalar(const YAML::Node& node);      // empty when it is no scalar
int line_of(const YAML::Node& node);             // 1-based

}  // namespace sources
