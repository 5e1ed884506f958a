// SPDX-License-Identifier: Apache-2.0
#include "storage/statements.hpp"

#include "storage/dialect.hpp"
#include "storage/store.hpp"

#include <stdexcept>

namespace storage {
namespace {

const std::string repository_columns =
    "SELECT r.id, r.name, r.full_name, r.description, r.language, r.source, r.contact, r.topics, "
    "r.visibility, r.archived, "
    "a.level_possible, a.level_proven, a.score, a.at, a.scored "
    "FROM repository r LEFT JOIN assessment a ON a.id = r.latest";
const std::string owners =
    "SELECT o.repository, t.name FROM ownership o JOIN team t ON t.id = o.team "
    "WHERE o.valid_from <= :now AND (o.valid_to IS NULL OR o.valid_to > :now)";
const std::string outgoing_columns =
    "SELECT id, installation, op, channel, thread, address, native, plain, claim, reference, state, "
    "attempts, not_before, created_at, ts, error FROM outgoing";

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
        case Sql::put_person:
            return "INSERT INTO person (key, login, name, kind, source, known) VALUES (:key, :login, :name, "
                   ":kind, :source, 1) "
                   "ON CONFLICT (key) DO UPDATE SET login = excluded.login, name = excluded.name, kind = "
                   "excluded.kind, "
                   "source = CASE WHEN excluded.source = '' THEN person.source ELSE excluded.source END, "
                   "known = 1 RETURNING id";
        case Sql::person_by_key:
            return "SELECT id FROM person WHERE key = :key";
        case Sql::add_person_stub:
            return "INSERT INTO person (key, login, name, kind, source, known) VALUES (:key, '', '', "
                   "'human', :source, 0) "
                   "RETURNING id";
        case Sql::put_membership:
            return "INSERT INTO membership (person, team, valid_from, valid_to) VALUES (:person, :team, "
                   ":from, :to) "
                   "ON CONFLICT (person, team, valid_from) DO UPDATE SET valid_to = excluded.valid_to";
        case Sql::put_ownership:
            return "INSERT INTO ownership (repository, team, valid_from, valid_to) VALUES (:repository, "
                   ":team, :from, :to) "
                   "ON CONFLICT (repository, team, valid_from) DO UPDATE SET valid_to = excluded.valid_to";

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
                   "contact = excluded.contact RETURNING id";
        case Sql::repository_by_key:
            return "SELECT id FROM repository WHERE key = :key ORDER BY CASE WHEN source = :source THEN 0 "
                   "ELSE 1 END, id LIMIT 1";
        case Sql::repository_source:
            return "SELECT source FROM repository WHERE key = :key ORDER BY id LIMIT 1";
        case Sql::all_repositories:
            return repository_columns;
        case Sql::repository_by_id:
            return repository_columns + " WHERE r.id = :id";
        case Sql::repositories_by_name:
            return repository_columns + " WHERE r.name_folded = :name OR r.full_name_folded = :name";
        case Sql::repository_names:
            return "SELECT DISTINCT name FROM repository";
        case Sql::searchable:
            return "SELECT id, name, full_name, description, topics, language, archived, visibility FROM "
                   "repository";
        case Sql::owners_of_all:
            return owners;
        case Sql::owners_of_one:
            return owners + " AND o.repository = :repository";

        case Sql::add_assessment:
            return "INSERT INTO assessment (repository, at, revision, mode, profile, level_possible, "
                   "level_proven, score, coverage, "
                   "scored, body) VALUES (:repository, :at, :revision, :mode, :profile, :level_possible, "
                   ":level_proven, :score, "
                   ":coverage, :scored, :body) RETURNING id";
        case Sql::renew_assessment:
            return "UPDATE assessment SET at = :at, body = :body WHERE id = :id";
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
            return "SELECT id, at, revision, level_possible, level_proven, score, coverage, scored FROM "
                   "assessment "
                   "WHERE repository = :repository ORDER BY at DESC, id DESC LIMIT :limit";
        case Sql::tally:
            return "SELECT f.outcome, f.exempt, COUNT(*) FROM repository r JOIN finding f ON f.assessment = "
                   "r.latest "
                   "WHERE r.archived = 0 AND f.check_id = :check GROUP BY f.outcome, f.exempt";

        case Sql::counts:
            return "SELECT (SELECT COUNT(*) FROM team WHERE known = 1), (SELECT COUNT(*) FROM person WHERE "
                   "known = 1), "
                   "(SELECT COUNT(*) FROM repository), (SELECT COUNT(*) FROM item WHERE kind = 'change'), "
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
            return "SELECT id, key, at, kind, installation, body FROM received WHERE answered = 0 ORDER BY "
                   "id LIMIT :limit";
        case Sql::mark_answered:
            return "UPDATE received SET answered = 1, body = '' WHERE id = :id AND answered = 0 RETURNING id";

        case Sql::put_outgoing:
            return "INSERT INTO outgoing (installation, lane, op, channel, thread, address, native, plain, "
                   "claim, reference, state, attempts, not_before, created_at, ts, error) VALUES "
                   "(:installation, :lane, :op, :channel, :thread, :address, :native, :plain, :claim, "
                   ":reference, 'waiting', 0, :at, :at, '', '') ON CONFLICT (claim) DO NOTHING RETURNING id";
        case Sql::outgoing_by_claim:
            return "SELECT id FROM outgoing WHERE claim = :claim";
        case Sql::next_outgoing:
            return outgoing_columns +
                   " WHERE id IN (SELECT MIN(id) FROM outgoing WHERE state IN ('waiting', 'sending') GROUP "
                   "BY lane) ORDER BY id LIMIT :limit";
        case Sql::begin_sending:
            return "UPDATE outgoing SET state = 'sending', attempts = attempts + 1 WHERE id = :id";
        case Sql::delay_outgoing:
            return "UPDATE outgoing SET state = 'waiting', not_before = :not_before, error = :error WHERE id "
                   "= :id";
        case Sql::end_outgoing:
            return "UPDATE outgoing SET state = :state, ended_at = :at, ts = :ts, error = :error, address = "
                   "'', native = '', plain = '' WHERE id = :id";
        case Sql::forget_outgoing:
            return "DELETE FROM outgoing WHERE ended_at < :before";
        case Sql::outgoing_counts:
            return "SELECT COUNT(*), MIN(created_at) FROM outgoing WHERE state IN ('waiting', 'sending')";
        case Sql::lost_messages:
            return outgoing_columns +
                   " WHERE state IN ('failed', 'unknown') AND ended_at >= :since ORDER BY ended_at DESC, id "
                   "DESC LIMIT :limit";
        case Sql::add_audit:
            return "INSERT INTO audit (at, who, what, place, why, before, after, request, dry) VALUES (:at, "
                   ":who, :what, :place, "
                   ":why, :before, :after, :request, :dry) RETURNING id";
        case Sql::audit_since:
            return "SELECT id, at, who, what, place, why, before, after, request, dry FROM audit WHERE at >= "
                   ":since "
                   "ORDER BY at, id LIMIT :limit";
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
