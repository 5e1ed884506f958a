// SPDX-License-Identifier: Apache-2.0
// One reader for each kind of owners file: clean text in, rules and faults out.
#pragma once

#include "insight/facts.hpp"
#include "sources/owners.hpp"

#include <string>
#include <string_view>

namespace sources::owners {

// Hostile files have many wrong lines; a reader needs the first ones. `what` names nobody: an entry that
// should be an account may be a person's name, and the line is enough to find it.
void add_fault(insight::OwnersFile& file, int line, std::string what);
// For a sentence: on one line, short, quoted.
std::string in_quotes(std::string_view text);
bool is_mail(std::string_view text);
// "@user", "@org/team": letters, digits, "-", "_", "." and for GitLab deeper groups.
bool is_account(std::string_view text);

void read_codeowners(std::string_view text, bool gitlab, insight::OwnersFile& file);
bool has_gitlab_sections(std::string_view text);
// Prow's YAML, or a line for each owner as Chromium writes it.
void read_folder_owners(std::string_view text, const OwnersAliases& aliases, insight::OwnersFile& file);
void read_component_owners(std::string_view text, insight::OwnersFile& file);
void read_maintainers(std::string_view text, insight::OwnersFile& file);

}  // namespace sources::owners
