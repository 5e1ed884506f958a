// SPDX-License-Identifier: Apache-2.0
// Whether a workspace takes the new kinds of blocks. They roll out gradually (docs.slack.dev), so replies
// without a second try use them only once a message with some was taken, and a refusal is remembered for a
// day.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>

namespace bot {

class BlockSupport {
  public:
    void taken() { taken_ = true; }
    void refused(core::Time now) {
        taken_ = false;
        refused_until_ = now + core::Days{1};
    }
    bool is_worth_trying(core::Time now) const { return !refused_until_ || *refused_until_ <= now; }
    bool is_proven(core::Time now) const { return taken_ && is_worth_trying(now); }

  private:
    bool taken_ = false;
    std::optional<core::Time> refused_until_;
};

// That of each installation.
class BlocksTaken {
  public:
    BlockSupport& at(std::int64_t installation) { return by_installation_[installation]; }
    bool are_proven(std::int64_t installation, core::Time now) const {
        const auto found = by_installation_.find(installation);
        return found != by_installation_.end() && found->second.is_proven(now);
    }

  private:
    std::map<std::int64_t, BlockSupport> by_installation_;
};

}  // namespace bot
