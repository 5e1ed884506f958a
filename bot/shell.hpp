// SPDX-License-Identifier: Apache-2.0
// Commands typed in a shell: asked of the running service through its socket, else answered here under the
// data folder's lock.
#pragma once

#include "bot/config.hpp"
#include "commands/answer.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace bot {

struct ShellOptions {
    bool json = false;
    bool details = false;
    std::map<std::string, std::string> fields;  // named values: --home full
    std::string program = "ispo";  // with the options of the program that were given: "ispo --data /srv/x"
};
struct ReadyOptions {
    std::string profile, revision, format = "text", unknown = "fail";
    std::vector<std::string> assumed;
    std::optional<int> fail_below;
    bool no_store = false;
};

// Each prints and returns the exit code.
// An answer, as text or with --json.
int show(const commands::Answer& answer, const ShellOptions& options);
// A refusal: with --json an answer on standard output, else its sentence on standard error.
int show_error(const core::Error& error, const ShellOptions& options);
// An answer and the command line it was given to.
struct Heard {
    commands::Answer answer;
    std::string line;
};
// Of the running service, else here under the data folder's lock.
core::Result<Heard> ask_anyone(const Config& config, const std::vector<std::string>& words,
                               const ShellOptions& options = {});
int command_in_shell(const Config& config, const std::vector<std::string>& words,
                     const ShellOptions& options);
int ask_in_shell(const Config& config, const std::vector<std::string>& words, const ShellOptions& options);
int ready_in_shell(const Config& config, const std::vector<std::string>& targets, ReadyOptions ready,
                   const ShellOptions& options);
int healthcheck(const Config& config, const ShellOptions& options);

// A path holds "/" or starts with "."; everything else is a repository's name.
bool is_path(const std::string& target);

}  // namespace bot
