// SPDX-License-Identifier: Apache-2.0
#include "insight/path_pattern.hpp"

#include "core/text.hpp"

namespace insight {
namespace {

constexpr std::string_view any_depth = "**";

// Greedy with one point to return to (the last star) is enough, and keeps hostile patterns cheap.
template <class Length, class IsStar, class Fits>
bool glob(Length pattern_size, Length text_size, IsStar is_star, Fits fits) {
    Length p = 0, t = 0, star = pattern_size, resume = 0;
    while (t < text_size) {
        if (p < pattern_size && is_star(p)) {
            star = p++;
            resume = t;
        } else if (p < pattern_size && fits(p, t)) {
            ++p;
            ++t;
        } else if (star != pattern_size) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern_size && is_star(p)) ++p;
    return p == pattern_size;
}

// One unit of a segment: a character, "?", "*" or "[a-z]".
struct Unit {
    enum class Kind { letter, any, star, range } kind = Kind::letter;
    char letter = 0;
    std::string_view set;
};

std::vector<Unit> units_of(std::string_view segment) {
    std::vector<Unit> out;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        const char c = segment[i];
        const auto close = c == '[' ? segment.find(']', i + 2) : std::string_view::npos;
        if (c == '\\' && i + 1 < segment.size())
            out.push_back({Unit::Kind::letter, segment[++i], {}});
        else if (c == '*')
            out.push_back({Unit::Kind::star, c, {}});
        else if (c == '?')
            out.push_back({Unit::Kind::any, c, {}});
        else if (close != std::string_view::npos) {
            out.push_back({Unit::Kind::range, c, segment.substr(i + 1, close - i - 1)});
            i = close;
        } else
            out.push_back({Unit::Kind::letter, c, {}});
    }
    return out;
}

bool in_set(std::string_view set, char c) {
    const bool negated = set.starts_with('!') || set.starts_with('^');
    if (negated) set.remove_prefix(1);
    bool found = false;
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (i + 2 < set.size() && set[i + 1] == '-') {
            found = found || (set[i] <= c && c <= set[i + 2]);
            i += 2;
        } else {
            found = found || set[i] == c;
        }
    }
    return found != negated;
}

bool segment_matches(std::string_view pattern, std::string_view text) {
    if (pattern == "*") return true;
    if (is_literal(pattern)) return pattern == text;
    const auto units = units_of(pattern);
    return glob(
        units.size(), text.size(), [&](std::size_t p) { return units[p].kind == Unit::Kind::star; },
        [&](std::size_t p, std::size_t t) {
            const auto& unit = units[p];
            if (unit.kind == Unit::Kind::range) return in_set(unit.set, text[t]);
            return unit.kind == Unit::Kind::any || unit.letter == text[t];
        });
}

bool rejected(std::string_view pattern, OwnersSyntax syntax) {
    if (pattern.empty() || pattern == "/") return pattern.empty();
    if (syntax == OwnersSyntax::gitlab) return false;
    return pattern.front() == '!' || pattern.starts_with("\\#") ||
           pattern.find('[') != std::string_view::npos;
}

void add(std::vector<std::string>& segments, std::string_view segment) {
    if (segment == any_depth && !segments.empty() && segments.back() == any_depth) return;
    segments.emplace_back(segment);
}

// GitHub: only a leading or inner slash ties a pattern to the top. GitLab: only a leading one.
bool is_tied_to_top(std::string_view pattern, OwnersSyntax syntax) {
    if (pattern.starts_with('/')) return true;
    if (syntax == OwnersSyntax::gitlab) return false;
    const auto slash = pattern.find('/');
    return slash != std::string_view::npos && slash + 1 != pattern.size();
}

// GitHub lets a name stand for all below it; "docs/*" is the exception that its documentation spells out.
bool covers_below(const std::vector<std::string>& segments, OwnersSyntax syntax) {
    if (syntax == OwnersSyntax::gitlab) return false;
    return segments.back() != "*" || (segments.size() == 2 && segments.front() == any_depth);
}

}  // namespace

bool is_literal(std::string_view segment) { return segment.find_first_of("*?[\\") == std::string_view::npos; }

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> out;
    for (const auto segment : core::split(path, '/'))
        if (!segment.empty()) out.push_back(segment);
    return out;
}

bool PathPattern::matches(const std::vector<std::string_view>& path) const {
    return glob(
        segments.size(), path.size(), [&](std::size_t p) { return segments[p] == any_depth; },
        [&](std::size_t p, std::size_t t) { return segment_matches(segments[p], path[t]); });
}

std::optional<PathPattern> compile(std::string_view pattern, OwnersSyntax syntax) {
    if (rejected(pattern, syntax)) return std::nullopt;
    PathPattern out;
    if (!is_tied_to_top(pattern, syntax) || pattern == "/") add(out.segments, any_depth);
    for (const auto segment : segments_of(pattern)) add(out.segments, segment);
    if (pattern.ends_with('/')) {
        add(out.segments, any_depth);
        out.segments.emplace_back("*");
    } else if (out.segments.back() == any_depth) {
        out.segments.emplace_back("*");  // "docs/**" is what lies in docs
    } else if (covers_below(out.segments, syntax)) {
        add(out.segments, any_depth);
    }
    return out;
}

}  // namespace insight
