// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/documents.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void hold(bool promise) {
    if (!promise) std::abort();
}

}  // namespace

// The first byte chooses the format.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<std::string_view, 7> paths = {"a.md",  "a.rst",  "a.adoc", "a.org",
                                                       "a.txt", "a.html", "README"};
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto document = sources::parse_document(paths[data[0] % paths.size()], text);
    int lines = 1;
    for (const char c : text) lines += c == '\n' || c == '\r' ? 1 : 0;
    for (const auto& block : document.blocks) {
        hold(block.line >= 1 && block.line <= lines);
        hold(core::clean(block.text) == block.text);
        hold((block.kind == insight::BlockKind::heading) == (block.level > 0));
        for (const auto& link : block.links)
            hold(link.line >= 1 && !link.target.empty() && core::clean(link.text) == link.text);
    }
    return 0;
}
