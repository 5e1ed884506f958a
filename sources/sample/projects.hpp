// SPDX-License-Identifier: Apache-2.0
// The repositories of Examplia as one table: what each is for, how much happens there, and in which words its
// story departs from what is usual at its level.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sources::sample {

using core::Time;

struct Project {
    std::string name;
    std::string owners;  // team names, a blank between; empty = nobody's
    int level = 0;       // intended readiness, L0 … L4
    int changes = 0;     // in ten weeks
    int issues = 0;      // in ten weeks
    std::string language;
    std::string topics;   // a blank between
    std::string contact;  // "#payments-dev"
    Time created_at{};
    std::string purpose;
    std::string story;  // words of story.hpp, a blank between
    std::optional<Time> archived_at;
};

// The first `count` projects: 40 named ones, then made-up ones from word lists (up to 10,000).
std::vector<Project> projects(std::uint64_t seed, int count);

// A repository that went from one team to another.
struct Handover {
    std::string repository, from_team;
    Time at{};
};
std::vector<Handover> handovers();

}  // namespace sources::sample
