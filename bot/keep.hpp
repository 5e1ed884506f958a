// SPDX-License-Identifier: Apache-2.0
// Keeping what the shell assessed, so that history exists: through the running service's socket, or by taking
// the data folder's lock.
#pragma once

#include "bot/config.hpp"
#include "insight/readiness.hpp"
#include "storage/store.hpp"

#include <optional>
#include <vector>

namespace bot {

using Before = std::vector<std::optional<insight::Assessment>>;
// Of those that were kept (the first ones; all unless `failed`): what was known earlier, and whether nobody
// has said who may read it, so that few are shown it.
struct Kept {
    Before before;
    std::vector<bool> for_few;
    std::optional<core::Error> failed;  // as way_in() refuses, or as error_of() says when the store is broken
    std::optional<core::Error> not_shown;  // by a demo that runs here; what is kept is kept all the same
};

// For whoever runs the program: Errc::conflict when a newer version wrote the database, else
// Errc::unavailable.
core::Error error_of(const storage::Broken& broken);
// Stores them; of what each replaced, `before` and `for_few`.
Kept keep_in(storage::Writer& writer, const std::vector<insight::Assessment>& assessments, core::Time now);
// Through the service that runs, or under the lock; `failed` and `not_shown` say what went wrong.
Kept keep(const Config& config, const std::vector<insight::Assessment>& assessments);
// One sentence for whoever asked for them to be kept; empty when all went well.
std::string objection_of(const Kept& kept, std::size_t asked);

}  // namespace bot
