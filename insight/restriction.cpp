// SPDX-License-Identifier: Apache-2.0
#include "insight/restriction.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/prose.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace insight {
namespace {

using Kind = Restriction::Kind;
using Words = std::vector<std::string>;

// Who "from other …" means: colleagues as such, not bots, forks or branches.
const std::string outsiders =
    "teams|departments|groups|units|divisions|people|colleagues|contributors|developers|outsiders|employees|"
    "anyone|anybody|everyone|parties|companies|organisations|organizations";

// Who decides about changes: an endpoint that accepts none says nothing about them.
const std::string deciders =
    "we|i|team|maintainers|owners|company|project|repository|repo|mirror|fork|codebase";

const std::vector<Pattern>& refusals() {
    static const std::vector<Pattern> all{
        Pattern("dont|not|never|cannot _ submit|open|send|create|make|file|raise|post|propose _ pull|merge "
                "request*"),
        Pattern("dont|not|never|cannot _ submit|open|send|create|make|file|raise|post|propose _ "
                "pr|prs|mr|mrs|patch|patches|contributions"),
        Pattern("dont|not|cannot|cant|no|never|unable _ accept|take|review|consider|accepted _ "
                "pull|merge requests"),
        Pattern("dont|not|cannot|cant|no|never|unable _ accept|take|review|consider _ prs|mrs"),
        Pattern(deciders + " ~ dont|not|cannot|cant|no|never|unable _ accept|take|review|consider _ patches"),
        // "Do not merge" is said to committers, "we do not merge" to everybody else.
        Pattern("we|i|team|maintainers|owners|company ~ dont|not|cannot|cant|wont|no|never|unable _ merge _ "
                "pull|merge requests"),
        Pattern("we|i|team|maintainers|owners|company ~ dont|not|cannot|cant|wont|no|never|unable _ merge _ "
                "prs|patches|mrs"),
        Pattern("pull|merge requests _ not _ accepted|reviewed|merged|considered|welcome|processed"),
        Pattern("pull|merge requests _ unwelcome"),
        Pattern("prs|patches _ not _ accepted|reviewed|merged|considered|welcome|processed"),
        Pattern("pull|merge requests _ closed|ignored|rejected|disabled"),
        Pattern("prs|patches _ closed|ignored|rejected|disabled"),
        Pattern("no _ pull|merge requests please|accepted"),
        Pattern("requests|prs|patches from|by _ " + outsiders +
                " _ not _ "
                "accepted|reviewed|merged|considered|welcome|processed|allowed"),
    };
    return all;
}
const std::vector<Pattern>& closures() {
    static const std::vector<Pattern> all{
        Pattern("not|no|dont|cannot|cant|doesnt|isnt|arent|never _ "
                "accept|accepting|accepts|seeking|taking|soliciting _ contribution*"),
        Pattern(deciders + " ~ not|no|dont|cannot|cant|doesnt|isnt|arent|never _ "
                           "accept|accepting|accepts|seeking|taking|soliciting _ changes|patches"),
        Pattern("not|no|arent|isnt _ accepting|taking _ pull|merge requests"),
        Pattern("not|no|arent|isnt _ accepting|taking _ prs|mrs"),
        Pattern("not|no|arent|isnt _ looking for _ contribution*|contributors|pull|patches"),
        Pattern("not|no|isnt _ open|opened to|for _ contribution*|contributors"),
        Pattern("closed to|for _ contribution*|contributors"),
        Pattern("contributions _ not _ accepted|possible|allowed|welcome|wanted"),
        Pattern("contributions _ closed|disabled"),
        Pattern("no _ contributions _ being|is|are|will|can _ accepted|taken|considered"),
        Pattern("contributions|changes from|by _ " + outsiders +
                " _ not _ accepted|possible|allowed|welcome|wanted"),
    };
    return all;
}
const std::vector<Pattern>& reduced_cares() {
    static const std::vector<Pattern> all{
        Pattern("limited|minimal _ maintenance"),
        Pattern("best effort ~ maintenance|maintained"),
        Pattern("maintained|maintenance ~ best effort"),
        Pattern("in|into|this|project|status|now|enters|entered _ maintenance mode"),
        Pattern("maintenance only"),
        Pattern("fixes only"),
        Pattern("only ~ fixes ~ accepted|merged|made|considered|released"),
        Pattern("only accept* ~ fixes"),
        Pattern("unmaintained"),
        Pattern("not|no|longer ~ maintained"),
        Pattern("superseded by"),
        Pattern("is|been abandoned"),
    };
    return all;
}
const std::vector<Pattern>& displays() {
    static const std::vector<Pattern> all{
        Pattern(
            "provided|published|kept|shared|released|offered|available|here|is|exists|left|preserved|only ~ "
            "for reference"),
        Pattern("reference only"),
        Pattern("reference purposes"),
        Pattern("read only copy|mirror"),
        Pattern("provided|published|shared|released|offered|available ~ as is"),
    };
    return all;
}

bool has_any(std::span<const std::string> words, std::span<const std::string_view> wanted) {
    return std::ranges::any_of(
        words, [&](const std::string& word) { return std::ranges::find(wanted, word) != wanted.end(); });
}

// Words that "from other teams", "by outside contributors" takes at `at`; 0 when it names nobody as such.
// Whoever is said to be another does not narrow the sentence: a shared repository is for them.
std::size_t length_of_outsiders(const Words& words, std::size_t at) {
    static const Pattern pattern("from|by _ other|outside|external|different|third _ " + outsiders);
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
    constexpr std::array<std::string_view, 17> general = {
        "this",   "the",       "our",   "github", "here", "it",      "outside", "external", "anyone",
        "public", "community", "third", "us",     "non",  "general", "all",     "any"};
    if (at >= words.size()) return false;
    if (const auto taken = length_of_outsiders(words, at)) return is_condition_after(words, at + taken);
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

// "If …", "until …" anywhere before, or "stale", "duplicate" right before: not all of them are meant.
bool is_condition_before(const Words& words, std::size_t at) {
    constexpr std::array<std::string_view, 11> conditions = {
        "if", "when", "unless", "until", "while", "whenever", "where", "instead", "why", "whether", "who"};
    constexpr std::array<std::string_view, 16> qualities = {
        "stale", "inactive", "old",   "older", "duplicate", "duplicated", "abandoned", "outdated",
        "idle",  "empty",    "large", "huge",  "untested",  "failing",    "invalid",   "incomplete"};
    const auto before = std::span(words).first(at);
    return has_any(before, conditions) || has_any(before.last(std::min<std::size_t>(at, 3)), qualities);
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

bool is_about_security(const Words& words) {
    return std::ranges::any_of(words, [](const std::string& word) {
        return word.starts_with("security") || word.starts_with("vulnerab") || word.starts_with("exploit") ||
               word == "cve";
    });
}

bool is_about_others(const Words& words) {
    constexpr std::array<std::string_view, 16> others = {
        "upstream",    "unlike",   "competitors", "vendor", "alternative", "alternatives",
        "replacement", "replaces", "predecessor", "fork",   "forked",      "original",
        "they",        "their",    "many",        "some"};
    return has_any(words, others);
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
    if (words.size() <= 4 || span.begin == 0 || has_any(before, selves)) return true;
    const auto own = words_of(name);
    return !own.empty() && std::ranges::find(words, own.front()) != words.end();
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
bool is_in_maintenance_mode(const Words& words, Span span) {
    static const Pattern mode("maintenance mode");
    return !mode.find(words) ||
           !mode.find({words.begin() + static_cast<std::ptrdiff_t>(span.begin),
                       words.begin() + static_cast<std::ptrdiff_t>(span.end)}) ||
           !is_about_a_switch(words);
}

// "Minimal maintenance overhead" is a virtue, "limited maintenance" a warning.
bool ends_in_noun(const Words& words, Span span) {
    if (words[span.end - 1] != "maintenance" || span.end == words.size()) return true;
    constexpr std::array<std::string_view, 21> followers = {
        "mode", "only", "and", "or",   "on",  "for",   "by",        "from",   "at", "as", "until",
        "with", "to",   "is",  "here", "now", "basis", "currently", "status", "in", "but"};
    return std::ranges::find(followers, words[span.end]) != followers.end();
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
    // From each verb on its own: the first match may be the refusal itself.
    for (std::size_t start = 0; start < words.size(); ++start) {
        const Words rest(words.begin() + static_cast<std::ptrdiff_t>(start),
                         words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), start + 14)));
        const auto from = start < 4 ? 0 : start - 4;
        for (const auto& path : paths) {
            const auto span = path.find(rest);
            if (!span || span->begin != 0) continue;
            if (!has_any(std::span(words).subspan(from, start + span->end - from), denials)) return true;
        }
    }
    return false;
}

std::optional<Kind> judge(const Sentence& sentence, const std::string& name) {
    const auto& words = sentence.words;
    if (sentence.is_question) return std::nullopt;
    const auto is_general = [&](Span span) {
        return !is_about_the_manner(words, span) &&
               (is_said_of_the_door(words, span) || !is_condition_after(words, span.end)) &&
               !is_condition_before(words, span.begin) && !is_about_others(words) &&
               !is_about_security(words);
    };
    if (const auto span = find_any(refusals(), words); span && is_general(*span)) return Kind::refusal;
    if (const auto span = find_any(closures(), words); span && is_general(*span)) return Kind::closed;
    static const Pattern bare("not|no|dont _ accept|accepting|taking _ changes|patches");
    if (const auto span = bare.find(words); span && span->begin == 0 && is_general(*span))
        return Kind::closed;
    const auto is_own = [&](Span span) {
        return is_about_itself(words, span, name) && !is_condition_before(words, span.begin) &&
               !is_about_others(words);
    };
    if (const auto span = find_any(reduced_cares(), words);
        span && is_own(*span) && ends_in_noun(words, *span) && is_in_maintenance_mode(words, *span))
        return Kind::reduced_care;
    if (is_status_line(words)) return Kind::reduced_care;
    if (const auto span = find_any(displays(), words); span && is_own(*span) && !is_about_warranty(words))
        return Kind::display_only;
    return std::nullopt;
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
    return next.kind == BlockKind::code || (is_text(next) && is_about_a_switch(words_of(next.text)));
}

std::optional<Restriction> find_in(const Document& document, const std::string& name) {
    bool in_security = false;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
        const auto& block = document.blocks[i];
        if (block.kind == BlockKind::heading) in_security = is_about_security(words_of(block.text));
        if (in_security || (block.kind != BlockKind::heading && !is_text(block)) ||
            is_entry_of_another(block))
            continue;
        for (const auto& sentence : sentences(block.text)) {
            const auto kind = judge(sentence, name);
            if (kind && !is_product_feature(document, i, sentence) && !shows_a_path(nearby(document, i)))
                return Restriction{core::shorten(core::clean(sentence.text), 200),
                                   place(document, block.line), *kind};
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
