// SPDX-License-Identifier: Apache-2.0
#include "insight/guide_topics.hpp"

#include "core/text.hpp"
#include "insight/shell_words.hpp"

#include <algorithm>

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

// What people may expect of each other names changes in passing: "… through submitting pull requests".
bool is_about_conduct(const Words& words) {
    static const std::vector<Pattern> conduct{
        Pattern("pledge|pledges"), Pattern("harass*"), Pattern("complaint*"),
        Pattern("respect|respectful ~ everyone|everybody|people|participants|others|contributors|members")};
    return find_any(conduct, words).has_value();
}
bool is_conduct_heading(const Words& words) {
    static const Pattern title("conduct|pledge|behaviour|behavior");
    return title.find(words).has_value();
}

// Style, CI, the pages of documentation, what comes before a commit: "run make" is no set-up there.
bool is_aside_heading(const Words& words) {
    static const Pattern title(
        "style|styles|styleguide|format|formatting|lint|linting|linter|ci|continuous|commit|commits|"
        "committing|"
        "docs|documentation|release|releases|releasing|publishing|changelog|benchmark|benchmarks|"
        "benchmarking");
    return title.find(words).has_value();
}
bool is_aside(const Words& words) {
    static const std::vector<Pattern> asides{
        Pattern("formatted|linted|formatting|style"),
        Pattern("to build|generate|make|render|update|publish|regenerate _ "
                "docs|documentation|site|website|changelog|book|manual|api"),
    };
    return find_any(asides, words).has_value();
}
// "The pipeline runs `make build`": nothing that a newcomer does.
bool is_done_by_ci(const Words& words) {
    static const Pattern machine(
        "pipeline|ci|workflow|travis|jenkins|circleci|buildkite _ runs|executes|builds|does");
    return machine.find(words).has_value();
}

class Reader {
  public:
    explicit Reader(GuideTopics& found) : found_(found) {}

    void read(const Section& passage) {
        for (std::size_t i = passage.begin; i < passage.end; ++i) {
            const auto& block = passage.document->blocks[i];
            if (block.kind == BlockKind::heading)
                enter(block);
            else if (block.kind == BlockKind::code && !in_legal_ && conduct_level_ == 0)
                read_code(*passage.document, block);
            else if (is_text(block) && in_legal_)
                found_.any_text = true;
            else if (is_text(block) && conduct_level_ == 0 && !is_placeholder(block.text))
                for_each_sentence(block, [&](const Sentence& sentence, bool aside) {
                    read_sentence(*passage.document, block, sentence, aside);
                });
        }
    }
    void read_code(const Document& document, const Block& block) {
        found_.any_text = found_.any_other_than_legal = true;
        int line = block.line;
        for (const auto code : core::lines(block.text)) cover(insight::use_of(code, false), document, line++);
    }
    void read_commands(const Document& document) {
        for (const auto& block : document.blocks) {
            if (block.kind == BlockKind::heading)
                in_aside_ = is_aside_heading(words_of(block.text));
            else if (block.kind == BlockKind::code)
                read_code(document, block);
            else if (is_text(block))
                for_each_sentence(block, [&](const Sentence& sentence, bool aside) {
                    cover(use_of(sentence, aside), document, block.line);
                });
        }
    }

  private:
    static CommandUse use_of(const Sentence& sentence, bool aside) {
        auto use = aside ? use_of_aside(sentence.text) : insight::use_of(sentence.text, true);
        use.sets_up = use.sets_up && !is_done_by_ci(sentence.words);
        return use;
    }
    void cover(CommandUse use, const Document& document, int line) {
        if (use.sets_up) cover(Topic::set_up, document, line);
        if (use.tests) cover(Topic::tests, document, line);
        if (use.submits) cover(Topic::submitting, document, line);
    }
    // What stands below a heading on conduct is about conduct, however deep.
    void enter(const Block& heading) {
        const auto words = words_of(heading.text);
        in_legal_ = is_legal_heading(words);
        in_aside_ = is_aside_heading(words);
        if (conduct_level_ == 0 || heading.level <= conduct_level_)
            conduct_level_ = is_conduct_heading(words) ? std::max(heading.level, 1) : 0;
    }
    void cover(Topic topic, const Document& document, int line) {
        auto& where = found_.where.at(static_cast<std::size_t>(topic));
        if (!where) where = place(document, line);
    }
    // "Ensure that it is formatted. Run `make all`.": the second goes on where the first ended.
    void for_each_sentence(const Block& block, const auto& read) const {
        bool was_aside = false;
        for (const auto& sentence : sentences(block.text)) {
            const bool now_aside = is_aside(sentence.words);
            read(sentence, in_aside_ || was_aside || now_aside);
            was_aside = now_aside;
        }
    }
    void read_sentence(const Document& document, const Block& block, const Sentence& sentence, bool aside) {
        found_.any_text = true;
        if (is_legal(sentence.words)) return;
        found_.any_other_than_legal = true;
        cover(use_of(sentence, aside), document, block.line);
        if (!block.links.empty() && find_any(patterns_of(Topic::set_up), sentence.words))
            cover(Topic::set_up, document, block.line);
        if (is_denial(sentence.words) || is_about_conduct(sentence.words)) return;
        if (!is_request(sentence.words) && !leads_elsewhere(sentence.words) &&
            find_any(patterns_of(Topic::submitting), sentence.words))
            cover(Topic::submitting, document, block.line);
        if (states_turnaround(sentence.words) || find_any(patterns_of(Topic::review), sentence.words))
            cover(Topic::review, document, block.line);
    }

    GuideTopics& found_;
    bool in_legal_ = false;
    bool in_aside_ = false;
    int conduct_level_ = 0;  // of the heading on conduct that is open; 0 = none is
};

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

int GuideTopics::count() const {
    return static_cast<int>(std::ranges::count_if(where, [](const auto& each) { return each.has_value(); }));
}

void read_topics(const Section& passage, GuideTopics& found) { Reader(found).read(passage); }

void read_topic_commands(const Document& document, GuideTopics& found) {
    Reader(found).read_commands(document);
}

}  // namespace insight
