// SPDX-License-Identifier: Apache-2.0
#include "sources/git/command.hpp"

#include <cstdlib>

namespace sources::git {

net::ChildCommand command(const std::filesystem::path& folder, std::vector<std::string> arguments) {
    const char* path = std::getenv("PATH");
    net::ChildCommand out;
    out.folder = folder.string();
    out.environment = {
        std::string("PATH=") + (path ? path : "/usr/bin:/bin"),
        "LC_ALL=C",
        "HOME=/nonexistent",
        "GIT_ALLOW_PROTOCOL=none",  // a partial clone's missing object must not start its remote helper
        "GIT_NO_LAZY_FETCH=1",
        "GIT_CONFIG_NOSYSTEM=1",
        "GIT_CONFIG_GLOBAL=/dev/null",
        "GIT_OPTIONAL_LOCKS=0",
        "GIT_TERMINAL_PROMPT=0",
        "GIT_NO_REPLACE_OBJECTS=1",
        "GIT_PAGER=cat"};
    out.arguments = {"git", "--no-pager",
                     "-c",  "safe.directory=*",
                     "-c",  "core.fsmonitor=false",
                     "-c",  "core.hooksPath=/dev/null",
                     "-c",  "log.showSignature=false",
                     "-c",  "core.pager=cat"};
    for (auto& argument : arguments) out.arguments.push_back(std::move(argument));
    return out;
}

core::Result<net::ChildResult> run(const std::filesystem::path& folder, std::vector<std::string> arguments,
                                   std::chrono::seconds deadline, std::size_t limit) {
    return net::run_child(command(folder, std::move(arguments)), {}, deadline, limit);
}

}  // namespace sources::git
