// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/identity.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace insight::directory {
namespace {

constexpr std::size_t longest = 254;  // of an address, RFC 5321
constexpr std::string_view private_domain = "users.noreply.";

bool is_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "7+mara" of GitHub, "7-mara" of GitLab, "mara" of old accounts.
std::string_view login_in(std::string_view local, char after_number) {
    const auto at = local.find(after_number);
    return at != std::string_view::npos && is_digits(local.substr(0, at)) ? local.substr(at + 1) : local;
}

std::optional<Identity> address(std::string value) {
    const auto at = value.rfind('@');
    if (at == std::string::npos || at == 0 || at + 1 == value.size()) return std::nullopt;
    const auto local = std::string_view(value).substr(0, at), domain = std::string_view(value).substr(at + 1);
    if (!domain.starts_with(private_domain)) return Identity{IdentityKind::email, std::move(value)};
    const bool is_gitlab = domain.find("gitlab") != std::string_view::npos;
    const auto login = login_in(local, is_gitlab ? '-' : '+');
    if (login.empty()) return std::nullopt;
    return Identity{is_gitlab ? IdentityKind::gitlab : IdentityKind::github, std::string(login)};
}

}  // namespace

std::string_view word_of(IdentityKind kind) { return identity_words.at(static_cast<std::size_t>(kind)); }

std::optional<IdentityKind> identity_kind_from(std::string_view word) {
    const auto* found = std::find(identity_words.begin(), identity_words.end(), word);
    if (found == identity_words.end()) return std::nullopt;
    return static_cast<IdentityKind>(found - identity_words.begin());
}

std::optional<Identity> identity_of(IdentityKind kind, std::string_view written) {
    auto value = core::lower(core::one_line(core::trim(written)));
    if (kind == IdentityKind::email && value.starts_with("mailto:")) value.erase(0, 7);
    if (kind != IdentityKind::email && kind != IdentityKind::employee && value.starts_with('@'))
        value.erase(0, 1);
    if (value.empty() || value.size() > longest || value.find(' ') != std::string::npos) return std::nullopt;
    if (kind == IdentityKind::email) return address(std::move(value));
    return Identity{kind, std::move(value)};
}

std::string_view domain_of(const Identity& identity) {
    if (identity.kind != IdentityKind::email) return {};
    return std::string_view(identity.value).substr(identity.value.rfind('@') + 1);
}

}  // namespace insight::directory
