// SPDX-License-Identifier: Apache-2.0
// What CI does with other people's changes, over every vendor's files. Places are "path:line". Pure.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>

namespace insight {

struct CiFindings {
    std::optional<std::string> tests_changes;         // runs on changes and runs tests
    std::optional<std::string> tests_some_changes;    // the same, for some changes only
    std::optional<std::string> tests_without_effect;  // the same, and CI stays green when they fail
    std::optional<std::string> tests_base_branch;     // on pull_request_target, without the change
    std::optional<std::string>
        calls_out;  // runs on changes and calls a shared workflow or action that was not read
    std::optional<std::string>
        runs_elsewhere;  // runs tests; its server's settings decide when (Jenkins, Cloud Build …)
    std::optional<std::string> hidden;        // its server runs it, and what it runs stands elsewhere
    std::optional<std::string> other;         // on push only, lint or docs only
    std::optional<std::string> switched_off;  // all its jobs are
    std::optional<std::string> cut;           // a file whose further steps were not read
    std::optional<std::string> test_step;     // any step with a test command, whatever starts it
    bool default_branch_unseen = false;  // for changes to some branches; which is the default is not known
    std::string unread;                  // path of the first file of which no text is known
    std::string unreadable;              // path of a file that could not be read as what it is
};
CiFindings find_ci(const Facts& facts);

}  // namespace insight
