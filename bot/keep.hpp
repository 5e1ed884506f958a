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
// Of each: what was known earlier, and whether nobody has said who may read it, so that few are shown it.
struct Kept {
    Before before;
    std::vector<bool> for_few;
};

// For whoever runs the program: Errc::conflict when a newer version wrote the database, else
// Errc::unavailable.
core::Error error_of(const storage::Broken& broken);
Kept keep_in(storage::Writer& writer, const std::vector<insight::Assessment>& assessments, core::Time now);
// As way_in() refuses, or as error_of() says when the store
// is broken. Nothing is stored then, unless a service that keeps them part by part fails between two parts.
core::Result<Kept> keep(const Config& config, const std::vector<insight::Assessment>& assessments);

}  // namespace bot
