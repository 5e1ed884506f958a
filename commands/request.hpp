// SPDX-License-Identifier: Apache-2.0
// Who asks what, where. Built by bot/ from Slack, the console, the socket or the shell; all surfaces build
// the same thing.
#pragma once

#include "core/time.hpp"

#include <map>
#include <string>
#include <vector>

namespace commands {

using core::Time;

enum class Role { guest, viewer, maintainer, ispo, admin };  // ascending
std::string_view to_word(Role role);

enum class PlaceKind { shell, console, channel, dm, home, agent, scheduler };

struct Asker {
    std::int64_t installation = 0;  // 0 = not Slack
    std::string person;             // Slack user id, "os:root", "demo:mia"
    std::string name;               // for greeting only; hostile
    Role role = Role::viewer;
    std::vector<std::string> teams;
};
struct Place {
    PlaceKind kind = PlaceKind::shell;
    std::int64_t installation = 0;
    std::string channel, thread;
    bool external = false;  // readers from outside the company, or unknown
};
struct Request {
    Asker asker;
    Place place;
    std::vector<std::string> words;             // already split; without "/ispo" or the mention
    std::map<std::string, std::string> fields;  // named values from a form or from --options
    std::string previous;                       // last canonical line of this thread and person
    Time now{};
    std::string id;  // request id, the reference shown to people
};

}  // namespace commands
