// SPDX-License-Identifier: Apache-2.0
#include "net/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace net {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t error_limit = 8U << 10U;
constexpr std::size_t line_limit = 64U << 10U;

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    int get() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

  private:
    int number_;
};

struct Pipe {
    Descriptor read, write;
};

// Close-on-exec from the start: children started by other threads at the same moment inherit nothing.
core::Result<Pipe> open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return core::unavailable("No further pipe could be opened; nothing was read.", std::strerror(errno));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

void do_not_block(int descriptor) { ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

struct Process {
    pid_t id = -1;
    Descriptor input, output, errors;  // our ends, not blocking
};

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> out;
    for (const auto& text : texts)
        out.push_back(const_cast<char*>(
            text.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast): exec takes char*
    out.push_back(nullptr);
    return out;
}

// posix_spawnp searches our PATH; the child gets `command.environment` alone. The signal mask and
// dispositions of a fresh process.
core::Result<pid_t> spawn(const ChildCommand& command, int input, int output, int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    if (!command.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
    ::posix_spawn_file_actions_adddup2(&actions, input, 0);
    ::posix_spawn_file_actions_adddup2(&actions, output, 1);
    ::posix_spawn_file_actions_adddup2(&actions, errors, 2);
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigemptyset(&all);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) ::sigaddset(&all, signal);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    auto arguments = pointers(command.arguments);
    auto environment = pointers(command.environment);
    pid_t id = -1;
    const int failed =
        ::posix_spawnp(&id, arguments[0], &actions, &attributes, arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (failed == 0) return id;
    return core::unavailable(fmt::format("{} could not be started ({}); nothing was read.",
                                         command.arguments[0], std::strerror(failed)));
}

core::Result<Process> start(const ChildCommand& command) {
    auto in = open_pipe();
    auto out = open_pipe();
    auto err = open_pipe();
    if (!in) return in.error();
    if (!out) return out.error();
    if (!err) return err.error();
    auto id = spawn(command, in->read.get(), out->write.get(), err->write.get());
    if (!id) return id.error();
    Process process{*id, std::move(in->write), std::move(out->read), std::move(err->read)};
    for (const auto* end : {&process.input, &process.output, &process.errors}) do_not_block(end->get());
    return process;
}

int wait_for(pid_t id) {
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int milliseconds_until(Clock::time_point end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

// Reads what is there. Returns false at the end of the stream.
bool drain(Descriptor& from, std::string& into, std::size_t limit, bool& truncated) {
    std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled by read
    const auto count = ::read(from.get(), buffer.data(), buffer.size());
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    const auto room = limit - std::min(limit, into.size());
    into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
    truncated = truncated || static_cast<std::size_t>(count) > room;
    return true;
}

// Writing to a child that has gone must be an error, not a signal that ends us.
ssize_t write_quietly(int descriptor, std::string_view bytes) {
    sigset_t pipe_signal, before, pending;
    ::sigemptyset(&pipe_signal);
    ::sigaddset(&pipe_signal, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_signal, &before);
    const auto count = ::write(descriptor, bytes.data(), bytes.size());
    const int why = errno;
    ::sigpending(&pending);
    if (count < 0 && why == EPIPE && ::sigismember(&pending, SIGPIPE) == 1 &&
        ::sigismember(&before, SIGPIPE) == 0) {
        const timespec at_once{};
        ::sigtimedwait(&pipe_signal, nullptr, &at_once);
    }
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = why;
    return count;
}

core::Error too_slow(std::string_view name) {
    return core::unavailable(
        fmt::format("{} did not answer in time and was ended; nothing was kept of it.", name));
}

}  // namespace

core::Result<ChildResult> run_child(const ChildCommand& command, std::string_view input,
                                    std::chrono::seconds deadline, std::size_t output_limit) {
    auto started = start(command);
    if (!started) return started.error();
    auto& process = *started;
    const auto end = Clock::now() + deadline;
    ChildResult result;
    bool ignored = false;
    if (input.empty()) process.input.close();
    while (process.output.is_open() || process.errors.is_open()) {
        std::array<pollfd, 3> wait = {pollfd{process.output.get(), POLLIN, 0},
                                      pollfd{process.errors.get(), POLLIN, 0},
                                      pollfd{process.input.get(), POLLOUT, 0}};
        const int ready = ::poll(wait.data(), wait.size(), milliseconds_until(end));
        if (ready == 0) {
            ::kill(process.id, SIGKILL);
            wait_for(process.id);
            return too_slow(command.arguments[0]);
        }
        if (ready < 0 && errno != EINTR) break;
        if (process.output.is_open() && wait[0].revents != 0 &&
            !drain(process.output, result.output, output_limit, result.truncated))
            process.output.close();
        if (process.errors.is_open() && wait[1].revents != 0 &&
            !drain(process.errors, result.errors, error_limit, ignored))
            process.errors.close();
        if (process.input.is_open() && wait[2].revents != 0) {
            const auto count = write_quietly(process.input.get(), input);
            if (count > 0) input.remove_prefix(static_cast<std::size_t>(count));
            if (input.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) process.input.close();
        }
        // Whoever prints without end is stopped once the limit is reached.
        if (result.truncated) {
            ::kill(process.id, SIGKILL);
            break;
        }
    }
    result.exit_code = wait_for(process.id);
    return result;
}

struct Conversation::Inside {
    Inside(Process process_, std::string name_, Clock::time_point end_)
        : process(std::move(process_)), name(std::move(name_)), end(end_) {}
    ~Inside() {
        process.input.close();
        process.output.close();
        const auto patience = std::min(end, Clock::now() + std::chrono::milliseconds(200));
        int status = 0;
        while (::waitpid(process.id, &status, WNOHANG) == 0) {
            if (Clock::now() >= patience) {
                ::kill(process.id, SIGKILL);
                wait_for(process.id);
                return;
            }
            const timespec nap{0, 200'000};
            ::nanosleep(&nap, nullptr);
        }
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

    // Makes at least one more byte available in `buffer`.
    core::Result<void> fill() {
        for (;;) {
            std::array<pollfd, 2> wait = {pollfd{process.output.get(), POLLIN, 0},
                                          pollfd{process.errors.get(), POLLIN, 0}};
            const int ready = ::poll(wait.data(), wait.size(), milliseconds_until(end));
            if (ready == 0) return too_slow(name);
            if (wait[1].revents != 0 && process.errors.is_open() &&
                !drain(process.errors, errors, error_limit, ignored))
                process.errors.close();
            if (wait[0].revents == 0) continue;
            if (taken > 0) {
                buffer.erase(0, taken);
                taken = 0;
            }
            const auto before = buffer.size();
            if (!drain(process.output, buffer, buffer.size() + (1U << 20U), ignored))
                return core::unavailable(name + " ended before it had answered.", errors);
            if (buffer.size() > before) return {};
        }
    }
    std::size_t available() const { return buffer.size() - taken; }

    Process process;
    std::string name;
    Clock::time_point end;
    std::string buffer, errors;
    std::size_t taken = 0;
    bool ignored = false;
};

Conversation::Conversation(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Conversation::~Conversation() = default;
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;

core::Result<Conversation> Conversation::start(const ChildCommand& command, std::chrono::seconds deadline) {
    auto process = net::start(command);
    if (!process) return process.error();
    return Conversation(
        std::make_unique<Inside>(std::move(*process), command.arguments[0], Clock::now() + deadline));
}

core::Result<void> Conversation::write(std::string_view bytes) {
    while (!bytes.empty()) {
        pollfd wait{inside_->process.input.get(), POLLOUT, 0};
        if (::poll(&wait, 1, milliseconds_until(inside_->end)) == 0) return too_slow(inside_->name);
        const auto count = write_quietly(inside_->process.input.get(), bytes);
        if (count > 0)
            bytes.remove_prefix(static_cast<std::size_t>(count));
        else if (count < 0 && errno != EAGAIN && errno != EINTR)
            return core::unavailable(inside_->name + " has ended.", std::strerror(errno));
    }
    return {};
}

core::Result<std::string> Conversation::read_line() {
    std::size_t searched = 0;
    for (;;) {
        const auto at = inside_->buffer.find('\n', inside_->taken + searched);
        if (at != std::string::npos) {
            auto line = inside_->buffer.substr(inside_->taken, at - inside_->taken);
            inside_->taken = at + 1;
            return line;
        }
        searched = inside_->available();
        if (searched > line_limit) return core::unavailable(inside_->name + " sent a line without end.");
        if (auto filled = inside_->fill(); !filled) return filled.error();
    }
}

core::Result<std::string> Conversation::read_exactly(std::size_t count) {
    while (inside_->available() < count)
        if (auto filled = inside_->fill(); !filled) return filled.error();
    auto bytes = inside_->buffer.substr(inside_->taken, count);
    inside_->taken += count;
    return bytes;
}

core::Result<void> Conversation::skip(std::uint64_t count) {
    while (count > 0) {
        if (inside_->available() == 0)
            if (auto filled = inside_->fill(); !filled) return filled.error();
        const auto step = std::min<std::uint64_t>(count, inside_->available());
        inside_->taken += static_cast<std::size_t>(step);
        count -= step;
    }
    return {};
}

}  // namespace net
