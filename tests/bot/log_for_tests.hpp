// SPDX-License-Identifier: Apache-2.0
// What goes to the log, read back.
#pragma once

#include "bot/log.hpp"
#include "support/git_repository.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

namespace tests {

// What `work` writes to standard error.
template <class Work>
std::string errors_of(const Work& work) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "errors";
    const int kept = ::dup(STDERR_FILENO);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ::dup2(file, STDERR_FILENO);
    work();
    bot::flush_log();
    std::fflush(stderr);
    ::dup2(kept, STDERR_FILENO);
    ::close(file);
    ::close(kept);
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tests
