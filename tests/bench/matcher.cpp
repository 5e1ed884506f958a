// SPDX-License-Identifier: Apache-2.0
// How long the matcher takes among 50,000 names. tests/bench/matcher.sh builds and runs it.
#include "commands/command.hpp"
#include "core/text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace {

using Words = std::vector<std::string>;

// Names as companies give them: few words, joined in every way, most of them sharing their parts.
Words names(std::size_t count) {
    constexpr const char* areas[] = {"payments", "search",  "checkout", "identity", "customer",
                                     "mobile",   "billing", "orders",   "shipping", "catalog"};
    constexpr const char* kinds[] = {"service", "api",    "gateway", "client",
                                     "web",     "worker", "library", "config"};
    Words all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(fmt::format("{}-{}-{}", areas[i % 10], kinds[i / 10 % 8], i / 80));
    return all;
}

// Milliseconds of the processor, ascending: a busy machine does not count.
std::vector<double> times_of(const Words& words, const commands::Vocabulary& vocabulary) {
    std::vector<double> times;
    for (int round = 0; round < 300; ++round) {
        const auto begun = std::clock();
        const auto found = commands::match(words, vocabulary);
        const auto taken = static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC;
        if (found.confidence > 1) return {};  // its result is used, so that it is not left out
        times.push_back(taken);
    }
    std::sort(times.begin(), times.end());
    return times;
}

std::string long_sentence(const char* word) {
    std::string text = "ready";
    for (int i = 0; i < 36; ++i) text += fmt::format(" {}{}", word, i);
    return text;
}

}  // namespace

int main() {
    const auto begun = std::chrono::steady_clock::now();
    const auto vocabulary = commands::vocabulary_from(names(50'000), {});
    const std::chrono::duration<double, std::milli> built = std::chrono::steady_clock::now() - begun;
    fmt::print("50,000 names indexed in {:.0f} ms. Milliseconds a match:\n", built.count());
    const std::pair<const char*, std::string> rows[] = {
        {"typed exactly", "ready payments-service-0"},
        {"in a sentence", "how ready is search-gateway-77?"},
        {"in several words", "how ready is the search gateway 77 please"},
        {"misspelt", "how ready is paymets-servcie-124?"},
        {"nobody's name", "how ready is zzyzx-quuxotic?"},
        {"what can it do", "what can you do?"},
        {"39 words, near", "is this " + long_sentence("paymets-servcie-")},
        {"39 long words", "is this " + long_sentence("paymets-servcie-paymets-servcie-paymets-servcie-")},
        {"39 words, far", "is this " + long_sentence("pay-che-ide-sea-")},
        {"a purpose", "is there something for payments and billing?"}};
    double slowest = 0;
    for (const auto& [what, line] : rows) {
        const auto times = times_of(core::split_words(line), vocabulary);
        const auto late = times[times.size() * 99 / 100];
        fmt::print("  {:<18} median {:6.3f}   p99 {:6.3f}\n", what, times[times.size() / 2], late);
        slowest = std::max(slowest, late);
    }
    fmt::print("Slowest p99 {:.3f} ms; the aim is under 2.\n", slowest);
}
