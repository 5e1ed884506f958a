// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include "bot/audit_export.hpp"
#include "bot/company_policy.hpp"
#include "bot/completion.hpp"
#include "bot/config_reference.hpp"
#include "bot/doctor.hpp"
#include "bot/order_shell.hpp"
#include "bot/serve.hpp"
#include "bot/shell.hpp"
#include "bot/version.hpp"
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "commands/reference.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "net/url.hpp"
#include "slack/manifest.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <set>

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

struct Options {
    std::string config_file;
    Flags flags;
    std::string data, listen;
    std::vector<std::string> checkouts, words;
    std::string public_url, shell_name, export_as, page;
    AuditFilter audit;
    bool socket = false, dry_run = false;
    slack::Features features;
    std::string expires = "24h";
    std::int64_t installation = 0;
    ReadyOptions ready;
    ShellOptions shell;
};

core::Result<Config> load(Options& options) {
    if (!options.config_file.empty())
        options.shell.program += " --config " + core::quote_word(core::one_line(options.config_file));
    if (!options.data.empty())
        options.shell.program += " --data " + core::quote_word(core::one_line(options.data));
    if (!options.data.empty()) options.flags["data.folder"] = options.data;
    if (!options.listen.empty()) options.flags["server.listen"] = options.listen;
    return read_config(options.config_file, process_environment(), options.flags);
}

template <class Run>
int with_config(Options& options, Run run) {
    auto config = load(options);
    return config ? run(std::move(*config)) : show_error(config.error(), options.shell);
}

int print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    return 0;
}

// An empty value is a variable that was never set.
std::string is_something(const std::string& value) { return value.empty() ? "is empty" : ""; }

void add_json_flag(CLI::App& app, ShellOptions& shell) {
    app.add_flag("--json", shell.json, "Print the answer as JSON");
}

void add_shell_flags(CLI::App& app, ShellOptions& shell) {
    add_json_flag(app, shell);
    app.add_flag("--details", shell.details, "Print everything the answer holds");
}

void add_ready(CLI::App& app, Options& options, std::function<int()>& chosen) {
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
        ->transform([](std::string level) {
            if (level.starts_with('L') || level.starts_with('l')) level.erase(0, 1);
            return level;
        })
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
    health->callback([&] {
        chosen = [&] {
            return with_config(options, [](const Config& config) { return healthcheck(config); });
        };
    });
}

void add_doctor(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* doctor_command = app.add_subcommand(
        "doctor", "Is everything as it should be? Says what mends what is not; exit 0 or 1");
    add_json_flag(*doctor_command, options.shell);
    doctor_command->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) { return doctor(config, options.shell); });
        };
    });
}

void add_audit(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* audit = app.add_subcommand("audit", "Who changed what; --export writes all of it");
    audit->add_option("--since", options.audit.since, "7d, 4w or 2026-01-31; 30 days unless said");
    audit->add_option("--who", options.audit.who, "Only rows of this person");
    audit->add_option("--what", options.audit.what, "Only rows with these words");
    audit->add_option("--export", options.export_as, "csv or jsonl, oldest first, to standard output")
        ->check(CLI::IsMember({"csv", "jsonl"}));
    add_shell_flags(*audit, options.shell);
    audit->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return options.export_as.empty()
                           ? command_in_shell(config, audit_line(options.audit), options.shell)
                           : export_audit(config, options.audit, options.export_as, options.shell);
            });
        };
    });
}

int check_config(const Config& config, const ShellOptions& shell) {
    const auto company = CompanyPolicy::read(config);
    if (!company) return show_error(company.error(), shell);
    if (const auto apart = check_addresses(config); !apart) return show_error(apart.error(), shell);
    auto warnings = config.warnings;
    for (const auto& fault : company->faults())
        warnings.push_back(fmt::format("governance line {}: {}", fault.line, fault.what));
    if (shell.json) {
        const core::Json checked = {{"outcome", "done"}, {"file", config.file}, {"warnings", warnings}};
        return print(core::dump_json_pretty(checked) + "\n");
    }
    for (const auto& warning : warnings) std::fprintf(stderr, "Warning: %s\n", warning.c_str());
    return print(config.file.empty() ? "No configuration file; the defaults and the environment are fine.\n"
                                     : fmt::format("{} is fine.\n", config.file));
}

void add_config(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* config = app.add_subcommand("config", "The settings: `config check`, `config explain`");
    config->require_subcommand(1);
    auto* check = config->add_subcommand("check", "Are the settings right? Starts nothing");
    add_json_flag(*check, options.shell);
    check->callback([&] {
        chosen = [&] {
            return with_config(options,
                               [&](const Config& read) { return check_config(read, options.shell); });
        };
    });
    auto* explain_command =
        config->add_subcommand("explain", "Every value, where it came from and what it means");
    add_json_flag(*explain_command, options.shell);
    explain_command->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& read) {
                return print(options.shell.json ? core::dump_json_pretty(explain_json(read)) + "\n"
                                                : explain(read));
            });
        };
    });
}

// The part of a public URL before its path, as Slack's manifest needs it.
core::Result<std::string> origin_of(const std::string& text) {
    const auto url = net::parse_url(text);
    if (!url || !url->is_secure || url->target != "/" || text.find('#') != std::string::npos)
        return core::invalid(
            "--public-url must start with https:// and name a host only, e.g. https://ispo.example.com; "
            "nothing was printed.");
    return "https://" + url->authority();
}

// Without a URL for Socket Mode.
int print_manifest(const std::string& public_url, const Options& options,
                   const slack::ManifestInstalling& installing = {}) {
    const auto origin = public_url.empty() ? core::Result<std::string>(std::string()) : origin_of(public_url);
    if (!origin) return show_error(origin.error(), options.shell);
    return print(core::dump_json_pretty(slack::manifest(*origin, options.features, "ISPO Bot", installing)) +
                 "\n");
}

void take_features(const Config& config, slack::Features& features) {
    if (features.unfurl_domains.empty()) features.unfurl_domains = config.list("slack.unfurl_domains");
    features.agent = features.agent || config.truth("slack.agent_view");
}

// What was said on the command line needs no settings: the app is made before they are.
int print_manifest_of(Options& options) {
    const bool is_said = options.socket || !options.public_url.empty();
    const auto config = load(options);
    if (!config && !is_said) return show_error(config.error(), options.shell);
    slack::ManifestInstalling installing;
    if (config) take_features(*config, options.features);
    if (const auto set = config ? config->installing() : std::nullopt)
        installing.redirect_url = set->redirect_url();
    if (options.socket || (!is_said && !config->text("slack.app_token").empty()))
        return print_manifest("", options, installing);
    const auto url = is_said ? options.public_url : config->text("server.public_url");
    return print_manifest(url.empty() ? "https://ispo.example.com" : url, options, installing);
}

void add_installing(CLI::App& slack_command, Options& options, std::function<int()>& chosen) {
    auto* link = slack_command.add_subcommand(
        "install-link", "Print a link that installs the app once, wherever its holder may");
    link->add_option("--expires", options.expires, "How long it works: 30m, 24h, 7d; otherwise 24h");
    auto* list = slack_command.add_subcommand("installations", "List where the app is installed");
    auto* end = slack_command.add_subcommand("uninstall", "Remove the app from one of them");
    end->add_option("id", options.installation, "The number that `ispo slack installations` shows")
        ->required();
    for (auto* sub : {link, list, end}) add_json_flag(*sub, options.shell);
    const auto choose = [&options, &chosen](CLI::App* sub, auto run) {
        sub->callback(
            [&options, &chosen, run] { chosen = [&options, run] { return with_config(options, run); }; });
    };
    choose(link, [&options](const Config& config) {
        return make_install_link(config, options.expires, options.shell);
    });
    choose(list, [&options](const Config& config) { return list_installations(config, options.shell); });
    choose(end, [&options](const Config& config) {
        return end_installation(config, options.installation, options.shell);
    });
}

void add_slack(CLI::App& app, Options& options, std::function<int()>& chosen) {
    auto* slack_command = app.add_subcommand("slack", "Connecting Slack: manifest, installations");
    slack_command->require_subcommand(1);
    auto* manifest =
        slack_command->add_subcommand("manifest", "Print the app manifest for the features in use");
    manifest->add_option("--public-url", options.public_url,
                         "Where Slack reaches this service; otherwise the setting server.public_url");
    manifest->add_flag("--socket", options.socket,
                       "For Socket Mode, without an inbound port; the default when slack.app_token is set");
    manifest->add_option("--unfurl-domain", options.features.unfurl_domains,
                         "A domain whose links get a preview; otherwise the setting slack.unfurl_domains");
    manifest->add_flag("--agent-view", options.features.agent,
                       "With the agent view; otherwise the setting slack.agent_view");
    manifest->callback([&] { chosen = [&] { return print_manifest_of(options); }; });
    add_installing(*slack_command, options, chosen);
}

std::vector<CompletedOption> options_of(const CLI::App& place) {
    std::vector<CompletedOption> options;
    for (const auto* option : place.get_options())
        for (const auto& name : option->get_lnames())
            options.push_back({"--" + name, option->get_items_expected_max() > 0});
    return options;
}

// Those of the program, which every command takes.
std::vector<CompletedOption> shared_options(const CLI::App& app) {
    auto options = options_of(app);
    std::erase_if(options,
                  [](const auto& each) { return each.name == "--help" || each.name == "--version"; });
    return options;
}

CompletedWord completed_word(const CLI::App& sub, const std::vector<CompletedOption>& shared) {
    CompletedWord word{.name = sub.get_name(), .summary = sub.get_description(), .options = options_of(sub)};
    word.options.insert(word.options.end(), shared.begin(), shared.end());
    return word;
}

std::vector<CompletedWord> completed_words(const CLI::App& app) {
    const auto shared = shared_options(app);
    std::vector<CompletedWord> words;
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (sub->get_group().empty()) continue;
        auto word = completed_word(*sub, shared);
        for (const auto* below : sub->get_subcommands([](const CLI::App*) { return true; })) {
            word.next.push_back(below->get_name());
            word.below.push_back(completed_word(*below, shared));
        }
        for (const auto* command : commands::commands()) {
            const auto parts = core::split(command->name, ' ');
            if (parts.size() == 2 && parts.front() == word.name) word.next.emplace_back(parts.back());
            if (word.name == "help" && parts.size() == 1) word.next.emplace_back(parts.front());
        }
        if (word.name == "help")
            for (const auto topic : commands::help_topics()) word.next.emplace_back(topic);
        if (word.name == "completion") word.next = {"bash", "zsh", "fish"};
        word.takes_folders = word.name == "ready";
        words.push_back(std::move(word));
    }
    return words;
}

void add_small(CLI::App& app, Options& options, std::function<int()>& chosen) {
    app.add_subcommand("version", "Print the version")->callback([&] {
        chosen = [] { return print(fmt::format("ispo {} ({})\n", version(), commit())); };
    });
    auto* completion = app.add_subcommand("completion", "Print a completion script");
    completion->add_option("shell", options.shell_name, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion->callback([&] { chosen = [&] { return print(completion_for(options.shell_name)); }; });
    auto* reference = app.add_subcommand("reference", "Print docs/commands.md, or docs/configuration.md");
    reference->group("");
    reference->add_option("page", options.page, "commands or configuration")
        ->check(CLI::IsMember({"commands", "configuration"}));
    reference->callback([&] {
        chosen = [&] {
            return print(options.page == "configuration" ? configuration_markdown()
                                                         : commands::commands_markdown());
        };
    });
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

// Every command of commands/ that has no richer form above, under its first word.
void add_commands(CLI::App& app, Options& options, std::function<int()>& chosen) {
    std::set<std::string> there = {"ready", "audit"};
    for (const auto* command : commands::commands()) {
        const std::string first(command->name.substr(0, command->name.find(' ')));
        if (!there.insert(first).second) continue;
        auto* sub = app.add_subcommand(first, std::string(command->summary));
        sub->add_option("words", options.words, std::string(command->usage));
        add_fields(*sub, first, options);
        add_shell_flags(*sub, options.shell);
        if (command->changes)
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

// What nobody took: after a command any word, else what looks like an option.
std::optional<std::string> stray_word(const std::vector<std::string>& words, bool has_command) {
    const auto stray = std::find_if(words.begin(), words.end(), [&](const auto& word) {
        return has_command || (word.size() > 1 && word.starts_with('-'));
    });
    return stray == words.end() ? std::nullopt : std::optional(*stray);
}

// The subcommand that was reached: "config check" of `ispo config check more`.
const CLI::App& deepest(const CLI::App& app) {
    const auto* reached = &app;
    while (!reached->get_subcommands().empty()) reached = reached->get_subcommands().front();
    return *reached;
}

// The option or subcommand that `word` is a slip away from; empty when nothing is near.
std::string nearest_to(const std::string& word, const CLI::App& app) {
    std::vector<std::string> known;
    for (const auto* place = &app; place; place = place->get_parent())
        for (const auto* option : place->get_options())
            for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; }))
        if (!sub->get_name().empty()) known.push_back(sub->get_name());
    const auto typed = core::shorten(word.substr(0, word.find('=')), 40);
    std::string nearest;
    auto fewest = commands::allowed_slips(typed) + 1;
    for (const auto& name : known)
        if (const auto slips = core::edit_distance(typed, name); slips < fewest) {
            fewest = slips;
            nearest = name;
        }
    return nearest;
}

std::string words_of(const CLI::App& app) {
    const auto* parent = app.get_parent();
    return (parent ? words_of(*parent) + " " : "") + app.get_name();
}

core::Error stray_error(const std::string& word, const CLI::App& app) {
    const auto& reached = deepest(app);
    const auto near = nearest_to(word, reached);
    return core::invalid(
        fmt::format("{} is not understood here. Nothing was done. {}`{} --help` lists what there is.",
                    core::shorten(core::one_line(word), 60),
                    near.empty() ? "" : fmt::format("Did you mean {}? ", near), words_of(reached)));
}

// What CLI11 says of a mistake it found itself, with what there is in its place.
core::Error parse_error(const CLI::ParseError& wrong, const CLI::App& app) {
    const auto& reached = deepest(app);
    std::string there;
    for (const auto* sub : reached.get_subcommands([](const CLI::App*) { return true; }))
        there += fmt::format("{}`{}`", there.empty() ? " There is: " : ", ", words_of(*sub));
    if (!there.empty()) there += '.';
    if (const auto stray = stray_word(app.remaining(true), true); stray)
        if (const auto near = nearest_to(*stray, reached); !near.empty())
            there = fmt::format(" Did you mean `{} {}`?", words_of(reached), near);
    auto what = core::shorten(core::one_line(wrong.what()), 200);
    if (!what.ends_with('.')) what += '.';
    return core::invalid(fmt::format("{}{} Nothing was done. `{} --help` lists what there is.", what,
                                     &reached == &app ? "" : there, words_of(reached)));
}

// "serv" is no command of ours; "serve" is, and no sentence is that short. Empty when nothing is near.
std::string nearest_program_command(const std::vector<std::string>& words, const CLI::App& app) {
    if (words.size() > 2 || words.empty() || words.front().size() < 3) return {};
    auto near = nearest_to(words.front(), app);
    const bool answered_by_commands =
        std::any_of(commands::commands().begin(), commands::commands().end(),
                    [&](const auto* command) { return core::split(command->name, ' ').front() == near; });
    return near.starts_with("--") || answered_by_commands ? std::string() : near;
}

void add_everything(CLI::App& app, Options& options, std::function<int()>& chosen) {
    app.set_version_flag("--version", fmt::format("ispo {} ({})", version(), commit()));
    app.add_option("--config", options.config_file, "Configuration file (TOML)");
    app.add_option("--data", options.data, "Data folder")->check(is_something);
    app.add_option("--listen", options.listen, "Address of the service, e.g. 127.0.0.1:8080");
    app.fallthrough();
    app.require_subcommand(0, 1);
    app.allow_extras();  // words that are no subcommand get the nearest commands as an answer
    add_ready(app, options, chosen);
    add_service(app, options, chosen);
    add_doctor(app, options, chosen);
    add_audit(app, options, chosen);
    add_config(app, options, chosen);
    add_slack(app, options, chosen);
    add_small(app, options, chosen);
    add_commands(app, options, chosen);
}

}  // namespace

std::string completion_for(std::string_view shell) {
    Options options;
    std::function<int()> chosen;
    CLI::App app;
    add_everything(app, options, chosen);
    return completion_script(shell, completed_words(app), shared_options(app));
}

int run_command_line(int argc, const char* const* argv) {
    Options options;
    std::function<int()> chosen;
    CLI::App app("ISPO Bot: the assistant of an InnerSource Program Office", "ispo");
    add_everything(app, options, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked_for_help) {
        return app.exit(asked_for_help);
    } catch (const CLI::ParseError& wrong) {
        options.shell.json = std::find(argv, argv + argc, std::string_view("--json")) != argv + argc;
        return show_error(parse_error(wrong, app), options.shell);
    }
    auto words = app.remaining(true);
    if (!chosen) take_shell_flags(words, options.shell);
    if (const auto stray = stray_word(words, chosen != nullptr))
        return show_error(stray_error(*stray, app), options.shell);
    if (chosen) return chosen();
    if (words.empty()) return print(app.help());
    if (const auto near = nearest_program_command(words, app); !near.empty())
        return show_error(stray_error(words.front(), app), options.shell);
    return with_config(options,
                       [&](const Config& config) { return command_in_shell(config, words, options.shell); });
}

}  // namespace bot
