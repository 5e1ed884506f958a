// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci/literal.hpp"
#include "sources/ci/readers.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace sources::ci {
namespace {

using Text = std::string_view;

class Scanner {
  public:
    Scanner(Text text, insight::CiFile& file) : text_(text), file_(file) {}

    void scan() {
        while (at_ < text_.size()) {
            if (const auto end = end_of_comment(text_, at_); end > at_)
                move_to(end);
            else if (text_[at_] == '\'' || text_[at_] == '"')
                move_to(read_literal(text_, at_).end);
            else if (text_[at_] == '{')
                open();
            else if (text_[at_] == '}')
                close();
            else if (is_word_byte(text_[at_]))
                word();
            else
                move_to(at_ + 1);
        }
    }

  private:
    // Between braces, and the word before them. What `when` asks for is kept with its stage.
    struct Block {
        Text name;
        bool for_changes = false;
        bool for_others = false;  // a branch, a tag
        bool negated = false;
    };
    static constexpr std::size_t deepest = 100;

    void open() {
        if (blocks_.size() < deepest)
            blocks_.push_back({.name = last_word_});
        else
            ++deeper_;
        move_to(at_ + 1);
    }
    void close() {
        if (deeper_ > 0)
            --deeper_;
        else if (!blocks_.empty())
            blocks_.pop_back();
        move_to(at_ + 1);
    }

    // branch 'PR-*': so Jenkins calls the branch of a change.
    bool names_changes() const {
        const auto line = text_.substr(at_, text_.find('\n', at_) - at_);
        const auto quote = line.find_first_of("'\"");
        const auto name = quote == Text::npos ? Text{} : line.substr(quote + 1);
        return name.starts_with("PR-") || name.starts_with("*");
    }

    // when { branch 'main' }, when { changeRequest() }, when { not { branch 'main' } }
    void note_condition(Text word) {
        const auto is_called = [](Text name) {
            return [=](const Block& block) { return block.name == name; };
        };
        const auto when = std::find_if(blocks_.rbegin(), blocks_.rend(), is_called("when"));
        if (when == blocks_.rend()) return;
        const auto stage = std::find_if(when, blocks_.rend(), is_called("stage"));
        if (stage == blocks_.rend()) return;
        const bool is_denied = std::any_of(blocks_.rbegin(), when, is_called("not"));
        if (word == "changeRequest") (is_denied ? stage->for_others : stage->for_changes) = true;
        if (word != "branch" && word != "tag" && word != "buildingTag") return;
        if (is_denied) stage->negated = true;
        (names_changes() ? stage->for_changes : stage->for_others) = true;
    }
    // Of a change the branch is PR-…; what is denied is not taken apart.
    bool is_never_on_changes() const {
        return std::any_of(blocks_.begin(), blocks_.end(), [](const Block& block) {
            return block.for_others && !block.for_changes && !block.negated;
        });
    }

    void move_to(std::size_t next) {
        const auto passed = text_.substr(at_, next - at_);
        line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        at_ = next;
    }

    void word() {
        auto end = at_;
        while (end < text_.size() && is_word_byte(text_[end])) ++end;
        const auto name = text_.substr(at_, end - at_);
        // A change starts it for sure; without one of these words the server decides.
        for (const Text known :
             {"changeRequest", "githubPullRequest", "ghprbTrigger", "triggerOnMergeRequest", "CHANGE_ID"})
            if (name == known) add_trigger(file_, "pull_request", line_);
        note_condition(name);
        last_word_ = name;
        move_to(end);
        constexpr auto shells = std::to_array<Text>({"sh", "bat", "powershell", "pwsh"});
        if (std::ranges::find(shells, name) != shells.end()) command();
        if (name == "library" || name == "Library") library();
    }

    // sh 'make', sh("make"), sh(script: 'make', returnStatus: true), sh label: 'x', script: 'make'
    void command() {
        const auto line = rest_of_line(text_, at_);
        const auto script = line.find("script:");
        const auto quote = line.find_first_of("'\"", script == Text::npos ? 0 : script);
        if (quote == Text::npos) return;
        move_to(at_ + quote);
        const auto literal = read_literal(text_, at_);
        add_step(file_, {.uses = {},
                         .run = std::string(literal.text),
                         .ref = {},
                         .line = line_,
                         .never_on_changes = is_never_on_changes()});
        move_to(literal.end);
    }

    // @Library('shared@1') _, library 'shared', library(identifier: 'shared@1', …)
    void library() {
        const auto line = rest_of_line(text_, at_);
        const auto quote = line.find_first_of("'\"");
        if (quote == Text::npos) return;
        move_to(at_ + quote);
        const auto literal = read_literal(text_, at_);
        add_step(file_, {.uses = std::string(literal.text), .run = {}, .ref = {}, .line = line_});
        move_to(literal.end);
    }

    Text text_;
    insight::CiFile& file_;
    std::size_t at_ = 0;
    int line_ = 1;
    Text last_word_;
    std::vector<Block> blocks_;
    std::size_t deeper_ = 0;
};

}  // namespace

void read_jenkins(Text text, insight::CiFile& file) {
    file.parsed = !core::trim(text).empty();
    if (!file.parsed) file.fault = "This file is empty.";
    Scanner(text.substr(0, longest_code), file).scan();
}

}  // namespace sources::ci
