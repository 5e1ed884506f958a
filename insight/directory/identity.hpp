// SPDX-License-Identifier: Apache-2.0
// One of the names by which a system knows a person. Names are compared in small letters: systems differ in
// how they write them.
#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace insight::directory {

enum class IdentityKind { employee, email, github, gitlab, jira, slack };
inline constexpr std::array<std::string_view, 6> identity_words = {"employee", "email", "github",
                                                                   "gitlab",   "jira",  "slack"};
std::string_view word_of(IdentityKind kind);
std::optional<IdentityKind> identity_kind_from(std::string_view word);

struct Identity {
    IdentityKind kind = IdentityKind::email;
    std::string value;  // as identity_of() makes it
    auto operator<=>(const Identity&) const = default;
};

// What somebody wrote as a name of that kind: without white space around it, an "@" before a login or
// "mailto:" before an address, in small letters. An address that GitHub or GitLab gives out instead of the
// real one ("7+mara@users.noreply.github.com") is the login in it. Nothing when there is no name in it:
// empty, longer than 254 bytes, with white space inside, or an address without its two sides. Source: GitHub
// "Setting your commit email address"; GitLab "Use a private commit email".
std::optional<Identity> identity_of(IdentityKind kind, std::string_view written);

// What follows the "@" of an address; empty for what is none.
std::string_view domain_of(const Identity& identity);

}  // namespace insight::directory
