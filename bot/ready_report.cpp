// SPDX-License-Identifier: Apache-2.0
#include "bot/ready_report.hpp"

#include "bot/assess.hpp"
#include "bot/clock.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/report_formats.hpp"
#include "bot/service.hpp"
#include "commands/missed_level.hpp"
#include "commands/readiness_answer.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

namespace bot {

namespace {

constexpr std::size_t most_in_full = 3;  // more paths than this are printed one line each

// What a person would be told before any work starts; empty when the options make sense.
std::string objection(const ReadyOptions& options, AssessOrder& order) {
    if (!options.profile.empty()) {
        order.profile = insight::profile_from(options.profile);
        if (!order.profile)
            return fmt::format(
                "'{}' is no profile; nothing was judged. Use contributions-welcome, readable-source, "
                "shared-write, shared-ownership, "
                "docs-only or archived.",
                core::one_line(options.profile));
    }
    for (const auto known : {"text", "json", "markdown", "sarif"})
        if (options.format == known) return {};
    return fmt::format("'{}' is no format; nothing was judged. Use text, json, markdown or sarif.",
                       core::one_line(options.format));
}

// Two ways to write one folder are one checkout; as written first.
std::vector<std::string> each_once(const std::vector<std::string>& paths) {
    std::vector<std::string> once;
    std::set<std::string> seen;
    for (const auto& path : paths) {
        std::error_code failed;
        const auto whole = std::filesystem::canonical(path, failed);
        if (seen.insert(failed ? path : whole.string()).second) once.push_back(path);
    }
    return once;
}

void show_progress(std::size_t done, std::size_t all) {
    static const bool on_terminal = ::isatty(STDERR_FILENO) != 0;
    if (!on_terminal || all < 2) return;
    std::fprintf(stderr, done == all ? "\r\x1b[K" : "\rReading checkouts: %zu of %zu", done, all);
    std::fflush(stderr);
}

// Where a result is kept that few will be shown: who they are, and the line that shows it to every colleague.
std::string note_on_readers(const std::vector<insight::Assessment>& assessments, const Kept& kept,
                            const TerminalStyle& style) {
    const insight::Assessment* one = nullptr;
    std::size_t count = 0;
    for (std::size_t i = 0; i < assessments.size() && i < kept.for_few.size(); ++i)
        if (kept.for_few[i] && ++count == 1) one = &assessments[i];
    if (count == 0) return {};
    return fmt::format(
        "· Nobody said who may read {}, so in Slack only the InnerSource office and the groups of "
        "audience.readers "
        "see {}: `{} ready {} --assume visibility=internal` shows {} to every colleague.\n",
        count == 1 ? core::one_line(one->repository) : fmt::format("{} of these checkouts", count),
        count == 1 ? "it" : "them", style.program,
        count == 1 ? core::quote_word(core::one_line(path_of(*one))) : std::string("PATH"),
        count == 1 ? "it" : "each");
}

std::string text_report(const std::vector<insight::Assessment>& assessments, const Kept& kept,
                        const std::vector<std::string>& assumed, const TerminalStyle& style) {
    const auto& before = kept.before;
    std::string out;
    const bool is_short = assessments.size() > most_in_full && !style.details;
    std::map<std::string, int> names;  // checkouts of one name are told apart by their paths
    for (const auto& each : assessments) ++names[each.repository];
    const auto repeated = [&](const auto& each) { return names[each.repository] > 1; };
    for (std::size_t i = 0; i < assessments.size(); ++i) {
        if (is_short) {
            out += commands::readiness_headline(assessments[i]);
            out += repeated(assessments[i]) ? fmt::format(" ({})\n", core::one_line(path_of(assessments[i])))
                                            : "\n";
            continue;
        }
        const commands::ReadinessView view{.assessment = assessments[i],
                                           .before = i < before.size() ? before[i] : std::nullopt,
                                           .line_name = path_of(assessments[i]),
                                           .stored = i < before.size(),
                                           .now = assessments[i].at,
                                           .may_assume = true,
                                           .assumed = assumed};
        if (i > 0) out += "\n";
        if (repeated(assessments[i])) out += core::one_line(path_of(assessments[i])) + ":\n";
        out += terminal_text(commands::readiness_answer(view), style);
    }
    if (is_short)
        out +=
            fmt::format("One line each; {} ready PATH explains one, --details all of them.\n", style.program);
    return out + note_on_readers(assessments, kept, style);
}

}  // namespace

int report_on_paths(const Config& config, const std::vector<std::string>& paths, const ReadyOptions& options,
                    const TerminalStyle& style) {
    start_log("warning", "text");
    AssessOrder order{.paths = each_once(paths),
                      .revision = options.revision,
                      .assumed = options.assumed,
                      .now = wall_now()};
    const ShellOptions as_asked{.json = options.format == "json"};
    if (const auto why = objection(options, order); !why.empty())
        return show_error(core::invalid(why), as_asked);
    auto company = CompanyPolicy::read(config);
    if (!company) return show_error(company.error(), as_asked);
    for (const auto& fault : company->fault_lines()) std::fprintf(stderr, "%s\n", fault.c_str());
    order.company = std::move(*company);

    auto results = assess_paths(order, show_progress);
    const auto mistaken = [](const Assessed& each) {
        return !each.result && (each.result.error().code == core::Errc::invalid ||
                                each.result.error().code == core::Errc::not_found);
    };
    std::vector<std::string> mistakes;
    for (const auto& each : results)
        if (mistaken(each)) mistakes.push_back(each.result.error().sentence);
    // One wrong path among good ones does not undo what was judged.
    if (!mistakes.empty() && mistakes.size() == results.size())
        return show_error(core::invalid(core::join(mistakes, "\n")), as_asked);
    std::vector<insight::Assessment> assessments;
    std::vector<Unjudged> unjudged;
    std::vector<int> codes;
    for (auto& each : results) {
        if (!each.result) {
            std::fprintf(stderr, "%s: %s\n", core::one_line(each.path).c_str(),
                         each.result.error().sentence.c_str());
            codes.push_back(3);
            unjudged.push_back({each.path, each.result.error()});
            continue;
        }
        if (options.fail_below)
            codes.push_back(
                exit_code_for_level(*each.result, *options.fail_below, options.unknown == "pass"));
        assessments.push_back(std::move(*each.result));
    }
    Kept in_store;
    // What was tried with another revision or profile is not how the repository stands.
    const bool is_trial = !options.revision.empty() || order.profile.has_value();
    if (!options.no_store && !is_trial && !assessments.empty()) {
        auto kept = keep(config, assessments);
        if (const auto objection = objection_of(kept, assessments.size()); !objection.empty())
            std::fprintf(stderr, "%s\n", objection.c_str());
        if (kept.failed) codes.push_back(kept.failed->code == core::Errc::conflict ? 4 : 3);
        in_store = std::move(kept);
    }
    const auto text = options.format == "json"       ? json_report(assessments, unjudged)
                      : options.format == "markdown" ? markdown_report(assessments)
                      : options.format == "sarif"
                          ? sarif_report(assessments)
                          : text_report(assessments, in_store, options.assumed, style);
    std::fputs(text.c_str(), stdout);
    if (options.fail_below && options.format == "text")
        for (const auto& each : assessments)
            std::fputs(commands::missed_level(each, *options.fail_below).c_str(), stderr);
    return combined_exit_code(codes);
}

}  // namespace bot
