// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/owners.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <set>

namespace insight {
namespace {

using Files = std::vector<const OwnersFile*>;

// What keeps the owners from being whole. `dead` and `alive` count distinct names; both 0 when nobody asked
// the host.
struct Inspection {
    std::vector<Evidence> gaps;
    std::size_t gap_count = 0;
    std::string remedy;  // for the first of them
    std::size_t dead = 0;
    std::size_t alive = 0;
    bool has_names = false;
    bool coverage_unseen = false;

    void add(std::string where, std::string note, std::string mending) {
        if (gap_count == 0) remedy = std::move(mending);
        if (++gap_count <= 5) gaps.push_back({std::move(where), std::move(note)});
    }
};

std::string place(const OwnersFile& file, int line) { return fmt::format("{}:{}", file.path, line); }

// "@org/team", "@@role"; people are not named, the place is enough.
bool is_team(std::string_view owner) {
    return owner.starts_with("@@") || (owner.starts_with('@') && owner.find('/') != std::string_view::npos);
}

std::string shown(const std::string& place) { return core::shorten(core::one_line(place), 120); }

constexpr std::string_view default_line = "a line such as “* @team” for everything that has no other owner";

// A good default line helps nothing where a later line takes its files out again.
std::string un_owning_remedy(const Files& files) {
    for (const auto* file : files)
        for (const auto& rule : file->rules)
            if (rule.owners.empty() || rule.negated)
                return fmt::format(
                    "Name an owner in {}, or take the line out: it takes files from their owners.",
                    shown(place(*file, rule.line)));
    return fmt::format("Name in {} an owner of the files that have none.", shown(files.front()->path));
}

void inspect_owner(const OwnersFile& file, const OwnersRule& rule, const std::string& owner,
                   const std::vector<std::string>& live, std::set<std::string>& known, Inspection& out) {
    if (!known.insert(core::lower(owner)).second) return;
    if (std::find(live.begin(), live.end(), core::lower(owner)) != live.end()) {
        ++out.alive;
        return;
    }
    ++out.dead;
    out.add(place(file, rule.line),
            (is_team(owner) ? core::one_line(owner) : "an owner") + " does not exist or cannot write",
            fmt::format("Name in {} a team that exists and can write.", shown(place(file, rule.line))));
}

void inspect_names(const Files& files, const std::optional<Known<std::vector<std::string>>>& live,
                   Inspection& out) {
    std::set<std::string> known;
    for (const auto* file : files)
        for (const auto& rule : file->rules)
            for (const auto& owner : rule.owners) {
                out.has_names = out.has_names || !file->too_large;
                if (live) inspect_owner(*file, rule, owner, live->value, known, out);
            }
}

void inspect_faults(const Files& files, Host host, Inspection& out) {
    for (const auto* file : files) {
        if (file->too_large)
            out.add(file->path, "over 3 MB: the host ignores it",
                    fmt::format("Make {} smaller than 3 MB.", shown(file->path)));
        for (const auto& fault : file->faults)
            out.add(place(*file, fault.line), fault.what,
                    fmt::format("Mend {}: the host skips {}.", shown(place(*file, fault.line)),
                                host == Host::gitlab ? "that owner" : "that line"));
    }
}

void inspect_coverage(const Files& files, const Facts& facts, Inspection& out) {
    const bool has_default = has_default_owner(files);
    if (!has_default)
        out.add(files.front()->path, "no default owner",
                fmt::format("Add to {} {}.", shown(files.front()->path), default_line));
    if (!facts.tree) return;
    const auto coverage = coverage_of(files, *facts.tree, facts.host);
    out.coverage_unseen = !coverage.complete;
    // What was looked at settles it when even owners for all the rest would not be enough.
    const auto files_in_all = coverage.complete ? coverage.files : facts.tree->files.size();
    if (coverage.unowned * 20 < files_in_all || coverage.unowned == 0) return;
    out.add(coverage.examples.front(),
            fmt::format("{} of {} {} no owner", coverage.unowned,
                        core::counted(static_cast<std::int64_t>(coverage.files), "file", "files"),
                        coverage.unowned == 1 ? "has" : "have"),
            has_default ? un_owning_remedy(files)
                        : fmt::format("Add to {} {}.", shown(files.front()->path), default_line));
}

// Where the host reads it; of an unknown one, where every host does.
std::string_view place_to_add(Host host) {
    return host == Host::github ? ".github/CODEOWNERS" : "CODEOWNERS";
}

std::string_view name_of(Host host) {
    return host == Host::github ? "GitHub" : host == Host::gitlab ? "GitLab" : "the host";
}

// A CODEOWNERS that this host does not read, where it has none to read; else null.
const OwnersFile* passed_over(const Facts& facts) {
    const OwnersFile* found = nullptr;
    for (const auto& file : facts.owners) {
        if (file.kind != OwnersKind::codeowners) continue;
        if (is_read_by(facts.host, file)) return nullptr;
        if (found == nullptr) found = &file;
    }
    return found;
}

std::string not_read(Host host, const OwnersFile& file) {
    return fmt::format("{} does not read {}", name_of(host), core::one_line(file.path));
}

std::string moving(Host host, const OwnersFile& file) {
    return fmt::format("Move {} to {}, written so: {} reads it there.", core::one_line(file.path),
                       place_to_add(host), name_of(host));
}

Verdict without_file(const Facts& facts) {
    const auto there = place_to_add(facts.host);
    if (const auto* file = passed_over(facts)) {
        auto verdict = no(not_read(facts.host, *file));
        verdict.remedy = moving(facts.host, *file);
        return verdict;
    }
    if (!facts.tree || facts.tree->truncated) return unknown("reading the files");
    auto verdict = no("no CODEOWNERS, OWNERS or MAINTAINERS");
    verdict.remedy = fmt::format("Add {} with {}.", there, default_line);
    return verdict;
}

void add_faults(const OwnersFile& file, Verdict& verdict) {
    for (const auto& fault : file.faults) {
        if (verdict.evidence.size() > 5) break;
        verdict.evidence.push_back({place(file, fault.line), fault.what});
    }
}

// Lines that the host skips are why nobody is named.
Verdict without_names(const OwnersFile& file) {
    auto verdict = no(file.path + " names nobody");
    verdict.remedy = fmt::format("Add to {} {}.", file.path, default_line);
    add_faults(file, verdict);
    return verdict;
}

Verdict without_living(Inspection found, const OwnersFile& file) {
    auto verdict = no("none of the owners in " + file.path + " exists and can write", "a living owner");
    for (auto& gap : found.gaps) verdict.evidence.push_back(std::move(gap));
    return verdict;
}

Verdict with_gaps(Inspection found) {
    auto verdict = Verdict{.outcome = Outcome::partly, .evidence = std::move(found.gaps)};
    verdict.remedy = std::move(found.remedy);
    if (found.gap_count > verdict.evidence.size())
        verdict.evidence.push_back(
            {{}, fmt::format("and {} more", found.gap_count - verdict.evidence.size())});
    if (found.coverage_unseen)
        verdict.evidence.push_back({{}, "its patterns take too many comparisons to see who owns every file"});
    return verdict;
}

Verdict without_coverage(const std::string& path) {
    auto verdict =
        partly(path, "its patterns take too many comparisons", not_seen("how many files have an owner"));
    verdict.at_least = true;
    return verdict;
}

// Owners are named, of files that are not there or that a later line takes away again.
bool owns_nothing(const Files& files, const Facts& facts) {
    if (!facts.tree || facts.tree->truncated || has_default_owner(files)) return false;
    const auto coverage = coverage_of(files, *facts.tree, facts.host);
    return coverage.complete && coverage.files > 0 && coverage.unowned == coverage.files;
}

// Letter case counts: "*.MD" matches no "README.md".
Verdict without_match(const OwnersFile& file) {
    auto verdict =
        no("no file has an owner: what " + file.path + " gives to one is not there or taken away again");
    verdict.remedy = fmt::format("Add to {} {}.", shown(file.path), default_line);
    add_faults(file, verdict);
    return verdict;
}

Verdict without_owned_file(const OwnersFile& file) {
    const auto is_un_owning = [&](const OwnersRule& rule) {
        return is_for_everything(file, rule) && rule.owners.empty() && !rule.negated;
    };
    if (std::ranges::none_of(file.rules, is_un_owning)) return without_match(file);
    auto verdict = no("no file has an owner: a later line of " + file.path + " takes all of them away");
    verdict.remedy = fmt::format("Take the line without owners out of {}.", file.path);
    // An owner with a slip is none: what looks like a line without owners may be one to mend.
    if (!file.faults.empty()) {
        add_faults(file, verdict);
        verdict.remedy = fmt::format("Mend {}, or take the line without owners out of {}.",
                                     shown(place(file, file.faults.front().line)), shown(file.path));
    }
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    const auto files = owners_in_force(facts);
    if (const auto* unread = unread_before(facts, files)) return unknown("reading " + unread->path);
    if (files.empty()) return without_file(facts);
    Inspection found;
    inspect_names(files, facts.settings.live_owners, found);
    if (!found.has_names) return without_names(*files.front());
    if (owns_nothing(files, facts)) return without_owned_file(*files.front());
    if (found.dead > 0 && found.alive == 0) return without_living(std::move(found), *files.front());
    if (const auto* other = passed_over(facts); other != nullptr)
        found.add(core::one_line(other->path), not_read(facts.host, *other), moving(facts.host, *other));
    inspect_faults(files, facts.host, found);
    inspect_coverage(files, facts, found);
    if (found.gap_count > 0) return with_gaps(std::move(found));
    auto verdict = yes(files.front()->path, "every file has an owner");
    if (found.coverage_unseen) return without_coverage(files.front()->path);
    if (facts.settings.live_owners && facts.tree && !facts.tree->truncated) {
        verdict.declared = facts.settings.live_owners->declared;
        return verdict;
    }
    verdict.outcome = Outcome::partly;
    verdict.at_least = true;
    add_not_seen(verdict, "whether the owners exist and can write");
    verdict.remedy =
        fmt::format("Make sure that the owners in {} exist and can write.", shown(files.front()->path));
    return verdict;
}

}  // namespace

extern const Check has_valid_owners;
const Check has_valid_owners{
    .id = "G1",
    .name = "has_valid_owners",
    .group = Group::owned,
    .question = "Is it clear who owns every part, and do they exist?",
    .statement = "It has valid owners",
    .why = "Without a living owner a change has no reviewer.",
    .rule =
        "Yes with an owners file that has a default owner, in which all exist and can write and under 5 % of "
        "the files have no owner; partly with gaps or errors; no without a file, or when it names nobody who "
        "can act.",
    .remedy = {.text = "Add a default line with a team that exists and can write.",
               .effort = Effort::small,
               .draft = "CODEOWNERS"},
    .patterns = {"Trusted Committer", "Explicit Shared Ownership"},
    .weight = 5,
    .settled_by = "reading the owners file and the host's teams",
    .run = run,
};

}  // namespace insight
