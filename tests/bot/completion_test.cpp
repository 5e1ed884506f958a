// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include "commands/command.hpp"
#include "core/text.hpp"
#include "insight/readiness.hpp"
#include "net/child.hpp"
#include "tests/support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <set>

namespace {
net::ChildResult run(std::vector<std::string> shell, const std::string& input) {
    const tests::TemporaryFolder home;  // fish keeps things there
    const net::ChildCommand command{.arguments = std::move(shell),
                                    .environment = {"PATH=/usr/bin:/bin", "HOME=" + home.path().string()}};
    auto result = net::run_child(command, input, std::chrono::seconds{30}, 1U << 20U);
    if (!result) FAIL(result.error().sentence);
    return *result;
}

// What bash offers after `line`, whose last word is still being typed.
std::string offered(const std::string& words, int current) {
    const auto script = bot::completion_for("bash") + "COMP_WORDS=(" + words +
                        ")\nCOMP_CWORD=" + std::to_string(current) +
                        "\n_ispo\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n";
    const auto result = run({"bash", "--norc", "-s"}, script);
    CHECK(result.exit_code == 0);
    return result.output;
}
}  // namespace

TEST_CASE("each shell takes its completion script") {
    const std::vector<std::vector<std::string>> shells = {
        {"bash", "--norc", "-n", "-c"}, {"zsh", "-f", "-n", "-c"}, {"fish", "--no-config", "-n", "-c"}};
    for (auto shell : shells) {
        INFO(shell.front());
        shell.push_back(bot::completion_for(shell.front()));
        const auto result = run(shell, {});
        CHECK(result.exit_code == 0);
        CHECK(result.errors.empty());
    }
}

TEST_CASE("bash offers the words that fit what is typed") {
    CHECK(offered("ispo rea", 1) == "ready\n");
    CHECK(offered("ispo config ''", 2) == "check\nexplain\n");
    CHECK(offered("ispo ready hi", 2) == "history\n");
    CHECK(offered("ispo ready f", 2) == "findings\n");
    CHECK(offered("ispo ready --js", 2) == "--json\n");
    CHECK(offered("ispo ready --pro", 2) == "--profile\n");
    CHECK(offered("ispo ready ./x --fail", 3) == "--fail-below\n");
    CHECK(offered("ispo demo --che", 2) == "--checkout\n");
    CHECK(offered("ispo slack m", 2) == "manifest\n");
    CHECK(offered("ispo help lev", 2) == "levels\n");
    CHECK(offered("ispo help fi", 2) == "find\n");
    CHECK(offered("ispo ready --format ''", 3) == "text\njson\nmarkdown\nsarif\n");
    CHECK(offered("ispo ready --format = j", 4) == "json\n");  // as bash splits --format=j
    CHECK(offered("ispo ready --profile docs", 3) == "docs-only\n");
    CHECK(offered("ispo slack manifest --so", 3) == "--socket\n");
    CHECK(offered("ispo slack manifest --pub", 3) == "--public-url\n");
    CHECK(offered("ispo config check --js", 3) == "--json\n");
    CHECK(offered("ispo --data X rea", 3) == "ready\n");
    CHECK(offered("ispo --data X config ''", 4) == "check\nexplain\n");
    CHECK(offered("ispo --data = X config ''", 5) == "check\nexplain\n");
    CHECK(offered("ispo --da", 1) == "--data\n");
    CHECK(offered("ispo --config /etc/passw", 2).find("/etc/passwd\n") != std::string::npos);
    CHECK(offered("ispo demo --checkout /us", 3) == "/usr\n");
    CHECK(offered("ispo ready ''", 2) == "findings\nhistory\ncheck\n");  // no folder: that would be a name
    CHECK(offered("ispo ready us", 2) == "\n");
    CHECK(offered("ispo ready /us", 2) == "/usr\n");
    CHECK(offered("ispo ready check C4", 3) == "C4\n");
    CHECK(offered("ispo ready check has_lic", 3) == "has_licence\n");
    CHECK(offered("ispo ready check S", 3) == "S1\nS2\nS3\nS4\n");
    CHECK(offered("ispo ready check --js", 3) == "--json\n");
    CHECK(offered("ispo ready --assume vis", 3) ==
          "visibility=public\nvisibility=internal\nvisibility=private\n");
    CHECK(offered("ispo ready --assume visibility = int", 5) == "internal\n");  // as bash splits at =
    CHECK(offered("ispo ready --assume visibility =", 4) == "public\ninternal\nprivate\n");
    CHECK(offered("ispo ready --assume = forking = o", 6) == "on\noff\n");
    CHECK(offered("ispo ready --assume = vis", 4) ==
          "visibility=public\nvisibility=internal\nvisibility=private\n");
    CHECK(offered("ispo ready --assume visibility = internal check C4", 7) == "C4\n");
    CHECK(offered("ispo ready --fail-below L1 --at ''", 5) == "\n");
    CHECK(offered("ispo ref", 1) == "\n");  // not for people
    CHECK(offered("ispo nothing x", 2) == "\n");
}

TEST_CASE("fish offers the words that fit what is typed") {
    const auto offers = [](const std::string& line) {
        const auto script =
            bot::completion_for("fish") + "complete -C '" + line + "' | string split -f 1 \\t";
        const auto result = run({"fish", "--no-config", "-c", script}, {});
        UNSCOPED_INFO(result.exit_code << result.errors);
        return result.output;
    };
    CHECK(offers("ispo rea") == "ready\n");
    CHECK(offers("ispo ready --pro") == "--profile\n");
    CHECK(offers("ispo ready --format ") == "json\nmarkdown\nsarif\ntext\n");
    CHECK(offers("ispo slack m") == "manifest\n");
    CHECK(offers("ispo slack /etc/passw").empty());  // takes no files
    CHECK(offers("ispo help lev") == "levels\n");
    CHECK(offers("ispo demo --checkout /us") == "/usr/\n");
    CHECK(offers("ispo ready ") == "check\nfindings\nhistory\n");
    CHECK(offers("ispo ready us").empty());
    CHECK(offers("ispo ready /us") == "/usr/\n");
    CHECK(offers("ispo ready check C4") == "C4\n");
    CHECK(offers("ispo ready check S") == "S1\nS2\nS3\nS4\n");
    CHECK(offers("ispo ready --assume visibility=int") == "visibility=internal\n");
}

// zsh completes only in its line editor; what our script calls there is replaced by what prints.
TEST_CASE("zsh offers the words that fit what is typed") {
    const auto offers = [](const std::string& line) {
        const std::string script = R"(
function compdef() { _ispo }
words=(${(z)LINE}) CURRENT=$#words PREFIX=$words[CURRENT]
if [[ $LINE == *' ' ]]; then words+=('') CURRENT=$#words PREFIX=''; fi
function compset() { return 1 }
function _describe() { local -a rows; rows=(${(P)2}); print -l -- ${(M)${rows%%:*}:#$PREFIX*} }
function compadd() { shift; print -l -- ${(M)@:#$PREFIX*} }
function _files() { print -- files $@ }
)";
        return run({"zsh", "-f"}, "LINE='" + line + "'\n" + script + bot::completion_for("zsh")).output;
    };
    CHECK(offers("ispo rea") == "ready\n");
    CHECK(offers("ispo ready --pro") == "--profile\n");
    CHECK(offers("ispo ready --format ") == "text\njson\nmarkdown\nsarif\n");
    CHECK(offers("ispo slack m") == "manifest\n");
    CHECK(offers("ispo help lev") == "levels\n");
    CHECK(offers("ispo demo --checkout ") == "files -/\n");
    CHECK(offers("ispo ready ") == "findings\nhistory\ncheck\n");
    CHECK(offers("ispo ready us") == "\n");
    CHECK(offers("ispo ready /us") == "\nfiles -/\n");
    CHECK(offers("ispo ready check C4") == "C4\n");
    CHECK(offers("ispo ready check S") == "S1\nS2\nS3\nS4\n");
    CHECK(offers("ispo ready --assume visibility=int") == "visibility=internal\n");
}

TEST_CASE(
    "zsh completes after the script is sourced, or autoloaded from fpath, and is told what is missing") {
    const tests::TemporaryFolder home;
    const auto script = (home.path() / "_ispo").string();
    tests::write_file(script, bot::completion_for("zsh"));
    const auto zsh = [&](const std::string& lines) { return run({"zsh", "-f"}, lines); };
    const std::string ready = "autoload -Uz compinit; compinit -D -u\n";
    // A key press by hand: what zsh would offer, without its line editor.
    const std::string asked =
        "print -- $_comps[ispo]\nfunction compadd() { print -l -- ${@[2,-1]} }\n"
        "words=(ispo help) CURRENT=3 PREFIX=; _ispo\n";
    for (const auto& loading :
         {"source <(cat " + script + ")\n", "source " + script + "\n", "eval \"$(cat " + script + ")\"\n"}) {
        INFO(loading);
        const auto sourced = zsh(ready + loading + asked);
        CHECK(sourced.errors.empty());
        CHECK(sourced.output.starts_with("_ispo\n"));
        CHECK(sourced.output.find("levels\n") != std::string::npos);
    }
    const auto found = zsh("fpath=(" + home.path().string() + " $fpath)\n" + ready + asked);
    CHECK(found.errors.empty());
    CHECK(found.output.starts_with("_ispo\n"));
    CHECK(found.output.find("levels\n") != std::string::npos);
    const auto bare = zsh("source " + script + "\n");
    CHECK(bare.output.empty());
    CHECK(bare.errors.find("compinit && compinit") != std::string::npos);
}

TEST_CASE("what is offered after --assume can be assumed, and nothing else can") {
    const auto all = offered("ispo ready --assume ''", 3);
    const auto pairs = core::split(core::trim(all), '\n');
    insight::Facts facts;
    std::set<std::string_view> keys;
    for (const auto pair : pairs) {
        INFO(pair);
        keys.insert(pair.substr(0, pair.find('=')));
        CHECK(insight::assume(facts, pair).has_value());
    }
    const auto refused = insight::assume(facts, "nothing=1").error().sentence;
    auto known = refused.substr(refused.find("Known ones: ") + 12);
    known.resize(known.find('.'));
    for (const auto key : core::split(known, ',')) CHECK(keys.contains(core::trim(key)));
}

TEST_CASE("each shell's script knows every command") {
    for (const auto* shell : {"bash", "zsh", "fish"}) {
        const auto script = bot::completion_for(shell);
        for (const auto* command : commands::commands()) {
            INFO(shell << " " << command->name);
            const auto first = std::string(command->name.substr(0, command->name.find(' ')));
            CHECK(script.find(first) != std::string::npos);
        }
    }
    CHECK(bot::completion_for("zsh").starts_with("#compdef ispo\n"));
    CHECK(bot::completion_for("fish").find("complete -c ispo") != std::string::npos);
}
