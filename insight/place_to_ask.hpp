// SPDX-License-Identifier: Apache-2.0
// Where people may ask: a channel, list or forum, or only one person or the tracker. Pure.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>

namespace insight {

struct PlaceToAsk {
    std::optional<std::string> channel;  // channel, list, forum, or the desk that a page about support names
    std::optional<std::string> person;   // one person's address, or "open an issue"
    bool inherited = false;              // `channel` stands in the organisation's default
};
PlaceToAsk find_place_to_ask(const Facts& facts);
// Adds what `document` alone names. A file called SUPPORT that names none is no place.
void read_places(const Document& document, PlaceToAsk& found);
// The declared contact, read as a document would be: a name without an address is a person.
PlaceToAsk judge_contact(const Declarations& declared);

}  // namespace insight
