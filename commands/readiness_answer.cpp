// SPDX-License-Identifier: Apache-2.0
#include "commands/readiness_answer.hpp"

#include "commands/action.hpp"
#include "commands/evidence.hpp"
#include "commands/finding_words.hpp"
#include "commands/gate_phrases.hpp"
#include "commands/repository_rows.hpp"
#include "core/text.hpp"
#include "insight/levels.hpp"
#include "insight/readiness_json.hpp"
#include "insight/score.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

constexpr std::size_t most_findings = 8;
constexpr std::size_t most_notes = 3;
constexpr std::size_t most_fixes = 3;

bool is_in(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Gates of the next level first, then what weighs most; what is fine or does not apply is left to the
// details.
std::vector<const insight::Finding*> that_matter(const insight::Assessment& assessment) {
    std::vector<const insight::Finding*> chosen;
    for (const auto& finding : assessment.findings) {
        const auto outcome = finding.verdict.outcome;
        if (outcome != insight::Outcome::yes && outcome != insight::Outcome::not_applicable)
            chosen.push_back(&finding);
    }
    const auto& levels = assessment.levels;
    const auto rank = [&](const insight::Finding* f) {
        return is_in(levels.failed_gates, f->check) || is_in(levels.unknown_gates, f->check) ? 0 : 1;
    };
    std::stable_sort(chosen.begin(), chosen.end(), [&](const auto* a, const auto* b) {
        return std::pair{rank(a), -a->weight} < std::pair{rank(b), -b->weight};
    });
    return chosen;
}

Steps steps_of(const std::vector<const insight::Finding*>& findings) {
    Steps steps;
    for (const auto* f : findings) {
        if (steps.steps.size() == most_findings) break;
        steps.steps.push_back({status_of(f->verdict.outcome), statement_of(f->check), short_evidence(*f)});
    }
    return steps;
}

Step step_of(const insight::Fix& fix, const insight::Levels& levels) {
    auto effect = fmt::format("{:+.0f} points, {}", fix.gain, insight::to_phrase(fix.effort));
    effect += effect_on_level(fix, levels);
    return {Status::none, core::shorten(core::one_line(fix.text), 200), effect};
}

// They come by what they bring. The first is the cheapest as well when none takes less effort, and it takes
// no more than a day.
bool is_cheapest(const std::vector<insight::Fix>& fixes) {
    const auto effort = fixes.front().effort;
    return effort != insight::Effort::large &&
           std::ranges::none_of(fixes, [&](const insight::Fix& fix) { return fix.effort < effort; });
}

void add_fixes(Answer& answer, const insight::Assessment& assessment) {
    const auto& fixes = assessment.fixes;
    if (fixes.empty()) return;
    const auto best = step_of(fixes.front(), assessment.levels);
    const auto* kind = is_cheapest(fixes) ? "Cheapest" : "Best";
    answer.parts.emplace_back(Text{fmt::format("{} next step: {} ({})", kind, best.text, best.evidence)});
    Steps others;
    for (std::size_t i = 1; i < std::min(fixes.size(), most_fixes); ++i)
        others.steps.push_back(step_of(fixes[i], assessment.levels));
    if (others.steps.empty()) return;
    answer.parts.emplace_back(Text{"Then:"});
    answer.parts.emplace_back(std::move(others));
}

std::string names_of(const std::vector<std::string>& ids) {
    std::string text;
    for (const auto& id : ids) text += (text.empty() ? "" : "; ") + statement_of(id) + " (" + id + ")";
    return text;
}

// The statements that would settle what was not seen and are not made yet; empty when none would.
std::string can_be_assumed(const ReadinessView& view) {
    const auto& assessment = view.assessment;
    const auto key_of = [](std::string_view statement) {
        return core::lower(core::trim(statement.substr(0, statement.find('='))));
    };
    std::vector<std::string> stated;
    for (const auto& each : view.assumed) stated.push_back(key_of(each));
    std::vector<std::string> statements;
    for (const auto& finding : assessment.findings) {
        const auto& verdict = finding.verdict;
        const auto* check = insight::find_check(finding.check);
        const bool is_open = verdict.outcome == insight::Outcome::unknown || verdict.at_least;
        if (check == nullptr || !is_open) continue;
        for (const auto statement : check->assumed) {
            auto option = "--assume " + std::string{statement};
            if (!is_in(statements, option) && !is_in(stated, key_of(statement)))
                statements.push_back(std::move(option));
        }
    }
    if (statements.empty()) return {};
    return "What cannot be seen in a checkout can be stated: " + core::join(statements, ", ");
}

void add_conditions(Answer& answer, const ReadinessView& view) {
    const auto& assessment = view.assessment;
    const auto& levels = assessment.levels;
    if (levels.possible != levels.proven) answer.parts.emplace_back(Note{conditions_of(levels)});
    if (auto stated = view.may_assume ? can_be_assumed(view) : std::string{}; !stated.empty())
        answer.parts.emplace_back(Note{std::move(stated)});
    if (auto exempt = exemptions_of(levels); !exempt.empty())
        answer.parts.emplace_back(Note{std::move(exempt)});
    if (!levels.cap.empty()) answer.parts.emplace_back(Note{core::one_line(levels.cap)});
    if (!assessment.restriction.empty())
        answer.parts.emplace_back(Note{core::one_line(assessment.restriction), NoteKind::warning});
    // The sentence that turns work away was quoted above.
    auto notes = assessment.notes;
    std::erase_if(notes, [&](const insight::Fault& note) {
        return !assessment.restriction.empty() && note.what.ends_with(assessment.restriction);
    });
    const auto shown = std::min(notes.size(), most_notes);
    for (std::size_t i = 0; i < shown; ++i)
        answer.parts.emplace_back(Note{core::one_line(notes[i].what), NoteKind::warning});
    if (const auto more = notes.size() - shown; more > 0)
        answer.parts.emplace_back(Note{
            fmt::format("And {} more of this kind{}.", more, view.may_assume ? "; --json lists all" : "")});
}

void add_introduction(Answer& answer, const insight::Assessment& assessment) {
    Facts facts;
    if (!assessment.purpose.empty()) facts.facts.push_back({"Purpose", core::one_line(assessment.purpose)});
    if (!assessment.owners.empty())
        facts.facts.push_back({"Owner", core::one_line(core::join(assessment.owners, ", "))});
    if (!facts.facts.empty()) answer.parts.emplace_back(std::move(facts));
}

void add_changes(Answer& answer, const ReadinessView& view) {
    if (!view.before) return;
    const bool of_one_day = core::to_date(view.before->at) == core::to_date(view.assessment.at);
    std::string text =
        "Since " + (of_one_day ? core::to_readable(view.before->at) : core::to_date(view.before->at)) + ":";
    const auto changes = insight::changes_between(*view.before, view.assessment);
    for (const auto& change : changes) text += "\n" + core::one_line(change.text);
    if (!changes.empty()) answer.parts.emplace_back(Text{text});
}

// Leads to all findings where the details cannot be opened; empty for what was not stored.
std::string findings_line(const ReadinessView& view) {
    auto line = "ready findings " + core::quote_word(view.line_name);
    return view.stored && line.size() < line_limit ? line : std::string{};
}

void add_actions(Answer& answer, const ReadinessView& view) {
    const auto name = core::one_line(view.assessment.repository);
    if (auto all = findings_line(view); !all.empty())
        answer.actions.push_back(action("Why this score", std::move(all), "Why " + name + " has this score"));
    if (const auto& fixes = view.assessment.fixes; !fixes.empty())
        answer.actions.push_back(action("What " + fixes.front().check + " asks",
                                        "ready check " + fixes.front().check,
                                        "What the check of the next step asks"));
    const auto history = "ready history " + core::quote_word(view.line_name);
    if (view.stored && history.size() < line_limit)
        answer.actions.push_back(action("History", history, "History of " + name));
    answer.actions.push_back(action("How the score is made", "help readiness"));
}

std::string note_of(const insight::Assessment& assessment) {
    auto source = assessment.findings.empty() ? std::string{} : assessment.findings.front().source;
    if (source == "sample") return "sample data";
    if (source != "git") return source;
    if (assessment.commit.empty()) return "git checkout without a commit";
    return fmt::format("commit {}; what is not committed was not read", assessment.commit.substr(0, 12));
}

// A checkout beside the sample is of the real clock, which the sample's clock does not reach.
std::string dated_note(const insight::Assessment& assessment, Time now) {
    return note_of(assessment) + note_on_clocks(assessment.at, now);
}

}  // namespace

std::string exemptions_of(const insight::Levels& levels) {
    if (levels.exempt_gates.empty()) return {};
    return "Exempt, so not asked for: " + names_of(levels.exempt_gates) + ".";
}

std::string readiness_headline(const insight::Assessment& assessment) {
    const auto& levels = assessment.levels;
    auto text =
        fmt::format("{}: {}", core::shorten(core::one_line(assessment.repository), 60), meaning_of(levels));
    text += fmt::format(". L{} of 4", levels.possible);
    std::vector<std::string> marks;
    if (levels.possible != levels.proven) marks.push_back(fmt::format("proven: L{}", levels.proven));
    if (const auto count = levels.exempt_gates.size(); count > 0)
        marks.push_back(core::counted(static_cast<std::int64_t>(count), "exemption", "exemptions"));
    if (!marks.empty()) text += " (" + core::join(marks, "; ") + ")";
    const auto seen = insight::shown_percent(assessment.coverage);
    if (assessment.scored) return text + fmt::format(" · {:.0f} of 100 · {} % seen", assessment.score, seen);
    if (levels.cap == insight::archived_cap) return text + " · archived, no score";
    return text + fmt::format(" · findings only: {} % seen, no score", seen);
}

Answer all_findings(const insight::Assessment& assessment, Time now) {
    auto answer = say(fmt::format("All {} checks of {}", assessment.findings.size(),
                                  core::one_line(assessment.repository)));
    answer.parts.emplace_back(Text{score_in_words(assessment)});
    Table table;
    table.caption = "Every check by group";
    table.header = {"Check", "Group", "Outcome", "Points", "Evidence"};
    for (const auto& f : assessment.findings) {
        const auto* check = insight::find_check(f.check);
        std::vector<Cell> row(5);
        row[0].text = f.check + " " + statement_of(f.check);
        row[1].text = check == nullptr ? "" : std::string{insight::to_word(check->group)};
        row[2].status = status_of(f.verdict.outcome);
        row[2].text = word(row[2].status);
        row[3].text = points_of(f);
        row[4].text = whole_evidence(f);
        table.rows.push_back(std::move(row));
    }
    answer.parts.emplace_back(std::move(table));
    answer.as_of = assessment.at;
    answer.as_of_note = dated_note(assessment, now);
    answer.data = insight::to_json(assessment);
    return answer;
}

Answer readiness_answer(const ReadinessView& view) {
    const auto& assessment = view.assessment;
    auto answer = say(readiness_headline(assessment));
    add_introduction(answer, assessment);
    add_conditions(answer, view);
    const auto findings = that_matter(assessment);
    if (!findings.empty()) answer.parts.emplace_back(steps_of(findings));
    if (findings.size() > most_findings) {
        answer.parts.emplace_back(Text{
            fmt::format("and {} more{}", findings.size() - most_findings,
                        findings_line(view).empty() ? ", in the details" : ", all under Why this score")});
    }
    add_fixes(answer, assessment);
    add_changes(answer, view);
    answer.details.push_back(all_findings(assessment, view.now));
    answer.details.back().data = nullptr;  // it is the answer's own
    add_actions(answer, view);
    answer.as_of = assessment.at;
    answer.as_of_note = dated_note(assessment, view.now);
    answer.data = insight::to_json(assessment);
    return answer;
}

}  // namespace commands
