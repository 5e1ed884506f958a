// SPDX-License-Identifier: Apache-2.0
// Reading natural language with care and without grammar: sentences, words, and patterns of words with gaps
// between them. Pure.
#pragma once

#include "insight/facts.hpp"

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight {

// One sentence as lower-case words. Apostrophes vanish (don't, don’t → dont), hyphens and other marks
// separate; `+ # @ . _ /` stay inside a word, so "c++", "#payments-dev" loses only its hyphen and "README.md"
// is one word.
struct Sentence {
    std::string text;  // as written, on one line
    std::vector<std::string> words;
    bool is_question = false;
};
std::vector<Sentence> sentences(std::string_view text);
std::vector<std::string> words_of(std::string_view text);

// Where a pattern was found: words [begin, end).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Words separated by spaces; `a|b` either, `word*` any ending, `~` up to three words of any kind, `_` up to
// four filler words (articles, "any", "your", "new", "currently" …), so that "do not open _ pull request*"
// means all of them and not only "large" ones.
class Pattern {
  public:
    explicit Pattern(std::string_view text);
    std::optional<Span> find(const std::vector<std::string>& words) const;

  private:
    enum class Kind { word, any_gap, filler_gap };
    struct Token {
        Kind kind = Kind::word;
        std::vector<std::string> alternatives;
        std::bitset<256> starts;  // first bytes of them: most words fit none, and that is seen at once
    };
    static bool may_fit(const Token& token, const std::string& word);
    std::optional<std::size_t> match(const std::vector<std::string>& words, std::size_t word,
                                     std::size_t token) const;
    std::vector<Token> tokens_;
};

// The first of `patterns` that is found.
std::optional<Span> find_any(const std::vector<Pattern>& patterns, const std::vector<std::string>& words);

// "No licence", "does not have a licence yet", "without a licence", "the licence is missing". `thing` is a
// word of a Pattern, or more.
bool says_there_is_no(const std::vector<std::string>& words, std::string_view thing);

// Nothing a reader could use: TODO, "coming soon", lorem ipsum, "<your project>", "insert … here", a
// paragraph of a generator. Counts as absent.
bool is_placeholder(std::string_view text);

// Prose, list item, quotation or table: what a person reads as sentences.
bool is_text(const Block& block);

// "path:line".
std::string place(const Document& document, int line);

}  // namespace insight
