// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/titles.hpp"

#include <fmt/format.h>

#include <array>

namespace sources::sample {
namespace {

using Words = std::array<std::string_view, 12>;

constexpr Words deeds = {"Handle", "Speed up", "Simplify", "Test",  "Log",       "Validate",
                         "Cache",  "Fix",      "Rename",   "Limit", "Translate", "Retry"};
constexpr Words things = {"empty input",      "time-outs",        "long names",     "the health check",
                          "missing settings", "duplicate events", "page sizes",     "currency fields",
                          "expired tokens",   "large uploads",    "the error page", "slow queries"};
constexpr Words places = {"in the client",      "at start-up",    "for guests",
                          "in the nightly run", "behind a flag",  "in the São Paulo region",
                          "in the API",         "for old phones", "in dark mode",
                          "after a retry",      "on Mondays",     "in the export"};
constexpr Words complaints = {"fails for",           "is slow for",      "shows the wrong text for",
                              "needs an option for", "should document",  "loses",
                              "should warn about",   "cannot deal with", "leaks memory with",
                              "retries forever on",  "is unclear about", "needs a limit for"};
constexpr Words parts = {"Start-up",  "The client",     "The nightly run", "The export",
                         "Sign-in",   "The first page", "The API",         "Paging",
                         "The cache", "Logging",        "Retry",           "The release job"};
constexpr Words small_deeds = {
    "Document",      "Add a test for",        "Add an example for",      "Improve the message for",
    "Remove unused", "Translate the text of", "Add a log line for",      "Link the guide from",
    "Check",         "Add a default for",     "Describe the options of", "Show a hint for"};
constexpr std::array<std::string_view, 8> packages = {"jackson-databind", "netty",  "grpc",  "eslint",
                                                      "pytest",           "okhttp", "serde", "react"};

}  // namespace

std::string title_of_change(Random& random) {
    const auto deed = random.one_of(deeds);
    const auto thing = random.one_of(things);
    return fmt::format("{} {} {}", deed, thing, random.one_of(places));
}

std::string title_of_update(Random& random) {
    const auto package = random.one_of(packages);
    const int minor = random.between(1, 30);
    const int patch = random.below(9);
    return fmt::format("Bump {} from 2.{}.{} to 2.{}.{}", package, minor, patch, minor, patch + 1);
}

std::string title_of_issue(Random& random) {
    const auto part = random.one_of(parts);
    const auto complaint = random.one_of(complaints);
    return fmt::format("{} {} {}", part, complaint, random.one_of(things));
}

std::string title_of_first_issue(Random& random) {
    const auto deed = random.one_of(small_deeds);
    return fmt::format("{} {}", deed, random.one_of(things));
}

}  // namespace sources::sample
