// SPDX-License-Identifier: Apache-2.0
// How a child comes to life and how it ends. Only net/child.cpp uses it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <utility>

#include "core/result.hpp"
#include "net/child.hpp"

namespace net {

// A descriptor that closes itself.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close();

  private:
    int number_ = -1;
};

// A running child. Destroying it kills its process group and reaps it.
class Process {
  public:
    explicit Process(pid_t id = -1) : id_(id) {}
    ~Process();
    Process(Process&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
    Process& operator=(Process&&) = delete;
    // Waits until `deadline`, kills it then. The exit code as in ChildResult; -1 when it had to be killed.
    int wait(std::chrono::steady_clock::time_point deadline);

  private:
    int reap();
    pid_t id_;
};

struct StartedChild {
    Process process;
    Descriptor input;   // a socket, so that writing to a dead child is an error and no signal
    Descriptor output;  // both do not block
    Descriptor errors;
};

// Errc::not_found when the program is not installed, Errc::unavailable when the system refuses.
core::Result<StartedChild> start_child(const ChildCommand& command);

}  // namespace net
