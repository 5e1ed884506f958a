// SPDX-License-Identifier: Apache-2.0
#include "insight/shell_words.hpp"

#include "core/text.hpp"
#include "insight/command_words.hpp"
#include "insight/known_commands.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace insight {
namespace {

using Known = KnownCommand;

struct Entry {
    Words words;
    int use = 0;
    bool code_only = false;
    bool alone = false;
};

Entry entry_of(const Known& row) {
    Entry entry{.words = {}, .use = row.use, .code_only = row.code_only, .alone = false};
    for (const auto word : core::split(row.command, ' ')) {
        if (word == "$")
            entry.alone = true;
        else
            entry.words.emplace_back(word);
    }
    return entry;
}

// By the first letter of the tool: most words of a text are no tool, and find out at once.
using Table = std::array<std::vector<Entry>, 256>;
std::vector<Entry>& of_letter(Table& table, char letter) { return table[static_cast<unsigned char>(letter)]; }

const std::vector<Entry>& known_by(char letter) {
    static const Table table = [] {
        Table made;
        for (const auto& row : known_commands())
            of_letter(made, row.command.front()).push_back(entry_of(row));
        return made;
    }();
    return table[static_cast<unsigned char>(letter)];
}

bool equals(std::string_view wanted, std::string_view word) {
    if (wanted.ends_with('*')) return word.starts_with(wanted.substr(0, wanted.size() - 1));
    if (wanted.starts_with('*'))
        return core::lower(word).ends_with(wanted.substr(1)) && !word.ends_with("latest");
    return wanted == word;
}

// The names a tool may be known by: "./gradlew" and "vendor/bin/phpunit" by their last part, "bin/setup" as a
// whole. Empty where there is none.
struct ToolNames {
    std::string_view whole, here, last;
};
ToolNames names_of(std::string_view word) {
    ToolNames names{.whole = word, .here = {}, .last = {}};
    if (word.starts_with("./")) names.here = word.substr(2);
    if (const auto slash = word.rfind('/'); slash != std::string_view::npos)
        names.last = word.substr(slash + 1);
    return names;
}

// "make builds everything".
bool tells_what_it_does(std::string_view word) {
    constexpr auto verbs = std::to_array<std::string_view>(
        {"builds", "compiles", "installs", "produces", "assembles", "prepares", "fetches"});
    return std::ranges::find(verbs, word) != verbs.end();
}

// Nothing that names a package follows: the end, an option, or the English of the sentence around it.
bool stands_alone(const Words& words, std::size_t next, bool in_prose) {
    if (next >= words.size()) return true;
    if (words[next] == "-g" || words[next] == "--global") return false;  // installs what is published
    if (words[next].starts_with('-')) return true;
    if (words[next] == "&&" || words[next] == ";" || words[next] == "#" || words[next] == "||" ||
        words[next] == "|")
        return true;
    constexpr std::array<std::string_view, 20> english = {
        "to", "and",    "in",     "from", "then",     "for",  "which", "first", "or",    "command",
        "at", "inside", "before", "if",   "followed", "with", "once",  "will",  "after", "on"};
    return in_prose &&
           (tells_what_it_does(words[next]) || std::ranges::find(english, words[next]) != english.end());
}

// Where a word stands: in code, in a sentence, or there where only a command fits ("run make").
enum class Stand { code, sentence, command };

// What is English too is a command where one is asked for, as all that is said ("make install: …"), and where
// it does something.
bool is_command(const Entry& entry, const Words& words, std::size_t at, Stand stand) {
    if (!entry.code_only || stand != Stand::sentence) return true;
    const auto end = at + entry.words.size();
    if (at > 0) return false;
    if (end >= words.size() || is_operator(words[end])) return entry.words.size() > 1;
    return tells_what_it_does(words[end]);
}

bool matches(const Entry& entry, const Words& words, std::size_t at, Stand stand) {
    if (at + entry.words.size() > words.size()) return false;
    for (std::size_t i = 1; i < entry.words.size(); ++i)
        if (!equals(entry.words[i], words[at + i])) return false;
    if (!is_command(entry, words, at, stand)) return false;
    return !entry.alone || stands_alone(words, at + entry.words.size(), stand != Stand::code);
}

// "make check" among the goals of "make -j4 clean check". In prose the words behind are English: only the
// first ones count.
bool asks_for(const Entry& entry, const Goals& goals, Stand stand, bool in_span) {
    const bool in_prose = stand != Stand::code && !in_span;
    if (in_prose && (entry.alone || (entry.code_only && stand == Stand::sentence))) return false;
    const auto wanted = entry.words.size() - 1;
    const auto last =
        goals.any_order && !in_prose ? goals.names.size() : std::min(goals.names.size(), wanted);
    for (std::size_t from = 0; from + wanted <= last; ++from) {
        bool all = true;
        for (std::size_t i = 0; i < wanted && all; ++i)
            all = equals(entry.words[i + 1], goals.names[from + i]);
        if (all && (!entry.alone || from + wanted == goals.names.size())) return true;
    }
    return false;
}

// "tox -e lint", "nox -s docs": one environment of many, and not that of the tests.
bool runs_another_environment(std::string_view tool, const Words& words, std::size_t at) {
    constexpr auto others = std::to_array<std::string_view>(
        {"lint",   "doc",   "docs",      "flake8", "format",  "fmt",        "style",
         "black",  "mypy",  "ruff",      "isort",  "pylint",  "pre-commit", "precommit",
         "typing", "types", "typecheck", "build",  "release", "codestyle",  "pep8"});
    if ((tool != "tox" && tool != "nox") || at + 2 >= words.size()) return false;
    const auto& option = words[at + 1];
    if (option != "-e" && option != "-s" && option != "--session") return false;
    return std::ranges::find(others, words[at + 2]) != others.end();
}

bool has_option(const Words& words) {
    return std::ranges::any_of(words, [](const std::string& word) { return word.starts_with('-'); });
}

// "`make …`", "`npx nx …`": between backticks, which end with the command.
bool opens_span(const Words& words, std::size_t at) {
    const bool is_run = at > 1 && (words[at - 1] == "npx" || words[at - 1] == "bunx");
    const auto first = is_run ? at - 1 : at;
    return first > 0 && words[first - 1] == "$";
}

// What the commands called `name` at words[at] are used for.
int uses_of(std::string_view name, const Words& words, std::size_t at, Stand stand, bool is_last_part) {
    int uses = 0;
    if (name.empty()) return uses;
    const bool in_span = stand != Stand::code && opens_span(words, at);
    if (name == "gmake") name = "make";
    // The wrappers for Windows: "mvnw.cmd", "gradlew.bat".
    if (name.size() > 4 && (name.ends_with(".cmd") || name.ends_with(".bat"))) name.remove_suffix(4);
    const bool has_goals = is_task_runner(name);
    constexpr std::size_t most_in_prose = 8;
    const auto most = stand == Stand::code ? std::string::npos : most_in_prose;
    const auto goals = has_goals ? goals_of(name, words, at, most) : Goals{};
    for (const auto& entry : known_by(name.front())) {
        const std::string_view tool = entry.words[0];
        if (is_last_part && tool.find('/') != std::string_view::npos) continue;
        if (!equals(tool, name)) continue;
        const bool by_goal = has_goals && entry.words.size() > 1 && !has_option(entry.words);
        if ((by_goal && asks_for(entry, goals, stand, in_span)) ||
            ((!by_goal || stand != Stand::code) && matches(entry, words, at, stand)))
            uses |= entry.use;
    }
    return goals.without_tests || runs_another_environment(name, words, at) ? uses & ~Known::test : uses;
}

int uses_at(const Words& words, std::size_t at, Stand stand) {
    const auto names = names_of(words[at]);
    return uses_of(names.whole, words, at, stand, false) | uses_of(names.here, words, at, stand, false) |
           uses_of(names.last, words, at, stand, true);
}

int uses_in_prose(const Words& words, bool is_aside) {
    const auto stand_of = [&](std::size_t at) {
        return !is_aside && is_place_of_command(words, at) ? Stand::command : Stand::sentence;
    };
    int uses = 0;
    for (std::size_t at = 0; at < words.size(); ++at)
        if (!known_by(words[at].front()).empty() || words[at].find('/') != std::string::npos)
            uses |= uses_at(words, at, stand_of(at));
    return uses;
}

int uses_in_code(const Words& words) {
    int uses = 0;
    const auto parts = parts_of(words);
    for (std::size_t at = 0; at < words.size() && !words[at].starts_with('#'); ++at)
        if (parts[at] == Part::command || (parts[at] == Part::other && words[at].starts_with('-')))
            uses |= uses_at(words, at, Stand::code);
    return uses;
}

// "${{ env.CARGO }} test" runs what the variable is named after.
std::string with_plain_variables(std::string_view line) {
    std::string out(line);
    constexpr std::string_view start = "${{ env.";
    for (auto at = out.find(start); at != std::string::npos; at = out.find(start, at)) {
        const auto end = out.find("}}", at);
        if (end == std::string::npos) break;
        const auto from = at + start.size();
        const auto name = core::lower(core::trim(std::string_view(out).substr(from, end - from)));
        out.replace(at, end + 2 - at, name);
    }
    return out;
}

// Commands of code, those that go on in the next line joined.
std::vector<std::string> code_lines(std::string_view text) {
    std::vector<std::string> out;
    bool goes_on = false;
    for (auto line : core::lines(text)) {
        line = core::trim(line);
        const bool continued = line.ends_with('\\');
        if (continued) line.remove_suffix(1);
        if (goes_on)
            out.back() += " " + std::string(line);
        else
            out.emplace_back(line);
        goes_on = continued;
    }
    return out;
}

CommandUse as_use(int uses) {
    return {.sets_up = (uses & Known::set_up) != 0,
            .tests = (uses & Known::test) != 0,
            .submits = (uses & Known::submit) != 0};
}

CommandUse use_of_sentence(std::string_view text, bool is_aside) {
    int uses = 0;
    for (const auto line : core::lines(text)) uses |= uses_in_prose(prose_words(line), is_aside);
    return as_use(uses);
}

}  // namespace

CommandUse use_of(std::string_view text, bool in_prose) {
    if (in_prose) return use_of_sentence(text, false);
    int uses = 0;
    for (const auto& line : code_lines(text)) uses |= uses_in_code(code_words(with_plain_variables(line)));
    return as_use(uses);
}

CommandUse use_of_aside(std::string_view text) { return use_of_sentence(text, true); }

}  // namespace insight
