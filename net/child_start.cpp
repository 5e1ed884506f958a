// SPDX-License-Identifier: Apache-2.0
#include "net/child_start.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/text.hpp"

namespace net {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int pipe_bytes = 1 << 20;  // a child may run this far ahead of us; Linux allows it to everyone

std::string_view value_of(const std::vector<std::string>& environment, std::string_view name) {
    for (const std::string_view entry : environment)
        if (entry.size() > name.size() && entry.starts_with(name) && entry[name.size()] == '=')
            return entry.substr(name.size() + 1);
    return {};
}

// Relative folders of PATH are left out: they would find a program inside the child's working folder.
std::string find_program(const ChildCommand& command) {
    const auto& name = command.arguments.front();
    if (name.starts_with('/')) return ::access(name.c_str(), X_OK) == 0 ? name : "";
    if (name.find('/') != std::string::npos) return "";
    for (const auto folder : core::split(value_of(command.environment, "PATH"), ':')) {
        if (!folder.starts_with('/')) continue;
        auto path = fmt::format("{}/{}", folder, name);
        if (::access(path.c_str(), X_OK) == 0) return path;
    }
    return "";
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> out;
    out.reserve(words.size() + 1);
    for (const auto& word : words) out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
}

struct Ends {
    Descriptor ours;
    Descriptor theirs;
};

Ends make_input() {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return {};
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

Ends make_output() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) return {};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    ::fcntl(ends[0], F_SETPIPE_SZ, pipe_bytes);
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

// What the child does between its birth and its program.
class Preparation {
  public:
    Preparation(const std::string& folder, int input, int output, int errors) {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        if (!folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
        ::posix_spawn_file_actions_adddup2(&actions_, input, 0);
        ::posix_spawn_file_actions_adddup2(&actions_, output, 1);
        ::posix_spawn_file_actions_adddup2(&actions_, errors, 2);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, 3);
        set_signals();
    }
    ~Preparation() {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    Preparation(const Preparation&) = delete;
    Preparation& operator=(const Preparation&) = delete;
    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    // A service blocks and ignores signals for its own reasons; a child starts with none of that.
    void set_signals() {
        sigset_t none;
        sigset_t pipe_signal;
        ::sigemptyset(&none);
        ::sigemptyset(&pipe_signal);
        ::sigaddset(&pipe_signal, SIGPIPE);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &pipe_signal);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

core::Error cannot_start(const std::string& name, int reason) {
    return core::unavailable(
        fmt::format("{} could not be started: {}. Nothing was read or changed; free memory "
                    "or processes and try again.",
                    core::one_line(name), std::strerror(reason)));  // NOLINT(concurrency-mt-unsafe)
}

int milliseconds_until(Clock::time_point deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
}

Process::~Process() {
    if (id_ > 0) reap();
}

// The group is killed while its leader is not reaped yet, so the number cannot belong to somebody else.
int Process::reap() {
    const auto id = std::exchange(id_, -1);
    int status = 0;
    ::kill(-id, SIGKILL);
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int Process::wait(Clock::time_point deadline) {
    // Not through <sys/pidfd.h>: that of glibc 2.36 lacks its extern "C".
    const Descriptor ended(static_cast<int>(::syscall(SYS_pidfd_open, id_, 0)));
    pollfd waiting{.fd = ended.number(), .events = POLLIN, .revents = 0};
    for (;;) {
        siginfo_t info{};
        if (::waitid(P_PID, static_cast<id_t>(id_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
            info.si_pid != 0)
            return reap();
        const int left = milliseconds_until(deadline);
        if (left == 0) {
            reap();
            return -1;
        }
        ::poll(&waiting, 1, ended.is_open() ? left : 1);
    }
}

core::Result<StartedChild> start_child(const ChildCommand& command) {
    const auto& name = command.arguments.front();
    const auto program = find_program(command);
    if (program.empty())
        return core::not_found(
            fmt::format("{0} is not installed, or not in PATH. Nothing was read or changed; "
                        "install {0} and try again.",
                        core::one_line(name)));
    auto input = make_input();
    auto output = make_output();
    auto errors = make_output();
    if (!input.ours.is_open() || !output.ours.is_open() || !errors.ours.is_open())
        return cannot_start(name, errno);
    const Preparation preparation(command.folder, input.theirs.number(), output.theirs.number(),
                                  errors.theirs.number());
    const auto arguments = pointers(command.arguments);
    const auto environment = pointers(command.environment);
    pid_t id = -1;
    const int failed = ::posix_spawn(&id, program.c_str(), preparation.actions(), preparation.attributes(),
                                     arguments.data(), environment.data());
    if (failed != 0) return cannot_start(name, failed);
    return StartedChild{.process = Process(id),
                        .input = std::move(input.ours),
                        .output = std::move(output.ours),
                        .errors = std::move(errors.ours)};
}

}  // namespace net
