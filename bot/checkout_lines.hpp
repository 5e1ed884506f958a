// SPDX-License-Identifier: Apache-2.0
// What to type in a demo about the checkouts that are shown beside the sample.
#pragma once

#include "storage/store.hpp"

#include <string>
#include <vector>

namespace bot {

// "ready ledger"; by its id where the sample has one of this name: "ready r83", told as
// "ready r83 (payments-api)".
struct CheckoutLine {
    std::string line, told;
};
// At most three, in the store's order.
std::vector<CheckoutLine> checkouts_to_try(const storage::Reader& reader);

}  // namespace bot
