// SPDX-License-Identifier: Apache-2.0
#include "bot/shell.hpp"

#include "bot/ready_report.hpp"
#include "bot/terminal.hpp"
#include "commands/answer_json.hpp"
#include "commands/repository_links.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace bot {

namespace {

TerminalStyle style_of(const ShellOptions& options) {
    TerminalStyle style{.details = options.details, .program = options.program};
    winsize size{};
    if (::isatty(STDOUT_FILENO) != 0) {
        style.colour = std::getenv("NO_COLOR") == nullptr;
        if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
            style.width = std::min<std::size_t>(size.ws_col, 140);
    }
    return style;
}

// The first option that was given and that only a checkout can answer; null when there is none.
const char* for_checkouts_only(const ReadyOptions& ready) {
    if (ready.fail_below) return "--fail-below";
    if (!ready.revision.empty()) return "--at";
    if (!ready.profile.empty()) return "--profile";
    if (!ready.assumed.empty()) return "--assume";
    if (ready.format != "text") return "--format";
    if (ready.no_store) return "--no-store";
    return ready.unknown == "fail" ? nullptr : "--unknown";
}

// `ready history`, `ready findings` and names are answered from what is kept.
std::string for_checkouts(const char* option, const std::vector<std::string>& targets, bool is_subject,
                          const std::string& program) {
    const auto last = core::shorten(core::one_line(targets.back()), 60);
    if (!is_subject)
        return fmt::format("{} is for checkouts, which are given as paths (./{}); nothing was done.", option,
                           core::shorten(core::one_line(targets.front()), 60));
    return fmt::format(
        "{0} is for judging a checkout ({4} ready {2}{3} {0} …); `ready {1}` shows what is kept, "
        "as text or with --json. Nothing was done.",
        option, targets.front(), is_path(targets.back()) ? "" : "./", last, program);
}

// As checkouts are stored: without links and relative parts.
std::string whole_path(const std::string& path) {
    std::error_code failed;
    const auto whole = std::filesystem::canonical(path, failed);
    return failed ? path : whole.string();
}

}  // namespace

int show(const commands::Answer& answer, const ShellOptions& options) {
    const auto text = options.json ? core::dump_json_pretty(commands::to_json(answer)) + "\n"
                                   : terminal_text(answer, style_of(options));
    const bool failed = answer.outcome == commands::Outcome::wrong_use ||
                        answer.outcome == commands::Outcome::refused ||
                        answer.outcome == commands::Outcome::unavailable;
    std::fputs(text.c_str(), failed && !options.json ? stderr : stdout);
    return commands::exit_code(answer.outcome);
}

int show_error(const core::Error& error, const ShellOptions& options) {
    const auto answer = commands::from_error(error);
    if (options.json) return show(answer, options);
    std::fprintf(stderr, "%s\n", error.sentence.c_str());
    return commands::exit_code(answer.outcome);
}

bool is_path(const std::string& target) {
    return (target.find('/') != std::string::npos && !commands::is_link(target)) || target.starts_with('.');
}

int command_in_shell(const Config& config, const std::vector<std::string>& words,
                     const ShellOptions& options) {
    const auto heard = ask_anyone(config, words, options);
    if (!heard) return show(commands::from_error(heard.error()), options);
    // A path is read here, where it is: by the person who asks, with their rights.
    const auto line = core::split_words(heard->line);
    if (heard->answer.outcome == commands::Outcome::pending && line.size() == 2 && is_path(line[1])) {
        ReadyOptions ready;
        if (options.json) ready.format = "json";
        return report_on_paths(config, {line[1]}, ready, style_of(options));
    }
    return show(heard->answer, options);
}

int ask_in_shell(const Config& config, const std::vector<std::string>& words, const ShellOptions& options) {
    std::vector<std::string> split;
    for (const auto& word : words)
        for (auto& each : core::split_words(word)) split.push_back(std::move(each));
    return command_in_shell(config, split, options);
}

int ready_in_shell(const Config& config, const std::vector<std::string>& given, ReadyOptions ready,
                   const ShellOptions& options) {
    const auto targets = given.empty() ? std::vector<std::string>{"."} : given;
    const auto paths = std::count_if(targets.begin(), targets.end(), is_path);
    const bool is_subject =
        targets.size() > 1 && (targets[0] == "history" || targets[0] == "check" || targets[0] == "findings");
    if (paths == 0 || is_subject) {
        auto as_asked = options;
        if (ready.format == "json") {  // as --json, which every command takes
            as_asked.json = true;
            ready.format = "text";
        }
        if (const auto* asked = for_checkouts_only(ready))
            return show_error(core::invalid(for_checkouts(asked, targets, is_subject, options.program)),
                              as_asked);
        std::vector<std::string> words = {"ready"};
        for (const auto& target : targets) words.push_back(is_path(target) ? whole_path(target) : target);
        const int code = command_in_shell(config, words, as_asked);
        if (code == 2 && targets.size() == 1 && !as_asked.json &&
            std::filesystem::is_directory(targets.front()))
            std::fprintf(stderr, "There is a folder of this name here: %s ready ./%s judges it.\n",
                         options.program.c_str(), core::one_line(targets.front()).c_str());
        return code;
    }
    if (paths != static_cast<std::ptrdiff_t>(targets.size())) {
        return show_error(
            core::invalid(
                "Give either paths (./checkout) or one repository's name, not both; nothing was judged."),
            options);
    }
    if (options.json) ready.format = "json";
    return report_on_paths(config, targets, ready, style_of(options));
}

}  // namespace bot
