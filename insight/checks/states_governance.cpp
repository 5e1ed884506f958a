// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/governance.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

// MAINTAINERS may say how one becomes a maintainer, CODEOWNERS never does.
const File* unread_list_of_people(const Facts& facts) {
    for (const auto* file : files_unread(facts, Role::owners)) {
        const auto name = core::lower(file->path.substr(file->path.rfind('/') + 1));
        if (name.starts_with("maintainers") || name.starts_with("trusted")) return file;
    }
    return nullptr;
}

Verdict without_any(const Facts& facts) {
    if (!facts.tree && facts.documents.empty()) return unknown("reading the files");
    if (const auto* file = find_unread(facts, {Role::governance, Role::contributing, Role::readme}))
        return unknown("reading " + file->path);
    if (const auto* file = unread_list_of_people(facts)) return unknown("reading " + file->path);
    if (facts.tree && facts.tree->truncated) return unknown("reading the rest of the files");
    auto verdict = no("nothing says who decides", "how to become a maintainer");
    verdict.at_least = facts.organisation_default_not_read;
    if (verdict.at_least) add_not_seen(verdict, organisation_default);
    return verdict;
}

Verdict run(const Facts& facts, const Policy&, Time) {
    for (const auto& found : {find_path_to_maintainer(facts), find_named_level(facts)}) {
        if (!found) continue;
        auto verdict = yes(found->where, found->note);
        verdict.declared = facts.declared && found->where == facts.declared->path;
        return verdict;
    }
    for (const auto* document : documents_with(facts, Role::governance)) {
        if (!has_content(*document)) continue;
        auto verdict =
            partly(document->path, "does not say how to become a maintainer", "how to become a maintainer");
        verdict.inherited = document->inherited;
        return verdict;
    }
    return without_any(facts);
}

}  // namespace

extern const Check states_governance;
const Check states_governance{
    .id = "G3",
    .name = "states_governance",
    .group = Group::owned,
    .question = "Does it say how decisions are made and how to become a maintainer?",
    .statement = "It states how it is governed",
    .why = "People invest in a product when they can see where it may lead.",
    .rule =
        "Yes when it names its governance level or says how to become a maintainer; partly with a governance "
        "page without that way; no without.",
    .remedy = {.text = "Write one paragraph on how somebody becomes a maintainer.",
               .effort = Effort::small,
               .draft = "GOVERNANCE.md"},
    .patterns = {"Explicit Governance Levels"},
    .weight = 3,
    .settled_by = "reading the files",
    .run = run,
};

}  // namespace insight
