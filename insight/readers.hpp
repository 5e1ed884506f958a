// SPDX-License-Identifier: Apache-2.0
// Who may see facts of a repository, judged by the weakest reader of the place where they would stand. Pure.
// What is not known is not allowed.
#pragma once

#include "insight/facts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace insight {

// From least to most trusted. The office is the InnerSource office and those above it.
enum class Reader { outsider, guest, colleague, office };

struct PlaceReaders {
    Reader weakest = Reader::outsider;
    // Everybody who reads there; nothing = not known. Of no weight for what every colleague may see.
    std::optional<std::vector<std::string>> people;
};
struct RepositoryReaders {
    Visibility visibility = Visibility::private_;
    // Who may read a private one; nothing = nobody told, so nobody but the office may.
    std::optional<std::vector<std::string>> people;
};

// Why facts must not stand there.
enum class Objection { none, outsiders, guests, no_list, not_all_on_list };
Objection objection_to(const RepositoryReaders& repository, const PlaceReaders& place);

}  // namespace insight
