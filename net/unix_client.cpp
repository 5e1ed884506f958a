// SPDX-License-Identifier: Apache-2.0
#include "net/framing.hpp"
#include "net/unix_channel.hpp"
#include "net/unix_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <thread>

namespace net {
namespace {

namespace asio = boost::asio;
namespace errc = boost::system::errc;
using Code = boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Instant = Clock::time_point;

constexpr std::chrono::milliseconds between_tries{20};

core::Error no_reply(std::string_view why, std::string detail = {}) {
    return core::unavailable(
        fmt::format("The running service {}. Whether it acted is unknown: look before you repeat it.", why),
        std::move(detail));
}

core::Error refusal(const std::filesystem::path& path, const Code& failed) {
    if (failed == errc::connection_refused || failed == errc::no_such_file_or_directory ||
        failed == errc::not_a_directory)
        return core::not_found(fmt::format("No service listens on {}; nothing was changed.", path.string()));
    if (failed == errc::permission_denied)
        return core::denied(fmt::format(
            "This user may not talk to the service at {}; nothing was changed. Use the service's own user.",
            path.string()));
    return core::unavailable(
        fmt::format("The service at {} cannot be reached; nothing was changed.", path.string()),
        failed.message());
}

// The system lets a connecting process wait without end while those before it stand in line for a service
// that does not take them; so it is asked again and again instead.
Code connect(UnixSocket& socket, const std::filesystem::path& path, Instant until) {
    for (;;) {
        const auto failed = connect_at_once(socket, path);
        if (failed != errc::resource_unavailable_try_again || Clock::now() >= until) return failed;
        socket.close();
        std::this_thread::sleep_for(between_tries);
    }
}

asio::awaitable<std::string> exchange(UnixSocket& socket, std::string_view message) {
    co_await write_message(socket, message);
    co_return co_await read_message(socket);
}

}  // namespace

core::Result<std::string> ask_over_unix_socket(const std::filesystem::path& path, std::string_view message,
                                               std::chrono::seconds deadline) {
    if (const auto usable = check_socket_path(path); !usable) return usable.error();
    if (message.size() > most_message)
        return core::invalid(
            fmt::format("The request has {} bytes, more than the {} a service takes; nothing was sent.",
                        message.size(), most_message));
    asio::io_context loop(1);
    UnixSocket socket(loop);
    const auto until = Clock::now() + deadline;
    if (const auto failed = connect(socket, path, until)) return refusal(path, failed);
    core::Result<std::string> reply = no_reply("gave no reply in time");
    asio::co_spawn(loop, exchange(socket, message), [&](const std::exception_ptr& thrown, std::string text) {
        if (!thrown) reply = std::move(text);
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            reply = no_reply("broke off without a whole reply", error.what());
        }
    });
    loop.run_until(until);
    return reply;
}

std::optional<std::int32_t> process_listening_at(const std::filesystem::path& path) {
    if (!check_socket_path(path)) return std::nullopt;
    asio::io_context loop(1);
    UnixSocket socket(loop);
    const auto failed = connect(socket, path, Clock::now());
    ucred listener{};
    socklen_t size = sizeof listener;
    if (failed || ::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &listener, &size) != 0)
        return std::nullopt;
    return listener.pid;
}

}  // namespace net
