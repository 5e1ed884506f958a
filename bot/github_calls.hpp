// SPDX-License-Identifier: Apache-2.0
// What the streams of one GitHub share: the settings, the one way to call it, and the way to the store. Each
// kind of fact has a file of its own: bot/github_inventory, github_files, github_sweep, github_activity,
// github_undecided, github_teams. Loop's thread.
#pragma once

#include "bot/config.hpp"
#include "bot/database_threads.hpp"
#include "bot/source_run.hpp"
#include "net/worker.hpp"
#include "sources/github/api.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>

namespace bot {

// What came of a call, once nothing more could be done about it.
struct Called {
    sources::github::Outcome outcome;
    core::Json body;  // what came, also in part; null when nothing did
    bool was_answered = false;
    std::string next;  // of REST: the address of the next page
    bool has_some() const {
        return outcome.kind == sources::github::Outcome::Kind::fine ||
               outcome.kind == sources::github::Outcome::Kind::partial;
    }
};

// Why nothing is read from a host whose rows came in by a file.
std::string by_file(const GithubSettings& settings);

class GithubCalls {
  public:
    // All of it outlives this.
    GithubCalls(const GithubSettings& settings_, DatabaseThreads& database_, net::Worker& worker_,
                sources::github::Api& api_, SourceRun& run_)
        : settings(settings_), database(database_), worker(worker_), api(api_), run(run_) {}

    // One page of a list: waited for, tried again, and halved down to `smallest` when it is too heavy; `size`
    // is then the size that passed. `variables` gives those for a size.
    using Variables = std::function<core::Json(int size)>;
    boost::asio::awaitable<Called> page(std::string query, Variables variables, int& size, int smallest);
    // A query that cannot be made smaller.
    boost::asio::awaitable<Called> query(std::string query, core::Json variables);
    // GET of a path, or of a page's address as GitHub gave it.
    boost::asio::awaitable<Called> get(std::string path);

    // A unit of the store's writer; `Touches::messages` when no answer rests on it.
    boost::asio::awaitable<void> keep(std::function<void(storage::Writer&)> unit,
                                      Touches touches = Touches::facts);

    const GithubSettings& settings;
    DatabaseThreads& database;
    net::Worker& worker;
    sources::github::Api& api;
    SourceRun& run;
};

}  // namespace bot
