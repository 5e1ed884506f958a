// SPDX-License-Identifier: Apache-2.0
#include "commands/repository_links.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace commands {

std::vector<storage::RepositoryRow> repositories_at(std::string_view full_name, const storage::Reader& reader,
                                                    Time now, const Fits& fits) {
    const auto ending = "/" + core::lower(full_name);
    auto rows = reader.repositories_named(full_name, now);
    std::erase_if(rows, [&](const auto& row) { return !fits(row); });
    if (!rows.empty()) return rows;
    rows = reader.repositories_named(full_name.substr(full_name.rfind('/') + 1), now);
    std::erase_if(
        rows, [&](const auto& row) { return !core::lower(row.full_name).ends_with(ending) || !fits(row); });
    return rows;
}

bool is_link(std::string_view word) {
    return word.starts_with("https://") || word.starts_with("http://") || word.starts_with("ssh://") ||
           word.starts_with("git@");
}

std::vector<std::string> full_names_in(std::string_view url) {
    constexpr std::size_t most_groups = 6;
    // "git@git.example:acme/payments-api.git" parts the host with a colon.
    const std::string_view ends_host = url.starts_with("git@") ? "/:" : "/";
    if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    url = url.substr(0, url.find_first_of("?#"));
    const auto host = url.find_first_of(ends_host);
    if (host == std::string_view::npos) return {};
    std::vector<std::string> names;
    std::string name;
    for (const auto part : core::split(url.substr(host + 1), '/')) {
        // "group/project/-/issues" is how GitLab parts the project from its pages.
        if (part.empty() || part == "-" || names.size() == most_groups) break;
        name += name.empty() ? std::string(part) : "/" + std::string(part);
        if (name.size() == part.size()) continue;
        if (name.ends_with(".git")) name.resize(name.size() - 4);
        names.push_back(name);
    }
    std::reverse(names.begin(), names.end());
    return names;
}

std::vector<storage::RepositoryRow> repositories_behind(std::string_view url, const storage::Reader& reader,
                                                        Time now, const Fits& fits) {
    for (const auto& name : full_names_in(url))
        if (auto rows = repositories_at(name, reader, now, fits); !rows.empty()) return rows;
    return {};
}

}  // namespace commands
