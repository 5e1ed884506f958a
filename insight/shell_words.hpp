// SPDX-License-Identifier: Apache-2.0
// What a command line does for a newcomer: prepares a checkout, runs its tests, hands in a change. Known by
// tool and argument. Pure.
#pragma once

#include <string_view>

namespace insight {

struct CommandUse {
    bool sets_up = false;  // from a checkout; installing the published package is use, not set-up
    bool tests = false;
    bool submits = false;
};

// `text` is shell code of one or more lines, or (in_prose) a sentence that may hold a command whose quotes
// were taken away; then words that are also English ("make", "check") need an argument that makes them a
// command, or a place where only one fits: "run make", "build with make".
CommandUse use_of(std::string_view text, bool in_prose);
// The same of a sentence about something else (style, CI, what comes before a commit): "run make" prepares
// nothing there, "run npm install" still does.
CommandUse use_of_aside(std::string_view text);

}  // namespace insight
