// SPDX-License-Identifier: Apache-2.0
// What a newcomer looks for first: the four parts of a README, and a place to ask. Pure.
#pragma once

#include "insight/facts.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace insight {

struct NewcomerPart {
    std::string_view name;             // "what it is and why", "first use", "help", "how to contribute"
    std::optional<std::string> where;  // "path:line"
};
using NewcomerParts = std::array<NewcomerPart, 4>;
NewcomerParts parts_of(const Document& readme);
// The text of a project generator, nobody's own.
bool is_template(const Document& readme);

struct PlaceToAsk {
    std::optional<std::string> channel;  // channel, list or forum
    std::optional<std::string> person;   // one person's address, or "open an issue"
    bool inherited = false;              // `channel` stands in the organisation's default
};
PlaceToAsk find_place_to_ask(const Facts& facts);
// The declared contact, read as a document would be: a name without an address is a person.
PlaceToAsk judge_contact(const Declarations& declared);

}  // namespace insight
