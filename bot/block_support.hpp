// SPDX-License-Identifier: Apache-2.0
// Whether this workspace takes the new kinds of blocks. They roll out gradually (docs.slack.dev), so replies
// without a second try use them only once a message with some was taken, and a refusal is remembered for a
// day.
#pragma once

#include "core/time.hpp"

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

}  // namespace bot
