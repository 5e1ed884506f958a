// SPDX-License-Identifier: Apache-2.0
// A repository's own word on who is who: the file .mailmap of the commit that is judged. git itself is told
// to leave every mailmap alone, since a setting may name any file of the machine. Source: gitmailmap(5).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sources::git {

struct Identity {
    std::string name;
    std::string e_mail;
};

class Mailmap {
  public:
    Mailmap() = default;
    // Reads at most 20,000 lines; what is no entry is passed over, and a later entry wins. Never throws.
    explicit Mailmap(std::string_view text);

    // What the file calls whom a commit calls so: the entry for name and address together, else that for the
    // address. Any letter case.
    Identity resolve(std::string_view name, std::string_view e_mail) const;

  private:
    void add(std::string_view line);

    // By the address, or by address and name; an empty part of the value leaves that part as it is.
    std::unordered_map<std::string, Identity> entries_;
};

}  // namespace sources::git
