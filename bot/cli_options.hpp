// SPDX-License-Identifier: Apache-2.0
// What a command line may say, where its parts keep it until one of them is chosen to run, and how they read
// the settings.
#pragma once

#include "bot/audit_export.hpp"
#include "bot/config.hpp"
#include "bot/shell.hpp"
#include "bot/sync.hpp"
#include "slack/manifest.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace bot {

struct Options {
    std::string config_file;
    Flags flags;
    std::string data, listen;
    std::vector<std::string> checkouts, words;
    std::string public_url, shell_name, export_as, page;
    AuditFilter audit;
    std::string import_as, facts_file, facts_source;
    bool is_check = false;
    bool socket = false, dry_run = false;
    slack::Features features;
    std::string expires = "24h";
    std::int64_t installation = 0;
    SyncOrder sync;
    std::string backup;
    bool only_verify = false;
    ReadyOptions ready;
    ShellOptions shell;
};

using Chosen = std::function<int()>;  // what runs once the line is understood; returns the exit code

// The settings: from the file, the environment and what the line says.
core::Result<Config> load(Options& options);
// The exit code of `run`, or of the refusal when the settings cannot be read.
template <class Run>
int with_config(Options& options, Run run) {
    auto config = load(options);
    return config ? run(std::move(*config)) : show_error(config.error(), options.shell);
}

int print(const std::string& text);
// For check(): an empty value is a variable that was never set.
std::string is_something(const std::string& value);
void add_json_flag(CLI::App& app, ShellOptions& shell);
void add_shell_flags(CLI::App& app, ShellOptions& shell);  // --json and --details

// Chosen is then a refusal, with 2.
void refuse(Chosen& chosen, const Options& options, std::string sentence);

std::string version_line();  // "ispo 0.1.0 (c0ffee123456)"
int print_version(const ShellOptions& shell);

// The program itself: `serve`, `demo`, `healthcheck`, `version`, `completion`, `reference`.
void add_program_orders(CLI::App& app, Options& options, Chosen& chosen);
// `people check` and `people import`.
void add_people_orders(CLI::App& app, Options& options, Chosen& chosen);
// `import` and `export` of files of facts.
void add_facts_orders(CLI::App& app, Options& options, Chosen& chosen);
// What operators order: `doctor`, `sync`, `backup`, `restore`, `audit`, `config …`, `slack …`.
void add_operators_orders(CLI::App& app, Options& options, Chosen& chosen);

}  // namespace bot
