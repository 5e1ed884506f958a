// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"
#include "insight/unread.hpp"

namespace insight {
namespace {

bool heads_security(const Block& heading) {
    static const std::vector<Pattern> titles{Pattern("vulnerab*"),
                                             Pattern("report|reporting|disclosing ~ security")};
    const auto words = words_of(heading.text);
    return core::join(words, " ") == "security" || core::join(words, " ") == "security policy" ||
           find_any(titles, words);
}

// An address, a link, or a word on reporting: "Tokens are hashed" is no contact.
bool tells_where_to_report(const Section& section) {
    static const std::vector<Pattern> reporting{Pattern("report*|disclos*|vulnerab*")};
    const auto& blocks = section.document->blocks;
    for (std::size_t i = section.begin + 1; i < section.end; ++i) {
        if (blocks[i].kind == BlockKind::code || is_placeholder(blocks[i].text)) continue;
        if (!blocks[i].links.empty() || blocks[i].text.find('@') != std::string::npos) return true;
        if (find_any(reporting, words_of(blocks[i].text))) return true;
    }
    return false;
}

std::optional<Evidence> contact_of(const Facts& facts, bool& inherited) {
    for (const auto* document : documents_with(facts, Role::security))
        if (has_content(*document)) {
            inherited = document->inherited;
            return Evidence{document->path, {}};
        }
    for (const auto* document : documents_with(facts, Role::readme))
        for (const auto& section : sections(*document)) {
            const auto& heading = document->blocks[section.begin];
            if (heads_security(heading) && tells_where_to_report(section))
                return Evidence{place(*document, heading.line), "a section"};
        }
    return std::nullopt;
}

// Source: Renovate, "Configuration Options": the settings may stand in package.json.
bool configures_renovate(const SmallFile& file) {
    if (file.path != "package.json" || file.text.find("\"renovate\"") == std::string::npos) return false;
    const auto json = core::parse_json(file.text);
    if (!json.has_value() || !json->is_object()) return false;
    const auto settings = json->find("renovate");
    return settings != json->end() && settings->is_object();
}

std::optional<Evidence> updates_of(const Facts& facts, bool& declared) {
    for (const auto* file : files_with(facts, Role::dependency_updates))
        if (has_content(facts, *file)) return Evidence{file->path, {}};
    for (const auto& file : facts.small_files)
        if (configures_renovate(file)) return Evidence{file.path, "settings of Renovate"};
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
    const auto* unread = contact ? nullptr : find_unread(facts, Role::security);
    if (unread != nullptr && !updates) return unknown("reading " + unread->path);
    if (!contact && !updates && facts.tree && facts.tree->truncated)
        return unknown("reading the rest of the files");
    verdict.outcome = contact && updates ? Outcome::yes : contact || updates ? Outcome::partly : Outcome::no;
    const bool unseen = unread != nullptr || (!contact && facts.organisation_default_not_read) ||
                        (!updates && !facts.settings.dependency_updates);
    verdict.at_least = verdict.outcome != Outcome::yes && unseen;
    if (unread != nullptr)
        add_not_seen(verdict, "what " + unread->path + " says");
    else if (!contact)
        verdict.missing = "a SECURITY file";
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
    .rule =
        "Yes with a SECURITY file and Dependabot or Renovate; partly with one of the two; no with neither.",
    .remedy = {.text = "Add a SECURITY file and switch on Dependabot or Renovate.",
               .effort = Effort::small,
               .draft = "SECURITY.md"},
    .patterns = {"Assisted Compliance"},
    .weight = 1,
    .settled_by = "reading the files and settings",
    .run = run,
};

}  // namespace insight
