// SPDX-License-Identifier: Apache-2.0
// What is looked at before git is started, and beside it: whether the repository's own files may be opened,
// and the name at its origin. Nothing is followed or run.
#pragma once

#include "core/result.hpp"
#include "insight/facts.hpp"

#include <filesystem>
#include <string>

namespace sources::git {

// Errc::unavailable when the git folder that `folder` lies in may not be opened, or when one of the files
// that git reads first is none (a pipe would keep git waiting). A folder in no repository is no fault here.
core::Result<void> check_git_folder(const std::filesystem::path& folder);

// "acme/payments-api" of "git@git.example.com:acme/payments-api.git": the path of the remote called origin,
// as the configuration in the git folder `shared` writes it. Empty when there is none, or when it is a path
// of this machine.
std::string name_at_origin(const std::filesystem::path& shared);
// The part of it that is pure.
std::string name_in_address(std::string_view address);
// GitHub or GitLab where the name of that remote's host says so: "github.com", "gitlab.example.com". Unknown
// for every other.
insight::Host host_at_origin(const std::filesystem::path& shared);
insight::Host host_in_address(std::string_view address);

}  // namespace sources::git
