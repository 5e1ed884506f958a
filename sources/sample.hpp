// SPDX-License-Identifier: Apache-2.0
// The sample company: one pure generator. Same seed and dates, same facts, on every machine. Everything is
// fictitious.
#pragma once

#include "insight/company.hpp"
#include "insight/facts.hpp"

#include <cstdint>
#include <vector>

namespace sources::sample {

using core::Time;

struct Settings {
    std::uint64_t seed = 2026;
    int repositories = 40;  // the first 40 are always the named ones; more are generated for scale
    Time from{};            // history starts
    Time to{};              // history ends: "now" of the demo
};

// Demo time starts here: Monday 2026-01-05 08:00 UTC, with two years of history before it.
Time demo_start();
Settings demo_settings(Time to);

// Teams, people, dated membership and ownership, repositories, changes and issues of [from, to). A longer
// range has the same rows for the shorter one (moving the clock adds, never rewrites what is decided).
insight::CompanyFacts company(const Settings& settings);

// What the checks need, one for each repository of `company`, as a source with full rights would deliver it
// at `settings.to`.
std::vector<insight::Facts> repositories(const Settings& settings, const insight::CompanyFacts& company);

// People and places of the demo console.
struct Persona {
    std::string id, name, role, team;
};  // role: "guest", "viewer", "maintainer", "ispo"
struct Channel {
    std::string id, name, topic;
    bool external = false;
};
std::vector<Persona> personas();
std::vector<Channel> channels();

}  // namespace sources::sample
