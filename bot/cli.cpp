// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include "bot/cli_completion.hpp"
#include "bot/cli_mistakes.hpp"
#include "bot/cli_options.hpp"
#include "bot/shell.hpp"
#include "commands/command.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

namespace bot {

namespace {

void add_ready(CLI::App& app, Options& options, Chosen& chosen) {
    auto* ready =
        app.add_subcommand("ready", "How InnerSource-ready a repository is: names or paths of checkouts");
    ready->add_option("targets", options.words,
                      "Paths (holding / or starting with .), a repository's name, `findings NAME`, `history "
                      "NAME` or `check "
                      "ID`");
    ready->add_option(
        "--profile", options.ready.profile,
        "contributions-welcome, readable-source, shared-write, shared-ownership, docs-only or archived");
    ready->add_option("--at", options.ready.revision, "Commit, branch or tag to judge")->check(is_something);
    const auto* format = ready->add_option("--format", options.ready.format, "text, json, markdown or sarif");
    ready
        ->add_option("--assume", options.ready.assumed,
                     "A setting that cannot be seen, e.g. visibility=internal")
        ->take_all();
    ready->add_option("--unknown", options.ready.unknown, "pass: unseen gates do not fail --fail-below")
        ->check(CLI::IsMember({"pass", "fail"}));
    ready
        ->add_option("--fail-below", options.ready.fail_below,
                     "Exit 1 below this level (L2 or 2), 3 when unseen gates decide")
        ->transform([](std::string level) {
            if (level.starts_with('L') || level.starts_with('l')) level.erase(0, 1);
            return level;
        })
        ->check(CLI::Range(1, 4).description(""))
        ->type_name("L1|L2|L3|L4");
    ready->add_flag("--no-store", options.ready.no_store, "Do not keep the result");
    add_shell_flags(*ready, options.shell);
    ready->callback([&options, &chosen, format] {
        const bool contradicts = options.shell.json && format->count() > 0 && options.ready.format != "json";
        if (contradicts)
            return refuse(
                chosen, options,
                fmt::format(
                    "--json and --format {} contradict each other; nothing was judged. Give one of them.",
                    core::shorten(core::one_line(options.ready.format), 40)));
        chosen = [&options] {
            return with_config(options, [&](const Config& config) {
                return ready_in_shell(config, options.words, options.ready, options.shell);
            });
        };
    });
}

void add_ask(CLI::App& app, Options& options, Chosen& chosen) {
    auto* ask = app.add_subcommand("ask", "Ask in plain words: ispo ask \"how ready is payments-api?\"");
    ask->add_option("words", options.words, "the question")->required();
    add_shell_flags(*ask, options.shell);
    ask->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return ask_in_shell(config, options.words, options.shell);
            });
        };
    });
}

// What the commands under a first word take from a form, as options.
void add_fields(CLI::App& sub, std::string_view first, Options& options) {
    std::set<std::string> there;
    for (const auto* command : commands::commands()) {
        if (command->name.substr(0, command->name.find(' ')) != first) continue;
        for (const auto field : command->fields) {
            const std::string name(field);
            if (!there.insert(name).second) continue;
            sub.add_option_function<std::string>(
                "--" + name,
                [&options, name](const std::string& value) { options.shell.fields[name] = value; },
                std::string(command->summary));
        }
    }
}

bool has_change(std::string_view first) {
    const auto all = commands::commands();
    return std::any_of(all.begin(), all.end(), [&](const auto* command) {
        return command->changes && command->name.substr(0, command->name.find(' ')) == first;
    });
}

// Every command of commands/ that has no richer form above, under its first word.
void add_commands(CLI::App& app, Options& options, Chosen& chosen) {
    std::set<std::string> there = {"ready", "audit", "people"};
    for (const auto* command : commands::commands()) {
        const std::string first(command->name.substr(0, command->name.find(' ')));
        if (!there.insert(first).second) continue;
        auto* sub = app.add_subcommand(first, std::string(command->summary));
        sub->add_option("words", options.words, std::string(command->usage));
        add_fields(*sub, first, options);
        add_shell_flags(*sub, options.shell);
        if (has_change(first))
            sub->add_flag("--dry-run", options.dry_run, "Say what would change, and change nothing");
        sub->callback([&options, &chosen, first] {
            chosen = [&options, first] {
                std::vector<std::string> words = {first};
                words.insert(words.end(), options.words.begin(), options.words.end());
                if (options.dry_run) words.emplace_back("--dry-run");
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

// Was a command reached that people ask, not one of operators?
bool has_reached_a_question(const CLI::App& app) {
    const auto reached = app.get_subcommands();
    const auto all = commands::commands();
    return !reached.empty() && std::any_of(all.begin(), all.end(), [&](const auto* command) {
        return core::split(command->name, ' ').front() == reached.front()->get_name();
    });
}

// All words from `first` on, without the options between them.
std::vector<std::string> sentence_from(const std::string& first, int argc, const char* const* argv) {
    std::vector<std::string> words;
    for (auto at = std::find(argv, argv + argc, first); at != argv + argc; ++at) {
        const std::string_view word(*at);
        const bool has_value = word == "--data" || word == "--config" || word == "--listen";
        if (!word.starts_with("--")) words.emplace_back(word);
        if (has_value && at + 1 != argv + argc) ++at;
    }
    return words;
}

bool says_json(int argc, const char* const* argv) {
    return std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
}

void add_everything(CLI::App& app, Options& options, Chosen& chosen) {
    app.set_version_flag("--version", version_line());
    app.add_option("--config", options.config_file, "Configuration file (TOML)");
    app.add_option("--data", options.data, "Data folder")->check(is_something);
    app.add_option("--listen", options.listen, "Address of the service, e.g. 127.0.0.1:8080");
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.allow_extras();  // words that are no subcommand get the nearest commands as an answer
    add_ready(app, options, chosen);
    add_operators_orders(app, options, chosen);
    add_program_orders(app, options, chosen);
    add_ask(app, options, chosen);
    add_people_orders(app, options, chosen);
    add_facts_orders(app, options, chosen);
    add_commands(app, options, chosen);
}

}  // namespace

std::string completion_for(std::string_view shell) {
    Options options;
    Chosen chosen;
    CLI::App app;
    add_everything(app, options, chosen);
    return completion_script(shell, completed_words(app), shared_options(app));
}

std::string typed_program(std::string_view started, std::string_view search_path) {
    namespace fs = std::filesystem;
    std::string name = "ispo";
    if (started.find('/') == std::string_view::npos) return name;
    for (const auto folder : core::split(search_path, ':')) {
        std::error_code unseen;
        const auto found = fs::path(folder) / name;
        if (folder.empty() || !fs::is_regular_file(found, unseen)) continue;
        if (fs::equivalent(found, fs::path(started), unseen)) return name;
        break;  // another one would be run
    }
    return core::quote_word(core::one_line(started));
}

int run_command_line(int argc, const char* const* argv) {
    Options options;
    Chosen chosen;
    const char* folders = std::getenv("PATH");
    options.shell.program = typed_program(argc > 0 ? argv[0] : "", folders ? folders : "");
    CLI::App app("ISPO Bot: the assistant of an InnerSource Program Office", options.shell.program);
    add_everything(app, options, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForVersion&) {
        options.shell.json = says_json(argc, argv);
        return print_version(options.shell);
    } catch (const CLI::Success& asked_for_help) {
        return app.exit(asked_for_help);
    } catch (const CLI::ParseError& wrong) {
        options.shell.json = says_json(argc, argv);
        return show_error(parse_error(wrong, app), options.shell);
    }
    // "which repositories are L3?" is a sentence, though one of its words is a command.
    const auto before = app.remaining(false);
    if (chosen && !before.empty() && !before.front().starts_with('-') && has_reached_a_question(app)) {
        const auto sentence = sentence_from(before.front(), argc, argv);
        return with_config(
            options, [&](const Config& config) { return ask_in_shell(config, sentence, options.shell); });
    }
    auto words = app.remaining(true);
    if (!chosen) take_shell_flags(words, options.shell);
    auto refused = options.shell;  // as JSON, where asked for, by those too that have none
    refused.json = refused.json || says_json(argc, argv);
    if (const auto stray = stray_word(words, chosen != nullptr))
        return show_error(stray_error(*stray, app), refused);
    if (chosen) return chosen();
    if (words.empty()) return print(app.help());
    if (const auto near = nearest_program_command(words, app); !near.empty())
        return show_error(stray_error(words.front(), app), refused);
    return with_config(options,
                       [&](const Config& config) { return command_in_shell(config, words, options.shell); });
}

}  // namespace bot
