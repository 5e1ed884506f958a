// SPDX-License-Identifier: Apache-2.0
// Who is behind the name and the address that a commit carries. For counting only: never stored, shown or
// logged.
#pragma once

#include <string>
#include <string_view>

namespace sources::git {

// One key for one address: lower case, and the numbered form of GitHub's private address is the plain one.
std::string author_key(std::string_view e_mail);
// One key for one name: any letter case and any white space between its words. Empty for what many people
// are called on fresh machines ("root", "Your Name").
std::string name_key(std::string_view name);
// True for bots and AI agents, as far as a name and an address tell.
bool is_machine(std::string_view name, std::string_view e_mail);

}  // namespace sources::git
