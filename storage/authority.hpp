// SPDX-License-Identifier: Apache-2.0
// What decides who may see and do what, and whether messages go out: rows as plain values.
#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <vector>

namespace storage {

// Outgoing messages of this kind, or to this channel, wait; answers to people who ask do not.
struct Pause {
    enum class Reach { everything, kind, channel } reach = Reach::everything;
    std::string name;  // the kind or the channel's id; empty for everything
    std::optional<core::Time> until;
    std::string who;
    core::Time since{};
};

// Slack moves an installation's workspace into an organisation and takes no messages there meanwhile: posts
// wait, answers too. It ends when Slack says so, at the latest at `until`.
struct WorkspaceMove {
    std::int64_t installation = 0;
    core::Time since{}, until{};
};

// A channel that Slack gave another id: what the settings say of the old one holds for the new one.
struct ChannelMove {
    std::int64_t installation = 0;
    std::string from, to;
};

// The error of a trouble that is none of Slack's: nobody could say whether a message arrived.
inline constexpr std::string_view unknown_outcome = "unknown_outcome";

// Messages to a channel that Slack refuses for good. Gone again once a message reaches the channel.
struct Trouble {
    std::int64_t installation = 0;
    std::string channel;
    std::string error;  // Slack's code, or unknown_outcome
    core::Time first_at{}, last_at{};
    std::int64_t count = 0;
    std::optional<core::Time> told_at;  // somebody who can act was told
};

// What Slack says a person is. `gone`: deactivated. A stranger is of another company.
enum class Standing { member, guest, stranger, gone, bot };
struct SlackPerson {
    std::int64_t installation = 0;
    std::string person;
    Standing standing = Standing::stranger;
    core::Time read_at{};
};

struct SlackGroup {
    std::int64_t installation = 0;
    std::string group;
    core::Time read_at{};
    std::vector<std::string> members;
};

struct SlackChannel {
    std::int64_t installation = 0;
    std::string channel, name;
    bool external = true;  // shared with another company, or about to be
    bool closed = false;   // private: who is not in it cannot read it
    bool archived = false;
    bool joined = false;         // the bot is in it
    std::optional<bool> guests;  // has readers who are guests or strangers; nothing = not known
    core::Time read_at{};
};

}  // namespace storage
