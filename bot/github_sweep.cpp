// SPDX-License-Identifier: Apache-2.0
#include "bot/github_sweep.hpp"

#include "bot/github_walk.hpp"
#include "sources/github/sweep.hpp"
#include "storage/activity.hpp"

#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Lists = std::vector<storage::SweptList>;

Lists lists_of(const std::vector<sources::github::Swept>& repositories) {
    Lists lists;
    for (const auto& swept : repositories) {
        const auto key = std::to_string(swept.id);
        lists.push_back({key, insight::ItemKind::change, swept.changes.total, swept.changes.at});
        lists.push_back({key, insight::ItemKind::issue, swept.issues.total, swept.issues.at});
    }
    return lists;
}

}  // namespace

asio::awaitable<void> GithubSweep::walk(std::string organisation) {
    WalkKind kind{.kind = "sweep", .doing = "looking for what changed in", .of = "changes"};
    kind.query = sources::github::sweep_query();
    kind.read = [](const core::Json& data) -> core::Result<WalkPage> {
        const auto read = sources::github::read_sweep(data);
        if (!read) return read.error();
        WalkPage page{.next = read->next, .rows = read->repositories.size(), .holes = read->holes};
        const auto lists = std::make_shared<const Lists>(lists_of(read->repositories));
        page.keep = [lists](storage::Writer& writer, const storage::Walk& walk, core::Time) {
            storage::ActivityWriter(writer).put_swept(walk.source, *lists);
        };
        return page;
    };
    co_await walk_organisation(calls_, kind, std::move(organisation));
}

}  // namespace bot
