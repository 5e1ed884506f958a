// SPDX-License-Identifier: Apache-2.0
#include "bot/completion.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

// A sentence inside single quotes of a script.
std::string quotable(std::string_view sentence) {
    std::string plain;
    for (const char c : sentence)
        if (c != '\'' && c != ':' && c != '`' && c != '\\' && c != '[' && c != ']') plain += c;
    return plain;
}

std::string names_of(const std::vector<CompletedWord>& words) {
    std::vector<std::string> names;
    for (const auto& word : words) names.push_back(word.name);
    return core::join(names, " ");
}

std::string bash(const std::vector<CompletedWord>& words) {
    std::string cases;
    for (const auto& word : words)
        cases += fmt::format("    {}) words='{}'; options='{}'{} ;;\n", word.name, core::join(word.next, " "),
                             core::join(word.options, " "), word.takes_folders ? "; folders=yes" : "");
    return fmt::format(R"(# bash completion for ispo: source <(ispo completion bash)
_ispo() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words='' options='--help' folders=no
  if [ "$COMP_CWORD" -eq 1 ]; then words='{}'; else case "${{COMP_WORDS[1]}}" in
{}  esac; fi
  [ "$COMP_CWORD" -le 2 ] || words=''
  case "$current" in -*) words="$options"; folders=no ;; esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; [ $folders = no ] || compgen -d -- "$current")
}}
complete -F _ispo ispo
)",
                       names_of(words), cases);
}

std::string zsh(const std::vector<CompletedWord>& words) {
    std::string rows, cases;
    for (const auto& word : words) {
        rows += fmt::format("    '{}:{}'\n", word.name, quotable(word.summary));
        std::string values;
        if (!word.next.empty())
            values = fmt::format("(( CURRENT > 3 )) || compadd -- {}; ", core::join(word.next, " "));
        cases +=
            fmt::format("    {}) if [[ $PREFIX == -* ]]; then compadd -- {}; else {}{}fi ;;\n", word.name,
                        core::join(word.options, " "), values, word.takes_folders ? "_files -/; " : ": ; ");
    }
    return fmt::format(R"(#compdef ispo
# zsh completion for ispo: ispo completion zsh > "${{fpath[1]}}/_ispo"
_ispo() {{
  local -a words_there
  words_there=(
{}  )
  if (( CURRENT == 2 )); then _describe 'command' words_there; return; fi
  case $words[2] in
{}  esac
}}
_ispo "$@"
)",
                       rows, cases);
}

std::string fish(const std::vector<CompletedWord>& words) {
    std::string out =
        "# fish completion for ispo: ispo completion fish > ~/.config/fish/completions/ispo.fish\n";
    for (const auto& word : words) {
        out += fmt::format("complete -c ispo {}-n __fish_use_subcommand -a {} -d '{}'\n", "-f ", word.name,
                           quotable(word.summary));
        const auto seen = fmt::format("-n '__fish_seen_subcommand_from {}'", word.name);
        if (!word.next.empty())
            out += fmt::format("complete -c ispo {} -a '{}'\n", seen, core::join(word.next, " "));
        for (const auto& option : word.options)
            if (option.starts_with("--"))
                out += fmt::format("complete -c ispo {} -l {}\n", seen, option.substr(2));
    }
    return out;
}

}  // namespace

std::string completion_script(std::string_view shell, const std::vector<CompletedWord>& words) {
    return shell == "zsh" ? zsh(words) : shell == "fish" ? fish(words) : bash(words);
}

}  // namespace bot
