// SPDX-License-Identifier: Apache-2.0
// The words of the field that answers use, each with its meaning. Source of the terms: the patterns of the
// InnerSource Commons and docs/readiness.md.
#pragma once

#include <span>
#include <string_view>

namespace commands {

struct Term {
    std::string_view name;     // "trusted committer", in small letters but for proper names
    std::string_view also;     // other words for it, with commas between, in small letters
    std::string_view meaning;  // a sentence or two
    std::string_view line;     // where more is said; empty when this is all
};

std::span<const Term> terms();  // by name
// By name or another word for it, in the singular or the plural, any letter case; null when there is none.
const Term* find_term(std::string_view words);

}  // namespace commands
