// SPDX-License-Identifier: Apache-2.0
// A WebSocket (RFC 6455) as a client: wss:// with the trust and the proxy of a Client, ws:// for peers on
// loopback. Loop's thread only. Its URL often carries a ticket, so it appears in no error.
#pragma once

#include "net/client.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace net {

class WebSocket {
  public:
    // Open, when it succeeds. Errc::invalid: no ws or wss URL; Errc::unavailable: no connection, TLS or proxy
    // refused, the host does not switch to WebSocket (its status is in `detail`: "HTTP 403"), deadline
    // passed. The client must live until this completes.
    static boost::asio::awaitable<core::Result<std::unique_ptr<WebSocket>>> connect(const Client& client,
                                                                                    std::string url,
                                                                                    Deadline deadline);
    // Closes without a word; what is under way ends with an error.
    ~WebSocket();
    WebSocket(const WebSocket&) = delete;
    WebSocket& operator=(const WebSocket&) = delete;

    // The next text message, whole. One reader at a time; only while somebody reads are pings answered and
    // frames seen. Errc::unavailable when there will be none: the peer closed ("closed 1001" in `detail`),
    // the connection broke, close() or abort() was called, `deadline` passed (which ends the connection), or
    // what came was larger than 1 MiB (closed with 1009), no UTF-8 (1007), binary (1003).
    boost::asio::awaitable<core::Result<std::string>> read(Deadline deadline);
    // Sends one text message; several may be under way and leave in the order in which they were awaited.
    // Errc::unavailable when it did not leave; that it left does not mean that it arrived.
    boost::asio::awaitable<core::Result<void>> send(std::string text);
    // Asks the peer for a sign of life, which last_frame() will show. Does nothing while one is being sent.
    void ping();
    // The closing handshake; what the peer still sends is dropped. Completes when the peer has closed too, or
    // with Errc::unavailable when it did not until `deadline` or the connection broke. Once only.
    boost::asio::awaitable<core::Result<void>> close(std::uint16_t code, Deadline deadline);
    // Ends the connection at once, as the destructor does.
    void abort();

    // When the last frame of any kind came, or a part of one; the opening counts.
    std::chrono::steady_clock::time_point last_frame() const;

  private:
    class Inside;
    explicit WebSocket(std::shared_ptr<Inside> inside);
    std::shared_ptr<Inside> inside_;
};

}  // namespace net
