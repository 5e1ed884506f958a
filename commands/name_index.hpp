// SPDX-License-Identifier: Apache-2.0
// Finds a name exactly (any letter case) and the names close to a misspelt one, among tens of thousands,
// without comparing with all: only names that share rare groups of three letters are measured. Immutable
// after construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace commands {

class NameIndex {
  public:
    explicit NameIndex(const std::vector<std::string>& names);

    // The name as it is written, or null.
    const std::string* find(std::string_view name) const;
    // The same for what is in small letters already.
    const std::string* find_lower(const std::string& name) const;
    // Bytes of the longest name.
    std::size_t longest() const { return longest_; }
    // In the order given.
    const std::vector<std::string>& names() const { return names_; }
    // Names with a part ("payments" of "payments-api") that starts with `start`, as they are sorted, at most
    // `limit`; none for less than three letters.
    std::vector<std::string> with_part(std::string_view start, std::size_t limit) const;
    // Parts of names ("flags" of "feature-flags") that a slip of the fingers turns into `word`, nearest
    // first, at most `limit`, in small letters. Looks at every name.
    std::vector<std::string> near_parts(std::string_view word, std::size_t limit) const;
    // Names that a slip of the fingers turns into `name`, nearest first, at most `limit`.
    std::vector<std::string> near(std::string_view name, std::size_t limit) const;

  private:
    std::vector<std::string> names_;
    std::size_t longest_ = 0;                               // bytes
    std::unordered_map<std::string, std::uint32_t> exact_;  // lower case → place in names_
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>>
        places_;  // three letters → places in names_
};

// Slips that still count as the same word: one in short words, two in longer ones, three from twelve letters
// on.
std::size_t allowed_slips(std::string_view word);

}  // namespace commands
