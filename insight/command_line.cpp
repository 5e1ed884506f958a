// SPDX-License-Identifier: Apache-2.0
#include "insight/command_line.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

bool is_one_of(Text word, const auto& list) { return std::ranges::find(list, word) != list.end(); }

// `list` holds words separated by spaces.
bool holds(Text list, Text word) {
    for (std::size_t from = 0; from < list.size();) {
        const auto end = std::min(list.find(' ', from), list.size());
        if (list.substr(from, end - from) == word) return true;
        from = end + 1;
    }
    return false;
}

Text last_part(Text word) { return word.substr(word.rfind('/') + 1); }

struct Runner {
    Text tool;
    bool any_order;
    Text options_with_value;
};
constexpr auto runners = std::to_array<Runner>({
    {"make", true, "-C -f -I -o -W --directory --file --makefile"},
    {"gmake", true, "-C -f -I -o -W --directory --file --makefile"},
    {"gradle", true, "-p -b -c -x -I -g --project-dir --exclude-task --init-script --build-file"},
    {"gradlew", true, "-p -b -c -x -I -g --project-dir --exclude-task --init-script --build-file"},
    {"mvn", true, "-f -s -gs -pl -rf -T -l -b --file --settings --projects --threads --log-file"},
    {"mvnw", true, "-f -s -gs -pl -rf -T -l -b --file --settings --projects --threads --log-file"},
    {"sbt", true, ""},
    {"just", true, "-f -d --justfile --working-directory --set"},
    {"task", true, "-d -t --dir --taskfile"},
    {"rake", true, "-f -I -r --rakefile"},
    {"ninja", true, "-C -f -k -l"},
    {"ant", true, "-f -buildfile -lib"},
    {"nx", true, "--exclude --base --head --projects -p --parallel --configuration -c"},
    {"turbo", true, "--filter -F --cwd --concurrency"},
    {"lerna", true, "--scope --ignore --since --concurrency"},
    {"rush", true, "--to --from --only"},
    {"xcodebuild", true, "-project -workspace -scheme -destination -configuration -sdk -derivedDataPath"},
    {"cargo", false, "-C -Z --config --color --manifest-path"},
    {"npm", false, "-C -w --prefix --workspace"},
    {"pnpm", false, "-C -F --dir --filter"},
    {"yarn", false, "--cwd workspace"},
    {"bazel", false, ""},
    {"bazelisk", false, ""},
});

const Runner* runner_called(Text tool) {
    const auto found = std::ranges::find(runners, tool, &Runner::tool);
    return found == runners.end() ? nullptr : &*found;
}

bool is_number(Text word) { return word.find_first_not_of("0123456789") == Text::npos; }

// "FOO=1"; not "--cov=src".
bool is_assignment(Text word) {
    const auto equals = word.find('=');
    return equals != Text::npos && equals > 0 && word.front() != '-';
}

// What runs the command that follows it, and which of its options take a value.
struct Wrapper {
    Text tool;
    Text options_with_value;
};
constexpr auto wrappers = std::to_array<Wrapper>({
    {"sudo", "-u -g"},
    {"time", "-f -o"},
    {"env", "-u -C"},
    {"cross-env", ""},
    {"nice", "-n"},
    {"xvfb-run", "-s -n"},
    {"npx", "-p --package"},
    {"uvx", "-p --python --with --from"},
    {"bunx", ""},
    {"yarn", "--cwd"},
    {"pnpm", "-C -F --dir --filter"},
    {"bun", "--cwd"},
    {"python", "-W -X"},
    {"python3", "-W -X"},
    {"php", "-d"},
    {"sh", "-o"},
    {"bash", "-o"},
    {"zsh", "-o"},
    {"source", ""},
    {".", ""},
    {"eval", ""},
    {"travis_retry", ""},
    {"run", ""},
    {"exec", ""},
    {"script", ""},
    {"if", ""},
    {"!", ""},
});

Text wrapper_options(Text tool) {
    if (tool == "uv")
        return "-p --group --only-group --no-group --with --extra --python --directory --project --package "
               "--env-file";
    if (tool == "docker" || tool == "docker-compose" || tool == "podman")
        return "-e -v -w -u -p -f --env --volume --workdir --user --name --network --entrypoint --env-file";
    const auto found = std::ranges::find(wrappers, tool, &Wrapper::tool);
    return found == wrappers.end() ? Text{} : found->options_with_value;
}

bool is_container_tool(Text tool) { return tool == "docker" || tool == "docker-compose" || tool == "podman"; }
// Their arguments are text, files or packages.
bool mutes(Text tool) {
    constexpr auto tools = std::to_array<Text>({"echo", "printf", "cat",   "grep",   "rg",   "git",  "ls",
                                                "rm",   "cp",     "mv",    "mkdir",  "curl", "wget", "sed",
                                                "awk",  "which",  "touch", "export", "cd",   "test", "["});
    return is_one_of(tool, tools);
}
bool installs(Text word, Text tool) {
    return word == "install" || word == "add" || word == "uninstall" || word == "remove" ||
           (word == "i" && (tool == "npm" || tool == "pnpm"));
}

// Walks over a line and says of each word whether it starts a command.
class Walk {
  public:
    Part step(Text word) {
        if (is_operator(word)) {
            *this = Walk{};
            return Part::other;
        }
        if (state_ == State::muted) return Part::muted;
        if (skips_value_) {
            skips_value_ = false;
            return Part::other;
        }
        if (word.starts_with('-')) return option(word);
        if (!tool_.empty() && installs(word, tool_)) {
            state_ = State::muted;
            return Part::muted;
        }
        return argument(word);
    }

  private:
    enum class State { command, service, arguments, muted };

    Part option(Text word) {
        if (opens(word))
            state_ = State::command;
        else if (state_ != State::arguments)
            skips_value_ = holds(wrapper_options(tool_), word) || holds(wrapper_options(parent_), word);
        return Part::other;
    }

    // Other options have values or flags behind them, no commands.
    bool opens(Text word) const {
        if (word == "--") return true;
        if (word == "-m") return tool_.find("py") != Text::npos || tool_.starts_with('$') || tool_ == "run";
        constexpr auto shells = std::to_array<Text>({"sh", "bash", "zsh", "su", "nix", "npx"});
        return word.ends_with('c') && !word.starts_with("--") && is_one_of(tool_, shells);
    }

    Part argument(Text word) {
        if (state_ == State::service) {
            state_ = State::command;
            return Part::other;
        }
        if (state_ == State::arguments) {
            if (word == "run" || word == "exec") start(word);
            return Part::other;
        }
        if (is_assignment(word)) return Part::other;
        start(last_part(word));
        return Part::command;
    }

    void start(Text tool) {
        parent_ = tool_;
        const bool in_container = (tool == "run" || tool == "exec") && is_container_tool(parent_);
        const bool wraps = std::ranges::find(wrappers, tool, &Wrapper::tool) != wrappers.end();
        state_ = mutes(tool)    ? State::muted
                 : in_container ? State::service
                 : wraps        ? State::command
                                : State::arguments;
        tool_ = tool;
    }

    State state_ = State::command;
    bool skips_value_ = false;
    Text parent_, tool_;  // whose arguments are read, and what ran it: uv, run
};

// ":app:test" and "+test" ask for test.
Text bare_goal(Text word, const Runner& runner) {
    if (!runner.any_order) return word;
    if (runner.tool == "sbt" && word.starts_with('+')) word.remove_prefix(1);
    const bool has_projects = runner.tool.starts_with("gradle");
    return has_projects ? word.substr(word.rfind(':') + 1) : word;
}

}  // namespace

bool is_operator(Text word) {
    constexpr auto operators =
        std::to_array<Text>({"&&", "||", ";", "|", "&", "$", "%", ">", "-", "then", "do", "else", "{", "("});
    return is_one_of(word, operators);
}

std::vector<Part> parts_of(const Words& words) {
    std::vector<Part> parts;
    parts.reserve(words.size());
    Walk walk;
    for (const auto& word : words) parts.push_back(walk.step(word));
    return parts;
}

bool is_task_runner(Text tool) { return runner_called(tool) != nullptr; }

Goals goals_of(Text tool, const Words& words, std::size_t at, std::size_t most_words) {
    Goals goals;
    const auto* runner = runner_called(tool);
    if (runner == nullptr) return goals;
    goals.any_order = runner->any_order;
    for (auto i = at + 1; i < words.size() && i - at <= most_words; ++i) {
        const Text word = words[i];
        if (is_operator(word) || word.starts_with('#') || word == "--") break;
        if (word.starts_with("-DskipTests") || word.starts_with("-Dmaven.test.skip"))
            goals.without_tests = word.find("=false") == Text::npos;
        if (holds(runner->options_with_value, word)) {
            ++i;
            if ((word == "-x" || word == "--exclude-task") && i < words.size() &&
                bare_goal(words[i], *runner) == "test")
                goals.without_tests = true;
        } else if (!word.starts_with('-') && !is_number(word) && !is_assignment(word) &&
                   (!word.starts_with('+') || tool == "sbt")) {
            goals.names.push_back(bare_goal(word, *runner));
        }
    }
    return goals;
}

}  // namespace insight
