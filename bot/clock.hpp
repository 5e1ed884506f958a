// SPDX-License-Identifier: Apache-2.0
// The one clock. `now()` is what people and facts live in; in demo mode it stands still until somebody moves
// it. Deadlines, signatures and de-duplication use wall_now(), which nobody can move.
#pragma once

#include "core/time.hpp"

#include <optional>

namespace bot {

core::Time wall_now();

class Clock {
  public:
    core::Time now() const { return set_ ? *set_ : wall_now(); }
    bool is_movable() const { return set_.has_value(); }
    void set(core::Time time) { set_ = time; }

  private:
    std::optional<core::Time> set_;
};

}  // namespace bot
