// SPDX-License-Identifier: Apache-2.0
// One reading of one repository, by one thread: what was asked for, the time that is left, and the children
// that read.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "net/child.hpp"
#include "sources/git.hpp"
#include "sources/git/command.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace sources::git {

constexpr std::size_t small_answer = 64U << 10U;

struct Reading {
    std::filesystem::path folder;  // exists, absolute, without links
    std::string revision;          // as asked for; empty = HEAD
    core::Time now;
    const Limits& limits;
    Budget budget;
};

// A path as people may see it.
std::string said(const std::filesystem::path& path);

// Starts `git …arguments` in the folder. Errc::unavailable when git is missing.
core::Result<net::Conversation> start(const Reading& reading, std::vector<std::string> arguments);
// Waits for its end; a non-zero exit code is a value. Errc::unavailable when the time is over.
core::Result<net::ChildResult> finish(const Reading& reading, net::Conversation& child, std::size_t limit);
core::Result<net::ChildResult> run(const Reading& reading, std::vector<std::string> arguments);

// Why git gave no answer, in a sentence: the time is over, or else its data is damaged. Errc::unavailable;
// keeps the detail of `error`.
core::Error no_answer(const Reading& reading, core::Error error);

}  // namespace sources::git
