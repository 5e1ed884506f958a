// SPDX-License-Identifier: Apache-2.0
// What an answer of GitHub means for whoever asked. Pure. Source: docs.github.com, "Rate limits for the REST
// API", "Rate limits and query limits for the GraphQL API", "Best practices for using the REST API".
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>

namespace sources::github {

struct Outcome {
    enum class Kind {
        fine,           // what was asked for
        unchanged,      // 304: as it was when its ETag was kept
        moved,          // `location` has it now
        wait,           // a limit: nothing was done; again at `until`
        too_heavy,      // nothing came; a smaller page may pass
        partial,        // GraphQL: some of it; what is missing is unknown, not "no"
        gone,           // not there, or not for this credential
        denied,         // the credential is refused, or may not see this
        trouble,        // the server's, or on the way; again later
        not_understood  // nothing that GitHub documents: another server, or a mistake of ours
    } kind = Kind::not_understood;
    core::Time until{};         // of wait
    bool is_secondary = false;  // of wait: not the hourly budget, but how fast we were
    bool is_heavy = false;      // of partial: because it was too much at once
    int status = 0;             // of HTTP
    std::string location;       // of moved
    std::string detail;         // for the log: status and GitHub's own word, never a header or a body
};

// What is left of an hourly budget, as the last answer told.
struct Left {
    std::string resource;  // "core", "graphql"
    std::int64_t limit = 0, remaining = 0;
    core::Time resets_at{};
};
// Nothing where the server told none (Enterprise Server without limits).
std::optional<Left> left_of(const net::Response& response);

Outcome outcome_of_rest(const net::Response& response, core::Time now);
// `body`: the answer as JSON; null when it was none. GraphQL tells of limits and of failures with status 200.
Outcome outcome_of_graphql(const net::Response& response, const core::Json& body, core::Time now);

}  // namespace sources::github
