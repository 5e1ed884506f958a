// SPDX-License-Identifier: Apache-2.0
#include "commands/name_index.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace commands {
namespace {

constexpr std::size_t longest_name = 100;
constexpr std::size_t most_measured = 400;

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
        exact_.emplace(core::lower(names_[i]), i);
        for (const auto triple : triples(names_[i])) places_[triple].push_back(i);
    }
}

const std::string* NameIndex::find(std::string_view name) const {
    const auto place = exact_.find(core::lower(name));
    return place == exact_.end() ? nullptr : &names_[place->second];
}

std::vector<std::string> NameIndex::with_part(std::string_view start, std::size_t limit) const {
    const auto wanted = core::lower(start);
    std::vector<std::string> found;
    if (wanted.size() < 3) return found;
    for (const auto& name : names_) {
        const auto lower = core::lower(name);
        for (auto at = lower.find(wanted); at != std::string::npos; at = lower.find(wanted, at + 1)) {
            if (at > 0 && std::string_view("-_./ ").find(lower[at - 1]) == std::string_view::npos) continue;
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
    std::vector<std::tuple<std::size_t, std::string>> measured;
    for (const auto place : candidates) {
        // Each slip makes a name longer or shorter by one letter at most.
        const auto length = names_[place].size();
        if (length > name.size() + slips || name.size() > length + slips) continue;
        const auto distance = core::edit_distance(name, names_[place]);
        if (distance <= slips) measured.emplace_back(distance, names_[place]);
    }
    std::sort(measured.begin(), measured.end());
    std::vector<std::string> nearest;
    for (const auto& [distance, text] : measured) {
        if (nearest.size() < limit) nearest.push_back(text);
    }
    return nearest;
}

}  // namespace commands
