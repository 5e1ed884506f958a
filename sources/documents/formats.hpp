// SPDX-License-Identifier: Apache-2.0
// One reader for each format: clean text (core::clean, line feeds only) in, outline out. Pure; linear in the
// size of the text; none throws for what it reads.
#pragma once

#include "insight/facts.hpp"

#include <string_view>
#include <vector>

namespace sources::documents {

// GitHub Flavored Markdown. Front matter is skipped; HTML counts by its text.
std::vector<insight::Block> read_markdown(std::string_view text);
// Source: docutils "reStructuredText Markup Specification", and the directives of Sphinx.
std::vector<insight::Block> read_restructured_text(std::string_view text);
// Source: "AsciiDoc Language Documentation".
std::vector<insight::Block> read_asciidoc(std::string_view text);
// Source: "Org Syntax".
std::vector<insight::Block> read_org(std::string_view text);
std::vector<insight::Block> read_html(std::string_view text);
std::vector<insight::Block> read_plain_text(std::string_view text);

}  // namespace sources::documents
