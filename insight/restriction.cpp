// SPDX-License-Identifier: Apache-2.0
#include "insight/restriction.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/prose.hpp"
#include "insight/restriction_context.hpp"
#include "insight/restriction_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace insight {
namespace {

using Kind = Restriction::Kind;

std::optional<Kind> judge_ending(const Words& words, const std::string& name) {
    if (const auto span = find_any(endings(), words); span && is_final(words, *span))
        return Kind::reduced_care;
    const std::string over = "deprecated|archived|unmaintained|discontinued|abandoned|retired|obsolete";
    static const std::vector<Pattern> bare{
        Pattern("project|repository|repo|library|package is|was _ " + over),
        Pattern("project|repository|repo|library|package has been _ " + over)};
    // A warning sign may stand before it.
    const bool has_sign = !words.empty() && static_cast<unsigned char>(words.front().front()) >= 0x80;
    if (const auto span = find_any(bare, words);
        span && span->begin == (has_sign ? 1 : 0) && is_final(words, *span))
        return Kind::reduced_care;
    if (has_moved_away(words)) return Kind::reduced_care;
    const auto named = find_any(endings_by_name(), words);
    if (named && is_named_before(words, *named, name) && is_final(words, *named)) return Kind::reduced_care;
    return std::nullopt;
}

std::optional<Kind> judge(const Sentence& sentence, const std::string& name) {
    const auto& words = sentence.words;
    if (sentence.is_question) return std::nullopt;
    if (const auto span = find_any(refusals(), words);
        span && is_general(words, *span) && !is_about_a_part(words, *span, name))
        return Kind::refusal;
    if (const auto span = find_any(closures(), words);
        span && is_general(words, *span) && !is_about_a_part(words, *span, name))
        return Kind::closed;
    if (const auto span = find_any(closed_doors(), words);
        span && names_no_part(words, *span) && is_general(words, *span))
        return Kind::closed;
    if (const auto span = find_any(closed_circles(), words);
        span && ends_in_group(words, *span) && is_general(words, *span))
        return Kind::closed;
    // Of all of them only where nothing stands before: "stylistic contributions are discouraged".
    static const std::vector<Pattern> bare{
        Pattern("not|no|dont _ accept|accepting|taking _ changes|patches"),
        Pattern("contributions|prs|patches _ discouraged|unwanted|unwelcome"),
        Pattern("pull|merge requests _ discouraged|unwanted|unwelcome")};
    if (const auto span = find_any(bare, words); span && span->begin == 0 && is_general(words, *span))
        return Kind::closed;
    if (const auto ending = judge_ending(words, name)) return ending;
    if (const auto span = find_any(reduced_cares(), words); span && is_own_state(words, *span, name))
        return Kind::reduced_care;
    if (is_status_line(words)) return Kind::reduced_care;
    // "The volume of this project is read-only" speaks of something else.
    static const Pattern read_only("this|our|the project|repository|repo|codebase is _ read only");
    if (const auto span = read_only.find(words); span && span->begin == 0 && is_own_state(words, *span, name))
        return Kind::display_only;
    if (const auto span = find_any(displays(), words);
        span && is_own_state(words, *span, name) && !is_about_warranty(words))
        return Kind::display_only;
    return std::nullopt;
}

// "DEPRECATED", "# payments-api (archived)", "Deprecated: use payments-core": a mark at the top of a document
// is said of the whole, further down it is of a part.
bool is_mark(const Document& document, std::size_t at, const Words& words, const std::string& name) {
    constexpr std::size_t top = 4;
    constexpr std::array<std::string_view, 5> marks = {"deprecated", "archived", "discontinued", "abandoned",
                                                       "obsolete"};
    const auto is_one_of = [](std::string_view word, const auto& list) {
        return std::ranges::find(list, word) != list.end();
    };
    const auto& block = document.blocks[at];
    const bool is_title = block.kind == BlockKind::heading && block.level == 1;
    const bool is_note = at <= top && (block.kind == BlockKind::prose || block.kind == BlockKind::quote);
    if (words.empty() || !(is_title || is_note)) return false;
    const bool first = is_one_of(words.front(), marks), last = is_one_of(words.back(), marks);
    if ((first || last) && (words.size() == 1 || words.size() == words_of(name).size() + 1))
        return words.size() == 1 || is_title || words.front() == "status";
    if (words.size() == 2 && last) return words.front() == "status";
    if (is_note && words.size() > 2 && words[0] == "moved" && words[1] == "to")
        return words[2] == "https" || words[2] == "http" || words[2].find('/') != std::string::npos;
    constexpr std::array<std::string_view, 5> advice = {"please", "use", "see", "superseded", "replaced"};
    return first && block.kind != BlockKind::heading && is_one_of(words[1], advice);
}

// "Are PRs welcome?", not "Are PRs accepted without tests?": what is asked is as general as a refusal.
bool asks_for_the_door(const Words& words) {
    static const std::vector<Pattern> asked{
        Pattern("are|is _ prs|mrs|patches|changes|contributions _ "
                "welcome|accepted|wanted|taken|allowed|possible|open"),
        Pattern("are|is _ pull|merge requests _ "
                "welcome|accepted|wanted|taken|allowed|possible|open"),
        Pattern("can|may|could|should|shall|do i|we|you|one|others _ contribute"),
        Pattern("accept|accepting|take|taking _ prs|mrs|patches|contributions"),
        Pattern("accept|accepting|take|taking _ pull|merge requests")};
    if (const auto span = find_any(asked, words); span && is_general(words, *span)) return true;
    static const std::vector<Pattern> bare{
        Pattern("prs|mrs|patches|changes|contributions _ welcome|accepted|wanted|allowed"),
        Pattern("pull|merge requests _ welcome|accepted|wanted|allowed")};
    const auto span = find_any(bare, words);
    return span && span->begin == 0 && is_general(words, *span);
}

// "PRs welcome? No.": a question is none, with its answer it is one.
bool is_answered_with_no(const Sentence& question, const Sentence& answer) {
    constexpr std::array<std::string_view, 5> noes = {"no", "nope", "nein", "non", "never"};
    // "No problem" goes on where "no, sorry" ends.
    constexpr std::array<std::string_view, 9> after = {"sorry",   "not",           "we",     "this", "it",
                                                       "because", "unfortunately", "thanks", "they"};
    if (!question.is_question || std::ranges::find(noes, answer.words.front()) == noes.end()) return false;
    if (answer.words.size() > 1 && std::ranges::find(after, answer.words[1]) == after.end()) return false;
    return asks_for_the_door(question.words);
}

// The words of a block and of the one after it: a path is often named in the next line.
Words nearby(const Document& document, std::size_t at) {
    auto words = words_of(document.blocks[at].text);
    if (at + 1 < document.blocks.size() && is_text(document.blocks[at + 1])) {
        const auto next = words_of(document.blocks[at + 1].text);
        words.insert(words.end(), next.begin(), next.end());
    }
    return words;
}

// "- [pay-old](…): no longer maintained" is an entry of a list of projects.
bool is_entry_of_another(const Block& block) {
    if (block.links.empty() || (block.kind != BlockKind::list_item && block.kind != BlockKind::table))
        return false;
    const auto& title = block.links.front().text;
    if (title.empty() || !block.text.starts_with(title)) return false;
    const auto rest = core::trim(std::string_view(block.text).substr(title.size()));
    constexpr std::array<std::string_view, 6> marks = {":", "-", "|", "(", "\u2013", "\u2014"};
    return std::ranges::any_of(marks, [&](std::string_view mark) { return rest.starts_with(mark); });
}

// A bare "Maintenance mode" as an item of a list, or above the text that tells how to switch it on.
bool is_product_feature(const Document& document, std::size_t at, const Sentence& sentence) {
    if (!is_status_line(sentence.words)) return false;
    const auto& block = document.blocks[at];
    const bool has_status = sentence.words.front() == "status";
    if (block.kind != BlockKind::heading) return block.kind == BlockKind::list_item && !has_status;
    if (at + 1 == document.blocks.size()) return false;
    const auto& next = document.blocks[at + 1];
    // Its start is enough, and a heading may say it over and over.
    constexpr std::size_t looked_at = 1'000;
    const auto start = std::string_view(next.text).substr(0, looked_at);
    return next.kind == BlockKind::code || (is_text(next) && is_about_a_switch(words_of(start)));
}

// "Only the team may commit here", where the way of everybody else is named beside it. `names_changes` is
// said of the whole block, so it is looked for once only.
bool is_about_commits_alone(const Document& document, std::size_t block, const Sentence& sentence,
                            std::optional<bool>& names_changes) {
    static const Pattern committing("may|can|should|must ~ commit");
    if (!committing.find(sentence.words)) return false;
    if (!names_changes) names_changes = offers_the_way_of_a_change(nearby(document, block));
    return *names_changes;
}

std::optional<Restriction> find_in(const Document& document, const std::string& name) {
    bool in_security = false;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind == BlockKind::heading) in_security = is_about_security(words_of(block.text));
        if (in_security || (block.kind != BlockKind::heading && !is_text(block)) ||
            is_entry_of_another(block))
            continue;
        const auto all = sentences(block.text);
        std::optional<bool> names_changes;
        for (std::size_t at = 0; at < all.size(); ++at) {
            const auto& sentence = all[at];
            auto kind = judge(sentence, name);
            const bool is_answered = at + 1 < all.size() && is_answered_with_no(sentence, all[at + 1]);
            if (is_answered) kind = Kind::closed;
            if (!kind && !sentence.is_question && is_mark(document, i, sentence.words, name))
                kind = Kind::reduced_care;
            if (!kind || is_product_feature(document, i, sentence)) continue;
            if (at + 1 < all.size() && asks_for_an_issue_first(all[at + 1].words)) continue;
            if (is_about_commits_alone(document, i, sentence, names_changes)) continue;
            // A path is said of all sentences of the block, so it is looked for once only.
            if (shows_a_path(nearby(document, i))) break;
            const auto said = is_answered ? sentence.text + " " + all[at + 1].text : sentence.text;
            return Restriction{core::shorten(core::clean(said), 200), place(document, block.line), *kind};
        }
    }
    return std::nullopt;
}

std::optional<Restriction> find_in_description(const Facts& facts) {
    if (!facts.settings.description) return std::nullopt;
    for (const auto& sentence : sentences(facts.settings.description->value))
        if (const auto kind = judge(sentence, facts.name); kind && !shows_a_path(sentence.words))
            return Restriction{core::shorten(core::clean(sentence.text), 200), "description", *kind};
    return std::nullopt;
}

}  // namespace

std::optional<Restriction> find_restriction(const Facts& facts) {
    if (auto found = find_in_description(facts)) return found;
    std::set<const Document*> seen;
    const auto search = [&](const std::vector<const Document*>& documents) -> std::optional<Restriction> {
        for (const auto* document : documents)
            if (seen.insert(document).second)
                if (auto found = find_in(*document, facts.name)) return found;
        return std::nullopt;
    };
    if (auto found = search(guide_documents(facts))) return found;
    for (const auto role : {Role::contributing, Role::readme, Role::change_template})
        if (auto found = search(documents_with(facts, role))) return found;
    return std::nullopt;
}

}  // namespace insight
