// SPDX-License-Identifier: Apache-2.0
#include "bot/systemd.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>

namespace bot {

void notify_systemd(const std::string& state) {
    const char* path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    if (!path || (path[0] != '/' && path[0] != '@') || std::strlen(path) >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path, std::strlen(path));
    if (path[0] == '@') address.sun_path[0] = '\0';  // the abstract name space
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
             length);
    ::close(socket);
}

std::optional<std::chrono::milliseconds> watchdog_interval() {
    const char* text = std::getenv("WATCHDOG_USEC");
    if (!text) return std::nullopt;
    const auto microseconds = std::strtoll(text, nullptr, 10);
    if (microseconds <= 0) return std::nullopt;
    return std::chrono::milliseconds(microseconds / 2000);
}

}  // namespace bot
