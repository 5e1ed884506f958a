// SPDX-License-Identifier: Apache-2.0
#include "commands/name_index.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t most_measured = 400;
constexpr std::string_view between_parts = "-_./ ";

using Measured = std::pair<std::size_t, std::string>;  // slips, name

std::vector<std::string> nearest_of(std::vector<Measured> measured, std::size_t limit) {
    std::sort(measured.begin(), measured.end());
    std::vector<std::string> nearest;
    for (auto& [slips, text] : measured)
        if (nearest.size() < limit) nearest.push_back(std::move(text));
    return nearest;
}

std::vector<std::string_view> parts_of(std::string_view name) {
    std::vector<std::string_view> parts;
    while (!name.empty()) {
        const auto end = std::min(name.find_first_of(between_parts), name.size());
        parts.push_back(name.substr(0, end));
        name.remove_prefix(std::min(end + 1, name.size()));
    }
    return parts;
}

std::uint32_t letter(char c) { return static_cast<unsigned char>(c); }

// Groups of three letters of the name between two blanks, so that first and last letters count too.
std::set<std::uint32_t> triples(std::string_view name) {
    const auto padded = " " + core::lower(name) + " ";
    std::set<std::uint32_t> found;
    for (std::size_t i = 0; i + 2 < padded.size(); ++i) {
        found.insert(letter(padded[i]) << 16U | letter(padded[i + 1]) << 8U | letter(padded[i + 2]));
    }
    return found;
}

}  // namespace

std::size_t allowed_slips(std::string_view word) {
    if (word.size() < 3) return 0;
    if (word.size() < 5) return 1;
    return word.size() < 12 ? 2 : 3;
}

NameIndex::NameIndex(const std::vector<std::string>& names) : names_(names) {
    for (std::uint32_t i = 0; i < names_.size(); ++i) {
        longest_ = std::max(longest_, names_[i].size());
        exact_.emplace(core::lower(names_[i]), i);
        for (const auto triple : triples(names_[i])) places_[triple].push_back(i);
    }
}

const std::string* NameIndex::find(std::string_view name) const {
    return name.size() > longest_ ? nullptr : find_lower(core::lower(name));
}

const std::string* NameIndex::find_lower(const std::string& name) const {
    if (name.size() > longest_) return nullptr;
    const auto place = exact_.find(name);
    return place == exact_.end() ? nullptr : &names_[place->second];
}

std::vector<std::string> NameIndex::with_part(std::string_view start, std::size_t limit) const {
    const auto wanted = core::lower(start);
    std::vector<std::string> found;
    if (wanted.size() < 3) return found;
    for (const auto& name : names_) {
        const auto lower = core::lower(name);
        for (auto at = lower.find(wanted); at != std::string::npos; at = lower.find(wanted, at + 1)) {
            if (at > 0 && between_parts.find(lower[at - 1]) == std::string_view::npos) continue;
            found.push_back(name);
            break;
        }
        if (found.size() == limit) break;
    }
    return found;
}

std::vector<std::string> NameIndex::near(std::string_view name, std::size_t limit) const {
    if (name.size() > longest_name) return {};
    std::vector<const std::vector<std::uint32_t>*> lists;
    for (const auto triple : triples(name)) {
        if (const auto list = places_.find(triple); list != places_.end()) lists.push_back(&list->second);
    }
    std::sort(lists.begin(), lists.end(), [](const auto* a, const auto* b) { return a->size() < b->size(); });
    const auto slips = allowed_slips(name);
    std::set<std::uint32_t> candidates;
    for (const auto* list : lists) {
        for (const auto place : *list) {
            if (candidates.size() >= most_measured) break;
            candidates.insert(place);
        }
    }
    std::vector<Measured> measured;
    for (const auto place : candidates) {
        const auto distance = core::edit_distance(name, names_[place], slips);
        if (distance <= slips) measured.emplace_back(distance, names_[place]);
    }
    return nearest_of(std::move(measured), limit);
}

std::vector<std::string> NameIndex::near_parts(std::string_view word, std::size_t limit) const {
    if (word.size() < 3 || word.size() > longest_name) return {};
    const auto slips = allowed_slips(word);
    std::set<std::string, std::less<>> seen;
    std::vector<Measured> measured;
    for (const auto& name : names_)
        for (const auto part : parts_of(name)) {
            // In short parts one letter is another word: "api" is no slip of "app".
            if (part.size() < 4 || part.size() > word.size() + slips || word.size() > part.size() + slips)
                continue;
            const auto [place, is_new] = seen.insert(core::lower(part));
            if (!is_new) continue;
            const auto distance = core::edit_distance(word, *place, slips);
            if (distance <= slips) measured.emplace_back(distance, *place);
        }
    return nearest_of(std::move(measured), limit);
}

}  // namespace commands
