// SPDX-License-Identifier: Apache-2.0
// Ways of showing an answer that are no messages: modals, App Home, previews under links, the state of an
// agent's session. Called at once and never queued: what is late is of no use, and what is lost is asked for
// again. Paced as Slack asks, for each installation and method alone: who would be served too late is not
// shown anything. Loop's thread.
#pragma once

#include "bot/config.hpp"
#include "bot/installations.hpp"
#include "net/client.hpp"
#include "slack/pace.hpp"
#include "slack/web_api.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace bot {

struct ViewShown {
    std::string id, hash;  // the hash names this state of it: an update for an older one is refused
};

class Views {
  public:
    Views(boost::asio::io_context& loop, const Config& config, const Installations& installations);

    // Everything here is shown with the token of `installation`; without one it fails at once, and so does
    // what Slack's limits do not let through before its deadline (slack::wait_of() says for how long).
    // `trigger` is valid for three seconds, once. `deadline` is what is left of them.
    boost::asio::awaitable<core::Result<ViewShown>> open(std::int64_t installation, std::string trigger,
                                                         core::Json view, std::chrono::milliseconds deadline);
    boost::asio::awaitable<core::Result<ViewShown>> update(std::int64_t installation, ViewShown shown,
                                                           core::Json view);
    // An empty hash replaces whatever is there. Errc::invalid with "hash_conflict" in `detail`: something
    // newer stands there.
    boost::asio::awaitable<core::Result<ViewShown>> publish(std::int64_t installation, std::string user,
                                                            std::string hash, core::Json view);
    boost::asio::awaitable<core::Result<core::Json>> unfurl(std::int64_t installation, core::Json arguments);
    // `status`: "processing", "active".
    boost::asio::awaitable<core::Result<core::Json>> set_status(std::int64_t installation,
                                                                std::string channel, std::string thread,
                                                                std::string status);

  private:
    using Reply = core::Result<core::Json>;
    boost::asio::awaitable<Reply> call(std::int64_t installation, std::string method, core::Json arguments,
                                       std::chrono::milliseconds deadline);
    // Waits until `method` may be called; an error at once when that is after `end`.
    boost::asio::awaitable<std::optional<core::Error>> turn(std::int64_t installation,
                                                            const std::string& method,
                                                            slack::Pace::Instant end);
    boost::asio::io_context& loop_;
    std::map<std::int64_t, slack::Pace> paces_;
    net::Client client_;
    std::string api_base_;  // empty without a [slack] section
    const Installations& installations_;
};

}  // namespace bot
