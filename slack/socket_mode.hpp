// SPDX-License-Identifier: Apache-2.0
// Socket Mode: what Slack would send over HTTP comes over WebSockets that we open, so a company needs no
// ingress. Keeps two connections past their hello and opens the next before it leaves one; what is opened and
// closed when is decided by LinkPolicy. Loop's thread only.
#pragma once

#include "net/client.hpp"
#include "slack/link_policy.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace slack {

// Called for every envelope, also of unknown kind, many at once. When it returns, the envelope is
// acknowledged on the connection that brought it, with the payload if there is one: so it returns after what
// must not be lost is stored, and within 3 s. When it throws, the envelope is not acknowledged, and Slack
// sends events again.
using EnvelopeHandler = std::function<boost::asio::awaitable<std::optional<core::Json>>(Envelope envelope)>;

struct SocketModeSettings {
    std::string api;        // "https://slack.com/api/"
    std::string app_token;  // "xapp-…"
    LinkLimits limits;
    std::function<double()> jitter;                    // from 0 up to 1; random when empty
    std::function<void(std::exception_ptr)> on_error;  // what a handler threw; may be empty
    std::function<void(const LinkNews&)> on_news;      // of the connections; may be empty
};

struct SocketModeCounts {
    std::uint64_t envelopes = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t failed = 0;         // the handler threw
    std::uint64_t unsent = 0;         // the connection ended before the acknowledgement left
    std::uint64_t unknown_kinds = 0;  // envelopes of them, acknowledged too
    std::uint64_t strange = 0;        // frames that are none
    std::map<std::string, std::uint64_t, std::less<>> disconnects;  // by Slack's reason
};

class SocketMode {
  public:
    // `client` must live as long as this.
    SocketMode(boost::asio::io_context& loop, net::Client& client, SocketModeSettings settings,
               EnvelopeHandler handler);
    // Ends all connections without a word; handlers that are inside run on, their answers are dropped.
    ~SocketMode();
    SocketMode(const SocketMode&) = delete;
    SocketMode& operator=(const SocketMode&) = delete;

    // Completes when nothing is open and nothing will be: after stop(), or when Slack does not want us any
    // more (status() says why). Once only.
    boost::asio::awaitable<void> run();
    // Opens nothing any more, answers what came (LinkLimits::drain at most) and closes.
    void stop();

    LinkStatus status() const;
    const SocketModeCounts& counts() const;

  private:
    class Inside;
    std::shared_ptr<Inside> inside_;
};

}  // namespace slack
