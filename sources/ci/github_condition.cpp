// SPDX-License-Identifier: Apache-2.0
#include "sources/ci/github_condition.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace sources::ci {
namespace {

using Text = std::string_view;

constexpr int deepest = 16;
constexpr std::size_t most_parts = 40;

bool holds(Text text, Text part) { return text.find(part) != Text::npos; }
bool holds_any(Text text, const auto& parts) {
    return std::ranges::any_of(parts, [&](Text part) { return holds(text, part); });
}
bool asks(Text term, Text for_what) {
    const auto at = term.find(for_what);
    return at != Text::npos && (at == 0 || term[at - 1] != '!');
}

// A change in a merge queue is no event "pull_request", and nor is "pull_request_target", whose ref is the
// base branch.
bool has_changes_by_other_names(const insight::CiFile& file) {
    return std::ranges::any_of(file.triggers, [](const insight::CiTrigger& trigger) {
        return trigger.name == "merge_group" || trigger.name == "pull_request_target";
    });
}

// A merged change was tested before, or never.
bool is_for_other_events(Text term, const insight::CiFile& file) {
    constexpr auto others =
        std::to_array<Text>({"github.event_name=='push'", "github.event_name=='schedule'",
                             "github.event_name=='workflow_dispatch'", "github.event_name=='release'",
                             "startswith(github.ref,'refs/tags/", "pull_request.merged==true",
                             "pull_request.merged!=false", "github.event.action=='closed'"});
    constexpr auto not_pull_requests = std::to_array<Text>(
        {"github.event_name!='pull_request'", "github.ref=='refs/heads/", "github.head_ref==''"});
    const auto is_asked = [&](Text other) { return asks(term, other); };
    return term == "github.event.pull_request.merged" || std::ranges::any_of(others, is_asked) ||
           (!has_changes_by_other_names(file) && std::ranges::any_of(not_pull_requests, is_asked));
}

// From a branch of the repository itself: whoever has to fork it has no checks.
bool asks_for_own_branches(Text term) {
    constexpr auto forms = std::to_array<Text>(
        {"head.repo.fork==false", "head.repo.fork!=true", "!github.event.pull_request.head.repo.fork",
         "head.repo.full_name==", "==github.event.pull_request.head.repo.full_name",
         "head.repo.owner.login=="});
    return holds_any(term, forms);
}

// "a == 'x'" and "contains(a, 'x')", not their denials.
bool is_positive(Text term) {
    constexpr auto denials = std::to_array<Text>({"==false", "!=true", "==''", "==null"});
    constexpr auto questions = std::to_array<Text>({"contains(", "startswith(", "endswith("});
    if (term.starts_with('!') || holds_any(term, denials)) return false;
    return holds(term, "==") || holds(term, "!=false") || (holds_any(term, questions) && !holds(term, "!="));
}

// By name, by standing or by a label that others give. "Not a first-time contributor" is a choice too, and
// "a first-time contributor" is none.
bool asks_for_chosen_people(Text term) {
    constexpr auto people = std::to_array<Text>(
        {"github.actor", "github.triggering_actor", "pull_request.user.login", "event.sender.login",
         "labels.*.name", "event.label.name", "github.head_ref", "pull_request.head.ref"});
    constexpr auto strangers = std::to_array<Text>({"'none'", "first_time", "first_timer"});
    if (holds(term, "author_association")) {
        const bool is_denial = term.starts_with('!') || holds(term, "!=");
        return holds_any(term, strangers) ? is_denial : is_positive(term);
    }
    return (holds_any(term, people) && is_positive(term)) ||
           (holds(term, "user.type") && holds(term, "=='bot'"));
}

On of_term(Text term, const insight::CiFile& file) {
    if (holds(term, "!(")) return On::changes;
    if (is_for_other_events(term, file)) return On::other_events;
    return asks_for_own_branches(term) || asks_for_chosen_people(term) ? On::some_changes : On::changes;
}

// What stands between the operators of `condition` that are in no brackets; nothing when it is too much to be
// understood.
std::vector<Text> parts_at(Text condition, Text sign) {
    std::vector<Text> parts;
    int depth = 0;
    std::size_t from = 0;
    for (std::size_t at = 0; at < condition.size(); ++at) {
        depth += condition[at] == '(' ? 1 : condition[at] == ')' ? -1 : 0;
        if (depth != 0 || !condition.substr(at).starts_with(sign)) continue;
        parts.push_back(condition.substr(from, at - from));
        if (parts.size() > most_parts) return {};
        from = ++at + 1;
    }
    parts.push_back(condition.substr(from));
    return parts;
}

// "(a || b)" as a whole, not "(a) || (b)".
bool is_in_brackets(Text condition) {
    if (!condition.starts_with('(')) return false;
    int depth = 0;
    for (std::size_t at = 0; at < condition.size(); ++at) {
        depth += condition[at] == '(' ? 1 : condition[at] == ')' ? -1 : 0;
        if (depth == 0) return at + 1 == condition.size();
    }
    return false;
}

On runs_on(Text condition, const insight::CiFile& file, int depth) {
    const auto ways = parts_at(condition, "||"), terms = parts_at(condition, "&&");
    if (depth > deepest || ways.empty() || terms.empty()) return On::changes;
    if (ways.size() > 1) {
        auto best = On::other_events;
        for (const auto way : ways) best = std::min(best, runs_on(way, file, depth + 1));
        return best;
    }
    if (terms.size() > 1) {
        auto worst = On::changes;
        for (const auto term : terms) worst = std::max(worst, runs_on(term, file, depth + 1));
        return worst;
    }
    return is_in_brackets(condition) ? runs_on(condition.substr(1, condition.size() - 2), file, depth + 1)
                                     : of_term(condition, file);
}

}  // namespace

std::string plain_condition(Text text) {
    std::string plain;
    for (const char c : core::lower(text.substr(0, 2'000)))
        if (Text(" \t\n").find(c) == Text::npos) plain += c == '"' ? '\'' : c;
    if (plain.starts_with("${{") && plain.ends_with("}}")) plain = plain.substr(3, plain.size() - 5);
    return plain;
}

On runs_on(Text condition, const insight::CiFile& file) { return runs_on(condition, file, 0); }

}  // namespace sources::ci
