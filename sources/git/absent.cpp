// SPDX-License-Identifier: Apache-2.0
#include "sources/git/absent.hpp"

#include "core/text.hpp"
#include "sources/git/tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace sources::git {

namespace {

namespace fs = std::filesystem;

// git marks the packs that it has from such a remote. Which of them another folder holds only git knows.
bool may_lack_objects(const fs::path& shared) {
    std::error_code failed;
    if (fs::file_size(shared / "objects/info/alternates", failed) > 0 && !failed) return true;
    fs::directory_iterator entries(shared / "objects/pack", failed);
    for (const fs::directory_iterator end; !failed && entries != end; entries.increment(failed))
        if (entries->path().extension() == ".promisor") return true;
    return false;
}

constexpr std::string_view how_to_mend =
    "'git fsck' there tells whether it is damaged. Clone it anew without --filter, and ask again.";

// As many as help to know which are meant.
std::string first_of(const std::set<std::string, std::less<>>& paths) {
    constexpr std::size_t most = 3, longest = 120;
    std::string out;
    std::size_t told = 0;
    for (const auto& path : paths) {
        if (told == most) break;
        out.append(told++ == 0 ? "" : ", ").append(core::shorten(core::one_line(path), longest));
    }
    if (paths.size() > most) out.append(fmt::format(" and {} more", paths.size() - most));
    return out;
}

}  // namespace

bool tells_of_damage(std::string_view errors) {
    return std::ranges::any_of(core::lines(errors), [](std::string_view line) {
        return line.starts_with("error: ") && line.find("alternate") == std::string_view::npos;
    });
}

core::Result<Absent> find_absent(const Reading& reading, const Place& place, const std::string& commit) {
    Absent absent{.partial = may_lack_objects(place.shared), .objects = {}};
    if (!absent.partial) return absent;
    auto child =
        start(reading, {"rev-list", "--objects", "--no-walk", "--quiet", "--missing=print", commit, "--"});
    if (!child) return child.error();
    const auto answer = finish(reading, *child, listing_bytes(reading.limits.files));
    if (!answer) return answer.error();
    // One that is there and cannot be read git counts among the missing, with a word about it.
    if ((answer->exit_code != 0 && !answer->truncated) || tells_of_damage(answer->errors))
        return no_answer(reading, {.detail = answer->errors});
    for (const auto line : core::split(std::string_view(answer->output), '\n'))
        if (line.starts_with('?')) absent.objects.emplace(line.substr(1));
    return absent;
}

std::string note_on(const std::set<std::string, std::less<>>& paths, bool partial) {
    return fmt::format("The content of {} is not in this clone and was not read ({}): {}",
                       core::counted(static_cast<std::int64_t>(paths.size()), "file", "files"),
                       first_of(paths), partial ? how_to_complete : how_to_mend);
}

}  // namespace sources::git
