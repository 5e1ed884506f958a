// SPDX-License-Identifier: Apache-2.0
// Where the CI files of each vendor lie. Pure.
#pragma once

#include <string_view>

namespace insight {

// The vendor whose CI file this is, in any case: "github", "gitlab", "jenkins", "azure", …, "script"
// (.ci/run); empty for any other path. Files that are known by their name alone (Jenkinsfile,
// azure-pipelines*.yml, buildspec*.yml) count in any folder but those of tests, templates, examples and
// foreign code.
std::string_view ci_vendor_of(std::string_view path);

// The server decides when what stands in the files of this vendor runs, unless they name a trigger.
bool is_run_by_server(std::string_view vendor);
// Much of what such a file starts stands elsewhere, or in a form that is not read: playbooks, templates,
// programs that write the settings.
bool is_seen_in_part(std::string_view vendor);

}  // namespace insight
