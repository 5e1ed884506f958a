// SPDX-License-Identifier: Apache-2.0
// A program that a test started: what it says is read as it comes, it is ended by its id whatever happens,
// and nothing is waited for longer than `patience`.
#pragma once

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace process {

using Instant = std::chrono::steady_clock::time_point;

// Generous: with sanitizers on a busy machine even the sample company takes more than a minute.
constexpr std::chrono::seconds patience{240};

inline Instant in_patience() { return std::chrono::steady_clock::now() + patience; }

// Waits until one of `polled` is ready; false at the deadline.
template <std::size_t Count>
bool wait_until(std::array<pollfd, Count>& polled, Instant deadline) {
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        const int ready = ::poll(polled.data(), polled.size(), static_cast<int>(left.count()));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

struct Order {
    std::vector<std::string> arguments;       // arguments[0] is a path
    std::vector<std::string> environment;     // "NAME=value", all of it
    std::string folder = {};                  // working folder; empty = ours
    std::optional<rlim_t> largest_file = {};  // as on a full disk: no file may grow beyond
    std::optional<rlimit> open_files = {};    // how many at once: the soft limit and the hard one
};

struct Ended {
    int code = 0;  // 128 + signal when killed by one
    std::string output, errors;
};

class Child {
  public:
    explicit Child(const Order& order) {
        std::array<int, 2> out{}, err{};
        REQUIRE(::pipe2(out.data(), O_CLOEXEC) == 0);
        REQUIRE(::pipe2(err.data(), O_CLOEXEC) == 0);
        const auto arguments = pointers(order.arguments), environment = pointers(order.environment);
        const pid_t parent = ::getpid();
        id_ = ::fork();
        if (id_ == 0) become(order, arguments, environment, out[1], err[1], parent);
        ::close(out[1]);
        ::close(err[1]);
        output_.descriptor = out[0];
        errors_.descriptor = err[0];
        REQUIRE(id_ > 0);
        ended_ = static_cast<int>(::syscall(SYS_pidfd_open, id_, 0));
        REQUIRE(ended_ >= 0);
    }
    ~Child() {
        if (id_ > 0) {
            ::kill(id_, SIGKILL);
            ::waitpid(id_, nullptr, 0);
        }
        for (const int descriptor : {output_.descriptor, errors_.descriptor, ended_})
            if (descriptor >= 0) ::close(descriptor);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    const std::string& output() const { return output_.said; }
    const std::string& errors() const { return errors_.said; }

    // The first whole line, on either stream, that holds `words`; the test fails when the program ends or the
    // time is over before it came.
    std::string line_with(std::string_view words) {
        for (const auto deadline = in_patience();;) {
            for (const auto* stream : {&output_, &errors_})
                if (auto found = stream->line_with(words)) return *found;
            if (!read_more(deadline)) break;
        }
        FAIL("“" << words << "” was not said, but this:\n" << output() << errors());
        return {};
    }
    pid_t id() const { return id_; }
    void signal(int number) const { REQUIRE(::kill(id_, number) == 0); }
    // Waits for its end.
    Ended end() {
        const auto deadline = in_patience();
        while (read_more(deadline)) {
        }
        std::array<pollfd, 1> polled{{{ended_, POLLIN, 0}}};
        if (!wait_until(polled, deadline))
            FAIL("The program did not end. It said:\n" << output() << errors());
        int status = 0;
        REQUIRE(::waitpid(id_, &status, 0) == id_);
        id_ = -1;
        return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), output(), errors()};
    }

  private:
    struct Stream {
        int descriptor = -1;
        bool open = true;
        std::string said;

        std::optional<std::string> line_with(std::string_view words) const {
            const auto at = said.find(words);
            if (at == std::string::npos) return std::nullopt;
            const auto from = said.rfind('\n', at) + 1;  // npos + 1 is the start
            const auto to = said.find('\n', at);
            return to == std::string::npos ? std::nullopt : std::optional(said.substr(from, to - from));
        }
        void read() {
            std::array<char, 16384> bytes{};
            const auto count = ::read(descriptor, bytes.data(), bytes.size());
            open = count > 0;
            if (open) said.append(bytes.data(), static_cast<std::size_t>(count));
        }
    };

    // False when both streams are closed or the time is over.
    bool read_more(Instant deadline) {
        if (!output_.open && !errors_.open) return false;
        std::array<pollfd, 2> polled{{{output_.open ? output_.descriptor : -1, POLLIN, 0},
                                      {errors_.open ? errors_.descriptor : -1, POLLIN, 0}}};
        if (!wait_until(polled, deadline)) return false;
        if (polled[0].revents != 0) output_.read();
        if (polled[1].revents != 0) errors_.read();
        return true;
    }

    static std::vector<char*> pointers(const std::vector<std::string>& texts) {
        std::vector<char*> out;
        for (const auto& text : texts) out.push_back(const_cast<char*>(text.c_str()));
        out.push_back(nullptr);
        return out;
    }

    // The child's side. It dies with the test, and permissions bind it even where root runs the tests.
    [[noreturn]] static void become(const Order& order, const std::vector<char*>& arguments,
                                    const std::vector<char*>& environment, int out, int err, pid_t parent) {
        constexpr unsigned long dac_override = 1, dac_read_search = 2;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) ::_exit(126);
        ::prctl(PR_CAPBSET_DROP, dac_override);
        ::prctl(PR_CAPBSET_DROP, dac_read_search);
        if (order.largest_file) {
            const rlimit limit{*order.largest_file, *order.largest_file};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            ::signal(SIGXFSZ, SIG_IGN);  // the write fails instead
        }
        if (order.open_files) ::setrlimit(RLIMIT_NOFILE, &*order.open_files);
        if (!order.folder.empty() && ::chdir(order.folder.c_str()) != 0) ::_exit(126);
        const int nothing = ::open("/dev/null", O_RDONLY);
        ::dup2(nothing, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        ::execve(arguments.front(), arguments.data(), environment.data());
        ::_exit(127);
    }

    pid_t id_ = -1;
    int ended_ = -1;
    Stream output_, errors_;
};

}  // namespace process
