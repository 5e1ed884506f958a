// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/story.hpp"

#include "core/text.hpp"

#include <stdexcept>
#include <string_view>

namespace sources::sample {
namespace {

struct Twist {
    std::string_view word;
    void (*apply)(Story&);
};
constexpr Twist twists[] = {
    {"readme:short", [](Story& s) { s.readme = Readme::brief; }},
    {"readme:none", [](Story& s) { s.readme = Readme::none; }},
    {"guide:full", [](Story& s) { s.guide = GuideText::full; }},
    {"guide:partial", [](Story& s) { s.guide = GuideText::partial; }},
    {"guide:line", [](Story& s) { s.guide = GuideText::line; }},
    {"guide:readme", [](Story& s) { s.guide = GuideText::in_readme; }},
    {"guide:legal", [](Story& s) { s.guide = GuideText::legal; }},
    {"guide:none", [](Story& s) { s.guide = GuideText::none; }},
    {"owners:gaps", [](Story& s) { s.owners = Owners::gaps; }},
    {"owners:dead", [](Story& s) { s.owners = Owners::dead; }},
    {"owners:none", [](Story& s) { s.owners = Owners::none; }},
    {"ci:push", [](Story& s) { s.ci = Ci::on_push; }},
    {"ci:none", [](Story& s) { s.ci = Ci::none; }},
    {"tests:silent", [](Story& s) { s.tests = Tests::silent; }},
    {"tests:none", [](Story& s) { s.tests = Tests::none; }},
    {"governance:path", [](Story& s) { s.governance = Governance::path; }},
    {"templates:one", [](Story& s) { s.templates = 1; }},
    {"templates:none", [](Story& s) { s.templates = 0; }},
    {"private", [](Story& s) { s.is_private = true; }},
    {"guarded", [](Story& s) { s.guarded = true; }},
    {"unguarded", [](Story& s) { s.guarded = false; }},
    {"no-forks", [](Story& s) { s.forks = false; }},
    {"no-newcomers", [](Story& s) { s.newcomer_work = false; }},
    {"no-releases", [](Story& s) { s.releases = false; }},
    {"refusal", [](Story& s) { s.refuses = true; }},
    {"restricted", [](Story& s) { s.display_only = true; }},
    {"docs-only", [](Story& s) { s.docs_only = true; }},
    {"stable", [](Story& s) { s.stable = true; }},
    {"stranger", [](Story& s) { s.stranger = true; }},
    {"slow", [](Story& s) { s.pace = Pace::slow; }},
    {"silent", [](Story& s) { s.pace = Pace::silent; }},
};

Story usual(int level) {
    Story story;
    story.pace = level >= 3   ? Pace::quick
                 : level == 2 ? Pace::steady
                 : level == 1 ? Pace::slow
                              : Pace::silent;
    story.newcomer_work = level >= 2;
    story.guarded = level >= 1;
    story.releases = level >= 2;
    story.templates = level >= 2 ? 2 : level;
    story.licence = level >= 1;
    story.security = level >= 3;
    story.conventions = level >= 3;
    story.conduct = level >= 2;
    story.governance = level >= 3 ? Governance::plain : Governance::none;
    story.maintainers = level >= 3 ? 5 : level == 2 ? 3 : 2;
    if (level == 0) story.guide = GuideText::none;
    return story;
}

void apply(std::string_view word, Story& story) {
    for (const auto& twist : twists)
        if (twist.word == word) return twist.apply(story);
    throw std::logic_error("no such twist: " + std::string(word));
}

}  // namespace

Story story_of(const Project& project) {
    auto story = usual(project.level);
    for (const auto word : core::split(project.story, ' '))
        if (!word.empty()) apply(word, story);
    return story;
}

}  // namespace sources::sample
