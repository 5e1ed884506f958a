// SPDX-License-Identifier: Apache-2.0
// Who is no person: bots and agents, by what the host says, by name, by list and by pattern.
#pragma once

#include "insight/company.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

struct Machines {
    // Logins, with * and ?; any letter case.
    std::vector<std::string> bots;
    // The same; agents write changes for somebody, whether the host calls them a bot or a user. Those that
    // are known everywhere need not be named.
    std::vector<std::string> agents;
};
// `typed_as_bot`: the host says so. An agent is told before a bot, "[bot]" at the end makes a bot.
PersonKind kind_of(std::string_view login, bool typed_as_bot, const Machines& machines = {});

// Who counts as the author of what an agent wrote: nobody, or whoever it was assigned to.
enum class AgentsAre { a_bucket, their_sponsor };
// The key of the person whose work it is: `author`, or `assignee` where an agent has a sponsor.
std::string_view author_of(std::string_view author, PersonKind kind, std::string_view assignee,
                           AgentsAre agents);

}  // namespace insight::directory
