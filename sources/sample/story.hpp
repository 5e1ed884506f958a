// SPDX-License-Identifier: Apache-2.0
// How a repository stands, trait by trait: what is usual at its level, then the words of its story.
#pragma once

#include "sources/sample/projects.hpp"

namespace sources::sample {

enum class Readme { full, brief, none };
enum class GuideText { full, partial, line, in_readme, legal, none };
enum class Owners { live, gaps, dead, none };
enum class Ci { on_changes, on_push, none };
enum class Tests { with_command, silent, none };
enum class Governance { none, plain, path };
enum class Pace { quick, steady, slow, silent };

struct Story {
    Readme readme = Readme::full;
    GuideText guide = GuideText::full;
    Owners owners = Owners::live;
    Ci ci = Ci::on_changes;
    Tests tests = Tests::with_command;
    Governance governance = Governance::none;
    Pace pace = Pace::steady;
    int templates = 2;
    int maintainers = 3;
    bool licence = true;
    bool is_private = false;
    bool guarded = true;
    bool forks = true;
    bool newcomer_work = false;
    bool releases = true;
    bool security = false;
    bool conventions = false;
    bool conduct = false;
    bool refuses = false;       // "we do not accept pull requests"
    bool display_only = false;  // "read-only copy"
    bool docs_only = false;
    bool stable = false;
    bool stranger = false;  // a maintainer from another team
};

// Words that mean nothing are a bug: std::logic_error.
Story story_of(const Project& project);

}  // namespace sources::sample
