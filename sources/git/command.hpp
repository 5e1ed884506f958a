// SPDX-License-Identifier: Apache-2.0
// The one place that starts git. Nothing that a repository holds may run: no hooks, filters, fsmonitor,
// signature programs, remotes, pagers; no configuration but the repository's own, with what could start a
// program switched off; plumbing commands only. Never status, diff, archive or checkout: they run filters and
// monitors (measured).
#pragma once

#include "net/child.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sources::git {

// `git <fixed settings> <arguments>` in `folder`.
net::ChildCommand command(const std::filesystem::path& folder, std::vector<std::string> arguments);

// Runs it to its end. Errc::unavailable when git is missing, too slow or printed more than `limit`. A
// non-zero exit code is a value.
core::Result<net::ChildResult> run(const std::filesystem::path& folder, std::vector<std::string> arguments,
                                   std::chrono::seconds deadline, std::size_t limit);

}  // namespace sources::git
