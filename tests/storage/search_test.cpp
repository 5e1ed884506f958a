// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/search.hpp"
#include "tests/storage/examples.hpp"

#include <chrono>
#include <iostream>

using namespace examples;

namespace {

std::vector<std::string> found(const storage::Reader& reader, const std::vector<std::string>& words,
                               std::size_t limit = 10) {
    std::vector<std::string> out;
    for (const auto& row : reader.search(words, limit, now, storage::Reach::all)) out.push_back(row.name);
    return out;
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("search words are few, lower, single and singular") {
    CHECK(storage::search_words({}).empty());
    CHECK(storage::search_words({"", "  "}).empty());
    CHECK(storage::search_words({"Payments", "payment", " GO "}) == Names{"payment", "go"});
    CHECK(storage::search_words({"access", "bus", "s"}) == Names{"access", "bus", "s"});
    Names many;
    for (int n = 0; n < 30; ++n) many.push_back("w" + std::to_string(n));
    CHECK(storage::search_words(many).size() == 10);
}

TEST_CASE("a word fits where a word starts, and anywhere in a name") {
    const storage::Searchable toolkit{.name = "toolkit",
                                      .full_name = "x/toolkit",
                                      .description = "Draws a chart",
                                      .topics = "ui\ndesign-system",
                                      .language = "C++"};
    struct Case {
        std::string word;
        int places;
    };
    for (const auto& [word, places] : {Case{"art", 0},
                                       {"chart", 1},
                                       {"kit", 1},
                                       {"it", 0},
                                       {"tool", 4},
                                       {"system", 3},
                                       {"c++", 2},
                                       {"++", 2},
                                       {"x", 1}}) {
        INFO(word);
        const auto fit = storage::fit_of(toolkit, {word});
        CHECK((fit ? fit->places : 0) == places);
    }
}

TEST_CASE("name before topic before language before description, all words before some") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto put = [&](insight::Repository given) { writer.put_repository(given); };
    auto by_topic = repository("b-topic");
    by_topic.topics = {"flag"};
    auto by_language = repository("a-language");
    by_language.language = "Flag";
    put(by_topic);
    put(by_language);
    put(repository("a-description", "Feature of a flag"));
    put(repository("z-flags"));
    put(repository("nothing"));
    CHECK(found(writer, {"flags"}) == Names{"z-flags", "b-topic", "a-language", "a-description"});
    CHECK(found(writer, {"flags"}, 2) == Names{"z-flags", "b-topic"});
    CHECK(found(writer, {"flag", "feature"}).front() == "a-description");
    CHECK(found(writer, {"flags"}, 0).empty());
    CHECK(found(writer, {"%"}).empty());
    CHECK(found(writer, {"zzz"}).empty());
    CHECK(found(writer, {}).empty());
}

TEST_CASE("equals are in order of name, archived ones last") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    auto old = repository("api-a");
    old.archived = true;
    writer.put_repository(old);
    writer.put_repository(repository("api-c"));
    writer.put_repository(repository("api-b"));
    CHECK(found(writer, {"api"}) == Names{"api-b", "api-c", "api-a"});
}

TEST_CASE("archived ones push out none in use, however well they fit") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (int n = 0; n < 60; ++n) {
        auto old = repository("api-" + std::to_string(n), "An api");
        old.archived = true;
        writer.put_repository(old);
    }
    writer.put_repository(repository("live", "Has an api"));
    CHECK(found(writer, {"api"}, 50).front() == "live");
    CHECK(found(writer, {"api"}, 1) == Names{"live"});
}

TEST_CASE("words of other scripts are found", "[utf8]") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_repository(repository("a", "Misst die Größe – sofort"));
    CHECK(found(writer, {"größe"}) == Names{"a"});
    CHECK(found(writer, {"ße"}).empty());
}

// Not asserted: a machine that is busy is no bug. Measured figures stand in the commit message.
TEST_CASE("searching ten thousand repositories", "[.bench]") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.in_transaction([&] {
        for (int n = 0; n < 10'000; ++n)
            writer.put_repository(repository("service-" + std::to_string(n),
                                             "Keeps the accounts of customers in region " +
                                                 std::to_string(n % 97) +
                                                 " and tells other services about what has changed there"));
    });
    for (const auto& words :
         {Names{"accounts"}, Names{"feature", "flag", "payments"}, Names{"region", "42", "customer"}}) {
        const auto start = std::chrono::steady_clock::now();
        const auto rows = writer.search(words, 10, now, storage::Reach::all);
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        std::cout << words.size() << " words, " << rows.size() << " rows: " << took.count() << " ms\n";
        CHECK(rows.size() <= 10);
    }
}

TEST_CASE("importing the sample's size", "[.bench]") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    insight::CompanyFacts facts;
    for (int n = 0; n < 8; ++n) facts.teams.push_back({"t" + std::to_string(n), "team", "", "UTC"});
    for (int n = 0; n < 120; ++n) facts.people.push_back({"p" + std::to_string(n), "login", "Name"});
    for (int n = 0; n < 40; ++n) facts.repositories.push_back(repository("r" + std::to_string(n)));
    for (int n = 0; n < 10'000; ++n)
        facts.items.push_back({.key = "i" + std::to_string(n),
                               .repository = "r-r" + std::to_string(n % 40),
                               .number = n,
                               .title = "Make the thing do what it says",
                               .author = "p" + std::to_string(n % 120),
                               .created_at = now,
                               .labels = {"bug", "good first issue"},
                               .responses = {{"p7", now}, {"p9", now + day}}});
    for (const auto* what : {"import", "import again"}) {
        const auto start = std::chrono::steady_clock::now();
        writer.in_transaction([&] { writer.put_company(facts); });
        const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
        std::cout << what << ": " << took.count() << " ms\n";
    }
    CHECK(writer.counts().changes == 10'000);
}
