// SPDX-License-Identifier: Apache-2.0
#include "storage/search.hpp"

#include "core/text.hpp"
#include "storage/database.hpp"
#include "storage/words.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace storage {
namespace {

constexpr std::size_t most_words = 10;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
// Bytes of other scripts are letters: "größe" is one word.
bool is_letter(char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_at(std::string_view text, std::size_t at, std::string_view word) {
    if (text.size() - at < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(text[at + i]) != word[i]) return false;
    return true;
}

// "pay" starts a word of "mobile-payments"; "art" starts none of "chart".
bool starts_a_word(std::string_view text, std::string_view word) {
    for (std::size_t at = 0; at + word.size() <= text.size(); ++at)
        if ((at == 0 || !is_letter(text[at - 1]) || !is_letter(word.front())) && is_at(text, at, word))
            return true;
    return false;
}

int place_of(const Searchable& repository, std::string_view word) {
    if (starts_a_word(repository.name, word)) return 4;
    if (starts_a_word(repository.topics, word)) return 3;
    if (starts_a_word(repository.language, word)) return 2;
    if (starts_a_word(repository.description, word) || starts_a_word(repository.full_name, word)) return 1;
    // "kit" in "toolkit": better than nothing, and only for a name.
    if (word.size() >= 3 && core::contains_ignoring_case(repository.name, word)) return 1;
    return 0;
}

struct Hit {
    Fit fit;
    std::string name;
    std::int64_t id = 0;
};
bool better(const Hit& a, const Hit& b) {
    if (a.fit != b.fit) return a.fit > b.fit;
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
}

std::vector<Hit> hits_of(Query query, const std::vector<std::string>& words, Reach reach) {
    std::vector<Hit> out;
    while (query.next()) {
        if (reach == Reach::open && visibility_from(query.view(7)) == insight::Visibility::private_) continue;
        const Searchable repository{query.view(1), query.view(2), query.view(3),
                                    query.view(4), query.view(5), query.truth(6)};
        if (const auto fit = fit_of(repository, words))
            out.push_back({*fit, query.text(1), query.integer(0)});
    }
    return out;
}

}  // namespace

std::vector<std::string> search_words(const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const auto& given : words)
        for (const auto part : core::split(given, ' ')) {  // quotes make one word of several
            auto word = core::lower(core::trim(part));
            if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
            if (word.empty() || std::find(out.begin(), out.end(), word) != out.end()) continue;
            out.push_back(std::move(word));
            if (out.size() == most_words) return out;
        }
    return out;
}

std::optional<Fit> fit_of(const Searchable& repository, const std::vector<std::string>& words) {
    Fit fit{.in_use = !repository.archived};
    for (const auto& word : words) {
        const int place = place_of(repository, word);
        fit.words += place > 0 ? 1 : 0;
        fit.places += place;
    }
    if (fit.words == 0) return std::nullopt;
    return fit;
}

std::vector<RepositoryRow> Reader::search(const std::vector<std::string>& words, std::size_t limit, Time now,
                                          Reach reach) const {
    const auto wanted = search_words(words);
    if (wanted.empty()) return {};
    auto hits = hits_of(connection_->query(Sql::searchable), wanted, reach);
    const auto shown = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(shown), hits.end(), better);
    std::vector<RepositoryRow> out;
    for (std::size_t i = 0; i < shown; ++i)
        if (auto row = repository(hits[i].id, now)) out.push_back(std::move(*row));
    return out;
}

}  // namespace storage
