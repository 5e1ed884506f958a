// SPDX-License-Identifier: Apache-2.0
// A proxy for outgoing connections: whatever host is asked for, the way leads to one port on loopback.
#pragma once

#include "peer_for_tests.hpp"

#include <poll.h>

#include <array>
#include <vector>

namespace net_tests {

// Carries bytes both ways until one side ends.
inline void carry(tcp::socket& one, tcp::socket& other) {
    std::array<pollfd, 2> both{pollfd{one.native_handle(), POLLIN, 0},
                               pollfd{other.native_handle(), POLLIN, 0}};
    std::array<char, 4096> bytes{};
    while (::poll(both.data(), 2, -1) > 0) {
        for (std::size_t n = 0; n < 2; ++n) {
            if (both.at(n).revents == 0) continue;
            Code failed;
            const auto count = (n == 0 ? one : other).read_some(asio::buffer(bytes), failed);
            if (!failed) asio::write(n == 0 ? other : one, asio::buffer(bytes, count), failed);
            if (failed) return;
        }
    }
}

class ProxyPeer {
  public:
    // An empty `answer` opens the way; any other is said instead.
    explicit ProxyPeer(std::uint16_t to, std::string answer = {})
        : peer_([this, to, answer](const std::string& request, Peer::Line& line) {
              asked.push_back(request);
              tcp::socket there(line.stream.get_executor());
              Code failed;
              there.connect({asio::ip::address_v4::loopback(), to}, failed);
              line.write(answer.empty() ? "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n" : answer);
              if (answer.empty() && !failed) carry(line.stream.next_layer(), there);
              return false;
          }) {}
    std::string url(const std::string& login = {}) const {
        return "http://" + login + "127.0.0.1:" + std::to_string(peer_.port);
    }
    int connections() const { return peer_.connections; }

    std::vector<std::string> asked;  // read it when nothing is under way

  private:
    Peer peer_;
};

}  // namespace net_tests
