// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/random.hpp"

namespace sources::sample {

std::uint64_t number_of_name(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : text) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    std::uint64_t z = a * 0x9e3779b97f4a7c15U + b + 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

std::uint64_t Random::next() {
    state_ += 0x9e3779b97f4a7c15U;
    return mix(state_, 0);
}

int Random::below(int limit) {
    if (limit <= 1) return 0;
    return static_cast<int>((next() >> 11U) % static_cast<std::uint64_t>(limit));
}

Random random_for(std::uint64_t seed, std::string_view name, std::int64_t week, int n) {
    const auto place = mix(mix(seed, number_of_name(name)), static_cast<std::uint64_t>(week));
    return Random(mix(place, static_cast<std::uint64_t>(n)));
}

}  // namespace sources::sample
