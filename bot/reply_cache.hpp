// SPDX-License-Identifier: Apache-2.0
// Slack's replies to slash commands, kept while what they rest on stays as it is: a workshop of fifty people
// types the same three lines. Only what is the same for everybody of a role is kept. Loop's thread only.
#pragma once

#include "commands/command.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace bot {

class ReplyCache {
  public:
    // What a reply rests on beside its key; another basis makes it void.
    struct Basis {
        std::uint64_t facts = 0;  // Dispatcher::facts_version()
        std::int64_t minute = 0;  // of the service's clock: who owns what today, "as of"
        bool operator==(const Basis&) const = default;
    };
    struct Reply {
        std::string body;
        const commands::Command* command = nullptr;  // for the counters
        commands::Outcome outcome = commands::Outcome::done;
    };

    // Null when it is not known or rests on something else. Valid until the next keep().
    const Reply* find(const std::string& key, Basis basis) const;
    // Empties itself when it would hold more than `most_bytes`.
    void keep(std::string key, Basis basis, Reply reply);
    std::size_t bytes() const { return bytes_; }

    static constexpr std::size_t most_bytes = 4U << 20U;

  private:
    struct Kept {
        Basis basis;
        Reply reply;
    };
    std::unordered_map<std::string, Kept> kept_;
    std::size_t bytes_ = 0;
};

// May answers of the command be kept at all? Not what changes something or is personal.
bool may_share(const commands::Command& command);
// May the answer be kept for others of the same role? Not when it changes something, is personal, failed,
// carries a reference, or has work to follow.
bool may_be_shared(const commands::Command& command, const commands::Answer& answer);

}  // namespace bot
