// SPDX-License-Identifier: Apache-2.0
// How a shell command reaches the running service: a Unix stream socket, one request and one reply for each
// connection, each a length (4 bytes, big endian) and at most 16 MiB. Only our own user and root get in.
#pragma once

#include "core/result.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace net {

// `user` is the operating system's id of the asking process. What a handler throws closes the connection
// without a reply.
using UnixHandler =
    std::function<boost::asio::awaitable<std::string>(std::string message, std::uint32_t user)>;

// Loop's thread only.
class UnixServer {
  public:
    // Creates the socket with mode 0600. One that nobody listens on any more is replaced. Errc::conflict when
    // somebody listens there or something other than a socket has that name; Errc::invalid when the path is
    // too long for a socket; Errc::denied and Errc::unavailable as the system says. `patience`: for a request
    // from its connection to its last byte, and again for the reply. `full`: what one that comes when too
    // many are inside reads in the place of a reply.
    static core::Result<std::unique_ptr<UnixServer>> listen(
        boost::asio::io_context& loop, const std::filesystem::path& path, UnixHandler handler,
        std::chrono::milliseconds patience = std::chrono::seconds{10}, std::string full = {});
    ~UnixServer();
    // Removes the socket and takes nobody any more; whoever asked already gets the reply, and a half-sent
    // request has two more seconds. Completes when no connection is left.
    boost::asio::awaitable<void> drain();
    // Removes the socket and closes all connections. A handler that is inside runs on; its reply is dropped.
    void stop();
    std::size_t connections() const;

  private:
    class Inside;
    explicit UnixServer(std::shared_ptr<Inside> inside);
    std::shared_ptr<Inside> inside_;
};

// Asks and waits for the reply; blocks, so not for the loop's thread. Errc::not_found when nobody listens
// there; Errc::denied when this user may not; Errc::invalid when message or path is too long;
// Errc::unavailable when no whole reply came within `deadline`.
core::Result<std::string> ask_over_unix_socket(const std::filesystem::path& path, std::string_view message,
                                               std::chrono::seconds deadline);

// The process that listens there; nothing when nobody does or the system does not say.
std::optional<std::int32_t> process_listening_at(const std::filesystem::path& path);

}  // namespace net
