// SPDX-License-Identifier: Apache-2.0
// Keeping one record of a file of facts. Each function says what became of it, or in a sentence why it cannot
// be kept: it refers to what nobody has stated. Equal rows are not written.
#pragma once

#include "core/result.hpp"
#include "insight/connector/records.hpp"
#include "storage/fact_ids.hpp"

namespace storage {

enum class Put { fresh, changed, unchanged, gone };
using PutResult = core::Result<Put>;

struct FactRows {
    Connection& connection;
    Writer& writer;
    Time now{};
    FactIds ids;

    PutResult put(const insight::connector::Team& team);
    PutResult put(const insight::connector::Person& person);
    PutResult put(const insight::connector::Membership& membership);
    PutResult put(const insight::connector::Repository& repository);
    PutResult put(const insight::connector::Ownership& ownership);
    PutResult put(const insight::connector::CheckFact& fact);
    PutResult put(const insight::connector::PullRequest& change);
    PutResult put(const insight::connector::Issue& issue);
    PutResult put(const insight::connector::Response& response);
    PutResult put(const insight::connector::TrackerIssue& issue);
    // Unchanged when there is none.
    Put remove(const insight::connector::Team& team);
    Put remove(const insight::connector::Person& person);
    Put remove(const insight::connector::Membership& membership);
    Put remove(const insight::connector::Repository& repository);
    Put remove(const insight::connector::Ownership& ownership);
    Put remove(const insight::connector::CheckFact& fact);
    Put remove(const insight::connector::PullRequest& change);
    Put remove(const insight::connector::Issue& issue);
    Put remove(const insight::connector::Response& response);
    Put remove(const insight::connector::TrackerIssue& issue);

    // The rows that ids mean; Errc::not_found.
    core::Result<std::int64_t> need_team(const std::string& id);
    core::Result<std::int64_t> need_repository(const std::string& id);
    core::Result<std::int64_t> need_person(const std::string& id);
    bool is_known_team(const std::string& id);  // more than a mention
    // Nothing for an empty id.
    core::Result<std::optional<std::int64_t>> person_if(const std::string& id);
};

}  // namespace storage
