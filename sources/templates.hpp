// SPDX-License-Identifier: Apache-2.0
// Templates for issues and changes: whether a person gets to see them. Never throws for what a file holds.
// Sources: GitHub "About issue and pull request templates" and "Syntax for issue forms", GitLab "Description
// templates".
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

// `kind` comes from the path. Issue: a form (YAML) wants name, description and body; a file in
// .github/ISSUE_TEMPLATE/ wants name and about in its front matter; a single file and GitLab's want any text.
// Change: any text.
insight::Template parse_template(std::string_view path, std::string_view bytes, insight::TemplateKind kind);

}  // namespace sources
