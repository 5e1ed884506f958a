// SPDX-License-Identifier: Apache-2.0
// How values of the domain are written in the database, and back. A word nobody knows reads as the most
// careful value.
#pragma once

#include "insight/company.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

std::string_view word_of(insight::Visibility visibility);
insight::Visibility visibility_from(std::string_view word);
std::string_view word_of(insight::PersonKind kind);
std::string_view word_of(insight::ItemKind kind);
std::string_view word_of(insight::Mode mode);

// The enumerator whose word stands at its place in `words`. Throws std::logic_error for another word, which
// the schema's CHECK lets nobody write.
template <class Word, std::size_t count>
Word word_from(const std::array<std::string_view, count>& words, std::string_view text) {
    for (std::size_t i = 0; i < count; ++i)
        if (words[i] == text) return static_cast<Word>(i);
    throw std::logic_error("the schema allows no such word");
}

// A list as text, one entry a line; a line break inside an entry becomes a space, empty entries go.
std::string text_of(const std::vector<std::string>& list);
std::vector<std::string> list_from(std::string_view text);

// The lane of what is posted to a channel; see the table `outgoing`.
std::string lane_of_channel(std::int64_t installation, std::string_view channel);

}  // namespace storage
