// SPDX-License-Identifier: Apache-2.0
#include "insight/prose.hpp"

#include "core/text.hpp"
#include "insight/generated_text.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace insight {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t any_gap_words = 3;
constexpr std::size_t filler_gap_words = 4;
constexpr std::array fillers = {"a",
                                "an",
                                "and",
                                "any",
                                "are",
                                "at",
                                "be",
                                "been",
                                "bug",
                                "changes",
                                "code",
                                "community",
                                "currently",
                                "external",
                                "feature",
                                "features",
                                "for",
                                "from",
                                "further",
                                "general",
                                "generally",
                                "github",
                                "here",
                                "in",
                                "is",
                                "issue",
                                "issues",
                                "longer",
                                "me",
                                "moment",
                                "more",
                                "new",
                                "now",
                                "or",
                                "other",
                                "our",
                                "out",
                                "outside",
                                "party",
                                "please",
                                "presently",
                                "public",
                                "reports",
                                "request",
                                "requests",
                                "simply",
                                "the",
                                "third",
                                "this",
                                "time",
                                "to",
                                "unsolicited",
                                "up",
                                "us",
                                "will",
                                "your",
                                "actively",
                                "automatically",
                                "immediately",
                                "able",
                                "pull",
                                "prs",
                                "contributions",
                                "has",
                                "have",
                                "its",
                                "officially",
                                "permanently"};

bool is_filler(std::string_view word) { return std::ranges::find(fillers, word) != fillers.end(); }

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view("+#@._/").find(c) != std::string_view::npos;
}

// Length of a straight or typographic apostrophe at `at`, else 0.
std::size_t apostrophe(std::string_view text, std::size_t at) {
    if (text[at] == '\'') return 1;
    const auto three = text.substr(at, 3);
    return three == "\u2019" || three == "\u2018" ? 3 : 0;
}

// Length of a typographic quotation mark, dash, ellipsis or arrow at `at`, else 0: they separate words.
std::size_t typographic_mark(std::string_view text, std::size_t at) {
    const auto three = text.substr(at, 3);
    return three.size() == 3 && (three.starts_with("\xE2\x80") || three.starts_with("\xE2\x86")) ? 3 : 0;
}

void finish(std::string& word, Words& words) {
    while (!word.empty() && (word.back() == '.' || word.back() == '/')) word.pop_back();
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
}

bool ends_sentence(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == '!' || c == '?') return true;
    if (c != '.') return false;
    if (at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '\n' && text[at + 1] != '"' &&
        text[at + 1] != ')')
        return false;
    const auto before = core::lower(text.substr(at < 4 ? 0 : at - 4, at < 4 ? at : 4));
    return !before.ends_with("e.g") && !before.ends_with("i.e") && !before.ends_with(" vs") &&
           !before.ends_with(" etc");
}

void add_sentence(std::string_view text, bool is_question, std::vector<Sentence>& found) {
    auto words = words_of(text);
    if (words.empty()) return;
    found.push_back({core::one_line(text), std::move(words), is_question});
}

bool equals(std::string_view pattern, std::string_view word) {
    if (!pattern.ends_with('*')) return pattern == word;
    return word.starts_with(pattern.substr(0, pattern.size() - 1));
}

// "todo", "TODO: describe refunds"; not "todo.sh", "Todo lists for every team".
bool starts_as_placeholder(std::string_view text) {
    constexpr std::array starts = {"todo", "tbd", "tba", "fixme"};
    return std::ranges::any_of(starts, [&](std::string_view start) {
        return text.starts_with(start) && (text.size() == start.size() || text[start.size()] == ':');
    });
}

// The whole of it: "Coming soon!", not "Coming soon: refunds by telephone."
bool is_whole_placeholder(std::string_view text) {
    constexpr std::array wholes = {"coming soon", "work in progress", "under construction", "write me",
                                   "wip"};
    return std::ranges::find(wholes, text) != wholes.end();
}

// "Description goes here", not "Each handler goes here: …".
bool ends_as_placeholder(std::string_view text) {
    constexpr std::array ends = {"goes here", "to be written", "to be done", "fill this in",
                                 "your text here"};
    return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

// Lower case, without the marks and spaces around it.
std::string bare(std::string_view text) {
    constexpr std::string_view around = " \t\r\n.!*_()\xE2\x80\xA6";
    const auto lower = core::lower(text);
    const auto first = lower.find_first_not_of(around);
    if (first == std::string::npos) return {};
    return lower.substr(first, lower.find_last_not_of(around) - first + 1);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    const auto lower = core::lower(text);
    Words words;
    std::string word;
    for (std::size_t i = 0; i < lower.size();) {
        if (const auto skip = apostrophe(lower, i); skip > 0) {
            i += skip;
        } else if (const auto mark = typographic_mark(lower, i); mark > 0) {
            finish(word, words);
            i += mark;
        } else if (is_word_byte(lower[i])) {
            word += lower[i++];
        } else {
            finish(word, words);
            ++i;
        }
    }
    finish(word, words);
    return words;
}

std::vector<Sentence> sentences(std::string_view text) {
    std::vector<Sentence> found;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!ends_sentence(text, i)) continue;
        add_sentence(text.substr(start, i + 1 - start), text[i] == '?', found);
        start = i + 1;
    }
    add_sentence(text.substr(start), false, found);
    return found;
}

Pattern::Pattern(std::string_view text) {
    for (const auto part : core::split(text, ' ')) {
        Token token{.kind = part == "~"   ? Kind::any_gap
                            : part == "_" ? Kind::filler_gap
                                          : Kind::word,
                    .alternatives = {},
                    .starts = {}};
        for (const auto word : core::split(part, '|')) {
            token.alternatives.emplace_back(word);
            if (word.empty() || word == "*")
                token.starts.set();
            else
                token.starts.set(static_cast<unsigned char>(word.front()));
        }
        tokens_.push_back(std::move(token));
    }
}

bool Pattern::may_fit(const Token& token, const std::string& word) {
    return word.empty() || token.starts[static_cast<unsigned char>(word.front())];
}
std::optional<std::size_t> Pattern::match(const Words& words, std::size_t word, std::size_t token) const {
    if (token == tokens_.size()) return word;
    const auto& wanted = tokens_[token];
    if (wanted.kind == Kind::word) {
        if (word >= words.size() || !may_fit(wanted, words[word])) return std::nullopt;
        const auto fits = [&](const std::string& alternative) { return equals(alternative, words[word]); };
        return std::ranges::any_of(wanted.alternatives, fits) ? match(words, word + 1, token + 1)
                                                              : std::nullopt;
    }
    const bool any = wanted.kind == Kind::any_gap;
    for (std::size_t skipped = 0; skipped <= (any ? any_gap_words : filler_gap_words); ++skipped) {
        if (const auto end = match(words, word + skipped, token + 1)) return end;
        if (word + skipped >= words.size() || (!any && !is_filler(words[word + skipped]))) break;
    }
    return std::nullopt;
}

std::optional<Span> Pattern::find(const Words& words) const {
    const auto& first = tokens_.front();
    const bool is_word = first.kind == Kind::word;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        if (is_word && !may_fit(first, words[begin])) continue;
        if (const auto end = match(words, begin, 0)) return Span{begin, *end};
    }
    return std::nullopt;
}

std::optional<Span> find_any(const std::vector<Pattern>& patterns, const Words& words) {
    for (const auto& pattern : patterns)
        if (const auto span = pattern.find(words)) return span;
    return std::nullopt;
}

bool says_there_is_no(const Words& words, std::string_view thing) {
    const auto named = std::string(thing);
    const std::vector<Pattern> denials{
        Pattern("no|without|lacks|lacking|lack|missing " + named),
        Pattern("without|lacks|lacking|lack|missing a|an|any|its " + named),
        Pattern("not|dont|doesnt|didnt|havent|hasnt|never ~ "
                "have|has|got|own|chosen|choose|decided|adopted|adopt|written|added ~ " +
                named),
        Pattern("havent|hasnt a|an|any " + named),
        Pattern(named + " ~ missing|undecided|pending|planned|tbd")};
    return find_any(denials, words).has_value();
}

bool is_placeholder(std::string_view text) {
    const auto lower = bare(text);
    if (lower.empty() || starts_as_placeholder(lower) || is_whole_placeholder(lower) ||
        ends_as_placeholder(lower))
        return true;
    return is_generated_text(text);
}

bool is_text(const Block& block) {
    return block.kind == BlockKind::prose || block.kind == BlockKind::list_item ||
           block.kind == BlockKind::quote || block.kind == BlockKind::table;
}

std::string place(const Document& document, int line) { return document.path + ":" + std::to_string(line); }

}  // namespace insight
