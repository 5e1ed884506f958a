// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_import.hpp"

#include "bot/audit_row.hpp"
#include "bot/crash_points.hpp"
#include "bot/dispatcher.hpp"
#include "bot/facts_crash_points.hpp"
#include "bot/log.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"
#include "sources/facts/file.hpp"
#include "sources/facts/repository_facts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using sources::facts::File;

constexpr std::size_t most_faults = 20;

void add(storage::FactsImported& out, std::size_t line, std::string what) {
    if (out.faults.size() < most_faults)
        out.faults.push_back({line, std::move(what)});
    else
        ++out.more_faults;
}

core::Error unreadable() {
    return core::unavailable("The file cannot be read to its end; nothing was changed.");
}

// The sum over all kinds.
storage::FactCounts sum_of(const storage::FactsImported& imported) {
    storage::FactCounts sum;
    for (const auto& [kind, counts] : imported.kinds) {
        sum.fresh += counts.fresh;
        sum.changed += counts.changed;
        sum.unchanged += counts.unchanged;
        sum.gone += counts.gone;
    }
    return sum;
}

std::string said(const storage::FactCounts& counts) {
    return fmt::format("{} new, {} changed, {} unchanged, {} gone", counts.fresh, counts.changed,
                       counts.unchanged, counts.gone);
}

}  // namespace

storage::FactsImported checked_by_itself(const OpenFile& file, OpenFile* copy, core::Time now) {
    storage::FactsImported out;
    FactsLines lines(file);
    core::Result<void> kept_aside;
    const auto next = [&]() -> std::optional<std::string_view> {
        const auto line = lines.next();
        if (!line || copy == nullptr || !kept_aside) return line;
        kept_aside = copy->append(*line);
        if (kept_aside) kept_aside = copy->append("\n");
        return kept_aside ? line : std::nullopt;
    };
    File records(next, now);
    while (!records.is_at_end()) {
        records.next();
        if (const auto& fault = records.fault()) add(out, fault->line, fault->what);
    }
    if (lines.failed()) out.failure = unreadable();
    if (!kept_aside) out.failure = kept_aside.error();
    return out;
}

storage::AuditRow facts_row(std::uint32_t user, const std::string& line, core::Time now) {
    commands::Request request;
    request.asker.person = fmt::format("os:{}", user);
    request.asker.name = name_of_user(user);
    request.asker.role = commands::Role::admin;
    request.place = {.kind = commands::PlaceKind::shell};
    request.now = now;
    request.id = new_reference();
    return audit_row(request, line);
}

storage::FactsImported bring_in(storage::Writer& writer, const OpenFile& file, const FactsOrder& order,
                                core::Time now, const std::atomic<bool>& stops) {
    FactsLines lines(file);
    File records([&] { return lines.next(); }, now);
    const auto next = [&]() -> core::Result<std::optional<insight::connector::Record>> {
        if (stops.load())
            return core::unavailable("ISPO Bot is stopping; nothing was changed. Import it again later.");
        auto record = records.next();
        if (const auto& fault = records.fault())
            return core::invalid(fmt::format("Line {}: {}", fault->line, fault->what));
        if (records.lines() > 2) crash_point(facts_crash_points[0]);
        if (lines.failed()) return unreadable();
        return record;
    };
    const auto note = [&](const storage::FactsImported& imported) {
        auto row = facts_row(order.user, "import " + core::one_line(order.name), now);
        row.dry = order.is_check;
        row.after = fmt::format("{}: {}", core::join(imported.sources, ", "), said(sum_of(imported)));
        writer.add_audit(row);
    };
    const auto at_end = [&](const storage::FactsImported& imported) {
        crash_point(facts_crash_points[1]);
        note(imported);
    };
    auto out = storage::FactsWriter(writer).put_facts(next, now, order.is_check, at_end);
    // A trial is undone; that there was one is not.
    if (order.is_check && out.faults.empty() && !out.failure) writer.in_transaction([&] { note(out); });
    if (out.is_kept) crash_point(facts_crash_points[2]);
    return out;
}

void judge_by_rules(storage::Writer& writer, const std::string& rules) {
    constexpr std::string_view name = "facts.rules";
    if (writer.meta(name) == rules) return;
    writer.in_transaction([&] {
        storage::FactsWriter(writer).want_all_judged();
        writer.set_meta(name, rules);
    });
}

void judge_all(storage::Writer& writer) {
    writer.in_transaction([&] { storage::FactsWriter(writer).want_all_judged(); });
}

namespace {

// One that cannot be judged must not keep the others waiting.
std::optional<insight::Assessment> judged(const storage::ToJudge& one, const CompanyPolicy& company,
                                          core::Time now) {
    try {
        const auto facts = sources::facts::facts_of(one.repository, one.facts, now);
        return insight::assess(facts, company.for_repository(facts), now);
    } catch (const std::exception& error) {
        log(Level::error, "facts.not_judged", "A repository could not be judged by what files tell of it.",
            {{"repository", core::one_line(one.repository.full_name)}, {"why", error.what()}});
        return std::nullopt;
    }
}

}  // namespace

std::size_t judge_some(storage::Writer& writer, const CompanyPolicy& company, core::Time now,
                       std::size_t most) {
    storage::FactsWriter facts_writer(writer);
    const auto waiting = facts_writer.to_judge(most);
    if (waiting.empty()) return 0;
    writer.in_transaction([&] {
        for (const auto& one : waiting) {
            if (const auto assessment = judged(one, company, now)) writer.put_assessment(one.id, *assessment);
            facts_writer.mark_judged(one.id);
        }
    });
    return waiting.size();
}

core::Json to_json(const storage::FactsImported& imported) {
    const auto json_of = [](const storage::FactCounts& counts) -> core::Json {
        return {{"new", counts.fresh},
                {"changed", counts.changed},
                {"unchanged", counts.unchanged},
                {"gone", counts.gone}};
    };
    core::Json out = {{"sources", imported.sources}, {"kept", imported.is_kept}};
    out["sum"] = json_of(sum_of(imported));
    out["kinds"] = core::Json::object();
    for (const auto& [kind, counts] : imported.kinds) out["kinds"][kind] = json_of(counts);
    out["faults"] = core::Json::array();
    for (const auto& fault : imported.faults)
        out["faults"].push_back({{"line", fault.line}, {"what", fault.what}});
    out["more_faults"] = imported.more_faults;
    return out;
}

}  // namespace bot
