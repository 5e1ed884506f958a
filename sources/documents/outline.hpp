// SPDX-License-Identifier: Apache-2.0
// What every format's reader builds: blocks in order, with clean text. Shared by the readers of
// sources/documents only.
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sources::documents {

using insight::Block;
using insight::BlockKind;
using insight::Link;

// Adds a block unless it says nothing. `text` is cleaned; prose is put on one line, code keeps its lines.
void add(std::vector<Block>& blocks, BlockKind kind, int level, int line, std::string_view text,
         std::vector<Link> links = {});

// Web addresses standing bare in `text`, as links without a text of their own.
std::vector<Link> bare_links(std::string_view text, int line);

// Lines of `text` without their line feeds.
struct Lines {
    explicit Lines(std::string_view text);
    std::vector<std::string_view> all;
    std::string_view at(std::size_t i) const { return i < all.size() ? all[i] : std::string_view(); }
    std::size_t size() const { return all.size(); }
};

std::vector<Block> read_markdown(std::string_view text);
std::vector<Block> read_restructured_text(std::string_view text);
std::vector<Block> read_asciidoc(std::string_view text);
std::vector<Block> read_org(std::string_view text);
std::vector<Block> read_plain(std::string_view text);

}  // namespace sources::documents
