// SPDX-License-Identifier: Apache-2.0
#include "net/unix_channel.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Local = asio::local::stream_protocol;

struct Folder {
    fs::path path;
    Folder() {
        std::string name = fs::temp_directory_path() / "ispo-unix-XXXXXX";
        path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(path); }
};

asio::awaitable<std::string> echo(std::string message, std::uint32_t user) {
    if (message == "throw") throw std::runtime_error("secret");
    if (message == "huge") co_return std::string((16U << 20U) + 1, 'x');
    if (message == "user") co_return std::to_string(user);
    co_return "you said " + message;
}

// A server on a thread of its own, as the shell meets it.
struct Bench {
    Folder folder;
    fs::path path = folder.path / "ispo.sock";
    asio::io_context loop;
    std::unique_ptr<net::UnixServer> server;
    asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(loop);
    std::thread thread;

    explicit Bench(net::UnixHandler handler = echo, std::chrono::milliseconds patience = 10s)
        : server(std::move(net::UnixServer::listen(loop, path, std::move(handler), patience).value())),
          thread([this] { loop.run(); }) {}
    ~Bench() {
        on_loop([this] { server.reset(); });
        work.reset();
        loop.stop();
        thread.join();
    }
    template <class Work>
    std::invoke_result_t<Work> on_loop(Work task) {
        std::packaged_task<std::invoke_result_t<Work>()> packaged(std::move(task));
        auto result = packaged.get_future();
        asio::post(loop, [&] { packaged(); });
        return result.get();
    }
    std::string ask(std::string_view message) {
        const auto reply = net::ask_over_unix_socket(path, message, 10s);
        return reply ? *reply : "error " + std::to_string(static_cast<int>(reply.error().code));
    }
    // What comes back for raw bytes until the server closes.
    std::string send_raw(const std::string& bytes) {
        asio::io_context own;
        Local::socket socket(own);
        socket.connect(path.string());
        boost::system::error_code ignored;
        asio::write(socket, asio::buffer(bytes), ignored);
        std::string got;
        asio::read(socket, asio::dynamic_buffer(got), ignored);
        return got;
    }
    bool is_empty_soon() {
        const auto end = std::chrono::steady_clock::now() + 10s;
        while (std::chrono::steady_clock::now() < end) {
            if (on_loop([this] { return server->connections(); }) == 0) return true;
            std::this_thread::yield();
        }
        return false;
    }
};

const std::string unavailable = "error 5";

int code_of(const auto& result) { return result ? 0 : static_cast<int>(result.error().code); }
int listen_code(const fs::path& path) {
    asio::io_context loop;
    return code_of(net::UnixServer::listen(loop, path, echo));
}
constexpr int code(core::Errc errc) { return static_cast<int>(errc); }

}  // namespace

TEST_CASE("a request over the Unix socket gets its reply, empty and large ones too") {
    Bench bench;
    CHECK(bench.ask("") == "you said ");
    CHECK(bench.ask(std::string("a\0b", 3)) == std::string("you said a\0b", 12));
    const std::string large(1U << 20U, 'm');
    CHECK(bench.ask(large) == "you said " + large);
    CHECK(bench.ask("user") == std::to_string(::geteuid()));
}

TEST_CASE("two ask at once and the slower does not hold up the faster") {
    std::shared_ptr<asio::steady_timer> door;
    std::promise<void> is_inside;
    Bench bench([&](std::string message, std::uint32_t) -> asio::awaitable<std::string> {
        if (message == "slow") {
            door = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, 1h);
            is_inside.set_value();
            boost::system::error_code ignored;
            co_await door->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        co_return message;
    });
    auto slow = std::async(std::launch::async, [&] { return bench.ask("slow"); });
    is_inside.get_future().wait();
    CHECK(bench.ask("fast") == "fast");
    bench.on_loop([&] { door->cancel(); });
    CHECK(slow.get() == "slow");
    bench.on_loop([&] { door.reset(); });
}

TEST_CASE("what is no message is closed without a reply and the next one is served") {
    Bench bench(echo, 200ms);
    CHECK(bench.send_raw(std::string("\xff\xff\xff\xff", 4) + "GET / HTTP/1.1").empty());
    CHECK(bench.send_raw(std::string("\x01\x00\x00\x01", 4)).empty());  // 16 MiB and one byte
    CHECK(bench.send_raw("").empty());                                  // nothing, until patience ends
    CHECK(bench.send_raw(std::string("\0\0\0\x09half", 8)).empty());
    CHECK(bench.send_raw(std::string("\0\0\0\x02ok, and more", 16)).substr(4) == "you said ok");
    CHECK(bench.ask("still") == "you said still");
    CHECK(bench.is_empty_soon());
}

TEST_CASE("an asker that vanishes leaves nothing behind") {
    Bench bench;
    for (const auto& bytes : {std::string(), std::string("\0\0", 2), std::string("\0\0\0\x02ok", 6)}) {
        asio::io_context own;
        Local::socket socket(own);
        socket.connect(bench.path.string());
        asio::write(socket, asio::buffer(bytes));
        socket.close();
        CHECK(bench.is_empty_soon());
    }
    CHECK(bench.ask("still") == "you said still");
}

TEST_CASE("a handler that throws or says too much is an unavailable reply, not a dead server") {
    Bench bench;
    CHECK(bench.ask("throw") == unavailable);
    CHECK(bench.ask("huge") == unavailable);
    CHECK(bench.ask("still") == "you said still");
}

TEST_CASE("the asker is told apart: nobody there, too late, too much, too long a path") {
    Folder folder;
    const auto path = folder.path / "silent.sock";
    const auto ask = [](const fs::path& where, std::string_view message = "x") {
        return code_of(net::ask_over_unix_socket(where, message, 1s));
    };
    CHECK(ask(path) == code(core::Errc::not_found));
    CHECK(ask(path / "below") == code(core::Errc::not_found));
    {
        asio::io_context own;
        Local::acceptor silent(own, path.string());
        CHECK(ask(path) == code(core::Errc::unavailable));
        CHECK(ask(path, std::string((16U << 20U) + 1, 'x')) == code(core::Errc::invalid));
    }
    CHECK(ask(path) == code(core::Errc::not_found));  // the file is there, nobody behind it
    CHECK(ask(folder.path / std::string(108, 'p')) == code(core::Errc::invalid));
}

TEST_CASE("where nobody is taken any more, one who asks waits no longer than the deadline") {
    Folder folder;
    const auto path = folder.path / "held.sock";
    asio::io_context own;
    Local::acceptor held(own);
    held.open();
    held.bind(path.string());
    held.listen(1);
    // Those who gave up stand in the line still.
    const Local::endpoint endpoint(path.string());
    for (bool is_full = false; !is_full;) {
        Local::socket socket(own);
        socket.open();
        socket.non_blocking(true);
        is_full = ::connect(socket.native_handle(), reinterpret_cast<const sockaddr*>(endpoint.data()),
                            static_cast<socklen_t>(endpoint.size())) != 0;
    }
    const auto begun = std::chrono::steady_clock::now();
    CHECK(code_of(net::ask_over_unix_socket(path, "x", 1s)) == code(core::Errc::unavailable));
    CHECK_FALSE(net::process_listening_at(path));
    CHECK(listen_code(path) == code(core::Errc::conflict));
    CHECK(std::chrono::steady_clock::now() - begun < 5s);
}

TEST_CASE("one too many is told so instead of an answer") {
    Folder folder;
    asio::io_context loop;
    const auto path = folder.path / "ispo.sock";
    const auto server = std::move(net::UnixServer::listen(loop, path, echo, 10s, "too many").value());
    std::vector<Local::socket> inside;
    for (int n = 0; n < 64; ++n) {
        inside.emplace_back(loop);
        inside.back().connect(path.string());
    }
    while (server->connections() < 64) loop.run_one();
    auto asked = std::async(std::launch::async, [&] { return net::ask_over_unix_socket(path, "x", 10s); });
    while (asked.wait_for(0s) != std::future_status::ready) loop.run_for(10ms);
    const auto reply = asked.get();
    REQUIRE(reply.has_value());
    CHECK(*reply == "too many");
    server->stop();
    loop.run_for(50ms);
}

TEST_CASE("the socket is private whatever the umask, and gone after stop") {
    const auto before = ::umask(0);
    Bench bench;
    ::umask(before);
    struct stat found {};
    REQUIRE(::stat(bench.path.c_str(), &found) == 0);
    CHECK((found.st_mode & 07777U) == 0600);
    bench.on_loop([&] { bench.server->stop(); });
    CHECK_FALSE(fs::exists(bench.path));
    CHECK(bench.ask("x") == "error " + std::to_string(code(core::Errc::not_found)));
}

TEST_CASE("stopping ends a connection whose handler is still inside") {
    std::promise<void> is_inside;
    std::shared_ptr<asio::steady_timer> door;
    Bench bench([&](std::string, std::uint32_t) -> asio::awaitable<std::string> {
        door = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, 1h);
        is_inside.set_value();
        boost::system::error_code ignored;
        co_await door->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        co_return "too late";
    });
    auto asking = std::async(std::launch::async, [&] { return bench.ask("x"); });
    is_inside.get_future().wait();
    bench.on_loop([&] { bench.server->stop(); });
    CHECK(asking.get() == unavailable);
    bench.on_loop([&] { door->cancel(); });
    CHECK(bench.is_empty_soon());
    bench.on_loop([&] { door.reset(); });
}

TEST_CASE("draining answers who is inside, waits a little for a half-sent request, and takes nobody new") {
    std::promise<void> is_inside;
    std::shared_ptr<asio::steady_timer> door;
    Bench bench([&](std::string message, std::uint32_t) -> asio::awaitable<std::string> {
        if (message == "slow") {
            door = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, 1h);
            is_inside.set_value();
            boost::system::error_code ignored;
            co_await door->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        }
        co_return message + " done";
    });
    auto asking = std::async(std::launch::async, [&] { return bench.ask("slow"); });
    is_inside.get_future().wait();
    asio::io_context own;
    Local::socket half(own), never(own);
    for (auto* each : {&half, &never}) {
        each->connect(bench.path.string());
        asio::write(*each, asio::buffer(std::string("\0\0\0\4ha", 6)));
    }
    while (bench.on_loop([&] { return bench.server->connections(); }) < 3) std::this_thread::yield();
    std::promise<void> drained;
    bench.on_loop([&] {
        asio::co_spawn(bench.loop, bench.server->drain(), [&](std::exception_ptr) { drained.set_value(); });
    });
    CHECK_FALSE(fs::exists(bench.path));
    CHECK(bench.ask("new") == "error " + std::to_string(code(core::Errc::not_found)));
    asio::write(half, asio::buffer(std::string("lf")));
    std::string got;
    boost::system::error_code ended;
    asio::read(half, asio::dynamic_buffer(got), ended);
    CHECK(got == std::string("\0\0\0\x9half done", 13));
    got.clear();
    asio::read(never, asio::dynamic_buffer(got), ended);
    CHECK(got.empty());
    bench.on_loop([&] { door->cancel(); });
    CHECK(asking.get() == "slow done");
    CHECK(drained.get_future().wait_for(10s) == std::future_status::ready);
    bench.on_loop([&] { door.reset(); });
}

TEST_CASE("a stale socket is replaced; a live one, and what is no socket, stay") {
    Folder folder;
    const auto path = folder.path / "s";
    {
        asio::io_context own;
        Local::acceptor left_behind(own, path.string());
        CHECK(listen_code(path) == code(core::Errc::conflict));
    }
    REQUIRE(fs::is_socket(path));
    CHECK(listen_code(path) == 0);
    CHECK_FALSE(fs::exists(path));
    std::ofstream(path) << "precious";
    CHECK(listen_code(path) == code(core::Errc::conflict));
    CHECK(fs::file_size(path) == 8);
    CHECK(listen_code(folder.path / "no" / "folder") == code(core::Errc::unavailable));
    CHECK(listen_code(folder.path / std::string(108, 'p')) == code(core::Errc::invalid));
    CHECK(listen_code("") == code(core::Errc::invalid));
}

TEST_CASE("a socket that another process put in our place is not removed") {
    Bench bench;
    fs::remove(bench.path);
    asio::io_context own;
    Local::acceptor other(own, bench.path.string());
    bench.on_loop([&] { bench.server->stop(); });
    CHECK(fs::is_socket(bench.path));
}

TEST_CASE("another user is closed out even when the file would let them in") {
    if (::geteuid() != 0) return;  // only root can act as somebody else
    Bench bench;
    ::chmod(bench.folder.path.c_str(), 0755);
    ::chmod(bench.path.c_str(), 0666);
    std::string reply;
    // The raw call changes this one thread only.
    std::thread nobody([&] {
        if (::syscall(SYS_setresuid, -1, 65534, -1) == 0) reply = bench.ask("let me in");
    });
    nobody.join();
    CHECK(reply == unavailable);
    CHECK(bench.ask("root") == "you said root");
}
