// SPDX-License-Identifier: Apache-2.0
#include "commands/source_words.hpp"

#include "core/text.hpp"
#include "storage/activity.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

std::string freshness(const storage::Walk& walk, Time now) {
    auto text = walk.walked_at ? fmt::format("listed {} ago", core::to_age(now - *walk.walked_at))
                               : std::string("not listed whole yet");
    if (walk.started_at)
        text += fmt::format("; a walk that began {} ago goes on where it is",
                            core::to_age(now - *walk.started_at));
    return text;
}

// What waits is of the source, not of one of its organisations: it is said once.
std::string waiting(const storage::Reader& reader, const storage::Walk& walk) {
    const auto count = reader.count_unread(walk.source);
    return count == 0 ? std::string()
                      : fmt::format(", {} of {} to judge", core::counted(count, "repository", "repositories"),
                                    core::one_line(walk.source));
}

// What is listed of the organisation; of repositories, which come first, it goes without saying.
std::string_view words_of(std::string_view kind) {
    if (kind == "sweep") return ", where something changed";
    if (kind == "teams") return ", teams";
    if (kind == "access") return ", who may read";
    return "";
}

std::string name_of(const storage::Walk& walk) {
    return fmt::format("{}, {}{}", core::one_line(walk.source), core::one_line(walk.subject),
                       words_of(walk.kind));
}

// Back to when a source is read. Nothing before its first run.
std::optional<Time> floor_of(const storage::Reader& reader, std::string_view source) {
    const auto time = core::parse_time(reader.meta(storage::history_key(source)).value_or(""));
    return time ? std::optional(*time) : std::nullopt;
}

storage::StreamCounts counts_of(const storage::Reader& reader, std::string_view source) {
    const auto floor = floor_of(reader, source);
    return floor ? storage::ActivityReader(reader).stream_counts(source, *floor) : storage::StreamCounts{};
}

std::string reach_of(Time floor) {
    return floor == Time{} ? std::string("as far back as there are any") : "back to " + core::to_date(floor);
}

std::optional<Fact> activity_fact(const storage::Reader& reader, std::string_view source, bool says_why) {
    const auto floor = floor_of(reader, source);
    if (!floor) return std::nullopt;
    const auto counts = counts_of(reader, source);
    auto text = fmt::format("{} of {} read {}", counts.lists - counts.waiting,
                            core::counted(counts.lists, "list", "lists"), reach_of(*floor));
    if (counts.waiting > 0) text += "; the others go on where they are";
    if (counts.undecided > 0)
        text += fmt::format("; of {} it is not known yet who answered first",
                            core::counted(counts.undecided, "item", "items"));
    if (counts.skipped > 0)
        text += fmt::format("; {} never came and {} passed over",
                            core::counted(counts.skipped, "row", "rows"), counts.skipped == 1 ? "is" : "are");
    if (counts.troubled > 0) {
        text += fmt::format("; {} could not be read", core::counted(counts.troubled, "list", "lists"));
        constexpr std::size_t most_shown = 3;
        if (says_why)
            for (const auto& why : storage::ActivityReader(reader).stream_troubles(source, most_shown))
                text += (text.ends_with('.') ? " " : ". ") + core::one_line(why);
    }
    return Fact{fmt::format("{}, pull requests and issues", core::one_line(source)), std::move(text)};
}

}  // namespace

std::vector<Fact> source_facts(const storage::Reader& reader, Time now, bool says_why) {
    std::vector<Fact> facts;
    std::string last_source;
    const auto add_activity = [&] {
        if (last_source.empty()) return;
        if (auto fact = activity_fact(reader, last_source, says_why)) facts.push_back(std::move(*fact));
    };
    for (const auto& walk : reader.walks()) {
        if (walk.source != last_source) add_activity();
        auto text = freshness(walk, now);
        if (walk.source != last_source) text += waiting(reader, walk);
        last_source = walk.source;
        if (!walk.trouble.empty()) {
            text += fmt::format("; the try {} ago failed", core::to_age(now - walk.tried_at));
            if (says_why) text += ": " + core::one_line(walk.trouble);
        }
        facts.push_back({name_of(walk), std::move(text)});
    }
    add_activity();
    return facts;
}

core::Json sources_json(const storage::Reader& reader, bool says_why) {
    auto list = core::Json::array();
    std::string last_source;
    storage::StreamCounts counts;
    for (const auto& walk : reader.walks()) {
        if (walk.source != last_source) counts = counts_of(reader, walk.source);
        last_source = walk.source;
        list.push_back(
            {{"source", walk.source},
             {"kind", walk.kind},
             {"subject", walk.subject},
             {"listed_at", walk.walked_at ? core::Json(core::to_rfc3339(*walk.walked_at)) : core::Json()},
             {"tried_at", core::to_rfc3339(walk.tried_at)},
             {"is_under_way", walk.started_at.has_value()},
             {"to_judge", reader.count_unread(walk.source)},
             {"lists", counts.lists},
             {"to_read", counts.waiting},
             {"undecided", counts.undecided},
             {"troubled", !walk.trouble.empty()},
             {"trouble", says_why ? walk.trouble : std::string()}});
    }
    return list;
}

std::string sources_state(const storage::Reader& reader, Time now) {
    const auto walks = reader.walks();
    const auto troubled = std::ranges::find_if(walks, [](const auto& walk) { return !walk.trouble.empty(); });
    if (troubled == walks.end()) return walks.empty() ? "none was read yet" : "ok";
    return fmt::format("{}: {}; {}", name_of(*troubled), freshness(*troubled, now),
                       core::one_line(troubled->trouble));
}

}  // namespace commands
