// SPDX-License-Identifier: Apache-2.0
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

#include <array>

namespace {
using namespace stored;

// A repository with `count` assessments, a day apart, whose score rises by one each day.
Company& rising(int count) {
    static std::map<int, Company> companies;
    auto& company = companies[count];
    if (company.vocabulary) return company;
    const auto id = put(company, "acme/climber", insight::Visibility::internal);
    for (int day = 0; day < count; ++day) {
        auto one = assessment("climber", now - core::Days{count - 1 - day});
        one.commit = fmt::format("{:040d}", day);
        one.score = day + 10;
        one.scored = true;
        company.store.writer().put_assessment(id, one);
    }
    company.learn();
    return company;
}
}  // namespace

TEST_CASE("a history says how the score moved, as picture and as table") {
    const auto answer = ask(rising(3), "ready history climber");
    CHECK(answer.outcome == Outcome::done);
    CHECK(answer.headline.find("The score rose from 10 to 12") != std::string::npos);
    REQUIRE(part_of<Chart>(answer) != nullptr);
    CHECK(part_of<Chart>(answer)->finding.starts_with("The score rose"));
    CHECK(part_of<Chart>(answer)->categories.size() == 3);
    CHECK(part_of<Chart>(answer)->categories.back() == core::to_date(now));
    CHECK(part_of<Table>(answer)->rows.size() == 3);
    CHECK(part_of<Table>(answer)->rows.front().front().text == core::to_readable(now));
    CHECK(answer.details.empty());
    CHECK(answer.as_of == now);
    CHECK(answer.data.size() == 3);
    CHECK(answer.audience.repositories == std::vector{rising(3).ids.at("acme/climber")});
}

TEST_CASE("a long history is there whole, its newest rows at a glance") {
    const auto answer = ask(rising(130), "ready history climber");
    CHECK(part_of<Table>(answer)->rows.size() == 100);
    CHECK(part_of<Table>(answer)->more == 0);
    CHECK(part_of<Chart>(answer)->categories.size() == 20);
    CHECK(part_of<Table>(answer)->shown_first == 10);
}

TEST_CASE("assessments without a score are a gap, not a zero") {
    const auto answer = ask(odd(), "ready history lone");
    REQUIRE(part_of<Chart>(answer) != nullptr);
    CHECK(part_of<Chart>(answer)->finding == "None of these assessments saw enough for a score.");
    CHECK_FALSE(part_of<Chart>(answer)->series.front().values.front());
    CHECK(part_of<Table>(answer)->rows.front()[2].text == "no score");
    CHECK(answer.data.front()["score"].is_null());
}

TEST_CASE("one assessment is one score, and what was never assessed has no history") {
    CHECK(ask(rising(1), "ready history climber").headline.find("The only score is 10") != std::string::npos);
    const auto none = ask(odd(), "ready history new-here");
    CHECK(none.outcome == Outcome::no);
    CHECK(none.actions.front().line == "ready new-here");
    CHECK(ask(odd(), "ready history").outcome == Outcome::wrong_use);
    CHECK(ask(odd(), "ready history nobody knows this").outcome == Outcome::wrong_use);
}

TEST_CASE("a choice or a slip keeps to the history") {
    CHECK(ask(odd(), "ready history twin").actions.front().line.starts_with("ready history r"));
    CHECK(ask(sample(), "ready history paymets-api").actions.front().line == "ready history payments-api");
    CHECK(ask(sample(), "ready history payments-api").outcome == Outcome::done);
}

TEST_CASE("several assessments of one day are told apart by their times") {
    Company company;
    const auto id = put(company, "acme/busy", insight::Visibility::internal);
    const auto noon = core::parse_time("2026-01-05T12:00:00Z").value();
    for (int i = 0; i < 3; ++i) {
        auto one = assessment("busy", noon + std::chrono::minutes{i});
        one.commit = fmt::format("{:040d}", i);
        one.score = std::array{45.0, 46.0, 62.0}.at(static_cast<std::size_t>(i));
        one.scored = true;
        company.store.writer().put_assessment(id, one);
    }
    company.learn();
    const auto answer = ask(company, "ready history busy");
    CHECK(answer.headline.find("The score rose from 45 to 62 between 12:00:00 and 12:02:00") !=
          std::string::npos);
    CHECK(part_of<Chart>(answer)->x_label == "Time (UTC) on 2026-01-05");
    CHECK(part_of<Text>(answer)->text.starts_with("What changed since 2026-01-05 12:01:00 UTC:"));
}

TEST_CASE("assessments of one second are told in the order they were kept, and none is dropped") {
    Company company;
    const auto id = put(company, "acme/rapid", insight::Visibility::internal);
    const auto noon = core::parse_time("2026-01-05T12:00:00Z").value();
    for (const double score : {62.0, 46.0, 45.0}) {
        auto one = assessment("rapid", noon);
        one.commit = fmt::format("{:040.0f}", score);
        one.score = score;
        one.scored = true;
        company.store.writer().put_assessment(id, one);
    }
    company.learn();
    const auto answer = ask(company, "ready history rapid");
    CHECK(
        answer.headline.find("The score fell from 62 to 45 between 12:00:00 and assessment 3 of 12:00:00.") !=
        std::string::npos);
    CHECK(part_of<Chart>(answer)->categories ==
          std::vector<std::string>{"12:00:00", "12:00:00 (2)", "12:00:00 (3)"});
    const auto& rows = part_of<Table>(answer)->rows;
    REQUIRE(rows.size() == 3);
    CHECK(rows.front()[0].text == "2026-01-05 12:00:00 UTC");
    CHECK(rows.front()[2].text == "45");
    CHECK(company.store.reader().latest_assessment(id)->score == 45);
    CHECK(part_of<Text>(answer)->text.find("Score: 46 → 45") != std::string::npos);
}

TEST_CASE("a score that went and came back is not said to have stayed") {
    const auto headline_of = [](const std::vector<double>& scores) {
        Company company;
        const auto id = put(company, "acme/wave", insight::Visibility::internal);
        for (std::size_t day = 0; day < scores.size(); ++day) {
            auto one = assessment("wave", now - core::Days{scores.size() - day});
            one.commit = fmt::format("{:040d}", day);
            one.score = scores[day];
            one.scored = true;
            company.store.writer().put_assessment(id, one);
        }
        company.learn();
        return ask(company, "ready history wave").headline;
    };
    CHECK(headline_of({63, 66, 64, 63}).find("The score is 63 again, as on ") != std::string::npos);
    CHECK(headline_of({63, 66, 64, 63}).find(" it was 66.") != std::string::npos);
    CHECK(headline_of({63, 58, 66, 63}).find(" it was 58.") != std::string::npos);
    CHECK(headline_of({63, 63.2, 63}).find("The score stayed at 63 ") != std::string::npos);
}

TEST_CASE("the numbers of the chart and of the table are those of the headline") {
    Company company;
    const auto id = put(company, "acme/halves", insight::Visibility::internal);
    const std::vector<double> scores = {9.52, 75.4, 10.5, 11.5};
    for (std::size_t day = 0; day < scores.size(); ++day) {
        auto one = assessment("halves", now - core::Days{scores.size() - day});
        one.commit = fmt::format("{:040d}", day);
        one.score = scores[day];
        one.scored = true;
        company.store.writer().put_assessment(id, one);
    }
    company.learn();
    const auto answer = ask(company, "ready history halves");
    CHECK(answer.headline.find("rose from 10 to 12") != std::string::npos);
    const auto& values = part_of<Chart>(answer)->series.front().values;
    CHECK(values == std::vector<std::optional<double>>{10, 75, 10, 12});
    const auto& rows = part_of<Table>(answer)->rows;
    REQUIRE(rows.size() == values.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i][2].number == values[values.size() - 1 - i]);
        CHECK(rows[i][2].text == fmt::format("{:.0f}", *rows[i][2].number));
    }
}
