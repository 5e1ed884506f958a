// SPDX-License-Identifier: Apache-2.0
#include "bot/github_inventory.hpp"

#include "bot/github_walk.hpp"
#include "insight/settings_json.hpp"
#include "sources/github/inventory.hpp"

#include <memory>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using sources::github::Listed;

void keep(storage::Writer& writer, const storage::Walk& walk, Listed listed, core::Time began) {
    listed.repository.key = std::to_string(listed.id);
    listed.repository.source = walk.source;
    const storage::Hosted hosted{.subject = walk.subject,
                                 .branch = listed.branch,
                                 .head = listed.commit,
                                 .settings = core::dump_json(insight::to_json(listed.settings))};
    writer.put_hosted(listed.repository, hosted, began);
}

}  // namespace

asio::awaitable<void> GithubInventory::walk(std::string organisation) {
    WalkKind kind{.kind = "inventory", .doing = "listing", .of = "repositories"};
    kind.query = sources::github::inventory_query();
    kind.read = [&run = calls_.run](const core::Json& data) -> core::Result<WalkPage> {
        auto read = sources::github::read_inventory(data);
        if (!read) return read.error();
        const auto rows = std::make_shared<std::vector<Listed>>(std::move(read->repositories));
        run.report.listed += static_cast<std::int64_t>(rows->size());
        run.progress.listed = run.report.listed;
        WalkPage page{.next = read->next, .rows = rows->size(), .holes = read->holes};
        page.keep = [rows](storage::Writer& writer, const storage::Walk& walk, core::Time began) {
            for (const auto& listed : *rows) keep(writer, walk, listed, began);
        };
        return page;
    };
    kind.at_end = [](storage::Writer& writer, const storage::Walk& walk, core::Time began) {
        if (walk.holes == 0) writer.mark_gone(walk.source, walk.subject, began, began);
        return std::string();
    };
    co_await walk_organisation(calls_, kind, std::move(organisation));
}

}  // namespace bot
