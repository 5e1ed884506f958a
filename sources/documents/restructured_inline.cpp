// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/restructured_inline.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace sources::documents {
namespace {

using Text = std::string_view;

// A role, literal or link longer than this is a stray mark.
constexpr std::size_t longest_markup = 2'048;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
std::string key_of(Text name) { return core::lower(core::one_line(name)); }

// "text <target>" → both; a plain "text" → an empty target.
struct Shown {
    Text text, target;
};
Shown split_target(Text inside) {
    const auto open = inside.rfind('<');
    if (open == Text::npos || !inside.ends_with('>')) return {inside, {}};
    const auto target = inside.substr(open + 1, inside.size() - open - 2);
    const auto text = core::trim(inside.substr(0, open));
    return {text.empty() ? target : text, target};
}

class Scanner {
  public:
    Scanner(Text text, int line, const RestructuredNames& names) : text_(text), line_(line), names_(names) {}

    Prose scan() {
        while (at_ < text_.size() && !prose_.is_full()) {
            const auto taken = take();
            if (taken > 0) {
                const auto passed = text_.substr(at_, taken);
                line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
                at_ += taken;
                continue;
            }
            if (text_[at_] == '\n') ++line_;
            prose_.add(text_[at_++]);
        }
        return std::move(prose_);
    }

  private:
    // Bytes of the markup that starts here and was written out; 0 when there is none.
    std::size_t take() {
        const auto rest = text_.substr(at_, longest_markup);
        switch (rest[0]) {
            case '\\':
                if (rest.size() > 1 && rest[1] != ' ' && rest[1] != '\n') prose_.add(rest[1]);
                return std::min<std::size_t>(2, rest.size());
            case '`':
                return rest.starts_with("``") ? literal(rest) : interpreted(rest, {});
            case ':':
                return role(rest);
            case '*':
                return emphasis(rest);
            case '|':
                return substitution(rest);
            case 'h':
            case 'm':
                return url(rest);
            case '_':
                return reference(rest);
            default:
                return 0;
        }
    }

    std::size_t literal(Text rest) {
        const auto end = rest.find("``", 2);
        if (end == Text::npos) return 0;
        prose_.add(rest.substr(2, end - 2));
        return end + 2;
    }

    // :doc:`text <target>`; `role` without its colons.
    std::size_t role(Text rest) {
        std::size_t end = 1;
        while (end < rest.size() && end < 40 && is_word_byte(rest[end]) && rest[end] != ':') ++end;
        if (end == 1 || end + 1 >= rest.size() || rest[end] != ':' || rest[end + 1] != '`') return 0;
        const auto taken = interpreted(rest.substr(end + 1), rest.substr(1, end - 1));
        return taken == 0 ? 0 : end + 1 + taken;
    }

    std::size_t interpreted(Text rest, Text role) {
        const auto end = rest.find('`', 1);
        if (end == Text::npos || end == 1) return 0;
        const auto shown = split_target(rest.substr(1, end - 1));
        prose_.add(shown.text);
        const auto after = rest.substr(end + 1);
        const std::size_t marks = !role.empty()             ? 0
                                  : after.starts_with("__") ? 2
                                  : after.starts_with("_")  ? 1
                                                            : 0;
        if (role == "doc" || role == "download")
            prose_.link(shown.text, shown.target.empty() ? shown.text : shown.target, line_);
        else if (marks > 0 && shown.target.empty())
            prose_.link(shown.text, target_of(shown.text), line_);
        else if (marks > 0)
            prose_.link(shown.text,
                        shown.target.ends_with('_')
                            ? target_of(shown.target.substr(0, shown.target.size() - 1))
                            : shown.target,
                        line_);
        return end + 1 + marks;
    }

    std::size_t emphasis(Text rest) {
        // "2*3*4" is no markup: it needs a border before it.
        if (!prose_.text.empty() && is_word_byte(prose_.text.back())) return 0;
        const std::size_t marks = rest.starts_with("**") ? 2 : 1;
        if (rest.size() <= marks || rest[marks] == ' ' || rest[marks] == '\n') return 0;
        const auto end = rest.find(rest.substr(0, marks), marks);
        if (end == Text::npos || end == marks) return 0;
        prose_.add(rest.substr(marks, end - marks));
        return end + marks;
    }

    std::size_t substitution(Text rest) {
        const auto end = rest.find('|', 1);
        if (end == Text::npos || end > 80 || end == 1) return 0;
        const auto found = names_.substitutions.find(key_of(rest.substr(1, end - 1)));
        if (found == names_.substitutions.end()) return 0;
        prose_.add(Text(found->second));
        return end + 1 + (rest.substr(end + 1).starts_with("_") ? 1 : 0);
    }

    std::size_t url(Text rest) {
        const auto length = bare_url(rest);
        if (length == 0) return 0;
        prose_.link(rest.substr(0, length), rest.substr(0, length), line_);
        prose_.add(rest.substr(0, length));
        return length;
    }

    // "name_": the word is already written, only its mark is dropped and the link added.
    std::size_t reference(Text rest) {
        if (rest.size() > 1 && is_word_byte(rest[1])) return 0;
        std::size_t start = prose_.text.size();
        while (start > 0 && is_word_byte(prose_.text[start - 1]) && prose_.text.size() - start < 100) --start;
        const auto word = prose_.text.substr(start);
        const auto target = target_of(word);
        if (target.empty()) return 0;
        prose_.link(word, target, line_);
        return rest.starts_with("__") ? 2 : 1;
    }

    std::string target_of(Text name) const {
        auto key = key_of(name);
        // One target may name another; a circle ends.
        for (int hops = 0; hops < 4; ++hops) {
            const auto found = names_.targets.find(key);
            if (found == names_.targets.end()) return {};
            if (!found->second.ends_with('_')) return found->second;
            key = key_of(Text(found->second).substr(0, found->second.size() - 1));
        }
        return {};
    }

    Text text_;
    int line_;
    const RestructuredNames& names_;
    std::size_t at_ = 0;
    Prose prose_;
};

void add_target(Text definition, RestructuredNames& names) {
    const auto colon = definition.find(": ");
    if (colon == Text::npos) return;
    auto name = core::trim(definition.substr(0, colon));
    if (name.size() > 1 && name.front() == '`' && name.back() == '`') name = name.substr(1, name.size() - 2);
    names.targets[key_of(name)] = std::string(core::trim(definition.substr(colon + 2)));
}

void add_substitution(Text definition, RestructuredNames& names) {
    const auto bar = definition.find('|');
    if (bar == Text::npos) return;
    const auto rest = core::trim(definition.substr(bar + 1));
    const bool replaces = rest.starts_with("replace::");
    // Short ones only: used a thousand times, a long one would blow up the text.
    names.substitutions[key_of(definition.substr(0, bar))] =
        replaces ? core::shorten(core::one_line(rest.substr(9)), 200) : std::string{};
}

}  // namespace

RestructuredNames restructured_names(const Lines& lines) {
    RestructuredNames names;
    for (const auto& line : lines) {
        const auto text = core::trim(line.text);
        if (text.starts_with(".. _")) add_target(text.substr(4), names);
        if (text.starts_with(".. |")) add_substitution(text.substr(4), names);
    }
    return names;
}

Prose restructured_inline(Text text, int line, const RestructuredNames& names) {
    return Scanner(text, line, names).scan();
}

}  // namespace sources::documents
