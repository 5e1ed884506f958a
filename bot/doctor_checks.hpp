// SPDX-License-Identifier: Apache-2.0
// What `ispo doctor` makes of what it saw: for each part its state, the evidence, why it matters and what
// mends it. Pure; bot/doctor.cpp goes and looks.
#pragma once

#include "bot/backups.hpp"
#include "bot/config.hpp"
#include "commands/answer.hpp"
#include "slack/read_api.hpp"
#include "storage/health.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bot {

struct Diagnosis {
    std::string part;  // "slack scopes"
    // yes: fine; partly: works, but look at it; no: broken; unknown: could not be found out.
    commands::Status state = commands::Status::unknown;
    std::string evidence, why, fix;  // the command or click; empty when fine
};

Diagnosis of_settings(const Config& config);
Diagnosis of_database(const storage::Health& health);
Diagnosis of_disk(const storage::Health& health);
Diagnosis of_backups(const storage::Health& health, const core::Result<BackupState>& backups,
                     std::chrono::hours every, core::Time now);
// `ready`: the body of /readyz, nothing when nobody answered; `runs`: a service holds the data folder.
Diagnosis of_service(bool runs, const std::optional<core::Json>& ready, const Config& config);
// One that listens and says nothing; `why` names its process and what to do.
Diagnosis of_silent_service(const core::Error& why);

// What auth.test said, and our clock in the middle of the call.
struct Login {
    slack::Said said;
    core::Time asked_at{};
};
Diagnosis of_reachability(const Login& login, const Config& config);
// `bot_user`, `team`: what the settings say, or nothing. `installed`: by OAuth, so there is no file to look
// into.
Diagnosis of_login(const Login& login, std::string_view bot_user = {}, bool installed = false,
                   std::string_view team = {});
Diagnosis of_clock(const Login& login);
Diagnosis of_scopes(const Login& login, const Config& config);
// No token at all: from a file, or by OAuth from any workspace.
Diagnosis of_no_token(const Config& config);
// Stored installations that no key opens; `why` is that of Installations::load().
Diagnosis of_closed_installations(const core::Error& why);
// apps.connections.open.
Diagnosis of_app_token(const slack::Said& opened);
// What a running service says of its connections (bot/control: "link"): Slack is not asked, since the opening
// that it would count may be the one that the service needs.
Diagnosis of_link(const core::Result<core::Json>& said);
Diagnosis of_http(const Config& config);

// A user group of the settings, as Slack speaks of it.
struct GroupSeen {
    std::string id, error;  // Slack's code; empty: it is there
};
// Somebody of people.admin or people.ispo, as Slack speaks of them. Nothing: it did not say.
struct PersonSeen {
    std::string id;
    std::optional<storage::Standing> standing;
    bool is_nobody = false;  // nobody has this id where the app is installed
};
// Who has roles: nobody at all, people who cannot act, or by groups that are not there.
Diagnosis of_people(const Config& config, const std::vector<GroupSeen>& groups,
                    const std::vector<PersonSeen>& people = {});
// Channels of the settings that Slack gave another id. Nothing when there are none.
std::optional<Diagnosis> of_moved_channels(const Config& config,
                                           const std::vector<storage::ChannelMove>& moves);

struct ChannelSeen {
    std::string id, name;
    bool archived = false, joined = false, external = false;
    std::string error;        // Slack's code
    bool is_unasked = false;  // Slack was not reached, or asks to wait: nothing is known
};
Diagnosis of_channels(const std::vector<ChannelSeen>& channels);
Diagnosis of_messages(const storage::Reader& reader, core::Time now);

// All of them as an answer: outcome no when something is broken.
commands::Answer diagnosis_answer(const std::vector<Diagnosis>& all);

}  // namespace bot
