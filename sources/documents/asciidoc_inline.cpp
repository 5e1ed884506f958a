// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/asciidoc_inline.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace sources::documents {
namespace {

using Text = std::string_view;

constexpr std::size_t longest_markup = 2'048;

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
  public:
    Scanner(Text text, int line, const AsciidocAttributes& attributes)
        : text_(text), line_(line), attributes_(attributes) {}

    Prose scan() {
        while (at_ < text_.size() && !prose_.is_full()) {
            const auto taken = take();
            if (taken == 0) prose_.add(text_[at_]);
            const auto passed = text_.substr(at_, std::max<std::size_t>(taken, 1));
            line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
            at_ += std::max<std::size_t>(taken, 1);
        }
        if (core::trim(prose_.text).empty() && !pictures_.links.empty()) {
            prose_.text = pictures_.text;
            prose_.links.insert(prose_.links.end(), pictures_.links.begin(), pictures_.links.end());
        }
        return std::move(prose_);
    }

  private:
    bool is_at_border() const { return at_ == 0 || !is_word_byte(text_[at_ - 1]); }

    // Bytes of the markup that starts here and was written out; 0 when there is none.
    std::size_t take() {
        const auto rest = text_.substr(at_, longest_markup);
        switch (rest[0]) {
            case '*':
            case '_':
            case '`':
            case '#':
            case '+':
                return emphasis(rest);
            case '<':
                return cross_reference(rest);
            case '{':
                return attribute(rest);
            case 'l':
                return is_at_border() ? macro(rest, "link:") : 0;
            case 'x':
                return is_at_border() ? macro(rest, "xref:") : 0;
            case 'i':
                return is_at_border() ? image(rest) : 0;
            case 'h':
            case 'm':
                return is_at_border() ? url(rest) : 0;
            default:
                return 0;
        }
    }

    // *strong*, **str**ong: the marks vanish, what is between them is read on.
    std::size_t emphasis(Text rest) const {
        const std::size_t marks = rest.size() > 1 && rest[1] == rest[0] ? 2 : 1;
        const bool opens = is_at_border() && rest.size() > marks && rest[marks] != ' ' &&
                           rest[marks] != '\n' && rest.find(rest.substr(0, marks), marks) != Text::npos;
        const bool closes = at_ > 0 && text_[at_ - 1] != ' ' && text_[at_ - 1] != '\n' &&
                            (rest.size() <= marks || !is_word_byte(rest[marks])) && rest[0] != '#' &&
                            rest[0] != '+';
        return opens || closes || marks == 2 ? marks : 0;
    }

    // "prefix" target "[" text "]".
    std::size_t macro(Text rest, Text prefix) {
        if (!rest.starts_with(prefix)) return 0;
        const auto open = rest.find_first_of("[ \n", prefix.size());
        if (open == Text::npos || rest[open] != '[' || open == prefix.size()) return 0;
        return write_link(rest, rest.substr(prefix.size(), open - prefix.size()), open);
    }

    std::size_t write_link(Text rest, Text target, std::size_t open) {
        const auto close = rest.find(']', open);
        if (close == Text::npos) return 0;
        auto shown = rest.substr(open + 1, close - open - 1);
        if (shown.ends_with('^')) shown.remove_suffix(1);
        // A button: an image as the text of a link.
        if (shown.starts_with("image:")) {
            const auto end = rest.find(']', close + 1);
            pictures_.link({}, target, line_);
            return end == Text::npos ? close + 1 : end + 1;
        }
        if (const auto comma = shown.find(",window="); comma != Text::npos) shown = shown.substr(0, comma);
        if (shown.empty()) shown = target;
        const auto written = with_attributes(target);
        prose_.link(shown, written, line_);
        prose_.add(shown);
        return close + 1;
    }

    std::size_t cross_reference(Text rest) {
        if (!rest.starts_with("<<")) return 0;
        const auto end = rest.find(">>");
        if (end == Text::npos) return 0;
        const auto inside = rest.substr(2, end - 2);
        const auto comma = inside.find(',');
        const auto shown = core::trim(comma == Text::npos ? inside : inside.substr(comma + 1));
        prose_.link(shown, core::trim(inside.substr(0, comma)), line_);
        prose_.add(shown);
        return end + 2;
    }

    std::size_t image(Text rest) {
        if (!rest.starts_with("image:")) return 0;
        const auto open = rest.find_first_of("[ \n");
        const auto close = open == Text::npos || rest[open] != '[' ? Text::npos : rest.find(']', open);
        if (close == Text::npos) return 0;
        const auto inside = rest.substr(open + 1, close - open - 1);
        const auto alt = inside.substr(0, inside.find(','));
        auto source = rest.substr(6, open - 6);
        if (source.starts_with(':')) source.remove_prefix(1);
        pictures_.add(alt);
        pictures_.add(' ');
        if (const auto link = inside.find("link="); link != Text::npos) {
            auto target = inside.substr(link + 5);
            target = target.substr(0, target.find_first_of(",]"));
            while (target.starts_with('"') || target.starts_with('\'')) target.remove_prefix(1);
            while (target.ends_with('"') || target.ends_with('\'')) target.remove_suffix(1);
            pictures_.link(alt, with_attributes(target), line_);
        }
        pictures_.link(alt, with_attributes(source), line_);
        return close + 1;
    }

    std::size_t url(Text rest) {
        const auto length = bare_url(rest);
        if (length == 0) return 0;
        const auto target = rest.substr(0, length);
        if (length < rest.size() && rest[length] == '[')
            if (const auto taken = write_link(rest, target, length); taken > 0) return taken;
        prose_.link(target, target, line_);
        prose_.add(target);
        return length;
    }

    std::size_t attribute(Text rest) {
        const auto end = rest.substr(0, 64).find('}');
        const auto found =
            end == Text::npos ? attributes_.end() : attributes_.find(core::lower(rest.substr(1, end - 1)));
        if (found == attributes_.end()) return 0;
        // An address in an attribute is written like any other: {docs}[text].
        const auto length = bare_url(found->second);
        if (length > 0 && rest.substr(end + 1).starts_with('['))
            if (const auto taken = write_link(rest, rest.substr(0, end + 1), end + 1); taken > 0)
                return taken;
        prose_.add(Text(found->second));
        return end + 1;
    }

    // One round only: attributes that name each other must not grow.
    std::string with_attributes(Text target) const {
        if (target.find('{') == Text::npos) return std::string(target);
        std::string out;
        for (std::size_t i = 0; i < target.size() && out.size() < longest_markup; ++i) {
            const auto end = target[i] == '{' ? target.find('}', i) : Text::npos;
            const auto found = end == Text::npos
                                   ? attributes_.end()
                                   : attributes_.find(core::lower(target.substr(i + 1, end - i - 1)));
            if (found == attributes_.end()) {
                out += target[i];
                continue;
            }
            out += found->second;
            i = end;
        }
        return out;
    }

    Text text_;
    int line_;
    const AsciidocAttributes& attributes_;
    std::size_t at_ = 0;
    Prose prose_, pictures_;
};

}  // namespace

Prose asciidoc_inline(Text text, int line, const AsciidocAttributes& attributes) {
    return Scanner(text, line, attributes).scan();
}

}  // namespace sources::documents
