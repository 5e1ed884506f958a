// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include "bot/company_policy.hpp"
#include "bot/completion.hpp"
#include "bot/serve.hpp"
#include "bot/shell.hpp"
#include "bot/version.hpp"
#include "commands/command.hpp"
#include "commands/reference.hpp"
#include "core/text.hpp"
#include "slack/manifest.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <set>

namespace bot {

namespace {

std::optional<std::string> process_environment(std::string_view name) {
    const char* value = std::getenv(std::string(name).c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

struct Options {
    std::string config_file;
    Flags flags;
    std::string data, listen;
    std::vector<std::string> checkouts, words;
    std::string public_url = "https://ispo.example.com", shell_name;
    ReadyOptions ready;
    ShellOptions shell;
};

core::Result<Config> load(Options& options) {
    if (!options.data.empty()) options.flags["data.folder"] = options.data;
    if (!options.listen.empty()) options.flags["server.listen"] = options.listen;
    return read_config(options.config_file, process_environment, options.flags);
}

int refuse(const core::Error& error) {
    std::fprintf(stderr, "%s\n", error.sentence.c_str());
    return 2;
}

template <class Run>
int with_config(Options& options, Run run) {
    auto config = load(options);
    return config ? run(std::move(*config)) : refuse(config.error());
}

int print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    return 0;
}

void add_shell_flags(CLI::App& app, ShellOptions& shell) {
    app.add_flag("--json", shell.json, "Print the answer as JSON");
    app.add_flag("--details", shell.details, "Print everything the answer holds");
}

void add_ready(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* ready =
        app.add_subcommand("ready", "How InnerSource-ready a repository is: names or paths of checkouts");
    ready->add_option(
        "targets", options.words,
        "Paths (holding / or starting with .), a repository's name, `history NAME` or `check ID`");
    ready->add_option(
        "--profile", options.ready.profile,
        "contributions-welcome, readable-source, shared-write, shared-ownership, docs-only or archived");
    ready->add_option("--at", options.ready.revision, "Commit, branch or tag to judge");
    ready->add_option("--format", options.ready.format, "text, json, markdown or sarif");
    ready
        ->add_option("--assume", options.ready.assumed,
                     "A setting that cannot be seen, e.g. visibility=internal")
        ->take_all();
    ready->add_option("--unknown", options.ready.unknown, "pass: unseen gates do not fail --fail-below")
        ->check(CLI::IsMember({"pass", "fail"}));
    ready
        ->add_option("--fail-below", options.ready.fail_below,
                     "Exit 1 below this level, 3 when unseen gates decide")
        ->check(CLI::Range(1, 4));
    ready->add_flag("--no-store", options.ready.no_store, "Do not keep the result");
    add_shell_flags(*ready, options.shell);
    ready->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return ready_in_shell(config, options.words, options.ready, options.shell);
            });
        };
    });
}

void add_service(CLI::App& app, Options& options, std::function<int()>& chosen) {
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
                return serve(std::move(config), {.demo = true, .checkouts = options.checkouts});
            });
        };
    });
    auto* health = app.add_subcommand("healthcheck", "Is the running service ready? Exit 0 or 1");
    health->callback([&] {
        chosen = [&] {
            return with_config(options, [](const Config& config) { return healthcheck(config); });
        };
    });
}

void add_config(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* config = app.add_subcommand("config", "The settings");
    config->require_subcommand(1);
    config->add_subcommand("check", "Are the settings right? Starts nothing")->callback([&] {
        chosen = [&] {
            return with_config(options, [](const Config& read) {
                for (const auto& warning : read.warnings)
                    std::fprintf(stderr, "Warning: %s\n", warning.c_str());
                const auto company = CompanyPolicy::read(read);
                if (!company) return refuse(company.error());
                for (const auto& fault : company->faults())
                    std::fprintf(stderr, "governance line %d: %s\n", fault.line, fault.what.c_str());
                return print(read.file.empty()
                                 ? "No configuration file; the defaults and the environment are fine.\n"
                                 : fmt::format("{} is fine.\n", read.file));
            });
        };
    });
    config->add_subcommand("explain", "Every value and where it came from; secrets are not shown")
        ->callback([&] {
            chosen = [&] {
                return with_config(options, [](const Config& read) { return print(explain(read)); });
            };
        });
}

void add_slack(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* slack_command = app.add_subcommand("slack", "Connecting Slack");
    slack_command->require_subcommand(1);
    auto* manifest =
        slack_command->add_subcommand("manifest", "Print the app manifest for the features in use");
    manifest->add_option("--public-url", options.public_url, "Where Slack reaches this service");
    manifest->callback([&] {
        chosen = [&] { return print(core::dump_json_pretty(slack::manifest(options.public_url)) + "\n"); };
    });
}

void add_small(CLI::App& app, Options& options, std::function<int()>& chosen) {
    app.add_subcommand("version", "Print the version")->callback([&] {
        chosen = [] { return print(fmt::format("ispo {} ({})\n", version(), commit())); };
    });
    auto* completion = app.add_subcommand("completion", "Print a completion script");
    completion->add_option("shell", options.shell_name, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion->callback([&] { chosen = [&] { return print(completion_script(options.shell_name)); }; });
    auto* reference = app.add_subcommand("reference", "Print docs/commands.md");
    reference->group("");
    reference->callback([&] { chosen = [] { return print(commands::commands_markdown()); }; });
    auto* ask = app.add_subcommand("ask", "Ask in plain words: ispo ask \"how ready is payments-api?\"");
    ask->add_option("words", options.words, "The question")->required();
    add_shell_flags(*ask, options.shell);
    ask->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return ask_in_shell(config, options.words, options.shell);
            });
        };
    });
}

// Every command of commands/ that has no richer form above, under its first word.
void add_commands(CLI::App& app, Options& options, std::function<int()>& chosen) {
    std::set<std::string> there = {"ready"};
    for (const auto* command : commands::commands()) {
        const std::string first(command->name.substr(0, command->name.find(' ')));
        if (!there.insert(first).second) continue;
        auto* sub = app.add_subcommand(first, std::string(command->summary));
        sub->add_option("words", options.words, std::string(command->usage));
        add_shell_flags(*sub, options.shell);
        sub->callback([&options, &chosen, first] {
            chosen = [&options, first] {
                std::vector<std::string> words = {first};
                words.insert(words.end(), options.words.begin(), options.words.end());
                return with_config(options, [&](const Config& config) {
                    return command_in_shell(config, words, options.shell);
                });
            };
        });
    }
}

// Below a command these flags are options of it; beside words that are none, nobody else takes them.
void take_shell_flags(std::vector<std::string>& words, ShellOptions& shell) {
    shell.json = std::erase(words, "--json") > 0;
    shell.details = std::erase(words, "--details") > 0;
}

// What nobody took: after a command any word, else what looks like an option.
std::optional<std::string> stray_word(const std::vector<std::string>& words, bool has_command) {
    const auto stray = std::find_if(words.begin(), words.end(), [&](const auto& word) {
        return has_command || (word.size() > 1 && word.starts_with('-'));
    });
    return stray == words.end() ? std::nullopt : std::optional(*stray);
}

int refuse_stray(const std::string& word) {
    std::fprintf(stderr, "%s is not understood here. Nothing was done. `ispo --help` lists what there is.\n",
                 core::one_line(word).c_str());
    return 2;
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
    Options options;
    std::function<int()> chosen;
    CLI::App app("ISPO Bot: the assistant of an InnerSource Program Office", "ispo");
    app.set_version_flag("--version", fmt::format("ispo {} ({})", version(), commit()));
    app.add_option("--config", options.config_file, "Configuration file (TOML)");
    app.add_option("--data", options.data, "Data folder");
    app.add_option("--listen", options.listen, "Address of the service, e.g. 127.0.0.1:8080");
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.allow_extras();  // words that are no subcommand get the nearest commands as an answer
    add_ready(app, options, chosen);
    add_service(app, options, chosen);
    add_config(app, options, chosen);
    add_slack(app, options, chosen);
    add_small(app, options, chosen);
    add_commands(app, options, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked_for_help) {
        return app.exit(asked_for_help);
    } catch (const CLI::ParseError& wrong) {
        std::fprintf(stderr, "%s\nNothing was done. ispo --help lists what there is.\n", wrong.what());
        return 2;
    }
    auto words = app.remaining(true);
    if (!chosen) take_shell_flags(words, options.shell);
    if (const auto stray = stray_word(words, chosen != nullptr)) return refuse_stray(*stray);
    if (chosen) return chosen();
    if (words.empty()) return print(app.help());
    return with_config(options,
                       [&](const Config& config) { return command_in_shell(config, words, options.shell); });
}

}  // namespace bot
