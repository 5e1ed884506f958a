// SPDX-License-Identifier: Apache-2.0
// Links that name the repository's own files by the address of its host.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

// "https://git.example.com/o/r/blob/main/docs/a.md#b" becomes "/docs/a.md#b" where `remote` is "o/r", so that
// it is followed like a relative link, at the commit that is judged. Other addresses stay as they are.
// Source: the forms of GitHub ("/blob/", "/tree/", "/raw/") and GitLab ("/-/blob/").
void shorten_own_links(insight::Document& document, std::string_view remote);

}  // namespace sources
