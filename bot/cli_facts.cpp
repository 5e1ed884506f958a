// SPDX-License-Identifier: Apache-2.0
#include "bot/cli_options.hpp"
#include "bot/facts_shell.hpp"

namespace bot {

void add_facts_orders(CLI::App& app, Options& options, Chosen& chosen) {
    auto* in = app.add_subcommand(
        "import", "Import a file of facts (docs/facts.md), all of it or nothing; `-` is standard input");
    in->add_option("file", options.facts_file, "Newline-delimited JSON, or -")
        ->required()
        ->check(is_something);
    in->add_flag("--check", options.is_check, "Say what is wrong or would change, and change nothing");
    add_shell_flags(*in, options.shell);
    in->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return import_facts(config, options.facts_file, options.is_check, options.shell);
            });
        };
    });
    auto* out = app.add_subcommand("export", "Write everything that is stored as a file of facts");
    out->add_option("--source", options.facts_source, "Only what this one states, e.g. bitbucket")
        ->check(is_something);
    out->add_flag("--json", options.shell.json,
                  "It is JSON, line by line, in any case; refusals are it then too");
    out->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return export_facts(config, options.facts_source, options.shell);
            });
        };
    });
}

}  // namespace bot
