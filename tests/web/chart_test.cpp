// SPDX-License-Identifier: Apache-2.0
#include "web/chart.hpp"

#include "tests/web/html_for_tests.hpp"

#include <catch2/catch.hpp>
#include <limits>

using commands::Chart;
using commands::ChartKind;
using web::chart_html;
using web_test::count;

namespace {

Chart chart_of(std::vector<std::optional<double>> values, ChartKind kind = ChartKind::line) {
    Chart chart{.title = "Score", .finding = "It rose.", .kind = kind};
    for (std::size_t i = 0; i < values.size(); ++i) chart.categories.push_back("W" + std::to_string(i));
    chart.series = {{"score", std::move(values)}};
    return chart;
}

std::size_t lines_in(const std::string& html) {
    std::size_t n = 0;
    for (auto at = html.find("class=\"line "); at != std::string::npos;
         at = html.find("class=\"line ", at + 1))
        ++n;
    return n;
}

bool has(const std::string& html, std::string_view text) { return html.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("a chart says its finding in words and its numbers in a table") {
    const auto html = chart_html(chart_of({1, 2.25}));
    web_test::check_sound(html);
    CHECK(has(html, "<strong>Score</strong> <span>It rose.</span>"));
    CHECK(has(html, R"(<svg role="img" aria-label="It rose.")"));
    CHECK(has(html, R"(<tr><th scope="row">W1</th><td class="number">2.3</td></tr>)"));
}

TEST_CASE("without a finding the title is what is heard") {
    auto chart = chart_of({1});
    chart.finding.clear();
    CHECK(has(chart_html(chart), R"(aria-label="Score")"));
}

TEST_CASE("a gap is drawn as a gap and told as no data, never as zero") {
    const auto html = chart_html(chart_of({1, {}, 3, 4}));
    CHECK(lines_in(html) == 2);
    CHECK(count(html, "circle") == 3);
    CHECK(has(html, R"(<th scope="row">W1</th><td>no data</td>)"));
}

TEST_CASE("an area does not cover its gaps") {
    const auto html = chart_html(chart_of({1, 2, {}, 3, 4}, ChartKind::area));
    CHECK(lines_in(html) == 2);
    CHECK(count(html, "path") == 4);
}

TEST_CASE("values that are no numbers are gaps, and no such word reaches the picture") {
    const double nan = std::numeric_limits<double>::quiet_NaN(),
                 huge = std::numeric_limits<double>::infinity();
    for (const auto kind : {ChartKind::line, ChartKind::bar, ChartKind::area}) {
        const auto html = chart_html(chart_of({nan, huge, -huge, 2}, kind));
        CHECK_FALSE(has(html, "nan"));
        CHECK_FALSE(has(html, "inf"));
        CHECK(count(html, "circle") + count(html, "rect") == 1);
    }
}

TEST_CASE("one point stands in the middle") {
    const auto html = chart_html(chart_of({5}));
    CHECK(count(html, "circle") == 1);
    CHECK(has(html, R"(cx="296.0")"));
}

TEST_CASE("nothing at all is still a sound picture") {
    for (const auto kind : {ChartKind::line, ChartKind::bar, ChartKind::area}) {
        for (const auto& chart : {Chart{.kind = kind}, chart_of({}, kind), chart_of({{}, {}}, kind)}) {
            const auto html = chart_html(chart);
            web_test::check_sound(html);
            CHECK(count(html, "circle") == 0);
            CHECK(count(html, "rect") == 0);
            CHECK(count(html, "path") == 0);
        }
    }
}

TEST_CASE("negative values hang below the zero line") {
    const auto html = chart_html(chart_of({-40, 40}, ChartKind::bar));
    CHECK(has(html, ">-50</text>"));
    CHECK(has(html, ">50</text>"));
    CHECK(has(html, R"(y="89.0" width="176.4" height="61.6")"));
    CHECK(has(html, R"(y="27.4" width="176.4" height="61.6")"));
}

TEST_CASE("the scale ends at a round number at or above the highest value") {
    struct Row {
        double highest;
        std::string tick;
    };
    for (const auto& row : std::vector<Row>{{0, ">1</text>"},
                                            {0.3, ">0.5</text>"},
                                            {1, ">1</text>"},
                                            {1.1, ">2</text>"},
                                            {63, ">100</text>"},
                                            {100, ">100</text>"},
                                            {101, ">200</text>"},
                                            {4200, ">5000</text>"}})
        CHECK(has(chart_html(chart_of({row.highest})), row.tick));
}

TEST_CASE("a label stands under its bar") {
    const auto html = chart_html(chart_of({1, 2}, ChartKind::bar));
    CHECK(has(html, R"(<text class="tick" x="170.0" y="188" text-anchor="middle">W0</text>)"));
    CHECK(has(html, R"(<text class="tick" x="422.0" y="188" text-anchor="middle">W1</text>)"));
}

TEST_CASE("many categories get few labels, and the last one is not cut off") {
    const auto html = chart_html(chart_of(std::vector<std::optional<double>>(13, 1.0)));
    CHECK(count(html, "text") == 3 + 5);
    CHECK(has(html, R"(text-anchor="end">W12</text>)"));
    CHECK(count(chart_html(chart_of(std::vector<std::optional<double>>(500, 1.0))), "text") < 12);
}

TEST_CASE("a series that is longer or shorter than the categories harms nothing") {
    auto chart = chart_of({1, 2});
    chart.series.push_back({"long", {1, 2, 3, 4}});
    chart.series.push_back({"short", {1}});
    const auto html = chart_html(chart);
    web_test::check_sound(html);
    CHECK(count(html, "circle") == 5);
    CHECK(has(html, "<td>no data</td>"));
}

TEST_CASE("several series have a legend, and colours repeat after six") {
    auto chart = chart_of({1});
    CHECK_FALSE(has(chart_html(chart), "legend"));
    for (int i = 0; i < 6; ++i) chart.series.push_back({"<" + std::to_string(i) + ">", {2}});
    const auto html = chart_html(chart);
    CHECK(has(html, R"(<ul class="legend"><li class="s0">score</li><li class="s1">&lt;0&gt;</li>)"));
    CHECK(has(html, R"(<li class="s0">&lt;5&gt;</li></ul>)"));
    CHECK_FALSE(has(html, "s6"));
}

TEST_CASE("the unit of a chart stands beside its title") {
    auto chart = chart_of({1});
    chart.y_label = "score & more";
    CHECK(has(chart_html(chart), R"(<span class="unit">score &amp; more</span>)"));
}
