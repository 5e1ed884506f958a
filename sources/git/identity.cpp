// SPDX-License-Identifier: Apache-2.0
#include "sources/git/identity.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <iterator>

namespace sources::git {

namespace {

constexpr std::string_view private_address = "@users.noreply.github.com";

// What git takes from a machine that nobody told who works there.
constexpr std::string_view nobodies[] = {
    "admin", "administrator", "anonymous", "developer", "git",     "me",        "no author", "(no author)",
    "none",  "nobody",        "root",      "test",      "ubuntu",  "unknown",   "user",      "vagrant",
    "you",   "your name",     "username",  "dev",       "default", "localhost", "ec2-user",
};

// Accounts of well-known services and agents, whole: "jenkins" is a machine, "anna.jenkins" is not.
constexpr std::string_view machine_accounts[] = {
    "actions-user",
    "aider",
    "allcontributors",
    "azure pipelines",
    "circle ci",
    "circleci",
    "codecov-io",
    "codex",
    "copilot",
    "copilot-swe-agent",
    "cursor agent",
    "cursoragent",
    "dependabot",
    "dependabot-preview",
    "devin-ai-integration",
    "gemini cli",
    "gemini-cli",
    "github action",
    "github actions",
    "github-actions",
    "gitlab ci",
    "gitlab-ci",
    "google-labs-jules",
    "greenkeeper",
    "jenkins",
    "mergify",
    "opencode",
    "openhands",
    "pre-commit-ci",
    "qwen-coder",
    "renovate",
    "roo code",
    "roo-code",
    "roomote",
    "semantic-release",
    "snyk",
    "travis ci",
    "web-flow",
    "weblate",
    "whitesource-bolt",
    "windsurf",
};
constexpr std::string_view machine_addresses[] = {
    "action@github.com",  "actions@github.com",   "aider@aider.chat",     "builds@circleci.com",
    "codex@openai.com",   "builds@travis-ci.com", "builds@travis-ci.org", "noreply@anthropic.com",
    "noreply@github.com", "noreply@openai.com",   "noreply@weblate.org",  "amp@ampcode.com",
    "crush@charm.land",   "noreply@opencode.ai",
};

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

std::string author_key(std::string_view e_mail) {
    auto key = core::lower(core::trim(e_mail));
    const auto plus = key.find('+');
    const bool numbered = key.ends_with(private_address) && plus != std::string::npos && plus > 0 &&
                          std::all_of(key.begin(), key.begin() + static_cast<std::ptrdiff_t>(plus),
                                      [](char c) { return c >= '0' && c <= '9'; });
    return numbered ? key.substr(plus + 1) : key;
}

std::string name_key(std::string_view name) {
    auto key = core::lower(core::one_line(name));
    return is_one_of(nobodies, key) ? std::string{} : key;
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
