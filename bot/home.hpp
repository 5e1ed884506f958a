// SPDX-License-Identifier: Apache-2.0
// App Home: made for each viewer from the sections that commands offer, whenever they open it or change what
// it shows. One publication for each person at a time; what is asked for meanwhile is one more after it.
#pragma once

#include "bot/dispatcher.hpp"

#include <string>

namespace bot {

struct Service;

struct HomeState {
    std::string hash;  // of what stands there, as far as is known
    bool is_publishing = false, is_wanted_again = false;
};

// Publishes in the background. `hash`: of what the person sees now, when Slack said so.
void show_home(Service& service, std::int64_t installation, const std::string& user, std::string hash);
// When a command changed something, and the person has opened their Home before.
void refresh_home_after(Service& service, std::int64_t installation, const std::string& user,
                        const Dispatched& dispatched);
// What somebody may see has changed: their Home is made again when it was opened before; with an empty name,
// everybody's there who opened it since the start.
void refresh_homes(Service& service, std::int64_t installation, const std::string& person);
// The key of Service::homes.
std::string home_of(std::int64_t installation, const std::string& user);

}  // namespace bot
