// SPDX-License-Identifier: Apache-2.0
// Numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood 2014) and integer arithmetic
// only. The distributions of the standard library differ between vendors, so none is used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sources::sample {

// FNV-1a of `text`: a number that stands for a name.
std::uint64_t number_of_name(std::string_view text);
// One step of splitmix64 over `a` and `b`: order matters.
std::uint64_t mix(std::uint64_t a, std::uint64_t b);

class Random {
  public:
    explicit Random(std::uint64_t state) : state_(state) {}
    std::uint64_t next();
    // 0 … limit − 1; 0 when `limit` is 1 or less.
    int below(int limit);
    // low … high, both included.
    int between(int low, int high) { return low + below(high - low + 1); }
    bool chance(int permille) { return below(1000) < permille; }
    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(list.size())))];
    }

  private:
    std::uint64_t state_;
};

// What happens in `week` to the n-th thing of `name`: independent of every other, so a longer range leaves it
// as it was.
Random random_for(std::uint64_t seed, std::string_view name, std::int64_t week, int n);

}  // namespace sources::sample
