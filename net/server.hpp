// SPDX-License-Identifier: Apache-2.0
// HTTP/1.1 server on one io_context. Every limit is enforced before the handler sees anything. All members
// run on the loop's thread.
#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace net {

struct ServerLimits {
    std::size_t header_bytes = 16U << 10U;
    std::function<std::size_t(std::string_view method, std::string_view path)>
        body_bytes;                  // 413 above; default 64 KiB
    std::size_t connections = 2048;  // a further one gets 503 and is closed
    std::size_t refused = 64;        // so many of these at once; what comes beyond is closed without a word
    // A request from its first byte to its last (408 after).
    std::chrono::milliseconds read = std::chrono::seconds{10};
    std::chrono::milliseconds idle = std::chrono::seconds{60};  // between requests
    // 503 after; the handler runs on and its answer is dropped.
    std::chrono::milliseconds handle = std::chrono::seconds{30};
    std::chrono::milliseconds write = std::chrono::seconds{10};
    // Once the server drains: for what is still arriving, and for what is still leaving.
    std::chrono::milliseconds drain = std::chrono::seconds{3};
    std::chrono::milliseconds sweep = std::chrono::seconds{1};  // how often deadlines are looked at
    std::function<void(std::exception_ptr)> on_error;  // what a handler threw; the client sees a neutral 500
    // The system gives no further connection, for want of descriptors or memory: told once until it does.
    std::function<void(const std::string& why)> on_none_given;
};

// Answers at once, for what needs no waiting, into a response that comes empty with status 200; returns false
// to have the coroutine asked instead. This is the fast path.
using Handler = std::function<boost::asio::awaitable<Response>(Request)>;
using ImmediateHandler = std::function<bool(const Request&, Response&)>;

struct ServerCounts {
    std::uint64_t connections = 0, accepted = 0, refused = 0, requests = 0, timeouts = 0, failures = 0;
};

// Whether two servers could not listen at both: the same port, and an address that is or covers the other's.
// False when one of them is no address or leaves the port to the system.
bool is_one_address(std::string_view one, std::string_view other);

class Server {
  public:
    // Binds and listens; port 0 picks one. Errc::conflict when the port is in use, Errc::denied when it may
    // not be bound, Errc::invalid when the address is none. `where` is "127.0.0.1:8080", "[::1]:0" or
    // "localhost:0".
    static core::Result<std::unique_ptr<Server>> listen(boost::asio::io_context& loop, std::string_view where,
                                                        ServerLimits limits, Handler handler,
                                                        ImmediateHandler immediate = {});
    ~Server();
    std::uint16_t port() const;
    ServerCounts counts() const;
    // Takes no new connections, closes idle ones, lets running requests end ("Connection: close"): what has
    // arrived has its usual time, the rest of a half-sent request only `limits.drain`. Completes when none is
    // left.
    boost::asio::awaitable<void> drain();
    // Closes everything now.
    void stop();

  private:
    class Inside;
    explicit Server(std::shared_ptr<Inside> inside);
    std::shared_ptr<Inside> inside_;
};

}  // namespace net
