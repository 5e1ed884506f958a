// SPDX-License-Identifier: Apache-2.0
// Which steps of GitHub's workflows take the change of somebody else into their hands. Pure.
#pragma once

#include "insight/facts.hpp"

#include <map>
#include <utility>

namespace insight {

// Borrows the facts. A workflow that many steps call is read once.
class ForeignCode {
  public:
    explicit ForeignCode(const Facts& facts) : facts_(facts) {}

    // The step itself, or one of the workflow of the same repository that it calls, which runs with the same
    // secrets.
    bool is_checked_out_by(const CiStep& step);

  private:
    const Facts& facts_;
    // Whether a called file checks the change out, without and with being given it.
    std::map<std::pair<const CiFile*, bool>, bool> called_;
};

}  // namespace insight
