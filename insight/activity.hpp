// SPDX-License-Identifier: Apache-2.0
// What a host tells of changes and issues beside the item itself, and what is judged of an issue's words
// while they are read: the words themselves are not kept. Pure.
#pragma once

#include "insight/company.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace insight {

// What an issue's text offers to somebody who has not met the code.
struct IssueText {
    bool is_long = false;              // 200 characters or more
    bool has_acceptance_list = false;  // a list to tick off, or a heading that says so
    bool has_pointer = false;          // a file, or a piece of code
    bool names_mentor = false;
};
IssueText judge_issue_text(std::string_view body);

// Somebody says that they take it up, or that they do not after all. Nothing: neither.
enum class SoftClaim { takes, releases };
std::optional<SoftClaim> soft_claim_in(std::string_view comment);

// Labels by which an issue is offered to newcomers, in any letter case, with blanks or hyphens.
bool is_newcomer_label(std::string_view label);

// Of an issue.
struct IssueState {
    IssueText text;
    bool locked = false;
    bool has_linked_change = false;  // open or merged, that closes it
    std::optional<Time> offered_at;  // when it last got a label for newcomers that it has
    std::string claimer;             // key: whose soft claim stands
    std::optional<Time> claimed_at;
};

// A change or an issue as its host tells of it.
struct HostedItem {
    Item item;         // responses: of each person the first, at or after it was ready
    std::string node;  // the host's own name of it, for a question about it alone
    Time updated_at{};
    std::string association;  // as the host calls it, of today: evidence, never the reason
    bool is_from_fork = false;
    // The list of what happened was cut before somebody had answered, or before it could be told when it was
    // ready: it takes a question about it alone.
    bool is_undecided = false;
    std::optional<IssueState> issue;  // of an issue
};

}  // namespace insight
