// SPDX-License-Identifier: Apache-2.0
#include "slack/signature.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Three lines: time, signature, body. Nobody who lacks the secret gets through.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto first = text.find('\n');
    const auto second = first == std::string_view::npos ? first : text.find('\n', first + 1);
    if (second == std::string_view::npos) return 0;
    static slack::Verifier verifier({"a secret that no input holds", "and the one before"});
    const auto verdict = verifier.check(text.substr(0, first), text.substr(first + 1, second - first - 1),
                                        text.substr(second + 1), core::from_unix(1531420618));
    if (verdict == slack::Verifier::Verdict::genuine || slack::to_word(verdict).empty()) std::abort();
    return 0;
}
