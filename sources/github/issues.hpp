// SPDX-License-Identifier: Apache-2.0
// Issues of a repository, last changed first, with what makes one fit for newcomers. Their words are judged
// here and left behind. Source: docs.github.com, GraphQL object Issue.
#pragma once

#include "sources/github/activity_page.hpp"

namespace sources::github {

// Two points and 2,800 nodes a page of fifty (four a hundred): labels, assignees, changes that close it and
// what happened, for each issue. Comments are long, so pages are of fifty.
inline constexpr int issues_page_size = 50;
std::string issues_query();
core::Result<ActivityPage> read_issues(const core::Json& data, std::string_view source);

// About one of them, with a hundred happenings. Errc::not_found when it is gone, or moved elsewhere.
std::string issue_query();
core::Result<ActivityPage> read_issue(const core::Json& data, std::string_view source);

}  // namespace sources::github
