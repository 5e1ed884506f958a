// SPDX-License-Identifier: Apache-2.0
// Facts for tests of checks, written as small Markdown: "# Title", "- item", ``` fences, [text](target); one
// block per line or fence.
#pragma once

#include "core/text.hpp"
#include "insight/check.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace insight::test {

inline Block block_of(std::string_view line, int number) {
    Block block{.kind = BlockKind::prose, .level = 0, .line = number, .text = {}, .links = {}};
    std::size_t level = 0;
    while (level < line.size() && line[level] == '#') ++level;
    if (level > 0 && level < line.size() && line[level] == ' ') {
        block.kind = BlockKind::heading;
        block.level = static_cast<int>(level);
        line.remove_prefix(level + 1);
    } else if (line.starts_with("- ")) {
        block.kind = BlockKind::list_item;
        line.remove_prefix(2);
    }
    for (std::size_t i = 0; i < line.size();) {
        const auto middle = line.find("](", i);
        const auto end = middle == std::string_view::npos ? middle : line.find(')', middle);
        if (line[i] != '[' || end == std::string_view::npos) {
            if (line[i] != '`') block.text += line[i];
            ++i;
            continue;
        }
        block.links.push_back({std::string(line.substr(i + 1, middle - i - 1)),
                               std::string(line.substr(middle + 2, end - middle - 2)), number});
        block.text += block.links.back().text;
        i = end + 1;
    }
    return block;
}

inline Document document(std::string path, std::string_view text) {
    Document made{.path = std::move(path), .blocks = {}, .size_bytes = text.size()};
    int number = 0;
    bool in_code = false;
    for (const auto line : core::lines(text)) {
        ++number;
        if (line.starts_with("```")) {
            in_code = !in_code;
            if (in_code)
                made.blocks.push_back(
                    {.kind = BlockKind::code, .level = 0, .line = number + 1, .text = {}, .links = {}});
        } else if (in_code) {
            made.blocks.back().text += std::string(line) + "\n";
        } else if (!core::trim(line).empty()) {
            made.blocks.push_back(block_of(line, number));
        }
    }
    return made;
}

struct Written {
    Facts facts;
    Written() {
        facts.tree = Tree{};
        facts.name = "payments-api";
    }
    Written& file(std::string path, std::uint64_t size = 100) {
        facts.tree->files.push_back({.path = std::move(path), .kind = FileKind::regular, .size_bytes = size});
        std::ranges::sort(facts.tree->files, {}, &File::path);
        return *this;
    }
    Written& text(const std::string& path, std::string_view content) {
        facts.documents.push_back(document(path, content));
        return file(path, content.size());
    }
    Written& small(const std::string& path, std::string content) {
        file(path, content.size());
        facts.small_files.push_back({path, std::move(content)});
        return *this;
    }
};

inline Verdict run(std::string_view check, const Facts& facts, const Policy& policy = {}) {
    return find_check(check)->run(facts, policy, Time{});
}
inline std::string outcome(std::string_view check, const Facts& facts, const Policy& policy = {}) {
    return std::string(to_word(run(check, facts, policy).outcome));
}

}  // namespace insight::test
