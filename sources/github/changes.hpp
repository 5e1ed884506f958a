// SPDX-License-Identifier: Apache-2.0
// Pull requests of a repository, last changed first. Source: docs.github.com, GraphQL object PullRequest.
#pragma once

#include "sources/github/activity_page.hpp"

namespace sources::github {

// Two points and 3,100 nodes a page of a hundred: two lists for each pull request, what was said and when it
// switched between draft and ready.
std::string changes_query();
core::Result<ActivityPage> read_changes(const core::Json& data, std::string_view source);

// About one of them (one_variables()), with a hundred of each: one point. Errc::not_found when it is gone.
std::string change_query();
core::Result<ActivityPage> read_change(const core::Json& data, std::string_view source);

}  // namespace sources::github
