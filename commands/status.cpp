// SPDX-License-Identifier: Apache-2.0
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/pause_words.hpp"
#include "commands/source_words.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command status;
namespace {

constexpr std::size_t most_troubles = 20, most_lost = 20;
constexpr core::Days lost_shown{7};

std::string waiting_sentence(const storage::OutgoingCounts& counts, Time now) {
    if (counts.waiting == 0) return "none";
    return fmt::format("{}, the oldest for {}", counts.waiting,
                       counts.oldest ? core::to_age(now - *counts.oldest) : "a moment");
}

using Lost = std::vector<storage::OutgoingRow>;

bool may_have_arrived(const storage::OutgoingRow& row) {
    return row.state == storage::OutgoingState::unknown;
}

std::string lost_sentence(const Lost& lost) {
    if (lost.empty()) return "none";
    const auto unsure = std::ranges::count_if(lost, may_have_arrived);
    const auto* more = lost.size() == most_lost ? " at least" : "";
    return fmt::format("{}{}; {} of them may have arrived", lost.size(), more, unsure);
}

Table lost_table(const Lost& lost) {
    Table table;
    table.caption = fmt::format("Messages lost in the last {} days, newest first", lost_shown.count());
    table.header = {"Written", "To", "Fate", "Why", "Reference"};
    table.rows.reserve(lost.size());
    for (const auto& row : lost) {
        std::vector<Cell> cells(5);
        cells[0].text = core::to_readable(row.created_at);
        cells[1].text = core::one_line(row.channel);
        cells[2].text = may_have_arrived(row) ? "may have arrived" : "did not arrive";
        cells[3].text = core::one_line(row.error);
        cells[4].text = row.reference;
        table.rows.push_back(std::move(cells));
    }
    return table;
}

core::Json json_of(const std::vector<storage::Pause>& pauses) {
    auto list = core::Json::array();
    for (const auto& pause : pauses)
        list.push_back({{"what", name_of(pause)},
                        {"until", pause.until ? core::Json(core::to_rfc3339(*pause.until)) : core::Json()},
                        {"since", core::to_rfc3339(pause.since)}});
    return list;
}

Answer run(const Context& context, const storage::Reader& reader) {
    const auto& request = context.request;
    const bool is_office = request.asker.role >= Role::ispo && request.place.kind != PlaceKind::channel;
    const auto pauses = reader.pauses(request.now);
    const auto moves = reader.workspace_moves(request.now);
    const auto counts = reader.outgoing_counts();
    const bool dry = reader.meta("effects.dry_run") == "true";
    const auto troubles = reader.troubles(most_troubles);
    const auto lost = reader.lost_messages(request.now - lost_shown, most_lost);
    auto answer = say(!pauses.empty()  ? fmt::format("Paused: {}.", pauses_sentence(pauses))
                      : !moves.empty() ? fmt::format("{}.", moves_sentence(moves))
                      : dry            ? "Dry run: nothing is sent unasked."
                                       : "Nothing is paused.");
    Facts facts;
    facts.facts.push_back(
        {"Mode", dry ? "dry run: messages nobody asked for are recorded, not sent" : "live"});
    if (!moves.empty()) facts.facts.push_back({"Moving", moves_sentence(moves)});
    facts.facts.push_back({"Messages waiting for Slack", waiting_sentence(counts, request.now)});
    const auto [refusing, unknown] = troubled_among(troubles);
    facts.facts.push_back(
        {"Channels that take no messages", refusing == 0 ? "none" : std::to_string(refusing)});
    if (unknown > 0)
        facts.facts.push_back({"Channels where a message may be missing", std::to_string(unknown)});
    facts.facts.push_back({fmt::format("Messages lost in {} days", lost_shown.count()), lost_sentence(lost)});
    answer.parts.emplace_back(std::move(facts));
    if (Facts sources{source_facts(reader, request.now, is_office)}; !sources.facts.empty())
        answer.parts.emplace_back(std::move(sources));
    if (is_office && !troubles.empty()) answer.parts.emplace_back(table_of(troubles));
    if (is_office && !lost.empty()) answer.parts.emplace_back(lost_table(lost));
    const bool is_braked = std::ranges::any_of(
        pauses, [](const auto& pause) { return pause.reach == storage::Pause::Reach::everything; });
    if (is_office && is_braked) answer.actions.push_back(action("Resume everything", "resume everything"));
    if (is_office) answer.actions.push_back(action("Audit", "audit", "Show who changed what"));
    answer.as_of = request.now;
    answer.data = {{"pauses", json_of(pauses)}, {"moving_workspaces", moves.size()}, {"dry_run", dry},
                   {"waiting", counts.waiting}, {"troubles", troubles.size()},       {"lost", lost.size()}};
    answer.data["sources"] = sources_json(reader, is_office);
    return answer;
}

// Whoever waits for a message sees why none comes.
std::vector<Answer> brake(const Context& context, const storage::Reader& reader) {
    for (const auto& pause : reader.pauses(context.request.now)) {
        if (pause.reach != storage::Pause::Reach::everything) continue;
        auto answer = say("Messages that nobody asked for are paused");
        answer.parts.emplace_back(
            Text{fmt::format("Paused: {}. Questions are answered.", sentence_of(pause))});
        answer.actions.push_back(action("Status", "status"));
        return {std::move(answer)};
    }
    return {};
}

}  // namespace

const Command status{
    .name = "status",
    .usage = "status",
    .summary = "What is paused, what waits for Slack, what was lost, and how fresh the sources are.",
    .examples = {{"status", "what is paused?"}, {"status", "is anything paused?"}},
    .personal = true,
    .run = run,
    .reading = "status",
    .home = brake,
};

}  // namespace commands
