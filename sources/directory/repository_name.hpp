// SPDX-License-Identifier: Apache-2.0
// How people write the name of a repository.
#pragma once

#include <string>
#include <string_view>

namespace sources::directory {

// "acme/shop" of "https://github.com/acme/shop.git", "git@host:acme/shop.git" or "acme/shop"; "shop" stays.
std::string repository_in(std::string_view written);

}  // namespace sources::directory
