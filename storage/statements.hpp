// SPDX-License-Identifier: Apache-2.0
// Every SQL text that the program runs as a query, in one registry: a connection takes nothing else, so a
// test can prepare all of them on PostgreSQL. Portable by rule: no LIKE, no bare columns beside aggregates,
// no implicit NULL order, no date functions, and nothing is sorted by text (collations differ): names are
// sorted in C++.
#pragma once

#include <cstddef>
#include <string>

namespace storage {

enum class Sql {
    put_team,
    team_by_key,
    add_team_stub,
    team_names,
    put_person,
    person_by_key,
    add_person_stub,
    put_membership,
    put_ownership,
    put_item,
    clear_responses,
    put_response,
    put_repository,
    repository_by_key,
    repository_source,
    all_repositories,
    repository_by_id,
    repositories_by_name,
    repository_names,
    searchable,
    owners_of_all,
    owners_of_one,
    add_assessment,
    renew_assessment,
    put_finding,
    clear_findings,
    set_latest,
    latest_mark,
    findings_of,
    latest_body,
    assessment_body,
    history,
    tally,
    counts,
    forget_repositories,
    forget_people,
    forget_teams,
    get_meta,
    put_meta,
    forget_received,
    accept,
    unanswered,
    mark_answered,
    put_outgoing,
    outgoing_by_claim,
    next_outgoing,
    begin_sending,
    delay_outgoing,
    end_outgoing,
    forget_outgoing,
    outgoing_counts,
    lost_messages,
    settings_of,
    put_settings,
    chosen_by,
    clear_chosen,
    add_chosen,
    is_welcomed,
    welcome,
    add_audit,
    audit_since,
    schema_version,
    set_schema_version,
    last_ = set_schema_version
};
constexpr std::size_t statement_count = static_cast<std::size_t>(Sql::last_) + 1;

std::string text_of(Sql sql);

}  // namespace storage
