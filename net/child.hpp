// SPDX-License-Identifier: Apache-2.0
// The one door to child processes. No shell, a fixed environment, no inherited descriptors, killed at the
// deadline and when we die.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace net {

struct ChildCommand {
    std::vector<std::string> arguments;    // arguments[0] is found in PATH of `environment`
    std::vector<std::string> environment;  // "NAME=value", all of it
    std::string folder;                    // working folder; empty = ours
};
struct ChildResult {
    int exit_code = 0;       // 128 + signal when killed by one
    std::string output;      // standard output, at most `output_limit`
    std::string errors;      // standard error, at most 8 KiB
    bool truncated = false;  // there was more output
};

// Runs to the end. Errc::unavailable when it cannot be started or does not end in time (it is killed then).
core::Result<ChildResult> run_child(const ChildCommand& command, std::string_view input,
                                    std::chrono::seconds deadline, std::size_t output_limit);

// A child that is talked to (git cat-file --batch). Blocking, for one thread. Destroying it closes its input
// and waits, then kills.
class Conversation {
  public:
    static core::Result<Conversation> start(const ChildCommand& command, std::chrono::seconds deadline);
    ~Conversation();
    Conversation(Conversation&&) noexcept;
    Conversation& operator=(Conversation&&) noexcept;
    core::Result<void> write(std::string_view bytes);
    core::Result<std::string> read_line();  // without the line feed; at most 64 KiB
    core::Result<std::string> read_exactly(std::size_t count);
    core::Result<void> skip(std::uint64_t count);  // reads and drops

  private:
    struct Inside;
    explicit Conversation(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace net
