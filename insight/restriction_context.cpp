// SPDX-License-Identifier: Apache-2.0
#include "insight/restriction_context.hpp"

#include "insight/restriction_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace insight {
namespace {

bool has_any(std::span<const std::string> words, std::span<const std::string_view> wanted) {
    return std::ranges::any_of(
        words, [&](const std::string& word) { return std::ranges::find(wanted, word) != wanted.end(); });
}

// Words that "from other teams", "by outside contributors" takes at `at`; 0 when it names nobody as such.
// Whoever is said to be another does not narrow the sentence: a shared repository is for them.
std::size_t length_of_outsiders(const Words& words, std::size_t at) {
    static const Pattern pattern("from|by _ other|outside|external|different|third _ " +
                                 std::string(other_people));
    const auto last = std::min(words.size(), at + 6);
    const Words phrase(words.begin() + static_cast<std::ptrdiff_t>(std::min(at, last)),
                       words.begin() + static_cast<std::ptrdiff_t>(last));
    const auto span = pattern.find(phrase);
    return span && span->begin == 0 ? span->end : 0;
}

// "without an issue first", "until discussed", "larger than …": a rule about some changes, not about all of
// them.
bool is_condition_after(const Words& words, std::size_t at) {
    constexpr std::array<std::string_view, 24> conditions = {
        "without",    "before", "until",    "unless",  "if",     "when", "that",  "which",
        "containing", "with",   "directly", "against", "while",  "yet",  "after", "once",
        "due",        "by",     "as",       "larger",  "solely", "just", "whose", "bigger"};
    constexpr std::array<std::string_view, 8> directions = {"on",  "in", "to",   "from",
                                                            "for", "at", "here", "via"};
    constexpr std::array<std::string_view, 18> general = {
        "this",   "the",       "our",   "github", "here", "it",      "outside", "external", "anyone",
        "public", "community", "third", "us",     "non",  "general", "all",     "any",      "now"};
    // A text may name them over and over.
    while (const auto taken = length_of_outsiders(words, at)) at += taken;
    if (at >= words.size()) return false;
    if (std::ranges::find(conditions, words[at]) != conditions.end()) return true;
    if (std::ranges::find(directions, words[at]) == directions.end() || words[at] == "here") return false;
    if (at + 1 >= words.size()) return false;
    if (std::ranges::find(general, words[at + 1]) == general.end()) return true;
    const std::span rest(words.begin() + static_cast<std::ptrdiff_t>(at),
                         words.begin() + static_cast<std::ptrdiff_t>(std::min(at + 5, words.size())));
    constexpr std::array<std::string_view, 7> parts = {"branch", "branches", "folder", "directory",
                                                       "file",   "files",    "version"};
    return has_any(rest, parts);
}

// "Closed without review", "without further notice" tell how hard the door is, not when it opens. A refusal
// only: "not merged without review" is a rule about all of them.
bool is_said_of_the_door(const Words& words, Span span) {
    if (const auto& verb = words[span.end - 1]; verb != "closed" && verb != "ignored") return false;
    if (span.begin > 0 && words[span.begin - 1] == "no") return false;  // "no PR is closed without review"
    static const Pattern door(
        "without _ further|any|being _ review|reviewed|notice|comment|warning|read|merged");
    static const Pattern plain("without review|notice|comment|warning|explanation|consideration");
    const Words rest(words.begin() + static_cast<std::ptrdiff_t>(span.end), words.end());
    for (const auto* pattern : {&plain, &door})
        if (const auto found = pattern->find(rest); found && found->begin == 0)
            return !is_condition_after(rest, found->end);
    return false;
}

bool is_adverb(std::string_view word) {
    constexpr std::array<std::string_view, 7> adverbs = {
        "automatically", "manually", "immediately", "ourselves", "blindly", "yourselves", "instantly"};
    return std::ranges::find(adverbs, word) != adverbs.end();
}

// "Not merged automatically" says how, and "closed: 42" how many; neither says that none is taken.
bool is_about_the_manner(const Words& words, Span span) {
    if (span.end >= words.size()) return false;
    const auto& next = words[span.end];
    if (next.find_first_not_of("0123456789") == std::string::npos) return true;
    if (!is_adverb(next)) return false;
    constexpr std::array<std::string_view, 8> denials = {"not",    "dont", "no",     "never",
                                                         "cannot", "cant", "unable", "wont"};
    const auto said = std::span(words).subspan(span.begin, span.end - span.begin);
    return has_any(said, denials) || is_condition_after(words, span.end + 1);
}

// "The contribution agreement", "pull request templates": the words go on to name something else.
bool goes_on_as_a_name(const Words& words, Span span) {
    constexpr std::array<std::string_view, 17> things = {
        "agreement", "agreements", "guideline", "guidelines", "guide",    "terms",
        "policy",    "policies",   "process",   "form",       "licence",  "license",
        "template",  "templates",  "statement", "workflow",   "checklist"};
    return span.end < words.size() && has_any(std::span(words).subspan(span.end, 1), things);
}

// "A cache that is no longer maintained".
bool is_in_a_relative_clause(const Words& words, Span span) {
    constexpr std::array<std::string_view, 3> relatives = {"that", "which", "who"};
    const auto before = std::span(words).first(span.begin);
    return has_any(before.last(std::min<std::size_t>(before.size(), 2)), relatives);
}

bool is_about_others(const Words& words, Span span) {
    constexpr std::array<std::string_view, 14> others = {
        "upstream", "unlike",      "competitors", "vendor", "alternative", "alternatives", "replacement",
        "replaces", "predecessor", "fork",        "forked", "original",    "many",         "some"};
    // Further on they are the changes: "don't send any, they will be closed".
    constexpr std::array<std::string_view, 2> pronouns = {"they", "their"};
    return has_any(words, others) || has_any(std::span(words).first(span.begin), pronouns);
}

// Care and display are said of the whole: "this project", "we", or a bare note such as "Unmaintained". Not of
// a branch or a part.
bool is_about_itself(const Words& words, Span span, const std::string& name) {
    constexpr std::array<std::string_view, 22> parts = {
        "branch", "branches", "version", "versions", "release", "releases",  "api",     "apis",
        "plugin", "feature",  "series",  "section",  "folder",  "directory", "example", "examples",
        "driver", "table",    "list",    "document", "page",    "which"};
    constexpr std::array<std::string_view, 11> selves = {
        "this", "code", "source", "we", "our", "repository", "repo", "project", "status", "it", "us"};
    const auto before = std::span(words).first(span.begin);
    if (has_any(words, parts)) return false;
    if (words.size() <= 4 || span.begin == 0 || has_any(before, selves) ||
        has_any(std::span(words).subspan(span.begin, 1), selves))  // "project is in maintenance mode"
        return true;
    if (before.size() == 2 && before[0] == "maintenance" && before[1] == "mode") return true;
    const auto own = words_of(name);
    return !own.empty() && std::ranges::find(words, own.front()) != words.end();
}

bool is_in_maintenance_mode(const Words& words, Span span) {
    static const Pattern mode("maintenance mode");
    return !mode.find(words) ||
           !mode.find({words.begin() + static_cast<std::ptrdiff_t>(span.begin),
                       words.begin() + static_cast<std::ptrdiff_t>(span.end)}) ||
           !is_about_a_switch(words);
}

// "Minimal maintenance overhead" is a virtue, "limited maintenance" a warning; "fixes only need one approval"
// and "the unmaintained cache" speak of something else.
bool ends_in_noun(const Words& words, Span span) {
    constexpr std::array<std::string_view, 3> modified = {"maintenance", "only", "unmaintained"};
    if (span.end == words.size() || !has_any(std::span(words).subspan(span.end - 1, 1), modified))
        return true;
    constexpr std::array<std::string_view, 36> followers = {
        "mode",   "only",    "and",  "or",      "on",      "for",  "by",         "from",     "at",
        "as",     "until",   "with", "to",      "is",      "here", "now",        "basis",    "currently",
        "status", "in",      "but",  "since",   "please",  "so",   "no",         "because",  "use",
        "see",    "project", "repo", "library", "package", "code", "repository", "codebase", "software"};
    return has_any(std::span(words).subspan(span.end, 1), followers);
}

// "Contribute to this repository" is no path to another place.
bool leads_here(const Words& words, std::size_t at) {
    static const Pattern here("this|our|the repository|repo|project|codebase");
    const Words rest(words.begin() + static_cast<std::ptrdiff_t>(at), words.end());
    const auto span = here.find(rest);
    return span && span->begin == 0;
}

}  // namespace

// "If …", "until …" anywhere before, or "stale", "duplicate" right before: not all of them are meant.
bool is_condition_before(const Words& words, std::size_t at) {
    constexpr std::array<std::string_view, 11> conditions = {
        "if", "when", "unless", "until", "while", "whenever", "where", "instead", "why", "whether", "who"};
    constexpr std::array<std::string_view, 16> qualities = {
        "stale", "inactive", "old",   "older", "duplicate", "duplicated", "abandoned", "outdated",
        "idle",  "empty",    "large", "huge",  "untested",  "failing",    "invalid",   "incomplete"};
    static const Pattern no_reason("no reason|reasons");
    const auto before = std::span(words).first(at);
    if (no_reason.find({before.begin(), before.end()})) return true;
    return has_any(before, conditions) || has_any(before.last(std::min<std::size_t>(at, 3)), qualities);
}

bool is_about_security(const Words& words) {
    return std::ranges::any_of(words, [](const std::string& word) {
        return word.starts_with("security") || word.starts_with("vulnerab") || word.starts_with("exploit") ||
               word == "cve";
    });
}

// A product has a maintenance mode too: what one switches on is no state of the project.
bool is_about_a_switch(const Words& words) {
    constexpr std::array<std::string_view, 26> switches = {
        "switch",   "switches", "switched",    "enable",     "enables", "enabled",  "disable",
        "disabled", "toggle",   "toggles",     "turn",       "turned",  "turns",    "put",
        "puts",     "flag",     "during",      "upgrade",    "command", "upgrades", "button",
        "deploy",   "endpoint", "deployments", "deployment", "activate"};
    return has_any(words, switches);
}

bool is_status_line(const Words& words) {
    static const Pattern mode("maintenance mode");
    return words.size() <= 3 && mode.find(words);
}

// Licences say "as is" about warranty, and English says "as is the case".
bool is_about_warranty(const Words& words) {
    constexpr std::array<std::string_view, 8> legal = {"warranty", "warranties", "liability", "licence",
                                                       "license",  "express",    "implied",   "licensed"};
    return has_any(words, legal);
}

// "Send changes to the list", "use Gerrit": the path for changes is elsewhere, but there is one.
bool shows_a_path(const Words& words) {
    static const std::vector<Pattern> paths{
        Pattern("send|submit|post|mail|email|upload|contribute|propose|make|open|direct|file ~ "
                "changes|patch|patches|contributions|requests|prs|it|them|code ~ "
                "at|to|on|in|via|through|against|using|with"),
        Pattern("changes|patches|contributions|requests|prs ~ should|must|go|are|can ~ "
                "sent|submitted|made|opened|go|proposed|directed|happen ~ to|at|in|on|via|through|upstream"),
        Pattern("use|via|through|on|using ~ gerrit|phabricator|mailing|bugzilla"),
        Pattern("contribute ~ at|to|on|via|through|upstream"),
    };
    constexpr std::array<std::string_view, 8> denials = {"not",    "dont", "no",     "never",
                                                         "cannot", "cant", "longer", "unable"};
    constexpr std::array<std::string_view, 8> denied_ends = {"requests", "prs",  "mrs",     "patches",
                                                             "accepted", "here", "welcome", "contributions"};
    // From each verb on its own: the first match may be the refusal itself.
    for (std::size_t start = 0; start < words.size(); ++start) {
        const Words rest(words.begin() + static_cast<std::ptrdiff_t>(start),
                         words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), start + 14)));
        // "Do not send requests, upload changes to …": what was denied ends before the verb.
        const bool is_new_clause = start > 0 && has_any(std::span(words).subspan(start - 1, 1), denied_ends);
        const auto from = is_new_clause ? start : start < 4 ? 0 : start - 4;
        for (const auto& path : paths) {
            const auto span = path.find(rest);
            if (!span || span->begin != 0 || (rest.front() == "contribute" && leads_here(rest, span->end)))
                continue;
            if (!has_any(std::span(words).subspan(from, start + span->end - from), denials)) return true;
        }
    }
    return false;
}

bool is_general(const Words& words, Span span) {
    return !goes_on_as_a_name(words, span) && !is_about_the_manner(words, span) &&
           (is_said_of_the_door(words, span) || !is_condition_after(words, span.end)) &&
           !is_condition_before(words, span.begin) && !is_about_others(words, span) &&
           !is_about_security(words);
}

bool is_own_state(const Words& words, Span span, const std::string& name) {
    return is_about_itself(words, span, name) && !is_in_a_relative_clause(words, span) &&
           !is_condition_before(words, span.begin) && !is_about_others(words, span) &&
           ends_in_noun(words, span) && is_in_maintenance_mode(words, span);
}

bool is_final(const Words& words, Span span) {
    constexpr std::array<std::string_view, 10> conditions = {
        "if", "when", "whenever", "after", "once", "unless", "until", "every", "while", "during"};
    const auto rest = std::span(words).subspan(span.end);
    return !is_condition_before(words, span.begin) &&
           !has_any(rest.first(std::min<std::size_t>(rest.size(), 1)), conditions);
}

bool ends_in_group(const Words& words, Span span) {
    auto rest = std::span(words).subspan(span.end);
    constexpr std::array<std::string_view, 1> members = {"members"};
    if (!rest.empty() && has_any(rest.first(1), members)) rest = rest.subspan(1);
    constexpr std::array<std::string_view, 14> followers = {
        "and", "or", "at", "for", "of", "in", "here", "because", "due", "please", "so", "only", "now", "as"};
    return rest.empty() || has_any(rest.first(1), followers);
}

bool names_no_part(const Words& words, Span span) {
    constexpr std::array<std::string_view, 3> links = {"to", "in", "of"};
    const auto rest = std::span(words).subspan(span.end);
    return rest.empty() || !has_any(rest.first(1), links) || leads_here(words, span.end + 1);
}

bool is_named_before(const Words& words, Span span, const std::string& name) {
    const auto own = words_of(name);
    return !own.empty() && span.begin >= own.size() &&
           std::ranges::equal(std::span(words).subspan(span.begin - own.size(), own.size()), own);
}

}  // namespace insight
