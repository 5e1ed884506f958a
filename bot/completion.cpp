// SPDX-License-Identifier: Apache-2.0
#include "bot/completion.hpp"

#include "commands/command.hpp"

#include <fmt/format.h>

#include <map>

namespace bot {

namespace {

// First words with a sentence each: the operator's, then those of commands/.
std::map<std::string, std::string> first_words() {
    std::map<std::string, std::string> words = {{"serve", "Run the service"},
                                                {"demo", "Run the browser console with a sample company"},
                                                {"ask", "Ask in plain words"},
                                                {"config", "The settings"},
                                                {"slack", "Connecting Slack"},
                                                {"healthcheck", "Is the running service ready?"},
                                                {"completion", "Print a completion script"},
                                                {"version", "Print the version"}};
    for (const auto* command : commands::commands())
        words.emplace(std::string(command->name.substr(0, command->name.find(' '))),
                      std::string(command->summary));
    return words;
}

const std::map<std::string, std::string> second_words = {{"config", "check explain"},
                                                         {"slack", "manifest"},
                                                         {"completion", "bash zsh fish"},
                                                         {"ready", "findings history check"},
                                                         {"settings", "edit save"}};
constexpr std::string_view flags = "--json --details --config --data --listen --help";

std::string all_words() {
    std::string out;
    for (const auto& [word, what] : first_words()) out += (out.empty() ? "" : " ") + word;
    return out;
}

std::string bash() {
    std::string cases;
    for (const auto& [first, second] : second_words)
        cases += fmt::format("    {}) words='{}' ;;\n", first, second);
    return fmt::format(R"(# bash completion for ispo: source <(ispo completion bash)
_ispo() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then words='{}'; else case "${{COMP_WORDS[1]}}" in
{}  esac; fi
  case "$current" in -*) words='{}' ;; esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; [ "${{COMP_WORDS[1]}}" = ready ] && compgen -d -- "$current")
}}
complete -F _ispo ispo
)",
                       all_words(), cases, flags);
}

std::string zsh() {
    std::string rows;
    for (const auto& [word, what] : first_words()) {
        std::string plain;
        for (const char c : what)
            if (c != '\'' && c != ':' && c != '`') plain += c;
        rows += fmt::format("    '{}:{}'\n", word, plain);
    }
    return fmt::format(R"(#compdef ispo
# zsh completion for ispo: ispo completion zsh > "${{fpath[1]}}/_ispo"
_ispo() {{
  local -a words
  words=(
{}  )
  if (( CURRENT == 2 )); then _describe 'command' words; else _files -/; fi
}}
_ispo "$@"
)",
                       rows);
}

std::string fish() {
    std::string out =
        "# fish completion for ispo: ispo completion fish > ~/.config/fish/completions/ispo.fish\n";
    for (const auto& [word, what] : first_words()) {
        std::string plain;
        for (const char c : what)
            if (c != '\'' && c != '\\') plain += c;
        out += fmt::format("complete -c ispo -n __fish_use_subcommand -a {} -d '{}'\n", word, plain);
    }
    for (const auto& [first, second] : second_words)
        out += fmt::format("complete -c ispo -n '__fish_seen_subcommand_from {}' -a '{}'\n", first, second);
    return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
    return shell == "zsh" ? zsh() : shell == "fish" ? fish() : bash();
}

}  // namespace bot
