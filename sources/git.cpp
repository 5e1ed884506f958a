// SPDX-License-Identifier: Apache-2.0
#include "sources/git.hpp"

#include "core/text.hpp"
#include "insight/links.hpp"
#include "insight/risky_files.hpp"
#include "sources/assemble.hpp"
#include "sources/git/absent.hpp"
#include "sources/git/blob_reader.hpp"
#include "sources/git/folder.hpp"
#include "sources/git/history.hpp"
#include "sources/git/mailmap.hpp"
#include "sources/git/reading.hpp"
#include "sources/git/revision.hpp"
#include "sources/git/tree.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

namespace sources::git {

namespace {

namespace fs = std::filesystem;
using net::Conversation;

core::Result<fs::path> find_folder(const fs::path& path) {
    std::error_code failed;
    const auto folder = fs::canonical(path, failed);
    if (failed)
        return core::not_found(
            fmt::format("There is no folder {} (or it may not be opened). Nothing was read; check the path.",
                        said(path)));
    if (!fs::is_directory(folder, failed))
        return core::not_found(fmt::format(
            "{} is no folder. Nothing was read; give the folder of a checkout or of a bare repository.",
            said(path)));
    return folder;
}

std::string name_of(const Place& place) {
    auto name = place.top.filename().string();
    if (place.bare && name.ends_with(".git") && name.size() > 4) name.resize(name.size() - 4);
    return name.empty() ? said(place.top) : core::one_line(name);
}

insight::Facts begin(const Reading& reading, const Place& place) {
    insight::Facts facts;
    facts.name = name_of(place);
    facts.full_name = core::one_line(place.top.string());
    facts.remote = name_at_origin(place.shared);
    // People call it as everybody does, not as one of them called the folder.
    if (const auto last = facts.remote.substr(facts.remote.rfind('/') + 1); !last.empty()) facts.name = last;
    facts.host = host_at_origin(place.shared);
    facts.branch = core::one_line(place.branch);
    facts.mode = insight::Mode::plain_git;
    facts.source = "git";
    facts.collected_at = reading.now;
    if (!place.bare && place.top != reading.folder)
        facts.faults.push_back(
            {.what = "The given folder lies inside this repository; the whole repository was read."});
    std::error_code unseen;
    if (fs::file_size(place.shared / "objects/info/alternates", unseen) > 0 && !unseen)
        facts.faults.push_back(
            {.what = "This repository borrows objects from another folder (objects/info/alternates): part of "
                     "what was judged lies there, and it can no longer be read when that folder is moved or "
                     "cleaned up."});
    return facts;
}

// No answer at all: git may be older than 2.36, the first with `cat-file --batch-command`.
core::Error without_batch(const Reading& reading, const core::Error& error) {
    constexpr std::string_view start = "git version ";
    const auto said = run(reading, {"version"});
    if (!said || !said->output.starts_with(start)) return no_answer(reading, error);
    const auto numbers = core::split(std::string_view(said->output).substr(start.size()), '.');
    int major = 0, minor = 0;
    const auto read_number = [](std::string_view text, int& number) {
        return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
    };
    if (numbers.size() < 2 || !read_number(numbers[0], major) || !read_number(numbers[1], minor) ||
        major > 2 || (major == 2 && minor >= 36))
        return no_answer(reading, error);
    return core::unavailable(
        fmt::format("git {}.{} is too old; nothing was read. Install git 2.36 or newer.", major, minor),
        error.detail);
}

// A revision that names no commit: a wrong word of the asker, an empty repository, or a damaged one.
core::Result<insight::Facts> without_commit(const Reading& reading, const Place& place) {
    if (!reading.revision.empty())
        return core::not_found(fmt::format(
            "'{}' names no commit in {}. Nothing was read; give a branch, a tag or a commit of it.",
            core::shorten(core::one_line(reading.revision), 100), said(place.top)));
    if (place.names_something) return no_answer(reading, {});
    const auto branches =
        run(reading, {"for-each-ref", "--count=1", "refs/heads", "refs/remotes", "refs/tags"});
    if (!branches) return branches.error();
    if (!branches->output.empty())
        return core::not_found(
            fmt::format("The current branch of {} has no commit, but others have. Nothing was read; name one "
                        "(--at BRANCH).",
                        said(place.top)));
    auto facts = begin(reading, place);
    facts.tree.emplace();
    facts.history.emplace();
    facts.faults.push_back({.what = "The repository is empty: it has no commit yet."});
    return facts;
}

core::Result<net::ChildResult> take_files(const Reading& reading, Conversation& listing,
                                          const Absent& absent) {
    auto answer = finish(reading, listing, listing_bytes(reading.limits.files));
    if (!answer) return answer.error();
    if (answer->exit_code == 0 || answer->truncated) return answer;
    // What is here was found whole: git stopped at the first folder that is not.
    if (absent.objects.empty()) return no_answer(reading, {.detail = answer->errors});
    answer->truncated = true;
    return answer;
}

void note_cut(insight::Facts& facts, bool lacks_folders) {
    if (!facts.tree || !facts.tree->truncated) return;
    if (lacks_folders)
        facts.faults.push_back(
            {.what = fmt::format(
                 "Folders of this commit are not in this clone; only {} were listed: {}",
                 core::counted(static_cast<std::int64_t>(facts.tree->files.size()), "file", "files"),
                 how_to_complete)});
    else
        facts.faults.push_back(
            {.what = fmt::format("The list of files was cut; only the first {} were looked at.",
                                 facts.tree->files.size())});
}

core::Result<void> note_absent(insight::Facts& facts, const Reading& reading, Conversation& batch,
                               const std::set<std::string, std::less<>>& paths, bool partial) {
    if (paths.empty()) return {};
    const auto answer = finish(reading, batch, small_answer);
    if (!answer) return answer.error();
    if (tells_of_damage(answer->errors)) return no_answer(reading, {.detail = answer->errors});
    facts.faults.push_back({.what = note_on(paths, partial)});
    return {};
}

// Of a link git itself takes no notice either.
Mailmap read_mailmap(const insight::Tree& tree, BlobReader& blobs) {
    const auto* file = insight::find_file(tree, ".mailmap");
    const auto blob = file != nullptr ? blobs.read(*file) : std::nullopt;
    return blob ? Mailmap(blob->bytes) : Mailmap();
}

core::Result<void> add_files(insight::Facts& facts, Mailmap& mailmap, const Reading& reading,
                             const Place& place, Conversation& batch, Conversation& files) {
    const auto absent = find_absent(reading, place, facts.commit);
    if (!absent) return absent.error();
    auto answer = take_files(reading, files, *absent);
    if (!answer) return answer.error();
    const bool lacks_folders = answer->exit_code != 0 && !absent->objects.empty();
    Listing listing(std::move(answer->output), reading.limits.files, answer->truncated);
    BlobReader blobs(batch, listing, reading.limits, *absent);
    const ReadSuspect read_suspect = [&](const insight::File& file) {
        auto text = blobs.read_small(file, insight::longest_suspect);
        if (text || !insight::may_be_a_program(file)) return text;
        return blobs.read_start(file, insight::start_of_program);
    };
    assemble(facts, listing.take_tree(),
             {.read = [&](const insight::File& file) { return blobs.read(file); },
              .read_suspect = read_suspect,
              .expect = [&](const auto& each) { blobs.expect(each); }},
             reading.limits.documents);
    mailmap = read_mailmap(*facts.tree, blobs);
    blobs.finish();
    if (blobs.failed()) return no_answer(reading, *blobs.failed());
    note_cut(facts, lacks_folders);
    return note_absent(facts, reading, batch, blobs.not_here(), absent->partial);
}

core::Result<void> add_history(insight::Facts& facts, const Mailmap& mailmap, const Reading& reading,
                               Conversation& log, Conversation& tags) {
    auto history = read_history(log, mailmap, reading.now, reading.limits.commits);
    if (!history) return no_answer(reading, history.error());
    const auto tag = finish(reading, tags, small_answer);
    if (!tag) return tag.error();
    history->latest_tag = read_tag(tag->output);
    // One tag whose object is missing, and git names none.
    if (tag->exit_code != 0 && !history->latest_tag) {
        history->tags_unread = true;
        facts.faults.push_back({.what =
                                    "The tags could not be read: an object of one is damaged or not in this "
                                    "clone. Run 'git fetch --tags' there and ask again."});
    }
    facts.history = std::move(*history);
    return {};
}

struct CommitReaders {
    Conversation files, log, tags;
};
core::Result<CommitReaders> start_readers(const Reading& reading, const std::string& commit) {
    auto files = start(reading, {"ls-tree", "-r", "-z", "--full-tree", commit});
    if (!files) return files.error();
    auto log = start(reading, log_arguments(commit));
    if (!log) return log.error();
    auto tags = start(reading, tag_arguments());
    if (!tags) return tags.error();
    return CommitReaders{std::move(*files), std::move(*log), std::move(*tags)};
}

}  // namespace

core::Result<insight::Facts> read(const fs::path& path, const std::string& revision, core::Time now,
                                  const Limits& limits) {
    if (!revision.empty() && !is_usable_revision(revision))
        return core::invalid(
            "This is no name of a revision. Nothing was read; give a branch, a tag, a commit or something "
            "like HEAD~3.");
    auto folder = find_folder(path);
    if (!folder) return folder.error();
    if (const auto usable = check_git_folder(*folder); !usable) return usable.error();
    const Reading reading{std::move(*folder), revision, now, limits, Budget(limits.deadline)};
    const std::string wanted = revision.empty() ? "HEAD" : revision;

    // A child costs a millisecond or two, and there are two cores or more: all run side by side, first those
    // for which others wait.
    auto batch = start(reading, {"cat-file", "--batch-command"});
    if (!batch) return batch.error();
    auto asked_place = start(reading, place_arguments(wanted));
    if (!asked_place) return asked_place.error();
    const auto commit = find_commit(*batch, wanted);
    std::optional<core::Result<CommitReaders>> readers;
    if (commit && !commit->id.empty()) readers = start_readers(reading, commit->id);

    const auto answer = finish(reading, *asked_place, small_answer);
    if (!answer) return answer.error();
    const auto place = read_place(*answer, reading.folder);
    if (!place) return place.error();
    if (!commit) return without_batch(reading, commit.error());
    if (!readers) return without_commit(reading, *place);
    if (!*readers) return readers->error();
    auto& [files, log, tags] = **readers;

    auto facts = begin(reading, *place);
    facts.commit = commit->id;
    Mailmap mailmap;
    if (auto done = add_files(facts, mailmap, reading, *place, *batch, files); !done) return done.error();
    if (auto done = add_history(facts, mailmap, reading, log, tags); !done) return done.error();
    facts.history->last_commit_at = commit->at;
    facts.history->shallow = place->shallow;
    if (place->shallow)
        facts.faults.push_back(
            {.what = "The clone is shallow: what its history does not hold was not judged. Run 'git fetch "
                     "--unshallow' there and ask again."});
    return facts;
}

}  // namespace sources::git
