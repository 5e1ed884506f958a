// SPDX-License-Identifier: Apache-2.0
#include "insight/path_pattern.hpp"

#include "core/text.hpp"

namespace insight {
namespace {

constexpr std::string_view any_depth = "**";

// Greedy with one point to return to (the last star) is enough, and keeps hostile patterns cheap.
template <class IsStar, class Fits>
bool glob(std::size_t pattern_size, std::size_t text_size, MatchBudget& budget, IsStar is_star, Fits fits) {
    std::size_t p = 0, t = 0, star = pattern_size, resume = 0;
    while (t < text_size) {
        if (!budget.spend()) return false;
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

bool rejected(std::string_view pattern, OwnersSyntax syntax) {
    if (pattern.empty() || pattern == "/") return pattern.empty();
    if (syntax == OwnersSyntax::gitlab) return false;
    return pattern.front() == '!' || pattern.starts_with("\\#") ||
           pattern.find('[') != std::string_view::npos;
}

void add(std::vector<SegmentPattern>& segments, std::string_view segment) {
    if (segment == any_depth && !segments.empty() && segments.back().is_any_depth()) return;
    segments.emplace_back(std::string(segment));
}

// GitHub: only a leading or inner slash ties a pattern to the top. GitLab: only a leading one.
bool is_tied_to_top(std::string_view pattern, OwnersSyntax syntax) {
    if (pattern.starts_with('/')) return true;
    if (syntax == OwnersSyntax::gitlab) return false;
    const auto slash = pattern.find('/');
    return slash != std::string_view::npos && slash + 1 != pattern.size();
}

// GitHub lets a name stand for all below it; "docs/*" is the exception that its documentation spells out.
bool covers_below(const std::vector<SegmentPattern>& segments, OwnersSyntax syntax) {
    if (syntax == OwnersSyntax::gitlab) return false;
    return segments.back().text() != "*" || (segments.size() == 2 && segments.front().is_any_depth());
}

}  // namespace

bool is_literal(std::string_view segment) { return segment.find_first_of("*?[\\") == std::string_view::npos; }

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> out;
    for (const auto segment : core::split(path, '/'))
        if (!segment.empty()) out.push_back(segment);
    return out;
}

SegmentPattern::SegmentPattern(std::string text)
    : text_(std::move(text)),
      kind_(text_ == any_depth           ? Kind::any_depth
            : text_ == "*"               ? Kind::any
            : insight::is_literal(text_) ? Kind::literal
                                         : Kind::glob) {
    if (kind_ != Kind::glob) return;
    for (std::size_t i = 0; i < text_.size(); ++i) {
        const char c = text_[i];
        const auto close = c == '[' ? text_.find(']', i + 2) : std::string::npos;
        if (c == '\\' && i + 1 < text_.size()) {
            units_.push_back({.letter = text_[++i]});
        } else if (c == '*') {
            units_.push_back({.kind = Unit::Kind::star});
        } else if (c == '?') {
            units_.push_back({.kind = Unit::Kind::any});
        } else if (close != std::string::npos) {
            units_.push_back({.kind = Unit::Kind::range,
                              .from = static_cast<std::uint32_t>(i + 1),
                              .length = static_cast<std::uint32_t>(close - i - 1)});
            i = close;
        } else {
            units_.push_back({.letter = c});
        }
    }
}

bool SegmentPattern::fits(const Unit& unit, char c) const {
    if (unit.kind == Unit::Kind::range)
        return in_set(std::string_view(text_).substr(unit.from, unit.length), c);
    return unit.kind == Unit::Kind::any || unit.letter == c;
}

bool SegmentPattern::ends_fit(std::string_view segment) const {
    if (units_.empty() || segment.empty()) return true;
    const auto is_other = [](const Unit& unit, char c) {
        return unit.kind == Unit::Kind::letter && unit.letter != c;
    };
    return !is_other(units_.front(), segment.front()) && !is_other(units_.back(), segment.back());
}

bool SegmentPattern::matches(std::string_view segment, MatchBudget& budget) const {
    if (kind_ == Kind::literal) return text_ == segment;
    if (kind_ == Kind::any) return true;
    if (!ends_fit(segment)) return false;
    return glob(
        units_.size(), segment.size(), budget,
        [&](std::size_t p) { return units_[p].kind == Unit::Kind::star; },
        [&](std::size_t p, std::size_t t) {
            if (units_[p].kind == Unit::Kind::range) budget.spend(units_[p].length);
            return fits(units_[p], segment[t]);
        });
}

bool PathPattern::matches(const std::vector<std::string_view>& path, MatchBudget& budget) const {
    return glob(
        segments.size(), path.size(), budget, [&](std::size_t p) { return segments[p].is_any_depth(); },
        [&](std::size_t p, std::size_t t) { return segments[p].matches(path[t], budget); });
}

std::optional<PathPattern> compile(std::string_view pattern, OwnersSyntax syntax) {
    if (rejected(pattern, syntax)) return std::nullopt;
    PathPattern out;
    if (!is_tied_to_top(pattern, syntax) || pattern == "/") add(out.segments, any_depth);
    for (const auto segment : segments_of(pattern)) add(out.segments, segment);
    if (pattern.ends_with('/')) {
        add(out.segments, any_depth);
        add(out.segments, "*");
    } else if (out.segments.back().is_any_depth()) {
        add(out.segments, "*");  // "docs/**" is what lies in docs
    } else if (covers_below(out.segments, syntax)) {
        add(out.segments, any_depth);
    }
    return out;
}

}  // namespace insight
