// SPDX-License-Identifier: Apache-2.0
// HTTPS (and, for peers on loopback, HTTP) client with kept connections, one absolute deadline for an
// exchange, TLS >= 1.2 with SNI and host name verification, through the company's proxy where one is set.
// Runs on the loop's thread.
#pragma once

#include "core/result.hpp"
#include "net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace net {

using Deadline = std::chrono::steady_clock::time_point;
class Dialer;

struct ClientSettings {
    std::string ca_file;  // additional certificate authorities (PEM); empty = the system's only
    std::string user_agent = "ispo-bot";
    std::size_t kept_per_host = 4;
    std::size_t body_limit = 25U << 20U;
    std::string proxy = {};                  // "http://proxy.example.com:3128"; may hold a password
    std::vector<std::string> no_proxy = {};  // see parse_proxy()
};

// Starts the `detail` of an error when not a byte of the request left: it may be repeated safely.
inline constexpr std::string_view nothing_sent = "nothing sent: ";

// Can a client trust the authorities in `file`? Errc::invalid, with a sentence about the file, when it cannot
// be read or holds no certificate (PEM). Asked when settings are read, before anything starts.
core::Result<void> check_authorities(const std::string& file);

class Client {
  public:
    // Throws boost::system::system_error for a CA file that check_authorities() refuses, std::logic_error
    // for a proxy that parse_proxy() refuses.
    Client(boost::asio::io_context& loop, ClientSettings settings);
    ~Client();
    // One exchange with `url` ("https://slack.com/api/auth.test"); request.target is not read. A kept
    // connection that turns out to be closed before the first byte of the answer is replaced once, if the
    // request did not leave whole or is one that changes nothing (GET, HEAD).
    // Errc::unavailable: no connection, TLS refused, deadline passed, answer not HTTP or too large;
    // Errc::invalid: not an http(s) URL. Any status is a value, not an error.
    boost::asio::awaitable<core::Result<Response>> send(std::string url, Request request,
                                                        std::chrono::milliseconds deadline);
    // How its connections come about, for WebSocket::connect.
    std::shared_ptr<Dialer> dialer() const;

  private:
    struct Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace net
