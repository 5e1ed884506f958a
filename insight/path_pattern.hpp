// SPDX-License-Identifier: Apache-2.0
// gitignore-like patterns, compiled once to segments and their units. Pattern and path are foreign: what
// matching costs is counted, and ends with its budget.
#pragma once

#include "insight/owners_index.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

// Comparisons that may still be made. Once it is spent, an answer means nothing.
class MatchBudget {
  public:
    explicit MatchBudget(std::size_t comparisons = std::numeric_limits<std::size_t>::max())
        : left_(comparisons) {}
    bool spend(std::size_t comparisons = 1) {
        left_ = comparisons < left_ ? left_ - comparisons : 0;
        return left_ > 0;
    }
    bool is_spent() const { return left_ == 0; }

  private:
    std::size_t left_;
};

class SegmentPattern {
  public:
    explicit SegmentPattern(std::string text);
    // "**" stands for any number of segments, also none.
    bool is_any_depth() const { return kind_ == Kind::any_depth; }
    bool is_literal() const { return kind_ == Kind::literal; }
    const std::string& text() const { return text_; }
    bool matches(std::string_view segment, MatchBudget& budget) const;

  private:
    enum class Kind : std::uint8_t { any_depth, any, literal, glob };
    // A character, "?", "*" or "[a-z]" whose set is text_[from, from + length).
    struct Unit {
        enum class Kind : std::uint8_t { letter, any, star, range } kind = Kind::letter;
        char letter = 0;
        std::uint32_t from = 0, length = 0;
    };
    bool fits(const Unit& unit, char c) const;
    // Most segments fail at an end; that is cheap to see.
    bool ends_fit(std::string_view segment) const;

    std::string text_;
    Kind kind_;
    std::vector<Unit> units_;  // of a glob
};

struct PathPattern {
    // What a pattern implies (any depth, all below) is written out here.
    std::vector<SegmentPattern> segments;

    bool matches(const std::vector<std::string_view>& path, MatchBudget& budget) const;
};

// Empty when the host would reject the pattern (GitHub: "!", ranges, "\#").
std::optional<PathPattern> compile(std::string_view pattern, OwnersSyntax syntax);
bool is_literal(std::string_view segment);
std::vector<std::string_view> segments_of(std::string_view path);

}  // namespace insight
