// SPDX-License-Identifier: Apache-2.0
// The sample company in a store of its own: seeded once, grown when the clock moves, made anew by "Start
// again".
#pragma once

#include "bot/clock.hpp"
#include "bot/company_policy.hpp"
#include "storage/store.hpp"

#include <string>
#include <vector>

namespace bot {

// Fills `writer` with the company as of `to` and the assessments of its repositories. Idempotent: what is
// there already stays the same. With `history`, also assessments of a year of month ends before `to`, so that
// trends have something to show.
void import_sample(storage::Writer& writer, core::Time to, const CompanyPolicy& company, bool history);

// The sample as it was at the demo's start. All of it or nothing: who reads meanwhile sees what was there
// before.
void start_sample_again(storage::Writer& writer, const CompanyPolicy& company);

// Checkouts that people brought, beside the sample: judged and dated by the
// real clock, owned from the demo's time `now` at the latest. One line for each that
// could not be read.
std::vector<std::string> import_checkouts(storage::Writer& writer, const std::vector<std::string>& paths,
                                          const CompanyPolicy& company, core::Time now);
// "ready ledger" for each checkout that is shown beside the sample, at most three.
std::vector<std::string> lines_for_checkouts(const storage::Reader& reader);

// The demo time kept in the store, or its start.
core::Time demo_time(const storage::Reader& reader);

// Where "forward" may lead: "1 day", "1 week", "1 month" or a date; only forward and at most two years after
// the start. Errc::invalid.
core::Result<core::Time> moved_clock(core::Time now, const std::string& step);

}  // namespace bot
