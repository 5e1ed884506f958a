// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "insight/readiness_json.hpp"
#include "storage/broken.hpp"
#include "storage/database.hpp"
#include "storage/transaction.hpp"
#include "storage/words.hpp"

#include <map>
#include <tuple>

namespace storage {
namespace {

// outcome, weight, exempt by check: what makes two assessments the same judgement.
using Judged = std::map<std::string, std::tuple<std::string, int, bool>>;

struct Latest {
    std::int64_t id = 0;
    Time at{};
    bool judged_alike = false;
};

Judged judged_by(const insight::Assessment& assessment) {
    Judged out;
    for (const auto& finding : assessment.findings)
        out[finding.check] = {std::string(to_word(finding.verdict.outcome)), finding.weight,
                              finding.exemption.has_value()};
    return out;
}

Judged stored_judgement(Connection& connection, std::int64_t assessment) {
    Judged out;
    auto query = connection.query(Sql::findings_of);
    query.with(":assessment", assessment);
    while (query.next())
        out[query.text(0)] = {query.text(1), static_cast<int>(query.integer(2)), query.truth(3)};
    return out;
}

// Columns of latest_mark from the third on.
bool is_same_mark(const Query& row, const insight::Assessment& assessment) {
    const auto kept = std::tuple(row.text(2), row.text(3), row.text(4), row.integer(5), row.integer(6),
                                 row.real(7), row.real(8), row.truth(9));
    const auto given = std::tuple(
        assessment.commit, std::string(word_of(assessment.mode)), std::string(to_word(assessment.profile)),
        std::int64_t{assessment.levels.possible}, std::int64_t{assessment.levels.proven}, assessment.score,
        assessment.coverage, assessment.scored);
    return kept == given;
}

std::optional<Latest> latest_of(Connection& connection, std::int64_t repository,
                                const insight::Assessment& assessment) {
    auto query = connection.query(Sql::latest_mark);
    if (!query.with(":repository", repository).next()) return std::nullopt;
    Latest latest{query.integer(0), query.time(1)};
    latest.judged_alike =
        is_same_mark(query, assessment) && stored_judgement(connection, latest.id) == judged_by(assessment);
    return latest;
}

std::int64_t exemptions_of(const insight::Assessment& assessment) {
    return static_cast<std::int64_t>(assessment.levels.exempt_gates.size());
}

std::int64_t add_row(Connection& connection, std::int64_t repository, const insight::Assessment& assessment,
                     std::string_view body) {
    return connection.query(Sql::add_assessment)
        .with(":repository", repository)
        .with(":at", assessment.at)
        .with(":revision", assessment.commit)
        .with(":mode", word_of(assessment.mode))
        .with(":profile", to_word(assessment.profile))
        .with(":level_possible", assessment.levels.possible)
        .with(":level_proven", assessment.levels.proven)
        .with(":score", assessment.score)
        .with(":coverage", assessment.coverage)
        .with(":scored", assessment.scored)
        .with(":exemptions", exemptions_of(assessment))
        .with(":body", body)
        .id();
}

void add_findings(Connection& connection, std::int64_t assessment,
                  const std::vector<insight::Finding>& findings) {
    for (const auto& finding : findings)
        connection.query(Sql::put_finding)
            .with(":assessment", assessment)
            .with(":check", finding.check)
            .with(":outcome", to_word(finding.verdict.outcome))
            .with(":weight", finding.weight)
            .with(":exempt", finding.exemption.has_value())
            .run();
}

std::int64_t keep(Connection& connection, std::int64_t repository, const insight::Assessment& assessment) {
    const auto body = core::dump_json(insight::to_json(assessment));
    const auto latest = latest_of(connection, repository, assessment);
    const bool is_latest = !latest || assessment.at >= latest->at;
    if (latest && is_latest && latest->judged_alike) {
        connection.query(Sql::renew_assessment)
            .with(":id", latest->id)
            .with(":at", assessment.at)
            .with(":exemptions", exemptions_of(assessment))
            .with(":body", body)
            .run();
        return latest->id;
    }
    const auto id = add_row(connection, repository, assessment, body);
    add_findings(connection, id, assessment.findings);
    if (is_latest)
        connection.query(Sql::set_latest).with(":repository", repository).with(":assessment", id).run();
    return id;
}

std::optional<insight::Assessment> read_body(Query& query, const std::filesystem::path& file) {
    if (!query.next()) return std::nullopt;
    const auto json = core::parse_json(query.view(0));
    if (!json) throw broken(Broken::Kind::corrupt, file, "a stored assessment is no JSON");
    auto assessment = insight::assessment_from_json(*json);
    if (!assessment)
        throw broken(Broken::Kind::corrupt, file,
                     "a stored assessment cannot be read: " + assessment.error().sentence);
    return std::move(*assessment);
}

void count(CheckTally& tally, std::string_view outcome, bool exempt, int repositories) {
    int& counter = exempt                        ? tally.exempt
                   : outcome == "yes"            ? tally.yes
                   : outcome == "partly"         ? tally.partly
                   : outcome == "no"             ? tally.no
                   : outcome == "not_applicable" ? tally.not_applicable
                                                 : tally.unknown;
    counter += repositories;
}

}  // namespace

std::int64_t Writer::put_assessment(std::int64_t repository, const insight::Assessment& assessment) {
    std::int64_t id = 0;
    savepoint(*connection_, [&] { id = keep(*connection_, repository, assessment); });
    return id;
}

std::optional<insight::Assessment> Reader::latest_assessment(std::int64_t repository) const {
    auto query = connection_->query(Sql::latest_body);
    return read_body(query.with(":repository", repository), connection_->file());
}

std::optional<insight::Assessment> Reader::assessment(std::int64_t id) const {
    auto query = connection_->query(Sql::assessment_body);
    return read_body(query.with(":id", id), connection_->file());
}

std::vector<AssessmentRow> Reader::history(std::int64_t repository, std::size_t limit) const {
    std::vector<AssessmentRow> out;
    auto query = connection_->query(Sql::history);
    query.with(":repository", repository).with(":limit", limit);
    while (query.next()) {
        AssessmentRow row{query.integer(0),
                          query.time(1),
                          query.text(2),
                          static_cast<int>(query.integer(3)),
                          static_cast<int>(query.integer(4)),
                          query.real(5),
                          query.real(6),
                          query.truth(7)};
        if (const auto counted = query.optional_integer(8))
            row.exemptions = *counted;
        else if (const auto body = assessment(row.id))
            row.exemptions = static_cast<int>(exemptions_of(*body));
        out.push_back(std::move(row));
    }
    return out;
}

std::optional<Time> Reader::newest_assessment(Reach reach) const {
    auto query = connection_->query(reach == Reach::all ? Sql::newest_of_all : Sql::newest_of_open);
    return query.next() ? query.optional_time(0) : std::nullopt;
}

CheckTally Reader::tally(std::string_view check, Reach reach) const {
    CheckTally out;
    auto query = connection_->query(reach == Reach::all ? Sql::tally : Sql::tally_of_open);
    query.with(":check", check);
    while (query.next()) count(out, query.view(0), query.truth(1), static_cast<int>(query.integer(2)));
    return out;
}

std::vector<Lacking> Reader::lacking(std::string_view check) const {
    std::vector<Lacking> out;
    auto query = connection_->query(Sql::lacking);
    query.with(":check", check);
    while (query.next()) out.push_back({query.integer(0), query.view(1) == "no"});
    return out;
}

}  // namespace storage
