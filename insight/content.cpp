// SPDX-License-Identifier: Apache-2.0
#include "insight/content.hpp"

#include "core/text.hpp"
#include "insight/prose.hpp"

#include <algorithm>

namespace insight {
namespace {

bool says_something(const Block& block) {
    if (block.kind == BlockKind::heading) return !block.links.empty();
    if (block.kind == BlockKind::code) return !core::trim(block.text).empty();
    return !is_placeholder(block.text);
}

bool is_blank(std::string_view line) {
    const auto text = core::trim(line);
    return text.empty() || text.starts_with('#');
}

}  // namespace

bool has_content(const Document& document) { return std::ranges::any_of(document.blocks, says_something); }

bool has_content(const Facts& facts, const File& file) {
    if (file.kind == FileKind::link || file.kind == FileKind::submodule || file.size_bytes == 0) return false;
    for (const auto& document : facts.documents)
        if (document.path == file.path) return document.binary || has_content(document);
    for (const auto& small : facts.small_files)
        if (small.path == file.path) return !std::ranges::all_of(core::lines(small.text), is_blank);
    return true;
}

}  // namespace insight
