// SPDX-License-Identifier: Apache-2.0
// The parts of a document: below a heading, and the paragraph it opens with. Pure.
#pragma once

#include "insight/prose.hpp"

#include <cstddef>
#include <vector>

namespace insight {

// `document` from the heading at `begin` up to the next heading of the same or a higher level; blocks [begin,
// end).
struct Section {
    const Document* document = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<Section> sections(const Document& document);

// The title of a document, with all of it below: in README the name of a product, "Test Tools".
bool is_title_of_all(const Section& section);

// Code points of everything in `section` below its heading that is no placeholder.
std::size_t length(const Section& section);

// Little but links: the badges above a text.
bool is_badge(const Block& block);

// First paragraph of at least 30 code points that is neither badge, placeholder, drawing nor a mere pointer
// to another page, nor stands below a heading of the generator that the document names first. After a shorter
// one it goes no further than to headings like "About": what stands below "Licence" is no opening. Null when
// there is none.
const Block* first_paragraph(const Document& document);

}  // namespace insight
