// SPDX-License-Identifier: Apache-2.0
// A page of what happens in a repository, last changed first.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "insight/activity.hpp"
#include "sources/github/actor.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

struct ActivityPage {
    std::int64_t repository = 0;  // GitHub's own number of the one that answered
    std::string full_name;        // as it is called now
    std::vector<insight::HostedItem> items;
    std::vector<insight::Person> people;  // everybody named in them
    std::string next;                     // cursor of the next page; empty at the end
    std::optional<core::Time> oldest;     // when the last one of the page was changed
    std::int64_t total = 0;               // in the whole list
    std::int64_t cost = 0, node_count = 0;
    int holes = 0;  // of which nothing could be read
};

// The variables of a page of `size` (1 to 100) behind `cursor`; empty = the first. `full_name`: "acme/tools".
core::Json activity_variables(std::string_view full_name, std::string_view cursor, int size);

// For the readers of both kinds: the list called `list` in the repository of `data`, each node by `read`.
// Errc::not_found: no such repository, or not for this credential; Errc::unavailable: not what was asked for.
using ReadItem = std::optional<insight::HostedItem> (*)(const core::Json& node, People& people);
core::Result<ActivityPage> read_activity(const core::Json& data, std::string_view list,
                                         std::string_view source, ReadItem read);
// The same for the answer about one of them, `node`.
core::Result<ActivityPage> read_one(const core::Json& data, std::string_view source, ReadItem read);

// A question about one (HostedItem::node), from where what was said goes on; empty = from its beginning.
core::Json one_variables(std::string_view node, std::string_view after);
// Where that goes on behind this answer; empty at its end, or when it cannot be told.
std::string more_said(const core::Json& data);
// Puts what `more` tells behind what `data` holds. False, and nothing is added, when it is not about the same
// one, not what was asked for, or goes on where it began.
bool add_said(core::Json& data, const core::Json& more);

// The largest whole number that a field of either name holds: GitHub's numbers outgrew 32 bits, and what has
// outgrown them is told as text beside.
std::int64_t id_in(const core::Json& node);
std::optional<core::Time> time_in(const core::Json& node, std::string_view key);
std::string title_in(const core::Json& node);

}  // namespace sources::github
