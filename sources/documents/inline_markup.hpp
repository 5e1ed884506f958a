// SPDX-License-Identifier: Apache-2.0
// Inline markup of reStructuredText, AsciiDoc and org taken off, links kept.
#pragma once

#include "sources/documents/outline.hpp"

namespace sources::documents {

struct Inline {
    std::string text;
    std::vector<Link> links;
};
Inline plain_rst(std::string_view text, int line);  // `text <url>`_, ``code``, *emphasis*, :role:`x`
Inline plain_asciidoc(std::string_view text,
                      int line);                    // link:url[text], url[text], xref:x[text], <<x,text>>
Inline plain_org(std::string_view text, int line);  // [[url][text]]

}  // namespace sources::documents
