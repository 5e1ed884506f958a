// SPDX-License-Identifier: Apache-2.0
#include "sources/git.hpp"

#include "core/text.hpp"
#include "sources/assemble.hpp"
#include "sources/git/command.hpp"
#include "sources/git/history.hpp"
#include "sources/git/objects.hpp"
#include "sources/git/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sources::git {

namespace {

namespace fs = std::filesystem;

struct Place {
    std::string git_folder;
    bool shallow = false;
    std::string branch;  // empty when HEAD is detached
    fs::path top;        // the repository as people name it
};

bool is_usable_revision(std::string_view revision) {
    if (revision.empty() || revision.size() > 250 || revision.front() == '-' ||
        revision.find("..") != std::string_view::npos)
        return false;
    return std::none_of(revision.begin(), revision.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || c == ':';
    });
}

core::Error no_repository(const std::string& shown, std::string detail = {}) {
    auto error = core::not_found(fmt::format(
        "{} is not a git repository; nothing was judged. Give the folder of a checkout or a bare repository.",
        shown));
    error.detail = std::move(detail);
    return error;
}

fs::path top_of(const fs::path& given, const fs::path& git_folder) {
    if (git_folder.filename() == ".git") return git_folder.parent_path();
    std::error_code ignored;
    return fs::equivalent(given, git_folder, ignored) ? git_folder : given;
}

core::Result<Place> find_place(const fs::path& path, const std::string& shown,
                               std::chrono::seconds deadline) {
    const auto asked =
        run(path, {"rev-parse", "--absolute-git-dir", "--is-shallow-repository"}, deadline, 64U << 10U);
    if (!asked) return asked.error();
    if (asked->exit_code != 0) return no_repository(shown, asked->errors);
    const auto lines = core::lines(asked->output);
    if (lines.size() < 2) return no_repository(shown, asked->errors);
    Place place{.git_folder = std::string(lines[0]), .shallow = lines[1] == "true"};
    place.top = top_of(path, place.git_folder);
    const auto head = run(path, {"symbolic-ref", "--quiet", "--short", "HEAD"}, deadline, 4096);
    if (head && head->exit_code == 0) place.branch = core::one_line(head->output);
    return place;
}

std::string name_of(const fs::path& top) {
    auto name = top.filename().string();
    if (name.size() > 4 && name.ends_with(".git")) name.resize(name.size() - 4);
    return core::one_line(name);
}

// "committer Name <mail> 1767600000 +0100" of a commit's text.
std::optional<core::Time> commit_time(std::string_view commit) {
    for (const auto line : core::lines(commit)) {
        if (line.empty()) break;
        if (!line.starts_with("committer ")) continue;
        const auto words = core::split(line, ' ');
        std::int64_t seconds = -1;
        if (words.size() >= 3)
            std::from_chars(words[words.size() - 2].data(),
                            words[words.size() - 2].data() + words[words.size() - 2].size(), seconds);
        if (seconds >= 0) return core::from_unix(seconds);
    }
    return std::nullopt;
}

core::Error with_context(const core::Error& error, const std::string& shown) {
    return {error.code, fmt::format("{}: {}", shown, error.sentence), error.detail};
}

core::Result<void> fill(insight::Facts& facts, const fs::path& path, Objects& objects, const Limits& limits,
                        core::Time now) {
    auto listed = read_tree(path, facts.commit, limits.files, limits.deadline);
    if (!listed) return listed.error();
    auto history = read_history(path, facts.commit, now, limits.commits, limits.deadline);
    if (!history) return history.error();
    const auto text = objects.contents(facts.commit);
    if (!text) return text.error();
    history->last_commit_at = commit_time(*text);
    facts.history = std::move(*history);
    if (listed->tree.truncated)
        facts.faults.push_back(
            {0, fmt::format("Only the first {} files were listed.", listed->tree.files.size())});
    std::optional<core::Error> failed;
    const auto read = [&](const insight::File& file) -> std::optional<Blob> {
        if (failed) return std::nullopt;
        auto blob = objects.blob(std::string(listed->id_of(file.path)), limits.text_bytes);
        if (!blob) {
            failed = blob.error();
            return std::nullopt;
        }
        if (*blob && (*blob)->truncated)
            facts.faults.push_back({0, fmt::format("{} was not read: it has {} bytes.",
                                                   core::one_line(file.path), (*blob)->size_bytes)});
        return std::move(*blob);
    };
    assemble(facts, listed->tree, read, limits.documents);
    if (failed) return *failed;
    return {};
}

}  // namespace

core::Result<insight::Facts> read(const fs::path& path, const std::string& revision, core::Time now,
                                  const Limits& limits) {
    const auto shown = core::one_line(path.string());
    std::error_code error;
    if (!fs::is_directory(path, error))
        return core::not_found(fmt::format("{} is no folder; nothing was judged. Check the path.", shown));
    if (!revision.empty() && !is_usable_revision(revision))
        return core::invalid(
            fmt::format("'{}' is no revision; nothing was judged. Give a branch, tag or commit.",
                        core::shorten(core::one_line(revision), 60)));
    const auto absolute = fs::canonical(path, error);
    if (error)
        return core::not_found(
            fmt::format("{} cannot be opened; nothing was judged. Check its permissions.", shown));

    auto place = find_place(absolute, shown, limits.deadline);
    if (!place) return place.error();
    insight::Facts facts;
    facts.name = name_of(place->top);
    facts.full_name = place->top.string();
    facts.branch = revision.empty() ? place->branch : revision;
    facts.source = "git";
    facts.mode = insight::Mode::plain_git;
    facts.collected_at = now;
    if (place->top != absolute)
        facts.faults.push_back({0, fmt::format("The whole repository was judged, not only {}.", shown)});

    auto objects = Objects::open(absolute, limits.deadline);
    if (!objects) return with_context(objects.error(), shown);
    const auto commit = objects->info((revision.empty() ? std::string("HEAD") : revision) + "^{commit}");
    if (!commit) return with_context(commit.error(), shown);
    if (!*commit) {
        if (!revision.empty())
            return core::not_found(
                fmt::format("{} has no revision '{}'; nothing was judged. `git branch -a` and `git tag` list "
                            "what there is.",
                            shown, core::one_line(revision)));
        facts.tree = insight::Tree{};
        facts.history = insight::History{};
        facts.faults.push_back({0, "The repository is empty: it has no commit yet."});
        return facts;
    }
    facts.commit = (*commit)->id;
    if (auto filled = fill(facts, absolute, *objects, limits, now); !filled)
        return with_context(filled.error(), shown);
    facts.history->shallow = place->shallow;
    return facts;
}

}  // namespace sources::git
