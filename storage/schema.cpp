// SPDX-License-Identifier: Apache-2.0
// What is kept. Truths are integers 0 and 1; words (kinds, outcomes) are text; lists (topics, labels) are
// text, one entry a line.
#include "storage/migrations.hpp"

namespace storage {
namespace {

constexpr std::string_view first = R"(
CREATE TABLE schema_version (version {int64} NOT NULL) {strict};
INSERT INTO schema_version (version) VALUES (0);

CREATE TABLE meta (key {text} NOT NULL PRIMARY KEY, value {text} NOT NULL) {strict};
CREATE TABLE delivery (key {text} NOT NULL PRIMARY KEY, at {time} NOT NULL) {strict};
CREATE INDEX delivery_at ON delivery (at);

-- known = 0: only referred to so far, by a membership, an ownership or an item.
CREATE TABLE team (
    id {id}, key {text} NOT NULL UNIQUE, name {text} NOT NULL, parent {text} NOT NULL, zone {text} NOT NULL,
    source {text} NOT NULL, known {int64} NOT NULL
) {strict};
CREATE TABLE person (
    id {id}, key {text} NOT NULL UNIQUE, login {text} NOT NULL, name {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('human', 'bot', 'agent')), source {text} NOT NULL, known {int64} NOT NULL
) {strict};
-- Valid in [valid_from, valid_to); no valid_to = still.
CREATE TABLE membership (
    person {int64} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    team {int64} NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    valid_from {time} NOT NULL, valid_to {time}, PRIMARY KEY (person, team, valid_from)
) {strict};
CREATE INDEX membership_team ON membership (team);

-- latest: the newest assessment. No foreign key: the two tables would need each other, and both rows go together.
CREATE TABLE repository (
    id {id}, source {text} NOT NULL, key {text} NOT NULL, name {text} NOT NULL, name_folded {text} NOT NULL,
    full_name {text} NOT NULL, full_name_folded {text} NOT NULL, description {text} NOT NULL, language {text} NOT NULL,
    topics {text} NOT NULL, visibility {text} NOT NULL CHECK (visibility IN ('public', 'internal', 'private')),
    archived {int64} NOT NULL, created_at {time} NOT NULL, pushed_at {time} NOT NULL, contact {text} NOT NULL,
    latest {int64}, UNIQUE (source, key)
) {strict};
CREATE INDEX repository_key ON repository (key);
CREATE INDEX repository_name ON repository (name_folded);
CREATE INDEX repository_full_name ON repository (full_name_folded);
CREATE TABLE ownership (
    repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    team {int64} NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    valid_from {time} NOT NULL, valid_to {time}, PRIMARY KEY (repository, team, valid_from)
) {strict};
CREATE INDEX ownership_team ON ownership (team);

CREATE TABLE item (
    id {id}, repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE, key {text} NOT NULL,
    kind {text} NOT NULL CHECK (kind IN ('change', 'issue')), number {int64} NOT NULL, title {text} NOT NULL,
    author {int64} REFERENCES person (id) ON DELETE SET NULL,
    created_at {time} NOT NULL, ready_at {time}, merged_at {time}, closed_at {time},
    merger {int64} REFERENCES person (id) ON DELETE SET NULL, labels {text} NOT NULL,
    assignee {int64} REFERENCES person (id) ON DELETE SET NULL, UNIQUE (repository, key)
) {strict};
CREATE INDEX item_author ON item (author);
CREATE INDEX item_merger ON item (merger);
CREATE INDEX item_assignee ON item (assignee);
CREATE TABLE response (
    item {int64} NOT NULL REFERENCES item (id) ON DELETE CASCADE,
    person {int64} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    at {time} NOT NULL, PRIMARY KEY (item, person, at)
) {strict};
CREATE INDEX response_person ON response (person);

CREATE TABLE assessment (
    id {id}, repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE, at {time} NOT NULL,
    revision {text} NOT NULL, mode {text} NOT NULL, profile {text} NOT NULL, level_possible {int64} NOT NULL,
    level_proven {int64} NOT NULL, score {real} NOT NULL, coverage {real} NOT NULL, scored {int64} NOT NULL,
    body {text} NOT NULL
) {strict};
CREATE INDEX assessment_repository ON assessment (repository, at);
CREATE TABLE finding (
    assessment {int64} NOT NULL REFERENCES assessment (id) ON DELETE CASCADE, check_id {text} NOT NULL,
    outcome {text} NOT NULL, weight {int64} NOT NULL, exempt {int64} NOT NULL, PRIMARY KEY (assessment, check_id)
) {strict};

-- Append-only: no statement changes a row (a trigger refuses it), and one is removed only when its term is over.
CREATE TABLE audit (
    id {id}, at {time} NOT NULL, who {text} NOT NULL, what {text} NOT NULL, place {text} NOT NULL, why {text} NOT NULL,
    before {text} NOT NULL, after {text} NOT NULL, request {text} NOT NULL, dry {int64} NOT NULL
) {strict};
CREATE INDEX audit_at ON audit (at);
)";

// What came from Slack and what goes there. A body stands in `received` from before its acknowledgement until
// it is answered, one in `outgoing` until it ended; the keys outlast them, so that nothing is taken or sent
// twice.
constexpr std::string_view durable_slack = R"(
CREATE TABLE received (
    id {id}, key {text} NOT NULL UNIQUE, at {time} NOT NULL, kind {text} NOT NULL, installation {int64} NOT NULL,
    body {text} NOT NULL, answered {int64} NOT NULL
) {strict};
CREATE INDEX received_answered ON received (answered, id);
CREATE INDEX received_at ON received (at);
INSERT INTO received (key, at, kind, installation, body, answered) SELECT key, at, '', 1, '', 1 FROM delivery;
DROP TABLE delivery;

-- lane: what keeps its order and pace, a channel or one address.
CREATE TABLE outgoing (
    id {id}, installation {int64} NOT NULL, lane {text} NOT NULL, op {text} NOT NULL CHECK (op IN ('post', 'respond')),
    channel {text} NOT NULL, thread {text} NOT NULL, address {text} NOT NULL, native {text} NOT NULL, plain {text} NOT NULL,
    claim {text} NOT NULL UNIQUE, reference {text} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')),
    attempts {int64} NOT NULL, not_before {time} NOT NULL, created_at {time} NOT NULL, ended_at {time},
    ts {text} NOT NULL, error {text} NOT NULL
) {strict};
CREATE INDEX outgoing_lane ON outgoing (state, lane, id);
CREATE INDEX outgoing_ended ON outgoing (ended_at);
)";

// What each person chose for themselves. `chosen`: the repositories that are theirs, in their order.
constexpr std::string_view personal_settings = R"(
CREATE TABLE personal_settings (
    installation {int64} NOT NULL, person {text} NOT NULL, full_home {int64} NOT NULL, version {int64} NOT NULL,
    PRIMARY KEY (installation, person)
) {strict};
CREATE TABLE chosen (
    installation {int64} NOT NULL, person {text} NOT NULL,
    repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE, place {int64} NOT NULL,
    PRIMARY KEY (installation, person, repository)
) {strict};
CREATE INDEX chosen_repository ON chosen (repository);
CREATE TABLE welcomed (
    installation {int64} NOT NULL, person {text} NOT NULL, at {time} NOT NULL, PRIMARY KEY (installation, person)
) {strict};
)";

// key: the workspace's or organisation's id. Rows stay when they are gone: whoever installs again has the
// same id. Tokens are sealed for the id (bot/token_vault); codes and states are hashes.
constexpr std::string_view installations = R"(
CREATE TABLE installation (
    id {int64} NOT NULL PRIMARY KEY, key {text} NOT NULL UNIQUE, kind {text} NOT NULL CHECK (kind IN ('team', 'enterprise')),
    team {text} NOT NULL, team_name {text} NOT NULL, enterprise {text} NOT NULL, enterprise_name {text} NOT NULL,
    bot_user {text} NOT NULL, app {text} NOT NULL, scopes {text} NOT NULL, installed_by {text} NOT NULL,
    token {text} NOT NULL, refresh_token {text} NOT NULL, expires_at {time}, claimed_until {time} NOT NULL,
    state {text} NOT NULL CHECK (state IN ('active', 'gone')),
    installed_at {time} NOT NULL, renewed_at {time} NOT NULL, gone_at {time}
) {strict};
CREATE TABLE install_link (
    hash {text} NOT NULL PRIMARY KEY, made_by {text} NOT NULL, made_at {time} NOT NULL, expires_at {time} NOT NULL,
    used_at {time}
) {strict};
CREATE TABLE oauth_state (
    state {text} NOT NULL PRIMARY KEY, browser {text} NOT NULL, link {text} NOT NULL, expires_at {time} NOT NULL
) {strict};
CREATE INDEX oauth_state_expires ON oauth_state (expires_at);
)";

// Who may see and do what, as Slack says it, with the time when it was read; what is paused; what was carried
// out once; channels that take no messages.
constexpr std::string_view authority = R"(
CREATE TABLE pause (
    reach {text} NOT NULL CHECK (reach IN ('everything', 'kind', 'channel')), name {text} NOT NULL, ends_at {time},
    who {text} NOT NULL, since {time} NOT NULL, PRIMARY KEY (reach, name)
) {strict};
CREATE TABLE performed (key {text} NOT NULL PRIMARY KEY, at {time} NOT NULL, answer {text} NOT NULL) {strict};
CREATE INDEX performed_at ON performed (at);

-- kind: what a pause can hold; an answer never waits. expires_at: later it tells nobody anything.
ALTER TABLE outgoing ADD COLUMN kind {text} NOT NULL DEFAULT 'answer';
ALTER TABLE outgoing ADD COLUMN expires_at {time};

CREATE TABLE slack_trouble (
    installation {int64} NOT NULL, channel {text} NOT NULL, error {text} NOT NULL, first_at {time} NOT NULL,
    last_at {time} NOT NULL, occurrences {int64} NOT NULL, told_at {time}, PRIMARY KEY (installation, channel, error)
) {strict};
CREATE TABLE slack_person (
    installation {int64} NOT NULL, person {text} NOT NULL,
    standing {text} NOT NULL CHECK (standing IN ('member', 'guest', 'stranger', 'gone', 'bot')),
    read_at {time} NOT NULL, PRIMARY KEY (installation, person)
) {strict};
CREATE TABLE slack_group (
    installation {int64} NOT NULL, usergroup {text} NOT NULL, read_at {time} NOT NULL, PRIMARY KEY (installation, usergroup)
) {strict};
CREATE TABLE slack_group_member (
    installation {int64} NOT NULL, usergroup {text} NOT NULL, person {text} NOT NULL,
    PRIMARY KEY (installation, usergroup, person)
) {strict};
-- guests: no value = not known.
CREATE TABLE slack_channel (
    installation {int64} NOT NULL, channel {text} NOT NULL, name {text} NOT NULL, external {int64} NOT NULL,
    closed {int64} NOT NULL, archived {int64} NOT NULL, joined {int64} NOT NULL, guests {int64}, read_at {time} NOT NULL,
    PRIMARY KEY (installation, channel)
) {strict};
)";

// repositories: ids with blanks between, of what a message tells; asker: whom it answers.
constexpr std::string_view judged_again = R"(
ALTER TABLE outgoing ADD COLUMN repositories {text} NOT NULL DEFAULT '';
ALTER TABLE outgoing ADD COLUMN asker {text} NOT NULL DEFAULT '';
)";

// exemptions: gates of the level that an exemption alone passes over; no value = judged before they were
// counted, so that the body says it.
constexpr std::string_view counted_exemptions = R"(
ALTER TABLE assessment ADD COLUMN exemptions {int64};
UPDATE assessment SET exemptions = 0 WHERE NOT EXISTS
    (SELECT 1 FROM finding WHERE finding.assessment = assessment.id AND finding.exempt = 1);
)";

// What Slack moves: workspaces into organisations, channels to other ids. quiet: for who is from outside.
constexpr std::string_view moves = R"(
CREATE TABLE workspace_move (
    installation {int64} NOT NULL PRIMARY KEY, started_at {time} NOT NULL, ends_at {time} NOT NULL
) {strict};
CREATE TABLE channel_move (
    installation {int64} NOT NULL, old_id {text} NOT NULL, new_id {text} NOT NULL, at {time} NOT NULL,
    PRIMARY KEY (installation, old_id)
) {strict};
ALTER TABLE outgoing ADD COLUMN quiet {int64} NOT NULL DEFAULT 0;
)";

// Removing goes by a term, which only the program knows; see storage/records.cpp.
constexpr std::string_view unchanging_audit = "{audit_stays_as_it_is}";

// gone_at: its source does not show it any more (deleted, moved out of sight, or no right to see it): nobody
// is told of it until it is shown again.
constexpr std::string_view sources = R"(
ALTER TABLE repository ADD COLUMN gone_at {time};

-- A walk through pages of a source: cursor is where it goes on, started_at since when it is under way (no value =
-- it is not), holes how much of it could not be read, walked_at when the last whole one had begun.
CREATE TABLE sync_walk (
    source {text} NOT NULL, kind {text} NOT NULL, subject {text} NOT NULL, cursor {text} NOT NULL,
    page_size {int64} NOT NULL, started_at {time}, holes {int64} NOT NULL, walked_at {time}, tried_at {time} NOT NULL,
    trouble {text} NOT NULL, PRIMARY KEY (source, kind, subject)
) {strict};
-- What a host told of a repository: settings as JSON; head is the newest commit, read_head the one whose files
-- were read.
CREATE TABLE hosted (
    repository {int64} NOT NULL PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE, subject {text} NOT NULL,
    branch {text} NOT NULL, head {text} NOT NULL, settings {text} NOT NULL, seen_at {time} NOT NULL,
    read_head {text} NOT NULL, read_settings {text} NOT NULL, read_at {time}
) {strict};
)";

// The directory: names of people in each system, and of each row which source states it and by which link of
// the chains (insight/directory/links) it answers. subject: the repository as its source calls it, in small
// letters, or # and its id; `repository` is empty while nobody knows one that is called so.
constexpr std::string_view company_directory = R"(
CREATE TABLE identity (
    person {int64} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind {text} NOT NULL CHECK (kind IN ('employee', 'email', 'github', 'gitlab', 'jira', 'slack')), value {text} NOT NULL,
    PRIMARY KEY (person, kind, value)
) {strict};
CREATE INDEX identity_value ON identity (kind, value);
ALTER TABLE person ADD COLUMN manager {text} NOT NULL DEFAULT '';

CREATE TABLE stated_membership (
    source {text} NOT NULL, person {int64} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    team {int64} NOT NULL REFERENCES team (id) ON DELETE CASCADE, link {int64} NOT NULL,
    valid_from {time} NOT NULL, valid_to {time}, PRIMARY KEY (source, person, team, valid_from)
) {strict};
INSERT INTO stated_membership (source, person, team, link, valid_from, valid_to)
    SELECT p.source, m.person, m.team, 2, m.valid_from, m.valid_to FROM membership m JOIN person p ON p.id = m.person;
DROP TABLE membership;
ALTER TABLE stated_membership RENAME TO membership;
CREATE INDEX membership_person ON membership (person);
CREATE INDEX membership_team ON membership (team);

CREATE TABLE stated_ownership (
    source {text} NOT NULL, subject {text} NOT NULL, path {text} NOT NULL,
    repository {int64} REFERENCES repository (id) ON DELETE SET NULL,
    team {int64} NOT NULL REFERENCES team (id) ON DELETE CASCADE, link {int64} NOT NULL,
    valid_from {time} NOT NULL, valid_to {time}, PRIMARY KEY (source, subject, path, team, valid_from)
) {strict};
INSERT INTO stated_ownership (source, subject, path, repository, team, link, valid_from, valid_to)
    SELECT r.source, '#' || CAST(r.id AS {text}), '', r.id, o.team, CASE WHEN r.source = 'git' THEN 4 ELSE 1 END,
    o.valid_from, o.valid_to FROM ownership o JOIN repository r ON r.id = o.repository;
DROP TABLE ownership;
ALTER TABLE stated_ownership RENAME TO ownership;
CREATE INDEX ownership_repository ON ownership (repository, subject);
CREATE INDEX ownership_team ON ownership (team);
)";

// What files of facts state beside the rows above (docs/facts.md): issues of a tracker with their way through
// its statuses, and what checks of readiness ask about; value is JSON. A transition has a status with its
// category, or an assignee (none: nobody). to_judge: repositories whose facts have changed since they were
// judged.
constexpr std::string_view facts = R"(
CREATE TABLE tracker_issue (
    id {id}, source {text} NOT NULL, key {text} NOT NULL, project {text} NOT NULL, created_at {time} NOT NULL,
    resolved_at {time}, resolution {text} NOT NULL, reporter {int64} REFERENCES person (id) ON DELETE SET NULL,
    assignee {int64} REFERENCES person (id) ON DELETE SET NULL, team {text} NOT NULL, components {text} NOT NULL,
    labels {text} NOT NULL, UNIQUE (source, key)
) {strict};
CREATE INDEX tracker_issue_reporter ON tracker_issue (reporter);
CREATE INDEX tracker_issue_assignee ON tracker_issue (assignee);
CREATE TABLE tracker_transition (
    issue {int64} NOT NULL REFERENCES tracker_issue (id) ON DELETE CASCADE, place {int64} NOT NULL, at {time} NOT NULL,
    status {text} NOT NULL, category {text} NOT NULL CHECK (category IN ('', 'to_do', 'in_progress', 'done')),
    assignee {int64} REFERENCES person (id) ON DELETE SET NULL, PRIMARY KEY (issue, place)
) {strict};
CREATE INDEX tracker_transition_assignee ON tracker_transition (assignee);
CREATE TABLE check_fact (
    repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE, fact {text} NOT NULL, value {text} NOT NULL,
    place {text} NOT NULL, at {time} NOT NULL, PRIMARY KEY (repository, fact)
) {strict};
CREATE TABLE to_judge (
    repository {int64} NOT NULL PRIMARY KEY REFERENCES repository (id) ON DELETE CASCADE
) {strict};
)";

// What happens in a repository: how far its lists of changes and of issues are read (storage/activity), and
// what a host tells of each beside the item. undecided: who answered first, or since when it was ready, takes
// a question about it alone; asked_at: the last one could not tell.
constexpr std::string_view activity = R"(
CREATE TABLE stream (
    repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    kind {text} NOT NULL CHECK (kind IN ('change', 'issue')), newest_at {time}, total {int64} NOT NULL,
    read_to {time}, read_from {time}, whole {int64} NOT NULL, back_cursor {text} NOT NULL,
    news_cursor {text} NOT NULL, news_to {time}, page_size {int64} NOT NULL, holes {int64} NOT NULL,
    stuck {int64} NOT NULL, news_stuck {int64} NOT NULL, skipped {int64} NOT NULL, tried_at {time}, trouble {text} NOT NULL,
    PRIMARY KEY (repository, kind)
) {strict};
CREATE TABLE hosted_item (
    item {int64} NOT NULL PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE, node {text} NOT NULL,
    updated_at {time} NOT NULL, association {text} NOT NULL, from_fork {int64} NOT NULL, undecided {int64} NOT NULL,
    asked_at {time}
) {strict};
CREATE INDEX person_login ON person (source, LOWER(login));
CREATE INDEX hosted_item_undecided ON hosted_item (undecided, item);
CREATE TABLE issue_state (
    item {int64} NOT NULL PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE, long_text {int64} NOT NULL,
    acceptance_list {int64} NOT NULL, pointer {int64} NOT NULL, mentor {int64} NOT NULL, locked {int64} NOT NULL,
    linked_change {int64} NOT NULL, offered_at {time},
    claimer {int64} REFERENCES person (id) ON DELETE SET NULL, claimed_at {time}
) {strict};
CREATE INDEX issue_state_claimer ON issue_state (claimer);

-- Teams as a host has them: slug is its name in addresses, subject the organisation. A listing is known by when it
-- began: listed_at is the last that showed the team, members_at and repositories_at the last whose list of them was
-- kept whole, ..missed_at the first of those in a row that showed none of them. since: what the first whole list
-- shows is so from then.
CREATE TABLE hosted_team (
    team {int64} NOT NULL PRIMARY KEY REFERENCES team (id) ON DELETE CASCADE, source {text} NOT NULL,
    subject {text} NOT NULL, slug {text} NOT NULL, listed_at {time} NOT NULL, since {time} NOT NULL,
    members_at {time}, members_missed_at {time}, repositories_at {time}, repositories_missed_at {time}
) {strict};
CREATE INDEX hosted_team_source ON hosted_team (source, subject);
CREATE INDEX hosted_team_slug ON hosted_team (source, slug);
-- What everybody in a team may do with a repository, by the host's word.
CREATE TABLE reader (
    repository {int64} NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
    team {int64} NOT NULL REFERENCES team (id) ON DELETE CASCADE, role {text} NOT NULL,
    PRIMARY KEY (repository, team)
) {strict};
CREATE INDEX reader_team ON reader (team);
)";

constexpr std::array<Migration, 13> steps = {{{1, first},
                                              {2, durable_slack},
                                              {3, installations},
                                              {4, personal_settings},
                                              {5, authority},
                                              {6, judged_again},
                                              {7, counted_exemptions},
                                              {8, moves},
                                              {9, unchanging_audit},
                                              {10, sources},
                                              {11, company_directory},
                                              {12, facts},
                                              {13, activity}}};

}  // namespace

std::span<const Migration> migrations() { return steps; }

}  // namespace storage
