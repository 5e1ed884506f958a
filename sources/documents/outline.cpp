// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/outline.hpp"

#include "core/text.hpp"

namespace sources::documents {

void add(std::vector<Block>& blocks, BlockKind kind, int level, int line, std::string_view text,
         std::vector<Link> links) {
    auto cleaned = kind == BlockKind::code ? core::clean(text) : core::one_line(text);
    if (core::trim(cleaned).empty() && links.empty()) return;
    for (auto& link : links) link.text = core::one_line(link.text);
    blocks.push_back(
        {.kind = kind, .level = level, .line = line, .text = std::move(cleaned), .links = std::move(links)});
}

std::vector<Link> bare_links(std::string_view text, int line) {
    std::vector<Link> links;
    for (std::size_t at = text.find("http"); at != std::string_view::npos; at = text.find("http", at)) {
        const auto rest = text.substr(at);
        if (!rest.starts_with("http://") && !rest.starts_with("https://")) {
            at += 4;
            continue;
        }
        auto length = rest.find_first_of(" \t\n\r<>\"'`)]}|");
        auto target = rest.substr(0, length);
        at += target.size();
        while (!target.empty() && std::string_view(".,;:!?").find(target.back()) != std::string_view::npos)
            target.remove_suffix(1);
        if (target.size() > 8) links.push_back({.text = {}, .target = std::string(target), .line = line});
    }
    return links;
}

Lines::Lines(std::string_view text) : all(core::lines(text)) {}

}  // namespace sources::documents
