// SPDX-License-Identifier: Apache-2.0
#include "storage/statements.hpp"

#include "storage/dialect.hpp"
#include "storage/store.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace storage {
namespace {

const std::string repository_columns =
    "SELECT r.id, r.name, r.full_name, r.description, r.language, r.source, r.contact, r.topics, "
    "r.visibility, r.archived, "
    "a.level_possible, a.level_proven, a.score, a.at, a.scored, a.exemptions "
    "FROM repository r LEFT JOIN assessment a ON a.id = r.latest";
// A row of a file that was read before the repository was known finds it by its full name, or by its name
// where no full name is so; each where only one has it.
std::string owners(const std::string& narrowed) {
    const std::string valid =
        " WHERE o.valid_from <= :now AND (o.valid_to IS NULL OR o.valid_to > :now)" + narrowed;
    const std::string columns =
        "SELECT r.id, t.name, o.link, o.path, t.key FROM ownership o JOIN team t ON t.id = o.team JOIN "
        "repository r ON ";
    const auto called = [](const std::string& column) {
        return "(SELECT COUNT(*) FROM repository s WHERE s." + column + " = o.subject AND s.gone_at IS NULL)";
    };
    return columns + "r.id = o.repository" + valid + " UNION ALL " + columns +
           "r.full_name_folded = o.subject AND r.gone_at IS NULL" + valid + " AND o.repository IS NULL AND " +
           called("full_name_folded") + " = 1 UNION ALL " + columns +
           "r.name_folded = o.subject AND r.gone_at IS NULL" + valid + " AND o.repository IS NULL AND " +
           called("full_name_folded") + " = 0 AND " + called("name_folded") + " = 1";
}
const std::string walk_columns =
    "SELECT source, kind, subject, cursor, page_size, started_at, walked_at, tried_at, trouble, holes FROM "
    "sync_walk";
const std::string stream_columns =
    "SELECT s.repository, s.kind, r.key, r.full_name, s.newest_at, s.total, s.read_to, s.read_from, s.whole, "
    "s.back_cursor, s.news_cursor, s.news_to, s.page_size, s.holes, s.stuck, s.skipped, s.trouble, "
    "s.news_stuck FROM "
    "stream s JOIN repository r ON r.id = "
    "s.repository";
// A list waits when it was never read, when something has changed since, when a walk from its newest is under
// way, or when it does not reach back far enough.
const std::string stream_waits =
    " WHERE r.source = :source AND r.gone_at IS NULL AND s.newest_at IS NOT NULL AND s.newest_at > :floor "
    "AND "
    "(s.read_to IS NULL OR s.newest_at > s.read_to OR s.news_to IS NOT NULL OR (s.whole = 0 AND (s.read_from "
    "IS NULL OR s.read_from > :floor)))";
const std::string outgoing_columns =
    "SELECT id, installation, op, channel, thread, address, native, plain, claim, reference, state, "
    "attempts, not_before, created_at, ts, error, kind, expires_at, repositories, asker, quiet FROM "
    "outgoing";
// A pause holds what waits, answers excepted. While a workspace moves, nothing is posted or looked for there.
const std::string held =
    "((outgoing.kind <> 'answer' AND outgoing.state = 'waiting' AND EXISTS (SELECT 1 FROM pause WHERE "
    "(pause.ends_at IS NULL OR pause.ends_at > :now) AND (pause.reach = 'everything' OR (pause.reach = "
    "'kind' "
    "AND pause.name = outgoing.kind) OR (pause.reach = 'channel' AND pause.name = outgoing.channel)))) OR "
    "(outgoing.op = 'post' AND EXISTS (SELECT 1 FROM workspace_move WHERE workspace_move.installation = "
    "outgoing.installation AND workspace_move.ends_at > :now)))";
// Of each lane the first that is not paused; nothing behind it overtakes.
const std::string heads_of_lanes =
    "id IN (SELECT MIN(id) FROM outgoing WHERE state IN ('waiting', 'sending') AND NOT " + held +
    " GROUP BY lane)";
const std::string audit_columns =
    "SELECT id, at, who, what, place, why, before, after, request, dry FROM audit";
const std::string channel_columns =
    "SELECT installation, channel, name, external, closed, archived, joined, guests, read_at FROM "
    "slack_channel";

// Of every table, with its name before.
std::string rows_counted() {
    std::string out;
    for (const std::string_view table : {"meta",
                                         "team",
                                         "person",
                                         "identity",
                                         "membership",
                                         "repository",
                                         "ownership",
                                         "item",
                                         "response",
                                         "assessment",
                                         "finding",
                                         "audit",
                                         "received",
                                         "outgoing",
                                         "personal_settings",
                                         "chosen",
                                         "welcomed",
                                         "installation",
                                         "install_link",
                                         "oauth_state",
                                         "pause",
                                         "performed",
                                         "slack_trouble",
                                         "slack_person",
                                         "slack_group",
                                         "slack_group_member",
                                         "slack_channel",
                                         "workspace_move",
                                         "channel_move",
                                         "sync_walk",
                                         "hosted",
                                         "tracker_issue",
                                         "tracker_transition",
                                         "check_fact",
                                         "to_judge",
                                         "stream",
                                         "hosted_item",
                                         "issue_state",
                                         "hosted_team",
                                         "reader"})
        out += fmt::format("{}SELECT '{}', COUNT(*) FROM {}", out.empty() ? "" : " UNION ALL ", table, table);
    return out;
}

}  // namespace

// No default: a statement without its text does not compile.
std::string text_of(Sql sql) {
    switch (sql) {
        case Sql::put_team:
            return "INSERT INTO team (key, name, parent, zone, source, known) VALUES (:key, :name, :parent, "
                   ":zone, :source, 1) "
                   "ON CONFLICT (key) DO UPDATE SET name = excluded.name, parent = excluded.parent, zone = "
                   "excluded.zone, "
                   "source = CASE WHEN excluded.source = '' THEN team.source ELSE excluded.source END, known "
                   "= 1 RETURNING id";
        case Sql::team_by_key:
            return "SELECT id FROM team WHERE key = :key";
        case Sql::add_team_stub:
            return "INSERT INTO team (key, name, parent, zone, source, known) VALUES (:key, :key, '', '', "
                   ":source, 0) RETURNING id";
        case Sql::team_names:
            return "SELECT DISTINCT name FROM team WHERE known = 1";
        case Sql::open_team_names:
            // Those that own something open, and those that own nothing at all.
            return "SELECT t.name, t.key, t.source, CASE WHEN EXISTS (SELECT 1 FROM ownership o WHERE o.team "
                   "= "
                   "t.id) THEN 1 ELSE 0 END FROM team t WHERE t.known = 1 AND (NOT EXISTS (SELECT 1 FROM "
                   "ownership o WHERE o.team = t.id) OR EXISTS (SELECT 1 FROM ownership o JOIN repository r "
                   "ON "
                   "r.id = o.repository WHERE o.team = t.id AND r.gone_at IS NULL AND r.visibility <> "
                   "'private'))";
        case Sql::put_person:
            return "INSERT INTO person (key, login, name, kind, manager, source, known) VALUES (:key, "
                   ":login, "
                   ":name, :kind, :manager, :source, 1) "
                   "ON CONFLICT (key) DO UPDATE SET login = excluded.login, name = excluded.name, kind = "
                   "excluded.kind, manager = excluded.manager, "
                   "source = CASE WHEN excluded.source = '' THEN person.source ELSE excluded.source END, "
                   "known = 1 RETURNING id";
        case Sql::person_by_key:
            return "SELECT id FROM person WHERE key = :key";
        case Sql::add_person_stub:
            return "INSERT INTO person (key, login, name, kind, source, known) VALUES (:key, '', '', "
                   "'human', :source, 0) "
                   "RETURNING id";
        case Sql::put_membership:
            return "INSERT INTO membership (source, person, team, link, valid_from, valid_to) VALUES "
                   "(:source, "
                   ":person, :team, :link, :from, :to) ON CONFLICT (source, person, team, valid_from) DO "
                   "UPDATE "
                   "SET valid_to = excluded.valid_to, link = excluded.link";
        case Sql::put_ownership:
            return "INSERT INTO ownership (source, subject, path, repository, team, link, valid_from, "
                   "valid_to) "
                   "VALUES (:source, :subject, :path, :repository, :team, :link, :from, :to) ON CONFLICT "
                   "(source, "
                   "subject, path, team, valid_from) DO UPDATE SET repository = excluded.repository, "
                   "valid_to = "
                   "excluded.valid_to, link = excluded.link";

        case Sql::end_ownership:
            return "UPDATE ownership SET valid_to = :now WHERE repository = :repository AND source = :source "
                   "AND valid_to IS NULL";
        case Sql::drop_unbegun:
            return "DELETE FROM ownership WHERE repository = :repository AND source = :source AND valid_to "
                   "IS "
                   "NULL AND valid_from >= :now";
        case Sql::stated_owners:
            return "SELECT t.key, o.valid_to FROM ownership o JOIN team t ON t.id = o.team WHERE "
                   "o.repository "
                   "= :repository AND o.source = :source";
        case Sql::team_of_slug:
            // Of one that was deleted and one made anew under its address the newer: both are known for a
            // while.
            return "SELECT t.id, t.key FROM hosted_team h JOIN team t ON t.id = h.team WHERE h.source = "
                   ":source "
                   "AND h.slug = :slug AND LOWER(h.subject) = :subject ORDER BY h.listed_at DESC, h.team "
                   "DESC "
                   "LIMIT 1";
        case Sql::team_of_name:
            return "SELECT h.team FROM hosted_team h JOIN team t ON t.id = h.team WHERE h.source = :source "
                   "AND "
                   "h.subject = :subject AND t.name = :name ORDER BY h.listed_at DESC, h.team DESC LIMIT 1";
        case Sql::move_ownerships:
            return "UPDATE ownership SET team = :to WHERE team = :from AND NOT EXISTS (SELECT 1 FROM "
                   "ownership o "
                   "WHERE o.source = ownership.source AND o.subject = ownership.subject AND o.path = "
                   "ownership.path AND o.valid_from = ownership.valid_from AND o.team = :to)";
        case Sql::clear_identities:
            return "DELETE FROM identity WHERE person = :person";
        case Sql::put_identity:
            return "INSERT INTO identity (person, kind, value) VALUES (:person, :kind, :value) ON CONFLICT "
                   "(person, kind, value) DO NOTHING";
        case Sql::put_directory_team:
            return "INSERT INTO team (key, name, parent, zone, source, known) VALUES (:key, :name, :parent, "
                   "'', "
                   ":source, 1) ON CONFLICT (key) DO UPDATE SET name = excluded.name, parent = "
                   "excluded.parent, "
                   "source = excluded.source, known = 1 RETURNING id";
        case Sql::name_team:
            return "INSERT INTO team (key, name, parent, zone, source, known) VALUES (:key, :name, '', '', "
                   ":source, 1) ON CONFLICT (key) DO UPDATE SET name = CASE WHEN team.known = 0 THEN "
                   "excluded.name ELSE team.name END, known = 1 RETURNING id";
        case Sql::clear_team_parent:
            return "UPDATE team SET parent = '' WHERE key = :key";
        case Sql::drop_idle_team:
            return "DELETE FROM team WHERE key = :key AND NOT EXISTS (SELECT 1 FROM membership m WHERE "
                   "m.team = "
                   "team.id) AND NOT EXISTS (SELECT 1 FROM ownership o WHERE o.team = team.id)";
        case Sql::drop_person:
            return "DELETE FROM person WHERE id = :id";
        case Sql::drop_membership:
            return "DELETE FROM membership WHERE source = :source AND person = :person AND team = :team AND "
                   "valid_from = :from";
        case Sql::drop_ownership:
            return "DELETE FROM ownership WHERE source = :source AND subject = :subject AND path = :path AND "
                   "team = :team AND valid_from = :from";
        case Sql::directory_teams:
            return "SELECT id, key, name, parent, zone, source, known FROM team WHERE :source = '' OR source "
                   "= :source ORDER BY id";
        case Sql::directory_people:
            return "SELECT id, key, login, name, kind, manager, known FROM person WHERE :source = '' OR "
                   "source = :source ORDER BY id";
        case Sql::directory_identities:
            return "SELECT i.person, i.kind, i.value FROM identity i JOIN person p ON p.id = i.person WHERE "
                   ":source = '' OR p.source = :source ORDER BY i.person";
        case Sql::directory_memberships:
            return "SELECT p.key, t.key, m.link, m.valid_from, m.valid_to FROM membership m JOIN person p ON "
                   "p.id = m.person JOIN team t ON t.id = m.team WHERE :source = '' OR m.source = :source "
                   "ORDER BY m.person, m.team, m.valid_from";
        case Sql::directory_ownerships:
            return "SELECT o.repository, o.subject, o.path, t.key, o.link, o.valid_from, o.valid_to, CASE "
                   "WHEN EXISTS (SELECT 1 FROM repository r WHERE r.id = o.repository AND r.gone_at IS NULL) "
                   "THEN 1 ELSE 0 END FROM ownership o JOIN team t ON t.id = o.team WHERE :source = '' OR "
                   "o.source = :source ORDER BY o.team, o.valid_from";
        case Sql::repositories_called:
            return "SELECT id, full_name_folded FROM repository WHERE gone_at IS NULL AND (full_name_folded "
                   "= :name OR name_folded = :name) ORDER BY id";
        case Sql::forget_ownerships:
            return "DELETE FROM ownership WHERE source = :source";

        case Sql::put_item:
            return "INSERT INTO item (repository, key, kind, number, title, author, created_at, ready_at, "
                   "merged_at, closed_at, "
                   "merger, labels, assignee) VALUES (:repository, :key, :kind, :number, :title, :author, "
                   ":created_at, :ready_at, "
                   ":merged_at, :closed_at, :merger, :labels, :assignee) ON CONFLICT (repository, key) DO "
                   "UPDATE SET "
                   "kind = excluded.kind, number = excluded.number, title = excluded.title, author = "
                   "excluded.author, "
                   "created_at = excluded.created_at, ready_at = excluded.ready_at, merged_at = "
                   "excluded.merged_at, "
                   "closed_at = excluded.closed_at, merger = excluded.merger, labels = excluded.labels, "
                   "assignee = excluded.assignee RETURNING id";
        case Sql::clear_responses:
            return "DELETE FROM response WHERE item = :item";
        case Sql::put_response:
            return "INSERT INTO response (item, person, at) VALUES (:item, :person, :at) ON CONFLICT (item, "
                   "person, at) DO NOTHING";

        case Sql::put_repository:
            return "INSERT INTO repository (source, key, name, name_folded, full_name, full_name_folded, "
                   "description, language, "
                   "topics, visibility, archived, created_at, pushed_at, contact) VALUES (:source, :key, "
                   ":name, :name_folded, "
                   ":full_name, :full_name_folded, :description, :language, :topics, :visibility, :archived, "
                   ":created_at, "
                   ":pushed_at, :contact) ON CONFLICT (source, key) DO UPDATE SET name = excluded.name, "
                   "name_folded = excluded.name_folded, full_name = excluded.full_name, "
                   "full_name_folded = excluded.full_name_folded, description = excluded.description, "
                   "language = excluded.language, topics = excluded.topics, visibility = "
                   "excluded.visibility, "
                   "archived = excluded.archived, created_at = excluded.created_at, pushed_at = "
                   "excluded.pushed_at, "
                   "contact = excluded.contact, gone_at = NULL RETURNING id";
        case Sql::repository_by_key:
            return "SELECT id FROM repository WHERE key = :key ORDER BY CASE WHEN source = :source THEN 0 "
                   "ELSE 1 END, id LIMIT 1";
        case Sql::repository_source:
            return "SELECT source FROM repository WHERE key = :key ORDER BY id LIMIT 1";
        case Sql::all_repositories:
            return repository_columns + " WHERE r.gone_at IS NULL";
        case Sql::put_walk:
            return "INSERT INTO sync_walk (source, kind, subject, cursor, page_size, started_at, holes, "
                   "walked_at, tried_at, trouble) VALUES (:source, :kind, :subject, :cursor, :page_size, "
                   ":started_at, :holes, :walked_at, :tried_at, :trouble) ON CONFLICT (source, kind, "
                   "subject) "
                   "DO UPDATE SET cursor = excluded.cursor, page_size = excluded.page_size, started_at = "
                   "excluded.started_at, holes = excluded.holes, walked_at = excluded.walked_at, tried_at = "
                   "excluded.tried_at, trouble = excluded.trouble";
        case Sql::walk:
            return walk_columns + " WHERE source = :source AND kind = :kind AND subject = :subject";
        case Sql::all_walks:
            return walk_columns;
        case Sql::put_hosted:
            return "INSERT INTO hosted (repository, subject, branch, head, settings, seen_at, read_head, "
                   "read_settings) VALUES (:repository, :subject, :branch, :head, :settings, "
                   ":seen_at, '', '') ON CONFLICT (repository) DO UPDATE SET subject = excluded.subject, "
                   "branch = excluded.branch, head = excluded.head, settings = excluded.settings, seen_at = "
                   "excluded.seen_at";
        case Sql::mark_read:
            return "UPDATE hosted SET read_head = :head, read_settings = :settings, read_at = :now WHERE "
                   "repository = :repository";
        case Sql::mark_unread:
            return "UPDATE hosted SET read_at = NULL WHERE repository IN (SELECT id FROM repository WHERE "
                   "source = :source)";
        case Sql::unread:
            // What people work on first.
            return "SELECT r.id, r.key, r.name, r.full_name, r.description, r.language, r.topics, "
                   "r.visibility, r.archived, r.created_at, r.pushed_at, h.branch, h.head, h.settings FROM "
                   "repository r JOIN hosted h ON h.repository = r.id WHERE r.source = :source AND r.gone_at "
                   "IS NULL AND (h.read_at IS NULL OR h.head <> h.read_head OR h.settings <> "
                   "h.read_settings) "
                   "ORDER BY r.pushed_at DESC, r.id LIMIT :limit";
        case Sql::count_unread:
            return "SELECT COUNT(*) FROM repository r JOIN hosted h ON h.repository = r.id WHERE r.source = "
                   ":source AND r.gone_at IS NULL AND (h.read_at IS NULL OR h.head <> h.read_head OR "
                   "h.settings <> h.read_settings)";
        case Sql::mark_gone:
            return "UPDATE repository SET gone_at = :now WHERE source = :source AND gone_at IS NULL AND id "
                   "IN "
                   "(SELECT repository FROM hosted WHERE subject = :subject AND seen_at < :since)";
        case Sql::put_swept:
            return "INSERT INTO stream (repository, kind, newest_at, total, whole, back_cursor, news_cursor, "
                   "page_size, holes, stuck, news_stuck, skipped, trouble) VALUES (:repository, :kind, "
                   ":newest_at, "
                   ":total, "
                   "0, '', '', 0, 0, 0, 0, 0, '') ON CONFLICT (repository, kind) DO UPDATE SET newest_at = "
                   "excluded.newest_at, "
                   "total "
                   "= excluded.total";
        case Sql::put_stream:
            return "UPDATE stream SET read_to = :read_to, read_from = :read_from, whole = :whole, "
                   "back_cursor "
                   "= :back_cursor, news_cursor = :news_cursor, news_to = :news_to, page_size = :page_size, "
                   "holes = :holes, stuck = :stuck, news_stuck = :news_stuck, skipped = :skipped, tried_at = "
                   ":now, trouble = :trouble "
                   "WHERE repository = :repository AND "
                   "kind = :kind";
        case Sql::waiting_streams:
            // Those that failed are apart, the longest untried first: they must not keep out the others.
            return stream_columns + stream_waits +
                   " AND (CASE WHEN s.trouble = '' THEN 0 ELSE 1 END) = :troubled ORDER BY CASE WHEN "
                   "s.trouble = '' THEN 0 ELSE s.tried_at END, r.pushed_at DESC, r.id LIMIT :limit";
        case Sql::count_waiting_streams:
            return "SELECT COUNT(*) FROM stream s JOIN repository r ON r.id = s.repository" + stream_waits;
        case Sql::stream_counts:
            return "SELECT COUNT(*), "
                   "COALESCE(SUM(CASE WHEN s.trouble <> '' THEN 1 ELSE 0 END), 0), "
                   "COALESCE(SUM(s.skipped), 0) FROM stream s JOIN "
                   "repository r ON r.id = s.repository WHERE r.source = :source AND r.gone_at IS NULL AND "
                   "s.newest_at IS NOT NULL AND s.newest_at > :floor";
        case Sql::stream_troubles:
            return "SELECT s.trouble FROM stream s JOIN repository r ON r.id = s.repository WHERE r.source = "
                   ":source AND r.gone_at IS NULL AND s.trouble <> '' ORDER BY r.id LIMIT :limit";
        case Sql::repository_of_source:
            return "SELECT id, created_at FROM repository WHERE source = :source AND key = :key";
        case Sql::put_author:
            // What a list of members told stays: this knows the login and whether it is a bot.
            return "INSERT INTO person (key, login, name, kind, source, known) VALUES (:key, :login, :name, "
                   ":kind, :source, 0) ON CONFLICT (key) DO UPDATE SET login = excluded.login, kind = "
                   "excluded.kind RETURNING id";
        case Sql::give_up_login:
            return "UPDATE person SET login = '' WHERE source = :source AND LOWER(login) = :login AND key <> "
                   ":key";
        case Sql::put_hosted_item:
            return "INSERT INTO hosted_item (item, node, updated_at, association, from_fork, undecided) "
                   "VALUES (:item, :node, :updated_at, :association, :from_fork, :undecided) ON CONFLICT "
                   "(item) DO UPDATE SET node = excluded.node, updated_at = excluded.updated_at, association "
                   "= excluded.association, from_fork = excluded.from_fork, undecided = excluded.undecided, "
                   "asked_at = NULL";
        case Sql::put_issue_state:
            return "INSERT INTO issue_state (item, long_text, acceptance_list, pointer, mentor, locked, "
                   "linked_change, offered_at, claimer, claimed_at) VALUES (:item, :long_text, "
                   ":acceptance_list, :pointer, :mentor, :locked, :linked_change, :offered_at, :claimer, "
                   ":claimed_at) ON CONFLICT (item) DO UPDATE SET long_text = excluded.long_text, "
                   "acceptance_list = excluded.acceptance_list, pointer = excluded.pointer, mentor = "
                   "excluded.mentor, locked = excluded.locked, linked_change = excluded.linked_change, "
                   "offered_at = excluded.offered_at, claimer = excluded.claimer, claimed_at = "
                   "excluded.claimed_at";
        case Sql::undecided_items:
            return "SELECT i.id, i.repository, i.kind, h.node, r.key, r.full_name FROM hosted_item h JOIN "
                   "item i ON "
                   "i.id = h.item JOIN repository r ON r.id = i.repository WHERE h.undecided = 1 AND "
                   "r.source = :source AND r.gone_at IS NULL AND (h.asked_at IS NULL OR h.asked_at < "
                   ":asked_before) AND i.id > :after ORDER BY i.id LIMIT :limit";
        case Sql::count_undecided_items:
            return "SELECT COUNT(*) FROM hosted_item h JOIN item i ON i.id = h.item JOIN repository r ON "
                   "r.id "
                   "= i.repository WHERE h.undecided = 1 AND r.source = :source AND r.gone_at IS NULL";
        case Sql::mark_asked:
            return "UPDATE hosted_item SET asked_at = :now WHERE item = :item";
        case Sql::hosted_items:
            return "SELECT i.id, i.key, i.kind, i.number, i.title, a.key, i.created_at, i.ready_at, "
                   "i.merged_at, i.closed_at, m.key, i.labels, g.key, h.node, h.updated_at, h.association, "
                   "h.from_fork, h.undecided, s.long_text, s.acceptance_list, s.pointer, s.mentor, s.locked, "
                   "s.linked_change, s.offered_at, c.key, s.claimed_at FROM item i JOIN hosted_item h ON "
                   "h.item = i.id LEFT JOIN issue_state s ON s.item = i.id LEFT JOIN person a ON a.id = "
                   "i.author LEFT JOIN person m ON m.id = i.merger LEFT JOIN person g ON g.id = i.assignee "
                   "LEFT JOIN person c ON c.id = s.claimer WHERE i.repository = :repository AND i.id > "
                   ":after "
                   "ORDER BY i.id LIMIT :limit";
        case Sql::responses_of:
            return "SELECT p.key, r.at FROM response r JOIN person p ON p.id = r.person WHERE r.item = :item "
                   "ORDER BY r.at, p.id";
        case Sql::put_hosted_team:
            return "INSERT INTO hosted_team (team, source, subject, slug, listed_at, since) VALUES (:team, "
                   ":source, :subject, :slug, :listed_at, :since) ON CONFLICT (team) DO UPDATE SET source = "
                   "excluded.source, subject = excluded.subject, slug = excluded.slug, listed_at = "
                   "excluded.listed_at";
        case Sql::hosted_team:
            return "SELECT since, members_at, members_missed_at, repositories_at, repositories_missed_at "
                   "FROM "
                   "hosted_team WHERE team = :team";
        case Sql::mark_members:
            return "UPDATE hosted_team SET members_at = :at, members_missed_at = :missed_at WHERE team = "
                   ":team";
        case Sql::mark_repositories:
            return "UPDATE hosted_team SET repositories_at = :at, repositories_missed_at = :missed_at WHERE "
                   "team = :team";
        case Sql::drop_hosted_team:
            return "DELETE FROM hosted_team WHERE team = :team";
        case Sql::put_member:
            return "INSERT INTO person (key, login, name, kind, source, known) VALUES (:key, :login, :name, "
                   ":kind, :source, 1) ON CONFLICT (key) DO UPDATE SET login = excluded.login, name = CASE "
                   "WHEN excluded.name = '' THEN person.name ELSE excluded.name END, kind = excluded.kind, "
                   "known = 1 RETURNING id";
        case Sql::team_memberships:
            return "SELECT person, valid_from, valid_to FROM membership WHERE source = :source AND team = "
                   ":team ORDER BY person, valid_from";
        case Sql::unseen_teams:
            return "SELECT team FROM hosted_team WHERE source = :source AND subject = :subject AND listed_at "
                   "<> :began";
        case Sql::listing_counts:
            return "SELECT COUNT(*), COALESCE(SUM(CASE WHEN listed_at = :began THEN 1 ELSE 0 END), 0) FROM "
                   "hosted_team WHERE source = :source AND subject = :subject";
        case Sql::incomplete_teams:
            return "SELECT h.team, t.key, h.slug, CASE WHEN h.members_at = h.listed_at THEN 0 ELSE 1 END, "
                   "CASE WHEN h.repositories_at = h.listed_at THEN 0 ELSE 1 END FROM hosted_team h JOIN team "
                   "t ON t.id = h.team WHERE h.source = :source AND h.subject = :subject AND h.listed_at = "
                   ":began AND (h.members_at IS NULL OR h.members_at <> h.listed_at OR h.repositories_at IS "
                   "NULL OR h.repositories_at <> h.listed_at) AND h.team > :after ORDER BY h.team LIMIT "
                   ":limit";
        case Sql::partial_teams:
            return "SELECT COUNT(*) FROM hosted_team WHERE source = :source AND subject = :subject AND "
                   "listed_at = :began AND (repositories_at IS NULL OR repositories_at <> listed_at)";
        case Sql::count_team_readers:
            return "SELECT COUNT(*) FROM reader WHERE team = :team";
        case Sql::clear_team_readers:
            return "DELETE FROM reader WHERE team = :team";
        case Sql::put_team_reader:
            return "INSERT INTO reader (repository, team, role) VALUES (:repository, :team, :role) ON "
                   "CONFLICT (repository, team) DO UPDATE SET role = excluded.role";
        case Sql::single_host_teams:
            return "SELECT d.repository, MIN(d.team), MIN(r.created_at), (SELECT COUNT(*) FROM ownership o "
                   "WHERE o.repository = d.repository AND o.source = :source AND o.link = :link) FROM reader "
                   "d JOIN repository r ON r.id = d.repository JOIN hosted h ON h.repository = r.id WHERE "
                   "r.source = :source AND r.gone_at IS NULL AND h.subject = :subject AND (d.role = 'ADMIN' "
                   "OR d.role = 'MAINTAIN') GROUP BY d.repository HAVING COUNT(*) = 1";
        case Sql::open_admin_ownerships:
            return "SELECT o.repository, o.team, o.valid_from FROM ownership o JOIN repository r ON r.id = "
                   "o.repository JOIN hosted h ON h.repository = r.id WHERE o.source = :source AND o.link = "
                   ":link AND o.valid_to IS NULL AND r.gone_at IS NULL AND h.subject = :subject";
        case Sql::owners_of_source:
            return "SELECT team, valid_from, valid_to FROM ownership WHERE source = :source AND repository = "
                   ":repository";
        case Sql::repository_by_id:
            return repository_columns + " WHERE r.id = :id AND r.gone_at IS NULL";
        case Sql::repositories_by_name:
            return repository_columns +
                   " WHERE r.gone_at IS NULL AND (r.name_folded = :name OR r.full_name_folded = :name "
                   "OR (r.source = 'git' AND r.key = :key))";
        case Sql::repository_names:
            return "SELECT id, name, full_name, visibility FROM repository WHERE gone_at IS NULL";
        case Sql::searchable:
            return "SELECT id, name, full_name, description, topics, language, archived, visibility FROM "
                   "repository WHERE gone_at IS NULL";
        case Sql::owners_of_all:
            return owners("");
        case Sql::owners_of_one:
            return owners(" AND r.id = :repository");

        case Sql::add_assessment:
            return "INSERT INTO assessment (repository, at, revision, mode, profile, level_possible, "
                   "level_proven, score, coverage, "
                   "scored, exemptions, body) VALUES (:repository, :at, :revision, :mode, :profile, "
                   ":level_possible, "
                   ":level_proven, :score, "
                   ":coverage, :scored, :exemptions, :body) RETURNING id";
        case Sql::renew_assessment:
            return "UPDATE assessment SET at = :at, exemptions = :exemptions, body = :body WHERE id = :id";
        case Sql::put_finding:
            return "INSERT INTO finding (assessment, check_id, outcome, weight, exempt) VALUES (:assessment, "
                   ":check, :outcome, "
                   ":weight, :exempt) ON CONFLICT (assessment, check_id) DO UPDATE SET outcome = "
                   "excluded.outcome, "
                   "weight = excluded.weight, exempt = excluded.exempt";
        case Sql::clear_findings:
            return "DELETE FROM finding WHERE assessment = :assessment";
        case Sql::set_latest:
            return "UPDATE repository SET latest = :assessment WHERE id = :repository";
        case Sql::latest_mark:
            return "SELECT a.id, a.at, a.revision, a.mode, a.profile, a.level_possible, a.level_proven, "
                   "a.score, a.coverage, a.scored "
                   "FROM repository r JOIN assessment a ON a.id = r.latest WHERE r.id = :repository";
        case Sql::findings_of:
            return "SELECT check_id, outcome, weight, exempt FROM finding WHERE assessment = :assessment";
        case Sql::latest_body:
            return "SELECT a.body FROM repository r JOIN assessment a ON a.id = r.latest WHERE r.id = "
                   ":repository";
        case Sql::assessment_body:
            return "SELECT body FROM assessment WHERE id = :id";
        case Sql::history:
            return "SELECT id, at, revision, level_possible, level_proven, score, coverage, scored, "
                   "exemptions FROM "
                   "assessment "
                   "WHERE repository = :repository ORDER BY at DESC, id DESC LIMIT :limit";
        case Sql::newest_of_all:
            return "SELECT MAX(a.at) FROM repository r JOIN assessment a ON a.id = r.latest WHERE "
                   "r.gone_at IS NULL";
        case Sql::newest_of_open:
            return "SELECT MAX(a.at) FROM repository r JOIN assessment a ON a.id = r.latest WHERE "
                   "r.gone_at IS NULL AND r.visibility <> 'private'";
        case Sql::tally:
            return "SELECT f.outcome, f.exempt, COUNT(*) FROM repository r JOIN finding f ON f.assessment = "
                   "r.latest "
                   "WHERE r.archived = 0 AND r.gone_at IS NULL AND f.check_id = :check GROUP BY f.outcome, "
                   "f.exempt";
        case Sql::tally_of_open:
            return "SELECT f.outcome, f.exempt, COUNT(*) FROM repository r JOIN finding f ON f.assessment = "
                   "r.latest WHERE r.archived = 0 AND r.gone_at IS NULL AND r.visibility <> 'private' AND "
                   "f.check_id = :check "
                   "GROUP "
                   "BY f.outcome, f.exempt";
        case Sql::lacking:
            return "SELECT r.id, f.outcome FROM repository r JOIN finding f ON f.assessment = r.latest "
                   "WHERE r.archived = 0 AND r.gone_at IS NULL AND f.check_id = :check AND f.exempt = 0 "
                   "AND f.outcome IN ('no', 'partly') ORDER BY r.id";

        case Sql::counts:
            return "SELECT (SELECT COUNT(*) FROM team WHERE known = 1), (SELECT COUNT(*) FROM person WHERE "
                   "known = 1), "
                   "(SELECT COUNT(*) FROM repository WHERE gone_at IS NULL), (SELECT COUNT(*) FROM item "
                   "WHERE kind = 'change'), "
                   "(SELECT COUNT(*) FROM item WHERE kind = 'issue')";
        case Sql::forget_repositories:
            return "DELETE FROM repository WHERE source = :source";
        case Sql::forget_people:
            return "DELETE FROM person WHERE source = :source";
        case Sql::forget_teams:
            return "DELETE FROM team WHERE source = :source";

        case Sql::get_meta:
            return "SELECT value FROM meta WHERE key = :key";
        case Sql::put_meta:
            return "INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET "
                   "value = excluded.value";
        case Sql::forget_received:
            // The plus keeps SQLite from the index of `answered`: it would read all that is kept, for each
            // event.
            return "DELETE FROM received WHERE at < :before AND +answered = 1";
        case Sql::accept:
            return "INSERT INTO received (key, at, kind, installation, body, answered) VALUES (:key, :at, "
                   ":kind, :installation, :body, 0) ON CONFLICT (key) DO NOTHING RETURNING id";
        case Sql::unanswered:
            return "SELECT id, key, at, kind, installation, body FROM received WHERE answered = 0 AND "
                   "id > :after ORDER BY id LIMIT :limit";
        case Sql::mark_answered:
            return "UPDATE received SET answered = 1, body = '' WHERE id = :id AND answered = 0 RETURNING id";

        case Sql::put_outgoing:
            return "INSERT INTO outgoing (installation, lane, op, channel, thread, address, native, plain, "
                   "claim, reference, state, attempts, not_before, created_at, ts, error, kind, expires_at, "
                   "repositories, asker, quiet) VALUES "
                   "(:installation, :lane, :op, :channel, :thread, :address, :native, :plain, :claim, "
                   ":reference, 'waiting', 0, :at, :at, '', '', :kind, :expires, :repositories, :asker, "
                   ":quiet) ON "
                   "CONFLICT "
                   "(claim) DO NOTHING RETURNING id";
        case Sql::outgoing_by_claim:
            return "SELECT id FROM outgoing WHERE claim = :claim";
        case Sql::next_outgoing:
            // So many of each installation, kind and state, that none keeps out the others.
            return outgoing_columns +
                   " WHERE id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY installation, "
                   "op, state ORDER BY id) AS place FROM outgoing WHERE not_before <= :now AND " +
                   heads_of_lanes + ") AS due WHERE place <= :limit) ORDER BY id";
        case Sql::next_outgoing_at:
            return "SELECT MIN(not_before) FROM outgoing WHERE not_before > :now AND " + heads_of_lanes;
        case Sql::begin_sending:
            return "UPDATE outgoing SET state = 'sending', attempts = attempts + 1, not_before = :look_at "
                   "WHERE id = :id AND state = 'waiting' AND NOT " +
                   held + " RETURNING id";
        case Sql::redraw_outgoing:
            return "UPDATE outgoing SET native = :native, plain = :plain, repositories = :repositories WHERE "
                   "id "
                   "= :id AND ended_at IS NULL";
        case Sql::delay_outgoing:
            return "UPDATE outgoing SET state = 'waiting', not_before = :not_before, error = :error WHERE id "
                   "= :id AND ended_at IS NULL";
        case Sql::end_outgoing:
            return "UPDATE outgoing SET state = :state, ended_at = :at, ts = :ts, error = :error, address = "
                   "'', native = '', plain = '' WHERE id = :id AND ended_at IS NULL RETURNING id";
        case Sql::forget_outgoing:
            return "DELETE FROM outgoing WHERE ended_at < :before";
        case Sql::outgoing_counts:
            return "SELECT COUNT(*), MIN(created_at) FROM outgoing WHERE state IN ('waiting', 'sending')";
        case Sql::lost_messages:
            return outgoing_columns +
                   " WHERE state IN ('failed', 'unknown') AND quiet = 0 AND error <> 'stopped' AND ended_at "
                   ">= "
                   ":since ORDER BY ended_at DESC, id DESC LIMIT :limit";
        case Sql::settings_of:
            return "SELECT full_home, version FROM personal_settings WHERE installation = :installation AND "
                   "person = :person";
        case Sql::put_settings:
            return "INSERT INTO personal_settings (installation, person, full_home, version) VALUES "
                   "(:installation, :person, :full_home, :version) ON CONFLICT (installation, person) DO "
                   "UPDATE SET full_home = excluded.full_home, version = excluded.version";
        case Sql::chosen_by:
            return "SELECT repository FROM chosen WHERE installation = :installation AND person = :person "
                   "ORDER BY place";
        case Sql::clear_chosen:
            return "DELETE FROM chosen WHERE installation = :installation AND person = :person";
        case Sql::add_chosen:
            return "INSERT INTO chosen (installation, person, repository, place) VALUES (:installation, "
                   ":person, :repository, :place) ON CONFLICT (installation, person, repository) DO NOTHING";
        case Sql::is_welcomed:
            return "SELECT at FROM welcomed WHERE installation = :installation AND person = :person";
        case Sql::welcome:
            return "INSERT INTO welcomed (installation, person, at) VALUES (:installation, :person, :at) ON "
                   "CONFLICT (installation, person) DO NOTHING";

        case Sql::all_installations:
            return "SELECT id, kind, team, team_name, enterprise, enterprise_name, bot_user, app, scopes, "
                   "installed_by, token, refresh_token, expires_at, state, installed_at, renewed_at, gone_at "
                   "FROM installation ORDER BY id";
        case Sql::put_installation:  // 1 is the token from a file
            return "INSERT INTO installation (id, key, kind, team, team_name, enterprise, enterprise_name, "
                   "bot_user, app, scopes, installed_by, token, refresh_token, expires_at, claimed_until, "
                   "state, installed_at, renewed_at, gone_at) SELECT COALESCE(MAX(id), 1) + 1, :key, :kind, "
                   ":team, :team_name, :enterprise, :enterprise_name, :bot_user, :app, :scopes, :by, '', '', "
                   "NULL, 0, 'active', :at, :at, NULL FROM installation WHERE 1 = 1 ON CONFLICT (key) DO "
                   "UPDATE "
                   "SET kind = excluded.kind, team = excluded.team, team_name = excluded.team_name, "
                   "enterprise = excluded.enterprise, enterprise_name = excluded.enterprise_name, bot_user = "
                   "excluded.bot_user, app = excluded.app, scopes = excluded.scopes, installed_by = "
                   "excluded.installed_by, token = '', refresh_token = '', expires_at = NULL, claimed_until "
                   "= 0, state = 'active', installed_at = excluded.installed_at, gone_at = NULL RETURNING id";
        case Sql::put_tokens:
            return "UPDATE installation SET token = :access, refresh_token = :refresh, expires_at = "
                   ":expires_at, renewed_at = :at, claimed_until = 0 WHERE id = :id AND state = 'active' "
                   "RETURNING id";
        case Sql::renew_tokens:
            return "UPDATE installation SET token = :access, refresh_token = :refresh, expires_at = "
                   ":expires_at, renewed_at = :at, claimed_until = 0 WHERE id = :id AND state = 'active' "
                   "AND claimed_until = :until RETURNING id";
        case Sql::reseal_tokens:
            return "UPDATE installation SET token = :access, refresh_token = :refresh WHERE id = :id AND "
                   "token = :old RETURNING id";
        case Sql::claim_renewal:
            return "UPDATE installation SET claimed_until = :until WHERE id = :id AND state = 'active' AND "
                   "claimed_until <= :now RETURNING id";
        case Sql::release_renewal:
            return "UPDATE installation SET claimed_until = 0 WHERE id = :id AND claimed_until = :until "
                   "RETURNING id";
        case Sql::release_renewals:
            return "UPDATE installation SET claimed_until = 0 WHERE claimed_until > 0";
        case Sql::end_installation:
            return "UPDATE installation SET token = '', refresh_token = '', expires_at = NULL, claimed_until "
                   "= 0, state = 'gone', gone_at = :at WHERE id = :id AND state = 'active' RETURNING id";
        case Sql::end_outgoing_of:
            return "UPDATE outgoing SET state = CASE state WHEN 'waiting' THEN 'failed' ELSE 'unknown' END, "
                   "ended_at = :at, error = :error, address = '', native = '', plain = '' WHERE installation "
                   "= :installation AND state IN ('waiting', 'sending')";
        case Sql::end_all_outgoing:
            return "UPDATE outgoing SET state = 'unknown', ended_at = :at, error = 'restored', address = '', "
                   "native = '', plain = '' WHERE state IN ('waiting', 'sending') RETURNING id";
        case Sql::mark_all_answered:
            return "UPDATE received SET answered = 1, body = '' WHERE answered = 0 RETURNING id";
        case Sql::forget_all_install_links:
            return "DELETE FROM install_link";
        case Sql::forget_all_oauth_states:
            return "DELETE FROM oauth_state";
        case Sql::count_rows:
            return rows_counted();
        case Sql::put_install_link:
            return "INSERT INTO install_link (hash, made_by, made_at, expires_at, used_at) VALUES (:hash, "
                   ":by, :at, :expires_at, NULL)";
        case Sql::forget_install_links:
            return "DELETE FROM install_link WHERE expires_at < :before";
        case Sql::good_install_link:
            return "SELECT 1 FROM install_link WHERE hash = :hash AND used_at IS NULL AND expires_at > :now";
        case Sql::use_install_link:
            return "UPDATE install_link SET used_at = :now WHERE hash = :hash AND used_at IS NULL AND "
                   "expires_at > :now RETURNING made_at";
        case Sql::put_oauth_state:
            return "INSERT INTO oauth_state (state, browser, link, expires_at) VALUES (:state, :browser, "
                   ":link, :expires_at)";
        case Sql::forget_oauth_states:
            return "DELETE FROM oauth_state WHERE expires_at <= :now";
        case Sql::count_oauth_states:
            return "SELECT COUNT(*) FROM oauth_state";
        case Sql::take_oauth_state:
            return "DELETE FROM oauth_state WHERE state = :state RETURNING browser, link, expires_at";
        case Sql::add_audit:
            return "INSERT INTO audit (at, who, what, place, why, before, after, request, dry) VALUES (:at, "
                   ":who, :what, :place, "
                   ":why, :before, :after, :request, :dry) RETURNING id";
        case Sql::audit_since:
            return audit_columns + " WHERE at >= :since ORDER BY at, id LIMIT :limit";
        case Sql::audit_newest:
            return audit_columns + " WHERE at >= :since AND id < :before ORDER BY id DESC LIMIT :limit";
        case Sql::audit_after:
            return audit_columns + " WHERE at >= :since AND id > :after ORDER BY id LIMIT :limit";
        case Sql::newest_audit_at:
            return "SELECT at FROM audit ORDER BY id DESC LIMIT 1";
        case Sql::forget_audit:
            return "DELETE FROM audit WHERE at < :before";
        case Sql::performed:
            return "SELECT answer FROM performed WHERE key = :key";
        case Sql::put_performed:
            return "INSERT INTO performed (key, at, answer) VALUES (:key, :at, :answer)";
        case Sql::forget_performed:
            return "DELETE FROM performed WHERE at < :before";

        case Sql::pauses:
            return "SELECT reach, name, ends_at, who, since FROM pause WHERE ends_at IS NULL OR ends_at > "
                   ":now "
                   "ORDER BY since, reach, name";
        case Sql::put_pause:
            return "INSERT INTO pause (reach, name, ends_at, who, since) VALUES (:reach, :name, :until, "
                   ":who, "
                   ":since) ON CONFLICT (reach, name) DO UPDATE SET ends_at = excluded.ends_at, who = "
                   "excluded.who, since = excluded.since";
        case Sql::end_pause:
            return "DELETE FROM pause WHERE reach = :reach AND name = :name";
        case Sql::end_pauses:
            return "DELETE FROM pause";
        case Sql::workspace_moves:
            return "SELECT installation, started_at, ends_at FROM workspace_move WHERE ends_at > :now ORDER "
                   "BY "
                   "installation";
        case Sql::begin_workspace_move:
            return "INSERT INTO workspace_move (installation, started_at, ends_at) VALUES (:installation, "
                   ":at, "
                   ":until) ON CONFLICT (installation) DO UPDATE SET started_at = excluded.started_at, "
                   "ends_at "
                   "= excluded.ends_at WHERE excluded.started_at > workspace_move.ends_at";
        case Sql::end_workspace_move:
            return "INSERT INTO workspace_move (installation, started_at, ends_at) VALUES (:installation, "
                   ":at, "
                   ":at) ON CONFLICT (installation) DO UPDATE SET ends_at = excluded.ends_at WHERE "
                   "excluded.ends_at >= workspace_move.started_at AND excluded.ends_at < "
                   "workspace_move.ends_at";
        case Sql::drop_workspace_move:
            return "DELETE FROM workspace_move WHERE installation = :installation";
        case Sql::channel_moves:
            return "SELECT installation, old_id, new_id FROM channel_move ORDER BY at, installation";
        case Sql::put_channel_move:
            return "INSERT INTO channel_move (installation, old_id, new_id, at) VALUES (:installation, "
                   ":from, "
                   ":to, :at) ON CONFLICT (installation, old_id) DO UPDATE SET new_id = excluded.new_id, at "
                   "= "
                   "excluded.at";
        case Sql::follow_channel_move:
            return "UPDATE channel_move SET new_id = :to WHERE installation = :installation AND new_id = "
                   ":from";
        case Sql::drop_circular_moves:
            return "DELETE FROM channel_move WHERE installation = :installation AND old_id = new_id";
        case Sql::drop_channel_moves:
            return "DELETE FROM channel_move WHERE installation = :installation";
        case Sql::move_outgoing:
            return "UPDATE outgoing SET channel = :to, lane = :lane WHERE installation = :installation AND "
                   "op "
                   "= 'post' AND channel = :from AND state IN ('waiting', 'sending')";
        case Sql::move_troubles:
            return "UPDATE slack_trouble SET channel = :to WHERE installation = :installation AND channel = "
                   ":from AND NOT EXISTS (SELECT 1 FROM slack_trouble AS there WHERE there.installation = "
                   ":installation AND there.channel = :to AND there.error = slack_trouble.error)";
        case Sql::drop_troubles_of:
            return "DELETE FROM slack_trouble WHERE installation = :installation AND channel = :channel";

        case Sql::troubles:
            return "SELECT installation, channel, error, first_at, last_at, occurrences, told_at FROM "
                   "slack_trouble ORDER BY last_at DESC, channel, error LIMIT :limit";
        case Sql::note_trouble:
            return "INSERT INTO slack_trouble (installation, channel, error, first_at, last_at, occurrences) "
                   "VALUES (:installation, :channel, :error, :at, :at, 1) ON CONFLICT (installation, "
                   "channel, "
                   "error) DO UPDATE SET last_at = excluded.last_at, occurrences = slack_trouble.occurrences "
                   "+ 1";
        case Sql::mark_told:
            return "UPDATE slack_trouble SET told_at = :at WHERE installation = :installation AND channel = "
                   ":channel AND error = :error";
        case Sql::clear_trouble:
            return "DELETE FROM slack_trouble WHERE installation = :installation AND channel = :channel AND "
                   "(error <> :unknown OR told_at IS NOT NULL)";
        case Sql::forget_trouble:
            return "DELETE FROM slack_trouble WHERE last_at < :before";

        case Sql::slack_people:
            return "SELECT installation, person, standing, read_at FROM slack_person";
        case Sql::put_slack_person:
            return "INSERT INTO slack_person (installation, person, standing, read_at) VALUES "
                   "(:installation, "
                   ":person, :standing, :at) ON CONFLICT (installation, person) DO UPDATE SET standing = "
                   "excluded.standing, read_at = excluded.read_at";
        case Sql::forget_slack_people:
            return "DELETE FROM slack_person WHERE read_at < :before";
        case Sql::slack_groups:
            return "SELECT installation, usergroup, read_at FROM slack_group";
        case Sql::slack_group_members:
            return "SELECT installation, usergroup, person FROM slack_group_member";
        case Sql::put_slack_group:
            return "INSERT INTO slack_group (installation, usergroup, read_at) VALUES (:installation, "
                   ":group, "
                   ":at) ON CONFLICT (installation, usergroup) DO UPDATE SET read_at = excluded.read_at";
        case Sql::drop_slack_group:
            return "DELETE FROM slack_group WHERE installation = :installation AND usergroup = :group";
        case Sql::clear_slack_group:
            return "DELETE FROM slack_group_member WHERE installation = :installation AND usergroup = :group";
        case Sql::put_slack_group_member:
            return "INSERT INTO slack_group_member (installation, usergroup, person) VALUES (:installation, "
                   ":group, :person) ON CONFLICT (installation, usergroup, person) DO NOTHING";
        case Sql::drop_slack_group_member:
            return "DELETE FROM slack_group_member WHERE installation = :installation AND usergroup = :group "
                   "AND person = :person";
        case Sql::slack_channels:
            return channel_columns + " ORDER BY read_at DESC, channel LIMIT :limit";
        case Sql::slack_channel:
            return channel_columns + " WHERE installation = :installation AND channel = :channel";
        case Sql::put_slack_channel:
            return "INSERT INTO slack_channel (installation, channel, name, external, closed, archived, "
                   "joined, guests, read_at) VALUES (:installation, :channel, :name, :external, :closed, "
                   ":archived, :joined, :guests, :at) ON CONFLICT (installation, channel) DO UPDATE SET name "
                   "= excluded.name, external = excluded.external, closed = excluded.closed, archived = "
                   "excluded.archived, joined = excluded.joined, guests = excluded.guests, read_at = "
                   "excluded.read_at";
        case Sql::drop_slack_channel:
            return "DELETE FROM slack_channel WHERE installation = :installation AND channel = :channel";
        case Sql::drop_slack_people:
            return "DELETE FROM slack_person WHERE installation = :installation";
        case Sql::drop_slack_groups:
            return "DELETE FROM slack_group WHERE installation = :installation";
        case Sql::drop_slack_group_members:
            return "DELETE FROM slack_group_member WHERE installation = :installation";
        case Sql::drop_slack_channels:
            return "DELETE FROM slack_channel WHERE installation = :installation";
        case Sql::drop_troubles:
            return "DELETE FROM slack_trouble WHERE installation = :installation";
        case Sql::drop_settings:
            return "DELETE FROM personal_settings WHERE installation = :installation";
        case Sql::drop_chosen:
            return "DELETE FROM chosen WHERE installation = :installation";
        case Sql::drop_welcomed:
            return "DELETE FROM welcomed WHERE installation = :installation";
        case Sql::is_synced:
            return "SELECT 1 FROM sync_walk WHERE source = :source LIMIT 1";
        // Rows of before there were files of facts are called by their id alone.
        case Sql::find_team:
            return "SELECT id, key, name, parent, zone, known FROM team WHERE source = :source AND (key = "
                   ":key OR key = :id) ORDER BY CASE WHEN key = :key THEN 0 ELSE 1 END LIMIT 1";
        case Sql::put_stated_team:
            return "INSERT INTO team (key, name, parent, zone, source, known) VALUES (:key, :name, :parent, "
                   ":zone, :source, :known) ON CONFLICT (key) DO UPDATE SET name = excluded.name, parent = "
                   "excluded.parent, zone = excluded.zone, known = excluded.known WHERE team.source = "
                   "excluded.source RETURNING id";
        case Sql::drop_team:
            return "DELETE FROM team WHERE id = :id";
        case Sql::team_has_history:
            return "SELECT 1 WHERE EXISTS (SELECT 1 FROM membership WHERE team = :id) OR EXISTS (SELECT 1 "
                   "FROM ownership WHERE team = :id)";
        case Sql::hide_team:
            return "UPDATE team SET known = 0 WHERE id = :id";
        case Sql::person_has_history:
            return "SELECT 1 WHERE EXISTS (SELECT 1 FROM membership WHERE person = :id) OR EXISTS (SELECT 1 "
                   "FROM response WHERE person = :id) OR EXISTS (SELECT 1 FROM item WHERE author = :id) OR "
                   "EXISTS (SELECT 1 FROM item WHERE merger = :id) OR EXISTS (SELECT 1 FROM item WHERE "
                   "assignee = :id) OR EXISTS (SELECT 1 FROM tracker_issue WHERE reporter = :id) OR EXISTS "
                   "(SELECT 1 FROM tracker_issue WHERE assignee = :id) OR EXISTS (SELECT 1 FROM "
                   "tracker_transition WHERE assignee = :id)";
        case Sql::hide_person:
            return "UPDATE person SET login = '', name = '', manager = '', known = 0 WHERE id = :id";
        case Sql::find_person:
            return "SELECT id, key, login, name, kind, manager, known FROM person WHERE source = :source AND "
                   "(key = :key OR key = :id) ORDER BY CASE WHEN key = :key THEN 0 ELSE 1 END LIMIT 1";
        case Sql::put_stated_person:
            return "INSERT INTO person (key, login, name, kind, manager, source, known) VALUES (:key, "
                   ":login, :name, :kind, :manager, :source, :known) ON CONFLICT (key) DO UPDATE SET login = "
                   "excluded.login, name = excluded.name, kind = excluded.kind, manager = excluded.manager, "
                   "known = excluded.known WHERE person.source = excluded.source RETURNING id";
        case Sql::identities_of:
            return "SELECT kind, value FROM identity WHERE person = :person";
        case Sql::find_repository:
            return "SELECT id, name, full_name, description, language, topics, visibility, archived, "
                   "created_at, pushed_at, contact, gone_at FROM repository WHERE source = :source AND key = "
                   ":key";
        case Sql::hide_repository:
            return "UPDATE repository SET gone_at = :now WHERE id = :id";
        case Sql::find_membership:
            return "SELECT valid_to, link FROM membership WHERE source = :source AND person = :person AND "
                   "team = :team AND valid_from = :from";
        case Sql::find_ownership:
            return "SELECT valid_to, link, repository FROM ownership WHERE source = :source AND subject = "
                   ":subject AND path = :path AND team = :team AND valid_from = :from";
        case Sql::find_item:
            return "SELECT id, key, number, title, author, created_at, ready_at, merged_at, closed_at, "
                   "merger, labels, assignee FROM item WHERE repository = :repository AND (key = :key OR "
                   "(key = :id AND kind = :kind)) ORDER BY CASE WHEN key = :key THEN 0 ELSE 1 END LIMIT 1";
        case Sql::put_stated_item:
            return "INSERT INTO item (repository, key, kind, number, title, author, created_at, ready_at, "
                   "merged_at, closed_at, merger, labels, assignee) VALUES (:repository, :key, :kind, "
                   ":number, :title, :author, :created_at, :ready_at, :merged_at, :closed_at, :merger, "
                   ":labels, :assignee) ON CONFLICT (repository, key) DO UPDATE SET number = "
                   "excluded.number, title = excluded.title, author = excluded.author, created_at = "
                   "excluded.created_at, ready_at = excluded.ready_at, merged_at = excluded.merged_at, "
                   "closed_at = excluded.closed_at, merger = excluded.merger, labels = excluded.labels, "
                   "assignee = excluded.assignee RETURNING id";
        case Sql::drop_item:
            return "DELETE FROM item WHERE id = :id";
        case Sql::find_response:
            return "SELECT 1 FROM response WHERE item = :item AND person = :person AND at = :at";
        case Sql::drop_response:
            return "DELETE FROM response WHERE item = :item AND person = :person AND at = :at";
        case Sql::find_tracker_issue:
            return "SELECT id, project, created_at, resolved_at, resolution, reporter, assignee, team, "
                   "components, labels FROM tracker_issue WHERE source = :source AND key = :key";
        case Sql::put_tracker_issue:
            return "INSERT INTO tracker_issue (source, key, project, created_at, resolved_at, resolution, "
                   "reporter, assignee, team, components, labels) VALUES (:source, :key, :project, "
                   ":created_at, :resolved_at, :resolution, :reporter, :assignee, :team, :components, "
                   ":labels) ON CONFLICT (source, key) DO UPDATE SET project = excluded.project, created_at "
                   "= excluded.created_at, resolved_at = excluded.resolved_at, resolution = "
                   "excluded.resolution, reporter = excluded.reporter, assignee = excluded.assignee, team = "
                   "excluded.team, components = excluded.components, labels = excluded.labels RETURNING id";
        case Sql::drop_tracker_issue:
            return "DELETE FROM tracker_issue WHERE id = :id";
        case Sql::transitions_of:
            return "SELECT t.at, t.status, t.category, t.assignee, p.key FROM tracker_transition t LEFT JOIN "
                   "person p ON p.id = t.assignee WHERE t.issue = :issue ORDER BY t.place";
        case Sql::clear_transitions:
            return "DELETE FROM tracker_transition WHERE issue = :issue";
        case Sql::put_transition:
            return "INSERT INTO tracker_transition (issue, place, at, status, category, assignee) VALUES "
                   "(:issue, :place, :at, :status, :category, :assignee)";
        case Sql::find_check_fact:
            return "SELECT value, place, at FROM check_fact WHERE repository = :repository AND fact = :fact";
        case Sql::put_check_fact:
            return "INSERT INTO check_fact (repository, fact, value, place, at) VALUES (:repository, :fact, "
                   ":value, :place, :at) ON CONFLICT (repository, fact) DO UPDATE SET value = "
                   "excluded.value, place = excluded.place, at = excluded.at";
        case Sql::drop_check_fact:
            return "DELETE FROM check_fact WHERE repository = :repository AND fact = :fact";
        case Sql::put_to_judge:
            return "INSERT INTO to_judge (repository) SELECT DISTINCT repository FROM check_fact WHERE "
                   "repository = :repository ON CONFLICT (repository) DO NOTHING";
        case Sql::mark_judged:
            return "DELETE FROM to_judge WHERE repository = :repository";
        case Sql::to_judge:
            return "SELECT r.id, r.key, r.name, r.full_name, r.description, r.topics, r.visibility, "
                   "r.archived, r.source FROM to_judge j JOIN repository r ON r.id = j.repository ORDER BY "
                   "j.repository LIMIT :limit";
        case Sql::want_all_judged:
            return "INSERT INTO to_judge (repository) SELECT DISTINCT repository FROM check_fact WHERE true "
                   "ON CONFLICT (repository) DO NOTHING";
        case Sql::check_facts_of:
            return "SELECT fact, value, place, at FROM check_fact WHERE repository = :repository";

        case Sql::stated_sources:
            return "SELECT source FROM repository UNION SELECT source FROM person UNION SELECT source FROM "
                   "team UNION SELECT source FROM membership UNION SELECT source FROM ownership UNION SELECT "
                   "source FROM tracker_issue";
        // Of other sources those that this one speaks of.
        case Sql::stated_teams:
            return "SELECT key, name, parent, zone, known, source FROM team WHERE source = :source OR id IN "
                   "(SELECT team FROM membership WHERE source = :source UNION SELECT team FROM ownership "
                   "WHERE source = :source)";
        case Sql::stated_people:
            return "SELECT id, key, login, name, kind, manager, known FROM person WHERE source = :source";
        case Sql::person_keys:
            return "SELECT p.key FROM membership m JOIN person p ON p.id = m.person WHERE m.source = :source "
                   "AND p.source <> :source UNION SELECT p.key FROM person p JOIN item i ON p.id IN "
                   "(i.author, i.merger, i.assignee) JOIN repository r ON r.id = i.repository WHERE r.source "
                   "= :source AND p.source <> :source UNION SELECT p.key FROM person p JOIN response s ON "
                   "s.person = p.id JOIN item i ON i.id = s.item JOIN repository r ON r.id = i.repository "
                   "WHERE r.source = :source AND p.source <> :source UNION SELECT p.key FROM person p JOIN "
                   "tracker_issue k ON p.id IN (k.reporter, k.assignee) WHERE k.source = :source AND "
                   "p.source <> :source UNION SELECT p.key FROM person p JOIN tracker_transition t ON "
                   "t.assignee = p.id JOIN tracker_issue k ON k.id = t.issue WHERE k.source = :source AND "
                   "p.source <> :source";
        case Sql::stated_repositories:
            return "SELECT id, key, name, full_name, description, language, topics, visibility, archived, "
                   "created_at, pushed_at, contact FROM repository WHERE source = :source AND gone_at IS "
                   "NULL";
        case Sql::stated_ownerships:
            return "SELECT o.subject, o.path, t.key, o.link, o.valid_from, o.valid_to, r.source, r.key, "
                   "r.full_name_folded, r.gone_at FROM ownership o JOIN team t ON t.id = o.team LEFT JOIN "
                   "repository r ON r.id = o.repository WHERE o.source = :source";
        case Sql::items_in:
            return "SELECT i.id, i.key, i.kind, i.number, i.title, a.key, i.created_at, i.ready_at, "
                   "i.merged_at, i.closed_at, m.key, i.labels, s.key FROM item i LEFT JOIN person a ON a.id "
                   "= i.author LEFT JOIN person m ON m.id = i.merger LEFT JOIN person s ON s.id = i.assignee "
                   "LEFT JOIN hosted_item h ON h.item = i.id WHERE i.repository = :repository AND "
                   "COALESCE(h.undecided, 0) = 0";
        case Sql::responses_in:
            return "SELECT p.key, s.at FROM response s JOIN person p ON p.id = s.person WHERE s.item = :item";
        case Sql::tracker_issues_in:
            return "SELECT id, key FROM tracker_issue WHERE source = :source";
        case Sql::tracker_issue:
            return "SELECT k.project, k.created_at, k.resolved_at, k.resolution, r.key, a.key, k.team, "
                   "k.components, k.labels FROM tracker_issue k LEFT JOIN person r ON r.id = k.reporter LEFT "
                   "JOIN person a ON a.id = k.assignee WHERE k.id = :id";
        case Sql::forget_tracker_issues:
            return "DELETE FROM tracker_issue WHERE source = :source";

        case Sql::schema_version:
            return "SELECT version FROM schema_version";
        case Sql::set_schema_version:
            return "UPDATE schema_version SET version = :version";
    }
    throw std::logic_error("no such statement");
}

std::vector<std::string> statements_for_postgresql() {
    std::vector<std::string> out;
    for (std::size_t number = 0; number < statement_count; ++number)
        out.push_back(with_numbered_parameters(text_of(static_cast<Sql>(number))));
    return out;
}

}  // namespace storage
