// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/outline.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace sources::documents {
namespace {

constexpr std::size_t most_blocks = 20'000;
constexpr std::size_t most_links = 20'000;
constexpr std::size_t longest_target = 2'048;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t'; }

// Length of "12", "a" or "#" at the start.
std::size_t enumerator(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && length < 4 && is_digit(text[length])) ++length;
    if (length == 0 && !text.empty() && (is_letter(text[0]) || text[0] == '#')) length = 1;
    return length;
}

}  // namespace

Lines lines_of(std::string_view text) {
    Lines out;
    int number = 0;
    for (const auto line : core::lines(text)) out.push_back({line, ++number});
    return out;
}

bool is_blank(std::string_view line) { return core::trim(line).empty(); }

std::size_t indent_of(std::string_view line) {
    std::size_t columns = 0;
    for (const char c : line) {
        if (!is_space(c)) break;
        columns = c == '\t' ? (columns / 8 + 1) * 8 : columns + 1;
    }
    return columns;
}

char only_mark(std::string_view line, std::size_t count) {
    const auto text = line.substr(0, line.find_last_not_of(" \t") + 1);
    if (text.size() < count || text.empty()) return 0;
    const char mark = text.front();
    if (mark <= ' ' || mark >= 0x7F || is_digit(mark) || is_letter(mark)) return 0;
    return text.find_first_not_of(mark) == std::string_view::npos ? mark : '\0';
}

Lines dedent(const Lines& lines, std::size_t columns) {
    Lines out;
    out.reserve(lines.size());
    for (auto line : lines) {
        std::size_t column = 0;
        while (!line.text.empty() && is_space(line.text.front()) && column < columns) {
            column = line.text.front() == '\t' ? (column / 8 + 1) * 8 : column + 1;
            line.text.remove_prefix(1);
        }
        out.push_back(line);
    }
    return out;
}

std::size_t end_of_indented(const Lines& lines, std::size_t at, std::size_t columns) {
    auto end = at;
    for (; at < lines.size(); ++at) {
        if (is_blank(lines[at].text)) continue;
        if (indent_of(lines[at].text) < columns) break;
        end = at + 1;
    }
    return end;
}

std::string join_lines(const Lines& lines, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        if (i > begin) out += '\n';
        out += lines[i].text;
    }
    return out;
}

std::size_t list_marker(std::string_view line, std::string_view bullets) {
    if (line.size() < 2) return 0;
    std::size_t length = 0;
    if (bullets.find(line[0]) != std::string_view::npos) {
        length = 1;
    } else {
        const bool bracket = line[0] == '(';
        const auto number = enumerator(line.substr(bracket ? 1 : 0));
        length = number + (bracket ? 1 : 0);
        if (number == 0 || length >= line.size()) return 0;
        if (line[length] != ')' && (bracket || line[length] != '.')) return 0;
        ++length;
    }
    if (length >= line.size() || !is_space(line[length])) return 0;
    while (length < line.size() && is_space(line[length])) ++length;
    return length;
}

void Prose::link(std::string_view shown, std::string_view target, int line) {
    if (target.empty() || link_bytes >= longest_outline) return;
    link_bytes += shown.size() + target.size();
    links.push_back({std::string(shown), std::string(target), line});
}

std::size_t bare_url(std::string_view text) {
    constexpr auto schemes = std::to_array<std::string_view>({"https://", "http://", "mailto:"});
    const auto scheme =
        std::ranges::find_if(schemes, [&](auto each) { return core::starts_with_ignoring_case(text, each); });
    if (scheme == schemes.end()) return 0;
    auto end = std::min(text.find_first_of(" \t\n<>\"`|[]{}"), text.size());
    const auto inside = text.substr(0, end);
    auto closing = std::ranges::count(inside, ')') - std::ranges::count(inside, '(');
    // "(see https://host/page)." closes a bracket that is not its own, "https://host/a_(b)" keeps it.
    while (end > scheme->size() &&
           (std::string_view(".,;:!?'*_").find(text[end - 1]) != std::string_view::npos ||
            (text[end - 1] == ')' && closing > 0))) {
        if (text[end - 1] == ')') --closing;
        --end;
    }
    return end > scheme->size() ? end : 0;
}

Prose with_bare_urls(std::string_view text, int line) {
    Prose prose;
    for (std::size_t i = 0; i < text.size();) {
        const bool may_start = text[i] == 'h' || text[i] == 'H' || text[i] == 'm';
        const auto length = may_start ? bare_url(text.substr(i, longest_target)) : 0;
        if (length > 0) prose.link(text.substr(i, length), text.substr(i, length), line);
        prose.add(text.substr(i, std::max<std::size_t>(length, 1)));
        if (text[i] == '\n') ++line;
        i += std::max<std::size_t>(length, 1);
    }
    return prose;
}

bool Outline::is_full() const { return blocks_.size() >= most_blocks || bytes_ >= longest_outline; }

void Outline::add(BlockKind kind, int line, const Prose& prose, int level) {
    auto text = core::one_line(prose.text);
    if ((text.empty() && prose.links.empty()) || is_full()) return;
    Block block{.kind = text.empty() ? BlockKind::html : kind,
                .level = level,
                .line = line,
                .text = std::move(text),
                .links = {}};
    if (block.kind == BlockKind::html) block.level = 0;
    bytes_ += block.text.size();
    for (const auto& link : prose.links) {
        if (links_ >= most_links || bytes_ >= longest_outline) break;
        // Cutting a target would make another address of it.
        if (link.target.size() > longest_target) continue;
        auto target = core::one_line(link.target);
        if (target.empty()) continue;
        ++links_;
        block.links.push_back({core::one_line(link.text), std::move(target), link.line});
        bytes_ += block.links.back().text.size() + block.links.back().target.size();
    }
    if (!block.text.empty() || !block.links.empty()) blocks_.push_back(std::move(block));
}

void Outline::code(int line, std::string_view text) {
    if (core::trim(text).empty() || is_full()) return;
    for (auto end = text.find('\n'); is_blank(text.substr(0, end)); end = text.find('\n')) {
        text.remove_prefix(end + 1);
        ++line;
    }
    text = text.substr(0, text.find_last_not_of(" \t\n") + 1);
    bytes_ += text.size();
    blocks_.push_back(
        {.kind = BlockKind::code, .level = 0, .line = line, .text = core::clean(text), .links = {}});
}

}  // namespace sources::documents
