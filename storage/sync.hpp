// SPDX-License-Identifier: Apache-2.0
// How far the walks through outside sources are, and what hosts told of repositories.
#pragma once

#include "core/time.hpp"
#include "insight/company.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace storage {

// A walk through the pages of one kind of fact: "inventory" of the organisation `subject` in `source`. Page
// and place are committed together, so a walk that was interrupted goes on where it was.
struct Walk {
    std::string source;                    // "github:acme"
    std::string kind;                      // "inventory"
    std::string subject;                   // "acme"
    std::string cursor;                    // as the source gave it; empty = at the start
    int page_size = 0;                     // the last that passed
    std::optional<core::Time> started_at;  // nothing = none is under way
    int holes = 0;                         // of the walk under way: what could not be read
    std::optional<core::Time> walked_at;   // when the last whole one began: it holds all that was before
    core::Time tried_at{};
    std::string trouble;  // one sentence; empty when the last try went well
};

// What the host told of a repository beside its row.
struct Hosted {
    std::string subject;   // of the walk that found it
    std::string branch;    // the default branch; empty in an empty repository
    std::string head;      // its newest commit
    std::string settings;  // JSON, see insight/settings_json
};

// A repository whose newest commit or settings have not been judged yet.
struct UnreadRepository {
    std::int64_t id = 0;
    insight::Repository repository;
    Hosted hosted;
};

}  // namespace storage
