// SPDX-License-Identifier: Apache-2.0
#include "sources/git/revision.hpp"

#include "core/text.hpp"
#include "sources/git/blobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sources::git {

namespace {

constexpr std::size_t commit_bytes = 64U << 10U;  // of a commit, enough for its header

std::string said(const std::filesystem::path& path) { return core::one_line(path.string()); }

core::Error explain(const net::ChildResult& answer, const std::filesystem::path& folder) {
    if (answer.errors.find("not a git repository") != std::string::npos)
        return {core::Errc::not_found,
                fmt::format("{} is not in a git repository. Nothing was read; give the folder of a checkout "
                            "or of a bare repository.",
                            said(folder)),
                answer.errors};
    return core::unavailable(
        fmt::format(
            "The git repository at {} cannot be used: its configuration is damaged or of a newer git. "
            "Nothing was read; look at what 'git fsck' says there.",
            said(folder)),
        answer.errors);
}

std::filesystem::path plain(const std::filesystem::path& path) {
    const auto out = path.lexically_normal();
    return out.has_filename() ? out : out.parent_path();
}

// Inside the git folder of a checkout there is no way up to its work tree, but the folder's name tells.
std::filesystem::path top_of(const std::filesystem::path& git_folder) {
    return git_folder.filename() == ".git" ? git_folder.parent_path() : git_folder;
}

// The committer's line of a commit's header: "committer Name <e-mail> 1700000000 +0100".
core::Time committed_at(std::string_view commit) {
    const auto header = commit.substr(0, commit.find("\n\n"));
    for (const auto line : core::split(header, '\n')) {
        if (!line.starts_with("committer ")) continue;
        const auto date = line.substr(line.rfind('>') + 1);
        const auto digits = core::trim(date);
        std::int64_t seconds = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
        return core::from_unix(seconds);
    }
    return {};
}

}  // namespace

bool is_usable_revision(const std::string& revision) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    return !revision.empty() && revision.size() <= 250 && revision.front() != '-' &&
           revision.find("..") == std::string::npos && revision.find("@{") == std::string::npos &&
           std::none_of(revision.begin(), revision.end(), is_control);
}

std::vector<std::string> place_arguments(const std::string& revision) {
    return {"rev-parse",
            "--is-bare-repository",
            "--is-shallow-repository",
            "--is-inside-work-tree",
            "--git-common-dir",
            "--show-cdup",
            "--symbolic-full-name",
            revision,
            "--"};  // "--": never a file of that name
}

// The way up ("", "../../" or absolute) is printed only where there is a work tree, the full name only for
// branches and tags.
core::Result<Place> read_place(const net::ChildResult& answer, const std::filesystem::path& folder) {
    const auto lines = core::split(answer.output, '\n');
    if (lines.size() < 5) return explain(answer, folder);
    Place place;
    place.bare = lines[0] == "true";
    place.shallow = lines[1] == "true";
    place.shared = plain(folder / lines[3]);
    const bool has_way_up = lines[4].empty() || lines[4].ends_with('/') || lines[4].starts_with('/');
    place.top = lines[2] == "true" ? plain(folder / lines[4]) : top_of(place.shared);
    place.names_something = answer.exit_code == 0;
    const std::size_t name = has_way_up ? 5 : 4;
    if (place.names_something && name < lines.size() && lines[name].starts_with("refs/heads/"))
        place.branch = lines[name].substr(11);
    return place;
}

core::Result<Commit> find_commit(net::Conversation& batch, const std::string& revision) {
    auto object = ask(batch, revision + "^{commit}");
    if (!object) return object.error();
    if (object->type != "commit") return Commit{};
    auto text = read_content(batch, *object, commit_bytes);
    if (!text) return text.error();
    return Commit{.id = object->id, .at = committed_at(*text)};
}

}  // namespace sources::git
