// SPDX-License-Identifier: Apache-2.0
// The grammar of a line of shell code, as far as it matters for "which programs are run": where a command
// starts (after an operator, sudo, "uv run", "bash -c", a service of docker compose), and what a task runner
// is asked for ("make -C server clean test": clean, test). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace insight {

using Words = std::vector<std::string>;

// "&&", ";", "|", a prompt, "then": a new command follows.
bool is_operator(std::string_view word);

enum class Part { other, command, muted };  // muted: an argument of install, echo, git: names no command
// One for each word.
std::vector<Part> parts_of(const Words& words);

struct Goals {
    std::vector<std::string_view> names;  // without options, their values, +toolchain and project paths
    bool any_order = false;               // each is a goal of its own; else a sub-command and its arguments
    bool without_tests = false;           // -DskipTests, -x test
};
bool is_task_runner(std::string_view tool);
// Of the task runner `tool` at words[at], up to the end of its command; `most_words` words at most are looked
// at: a text may name its tools over and over. Borrows `words`.
Goals goals_of(std::string_view tool, const Words& words, std::size_t at,
               std::size_t most_words = std::string::npos);

}  // namespace insight
