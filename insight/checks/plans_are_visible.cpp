// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/links.hpp"
#include "insight/prose.hpp"

#include <algorithm>

namespace insight {
namespace {

bool has_part(std::string_view path, std::string_view part) {
    const auto parts = core::split(path, '/');
    return std::ranges::find(parts, part) != parts.end();
}

// The list of what is planned; one issue, perhaps somebody else's, shows no plan.
bool leads_to_tracker(const Link& link) {
    const auto address = address_of(link.target);
    if (address.host.empty()) return false;
    const auto ends_in = [&](std::string_view end) { return address.path.ends_with(end); };
    const auto last = address.path.substr(std::min(address.path.rfind('/') + 1, address.path.size()));
    const bool is_issue = has_part(address.path, "browse") && last.find('-') != std::string::npos;
    return ends_in("/issues") || ends_in("/milestones") || has_part(address.path, "boards") ||
           has_part(address.path, "projects") || ends_in("/roadmap") ||
           (has_part(address.path, "browse") && !is_issue) ||
           (address.host.find("jira") != std::string::npos && !is_issue) ||
           (address.host.find("bugzilla") != std::string::npos && address.path != "/show_bug.cgi");
}

struct Tracker {
    std::string where;
    bool declared = false;
};
std::optional<Tracker> find_tracker(const Facts& facts) {
    for (const auto* readme : documents_with(facts, Role::readme))
        for (const auto& block : readme->blocks)
            for (const auto& link : block.links)
                if (leads_to_tracker(link)) return Tracker{place(*readme, link.line)};
    const auto& issues = facts.settings.issues_enabled;
    if (issues && issues->value) return Tracker{issues->where, issues->declared};
    if (facts.declared && facts.declared->tracker) return Tracker{facts.declared->path, true};
    return std::nullopt;
}

}  // namespace

extern const Check plans_are_visible;
const Check plans_are_visible{
    .id = "B5",
    .name = "plans_are_visible",
    .group = Group::contributable,
    .question = "Can a stranger see what is planned?",
    .statement = "Its plans are visible",
    .why = "Nobody offers help with work that cannot be seen.",
    .rule =
        "Yes with a roadmap, or with a tracker in which an open issue was touched within 180 days; partly "
        "when the tracker is on but still; no without tracker and link.",
    .remedy = {.text = "Link the issue tracker from README.", .effort = Effort::small},
    .patterns = {"Issue Tracker Use Cases"},
    .weight = 2,
    .settled_by = "whether issues are switched on and alive at the host",
    .assumed = {"issues=on"},
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        for (const auto* file : files_with(facts, Role::roadmap))
            if (has_content(facts, *file)) return yes(file->path, "a roadmap");
        const bool alive = facts.conversations && facts.conversations->tracker_alive.value_or(false);
        const bool dead = facts.conversations && facts.conversations->tracker_alive && !alive;
        const auto& issues = facts.settings.issues_enabled;
        const auto tracker = find_tracker(facts);
        if (alive) return yes("issues", "an open one was touched within 180 days");
        if (tracker) {
            auto verdict = partly(tracker->where, dead ? "a tracker without life" : "a tracker",
                                  "an open issue touched within 180 days");
            verdict.at_least = !dead;
            verdict.declared = tracker->declared;
            return verdict;
        }
        if (!issues) return unknown({});
        return no("issues are switched off and no tracker is linked");
    },
};

}  // namespace insight
