// SPDX-License-Identifier: Apache-2.0
// A small company, an assessment and a folder that goes away again, for the tests of the store.
#pragma once

#include "storage/store.hpp"

#include <stdlib.h>
#include <filesystem>
#include <string>

namespace examples {

using core::from_unix;
using core::Time;

constexpr Time now = core::from_unix(1'767'600'000);  // 2026-01-05 08:00 UTC
constexpr std::chrono::hours day{24};

class Folder {
  public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "ispo-storage-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline insight::Repository repository(const std::string& name, const std::string& description = {}) {
    return {.key = "r-" + name,
            .name = name,
            .full_name = "sample/" + name,
            .description = description,
            .language = "Go",
            .topics = {"shared", "api"},
            .visibility = insight::Visibility::internal,
            .created_at = now - 100 * day,
            .pushed_at = now - day,
            .source = "sample",
            .contact = "#" + name};
}

inline insight::Finding finding(const std::string& check, insight::Outcome outcome) {
    return {.check = check, .verdict = {.outcome = outcome}, .weight = 2, .source = "git", .seen_at = now};
}

inline insight::Assessment assessment(Time at, insight::Outcome licence = insight::Outcome::yes) {
    return {.repository = "payments-api",
            .full_name = "sample/payments-api",
            .commit = "c0ffee",
            .at = at,
            .levels = {.proven = 1, .possible = 2},
            .score = 61.5,
            .coverage = 80,
            .scored = true,
            .findings = {finding("C4", licence), finding("D1", insight::Outcome::unknown)}};
}

inline insight::CompanyFacts company() {
    return {.teams = {{"t1", "checkout", "", "Europe/Berlin"}, {"t2", "platform", "", "UTC"}},
            .people = {{"p1", "ada", "Ada", insight::PersonKind::human},
                       {"p2", "robo", "Robo", insight::PersonKind::bot}},
            .memberships = {{"p1", "t1", now - 50 * day, now - 10 * day}, {"p1", "t2", now - 10 * day, {}}},
            .repositories = {repository("payments-api", "Takes money"),
                             repository("search-service", "Finds things")},
            .ownerships = {{"r-payments-api", "t1", now - 50 * day, now}, {"r-payments-api", "t2", now, {}}},
            .items = {{.key = "i1",
                       .repository = "r-payments-api",
                       .number = 7,
                       .title = "Fix it",
                       .author = "p1",
                       .created_at = now - 3 * day,
                       .merged_at = now - day,
                       .merger = "p9",
                       .labels = {"bug"},
                       .responses = {{"p2", now - 2 * day}, {"p2", now - 2 * day}}},
                      {.key = "i2",
                       .kind = insight::ItemKind::issue,
                       .repository = "r-payments-api",
                       .author = "p1",
                       .created_at = now}}};
}

}  // namespace examples
