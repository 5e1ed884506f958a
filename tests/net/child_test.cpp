// SPDX-License-Identifier: Apache-2.0
#include "net/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

using namespace std::chrono_literals;

namespace {

net::ChildCommand shell(const std::string& script) {
    return {.arguments = {"sh", "-c", script}, .environment = {"PATH=/usr/bin:/bin"}, .folder = "/"};
}

net::ChildResult run(const std::string& script, std::string_view input = {}, std::size_t limit = 1U << 20U) {
    auto result = net::run_child(shell(script), input, 20s, limit);
    REQUIRE(result.has_value());
    return *result;
}

bool is_alive(pid_t id) { return ::kill(id, 0) == 0; }

// The system's handle on a process that is not our child: readable once it has ended.
int handle_of(pid_t id) { return static_cast<int>(::syscall(SYS_pidfd_open, id, 0)); }
bool ends_within(int handle, int milliseconds) {
    pollfd waiting{.fd = handle, .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, milliseconds) == 1;
}

}  // namespace

TEST_CASE("a child's output, errors and exit code come back") {
    struct Row {
        std::string script, output, errors;
        int exit_code;
    };
    const std::vector<Row> rows = {
        {"", "", "", 0},
        {"exit 3", "", "", 3},
        {"kill -9 $$", "", "", 137},
        {"kill -TERM $$", "", "", 143},
        {"printf hello", "hello", "", 0},
        {"printf 'a\\0b\\377\\n'", std::string("a\0b\xFF\n", 5), "", 0},
        {"echo bad >&2; exit 1", "", "bad\n", 1},
    };
    for (const auto& row : rows) {
        INFO(row.script);
        const auto result = run(row.script);
        CHECK(result.output == row.output);
        CHECK(result.errors == row.errors);
        CHECK(result.exit_code == row.exit_code);
        CHECK_FALSE(result.truncated);
    }
}

TEST_CASE("a child sees the given environment and nothing else") {
    ::setenv("ISPO_SECRET_FOR_TEST", "leak", 1);
    auto command = shell("exec env");
    command.environment.push_back("ONLY=this");
    const auto result = net::run_child(command, {}, 20s, 10'000);
    ::unsetenv("ISPO_SECRET_FOR_TEST");
    REQUIRE(result.has_value());
    CHECK(result->output.find("ISPO_SECRET_FOR_TEST") == std::string::npos);
    CHECK(result->output.find("ONLY=this\n") != std::string::npos);
    CHECK(result->output.find("HOME=") == std::string::npos);
}

TEST_CASE("a child inherits no descriptor, even one opened without close-on-exec") {
    const int leak = ::open("/dev/null", O_RDONLY);
    REQUIRE(::fcntl(leak, F_DUPFD, 50) >= 50);
    CHECK(run("for n in /proc/self/fd/*; do echo ${n##*/}; done | sort -n | tr '\\n' ' '").output.find("5") ==
          std::string::npos);
    ::close(leak);
    ::close(50);
}

TEST_CASE("a child works in its folder and has its input") {
    auto command = shell("pwd; cat");
    command.folder = "/usr";
    const auto result = net::run_child(command, "given", 20s, 100);
    REQUIRE(result.has_value());
    CHECK(result->output == "/usr\ngiven");
}

TEST_CASE("more input and output than any pipe holds does not block") {
    const std::string big(5'000'000, 'x');
    CHECK(run("cat", big, 6'000'000).output == big);
}

TEST_CASE("a child that ends before it has read its input is no error and no signal") {
    CHECK(run("exit 4", std::string(5'000'000, 'x')).exit_code == 4);
}

TEST_CASE("output beyond the limit is cut and the child killed, without waiting for its end") {
    const auto result = run("yes", {}, 1000);
    CHECK(result.output.size() == 1000);
    CHECK(result.truncated);
    CHECK_FALSE(run("printf 12345", {}, 5).truncated);
    CHECK(run("printf 123456", {}, 5).truncated);
}

TEST_CASE("errors are kept up to 8 KiB and the rest dropped") {
    CHECK(run("yes | head -c 1000000 >&2; echo done").errors.size() == 8192);
}

TEST_CASE("a program that is not there is not found, in a sentence that says what to do") {
    const std::vector<std::string> rows = {"no-such-program-anywhere", "/no/such/program", "bin/sh", "./sh"};
    for (const auto& name : rows) {
        INFO(name);
        const auto result = net::run_child(
            {.arguments = {name}, .environment = {"PATH=/usr/bin"}, .folder = "/"}, {}, 5s, 10);
        REQUIRE_FALSE(result.has_value());
        CHECK(result.error().code == core::Errc::not_found);
        CHECK(result.error().sentence ==
              name + " is not installed, or not in PATH. Nothing was read or changed; install " + name +
                  " and try again.");
    }
}

TEST_CASE("a relative folder in PATH finds nothing in the child's folder") {
    const auto folder = std::filesystem::temp_directory_path() / ("ispo_child_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    std::filesystem::create_symlink("/bin/true", folder / "planted");
    const std::vector<std::string> paths = {"PATH=.", "PATH=", "PATH=.:", "NOPATH=/bin", "PATH=bin:.:./"};
    for (const auto& path : paths) {
        INFO(path);
        CHECK_FALSE(
            net::run_child({.arguments = {"planted"}, .environment = {path}, .folder = folder.string()}, {},
                           5s, 10)
                .has_value());
    }
    std::filesystem::remove_all(folder);
}

TEST_CASE("a folder that is not there is an error, not another folder") {
    auto command = shell("pwd");
    command.folder = "/no/such/folder";
    const auto result = net::run_child(command, {}, 5s, 100);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == core::Errc::unavailable);
}

TEST_CASE("at the deadline the child is killed with its own children") {
    auto talk = net::Conversation::start(shell("sleep 600 & echo $!; wait"), 1s);
    REQUIRE(talk.has_value());
    const auto grandchild = std::stoi(talk->read_line().value());
    const int handle = handle_of(grandchild);
    REQUIRE(handle >= 0);
    CHECK_FALSE(ends_within(handle, 0));
    const auto late = talk->read_line();
    REQUIRE_FALSE(late.has_value());
    CHECK(late.error().code == core::Errc::unavailable);
    CHECK(late.error().sentence.find("in time") != std::string::npos);
    { const auto ended = std::move(*talk); }
    CHECK(ends_within(handle, 10'000));
    ::close(handle);
}

TEST_CASE("a grandchild that keeps the output open cannot hold us beyond the deadline") {
    const auto result = net::run_child(shell("sleep 600 & exit 0"), {}, 1s, 100);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == core::Errc::unavailable);
}

TEST_CASE("a child that closes its output but stays is killed at the deadline") {
    const auto result = net::run_child(shell("exec >&- 2>&-; sleep 600"), {}, 1s, 100);
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().code == core::Errc::unavailable);
}

TEST_CASE("a conversation answers line by line, byte by byte, and skips") {
    auto talk = net::Conversation::start(
        shell("while read line; do echo \"<$line>\"; printf 'abc\\0defgh\\n'; done"), 20s);
    REQUIRE(talk.has_value());
    for (const std::string word : {"one", "", "two words"}) {
        REQUIRE(talk->write(word + "\n").has_value());
        CHECK(talk->read_line().value() == "<" + word + ">");
        CHECK(talk->read_exactly(5).value() == std::string("abc\0d", 5));
        REQUIRE(talk->skip(3).has_value());
        CHECK(talk->read_exactly(0).value().empty());
        CHECK(talk->read_line().value() == "h");
    }
    const auto end = talk->finish(100);
    REQUIRE(end.has_value());
    CHECK(end->exit_code == 0);
    CHECK(end->output.empty());
}

TEST_CASE("a conversation whose partner is gone fails with what it said") {
    auto talk = net::Conversation::start(shell("echo half; echo because >&2"), 20s);
    REQUIRE(talk.has_value());
    CHECK(talk->read_line().value() == "half");
    const auto gone = talk->read_exactly(1);
    REQUIRE_FALSE(gone.has_value());
    CHECK(gone.error().code == core::Errc::unavailable);
    CHECK(gone.error().detail == "because\n");
    CHECK_FALSE(talk->skip(1).has_value());
    CHECK_FALSE(talk->write(std::string(5'000'000, 'x')).has_value());
}

TEST_CASE("a line without end is cut at 64 KiB and the next line is whole") {
    auto talk = net::Conversation::start(shell("yes | tr -d '\\n' | head -c 3000000; echo; echo next"), 20s);
    REQUIRE(talk.has_value());
    CHECK(talk->read_line().value() == std::string(65536, 'y'));
    CHECK(talk->read_line().value() == "next");
}

TEST_CASE("gigabytes are skipped without keeping them") {
    auto talk = net::Conversation::start(shell("head -c 300000000 /dev/zero; echo end"), 60s);
    REQUIRE(talk.has_value());
    REQUIRE(talk->skip(300'000'000).has_value());
    CHECK(talk->read_line().value() == "end");
}

TEST_CASE("a destroyed conversation leaves no process behind") {
    pid_t child = 0;
    {
        auto talk = net::Conversation::start(shell("echo $$; exec cat"), 20s);
        REQUIRE(talk.has_value());
        child = std::stoi(talk->read_line().value());
        CHECK(is_alive(child));
    }
    CHECK_FALSE(is_alive(child));
}

TEST_CASE("many threads start children side by side") {
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([n, &right] {
            for (int turn = 0; turn < 10; ++turn) {
                const auto text = std::to_string(n * 100 + turn);
                const auto result = net::run_child(shell("cat"), text, 20s, 100);
                if (result && result->output == text && result->exit_code == 0) ++right;
            }
        });
    for (auto& thread : threads) thread.join();
    CHECK(right == 80);
}
