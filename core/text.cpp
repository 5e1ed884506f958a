// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <vector>

namespace core {

namespace {

constexpr std::string_view white_space = " \t\r\n\f\v", no_break_space = "\xC2\xA0";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Length of the valid UTF-8 sequence at the start of `text`, 0 when there is none. Source: RFC 3629, 4.
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto follows = [&](std::size_t i, unsigned char low = 0x80, unsigned char high = 0xBF) {
        return i < text.size() && byte(i) >= low && byte(i) <= high;
    };
    const unsigned char first = byte(0);
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first == 0xE0) return follows(1, 0xA0) && follows(2) ? 3 : 0;
    if (first == 0xED) return follows(1, 0x80, 0x9F) && follows(2) ? 3 : 0;
    if (first >= 0xE1 && first <= 0xEF) return follows(1) && follows(2) ? 3 : 0;
    if (first == 0xF0) return follows(1, 0x90) && follows(2) && follows(3) ? 4 : 0;
    if (first >= 0xF1 && first <= 0xF3) return follows(1) && follows(2) && follows(3) ? 4 : 0;
    if (first == 0xF4) return follows(1, 0x80, 0x8F) && follows(2) && follows(3) ? 4 : 0;
    return 0;
}

std::uint32_t decode(std::string_view s) {
    const auto b = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(s[i]));
    };
    switch (s.size()) {
        case 1:
            return b(0);
        case 2:
            return (b(0) & 0x1F) << 6 | (b(1) & 0x3F);
        case 3:
            return (b(0) & 0x0F) << 12 | (b(1) & 0x3F) << 6 | (b(2) & 0x3F);
        default:
            return (b(0) & 0x07) << 18 | (b(1) & 0x3F) << 12 | (b(2) & 0x3F) << 6 | (b(3) & 0x3F);
    }
}

// Characters that change how others are shown, or cannot be seen. Source: Unicode 15, bidirectional controls,
// zero-width and tags.
bool is_invisible(std::uint32_t c) {
    if (c == '\n' || c == '\t') return false;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x00AD ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

// How far the control string at the start of `text` reaches, and whether it is ended there, not cut off by
// its line. Source: ECMA-48, 5.6; a bell ends it too, as terminals have it.
struct ControlString {
    std::size_t length = 0;
    bool is_ended = false;
};
ControlString control_string(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        if (rest.front() == '\n') return {at, false};
        if (rest.front() == '\x07') return {at + 1, true};
        if (rest.starts_with("\x1b\\") || rest.starts_with("\xC2\x9C")) return {at + 2, true};
    }
    return {text.size(), false};
}

// Bytes of the terminal's control sequence at the start of `text`: colours, moves, a window's title or a
// link; 0 when none starts there. Of one that does not end, the introducer alone: it must not take what
// follows with it. `endless` is the rest of the text in which no string ends, so that it is searched once.
// Source: ECMA-48, 5.4 (control sequences) and 5.6 (control strings).
std::size_t control_sequence_length(std::string_view text, std::size_t& endless) {
    constexpr std::size_t introducer = 2;
    const bool is_escaped = text.starts_with('\x1b'), is_one_control = text.starts_with('\xC2');
    if (text.size() < introducer || (!is_escaped && !is_one_control)) return 0;
    const char kind = is_escaped ? text[1] : static_cast<char>(text[1] ^ 0xC0);
    const auto rest = text.substr(introducer);
    if (kind == '[') {
        const auto parameters = std::min(rest.find_first_not_of("0123456789:;<=>?"), rest.size());
        const auto end = std::min(rest.find_first_not_of(" !\"#$%&'()*+,-./", parameters), rest.size());
        const bool is_ended = end < rest.size() && rest[end] >= '@' && rest[end] <= '~';
        return introducer + (is_ended ? end + 1 : 0);
    }
    if (std::string_view("]PX^_").find(kind) == std::string_view::npos) return 0;
    if (text.size() > endless) return introducer;
    const auto string = control_string(rest);
    if (!string.is_ended) endless = rest.size() - string.length;
    return introducer + (string.is_ended ? string.length : 0);
}

// The closing quote for an opening one at the start of `text`, and how many bytes the opening one takes.
struct Quote {
    std::size_t length = 0;
    std::string_view closing;
};
Quote opening_quote(std::string_view text) {
    if (text.starts_with("\"")) return {1, "\""};
    if (text.starts_with("'")) return {1, "'"};
    if (text.starts_with("\xE2\x80\x9C")) return {3, "\xE2\x80\x9D"};
    if (text.starts_with("\xE2\x80\x98")) return {3, "\xE2\x80\x99"};
    return {};
}

}  // namespace

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
    return out;
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(white_space);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(white_space) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> out;
    for (std::size_t start = 0;;) {
        const auto end = text.find(separator, start);
        out.push_back(text.substr(start, end == std::string_view::npos ? end : end - start));
        if (end == std::string_view::npos) return out;
        start = end + 1;
    }
}

std::vector<std::string_view> lines(std::string_view text) {
    auto out = split(text, '\n');
    if (out.back().empty()) out.pop_back();
    for (auto& line : out)
        if (line.ends_with('\r')) line.remove_suffix(1);
    return out;
}

std::string join(const std::vector<std::string>& parts, std::string_view between) {
    std::string out;
    for (const auto& part : parts) {
        if (!out.empty()) out += between;
        out += part;
    }
    return out;
}

bool contains_ignoring_case(std::string_view text, std::string_view needle) {
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [](char a, char b) { return lower_ascii(a) == b; }) != text.end();
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), text.begin(),
                                                      [](char p, char t) { return p == lower_ascii(t); });
}

std::string clean(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    auto endless = text.size();
    while (!text.empty()) {
        if (const auto control = control_sequence_length(text, endless); control != 0) {
            text.remove_prefix(control);
            continue;
        }
        const auto length = sequence_length(text);
        if (length == 0) {
            out += replacement;
            text.remove_prefix(1);
            continue;
        }
        if (!is_invisible(decode(text.substr(0, length)))) out += text.substr(0, length);
        text.remove_prefix(length);
    }
    return out;
}

std::string one_line(std::string_view text) {
    std::string spaced(text);
    for (auto& c : spaced)
        if (white_space.find(c) != std::string_view::npos) c = ' ';
    const auto cleaned = clean(spaced);
    std::string out;
    for (const char c : trim(cleaned))
        if (c != ' ' || out.back() != ' ') out += c;
    return out;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shorten(std::string_view text, std::size_t limit) {
    if (count_code_points(text) <= limit) return std::string(text);
    if (limit == 0) return {};
    std::size_t at = 0;
    for (std::size_t n = 0; n + 1 < limit; ++n) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    return std::string(text.substr(0, at)) + "…";
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = sequence_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

namespace {

// How many bytes of a blank stand first: also of one at which no line breaks, which editors put between
// words.
std::size_t blank_at_front(std::string_view line) {
    if (white_space.find(line.front()) != std::string_view::npos) return 1;
    return line.starts_with(no_break_space) ? no_break_space.size() : 0;
}

}  // namespace

std::vector<std::string> split_words(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool inside = false;
    const auto finish = [&] {
        if (inside) words.push_back(std::move(word));
        word.clear();
        inside = false;
    };
    while (!line.empty()) {
        if (const auto blank = blank_at_front(line); blank != 0) {
            finish();
            line.remove_prefix(blank);
        } else if (const auto quote = opening_quote(line);
                   quote.length != 0 && (!inside || quote.length == 1) && !(quote.closing == "'" && inside)) {
            inside = true;
            line.remove_prefix(quote.length);
            while (!line.empty() && !line.starts_with(quote.closing)) {
                if (line.front() == '\\' && line.size() > 1 && quote.closing != "'") line.remove_prefix(1);
                word += line.front();
                line.remove_prefix(1);
            }
            line.remove_prefix(std::min(quote.closing.size(), line.size()));
        } else {
            if (line.front() == '\\' && line.size() > 1) line.remove_prefix(1);
            inside = true;
            word += line.front();
            line.remove_prefix(1);
        }
    }
    finish();
    return words;
}

std::string quote_word(std::string_view word) {
    if (!word.empty() && word.find_first_of(" \t\r\n\f\v\"'\\") == std::string_view::npos &&
        word.find("\xE2\x80") == std::string_view::npos &&
        word.find(no_break_space) == std::string_view::npos)
        return std::string(word);
    std::string out = "\"";
    for (const char c : word) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    return edit_distance(a, b, std::max(a.size(), b.size()));
}

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t most) {
    const auto longer = std::max(left.size(), right.size());
    if (longer - std::min(left.size(), right.size()) > most) return most + 1;
    const std::string a = lower(left);
    const std::string b = lower(right);
    const auto width = b.size() + 1;
    std::vector<std::size_t> cells(3 * width);
    auto before = std::span(cells).first(width);
    auto last = std::span(cells).subspan(width, width);
    auto row = std::span(cells).last(width);
    std::iota(last.begin(), last.end(), 0U);
    std::size_t least_before = 0;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        auto least = i;
        for (std::size_t j = 1; j < width; ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        // Two swapped letters reach back two rows, so both must be too far.
        if (least > most && least_before > most) return most + 1;
        least_before = least;
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

bool matches_glob(std::string_view glob, std::string_view name) {
    std::size_t g = 0, n = 0, star = std::string_view::npos, retry = 0;
    while (n < name.size()) {
        if (g < glob.size() && (glob[g] == '?' || glob[g] == name[n])) {
            ++g;
            ++n;
        } else if (g < glob.size() && glob[g] == '*') {
            star = g++;
            retry = n;
        } else if (star != std::string_view::npos) {
            g = star + 1;
            n = ++retry;
        } else {
            return false;
        }
    }
    while (g < glob.size() && glob[g] == '*') ++g;
    return g == glob.size();
}

}  // namespace core
