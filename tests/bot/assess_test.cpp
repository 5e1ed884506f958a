// SPDX-License-Identifier: Apache-2.0
#include "bot/assess.hpp"

#include "bot/clock.hpp"
#include "bot/keep.hpp"

#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

namespace {
constexpr auto now = core::from_unix(1'767'600'000);

bot::AssessOrder order(std::vector<std::string> paths) {
    bot::AssessOrder given;
    given.paths = std::move(paths);
    given.now = now;
    return given;
}
}  // namespace

TEST_CASE("many checkouts are judged side by side, and each answer keeps its place") {
    const tests::GitRepository repository;
    repository.commit_file("README.md", "# Payments\n\nTakes money.\n");
    const tests::TemporaryFolder empty;
    std::vector<std::string> paths;
    for (int i = 0; i < 9; ++i)
        paths.push_back(i % 3 == 1 ? empty.path().string() : repository.path().string());
    std::vector<std::size_t> progress;
    const auto all = bot::assess_paths(order(paths), [&](std::size_t done, std::size_t of) {
        CHECK(of == 9);
        progress.push_back(done);
    });
    REQUIRE(all.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(all[i].path == paths[i]);
        CHECK(all[i].result.has_value() == (i % 3 != 1));
        if (all[i].result) CHECK(all[i].result->findings.size() == 27);
    }
    CHECK(std::is_sorted(progress.begin(), progress.end()));
    CHECK(progress.back() == 9);
    CHECK(bot::assess_paths(order({}), [](std::size_t, std::size_t) { FAIL("nothing to do"); }).empty());
}

TEST_CASE("what is assumed raises what is possible to seen, and nonsense is refused") {
    const tests::GitRepository repository;
    repository.commit_file("README.md", "# Payments\n");
    const auto visible = [&](const std::vector<std::string>& assumed) {
        auto given = order({repository.path().string()});
        given.assumed = assumed;
        return bot::assess_paths(given, [](std::size_t, std::size_t) {}).front().result;
    };
    const auto outcome = [](const insight::Assessment& assessment) {
        for (const auto& finding : assessment.findings)
            if (finding.check == "D3") return finding.verdict.outcome;
        return insight::Outcome::no;
    };
    CHECK(outcome(*visible({})) == insight::Outcome::unknown);
    CHECK(outcome(*visible({"visibility=internal"})) == insight::Outcome::yes);
    CHECK(visible({"weather=fine"}).error().code == core::Errc::invalid);
}

TEST_CASE("a revision is judged as it was") {
    const tests::GitRepository repository;
    const auto first = repository.commit_file("README.md", "# Payments\n");
    repository.commit_file("LICENSE", "Apache License\n");
    auto given = order({repository.path().string()});
    given.revision = first;
    const auto then = bot::assess_paths(given, [](std::size_t, std::size_t) {}).front().result;
    CHECK(then->commit == first);
    given.revision = "no-such-branch";
    CHECK(bot::assess_paths(given, [](std::size_t, std::size_t) {}).front().result.has_error());
    const auto row = bot::repository_of(*then);
    CHECK(row.source == "git");
    CHECK(row.name == "payments-api");
    CHECK(row.key == row.full_name);
    CHECK(row.key == repository.path().string());
}

TEST_CASE("a checkout is called as at its origin, and found by its path") {
    const tests::GitRepository repository;
    repository.commit_file("README.md", "# Payments\n");
    repository.git({"remote", "add", "origin", "git@git.example:acme/platform/payments.git"});
    const auto path = repository.path().string();
    const auto judge = [&] {
        return *bot::assess_paths(order({path}), [](std::size_t, std::size_t) {}).front().result;
    };
    storage::Store store(":memory:");
    auto writer = store.writer();
    // As it was kept before its origin was known.
    auto older = bot::repository_of(judge());
    older.full_name = path;
    older.visibility = insight::Visibility::internal;
    const auto id = writer.put_repository(older);
    writer.put_assessment(id, judge());
    bot::keep_in(writer, {judge()}, bot::wall_now());
    const auto row = writer.repository(id, bot::wall_now());
    REQUIRE(row.has_value());
    CHECK(row->full_name == "acme/platform/payments");
    CHECK(row->name == "payments");
    CHECK(row->visibility == insight::Visibility::internal);  // who said so need not say it again
    CHECK(writer.repositories_named(path, bot::wall_now()).size() == 1);
    CHECK(writer.repositories_named("acme/platform/payments", bot::wall_now()).size() == 1);
    CHECK(bot::path_of(judge()) == path);
}

TEST_CASE("purpose and owner of a checkout are kept and found") {
    const tests::GitRepository repository;
    repository.commit_file("README.md", "# Payments\n\nTakes card payments for every shop here. More.\n");
    repository.commit_file("CODEOWNERS", "* @acme/payments\n");
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto judged =
        bot::assess_paths(order({repository.path().string()}), [](std::size_t, std::size_t) {})
            .front()
            .result;
    bot::keep_in(writer, {*judged}, bot::wall_now());
    const auto found = writer.search({"card"}, 5, now, storage::Reach::all);
    REQUIRE(found.size() == 1);
    CHECK(found.front().description == "Takes card payments for every shop here.");
    CHECK(found.front().owner == "@acme/payments");
    auto given = order({repository.path().string()});
    given.assumed = {"description=Money for all of us, in one place"};
    bot::keep_in(writer, {*bot::assess_paths(given, [](std::size_t, std::size_t) {}).front().result},
                 bot::wall_now());
    CHECK(writer.repository(found.front().id, now)->description == "Money for all of us, in one place");
}
