// SPDX-License-Identifier: Apache-2.0
#include "bot/demo.hpp"

#include "bot/assess.hpp"
#include "bot/checkout_lines.hpp"
#include "bot/keep.hpp"
#include "sources/sample.hpp"

#include <map>

namespace bot {

namespace {

constexpr std::string_view time_key = "demo_now";
constexpr int months_of_history = 12;

void import_at(storage::Writer& writer, core::Time to, const CompanyPolicy& rules,
               const insight::CompanyFacts& company) {
    std::map<std::string, const insight::Repository*> by_name;
    for (const auto& repository : company.repositories) by_name[repository.full_name] = &repository;
    for (const auto& facts : sources::sample::repositories(sources::sample::demo_settings(to), company)) {
        const auto found = by_name.find(facts.full_name);
        if (found == by_name.end()) continue;
        const auto id = writer.put_repository(*found->second);
        // A start that was cut short is repeated: what it kept already must not be kept twice.
        if (const auto kept = writer.history(id, 1); !kept.empty() && kept.front().at >= to) continue;
        writer.put_assessment(id, insight::assess(facts, rules.for_repository(facts), to));
    }
}

}  // namespace

void import_sample(storage::Writer& writer, core::Time to, const CompanyPolicy& rules, bool history) {
    if (history) {
        for (int month = months_of_history; month > 0; --month) {
            const auto at = to - core::Days{month * 30};
            const auto then = sources::sample::company(sources::sample::demo_settings(at));
            writer.in_transaction([&] { import_at(writer, at, rules, then); });
        }
    }
    const auto company = sources::sample::company(sources::sample::demo_settings(to));
    writer.in_transaction([&] {
        writer.put_company(company);
        import_at(writer, to, rules, company);
        writer.set_meta(time_key, core::to_rfc3339(to));
    });
}

void start_sample_again(storage::Writer& writer, const CompanyPolicy& company) {
    writer.in_transaction([&] {
        writer.forget_source("sample");
        import_sample(writer, sources::sample::demo_start(), company, true);
    });
}

std::vector<std::string> import_checkouts(storage::Writer& writer, const std::vector<std::string>& paths,
                                          const CompanyPolicy& company, core::Time now) {
    std::vector<std::string> problems;
    const AssessOrder order{.paths = paths, .company = company, .now = wall_now()};
    for (const auto& [path, result] : assess_paths(order, [](std::size_t, std::size_t) {})) {
        if (!result) {
            problems.push_back(path + ": " + result.error().sentence);
            continue;
        }
        auto assessment = *result;  // of the real clock: it was read just now
        // A demo shows what it was given.
        if (!assessment.visibility) assessment.visibility = insight::Visibility::internal;
        writer.in_transaction([&] { keep_in(writer, {assessment}, now); });
    }
    return problems;
}

std::vector<std::string> lines_for_checkouts(const storage::Reader& reader) {
    auto checkouts = checkouts_to_try(reader);
    std::vector<std::string> lines;
    lines.reserve(checkouts.size());
    for (auto& each : checkouts) lines.push_back(std::move(each.line));
    return lines;
}

core::Time demo_time(const storage::Reader& reader) {
    if (const auto text = reader.meta(time_key))
        if (const auto time = core::parse_time(*text)) return *time;
    return sources::sample::demo_start();
}

core::Result<core::Time> moved_clock(core::Time now, const std::string& step) {
    const auto target = [&]() -> core::Result<core::Time> {
        if (step == "1 hour") return now + std::chrono::hours(1);
        if (step == "1 day") return now + core::Days{1};
        if (step == "1 week") return now + core::Days{7};
        if (step == "1 month") return now + core::Days{30};
        return core::parse_time(step);
    }();
    if (!target) return target.error();
    if (*target <= now)
        return core::invalid(
            "The clock moves forward only; nothing was changed. Use Start again to go back to the "
            "beginning.");
    if (*target > sources::sample::demo_start() + core::Days{730})
        return core::invalid(
            "The sample company ends two years after its start; nothing was changed. Choose an earlier "
            "date.");
    return *target;
}

}  // namespace bot
