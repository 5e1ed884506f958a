// SPDX-License-Identifier: Apache-2.0
#include "bot/cli_options.hpp"
#include "bot/directory_files.hpp"

namespace bot {

void add_people_orders(CLI::App& app, Options& options, Chosen& chosen) {
    auto* people =
        app.add_subcommand("people", "Who is in which team: `people check`, `people import FILE…`");
    people->require_subcommand(1);
    auto* check =
        people->add_subcommand("check", "How much of the company the directory knows, and what it does not");
    add_shell_flags(*check, options.shell);
    check->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return command_in_shell(config, {"people", "check"}, options.shell);
            });
        };
    });
    auto* bring_in = people->add_subcommand(
        "import", "Import teams and owners from files; without one those of the setting directory.files");
    bring_in->add_option("files", options.words, "CSV, org-data.json or catalog-info.yaml; or KIND=FILE");
    bring_in
        ->add_option("--as", options.import_as,
                     "What the files are, where their names and columns do not say it")
        ->check(CLI::IsMember({"org-chart", "teams", "overrides", "owners", "org-data", "catalog"}));
    bring_in->add_flag("--dry-run", options.dry_run, "Say what would change, and change nothing");
    add_shell_flags(*bring_in, options.shell);
    bring_in->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return import_people(config, options.words, options.import_as, options.dry_run,
                                     options.shell);
            });
        };
    });
}

}  // namespace bot
