// SPDX-License-Identifier: Apache-2.0
#include "insight/guide.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/links.hpp"
#include "insight/shell_words.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Words = std::vector<std::string>;

const std::vector<Pattern>& patterns_of(Topic topic) {
    // With a link in the same block only: words about building say nothing about how.
    static const std::vector<Pattern> set_up{
        Pattern("set|sets|setting|setup ~ environment|project|repository|development|locally|workspace|up"),
        Pattern("build|building|compile|compiling ~ source|project|locally|instructions|guide|it"),
        Pattern("development|developer|dev ~ environment|guide|setup|docs|documentation"),
        Pattern("getting started"),
        Pattern("install* ~ dependencies"),
        Pattern("build instructions")};
    static const std::vector<Pattern> tests{};
    static const std::vector<Pattern> submitting{
        Pattern("open|create|submit|send|make|file|raise|post|propose|issue|opening|submitting|sending|"
                "creating|making ~ pull|merge request*"),
        Pattern("open|create|submit|send|make|file|raise|post|propose|opening|submitting|sending|creating ~ "
                "pr|prs|mr|mrs|patch|patches|changeset*|diff"),
        Pattern("submit|propose|submitting|proposing|contribute|upload|push ~ change|changes|branch"),
        Pattern("fork ~ repo*|project|it|this|clone"),
        Pattern("create|make|start ~ branch"),
        Pattern("topic|feature branch*"),
        Pattern("branch from|off|out"),
        Pattern("open|file|create|raise|start|discuss ~ issue* ~ first|before"),
        Pattern("discuss ~ before ~ start*|work*|cod*|open*"),
        Pattern("pull|merge requests ~ welcome"),
        Pattern("use|using|via|through ~ pull|merge requests"),
        Pattern("prs ~ welcome"),
        Pattern("your|each|every|the|all pull|merge request* ~ should|must|needs|will"),
        Pattern("sign off|signoff ~ commit*"),
        Pattern("signed off by"),
        Pattern("mail|email|send ~ patch*"),
        Pattern("pull|merge request* ~ should|must|against|to ~ "
                "main|master|develop|trunk|branch|small|focused|include")};
    static const std::vector<Pattern> review{
        Pattern("review*|respond|answer|reply|look|feedback|response ~ within|in ~ "
                "day|days|hour|hours|week|weeks"),
        Pattern("maintainer*|reviewer*|committer*|team|we|owner*|somebody|someone|engineer*|member* ~ "
                "review|reviews|respond|respond*|approve*|merge|merges|look"),
        Pattern("review*|approv* by|from ~ "
                "maintainer*|owner*|team|committer*|member*|reviewer*|people|us|colleague*"),
        Pattern("require*|need*|get|gets|wait* ~ approval*|review*|lgtm|approv*"),
        Pattern("at|one|two|least ~ approval*|reviewer*|review|reviews|approve*"),
        Pattern("lgtm"),
        Pattern("ping|nudge ~ reviewer*|maintainer*|us|team"),
        Pattern("request|ask ~ review"),
        Pattern("assign* ~ reviewer*"),
        Pattern("merge* once|after|when ~ approv*|review*"),
        Pattern("once|after ~ approv*|reviewed ~ merge*"),
        Pattern("turnaround"),
        Pattern("review process"),
        Pattern("code owners|codeowners ~ review*|approv*")};
    switch (topic) {
        case Topic::set_up:
            return set_up;
        case Topic::tests:
            return tests;
        case Topic::submitting:
            return submitting;
        case Topic::review:
            return review;
    }
    return tests;
}

bool is_count(std::string_view word) {
    constexpr std::array words = {"a",   "an",    "one",   "two", "three", "four",  "five",
                                  "six", "seven", "eight", "ten", "few",   "couple"};
    return std::ranges::find(words, word) != words.end() ||
           (!word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos);
}

// "within two business days", "within 48 hours"; not "within the working directory".
bool states_turnaround(const Words& words) {
    static const Pattern counted("within ~ day|days|hour|hours|week|weeks|workday|workdays");
    const auto found = counted.find(words);
    return found && std::any_of(words.begin() + static_cast<std::ptrdiff_t>(found->begin) + 1,
                                words.begin() + static_cast<std::ptrdiff_t>(found->end) - 1, is_count);
}

// The method of HTTP, not a change: "send a PATCH to the local server".
bool is_request(const Words& words) {
    static const Pattern to_server(
        "patch|patches _ to|against ~ server|service|endpoint*|api|url|resource|/*");
    return to_server.find(words).has_value();
}

bool is_legal(const Words& words) {
    static const std::vector<Pattern> legal{Pattern("cla"),
                                            Pattern("clas"),
                                            Pattern("dco"),
                                            Pattern("contributor licen* agreement*"),
                                            Pattern("certificate of origin"),
                                            Pattern("certify that"),
                                            Pattern("licensed|released under"),
                                            Pattern("copyright"),
                                            Pattern("intellectual property"),
                                            Pattern("you agree"),
                                            Pattern("under ~ licence|license"),
                                            Pattern("license|licence terms"),
                                            Pattern("all rights reserved")};
    return find_any(legal, words).has_value();
}
bool is_legal_heading(const Words& words) {
    return is_legal(words) || std::ranges::any_of(words, [](const std::string& word) {
               return word.starts_with("licen") || word == "legal";
           });
}

// A sentence that turns changes away does not tell how to hand them in.
bool is_denial(const Words& words) {
    static const std::vector<Pattern> denials{
        Pattern("not|dont|no|never|cannot _ submit|open|send|create|make|accept|accepting|accepted _ "
                "pull|merge|pr|prs|patches|contributions"),
        Pattern("requests _ not _ accepted"), Pattern("requests _ closed")};
    return find_any(denials, words).has_value();
}

// "Submit patches upstream": a path, but none into this repository. With a fork it is a remote's name.
bool leads_elsewhere(const Words& words) {
    static const Pattern fork("fork*|remote|rebase");
    static const std::vector<Pattern> elsewhere{
        Pattern("submit|send|post|propose|contribute|direct|file|open|make ~ "
                "patch|patches|change|changes|fixes|contributions|requests|prs|mrs|them upstream"),
        Pattern("submit|send|post|propose|contribute|direct|file|open|make ~ pull|merge request upstream"),
        Pattern("contribute|submit|send upstream")};
    return !fork.find(words) && find_any(elsewhere, words);
}

struct Reader {
    Guide& guide;
    bool any_text = false;
    bool any_other_than_legal = false;

    void cover(Topic topic, const Document& document, int line) {
        auto& where = guide.topics.at(static_cast<std::size_t>(topic));
        if (!where) where = place(document, line);
    }
    void read_commands(const Document& document, int line, std::string_view text, bool in_prose) {
        const auto use = use_of(text, in_prose);
        if (use.sets_up) cover(Topic::set_up, document, line);
        if (use.tests) cover(Topic::tests, document, line);
        if (use.submits) cover(Topic::submitting, document, line);
    }
    void read_sentence(const Document& document, const Block& block, const Sentence& sentence) {
        any_text = true;
        if (is_legal(sentence.words)) return;
        any_other_than_legal = true;
        read_commands(document, block.line, sentence.text, true);
        if (!block.links.empty() && find_any(patterns_of(Topic::set_up), sentence.words))
            cover(Topic::set_up, document, block.line);
        if (is_denial(sentence.words)) return;
        if (!is_request(sentence.words) && !leads_elsewhere(sentence.words) &&
            find_any(patterns_of(Topic::submitting), sentence.words))
            cover(Topic::submitting, document, block.line);
        if (states_turnaround(sentence.words) || find_any(patterns_of(Topic::review), sentence.words))
            cover(Topic::review, document, block.line);
    }
    void read_code(const Document& document, const Block& block) {
        any_text = any_other_than_legal = true;
        int line = block.line;
        for (const auto code : core::lines(block.text)) read_commands(document, line++, code, false);
    }
    void read(const Section& passage) {
        bool legal_section = false;
        for (std::size_t i = passage.begin; i < passage.end; ++i) {
            const auto& block = passage.document->blocks[i];
            if (block.kind == BlockKind::heading)
                legal_section = is_legal_heading(words_of(block.text));
            else if (block.kind == BlockKind::code && !legal_section)
                read_code(*passage.document, block);
            else if (is_text(block) && legal_section)
                any_text = true;
            else if (is_text(block) && !is_placeholder(block.text))
                for (const auto& sentence : sentences(block.text))
                    read_sentence(*passage.document, block, sentence);
        }
    }
};

void add_once(std::vector<const Document*>& list, const Document* document) {
    if (document != nullptr && std::ranges::find(list, document) == list.end()) list.push_back(document);
}

// Links of README that say "contributing", every link of a CONTRIBUTING.
void add_linked(const Facts& facts, const Document& from, bool is_guide, std::vector<const Document*>& list) {
    bool in_guide = is_guide;
    for (const auto& block : from.blocks) {
        if (block.kind == BlockKind::heading && !is_guide) in_guide = heads_guide(block.text);
        for (const auto& link : block.links) {
            if (!in_guide && !names_a_guide(link)) continue;
            const auto path = resolve_link(from.path, link.target);
            const auto* document = path.empty() ? nullptr : find_document(facts, path);
            if (document != nullptr && !plays_another_part(document->path)) add_once(list, document);
        }
    }
}

std::vector<Section> passages_of(const Facts& facts) {
    std::vector<Section> passages;
    const auto documents = guide_documents(facts);
    passages.reserve(documents.size());
    for (const auto* document : documents) passages.push_back({document, 0, document->blocks.size()});
    for (const auto* readme : documents_with(facts, Role::readme)) {
        if (std::ranges::find(documents, readme) != documents.end()) continue;
        std::size_t read_up_to = 0;
        for (const auto& section : sections(*readme)) {
            if (section.begin < read_up_to || !speaks_of_contributing(readme->blocks[section.begin].text))
                continue;
            passages.push_back(section);
            read_up_to = section.end;
        }
    }
    return passages;
}

bool is_unread_page(const Facts& facts, const Document& from, const Link& link) {
    const auto words = words_of(link.text);
    const bool is_some_guide =
        std::ranges::find(words, "guide") != words.end() && std::ranges::find(words, "style") == words.end();
    const auto path = resolve_link(from.path, link.target);
    if (path.empty() || !(is_some_guide || names_a_guide(link)) || find_document(facts, path) != nullptr)
        return false;
    if (!facts.tree || facts.tree->truncated) return true;
    const auto* page = find_page(*facts.tree, path);
    return page != nullptr && !plays_another_part(page->path);
}

std::string find_unread_link(const Facts& facts, const std::vector<Section>& passages) {
    for (const auto& passage : passages)
        for (std::size_t i = passage.begin; i < passage.end; ++i)
            for (const auto& link : passage.document->blocks[i].links)
                if (leads_to_foreign_guide(link) || is_unread_page(facts, *passage.document, link))
                    return core::shorten(core::one_line(link.target), 120);
    return {};
}

}  // namespace

std::string_view to_phrase(Topic topic) {
    switch (topic) {
        case Topic::set_up:
            return "how to set it up from a checkout";
        case Topic::tests:
            return "how to run the tests";
        case Topic::submitting:
            return "how to hand in a change";
        case Topic::review:
            return "who reviews and how soon";
    }
    return "";
}

int Guide::count() const {
    return static_cast<int>(
        std::ranges::count_if(topics, [](const auto& where) { return where.has_value(); }));
}

bool speaks_of_contributing(std::string_view title) {
    static const std::vector<Pattern> titles{Pattern("contribut*"),
                                             Pattern("develop|developing|development|developers|developer"),
                                             Pattern("hacking"),
                                             Pattern("building|build|compile|compiling"),
                                             Pattern("from source"),
                                             Pattern("test|tests|testing"),
                                             Pattern("pull|merge request*"),
                                             Pattern("submitting|patches"),
                                             Pattern("code review*"),
                                             Pattern("get|getting involved"),
                                             Pattern("help|helping out")};
    return find_any(titles, words_of(title)).has_value();
}

std::vector<const Document*> guide_documents(const Facts& facts) {
    std::vector<const Document*> list;
    if (facts.declared && facts.declared->contribution_guide)
        add_once(list, find_document(facts, *facts.declared->contribution_guide));
    for (const auto* document : documents_with(facts, Role::contributing)) add_once(list, document);
    for (const auto* readme : documents_with(facts, Role::readme)) add_linked(facts, *readme, false, list);
    const auto direct = list;
    for (const auto* document : direct) add_linked(facts, *document, true, list);
    return list;
}

Guide find_guide(const Facts& facts) {
    Guide guide;
    guide.passages = passages_of(facts);
    Reader reader{guide};
    for (const auto& passage : guide.passages) {
        reader.read(passage);
        guide.length += length(passage);
    }
    const auto is_inherited = [](const Section& passage) { return passage.document->inherited; };
    guide.inherited = !guide.passages.empty() && std::ranges::all_of(guide.passages, is_inherited);
    guide.legal_only = reader.any_text && !reader.any_other_than_legal;
    guide.unread_link = find_unread_link(facts, guide.passages);
    return guide;
}

std::optional<std::string> documented_command(const Facts& facts, Topic topic) {
    auto documents = guide_documents(facts);
    for (const auto* readme : documents_with(facts, Role::readme)) add_once(documents, readme);
    Guide found;
    Reader reader{found};
    for (const auto* document : documents)
        for (const auto& block : document->blocks) {
            if (block.kind == BlockKind::code)
                reader.read_code(*document, block);
            else if (is_text(block))
                reader.read_commands(*document, block.line, block.text, true);
        }
    return found.topics.at(static_cast<std::size_t>(topic));
}

}  // namespace insight
