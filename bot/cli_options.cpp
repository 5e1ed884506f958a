// SPDX-License-Identifier: Apache-2.0
#include "bot/cli_options.hpp"

#include "core/text.hpp"

#include <unistd.h>

#include <cstdio>

namespace bot {

namespace {

Environment process_environment() {
    Environment variables;
    for (char** each = environ; each && *each; ++each) {
        const std::string_view row(*each);
        if (const auto equals = row.find('='); equals != std::string_view::npos)
            variables.emplace(row.substr(0, equals), row.substr(equals + 1));
    }
    return variables;
}

}  // namespace

core::Result<Config> load(Options& options) {
    if (!options.config_file.empty())
        options.shell.program += " --config " + core::quote_word(core::one_line(options.config_file));
    if (!options.data.empty())
        options.shell.program += " --data " + core::quote_word(core::one_line(options.data));
    if (!options.data.empty()) options.flags["data.folder"] = options.data;
    if (!options.listen.empty()) options.flags["server.listen"] = options.listen;
    return read_config(options.config_file, process_environment(), options.flags);
}

int print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    return 0;
}

std::string is_something(const std::string& value) { return value.empty() ? "is empty" : ""; }

void add_json_flag(CLI::App& app, ShellOptions& shell) {
    app.add_flag("--json", shell.json, "Print the answer as JSON");
}

void add_shell_flags(CLI::App& app, ShellOptions& shell) {
    add_json_flag(app, shell);
    app.add_flag("--details", shell.details, "Print everything the answer holds");
}

void refuse(Chosen& chosen, const Options& options, std::string sentence) {
    chosen = [&options, sentence = std::move(sentence)] {
        return show_error(core::invalid(sentence), options.shell);
    };
}

}  // namespace bot
