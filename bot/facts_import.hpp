// SPDX-License-Identifier: Apache-2.0
// A file of facts on its way into the store: checked by itself first, then kept as one unit with its row of
// the audit; then the repositories are judged of which it told something that checks ask about.
#pragma once

#include "bot/company_policy.hpp"
#include "bot/facts_lines.hpp"
#include "commands/answer.hpp"
#include "core/json.hpp"
#include "storage/facts.hpp"

#include <atomic>
#include <string>

namespace bot {

struct FactsOrder {
    std::string name;       // of the file, without folders; "-"
    bool is_check = false;  // says what would change, and changes nothing
    std::uint32_t user = 0;
};

// What is wrong with its lines, by themselves. Bytes that are read are kept aside too where `copy` says.
storage::FactsImported checked_by_itself(const OpenFile& file, OpenFile* copy, core::Time now);
// From where the file stands, with its row of the audit, in one transaction; not inside another. Raised,
// `stops` ends it, and nothing is kept. Throws storage::Broken.
storage::FactsImported bring_in(storage::Writer& writer, const OpenFile& file, const FactsOrder& order,
                                core::Time now, const std::atomic<bool>& stops);
// Where the rules (rules_mark()) are others than those by which repositories were judged last, all wait to be
// judged anew.
void judge_by_rules(storage::Writer& writer, const std::string& rules);
// Facts grow too old by themselves: all wait to be judged anew.
void judge_all(storage::Writer& writer);
// Judges at most so many that wait for it; how many there were. One that cannot be judged is logged and
// passed over until something of it changes. Throws storage::Broken.
std::size_t judge_some(storage::Writer& writer, const CompanyPolicy& company, core::Time now,
                       std::size_t most);

std::string export_line(const std::string& source);  // "export --source bitbucket"

core::Json to_json(const storage::FactsImported& imported);
// What a shell shows, from that JSON with the number of repositories judged.
commands::Answer answer_of_facts(const core::Json& imported, const FactsOrder& order);
// "os:0 (root) as admin" asked for it.
storage::AuditRow facts_row(std::uint32_t user, const std::string& line, core::Time now);

}  // namespace bot
