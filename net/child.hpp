// SPDX-License-Identifier: Apache-2.0
// The one door to child processes. No shell, a fixed environment, no inherited descriptors; a child leads a
// process group of its own, and the whole group is killed at the deadline and when its owner goes away. Every
// function may be used from any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace net {

struct ChildCommand {
    std::vector<std::string>
        arguments;  // arguments[0] is found in the absolute folders of PATH in `environment`
    std::vector<std::string> environment;  // "NAME=value", all of it
    std::string folder;                    // working folder; empty = ours
};
struct ChildResult {
    int exit_code = 0;       // 128 + signal when killed by one
    std::string output;      // standard output, at most `output_limit`
    std::string errors;      // standard error, at most 8 KiB
    bool truncated = false;  // there was more output; the child was killed then
};

// Runs to the end. Errc::not_found when the program is not installed, Errc::unavailable when it cannot be
// started or does not end in time (it is killed then).
core::Result<ChildResult> run_child(const ChildCommand& command, std::string_view input,
                                    std::chrono::seconds deadline, std::size_t output_limit);

// A child that is talked to (git cat-file --batch), or that works while we do something else. Blocking, for
// one thread at a time. Destroying it kills the child; finish() is the orderly end. Each call fails with
// Errc::unavailable once the deadline has passed (counted from the start) or the child has ended without what
// was asked for.
class Conversation {
  public:
    static core::Result<Conversation> start(const ChildCommand& command, std::chrono::seconds deadline);
    ~Conversation();
    Conversation(Conversation&&) noexcept;
    Conversation& operator=(Conversation&&) noexcept;
    core::Result<void> write(std::string_view bytes);
    core::Result<std::string> read_line();  // without the line feed; what exceeds 64 KiB is dropped
    core::Result<std::string> read_exactly(std::size_t count);
    core::Result<void> skip(std::uint64_t count);  // reads and drops
    // Closes its input, reads the rest of its output and waits for its end. Nothing else may be called
    // afterwards.
    core::Result<ChildResult> finish(std::size_t output_limit);

  private:
    struct Inside;
    explicit Conversation(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace net
