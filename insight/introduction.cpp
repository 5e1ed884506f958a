// SPDX-License-Identifier: Apache-2.0
#include "insight/introduction.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/newcomer.hpp"
#include "insight/owners.hpp"
#include "insight/prose.hpp"

#include <algorithm>

namespace insight {
namespace {

constexpr std::size_t longest_purpose = 200;
constexpr std::size_t longest_owner = 80;
constexpr std::size_t most_owners = 3;

std::string as_line(std::string_view text) { return core::shorten(core::one_line(text), longest_purpose); }

// The last rule for everything decides, as for any file.
std::vector<std::string> of_owners_file(const Facts& facts) {
    const auto in_force = owners_in_force(facts);
    if (!has_default_owner(in_force)) return {};
    for (const auto* file : in_force) {
        if (file->too_large) continue;
        const auto rule = std::find_if(file->rules.rbegin(), file->rules.rend(), [&](const auto& each) {
            return is_for_everything(*file, each) && !each.owners.empty() && !each.negated;
        });
        if (rule != file->rules.rend()) return rule->owners;
    }
    return {};
}

// An e-mail address names a person to everybody who asks.
bool is_address(std::string_view owner) { return owner.find('@', 1) != std::string_view::npos; }

std::vector<std::string> shown(const std::vector<std::string>& owners) {
    std::vector<std::string> out;
    for (const auto& owner : owners) {
        // Names are told apart by commas where several are shown in one line.
        auto name = core::shorten(core::one_line(owner), longest_owner);
        std::replace(name.begin(), name.end(), ',', ' ');
        if (name.empty() || is_address(name) || std::find(out.begin(), out.end(), name) != out.end())
            continue;
        out.push_back(std::move(name));
        if (out.size() == most_owners) break;
    }
    return out;
}

}  // namespace

std::string purpose_of(const Facts& facts) {
    const auto says = [&](std::string_view text) {
        return !core::trim(text).empty() && core::lower(core::trim(text)) != core::lower(facts.name) &&
               !is_placeholder(text);
    };
    if (const auto& stated = facts.settings.description; stated && says(stated->value))
        return as_line(stated->value);
    if (facts.catalog && says(facts.catalog->description)) return as_line(facts.catalog->description);
    for (const auto* readme : documents_with(facts, Role::readme)) {
        if (is_template(*readme)) continue;
        if (const auto* block = first_paragraph(*readme)) {
            const auto all = sentences(block->text);
            return as_line(all.empty() ? block->text : all.front().text);
        }
    }
    return {};
}

std::vector<std::string> owners_of(const Facts& facts) {
    if (facts.declared && facts.declared->owner)
        if (auto stated = shown({*facts.declared->owner}); !stated.empty()) return stated;
    if (facts.catalog)
        if (auto listed = shown({facts.catalog->owner}); !listed.empty()) return listed;
    return shown(of_owners_file(facts));
}

bool is_team(std::string_view owner) {
    return !owner.starts_with('@') || owner.find('/') != std::string_view::npos || owner.starts_with("@@");
}

}  // namespace insight
