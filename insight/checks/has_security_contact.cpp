// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"

#include <fmt/format.h>

namespace insight {
namespace {

std::optional<Evidence> contact_of(const Facts& facts, bool& inherited) {
    for (const auto* document : documents_with(facts, Role::security))
        if (!document->blocks.empty()) {
            inherited = document->inherited;
            return Evidence{document->path, {}};
        }
    for (const auto* document : documents_with(facts, Role::readme))
        for (const auto& block : document->blocks)
            if (block.kind == BlockKind::heading &&
                (core::lower(block.text) == "security" ||
                 core::contains_ignoring_case(block.text, "vulnerabilit")))
                return Evidence{fmt::format("{}:{}", document->path, block.line), "a section"};
    return std::nullopt;
}

std::optional<Evidence> updates_of(const Facts& facts, bool& declared) {
    if (const auto files = files_with(facts, Role::dependency_updates); !files.empty())
        return Evidence{files.front()->path, {}};
    const auto& setting = facts.settings.dependency_updates;
    if (!setting || !setting->value) return std::nullopt;
    declared = setting->declared;
    return Evidence{setting->where, {}};
}

Verdict run(const Facts& facts, const Policy&, Time) {
    if (!facts.tree && facts.documents.empty()) return unknown("reading the files and settings");
    Verdict verdict;
    const auto contact = contact_of(facts, verdict.inherited);
    const auto updates = updates_of(facts, verdict.declared);
    for (const auto& found : {contact, updates})
        if (found) verdict.evidence.push_back(*found);
    verdict.outcome = contact && updates ? Outcome::yes : contact || updates ? Outcome::partly : Outcome::no;
    const bool unseen =
        (!contact && facts.organisation_default_not_read) || (!updates && !facts.settings.dependency_updates);
    verdict.at_least = verdict.outcome != Outcome::yes && unseen;
    if (!contact) verdict.missing = "a SECURITY file";
    if (!updates) verdict.missing += std::string(contact ? "" : " and ") + "Dependabot or Renovate";
    return verdict;
}

}  // namespace

extern const Check has_security_contact;
const Check has_security_contact{
    .id = "S4",
    .name = "has_security_contact",
    .group = Group::safe,
    .question = "Can a weakness be reported, and are updates brought in?",
    .statement = "It has a security contact and automatic updates",
    .why = "A finder without an address tells everybody or nobody.",
    .remedy = {.text = "Add a SECURITY file and switch on Dependabot or Renovate.",
               .effort = Effort::small,
               .draft = "SECURITY.md"},
    .patterns = {"Assisted Compliance"},
    .weight = 1,
    .settled_by = "reading the files and settings",
    .run = run,
};

}  // namespace insight
