// SPDX-License-Identifier: Apache-2.0
// Orders about the program itself: run it, is it ready, and what it prints of itself.
#include "bot/cli.hpp"
#include "bot/cli_options.hpp"
#include "bot/clock.hpp"
#include "bot/config_reference.hpp"
#include "bot/control.hpp"
#include "bot/serve.hpp"
#include "bot/version.hpp"
#include "commands/reference.hpp"
#include "core/text.hpp"
#include "sources/facts/schema.hpp"
#include "storage/health.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

namespace bot {

namespace {

// Only plain names: bash expands what it is offered, and a name may come from anybody. A folder that cannot
// be read offers none.
int print_repository_names(const Config& config) {
    constexpr auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    std::set<std::string> names;
    for (const auto& folder : {config.data_folder(), demo_folder(config)}) {
        try {
            std::error_code unseen;
            const auto file = folder / "ispo.db";
            if (!std::filesystem::exists(file, unseen)) continue;
            const auto reader = storage::look_into(file);
            if (!reader) continue;
            for (const auto& row : reader->repositories(wall_now()))
                if (std::all_of(row.name.begin(), row.name.end(), is_plain)) names.insert(row.name);
        } catch (const storage::Broken&) {
            continue;
        }
    }
    for (const auto& name : names) std::printf("%s\n", name.c_str());
    return 0;
}

void add_service(CLI::App& app, Options& options, Chosen& chosen) {
    auto* serve_command = app.add_subcommand("serve", "Run the service");
    serve_command->callback([&] {
        chosen = [&] {
            return with_config(options, [](Config config) { return serve(std::move(config), {}); });
        };
    });
    auto* demo = app.add_subcommand(
        "demo", "Run the browser console with a sample company; needs no Slack, no token, no network");
    demo->add_option("--checkout", options.checkouts, "A git checkout to show beside the sample")->take_all();
    demo->callback([&] {
        chosen = [&] {
            return with_config(options, [&](Config config) {
                for (const auto& path : options.checkouts)
                    if (std::error_code failed; !std::filesystem::is_directory(path, failed))
                        return show_error(core::not_found(fmt::format(
                                              "There is no folder {}. Nothing was started; check --checkout.",
                                              core::shorten(core::one_line(path), 200))),
                                          options.shell);
                return serve(std::move(config), {.demo = true, .checkouts = options.checkouts});
            });
        };
    });
    auto* health = app.add_subcommand("healthcheck", "Is the running service ready? Exit 0 or 1");
    add_json_flag(*health, options.shell);
    health->callback([&] {
        chosen = [&] {
            return with_config(options,
                               [&](const Config& config) { return healthcheck(config, options.shell); });
        };
    });
}

void add_texts(CLI::App& app, Options& options, Chosen& chosen) {
    auto* version_command = app.add_subcommand("version", "Print the version");
    add_json_flag(*version_command, options.shell);
    version_command->callback([&] { chosen = [&] { return print_version(options.shell); }; });
    auto* completion = app.add_subcommand("completion", "Print a completion script");
    completion->add_option("shell", options.shell_name, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion->add_flag("--json", options.shell.json)->group("");
    completion->callback([&] {
        if (options.shell.json)
            return refuse(
                chosen, options,
                "A completion script is for a shell and has no JSON; nothing was printed. Leave out "
                "--json.");
        chosen = [&] { return print(completion_for(options.shell_name)); };
    });
    // Asked by the scripts: of the file itself, without its lock, so that a key is never waited for.
    auto* names = app.add_subcommand("completion-names", "Names of repositories for completion scripts");
    names->group("");
    names->callback([&] { chosen = [&] { return with_config(options, print_repository_names); }; });
    auto* reference = app.add_subcommand(
        "reference", "Print docs/commands.md, docs/configuration.md or docs/facts.schema.json");
    reference->group("");
    reference->add_option("page", options.page, "commands, configuration or facts")
        ->check(CLI::IsMember({"commands", "configuration", "facts"}));
    reference->callback([&] {
        chosen = [&] {
            if (options.page == "facts")
                return print(core::dump_json_pretty(sources::facts::schema()) + "\n");
            return print(options.page == "configuration" ? configuration_markdown()
                                                         : commands::commands_markdown());
        };
    });
}

}  // namespace

std::string version_line() { return fmt::format("ispo {} ({})", version(), commit()); }

int print_version(const ShellOptions& shell) {
    if (!shell.json) return print(version_line() + "\n");
    auto answer = commands::say(version_line());
    answer.data = {{"version", version()}, {"commit", commit()}};
    return show(answer, shell);
}

void add_program_orders(CLI::App& app, Options& options, Chosen& chosen) {
    add_service(app, options, chosen);
    add_texts(app, options, chosen);
}

}  // namespace bot
