// SPDX-License-Identifier: Apache-2.0
// Which repositories fit a purpose said in words. Pure; the reading of rows is search.cpp's other half.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct Searchable {
    std::string_view name, full_name, description, topics, language;
    bool archived = false;
};
// Greater is better, field by field.
struct Fit {
    bool in_use = true;  // nobody builds on what is archived, however well it fits
    int words = 0;       // that were found at all
    int places = 0;      // where they were found, added up
    auto operator<=>(const Fit&) const = default;
};

// At most ten words in lower case, without empty and repeated ones; a plural finds the singular.
std::vector<std::string> search_words(const std::vector<std::string>& words);
// `words` are from search_words. Nothing when no word was found.
std::optional<Fit> fit_of(const Searchable& repository, const std::vector<std::string>& words);

}  // namespace storage
