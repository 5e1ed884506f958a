// SPDX-License-Identifier: Apache-2.0
#include "bot/backup_shell.hpp"
#include "bot/cli_options.hpp"
#include "bot/clock.hpp"
#include "bot/company_policy.hpp"
#include "bot/config_keys.hpp"
#include "bot/directory_files.hpp"
#include "bot/doctor.hpp"
#include "bot/order_shell.hpp"
#include "bot/sync_shell.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "net/url.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

namespace bot {

namespace {

void add_doctor(CLI::App& app, Options& options, Chosen& chosen) {
    auto* doctor_command = app.add_subcommand(
        "doctor", "Is everything as it should be? Says what mends what is not; exit 0 or 1");
    add_json_flag(*doctor_command, options.shell);
    doctor_command->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) { return doctor(config, options.shell); });
        };
    });
}

void add_sync(CLI::App& app, Options& options, Chosen& chosen) {
    auto* sync = app.add_subcommand(
        "sync",
        "Read the sources now; where it was interrupted it goes on. Exit 3 when not all could be read");
    sync->add_option("--source", options.sync.source, "Only the one of this name: acme of [github.acme]")
        ->check(is_something);
    sync->add_flag("--full", options.sync.full, "Judge every repository anew, not only what has changed");
    add_shell_flags(*sync, options.shell);
    sync->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return sync_in_shell(config, options.sync, options.shell);
            });
        };
    });
}

void add_backup(CLI::App& app, Options& options, Chosen& chosen) {
    auto* backup =
        app.add_subcommand("backup", "Copy the database beside whatever runs, checked, with its checksum");
    backup
        ->add_option("file", options.backup,
                     "A new file, or - for standard output; otherwise one more in backup.folder")
        ->check(is_something);
    add_json_flag(*backup, options.shell);
    backup->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return backup_in_shell(config, options.backup, options.shell);
            });
        };
    });
    auto* restore = app.add_subcommand(
        "restore",
        "Put a backup in the place of the database, which is kept aside; the service must not run");
    restore->add_option("file", options.backup, "The backup; otherwise the newest of backup.folder")
        ->check(is_something);
    restore->add_flag("--verify", options.only_verify, "Only try it aside: is it whole, and does it answer?");
    add_json_flag(*restore, options.shell);
    restore->callback([&] {
        chosen = [&] {
            return with_config(options, [&](const Config& config) {
                return restore_in_shell(config, options.backup, options.only_verify, options.shell);
            });
        };
    });
}

void add_audit(CLI::App& app, Options& options, Chosen& chosen) {
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
    for (auto& line : company->expired(wall_now())) warnings.push_back(std::move(line));
    const auto files = read_directory_files(config.list("directory.files"), "");
    if (!files) return show_error(files.error(), shell);
    for (auto& line : missing_for_preset(config.text("directory.preset"), *files))
        warnings.push_back(std::move(line));
    if (!shell.json)
        for (const auto& warning : warnings) std::fprintf(stderr, "Warning: %s\n", warning.c_str());
    if (const auto faults = company->mistakes(wall_now()); !faults.empty())
        return show_error(
            core::invalid(
                "The company's rules have mistakes; the rest of them counts, nothing was changed.\n  " +
                core::join(faults, "\n  ")),
            shell);
    const auto fine = config.file.empty()
                          ? std::string("No configuration file; the defaults and the environment are fine.")
                          : fmt::format("{} is fine.", core::one_line(config.file));
    if (!shell.json) return print(fine + "\n");
    auto answer = commands::say(fine);
    answer.data = {{"file", config.file}, {"warnings", warnings}};
    return show(answer, shell);
}

void add_config(CLI::App& app, Options& options, Chosen& chosen) {
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
    auto back = installing;
    // One host in all of it: the one that was said goes before that of the settings.
    if (!back.redirect_url.empty() && !options.public_url.empty() && !origin->empty())
        back.redirect_url = *origin + "/slack/oauth_redirect";
    return print(core::dump_json_pretty(slack::manifest(*origin, options.features, "ISPO Bot", back)) + "\n");
}

void take_features(const Config& config, slack::Features& features) {
    if (features.unfurl_domains.empty()) features.unfurl_domains = config.list("slack.unfurl_domains");
    features.agent = features.agent || config.truth("slack.agent_view");
}

// What was said on the command line needs no settings: the app is made before they are.
int print_manifest_of(Options& options) {
    const auto domains = core::join(options.features.unfurl_domains, "\n");
    if (const auto no = objection_to("slack.unfurl_domains", domains); !no.empty())
        return show_error(core::invalid("--unfurl-domain " + no + "; nothing was printed."), options.shell);
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
    if (url.empty())
        std::fprintf(stderr,
                     "https://ispo.example.com stands for the address at which Slack reaches you: set "
                     "server.public_url or say --public-url, or use Socket Mode (--socket).\n");
    return print_manifest(url.empty() ? "https://ispo.example.com" : url, options, installing);
}

void add_installing(CLI::App& slack_command, Options& options, Chosen& chosen) {
    auto* link = slack_command.add_subcommand(
        "install-link", "Print a link that installs the app once, wherever its holder may");
    link->add_option("--expires", options.expires, "How long it works: 30m, 24h, 7d; otherwise 24h");
    auto* list = slack_command.add_subcommand("installations", "List where the app is installed");
    auto* end = slack_command.add_subcommand("uninstall", "Remove the app from one of them");
    end->add_option("id", options.installation, "the number that `ispo slack installations` shows")
        ->required()
        ->check([](const std::string& typed) {
            constexpr std::size_t longest_number = 18;
            return typed.size() > longest_number ? "is no number of an installation" : std::string();
        });
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

void add_slack(CLI::App& app, Options& options, Chosen& chosen) {
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
    manifest->add_flag("--json", options.shell.json, "It is JSON in any case; refusals are it then too");
    manifest->callback([&] { chosen = [&] { return print_manifest_of(options); }; });
    add_installing(*slack_command, options, chosen);
}

}  // namespace

void add_operators_orders(CLI::App& app, Options& options, Chosen& chosen) {
    add_doctor(app, options, chosen);
    add_sync(app, options, chosen);
    add_backup(app, options, chosen);
    add_audit(app, options, chosen);
    add_config(app, options, chosen);
    add_slack(app, options, chosen);
}

}  // namespace bot
