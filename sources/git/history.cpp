// SPDX-License-Identifier: Apache-2.0
#include "sources/git/history.hpp"

#include "core/text.hpp"
#include "sources/git/command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace sources::git {

namespace {

constexpr std::size_t bytes_per_commit = 400;

std::int64_t number_of(std::string_view text) {
    std::int64_t number = -1;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

// The newest tag, by its own or its commit's date.
std::optional<insight::Tag> read_latest_tag(const std::filesystem::path& folder,
                                            std::chrono::seconds deadline) {
    const auto listed = run(folder,
                            {"for-each-ref", "--sort=-creatordate", "--count=1",
                             "--format=%(creatordate:unix) %(refname:strip=2)", "refs/tags"},
                            deadline, 64U << 10U);
    if (!listed || listed->exit_code != 0) return std::nullopt;
    const auto line = core::trim(listed->output);
    const auto space = line.find(' ');
    const auto at = number_of(line.substr(0, space));
    if (space == std::string_view::npos || at < 0) return std::nullopt;
    return insight::Tag{core::one_line(line.substr(space + 1)), core::from_unix(at)};
}

}  // namespace

bool is_machine(std::string_view email, std::string_view name) {
    const auto mail = core::lower(email);
    const auto who = core::lower(name);
    if (who.find("[bot]") != std::string::npos || mail.find("[bot]") != std::string::npos) return true;
    for (const std::string_view part :
         {"dependabot", "renovate", "github-actions", "greenkeeper", "snyk-bot", "mergify",
          "copilot-swe-agent", "semantic-release", "pre-commit-ci", "weblate", "codecov", "allcontributors",
          "gitlab-bot", "jenkins", "imgbot"})
        if (who.find(part) != std::string::npos || mail.find(part) != std::string::npos) return true;
    if (mail == "noreply@anthropic.com" || mail == "noreply@github.com" || mail == "action@github.com")
        return true;
    return who.ends_with("-bot") || who.ends_with(" bot") || mail.starts_with("bot@") ||
           mail.starts_with("ci@");
}

std::string author_key(std::string_view email) {
    auto key = core::lower(core::trim(email));
    const auto plus = key.find('+');
    if (key.ends_with("@users.noreply.github.com") && plus != std::string::npos) key.erase(0, plus + 1);
    return key;
}

insight::History parse_history(std::string_view log, core::Time now) {
    insight::History history;
    std::map<std::string, insight::Author> authors;
    for (const auto line : core::lines(log)) {
        const auto parts = core::split(line, '\0');
        if (parts.size() != 3) continue;
        const auto unix_time = number_of(parts[0]);
        if (unix_time < 0) continue;
        const auto age = now - core::from_unix(unix_time);
        const auto at = core::from_unix(unix_time);
        if (!history.last_commit_at || at > *history.last_commit_at) history.last_commit_at = at;
        if (age > core::Days{365}) continue;
        auto& author = authors[author_key(parts[1])];
        author.machine = author.machine || is_machine(parts[1], parts[2]);
        ++author.commits_365d;
        if (age <= core::Days{180}) ++author.commits_180d;
        if (author.machine) continue;
        ++history.commits_365d;
        if (age <= core::Days{90}) ++history.commits_90d;
    }
    for (auto& [key, author] : authors) {
        author.key = key;
        history.authors.push_back(std::move(author));
    }
    return history;
}

core::Result<insight::History> read_history(const std::filesystem::path& folder, const std::string& commit,
                                            core::Time now, int most_commits, std::chrono::seconds deadline) {
    // --since ends the walk at the window, so a hundred thousand older commits cost nothing.
    const auto since = core::to_unix(now - core::Days{366});
    auto log = run(folder,
                   {"log", "--no-ext-diff", "--no-textconv", "--no-show-signature", "--no-color",
                    fmt::format("--since={}", since), fmt::format("--max-count={}", most_commits),
                    "--format=%ct%x00%ae%x00%an", commit, "--"},
                   deadline, static_cast<std::size_t>(most_commits) * bytes_per_commit);
    if (!log) return log.error();
    if (log->exit_code != 0 && !log->truncated)
        return core::unavailable(
            "The history of the repository could not be read; it may be damaged. Try `git fsck` in it.",
            log->errors);
    auto history = parse_history(log->output, now);
    history.truncated =
        log->truncated || std::count(log->output.begin(), log->output.end(), '\n') >= most_commits;
    history.latest_tag = read_latest_tag(folder, deadline);
    return history;
}

}  // namespace sources::git
