// SPDX-License-Identifier: Apache-2.0
#include "insight/introduction.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/owners.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr std::size_t longest_purpose = 200;
constexpr std::size_t longest_owner = 80;
constexpr std::size_t longest_mention = 200;  // "@" and GitHub's longest names of both are 141
constexpr std::size_t most_owners = 3;

std::string as_line(std::string_view text) { return core::shorten(core::one_line(text), longest_purpose); }

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// "Dr", "Inc", "U.S", a single letter: what its full stop ends is a word.
bool is_abbreviation(std::string_view word) {
    constexpr auto known = std::to_array<std::string_view>(
        {"dr",  "mr",   "mrs",  "ms", "prof", "st",     "inc",  "ltd",  "corp", "co",
         "llc", "bros", "dept", "vs", "etc",  "approx", "incl", "excl", "resp", "cf",
         "no",  "vol",  "fig",  "ca", "max",  "min",    "abbr", "aka"});
    const auto start = word.find_first_not_of("(\"'");
    if (start == std::string_view::npos) return false;
    const auto lower = core::lower(word.substr(start));
    const auto parts = core::split(lower, '.');  // "README.md" has longer ones
    return std::ranges::all_of(parts, [](std::string_view part) { return part.size() == 1; }) ||
           std::ranges::find(known, lower) != known.end();
}

// Whether a sentence ends with the mark at `at`: not in an address ("https://example.com/?"), not behind an
// abbreviation, not before a word that goes on in small letters ("Yahoo! mail").
bool ends_sentence(std::string_view text, std::size_t at) {
    constexpr std::string_view marks = ".!?", closing = "\"')*_`";
    if (marks.find(text[at]) == std::string_view::npos) return false;
    const auto after = std::min(text.find_first_not_of(closing, at + 1), text.size());
    if (after < text.size() && !is_blank(text[after])) return false;
    const auto blank = text.find_last_of(" \n\t", at);
    const auto start = blank == std::string_view::npos ? 0 : blank + 1;
    const auto word = text.substr(start, at - start);
    if (text[at] == '.') return !is_abbreviation(word);
    if (word.find("://") != std::string_view::npos) return false;
    const auto next = text.find_first_not_of(" \n\t", after);
    return next == std::string_view::npos || text[next] < 'a' || text[next] > 'z';
}

// The first sentence, and the next ones while all is too short to say much: "Welcome to widget! It turns …".
std::string_view opening_of(std::string_view paragraph) {
    constexpr std::size_t shortest = 30;
    for (std::size_t at = 0; at < paragraph.size() && at < longest_purpose * 4; ++at)
        if (ends_sentence(paragraph, at) &&
            core::count_code_points(core::trim(paragraph.substr(0, at + 1))) >= shortest) {
            const auto end = std::min(paragraph.find_first_of(" \n\t", at), paragraph.size());
            return core::trim(paragraph.substr(0, end));
        }
    return core::trim(paragraph);
}

// Each line of it adds people; of any other file one line decides.
bool is_list_of_people(const OwnersFile& file) { return file.kind == OwnersKind::maintainers; }

std::vector<std::string> all_of(const OwnersFile& file) {
    std::vector<std::string> people;
    for (const auto& rule : file.rules) people.insert(people.end(), rule.owners.begin(), rule.owners.end());
    return people;
}

// The last rule for everything decides, as for any file.
std::vector<std::string> of_owners_file(const Facts& facts) {
    const auto in_force = owners_in_force(facts);
    if (unread_before(facts, in_force) != nullptr || !has_default_owner(in_force)) return {};
    for (const auto* file : in_force) {
        if (file->too_large) continue;
        if (is_list_of_people(*file)) {
            if (auto people = all_of(*file); !people.empty()) return people;
            continue;
        }
        const auto rule = std::find_if(file->rules.rbegin(), file->rules.rend(), [&](const auto& each) {
            return is_for_everything(*file, each) && !each.owners.empty() && !each.negated;
        });
        if (rule != file->rules.rend()) return rule->owners;
    }
    return {};
}

// An e-mail address names a person to everybody who asks.
bool is_address(std::string_view owner) { return owner.find('@', 1) != std::string_view::npos; }

// Each once.
std::vector<std::string> as_names(const std::vector<std::string>& owners, std::size_t longest) {
    std::vector<std::string> out;
    for (const auto& owner : owners) {
        // Names are told apart by commas where several are shown in one line.
        auto name = core::shorten(core::one_line(owner), longest);
        std::replace(name.begin(), name.end(), ',', ' ');
        if (name.empty() || is_address(name) || std::find(out.begin(), out.end(), name) != out.end())
            continue;
        out.push_back(std::move(name));
    }
    return out;
}

std::vector<std::string> shown(const std::vector<std::string>& owners) {
    auto out = as_names(owners, longest_owner);
    if (out.size() > most_owners) out.resize(most_owners);
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
        if (const auto* block = first_paragraph(*readme)) return as_line(opening_of(block->text));
    }
    return {};
}

std::optional<std::vector<std::string>> owners_in_file(const Facts& facts) {
    const bool is_whole = facts.tree && !facts.tree->truncated;
    if (!is_whole || unread_before(facts, owners_in_force(facts)) != nullptr) return std::nullopt;
    return as_names(of_owners_file(facts), longest_mention);
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
