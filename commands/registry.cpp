// SPDX-License-Identifier: Apache-2.0
// The list of commands, in the order of help. A new command is one file and one line in each list here.
#include <array>

#include "commands/command.hpp"

namespace commands {

extern const Command help;
extern const Command ready;
extern const Command ready_findings;
extern const Command ready_history;
extern const Command ready_check;
extern const Command find;
extern const Command repositories;
extern const Command mentioned;
extern const Command settings;
extern const Command settings_edit;
extern const Command settings_save;
extern const Command people_check;
extern const Command people_import;
extern const Command status;
extern const Command pause;
extern const Command resume;
extern const Command audit;

std::span<const Command* const> commands() {
    static const std::array all = {
        &help,          &ready,     &ready_findings, &ready_history, &ready_check,   &find,
        &repositories,  &mentioned, &settings,       &settings_edit, &settings_save, &people_check,
        &people_import, &status,    &pause,          &resume,        &audit};
    return all;
}

std::span<const Command* const> home_commands() {
    static const std::array all = {&status, &ready, &settings, &help};
    return all;
}

}  // namespace commands
