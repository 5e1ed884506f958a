// SPDX-License-Identifier: Apache-2.0
#include "insight/governance.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <span>

namespace insight {
namespace {

// A page is searched for these first: patterns cost more.
constexpr std::array<std::string_view, 6> role_words = {"maintainer", "committer", "reviewer",
                                                        "owner",      "access",    "rights"};
constexpr std::array<std::string_view, 6> level_words = {"ownership", "write access", "readable",
                                                         "welcome",   "write-access", "shared write"};

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words, [&](auto word) { return core::contains_ignoring_case(text, word); });
}

// "nominate" and "maintainer" far apart in a page say nothing; a few words apart in one sentence they do.
std::vector<Pattern> ways_to_maintainer() {
    constexpr auto roles = std::to_array<std::string_view>(
        {"maintainer*|committer*|codeowner*", "code|co owner*", "write access", "commit rights|access"});
    constexpr auto ways = std::to_array<std::string_view>(
        {"become|becomes|becoming ~", "promoted|promotion|promote ~ to ~", "nominat* ~ ~", "invite* ~ to ~",
         "earn|earns|earned|earning ~", "granted|grant|grants|gain|gains|given ~", "join|joins|joining _",
         "added as ~", "path|way|steps to ~"});
    std::vector<Pattern> out;
    for (const auto way : ways)
        for (const auto role : roles) out.emplace_back(fmt::format("{} {}", way, role));
    // Whoever is asked for one review is no reviewer yet.
    for (const auto* way :
         {"become|becomes|becoming ~", "promoted|promotion to ~", "nominat* ~ ~", "path to ~"})
        out.emplace_back(fmt::format("{} reviewer*|approver*", way));
    out.emplace_back(
        "maintainers|committers|codeowners _ chosen|elected|appointed|nominated ~ "
        "by|after|from|among|when|once");
    out.emplace_back(
        "new maintainers|committers|codeowners _ added|approved|accepted|voted ~ by|after|when|once|in");
    return out;
}

bool is_negated(const std::vector<std::string>& words, std::size_t begin) {
    constexpr auto nobody =
        std::to_array<std::string_view>({"nobody", "none", "never", "cannot", "cant", "neither", "nor"});
    constexpr auto nearby =
        std::to_array<std::string_view>({"not", "no", "dont", "wont", "doesnt", "without"});
    for (std::size_t i = 0; i < begin; ++i) {
        const bool no_one = words[i] == "no" && words[i + 1] == "one";
        if (no_one || std::ranges::find(nobody, words[i]) != nobody.end()) return true;
        if (i + 3 >= begin && std::ranges::find(nearby, words[i]) != nearby.end()) return true;
    }
    return false;
}

bool says(const Sentence& sentence, const std::vector<Pattern>& patterns) {
    const auto found = find_any(patterns, sentence.words);
    return found && !is_negated(sentence.words, found->begin);
}

// The pattern "Explicit Shared Ownership", an item of a list of them, or a chapter of a book names a level,
// and says nothing of this repository.
bool is_said_of_itself(const Sentence& sentence, Role role, std::string_view heading) {
    static const Pattern subject("level|levels|governance|ownership|sharing|model");
    static const Pattern pattern("pattern|patterns|explicit");
    static const Pattern itself(
        "this|our|we|us|here|level*|profile*|governance|governed|sharing|model|"
        "repository|project|product|everybody|everyone|anyone|all");
    if (role == Role::governance || role == Role::owners) return true;
    return !pattern.find(sentence.words) && (itself.find(sentence.words) || subject.find(words_of(heading)));
}

// "Ask the maintainers", "join the maintainers on Fridays", "maintainer of your own life": words that stand
// close to each other, and nobody becomes a maintainer.
bool is_idle(const std::vector<std::string>& words, Span span) {
    constexpr auto talking =
        std::to_array<std::string_view>({"ask", "contact", "reach", "talk", "meet", "mail", "email", "ping",
                                         "thank", "message", "notify", "speak", "tell", "inform"});
    const auto said = std::span(words).subspan(span.begin, span.end - span.begin);
    const auto rest = std::span(words).subspan(span.end);
    if (std::ranges::any_of(
            said, [&](const auto& word) { return std::ranges::find(talking, word) != talking.end(); }))
        return true;
    constexpr auto places = std::to_array<std::string_view>({"on", "in", "at", "for", "every", "by"});
    const bool joins = said.front().starts_with("join");
    if (joins && !rest.empty() && std::ranges::find(places, rest.front()) != places.end()) return true;
    static const Pattern own("of|for your|his|her|their|ones|my own|life|lives|career|destiny|fate|health");
    const auto found = own.find({rest.begin(), rest.end()});
    return found && found->begin == 0;
}

bool names_way(std::string_view text) {
    static const auto patterns = ways_to_maintainer();
    return holds_any(text, role_words) && std::ranges::any_of(sentences(text), [](const Sentence& sentence) {
               return std::ranges::any_of(patterns, [&](const Pattern& pattern) {
                   const auto found = pattern.find(sentence.words);
                   return found && !is_negated(sentence.words, found->begin) &&
                          !is_idle(sentence.words, *found);
               });
           });
}

// "Contributions welcome" is also what every other badge says: it names a level where levels are spoken of.
bool names_level(std::string_view text, Role role, std::string_view heading) {
    static const std::vector<Pattern> names = [] {
        std::vector<Pattern> out;
        for (const auto* name :
             {"shared ownership", "shared write", "bug reports and issues welcome", "readable source"})
            out.emplace_back(name);
        return out;
    }();
    static const std::vector<Pattern> welcome = {Pattern("contributions welcome")};
    static const std::vector<Pattern> subject = {Pattern("level*|profile*|governance|governed")};
    return holds_any(text, level_words) && std::ranges::any_of(sentences(text), [&](const auto& each) {
               return (says(each, names) && is_said_of_itself(each, role, heading)) ||
                      (says(each, welcome) &&
                       (role == Role::governance || find_any(subject, each.words).has_value()));
           });
}

// docs-only and archived say what a repository is, not how it is shared.
bool is_level_of_sharing(std::string_view word) {
    const auto profile = profile_from(word);
    return profile && *profile != Profile::docs_only && *profile != Profile::archived;
}

// Lists of owners hold names, which no answer repeats: there the place is enough.
std::string quotation(const Block& block, Role role) {
    if (role == Role::owners || block.text.find('@') != std::string::npos) return {};
    return "“" + core::shorten(core::one_line(block.text), 90) + "”";
}

template <class Says>
std::optional<Evidence> find_block(const Facts& facts, Says says) {
    for (const auto role : {Role::governance, Role::contributing, Role::readme, Role::owners})
        for (const auto* document : documents_with(facts, role)) {
            std::string_view heading;
            for (const auto& block : document->blocks) {
                // Its start is enough, and is read for each sentence below it.
                constexpr std::size_t looked_at = 200;
                if (block.kind == BlockKind::heading)
                    heading = std::string_view(block.text).substr(0, looked_at);
                if (block.kind != BlockKind::code && block.kind != BlockKind::html &&
                    says(block.text, role, heading))
                    return Evidence{fmt::format("{}:{}", document->path, block.line), quotation(block, role)};
            }
        }
    return std::nullopt;
}

}  // namespace

std::optional<Evidence> find_path_to_maintainer(const Facts& facts) {
    return find_block(facts, [](std::string_view text, Role, std::string_view) { return names_way(text); });
}

std::optional<Evidence> find_named_level(const Facts& facts) {
    if (facts.declared && facts.declared->profile && is_level_of_sharing(*facts.declared->profile))
        return Evidence{facts.declared->path, "profile " + *facts.declared->profile};
    return find_block(facts, names_level);
}

}  // namespace insight
