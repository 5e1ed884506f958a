// SPDX-License-Identifier: Apache-2.0
// Who worked on a repository in the last year, and its latest tag.
#pragma once

#include "core/result.hpp"
#include "insight/facts.hpp"
#include "net/child.hpp"
#include "sources/git/mailmap.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::git {

// What `log` and `for-each-ref` are asked; their answers are read below.
std::vector<std::string> log_arguments(const std::string& commit);
std::vector<std::string> tag_arguments();

// Reads the talk with `git log`, newest first, until the window of 365 days before `now` is left behind or
// `limit` commits are counted. Commits dated more than a day after `now` are not counted. One person is one
// author: by `mailmap`, and where one name stands beside several addresses. Errc::unavailable when the
// history is damaged.
core::Result<insight::History> read_history(net::Conversation& log, const Mailmap& mailmap, core::Time now,
                                            int limit);

std::optional<insight::Tag> read_tag(std::string_view answer);

}  // namespace sources::git
