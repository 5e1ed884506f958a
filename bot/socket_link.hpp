// SPDX-License-Identifier: Apache-2.0
// Slack by Socket Mode: what its envelopes bring goes the same way as what comes over HTTP, with the same
// guarantees. Loop's thread. What becomes of its connections stands in the log and the metrics.
#pragma once

#include "bot/service.hpp"
#include "slack/socket_mode.hpp"

#include <boost/asio/awaitable.hpp>
#include <optional>

namespace bot {

class SocketLink {
  public:
    // `service` must have settings with an app token, and outlive this.
    explicit SocketLink(Service& service);

    // Completes after stop(), or when Slack does not want us any more (logged; status() says why).
    boost::asio::awaitable<void> run();
    void stop() { link_.stop(); }
    slack::LinkStatus status() const { return link_.status(); }
    const slack::SocketModeCounts& counts() const { return link_.counts(); }

  private:
    Service& service_;
    net::Client client_;
    slack::SocketMode link_;
};

// How Slack is reached, for the shell: {"open", "sentence", "has_ended", "last_frame_seconds"?}; null over
// HTTP.
core::Json link_json(const std::optional<slack::LinkStatus>& status);
// When the last frame came; nothing when none did.
std::optional<core::Time> last_frame_at(const slack::LinkStatus& status);

// What is said back in the acknowledgement of an envelope. Throws when what it brought could not be kept:
// then it must not be acknowledged, and Slack sends it again.
boost::asio::awaitable<std::optional<core::Json>> take_envelope(Service& service, slack::Envelope envelope);

}  // namespace bot
