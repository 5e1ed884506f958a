// SPDX-License-Identifier: Apache-2.0
// Keeps what Slack says of people, user groups and channels: asked when first needed, kept in the database
// with the time when it was read, changed by events, read again from time to time. Loop's thread.
#pragma once

#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "bot/installations.hpp"
#include "bot/people.hpp"
#include "net/client.hpp"
#include "net/gate.hpp"
#include "slack/directory.hpp"
#include "slack/pace.hpp"
#include "slack/read_api.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace bot {

// Who reads a channel. What could not be found out counts as the weakest.
struct ChannelReaders {
    bool external = true, guests = true;
    std::optional<std::vector<std::string>> people;
};

class SlackDirectory {
  public:
    // Each installation is asked with its own token; without one nothing is asked.
    SlackDirectory(boost::asio::io_context& loop, DatabaseThreads& database, const Config& config,
                   const Installations& installations, People& people);

    bool can_ask(std::int64_t installation) const;
    // Asks Slack about somebody new, for a second and a half at most.
    boost::asio::awaitable<commands::Role> role_of(std::int64_t installation, std::string person);
    // `said_external`: what the delivery itself says; either is enough.
    boost::asio::awaitable<ChannelReaders> readers_of(std::int64_t installation, std::string channel,
                                                      bool said_external);
    // An event; what it changes is committed when this ends. Throws when it could not be kept.
    boost::asio::awaitable<void> take(std::int64_t installation, std::string body);
    // Reads groups every hour and everybody's standing every day, until stop().
    boost::asio::awaitable<void> keep_fresh();
    // Once: what keep_fresh() reads each time.
    boost::asio::awaitable<void> read_groups(std::int64_t installation);
    boost::asio::awaitable<void> read_everybody(std::int64_t installation);
    void stop();
    // Completes when nothing is under way.
    boost::asio::awaitable<void> wait() { return under_way_.wait(); }
    std::string who() const { return under_way_.who(); }  // is under way

  private:
    static constexpr int most_pages = 30;
    struct Channel {
        storage::SlackChannel facts;
        std::optional<std::vector<std::string>> people;
    };
    using Key = std::pair<std::int64_t, std::string>;
    boost::asio::awaitable<std::optional<core::Json>> ask(std::int64_t installation, std::string_view method,
                                                          core::Json arguments,
                                                          std::chrono::milliseconds deadline);
    boost::asio::awaitable<slack::Said> call(std::int64_t installation, std::string method,
                                             core::Json arguments, std::chrono::milliseconds deadline);
    // Whoever comes while the same is under way waits for it, and goes on after who came first.
    boost::asio::awaitable<void> once(Key key, std::function<boost::asio::awaitable<void>()> work);
    boost::asio::awaitable<void> ask_person(std::int64_t installation, std::string person);
    boost::asio::awaitable<void> learn_person(std::int64_t installation, std::string person);
    boost::asio::awaitable<void> read_channel(std::int64_t installation, std::string channel);
    boost::asio::awaitable<std::optional<std::vector<std::string>>> members_of(std::int64_t installation,
                                                                               std::string channel);
    boost::asio::awaitable<std::optional<bool>> has_guests(std::int64_t installation,
                                                           std::vector<std::string> members);
    // An organisation's; one empty name for a workspace; none when Slack did not say.
    boost::asio::awaitable<std::vector<std::string>> workspaces_of(std::int64_t installation);
    // Tries `workspaces` in their order, and puts first where the group was found.
    boost::asio::awaitable<void> read_group(std::int64_t installation, std::string group,
                                            std::vector<std::string>& workspaces);
    boost::asio::awaitable<void> keep_group(std::int64_t installation, std::string group, core::Json reply);
    // True when the whole list was read.
    boost::asio::awaitable<bool> read_people(std::int64_t installation, std::string workspace);
    std::function<void(storage::Writer&)> apply(std::int64_t installation,
                                                const slack::DirectoryEvent& event);
    boost::asio::awaitable<void> keep(std::function<void(storage::Writer&)> unit);
    ChannelReaders judged(const Channel& channel, bool said_external) const;

    boost::asio::io_context& loop_;
    DatabaseThreads& database_;
    People& people_;
    net::Client client_;
    std::string api_base_;  // empty without a [slack] section
    const Installations& installations_;
    std::map<std::int64_t, slack::Pace> paces_;
    std::map<Key, slack::Pace::Instant> resting_;  // methods that are not asked before
    std::map<Key, Channel> channels_;
    std::map<Key, std::shared_ptr<boost::asio::steady_timer>> asking_;  // rung when it is known
    boost::asio::steady_timer bell_;
    net::Gate under_way_;
    bool stopped_ = false;
};

}  // namespace bot
