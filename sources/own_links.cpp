// SPDX-License-Identifier: Apache-2.0
#include "sources/own_links.hpp"

#include "core/text.hpp"

#include <string>

namespace sources {
namespace {

using Text = std::string_view;

bool take(Text& text, Text start) {
    if (!core::starts_with_ignoring_case(text, start)) return false;
    text.remove_prefix(start.size());
    return true;
}

// "/docs/a.md#b" of an address below `remote` (lower case); empty for every other.
std::string own_path(Text target, Text remote) {
    if (!take(target, "https://") && !take(target, "http://")) return {};
    const auto slash = target.find('/');
    if (slash == Text::npos) return {};
    target.remove_prefix(slash + 1);
    if (!take(target, remote) || !take(target, "/")) return {};
    take(target, "-/");
    if (!take(target, "blob/") && !take(target, "tree/") && !take(target, "raw/")) return {};
    // The name of the branch may hold slashes: then the rest names no file, and nothing is lost.
    const auto end = target.find('/');
    return end == Text::npos ? std::string{} : std::string(target.substr(end));
}

}  // namespace

void shorten_own_links(insight::Document& document, Text remote) {
    if (remote.empty()) return;
    const auto own = core::lower(remote);
    for (auto& block : document.blocks)
        for (auto& link : block.links)
            if (auto path = own_path(link.target, own); path.size() > 1) {
                // A bare address is its own text.
                if (link.text == link.target) link.text = path;
                link.target = std::move(path);
            }
}

}  // namespace sources
