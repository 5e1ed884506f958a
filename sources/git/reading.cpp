// SPDX-License-Identifier: Apache-2.0
#include "sources/git/reading.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace sources::git {

std::string said(const std::filesystem::path& path) {
    return path.empty() ? "''" : core::shorten(core::one_line(path.string()), 200);
}

core::Error no_answer(const Reading& reading, core::Error error) {
    if (reading.budget.left().count() == 0)
        error.sentence = fmt::format(
            "Reading {} took longer than {} seconds and was stopped. Nothing was changed; try again when the "
            "machine is less busy.",
            said(reading.folder), reading.limits.deadline.count());
    else
        error.sentence = fmt::format(
            "The git repository at {} is damaged: git could not read some of its objects. Nothing was "
            "changed; run 'git fsck' "
            "there, or clone it anew.",
            said(reading.folder));
    error.code = core::Errc::unavailable;
    return error;
}

core::Result<net::Conversation> start(const Reading& reading, std::vector<std::string> arguments) {
    auto child =
        net::Conversation::start(command(reading.folder, std::move(arguments)), reading.budget.left());
    if (child) return child;
    auto error = child.error();
    error.code = core::Errc::unavailable;
    return error;
}

core::Result<net::ChildResult> finish(const Reading& reading, net::Conversation& child, std::size_t limit) {
    auto answer = child.finish(limit);
    if (!answer) return no_answer(reading, answer.error());
    return answer;
}

core::Result<net::ChildResult> run(const Reading& reading, std::vector<std::string> arguments) {
    auto child = start(reading, std::move(arguments));
    if (!child) return child.error();
    return finish(reading, *child, small_answer);
}

}  // namespace sources::git
