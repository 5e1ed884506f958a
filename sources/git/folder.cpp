// SPDX-License-Identifier: Apache-2.0
#include "sources/git/folder.hpp"

#include "core/text.hpp"
#include "sources/git/reading.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace sources::git {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 64U << 10U;  // of a configuration
constexpr std::size_t longest_name = 200;

constexpr auto read_first =
    std::to_array<const char*>({"config", "HEAD", "commondir", "config.worktree", "packed-refs", "shallow",
                                "index", "objects/info/alternates"});

core::Error no_file(const fs::path& path) {
    return core::unavailable(fmt::format(
        "{} is no ordinary file. Nothing was read; look at it, or clone the repository anew.", said(path)));
}

std::string text_of(const fs::path& file) {
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return {};
    std::ifstream in(file, std::ios::binary);
    std::string text(most_bytes, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

// "ref: refs/heads/main" or the name of a commit. Of anything else git says that there is no repository, and
// goes on to one further up.
bool is_head(std::string_view text) {
    if (text.starts_with("ref:")) return core::trim(text.substr(4)).starts_with("refs/");
    return text.size() >= 40 &&
           text.substr(0, 40).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

core::Result<void> check_head(const fs::path& git_folder) {
    std::error_code failed;
    const auto head = git_folder / "HEAD";
    // A link in its place, perhaps to a branch without a commit, is the way of old versions of git.
    if (fs::is_symlink(head, failed) || !fs::exists(git_folder / "objects", failed)) return {};
    if (is_head(text_of(head))) return {};
    return core::unavailable(fmt::format(
        "The git repository at {} is damaged: its HEAD names no branch and no commit. Nothing was "
        "read; repair that file, or clone the repository anew.",
        said(git_folder)));
}

core::Result<void> check(const fs::path& git_folder) {
    if (::access(git_folder.c_str(), R_OK | X_OK) != 0)
        return core::unavailable(fmt::format(
            "The git folder {} may not be opened by this user. Nothing was read; ask its owner, or clone it.",
            said(git_folder)));
    for (const auto* name : read_first) {
        std::error_code failed;
        const auto status = fs::status(git_folder / name, failed);
        if (fs::exists(status) && !fs::is_regular_file(status)) return no_file(git_folder / name);
    }
    return check_head(git_folder);
}

// A worktree or submodule has a file there: "gitdir: ../.git/worktrees/one".
fs::path git_folder_at(const fs::path& place) {
    std::error_code failed;
    if (fs::is_directory(place, failed)) return place;
    const auto text = text_of(place);
    constexpr std::string_view start = "gitdir: ";
    if (!text.starts_with(start)) return {};
    const auto line = core::trim(core::split(std::string_view(text).substr(start.size()), '\n').front());
    return place.parent_path() / fs::path(std::string(line));
}

std::string origin_in(std::string_view config) {
    bool is_origin = false;
    for (const auto each : core::split(config, '\n')) {
        const auto line = core::trim(each);
        if (line.starts_with('[')) is_origin = line == "[remote \"origin\"]";
        if (!is_origin || !line.starts_with("url")) continue;
        const auto value = core::trim(line.substr(3));
        if (value.starts_with('=')) return std::string(core::trim(value.substr(1)));
    }
    return {};
}

}  // namespace

core::Result<void> check_git_folder(const fs::path& folder) {
    std::error_code failed;
    for (auto at = folder; !at.empty(); at = at.parent_path()) {
        const auto status = fs::symlink_status(at / ".git", failed);
        if (fs::exists(status)) {
            if (fs::is_other(fs::status(at / ".git", failed))) return no_file(at / ".git");
            const auto found = git_folder_at(at / ".git");
            return found.empty() ? core::Result<void>() : check(found);
        }
        if (fs::exists(at / "HEAD", failed) && fs::exists(at / "objects", failed)) return check(at);
        if (at == at.root_path()) break;
    }
    return {};
}

std::string name_at_origin(const fs::path& shared) {
    return name_in_address(origin_in(text_of(shared / "config")));
}

insight::Host host_at_origin(const fs::path& shared) {
    return host_in_address(origin_in(text_of(shared / "config")));
}

insight::Host host_in_address(std::string_view address) {
    if (address.starts_with("file:")) return insight::Host::unknown;
    const auto scheme = address.find("://");
    auto rest = scheme == std::string_view::npos ? address : address.substr(scheme + 3);
    const auto slash = std::min(rest.find('/'), rest.size());
    // Without a scheme only "host:path" is an address.
    if (scheme == std::string_view::npos && rest.find(':') > slash) return insight::Host::unknown;
    rest = rest.substr(0, slash);
    if (const auto at = rest.rfind('@'); at != std::string_view::npos) rest.remove_prefix(at + 1);
    const auto host = core::lower(rest.substr(0, rest.find(':')));
    for (const auto part : core::split(host, '.')) {
        if (part.starts_with("github")) return insight::Host::github;
        if (part.starts_with("gitlab")) return insight::Host::gitlab;
    }
    return insight::Host::unknown;
}

std::string name_in_address(std::string_view address) {
    const auto scheme = address.find("://");
    std::string_view path;
    if (scheme != std::string_view::npos) {
        if (address.starts_with("file:")) return {};
        const auto rest = address.substr(scheme + 3);
        const auto slash = rest.find('/');
        if (slash != std::string_view::npos) path = rest.substr(slash + 1);
    } else if (const auto colon = address.find(':');
               colon != std::string_view::npos &&
               address.substr(0, colon).find('/') == std::string_view::npos) {
        path = address.substr(colon + 1);
    }
    path = path.substr(0, path.find_first_of("?#"));  // a query may hold a token
    while (path.starts_with('/')) path.remove_prefix(1);
    while (path.ends_with('/')) path.remove_suffix(1);
    if (path.ends_with(".git")) path.remove_suffix(4);
    if (path.size() > longest_name) return {};
    return core::one_line(path);
}

}  // namespace sources::git
