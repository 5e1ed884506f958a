// SPDX-License-Identifier: Apache-2.0
#include "insight/readers.hpp"

#include <algorithm>

namespace insight {

Objection objection_to(const RepositoryReaders& repository, const PlaceReaders& place) {
    if (place.weakest == Reader::outsider) return Objection::outsiders;
    if (place.weakest == Reader::guest) return Objection::guests;
    if (repository.visibility != Visibility::private_ || place.weakest == Reader::office)
        return Objection::none;
    if (!repository.people) return Objection::no_list;
    if (!place.people || place.people->empty()) return Objection::not_all_on_list;
    const auto& list = *repository.people;
    const bool all = std::ranges::all_of(
        *place.people, [&](const auto& person) { return std::ranges::find(list, person) != list.end(); });
    return all ? Objection::none : Objection::not_all_on_list;
}

}  // namespace insight
