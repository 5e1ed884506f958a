// SPDX-License-Identifier: Apache-2.0
// floor PORT FILE: answers whatever comes with the bytes of FILE, one connection at a time, by blocking
// calls: nothing is parsed or checked. No server that sleeps until a request comes answers one connection
// faster: this is what the wire, the load generator and being woken leave to gain there.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

int main(int count, char** words) {
    if (count != 3) return 2;
    std::ifstream file(words[2]);
    const std::string body{std::istreambuf_iterator<char>(file), {}};
    const auto reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body;
    const int door = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(words[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(door, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 || ::listen(door, 8) != 0)
        return 1;
    std::array<char, 16384> buffer{};
    for (;;) {
        const int link = ::accept4(door, nullptr, nullptr, SOCK_CLOEXEC);
        ::setsockopt(link, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        while (::read(link, buffer.data(), buffer.size()) > 0)
            if (::send(link, reply.data(), reply.size(), MSG_NOSIGNAL) < 0) break;
        ::close(link);
    }
}
