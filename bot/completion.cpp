// SPDX-License-Identifier: Apache-2.0
#include "bot/completion.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace bot {

namespace {

struct Values {
    std::string_view option, words;
};
constexpr auto known_values = std::to_array<Values>({
    {"--format", "text json markdown sarif"},
    {"--profile", "contributions-welcome readable-source shared-write shared-ownership docs-only archived"},
    {"--unknown", "pass fail"},
    {"--fail-below", "L1 L2 L3 L4"},
    {"--export", "csv jsonl"},
    {"--assume",
     "visibility=public visibility=internal visibility=private forking=on forking=off issues=on issues=off "
     "archived=yes archived=no description= topics= branch_protection=review branch_protection=push "
     "branch_protection=none access_requests=on access_requests=off releases=yes releases=no "
     "dependency_updates=on dependency_updates=off default_licence=yes default_licence=no"},
});
// Its values hold "=", at which bash splits words.
constexpr std::string_view of_pairs = "--assume";
constexpr auto of_files = std::to_array<std::string_view>({"--config"});
constexpr auto of_folders = std::to_array<std::string_view>({"--data", "--checkout"});

bool is_one_of(const auto& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

std::string_view values_of(std::string_view option) {
    const auto found = std::find_if(known_values.begin(), known_values.end(),
                                    [&](const auto& row) { return row.option == option; });
    return found == known_values.end() ? std::string_view() : found->words;
}

// A sentence inside single quotes of a script.
std::string quotable(std::string_view sentence) {
    std::string plain;
    for (const char c : sentence)
        if (c == ':')
            plain += " –";  // zsh takes what stands before a colon for the word
        else if (c != '\'' && c != '`' && c != '\\' && c != '[' && c != ']')
            plain += c;
    return plain;
}

std::string names_of(const auto& words) {
    std::vector<std::string> names;
    names.reserve(std::size(words));
    for (const auto& word : words) names.push_back(word.name);
    return core::join(names, " ");
}

// Every option that is followed by a value, once.
std::set<std::string> valued(const std::vector<CompletedWord>& words,
                             const std::vector<CompletedOption>& options) {
    std::set<std::string> names;
    const auto add = [&](const auto& list) {
        for (const auto& option : list)
            if (option.takes_value) names.insert(option.name);
    };
    add(options);
    for (const auto& word : words) {
        add(word.options);
        for (const auto& below : word.below) add(below.options);
    }
    return names;
}

// "--config) kind=files ;;" for each of them; the same words in bash and zsh.
std::string value_cases(const std::set<std::string>& names) {
    std::string cases;
    for (const auto& name : names) {
        const std::string_view kind = is_one_of(of_files, name)     ? "files"
                                      : is_one_of(of_folders, name) ? "folders"
                                                                    : "values";
        cases += fmt::format("    {}) kind={}; values='{}' ;;\n", name, kind, values_of(name));
    }
    return cases;
}

// What may come after a command, and after a command with a subcommand.
std::string word_cases(const std::vector<CompletedWord>& words) {
    std::string cases;
    for (const auto& word : words) {
        const std::string_view kind = word.takes_checkouts ? "; kind=checkouts" : "";
        for (const auto& below : word.below)
            cases += fmt::format("    '{} {}') values='{}'; options='{}' ;;\n", word.name, below.name,
                                 core::join(below.next, " "), names_of(below.options));
        cases += fmt::format("    '{} ') values='{}'; options='{}'{} ;;\n", word.name,
                             core::join(word.next, " "), names_of(word.options), kind);
        cases += fmt::format("    '{} '*) options='{}'{} ;;\n", word.name, names_of(word.options), kind);
    }
    return cases;
}

// "visibility) values='public internal private' ;;": what bash needs when a key and its "=" are typed.
std::string pair_cases() {
    std::map<std::string_view, std::string> values;
    for (const auto pair : core::split(values_of(of_pairs), ' ')) {
        const auto equals = pair.find('=');
        auto& known = values[pair.substr(0, equals)];
        known += known.empty() ? "" : " ";
        known += pair.substr(equals + 1);
    }
    std::string cases;
    for (const auto& [key, known] : values) cases += fmt::format("    {}) values='{}' ;;\n", key, known);
    return cases;
}

std::string bash(const std::vector<CompletedWord>& words, const std::vector<CompletedOption>& options) {
    const auto names = valued(words, options);
    return fmt::format(R"sh(# bash completion for ispo: source <(ispo completion bash)
_ispo() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
  local command='' below='' values='' options='--help' kind='' at=$COMP_CWORD i option
  local -a store=()
  if [ "$current" = '=' ]; then current=''; at=$((at + 1)); fi
  if [ "${{COMP_WORDS[at-1]}}" = '=' ]; then previous="${{COMP_WORDS[at-2]}}"; fi
  if [ "$at" -ge 4 ] && [ "${{COMP_WORDS[at-1]}}" = '=' ]; then
    case "${{COMP_WORDS[at-3]}} ${{COMP_WORDS[at-4]}}" in '{} '*|'= {}') kind=values; case "$previous" in
{}    esac ;; esac
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "${{COMP_WORDS[i]}}" in
    {}) option="${{COMP_WORDS[i]}}"
      if [ "${{COMP_WORDS[i+1]}}" = '=' ]; then i=$((i + 2)); else i=$((i + 1)); fi
      case "$option" in --data|--config) store+=("$option" "${{COMP_WORDS[i]}}") ;; esac ;;
    -*) ;;
    =) i=$((i + 1)) ;;
    *) if [ -z "$command" ]; then command="${{COMP_WORDS[i]}}"; else below="${{COMP_WORDS[i]}}"; break; fi ;;
    esac
  done
  case "$previous" in
{}  esac
  if [ -z "$kind" ]; then case "$command $below" in
    ' ') values='{}'; options='--help --version {}' ;;
{}  esac
  case "$current" in -*) values="$options"; kind='' ;; esac; fi
  mapfile -t COMPREPLY < <(compgen -W "$values" -- "$current"
    case "$kind" in
    files) compgen -f -- "$current" ;;
    folders) compgen -d -- "$current" ;;
    checkouts) case "$current" in
      .*|'~'*|*/*) compgen -d -- "$current" ;;
      *) compgen -W "$(ispo "${{store[@]}}" completion-names 2>/dev/null)" -- "$current" ;;
      esac ;;
    esac)
}}
complete -F _ispo ispo
)sh",
                       of_pairs, of_pairs, pair_cases(),
                       core::join(std::vector<std::string>(names.begin(), names.end()), "|"),
                       value_cases(names), names_of(words), names_of(options), word_cases(words));
}

std::string zsh(const std::vector<CompletedWord>& words, const std::vector<CompletedOption>& options) {
    const auto names = valued(words, options);
    std::string rows;
    for (const auto& word : words) rows += fmt::format("    '{}:{}'\n", word.name, quotable(word.summary));
    return fmt::format(R"sh(#compdef ispo
# zsh completion for ispo: source <(ispo completion zsh), below compinit; or, in a folder of fpath that is
# yours: ispo completion zsh > "${{fpath[1]}}/_ispo"
_ispo() {{
  local -a words_there
  words_there=(
{}  )
  local chosen='' below='' values='' options='--help' kind='' i previous=$words[CURRENT-1]
  local -a store
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
    --data|--config) store+=($words[i] ${{(Q)words[i+1]}}); i=$((i + 1)) ;;
    {}) i=$((i + 1)) ;;
    --data=*|--config=*) store+=(${{(Q)words[i]}}) ;;
    -*) ;;
    *) if [[ -z $chosen ]]; then chosen=$words[i]; else below=$words[i]; break; fi ;;
    esac
  done
  if [[ $PREFIX == --*=* ]]; then previous=${{PREFIX%%=*}}; compset -P 1 '*='; fi
  case $previous in
{}  esac
  if [[ -z $kind ]]; then
    if [[ -z $chosen && $PREFIX != -* ]]; then _describe 'command' words_there; return; fi
    case "$chosen $below" in
    ' ') options='--help --version {}' ;;
{}    esac
    if [[ $PREFIX == -* ]]; then values=$options; kind=''; fi
  fi
  [[ -z $values ]] || compadd -- ${{=values}}
  case $kind in
  files) _files ;;
  folders) _files -/ ;;
  checkouts)
    if [[ $PREFIX == [.~]* || $PREFIX == */* ]]; then _files -/
    else
      values=$(ispo $store completion-names 2>/dev/null)
      [[ -z $values ]] || compadd -- ${{=values}}
    fi ;;
  esac
}}
# As a file of fpath this is the function itself, to be called now; sourced it is registered.
if [[ $funcstack[1] == _ispo ]]; then _ispo "$@"
elif (( $+functions[compdef] )); then compdef _ispo ispo
else print -u2 'ispo is not completed: zsh needs compinit first. Put this above: autoload -Uz compinit && compinit'
fi
)sh",
                       rows, core::join(std::vector<std::string>(names.begin(), names.end()), "|"),
                       value_cases(names), names_of(options), word_cases(words));
}

std::string fish_option(const CompletedOption& option, std::string_view where) {
    auto line = fmt::format("complete -c ispo {}-l {}", where, option.name.substr(2));
    if (!option.takes_value) return line + "\n";
    if (is_one_of(of_files, option.name)) return line + " -r -F\n";
    if (is_one_of(of_folders, option.name)) return line + " -x -a '(__fish_complete_directories)'\n";
    const auto values = values_of(option.name);
    return values.empty() ? line + " -x\n" : fmt::format("{} -x -a '{}'\n", line, values);
}

std::string fish(const std::vector<CompletedWord>& words, const std::vector<CompletedOption>& options) {
    std::string out =
        "# fish completion for ispo: ispo completion fish > ~/.config/fish/completions/ispo.fish\n";
    for (const auto& option : options) out += fish_option(option, "");
    const auto is_among = [](const CompletedOption& option, const std::vector<CompletedOption>& list) {
        return std::ranges::any_of(list, [&](const auto& each) { return each.name == option.name; });
    };
    const auto is_shared = [&](const CompletedOption& option) { return is_among(option, options); };
    for (const auto& word : words) {
        out += fmt::format("complete -c ispo -f -n __fish_use_subcommand -a {} -d '{}'\n", word.name,
                           quotable(word.summary));
        const auto seen = fmt::format("-n '__fish_seen_subcommand_from {}' ", word.name);
        out += fmt::format("complete -c ispo {}-f\n", seen);
        if (word.takes_checkouts)
            out += fmt::format(
                "complete -c ispo -n '__fish_seen_subcommand_from {}; and string match -qr \"^[.~]|/\" -- "
                "(commandline -ct)' -a '(__fish_complete_directories (commandline -ct))'\n",
                word.name);
        if (word.takes_checkouts)  // of the usual data folder: fish does not say what --data is
            out += fmt::format(
                "complete -c ispo -n '__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from "
                "check; and not string match -qr \"^[.~]|/\" -- (commandline -ct)' -a '(ispo "
                "completion-names 2>/dev/null)'\n",
                word.name);
        if (!word.next.empty()) {
            auto others = word.next;  // `help help` has been seen as soon as `help` has
            std::erase(others, word.name);
            out += fmt::format(
                "complete -c ispo -n '__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from "
                "{}' -a '{}'\n",
                word.name, core::join(others, " "), core::join(word.next, " "));
        }
        for (const auto& option : word.options)
            if (!is_shared(option)) out += fish_option(option, seen);
        for (const auto& below : word.below) {
            const auto both =
                fmt::format("-n '__fish_seen_subcommand_from {}; and __fish_seen_subcommand_from {}' ",
                            word.name, below.name);
            if (!below.next.empty())
                out += fmt::format("complete -c ispo {}-a '{}'\n", both, core::join(below.next, " "));
            for (const auto& option : below.options)
                if (!is_shared(option) && !is_among(option, word.options)) out += fish_option(option, both);
        }
    }
    return out;
}

}  // namespace

std::string completion_script(std::string_view shell, const std::vector<CompletedWord>& words,
                              const std::vector<CompletedOption>& options) {
    return shell == "zsh"    ? zsh(words, options)
           : shell == "fish" ? fish(words, options)
                             : bash(words, options);
}

}  // namespace bot
