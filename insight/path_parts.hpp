// SPDX-License-Identifier: Apache-2.0
// A path as folder, name, stem and ending, compared without regard to letter case. Pure.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace insight {

inline char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
inline bool same(std::string_view text, std::string_view lower_case) {
    if (text.size() != lower_case.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (fold(text[i]) != lower_case[i]) return false;
    return true;
}
inline bool starts(std::string_view text, std::string_view lower_case) {
    return text.size() >= lower_case.size() && same(text.substr(0, lower_case.size()), lower_case);
}
inline bool ends(std::string_view text, std::string_view lower_case) {
    return text.size() >= lower_case.size() && same(text.substr(text.size() - lower_case.size()), lower_case);
}
inline bool is_one_of(std::string_view text, const auto& list) {
    return std::ranges::any_of(list, [&](std::string_view item) { return same(text, item); });
}

// A path in its parts, without copies: "docs/adr/README.md" → folder "docs/adr", name "README.md", stem
// "README", extension "md".
struct Path {
    std::string_view whole, folder, name, stem, extension;
};
inline Path parse(std::string_view path) {
    const auto slash = path.rfind('/');
    Path parsed{.whole = path,
                .folder = slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash),
                .name = slash == std::string_view::npos ? path : path.substr(slash + 1),
                .stem = {},
                .extension = {}};
    const auto dot = parsed.name.rfind('.');
    const bool has_extension = dot != std::string_view::npos && dot > 0;
    parsed.stem = has_extension ? parsed.name.substr(0, dot) : parsed.name;
    parsed.extension = has_extension ? parsed.name.substr(dot + 1) : std::string_view{};
    return parsed;
}

// True when one of the folders of `path` bears the name.
inline bool lies_in(const Path& path, std::string_view lower_case_folder) {
    for (auto rest = path.folder; !rest.empty();) {
        const auto slash = rest.find('/');
        if (same(rest.substr(0, slash), lower_case_folder)) return true;
        rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    }
    return false;
}

inline constexpr auto text_extensions =
    std::to_array<std::string_view>({"md", "markdown", "rst", "adoc", "asciidoc", "txt", "org"});
inline constexpr auto home_folders = std::to_array<std::string_view>({"", ".github", "docs", ".gitlab"});

}  // namespace insight
