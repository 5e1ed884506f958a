// SPDX-License-Identifier: Apache-2.0
#include "sources/git/command.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace sources::git {

namespace {

// GIT_ALLOW_PROTOCOL=none stops what a missing object of a (fake) partial clone would fetch: ext::, file with
// an upload-pack of the repository's choice, ssh with core.sshCommand, http with a credential helper.
// GIT_NO_LAZY_FETCH does it sooner from git 2.45 on; before, git dies of it (sources/git/absent.hpp).
// GIT_GRAFT_FILE and --no-replace-objects: history is what was committed. GIT_FLUSH=0: log writes in blocks,
// not commit by commit.
constexpr const char* fixed_environment[] = {
    "GIT_ALLOW_PROTOCOL=none",
    "GIT_CONFIG_NOSYSTEM=1",
    "GIT_CONFIG_GLOBAL=/dev/null",
    "GIT_OPTIONAL_LOCKS=0",
    "GIT_TERMINAL_PROMPT=0",
    "GIT_NO_LAZY_FETCH=1",
    "GIT_ATTR_NOSYSTEM=1",
    "GIT_GRAFT_FILE=/dev/null",
    "GIT_FLUSH=0",
    "GIT_ASKPASS=/bin/false",
    "GIT_SSH_COMMAND=/bin/false",
    "HOME=/nonexistent",
    "XDG_CONFIG_HOME=/nonexistent",
    "LC_ALL=C",
};

// safe.directory=*: a checkout of another owner is read too, which is safe because nothing of it is run.
constexpr const char* fixed_arguments[] = {
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "safe.directory=*",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.alternateRefsCommand=false",
    "-c",
    "core.attributesFile=/dev/null",
    "-c",
    "log.showSignature=false",
    "-c",
    "gpg.program=/bin/false",
    "-c",
    "gpg.ssh.program=/bin/false",
    "-c",
    "gpg.x509.program=/bin/false",
    "-c",
    "credential.helper=",
};

// Our own PATH without its relative folders: git would look there, inside the checkout, for programs of its
// own.
std::string search_path() {
    const char* ours = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nobody sets it while we run
    std::string out;
    for (const auto folder : core::split(ours != nullptr ? ours : "/usr/local/bin:/usr/bin:/bin", ':'))
        if (folder.starts_with('/')) out.append(out.empty() ? "PATH=" : ":").append(folder);
    return out;
}

}  // namespace

net::ChildCommand command(const std::filesystem::path& folder, std::vector<std::string> arguments) {
    net::ChildCommand out;
    out.folder = folder.string();
    out.environment.assign(std::begin(fixed_environment), std::end(fixed_environment));
    out.environment.push_back(search_path());
    out.arguments.push_back("git");
    out.arguments.insert(out.arguments.end(), std::begin(fixed_arguments), std::end(fixed_arguments));
    std::move(arguments.begin(), arguments.end(), std::back_inserter(out.arguments));
    return out;
}

std::chrono::seconds Budget::left() const {
    return std::max(std::chrono::seconds{0},
                    std::chrono::ceil<std::chrono::seconds>(end_ - std::chrono::steady_clock::now()));
}

}  // namespace sources::git
