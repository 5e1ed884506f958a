// SPDX-License-Identifier: Apache-2.0
#include "bot/doctor_installations.hpp"

#include "bot/installations.hpp"

#include <map>
#include <set>

namespace bot {

namespace {

constexpr std::size_t most_channels = 30;  // Slack lets us ask for 50 a minute

// The channels that were written to or that the settings name, by installation. Where one of the settings is
// stands there nowhere: where it was seen, else where the token of the file is, else in the only
// installation.
std::map<std::int64_t, std::set<std::string>> channels_of(const storage::Reader* reader, const Config& config,
                                                          const Installations& installations) {
    std::map<std::int64_t, std::set<std::string>> all;
    std::set<std::string> seen;
    const auto add = [&](std::int64_t installation, const std::string& channel) {
        all[installation].insert(channel);
        seen.insert(channel);
    };
    if (reader) {
        for (const auto& each : reader->troubles(most_channels))
            if (each.channel.starts_with('C') || each.channel.starts_with('G'))
                add(each.installation, each.channel);
        for (const auto& each : reader->slack_channels(most_channels))
            if (each.joined) add(each.installation, each.channel);
    }
    const auto& known = installations.all();
    const auto home =
        known.contains(file_installation) || known.size() != 1 ? file_installation : known.begin()->first;
    for (const auto* key : {"effects.channels", "effects.dry_run_channels", "audience.external_channels"})
        for (const auto& channel : config.list(key))
            if (!seen.contains(channel)) all[home].insert(channel);
    return all;
}

}  // namespace

std::vector<Installed> installed_in(const storage::Reader* reader, const Config& config,
                                    std::vector<Diagnosis>& found) {
    Installations installations(config);
    if (reader)
        if (const auto loaded = installations.load(reader->installations()); !loaded)
            found.push_back(of_closed_installations(loaded.error()));
    const auto channels = channels_of(reader, config, installations);
    std::vector<Installed> out;
    out.reserve(installations.all().size());
    for (const auto& [id, known] : installations.all()) {
        if (known.token.empty()) continue;
        Installed one{.token = known.token};
        if (id == file_installation) one.bot_user = known.bot_user;
        if (id != file_installation) one.place = known.place;
        if (id != file_installation) one.name = known.name.empty() ? known.place : known.name;
        if (const auto there = channels.find(id); there != channels.end())
            one.channels.assign(there->second.begin(), there->second.end());
        if (one.channels.size() > most_channels) one.channels.resize(most_channels);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace bot
