// SPDX-License-Identifier: Apache-2.0
// A walk through the pages of one kind of fact of an organisation (repositories, what has changed in them,
// teams), from its first page to its last. Each page is kept with the place where it ended, in one unit.
#pragma once

#include "bot/github_calls.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace bot {

// What a page brought. `keep` writes it; it runs on the writer's thread, when who made it may be gone.
// `began`: when the walk began, by which it is known.
struct WalkPage {
    std::string next;  // cursor of the next page; empty at the end
    std::size_t rows = 0;
    int holes = 0;  // of which nothing could be read
    std::function<void(storage::Writer& writer, const storage::Walk& walk, core::Time began)> keep;
};

struct WalkKind {
    std::string_view kind;   // of storage::Walk: "inventory"
    std::string_view doing;  // "listing": before the organisation's name
    std::string_view of;     // "repositories": what could not all be listed
    std::string query;       // its variables are those of the inventory
    int page_size = 100;     // the first one
    std::function<core::Result<WalkPage>(const core::Json& data)> read;
    // After the last page, in the same unit; walk.holes are those of all pages. Gives one sentence when what
    // was shown cannot be believed: it was no whole walk then.
    std::function<std::string(storage::Writer& writer, const storage::Walk& walk, core::Time began)> at_end;
};

// Goes on where the last walk ended. True when it came to its end without holes, and can be believed.
boost::asio::awaitable<bool> walk_organisation(GithubCalls& calls, const WalkKind& kind,
                                               std::string organisation);

}  // namespace bot
