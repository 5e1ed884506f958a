// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci/literal.hpp"
#include "sources/ci/readers.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace sources::ci {
namespace {

using Text = std::string_view;

// scriptContent = "npm test", goals = "clean test", .inlineBody("npm test"). Sources: JetBrains, "Kotlin
// DSL"; Atlassian, "Bamboo Specs".
struct Property {
    Text name;
    Text program;  // what gets the text as arguments; empty: a shell
};
constexpr auto properties = std::to_array<Property>({
    {"scriptContent", ""},
    {"shellScript", ""},
    {"inlineBody", ""},
    {"goals", "mvn "},
    {"goal", "mvn "},
    {"tasks", "gradle "},
});

// dotnetTest { … } needs no command.
bool is_test_step(Text word) { return word == "dotnetTest" || word == "dotnetVsTest"; }

// "npm ci\nnpm test" is two lines, unless quotes on many lines hold it.
std::string unescaped(const Literal& literal) {
    std::string out;
    const auto text = literal.text.substr(0, longest_run);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool is_break = !literal.is_long && text.substr(i).starts_with("\\n");
        out += is_break ? '\n' : text[i];
        if (is_break) ++i;
    }
    return out;
}

class Reader {
  public:
    Reader(Text text, insight::CiFile& file) : text_(text), file_(file) {}

    void read() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (const auto end = end_of_comment(text_, at_); end > at_)
                move_to(end);
            else if (c == '\'' || c == '"')
                move_to(read_literal(text_, at_).end);
            else if (is_word_byte(c))
                word();
            else
                move_to(at_ + 1);
        }
    }

  private:
    void move_to(std::size_t next) {
        const auto passed = text_.substr(at_, next - at_);
        line_ += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        at_ = next;
    }

    void word() {
        auto end = at_;
        while (end < text_.size() && is_word_byte(text_[end])) ++end;
        const auto name = text_.substr(at_, end - at_);
        move_to(end);
        if (is_test_step(name)) add("dotnet test", line_);
        const auto* known = std::ranges::find(properties, name, &Property::name);
        if (known != properties.end()) property(*known);
    }

    // Only what is given right there: "=" or "(" and a text.
    void property(const Property& known) {
        const auto line = rest_of_line(text_, at_);
        const auto quote = line.find_first_not_of(" \t=(");
        if (quote == Text::npos || quote == 0 || (line[quote] != '"' && line[quote] != '\'')) return;
        move_to(at_ + quote);
        const auto literal = read_literal(text_, at_);
        add(std::string(known.program) + unescaped(literal), line_);
        move_to(literal.end);
    }

    void add(std::string run, int line) {
        add_step(file_, {.uses = {}, .run = std::move(run), .ref = {}, .line = line});
    }

    Text text_;
    insight::CiFile& file_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace

void read_code(Text text, insight::CiFile& file) {
    file.parsed = !core::trim(text).empty();
    if (!file.parsed) file.fault = "This file is empty.";
    file.is_cut = text.size() > longest_code;
    Reader(text.substr(0, longest_code), file).read();
}

}  // namespace sources::ci
