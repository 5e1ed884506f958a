// SPDX-License-Identifier: Apache-2.0
#include "insight/restriction_context.hpp"

#include "insight/restriction_limits.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace insight {
namespace {

// "A cache that is no longer maintained".
bool is_in_a_relative_clause(const Words& words, Span span) {
    constexpr std::array<std::string_view, 3> relatives = {"that", "which", "who"};
    const auto before = std::span(words).first(span.begin);
    return has_any(before.last(std::min<std::size_t>(before.size(), 2)), relatives);
}

bool is_about_others(const Words& words, Span span) {
    constexpr std::array<std::string_view, 15> others = {
        "upstream",     "unlike",      "competitors", "vendor",    "alternative",
        "alternatives", "replacement", "replaces",    "replacing", "predecessor",
        "fork",         "forked",      "original",    "many",      "some"};
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
    // "This guide is no longer maintained in the wiki".
    constexpr std::array<std::string_view, 6> texts = {"guide",     "file",   "wiki",
                                                       "changelog", "readme", "text"};
    const auto before = std::span(words).first(span.begin);
    if (before.size() > 1 && before[0] == "this" && has_any(before.subspan(1, 1), texts)) return false;
    // A name such as "payments-api" names no part.
    const auto own = words_of(name);
    if (std::ranges::any_of(words, [&](const std::string& word) {
            return std::ranges::find(parts, word) != parts.end() && std::ranges::find(own, word) == own.end();
        }))
        return false;
    if (words.size() <= 4 || span.begin == 0 || has_any(before, selves) ||
        has_any(std::span(words).subspan(span.begin, 1), selves))  // "project is in maintenance mode"
        return true;
    if (before.size() == 2 && before[0] == "maintenance" && before[1] == "mode") return true;
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

// "Unsolicited pull requests will be closed; open an issue first": the door is open for who knocks.
bool asks_to_talk_first(const Words& words) {
    static const std::vector<Pattern> asked{
        Pattern("ask|contact|talk|speak|discuss ~ first|beforehand"),
        Pattern("open|file|create|raise|start|write|propose ~ it|them|idea* ~ first|beforehand")};
    return find_any(asked, words).has_value() || asks_for_an_issue_first(words);
}

bool asks_for_an_issue_first(const Words& words) {
    static const Pattern asked(
        "open|file|create|raise|start|write|discuss|propose ~ issue*|discussion*|ticket* ~ first|beforehand");
    return asked.find(words).has_value();
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

bool offers_the_way_of_a_change(const Words& words) {
    constexpr auto ways = std::to_array<std::string_view>(
        {"request", "requests", "pr", "prs", "mr", "mrs", "fork", "forks", "patch", "patches"});
    return has_any(words, ways);
}

bool is_general(const Words& words, Span span) {
    return !goes_on_as_a_name(words, span) && !is_about_the_manner(words, span) &&
           (is_said_of_the_door(words, span) || !is_condition_after(words, span.end)) &&
           !is_condition_before(words, span.begin) && !is_about_others(words, span) &&
           !is_about_security(words) && !asks_to_talk_first(words);
}

bool is_own_state(const Words& words, Span span, const std::string& name) {
    return is_about_itself(words, span, name) && !is_in_a_relative_clause(words, span) &&
           !is_condition_before(words, span.begin) && !is_about_others(words, span) &&
           ends_in_noun(words, span) && is_in_maintenance_mode(words, span);
}

bool is_final(const Words& words, Span span) {
    // "Deprecated-free" is none of it, either.
    constexpr std::array<std::string_view, 11> conditions = {
        "if", "when", "whenever", "after", "once", "unless", "until", "every", "while", "during", "free"};
    // "If you want to take it over" comes after the end.
    constexpr std::array<std::string_view, 7> wishes = {"want", "wish", "would", "like",
                                                        "need", "are",  "still"};
    const auto rest = std::span(words).subspan(span.end);
    const bool is_offer =
        rest.size() > 2 && rest[0] == "if" && rest[1] == "you" && has_any(rest.subspan(2, 1), wishes);
    return is_offer || (!is_condition_before(words, span.begin) &&
                        !has_any(rest.first(std::min<std::size_t>(rest.size(), 1)), conditions));
}

bool has_moved_away(const Words& words) {
    static const std::vector<Pattern> moves{
        Pattern(
            "this|our|the project|repository|repo|codebase|mirror has|is|was _ moved|migrated|relocated to"),
        Pattern("development has|is|was _ moved|migrated|relocated to"),
        Pattern("we have _ moved|migrated|relocated to"), Pattern("weve _ moved|migrated|relocated to")};
    static const Pattern place("_ repository|repo|location|home|address");
    // "To GitLab CI" is no move of the project.
    constexpr std::array<std::string_view, 4> hosts = {"gitlab", "codeberg", "gitea", "bitbucket"};
    // "Moved to gitter.im for chat".
    static const Pattern purpose(
        "for ~ chat|chats|discussion|discussions|questions|support|help|issues|docs|documentation|ci");
    const auto span = find_any(moves, words);
    if (!span || span->end == words.size() || is_condition_before(words, span->begin)) return false;
    const Words rest(words.begin() + static_cast<std::ptrdiff_t>(span->end), words.end());
    if (purpose.find(rest)) return false;
    const bool is_address =
        rest.front() == "https" || rest.front() == "http" || rest.front().find('/') != std::string::npos;
    const auto named = place.find(rest);
    return is_address || (named && named->begin == 0) || (rest.size() == 1 && has_any(rest, hosts));
}

bool is_about_a_part(const Words& words, Span span, const std::string& name) {
    constexpr auto wholes = std::to_array<std::string_view>(
        {"repository", "repo",       "repositories", "project",      "projects",     "codebase",
         "code",       "mirror",     "fork",         "software",     "library",      "package",
         "tool",       "service",    "product",      "application",  "app",          "we",
         "i",          "team",       "maintainers",  "owners",       "company",      "source",
         "crate",      "gem",        "module",       "author",       "authors",      "developer",
         "developers", "maintainer", "owner",        "organisation", "organization", "group",
         "framework",  "sdk",        "plugin",       "extension",    "programme",    "program",
         "community",  "department", "squad"});
    constexpr std::array<std::string_view, 6> verbs = {"is", "are", "isnt", "arent", "remains", "stays"};
    const auto before = std::span(words).first(span.begin);
    if (before.size() < 2 || before[0] != "the" || has_any(before, wholes)) return false;
    const auto own = words_of(name);
    if (!own.empty() && std::search(before.begin(), before.end(), own.begin(), own.end()) != before.end())
        return false;
    return has_any(before.last(1), verbs) || has_any(std::span(words).subspan(span.begin, 1), verbs);
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
