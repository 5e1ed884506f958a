// SPDX-License-Identifier: Apache-2.0
#include "sources/owners.hpp"

#include "core/text.hpp"
#include "sources/owners/readers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sources {
namespace owners {
namespace {

constexpr std::size_t most_faults = 100;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

void add_fault(insight::OwnersFile& file, int line, std::string what) {
    if (file.faults.size() < most_faults) file.faults.push_back({line, std::move(what)});
}

std::string in_quotes(std::string_view text) {
    return fmt::format("\"{}\"", core::shorten(core::one_line(text.substr(0, 400)), 60));
}

bool is_mail(std::string_view text) {
    const auto at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const auto domain = text.substr(at + 1);
    return domain.find('.') != std::string_view::npos && !domain.starts_with('.') && !domain.ends_with('.') &&
           text.find_first_of(" \t<>()[],;:\"/\\") == std::string_view::npos;
}

bool is_account(std::string_view text) {
    if (!text.starts_with('@') || text.size() < 2 || text.ends_with('/')) return false;
    const auto name = text.substr(1);
    return (is_letter_or_digit(name.front()) || name.front() == '_') &&
           name.find("//") == std::string_view::npos && std::ranges::all_of(name, [](char c) {
               return is_letter_or_digit(c) || std::string_view("-_./").find(c) != std::string_view::npos;
           });
}

}  // namespace owners

namespace {

using insight::OwnersKind;

// GitHub does not load a larger file. Source: GitHub "About code owners", "CODEOWNERS file size".
constexpr std::uint64_t github_limit = 3U << 20U;

std::string name_of(std::string_view path) { return core::lower(path.substr(path.rfind('/') + 1)); }

OwnersKind kind_of(std::string_view path) {
    const auto name = name_of(path);
    if (name == "codeowners") return OwnersKind::codeowners;
    if (name == "owners") return OwnersKind::prow_owners;
    if (name.starts_with("component_owners.")) return OwnersKind::component_owners;
    return OwnersKind::maintainers;
}

bool follows_gitlab(std::string_view path, std::string_view text, insight::Host host) {
    if (host != insight::Host::unknown) return host == insight::Host::gitlab;
    return core::starts_with_ignoring_case(path, ".gitlab/") || owners::has_gitlab_sections(text);
}

std::string readable(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
        out += bytes[i] == '\r' ? '\n' : bytes[i];
    }
    return core::clean(out);
}

}  // namespace

bool is_owners_aliases(std::string_view path) { return name_of(path) == "owners_aliases"; }

insight::OwnersFile parse_owners(std::string_view path, std::string_view bytes, std::uint64_t size_bytes,
                                 insight::Host host, const OwnersAliases& aliases) {
    insight::OwnersFile file{.path = std::string(path), .kind = kind_of(path), .rules = {}, .faults = {}};
    const bool is_cut = size_bytes > bytes.size();
    // Half a line would name half an owner.
    const auto text = readable(is_cut ? bytes.substr(0, bytes.rfind('\n') + 1) : bytes);
    if (file.kind == OwnersKind::codeowners) {
        const bool gitlab = follows_gitlab(path, text, host);
        file.too_large = !gitlab && size_bytes > github_limit;
        owners::read_codeowners(text, gitlab, file);
    } else if (file.kind == OwnersKind::prow_owners) {
        owners::read_folder_owners(text, aliases, file);
    } else if (file.kind == OwnersKind::component_owners) {
        owners::read_component_owners(text, file);
    } else {
        owners::read_maintainers(text, file);
    }
    if (is_cut && !file.too_large) owners::add_fault(file, 1, "Only the start of this file was read.");
    return file;
}

}  // namespace sources
