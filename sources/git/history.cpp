// SPDX-License-Identifier: Apache-2.0
#include "sources/git/history.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <unordered_map>

namespace sources::git {

namespace {

using std::chrono::days;

// The walk goes by date, but a clock that was wrong once leaves an old date in front of young commits. So
// many old ones in a row mean that the window has been left.
constexpr int old_in_a_row = 256;

constexpr std::string_view private_address = "@users.noreply.github.com";

struct Line {
    core::Time at{};
    std::string_view e_mail;
    std::string_view name;
};

// "<committer's date> NUL <author's e-mail> NUL <author's name>".
Line parse(std::string_view text) {
    const auto fields = core::split(text, '\0');
    std::int64_t seconds = 0;
    std::from_chars(fields[0].data(), fields[0].data() + fields[0].size(), seconds);
    return {core::from_unix(seconds), fields.size() > 1 ? fields[1] : "", fields.size() > 2 ? fields[2] : ""};
}

class Count {
  public:
    explicit Count(core::Time now) : now_(now) {}

    void add(const Line& line) {
        if (line.at > now_ + days{1}) return;
        auto& author = author_of(line);
        ++author.commits_365d;
        if (line.at > now_ - days{180}) ++author.commits_180d;
        if (author.machine) return;
        ++history_.commits_365d;
        if (line.at > now_ - days{90}) ++history_.commits_90d;
    }
    insight::History take() { return std::move(history_); }

  private:
    insight::Author& author_of(const Line& line) {
        auto key = author_key(line.e_mail);
        const auto [found, is_new] = places_.try_emplace(std::move(key), history_.authors.size());
        if (is_new)
            history_.authors.push_back({.key = found->first, .machine = is_machine(line.name, line.e_mail)});
        return history_.authors[found->second];
    }

    core::Time now_;
    insight::History history_;
    std::unordered_map<std::string, std::size_t> places_;
};

// Accounts of well-known services and agents, whole: "jenkins" is a machine, "anna.jenkins" is not.
constexpr std::string_view machine_accounts[] = {
    "actions-user",
    "allcontributors",
    "codecov-io",
    "copilot",
    "copilot-swe-agent",
    "cursoragent",
    "dependabot",
    "dependabot-preview",
    "devin-ai-integration",
    "github-actions",
    "gitlab-ci",
    "google-labs-jules",
    "greenkeeper",
    "jenkins",
    "mergify",
    "openhands",
    "pre-commit-ci",
    "renovate",
    "semantic-release",
    "snyk",
    "web-flow",
    "weblate",
    "whitesource-bolt",
};
constexpr std::string_view machine_addresses[] = {"noreply@anthropic.com", "noreply@github.com",
                                                  "noreply@openai.com", "noreply@weblate.org"};

template <std::size_t n>
bool is_one_of(const std::string_view (&names)[n], std::string_view name) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// GitLab's tokens commit as "project_42_bot_…" or "group_7_bot".
bool is_project_token(std::string_view account) {
    return (account.starts_with("project_") || account.starts_with("group_")) &&
           account.find("_bot") != std::string_view::npos;
}

}  // namespace

std::vector<std::string> log_arguments(const std::string& commit) {
    return {"log",
            "--no-ext-diff",
            "--no-textconv",
            "--no-mailmap",
            "--no-decorate",
            "--no-notes",
            "--no-patch",
            "--no-color",
            "--encoding=UTF-8",
            "--format=%ct%x00%ae%x00%an",
            commit,
            "--"};
}

std::vector<std::string> tag_arguments() {
    return {"for-each-ref", "--sort=-creatordate", "--count=1",
            "--format=%(creatordate:unix) %(refname:strip=2)", "refs/tags"};
}

core::Result<insight::History> read_history(net::Conversation& log, core::Time now, int limit) {
    Count count(now);
    int counted = 0;
    for (int old = 0; old < old_in_a_row && counted < limit;) {
        const auto text = log.read_line();
        if (!text) {
            auto end = log.finish(0);
            if (!end) return end.error();
            if (end->exit_code != 0)
                return core::unavailable("git could not walk the whole history.", end->errors);
            return count.take();
        }
        const auto line = parse(*text);
        if (line.at <= now - days{365}) {
            ++old;
            continue;
        }
        old = 0;
        ++counted;
        count.add(line);
    }
    auto history = count.take();
    history.truncated = counted == limit;
    return history;
}

std::optional<insight::Tag> read_tag(std::string_view answer) {
    const auto line = answer.substr(0, answer.find('\n'));
    const auto blank = line.find(' ');
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), seconds);
    if (blank == std::string_view::npos || failed != std::errc{} || end != line.data() + blank)
        return std::nullopt;
    return insight::Tag{.name = core::one_line(line.substr(blank + 1)), .at = core::from_unix(seconds)};
}

std::string author_key(std::string_view e_mail) {
    auto key = core::lower(core::trim(e_mail));
    const auto plus = key.find('+');
    const bool numbered = key.ends_with(private_address) && plus != std::string::npos && plus > 0 &&
                          std::all_of(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(plus),
                                      [](char c) { return c >= '0' && c <= '9'; });
    return numbered ? key.substr(plus + 1) : key;
}

bool is_machine(std::string_view name, std::string_view e_mail) {
    const auto who = core::lower(core::trim(name));
    const auto address = author_key(e_mail);
    const auto account = std::string_view(address).substr(0, address.find('@'));
    const auto is_bot = [](std::string_view word) {
        return word == "bot" || word.ends_with("[bot]") || word.ends_with("-bot") || word.ends_with(" bot") ||
               word.ends_with("_bot");
    };
    return is_bot(who) || is_bot(account) || is_one_of(machine_accounts, account) ||
           is_one_of(machine_accounts, who) || is_one_of(machine_addresses, address) ||
           is_project_token(account);
}

}  // namespace sources::git
