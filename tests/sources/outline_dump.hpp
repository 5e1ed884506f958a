// SPDX-License-Identifier: Apache-2.0
// An outline as lines that a table in a test can show: "2 h1 Title", "4 prose Text [shown](target)@4".
#pragma once

#include "sources/documents.hpp"

#include <string>

namespace sources::test {

inline std::string word_of(const insight::Block& block) {
    switch (block.kind) {
        case insight::BlockKind::heading:
            return "h" + std::to_string(block.level);
        case insight::BlockKind::prose:
            return "prose";
        case insight::BlockKind::list_item:
            return "item";
        case insight::BlockKind::code:
            return "code";
        case insight::BlockKind::quote:
            return "quote";
        case insight::BlockKind::table:
            return "row";
        case insight::BlockKind::html:
            return "html";
    }
    return {};
}

inline std::string dump(const insight::Document& document) {
    std::string out;
    for (const auto& block : document.blocks) {
        out += std::to_string(block.line) + " " + word_of(block) + " " + block.text;
        for (const auto& link : block.links)
            out += " [" + link.text + "](" + link.target + ")@" + std::to_string(link.line);
        out += "\n";
    }
    return out;
}

inline std::string dump(const std::string& path, std::string_view bytes) {
    return dump(parse_document(path, bytes));
}

}  // namespace sources::test
