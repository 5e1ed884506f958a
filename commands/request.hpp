// SPDX-License-Identifier: Apache-2.0
// Who asks what, where. Built by bot/ from Slack, the console, the socket or the shell; all surfaces build
// the same thing.
#pragma once

#include "core/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

using core::Time;

enum class Role { guest, viewer, maintainer, ispo, admin };  // ascending
std::string_view to_word(Role role);
// Nothing for a word that is no role.
std::optional<Role> role_from(std::string_view word);

enum class PlaceKind { shell, console, channel, dm, home, agent, scheduler };
std::string_view to_word(PlaceKind kind);

struct Asker {
    std::int64_t installation = 0;  // 0 = not Slack
    std::string person;             // Slack user id, "os:root", "demo:mia"
    std::string name;               // for greeting only; hostile
    Role role = Role::viewer;
    bool outsider = false;  // of another company, as far as Slack says; the role is then guest
    // Which company this is, or who the asker is, has not been found out yet, so they are not known to belong
    // to it: a guest, or a viewer if Slack named them as a member earlier, who changes nothing and is shown
    // nothing private.
    bool unproven = false;
    std::vector<std::string> teams;
    // Full names (with * and ?) of private repositories that everybody may read who reads the answer.
    std::vector<std::string> may_read;
};
struct Place {
    PlaceKind kind = PlaceKind::shell;
    std::int64_t installation = 0;
    std::string channel, thread;
    bool external = false;  // readers from outside the company, or unknown
    bool guests = false;    // readers who are guests of the workspace, or may be
};
struct Request {
    Asker asker;
    Place place;
    std::vector<std::string> words;             // already split; without "/ispo" or the mention
    std::map<std::string, std::string> fields;  // named values from a form or from --options
    std::string previous;                       // last canonical line of this thread and person
    Time now{};
    std::string id;  // request id, the reference shown to people
    std::string
        key;  // the same for every repetition of it, so that it changes things once; empty: never repeated
    bool dry_run = false;  // what would change is told and recorded, and nothing is changed
};

}  // namespace commands
