// SPDX-License-Identifier: Apache-2.0
// Who reads a channel: asked when somebody asks there, good for an hour or until an event.
#include "bot/clock.hpp"
#include "bot/slack_directory.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::Standing;

constexpr std::chrono::milliseconds for_a_channel{3000};
constexpr std::chrono::hours channel_lasts_without_slack{24};
constexpr std::chrono::seconds just_said{5};
constexpr std::size_t most_unknown = 20;
constexpr std::string_view members_list = "conversations.members";
constexpr std::chrono::seconds after_first_gap{2}, after_gaps{30};  // twice as long each time

}  // namespace

ChannelReaders SlackDirectory::judged(const Channel& channel, bool said_external) const {
    ChannelReaders readers;
    readers.are_known = channel.says_all();
    const bool allowed = people_.may_have_outsiders(channel.facts.channel);
    readers.external = (channel.facts.external || said_external) && !allowed;
    readers.guests = channel.facts.guests.value_or(true) && !people_.guests_are_colleagues() && !allowed;
    // Everybody of the company may read a public channel without joining it.
    if (channel.facts.closed) readers.people = channel.people;
    return readers;
}

asio::awaitable<ChannelReaders> SlackDirectory::readers_of(std::int64_t installation, std::string channel,
                                                           bool said_external,
                                                           std::chrono::seconds no_older) {
    const Key key{installation, channel};
    // Who came first may be keeping what Slack has just said: that is as new as another answer would be.
    const bool joins = asking_.contains(key);
    const auto new_from = wall_now() - just_said;
    const auto readings = readings_;
    const auto known = [&] {
        const auto found = channels_.find(key);
        return found == channels_.end() ? nullptr : &found->second;
    };
    // What joined while nothing was heard is in no answer of before.
    const auto forget_if_deaf = [&] {
        const auto* kept = known();
        const auto heard = hearing_();
        const bool is_new = kept && joins && kept->facts.read_at >= new_from;
        if (kept && !is_new && (!heard || kept->heard_by != heard)) channels_.erase(key);
    };
    const auto is_due = [&] {
        const auto* kept = known();
        if (!kept || joins) return true;
        const bool is_old = wall_now() - kept->facts.read_at > no_older;
        return (is_old || !kept->says_all()) && kept->rests_until <= std::chrono::steady_clock::now();
    };
    forget_if_deaf();
    if (is_due()) {
        std::function<asio::awaitable<void>()> work = [this, installation, channel] {
            return learn_channel(installation, channel);
        };
        co_await once(key, std::move(work));
        const bool was_said =
            known() && (known()->reading > readings || (joins && known()->facts.read_at >= new_from));
        if (was_said) co_return judged(*known(), said_external);
        forget_if_deaf();
    }
    const auto oldest = no_older < channel_lasts ? no_older : channel_lasts_without_slack;
    if (!known() || wall_now() - known()->facts.read_at > oldest) {
        ChannelReaders unknown;
        if (people_.may_have_outsiders(channel)) unknown.external = unknown.guests = false;
        co_return unknown;
    }
    co_return judged(*known(), said_external);
}

// Who joined while the list was read may not be on it: read once more, and after that nobody knows.
asio::awaitable<void> SlackDirectory::learn_channel(std::int64_t installation, std::string channel) {
    const Key key{installation, channel};
    for (int tries = 0; tries < 2; ++tries) {
        asking_.at(key)->is_overtaken = false;
        auto read = co_await read_channel(installation, channel);
        if (!read) co_return;
        if (asking_.at(key)->is_overtaken) continue;
        const auto row = read->facts;
        if (!take_channel(key, std::move(*read))) co_return;
        auto unit = [row](storage::Writer& writer) { writer.put_slack_channel(row); };
        co_return co_await keep(std::move(unit));
    }
}

bool SlackDirectory::take_channel(const Key& key, Channel read) {
    const auto before = channels_.find(key);
    if (!read.says_all()) {
        read.gaps = before == channels_.end() ? 1 : before->second.gaps + 1;
        const auto wait = std::min(after_gaps, after_first_gap * (1 << std::min(read.gaps - 1, 5)));
        read.rests_until = std::chrono::steady_clock::now() + wait;
        // Without its members there is no more to learn of it.
        const std::string all(members_list);
        for (const auto& list : {all, all + " " + key.second})
            if (const auto rest = resting_.find(Key(key.first, list)); rest != resting_.end())
                read.rests_until = std::max(read.rests_until, rest->second.until);
        if (before != channels_.end() && before->second.says_all()) {
            before->second.gaps = read.gaps;
            before->second.rests_until = read.rests_until;
            return false;
        }
    }
    channels_.insert_or_assign(key, std::move(read));
    return true;
}

asio::awaitable<std::optional<SlackDirectory::Channel>> SlackDirectory::read_channel(
    std::int64_t installation, std::string channel) {
    const auto heard = hearing_();
    core::Json arguments = {{"channel", channel}};
    const auto reply = co_await ask(installation, "conversations.info", std::move(arguments), for_a_channel);
    auto facts = reply ? slack::channel_of(core::member_of(*reply, "channel")) : std::nullopt;
    if (!facts || facts->channel != channel) co_return std::nullopt;
    facts->installation = installation;
    Channel read{std::move(*facts), std::nullopt, heard, ++readings_};
    if (!read.facts.external && !read.facts.guests) {
        read.people = co_await members_of(installation, channel);
        if (read.people) {
            read.facts.guests = co_await has_guests(installation, *read.people);
            leave_out_nobodies(installation, *read.people);
        }
    }
    read.facts.read_at = wall_now();
    co_return std::optional(std::move(read));
}

void SlackDirectory::forget_readers() {
    channels_.clear();
    for (auto& [key, under_way] : asking_)
        if (key.second.starts_with('C') || key.second.starts_with('G')) under_way->is_overtaken = true;
}

void SlackDirectory::leave_out_nobodies(std::int64_t installation, std::vector<std::string>& members) const {
    const auto now = wall_now();
    const auto own = installations_.bot_user_of(installation);
    std::erase_if(members, [&](const auto& person) {
        const auto standing = people_.standing_of(installation, person, now);
        return person == own || standing == Standing::bot || standing == Standing::gone;
    });
}

asio::awaitable<std::optional<std::vector<std::string>>> SlackDirectory::members_of(std::int64_t installation,
                                                                                    std::string channel) {
    std::vector<std::string> members;
    core::Json arguments = {{"channel", channel}, {"limit", 1000}};
    for (int page = 0; page < most_pages; ++page) {
        const auto reply = co_await ask(installation, members_list, arguments, for_a_channel);
        if (!reply || !core::member_of(*reply, "members").is_array()) co_return std::nullopt;
        for (const auto& each : core::member_of(*reply, "members"))
            if (each.is_string()) members.push_back(each.get<std::string>());
        arguments["cursor"] = slack::cursor_of(*reply);
        if (slack::cursor_of(*reply).empty()) co_return std::optional(std::move(members));
    }
    co_return std::nullopt;
}

// Apps read along in most channels and count as nobody.
asio::awaitable<std::optional<bool>> SlackDirectory::has_guests(std::int64_t installation,
                                                                std::vector<std::string> members) {
    std::size_t asked = 0;
    bool all_known = true;
    const auto own = installations_.bot_user_of(installation);
    for (const auto& person : members) {
        if (person == own) continue;
        if (!people_.standing_of(installation, person, wall_now()) && ++asked <= most_unknown)
            co_await ask_person(installation, person, soon());
        const auto standing = people_.standing_of(installation, person, wall_now());
        if (standing == Standing::guest || standing == Standing::stranger) co_return std::optional(true);
        all_known = all_known && standing.has_value();
    }
    co_return all_known ? std::optional(false) : std::nullopt;
}

}  // namespace bot
