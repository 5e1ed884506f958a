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
#include <set>
#include <string>
#include <vector>

namespace bot {

// Who reads a channel. What could not be found out counts as the weakest. Apps and those who left are nobody.
struct ChannelReaders {
    bool external = true, guests = true;
    bool are_known = false;  // Slack said it; false: it was not asked or did not answer, which may change
    std::optional<std::vector<std::string>> people;
};

// Of a token from a file that is `said` to be of another workspace than `set` in slack.team.
std::string other_team_words(std::string_view set, std::string_view said);
// As slack.team is set and auth.test says; nothing where both fit. An organisation's token is of none.
std::optional<std::string> other_team(std::string_view set, const slack::Company& said);

class SlackDirectory {
  public:
    static constexpr std::chrono::hours channel_lasts{1};
    using Instant = std::chrono::steady_clock::time_point;
    // So long a person waits for what Slack says of them, a second and a half from now: Slack itself waits
    // for three, and there is more to do.
    static Instant soon() { return std::chrono::steady_clock::now() + std::chrono::milliseconds(1500); }
    // Each installation is asked with its own token; without one nothing is asked.
    SlackDirectory(boost::asio::io_context& loop, DatabaseThreads& database, const Config& config,
                   const Installations& installations, People& people);

    bool can_ask(std::int64_t installation) const;
    // Whose people are ours there; nothing while nobody said it.
    std::optional<slack::Home> home_of(std::int64_t installation) const;
    // Which workspace Slack says that the token from a file is of, where slack.team names another: nothing
    // that comes from there is ours then.
    std::optional<std::string> other_team_than_set() const;
    // Asks Slack once which workspace and organisation its token is of, unless both are known; until `end`.
    // False when nobody said any of it: then nobody is known to be ours. True where there is no token to ask
    // with.
    boost::asio::awaitable<bool> learn_home(std::int64_t installation, Instant end = soon());
    // Asks Slack about somebody new, until `end`; who finds them being asked about waits for that instead. A
    // guest's while Slack does not answer: `is_unsaid` tells them from guests.
    boost::asio::awaitable<commands::Role> role_of(std::int64_t installation, std::string person,
                                                   Instant end = soon());
    // Slack can say who that is, but has not (yet): neither it nor the settings name them.
    bool is_unsaid(std::int64_t installation, const std::string& person) const;
    // Of somebody whom Slack has not named: what the settings say of them; else nothing while Slack can say
    // it, and people.unknown where it cannot (no token, no permission to ask).
    commands::Role role_unasked(std::int64_t installation, const std::string& person) const;
    // How a token that Slack calls expired is renewed; returns when it is, or cannot be.
    using Renew = std::function<boost::asio::awaitable<bool>(std::int64_t installation, std::string token,
                                                             std::string code)>;
    void renew_by(Renew renew) { renew_ = std::move(renew); }
    // Called with each answer of Slack's, or why there was none.
    void tell_answers(std::function<void(std::int64_t installation, const core::Result<core::Json>&)> heard) {
        heard_ = std::move(heard);
    }
    // `said_external`: what the delivery itself says; either is enough. Slack is asked again when what it
    // said is older than `no_older`.
    boost::asio::awaitable<ChannelReaders> readers_of(std::int64_t installation, std::string channel,
                                                      bool said_external,
                                                      std::chrono::seconds no_older = channel_lasts);
    // How events are heard: another number once some may have been missed, nothing while none are heard. Who
    // reads a channel is then asked again.
    void hear_by(std::function<std::optional<std::uint64_t>()> hearing) { hearing_ = std::move(hearing); }
    // Called when Slack told a change of what somebody may see: with the person, or an empty name when there
    // are many in an installation.
    void on_rights(std::function<void(std::int64_t, const std::string&)> changed) {
        changed_rights_ = std::move(changed);
    }
    // Events were missed, or may have been: who reads which channel is not known any more.
    void forget_readers();
    // An event; what it changes is committed when this ends. Throws when it could not be kept.
    boost::asio::awaitable<void> take(std::int64_t installation, std::string body);
    // Reads groups every hour and everybody's standing every day, until stop(); what failed soon again.
    boost::asio::awaitable<void> keep_fresh();
    // The app was just installed there: keep_fresh() reads its groups and people now.
    void installed(std::int64_t installation);
    // A delivery came from `workspace`. Where its organisation's list does not name it, the app was added
    // there since: keep_fresh() reads that list, and everybody, soon; once an hour for each workspace at
    // most.
    void met(std::int64_t installation, const std::string& workspace);
    // Once: what keep_fresh() reads each time. As fast as Slack allows, however long that takes, until
    // stop().
    // True when all of it was read, or will not be for some time.
    boost::asio::awaitable<bool> read_groups(std::int64_t installation);
    boost::asio::awaitable<bool> read_everybody(std::int64_t installation);
    void stop();
    // Completes when nothing is under way.
    boost::asio::awaitable<void> wait() { return under_way_.wait(); }
    std::string who() const { return under_way_.who(); }  // is under way

  private:
    static constexpr int most_pages = 30;
    bool is_whole(std::int64_t installation) const;
    struct Channel {
        storage::SlackChannel facts;
        std::optional<std::vector<std::string>> people;
        std::optional<std::uint64_t> heard_by;  // how events were heard when it was read
        std::uint64_t reading = 0;              // the how manieth
        // Who reads it is said: one way or the other.
        bool says_all() const { return facts.external || facts.guests.has_value(); }
        // Where it does not: how often in a row, and until when Slack is not asked again.
        int gaps = 0;
        Instant rests_until{};
    };
    using Key = std::pair<std::int64_t, std::string>;
    // Something that is being asked. An event about the same makes what Slack says meanwhile doubtful.
    struct UnderWay {
        explicit UnderWay(boost::asio::io_context& loop)
            : bell(loop, boost::asio::steady_timer::time_point::max()) {}
        boost::asio::steady_timer bell;  // rung when it is known
        bool is_overtaken = false;
    };
    // At once or not at all. A refusal comes back only where it says that there is no such person.
    using Heard = std::optional<core::Result<core::Json>>;
    boost::asio::awaitable<Heard> ask_about(std::int64_t installation, std::string_view method,
                                            core::Json arguments, std::chrono::milliseconds deadline);
    boost::asio::awaitable<std::optional<core::Json>> ask(std::int64_t installation, std::string_view method,
                                                          core::Json arguments,
                                                          std::chrono::milliseconds deadline);
    boost::asio::awaitable<void> keep_person(storage::SlackPerson row);
    // For lists: waits for its turn, and as long as Slack asks to. A failure when that is too long, or stop()
    // was called.
    boost::asio::awaitable<slack::Said> ask_in_turn(std::int64_t installation, std::string method,
                                                    core::Json arguments);
    boost::asio::awaitable<void> sleep_until(slack::Pace::Instant when);
    void ring();
    // With a new token when Slack calls the old one expired and there is another before `deadline`.
    boost::asio::awaitable<slack::Said> call(std::int64_t installation, std::string method,
                                             core::Json arguments, std::chrono::milliseconds deadline);
    boost::asio::awaitable<void> renew_expired(std::int64_t installation, std::string token,
                                               std::shared_ptr<UnderWay> under_way);
    // As far as `company` tells; nothing for who may be a member or not.
    std::optional<storage::SlackPerson> person_in(std::int64_t installation, const core::Json& user,
                                                  const std::optional<slack::Company>& company) const;
    // Whoever comes while the same is under way waits for it, and goes on after who came first.
    boost::asio::awaitable<void> once(Key key, std::function<boost::asio::awaitable<void>()> work);
    boost::asio::awaitable<void> ask_person(std::int64_t installation, std::string person, Instant end);
    boost::asio::awaitable<void> learn_person(std::int64_t installation, std::string person, Instant end);
    // Nothing when Slack did not say.
    boost::asio::awaitable<std::optional<slack::Company>> company_of(std::int64_t installation,
                                                                     std::chrono::milliseconds deadline);
    boost::asio::awaitable<void> learn_company(std::int64_t installation, std::chrono::milliseconds deadline);
    boost::asio::awaitable<void> learn_channel(std::int64_t installation, std::string channel);
    // Takes it for known; false when what was known of it says more, and stays.
    bool take_channel(const Key& key, Channel read);
    boost::asio::awaitable<std::optional<Channel>> read_channel(std::int64_t installation,
                                                                std::string channel);
    // Takes those out who read nothing.
    void leave_out_nobodies(std::int64_t installation, std::vector<std::string>& members) const;
    boost::asio::awaitable<std::optional<std::vector<std::string>>> members_of(std::int64_t installation,
                                                                               std::string channel);
    boost::asio::awaitable<std::optional<bool>> has_guests(std::int64_t installation,
                                                           std::vector<std::string> members);
    // An organisation's; one empty name for a workspace; none when Slack did not say. `is_refused`: nor will
    // it until somebody does something.
    struct Workspaces {
        std::vector<std::string> names;
        bool is_refused = false;
    };
    boost::asio::awaitable<Workspaces> workspaces_of(std::int64_t installation);
    // Tries `workspaces` in their order, and puts first where the group was found.
    boost::asio::awaitable<bool> read_group(std::int64_t installation, std::string group,
                                            std::vector<std::string>& workspaces);
    // Takes the members of a group for known, and tells whose rights that changes.
    void learn_group(const storage::SlackGroup& group);
    void drop_group(std::int64_t installation, const std::string& group);
    void tell_rights(std::int64_t installation, const std::vector<std::string>& before,
                     const std::vector<std::string>& after);
    boost::asio::awaitable<void> keep_group(std::int64_t installation, std::string group, core::Json reply);
    std::vector<std::int64_t> askable() const;  // installations
    boost::asio::awaitable<bool> read_all_groups();
    // Groups first: they are few, and give roles. They are read again between pages of people when it rings.
    // True when nothing of it is worth trying again soon.
    boost::asio::awaitable<bool> read_lists();
    // True when the whole list was read, and it was known whose people they are; or Slack refuses it.
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
    struct Resting {
        slack::Pace::Instant until{};
        int failures = 0;  // in a row
    };
    // Methods that are not asked before; of one channel where the refusal is about that alone.
    std::map<Key, Resting> resting_;
    bool is_resting(const Key& key, Instant now) const;
    std::set<std::int64_t> cannot_say_;  // who people are: no permission to ask
    Renew renew_;
    std::function<void(std::int64_t, const core::Result<core::Json>&)> heard_ = [](std::int64_t,
                                                                                   const auto&) {};
    std::map<Key, Channel> channels_;
    std::uint64_t readings_ = 0;  // of channels
    std::map<Key, std::shared_ptr<UnderWay>> asking_;
    std::map<std::int64_t, slack::Company> companies_;
    std::map<std::int64_t, std::vector<std::string>> workspaces_;  // of organisations
    std::map<std::int64_t, slack::Pace::Instant> everybody_at_;    // when the whole list is read again
    std::map<std::int64_t, Instant> looked_for_;     // installations with one that no list named, until then
    std::set<boost::asio::steady_timer*> sleeping_;  // stop() wakes them
    boost::asio::steady_timer bell_;
    bool is_rung_ = false, are_groups_due_ = false, are_groups_unread_ = false;
    std::set<Key> changed_people_;  // by events, since the page that is being read was asked for
    std::function<std::optional<std::uint64_t>()> hearing_ = [] { return std::optional<std::uint64_t>(0); };
    std::function<void(std::int64_t, const std::string&)> changed_rights_ = [](std::int64_t, const auto&) {};
    net::Gate under_way_;
    bool stopped_ = false;
};

}  // namespace bot
