// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/links.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace insight {
namespace {

bool has_part(std::string_view path, std::string_view part) {
    const auto parts = core::split(path, '/');
    return std::ranges::find(parts, part) != parts.end();
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
bool holds_any(std::string_view text, const auto& parts) {
    return std::ranges::any_of(parts, [&](std::string_view part) { return holds(text, part); });
}

// "/orgs/acme/projects/4", "/acme/pay/projects", and "/projects/PAY" at a host that is a tracker by its name:
// pages of documentation and badges are called so as well.
bool is_board(const Address& address) {
    constexpr auto trackers = std::to_array<std::string_view>(
        {"jira", "atlassian", "youtrack", "redmine", "openproject", "tracker", "issues"});
    constexpr std::ptrdiff_t below_a_repository = 3;  // behind "", owner and name
    const auto parts = core::split(address.path, '/');
    const auto at = std::ranges::find(parts, "projects");
    if (at == parts.end()) return false;
    if (holds_any(address.host, trackers)) return true;
    const auto next = at + 1;
    return at - parts.begin() >= below_a_repository &&
           (next == parts.end() || (!next->empty() && next->find_first_not_of("0123456789") == next->npos));
}

// The list of what is planned; one issue shows no plan.
bool leads_to_tracker(const Address& address) {
    if (address.host.empty()) return false;
    const auto ends_in = [&](std::string_view end) { return address.path.ends_with(end); };
    const auto last = address.path.substr(std::min(address.path.rfind('/') + 1, address.path.size()));
    const bool is_issue = has_part(address.path, "browse") && holds(last, "-");
    return ends_in("/issues") || ends_in("/milestones") || has_part(address.path, "boards") ||
           is_board(address) || ends_in("/roadmap") || (has_part(address.path, "browse") && !is_issue) ||
           (holds(address.host, "jira") && !is_issue) ||
           (holds(address.host, "bugzilla") && address.path != "/show_bug.cgi");
}

// The issues of a library that is merely used: at a host of code, below another owner and another name. What
// this repository is called there only its remote tells.
bool is_of_another(const Address& address, const Facts& facts) {
    constexpr auto hosts = std::to_array<std::string_view>({"github", "gitlab", "bitbucket", "codeberg"});
    const auto own = core::split(facts.remote, '/');
    const auto parts = core::split(address.path, '/');
    if (own.size() < 2 || parts.size() < 4 || !holds_any(address.host, hosts)) return false;
    if (parts[1] == "orgs" || parts[1] == "users" || parts[1] == "groups") return false;
    return parts[1] != core::lower(own.front()) && parts[2] != core::lower(own.back());
}

// A section of README serves like the file ROADMAP. A line that points elsewhere is judged where it leads.
std::optional<std::string> roadmap_in(const Document& readme) {
    static const std::vector<Pattern> titles{Pattern("roadmap|roadmaps"), Pattern("road map")};
    constexpr std::size_t longest_title = 4;
    const auto tells_plans = [](const Block& block) {
        const bool points_elsewhere = !block.links.empty() && block.kind != BlockKind::list_item;
        return is_text(block) && !points_elsewhere && !is_placeholder(block.text) &&
               !says_there_is_no(words_of(block.text), "roadmap|plan|plans");
    };
    const auto first = std::ranges::find(readme.blocks, BlockKind::heading, &Block::kind);
    for (const auto& section : sections(readme)) {
        const auto& heading = readme.blocks[section.begin];
        const auto words = words_of(heading.text);
        const bool is_title = heading.level == 1 && &heading == &*first;  // the name of a product
        if (is_title || words.size() > longest_title || !find_any(titles, words)) continue;
        const auto blocks = std::span(readme.blocks).subspan(section.begin, section.end - section.begin);
        if (std::ranges::any_of(blocks, tells_plans)) return place(readme, heading.line);
    }
    return std::nullopt;
}

std::optional<Verdict> judge_roadmap(const Facts& facts) {
    for (const auto* file : files_with(facts, Role::roadmap))
        if (has_content(facts, *file)) return yes(file->path, "a roadmap");
    for (const auto* readme : documents_with(facts, Role::readme))
        if (const auto where = roadmap_in(*readme)) return yes(*where, "a roadmap");
    return std::nullopt;
}

struct Tracker {
    std::string where;
    bool declared = false;
};
std::optional<Tracker> find_tracker(const Facts& facts) {
    for (const auto* readme : documents_with(facts, Role::readme))
        for (const auto& block : readme->blocks)
            for (const auto& link : block.links)
                if (const auto address = address_of(link.target);
                    leads_to_tracker(address) && !is_of_another(address, facts))
                    return Tracker{place(*readme, link.line)};
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
        if (auto verdict = judge_roadmap(facts)) return *verdict;
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
