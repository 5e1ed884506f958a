// SPDX-License-Identifier: Apache-2.0
// Which installations `ispo doctor` asks Slack about: each with its own token and its own channels.
#pragma once

#include "bot/doctor_checks.hpp"

#include <string>
#include <vector>

namespace bot {

// An installation that is asked with its own token, and its channels.
struct Installed {
    std::string name, token;  // the name is empty for the token from a file
    std::string place;        // as people of the settings name it; empty for the token from a file
    std::string bot_user;     // as the settings say it, of the token from a file
    std::vector<std::string> channels;
};

// Those with a token that opens: that of a file, and the stored ones. What no key opens is added to `found`.
// `reader`: null when there is no database to read.
std::vector<Installed> installed_in(const storage::Reader* reader, const Config& config,
                                    std::vector<Diagnosis>& found);

}  // namespace bot
