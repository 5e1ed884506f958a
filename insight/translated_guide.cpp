// SPDX-License-Identifier: Apache-2.0
#include "insight/translated_guide.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

bool is_one_of(Text text, const auto& list) { return std::ranges::find(list, text) != list.end(); }

// "-br", "_hans" behind the language.
bool is_region(Text text) {
    constexpr auto scripts = std::to_array<Text>({"hans", "hant", "latn", "cyrl"});
    if (text.empty()) return true;
    return (text[0] == '-' || text[0] == '_') && (text.size() == 3 || is_one_of(text.substr(1), scripts));
}

}  // namespace

bool is_translated_guide(Text stem) {
    constexpr Text name = "contributing";
    constexpr auto languages = std::to_array<Text>(
        {"ar", "bg", "bn", "ca", "cn", "cs", "da", "de", "el", "es", "et", "eu", "fa", "fi", "fr", "gl",
         "he", "hi", "hr", "hu", "id", "it", "ja", "jp", "ko", "kr", "lt", "lv", "ms", "nb", "nl", "no",
         "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "tw", "uk", "ur", "vi", "zh"});
    if (stem.size() < name.size() + 3 || stem.size() > name.size() + 8) return false;
    const auto lower = core::lower(stem);
    const auto rest = Text(lower).substr(name.size());
    return lower.starts_with(name) && Text(".-_").find(rest[0]) != Text::npos &&
           is_one_of(rest.substr(1, 2), languages) && is_region(rest.substr(3));
}

}  // namespace insight
