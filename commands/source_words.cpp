// SPDX-License-Identifier: Apache-2.0
#include "commands/source_words.hpp"

#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
namespace {

std::string freshness(const storage::Walk& walk, Time now) {
    if (!walk.walked_at) return "not listed whole yet";
    return fmt::format("listed {} ago", core::to_age(now - *walk.walked_at));
}

// What waits is of the source, not of one of its organisations: it is said once.
std::string waiting(const storage::Reader& reader, const storage::Walk& walk) {
    const auto count = reader.count_unread(walk.source);
    return count == 0 ? std::string()
                      : fmt::format(", {} of {} to judge", core::counted(count, "repository", "repositories"),
                                    core::one_line(walk.source));
}

std::string name_of(const storage::Walk& walk) {
    return fmt::format("{}, {}", core::one_line(walk.source), core::one_line(walk.subject));
}

}  // namespace

std::vector<Fact> source_facts(const storage::Reader& reader, Time now, bool says_why) {
    std::vector<Fact> facts;
    std::string last_source;
    for (const auto& walk : reader.walks()) {
        auto text = freshness(walk, now);
        if (walk.source != last_source) text += waiting(reader, walk);
        last_source = walk.source;
        if (!walk.trouble.empty()) {
            text += fmt::format("; the try {} ago failed", core::to_age(now - walk.tried_at));
            if (says_why) text += ": " + core::one_line(walk.trouble);
        }
        facts.push_back({name_of(walk), std::move(text)});
    }
    return facts;
}

core::Json sources_json(const storage::Reader& reader, bool says_why) {
    auto list = core::Json::array();
    for (const auto& walk : reader.walks())
        list.push_back(
            {{"source", walk.source},
             {"kind", walk.kind},
             {"subject", walk.subject},
             {"listed_at", walk.walked_at ? core::Json(core::to_rfc3339(*walk.walked_at)) : core::Json()},
             {"tried_at", core::to_rfc3339(walk.tried_at)},
             {"to_judge", reader.count_unread(walk.source)},
             {"troubled", !walk.trouble.empty()},
             {"trouble", says_why ? walk.trouble : std::string()}});
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
