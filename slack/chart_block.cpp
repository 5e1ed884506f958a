// SPDX-License-Identifier: Apache-2.0
#include "slack/chart_block.hpp"

#include "core/text.hpp"
#include "slack/mrkdwn.hpp"
#include "slack/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace slack {
namespace {

using commands::Chart;
using commands::ChartKind;
using commands::Series;
using core::Json;

constexpr std::size_t most_series = 6, most_points = 20, longest_label = 20, longest_title = 50,
                      longest_axis = 50;

std::optional<double> value_at(const Series& series, std::size_t i) {
    if (i >= series.values.size() || !series.values[i] || !std::isfinite(*series.values[i])) return {};
    return series.values[i];
}

double total(const Series& series) {
    double sum = 0;
    for (std::size_t i = 0; i < series.values.size(); ++i) sum += value_at(series, i).value_or(0);
    return sum;
}

bool has_a_value(const Series& series) {
    for (std::size_t i = 0; i < series.values.size(); ++i)
        if (value_at(series, i)) return true;
    return false;
}

// The first names of a list, and how many follow.
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 6;
    std::string out;
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i)
        out += (i == 0 ? "" : ", ") + cut(core::one_line(names[i]), 40);
    if (names.size() > shown) out += fmt::format(" and {} more", names.size() - shown);
    return out;
}

void say(std::string& sentences, const std::string& sentence) {
    if (!sentences.empty()) sentences += ' ';
    sentences += sentence;
}

Series other(const std::vector<Series>& rest, std::size_t categories) {
    Series sum{.name = "Other", .values = {}};
    for (std::size_t i = 0; i < categories; ++i) {
        std::optional<double> value = 0.0;
        for (const auto& series : rest) {
            const auto part = value_at(series, i);
            value = value && part ? std::optional(*value + *part) : std::nullopt;
        }
        sum.values.push_back(value);
    }
    return sum;
}

// Larger ones first when there are too many. Bars and areas may be added up, so the rest is "Other"; the sum
// of several lines (medians, shares) means nothing, so those are named instead.
std::vector<Series> chosen_series(const Chart& chart, std::string& missing) {
    std::vector<Series> found;
    std::vector<std::string> empty;
    for (const auto& series : chart.series)
        if (has_a_value(series))
            found.push_back(series);
        else
            empty.push_back(series.name);
    if (!empty.empty()) say(missing, fmt::format("No values: {}.", some_of(empty)));
    if (found.size() <= most_series) return found;
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return total(a) > total(b); });
    const bool adds_up = chart.kind != ChartKind::line;
    const auto kept = static_cast<std::ptrdiff_t>(adds_up ? most_series - 1 : most_series);
    const std::vector<Series> rest(found.begin() + kept, found.end());
    std::vector<std::string> names;
    names.reserve(rest.size());
    for (const auto& series : rest) names.push_back(series.name);
    found.erase(found.begin() + kept, found.end());
    say(missing, (adds_up ? "Other: " : "Not drawn: ") + some_of(names) + ".");
    if (adds_up) found.push_back(other(rest, chart.categories.size()));
    return found;
}

// A gap cannot be drawn, and 0 would be a lie: its category is left out.
std::vector<std::size_t> chosen_points(const Chart& chart, const std::vector<Series>& series,
                                       std::string& missing) {
    std::vector<std::size_t> points;
    std::vector<std::string> gaps;
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        const bool complete = std::all_of(series.begin(), series.end(),
                                          [i](const auto& s) { return value_at(s, i).has_value(); });
        if (complete)
            points.push_back(i);
        else
            gaps.push_back(chart.categories[i]);
    }
    if (!gaps.empty()) say(missing, fmt::format("Left out for lack of a value: {}.", some_of(gaps)));
    if (points.size() <= most_points) return points;
    const auto extra = static_cast<std::ptrdiff_t>(points.size() - most_points);
    const bool is_bar = chart.kind == ChartKind::bar;
    say(missing, fmt::format("{} {} not drawn.", extra, is_bar ? "more are" : "earlier points are"));
    if (is_bar)
        points.resize(most_points);
    else
        points.erase(points.begin(), points.begin() + extra);
    return points;
}

// Short, and still different from each other.
std::vector<std::string> distinct(const std::vector<std::string>& names) {
    std::vector<std::string> out;
    std::set<std::string> taken;
    for (const auto& name : names) {
        const auto whole = core::one_line(name);
        auto label = plain(whole, longest_label);
        for (int n = 2; taken.contains(label); ++n) {
            const auto suffix = fmt::format(" {}", n);
            label = plain(whole, longest_label - suffix.size()) + suffix;
        }
        taken.insert(label);
        out.push_back(label);
    }
    return out;
}

std::string_view word_of(ChartKind kind) {
    switch (kind) {
        case ChartKind::line:
            return "line";
        case ChartKind::bar:
            return "bar";
        case ChartKind::area:
            return "area";
    }
    return "line";
}

Json series_of(const std::vector<Series>& series, const std::vector<std::size_t>& points,
               const std::vector<std::string>& labels) {
    std::vector<std::string> names;
    names.reserve(series.size());
    for (const auto& one : series) names.push_back(one.name);
    const auto shown = distinct(names);
    auto out = Json::array();
    for (std::size_t s = 0; s < series.size(); ++s) {
        auto data = Json::array();
        for (std::size_t p = 0; p < points.size(); ++p)
            data.push_back(
                {{"label", labels[p]}, {"value", number_value(value_at(series[s], points[p]).value_or(0))}});
        out.push_back({{"name", shown[s]}, {"data", std::move(data)}});
    }
    return out;
}

Json axes_of(const Chart& chart, const std::vector<std::string>& labels) {
    Json axes = {{"categories", labels}};
    if (!core::one_line(chart.x_label).empty())
        axes["x_label"] = plain(core::one_line(chart.x_label), longest_axis);
    if (!core::one_line(chart.y_label).empty())
        axes["y_label"] = plain(core::one_line(chart.y_label), longest_axis);
    return axes;
}

}  // namespace

std::optional<DrawnChart> chart_block(const Chart& chart) {
    DrawnChart drawn;
    const auto series = chosen_series(chart, drawn.missing);
    const auto points = chosen_points(chart, series, drawn.missing);
    if (series.empty() || points.empty()) return {};
    std::vector<std::string> categories;
    categories.reserve(points.size());
    for (const auto point : points) categories.push_back(chart.categories[point]);
    const auto labels = distinct(categories);
    drawn.block = {{"type", "data_visualization"},
                   {"title", plain(core::one_line(chart.title), longest_title)},
                   {"chart",
                    {{"type", word_of(chart.kind)},
                     {"series", series_of(series, points, labels)},
                     {"axis_config", axes_of(chart, labels)}}}};
    return drawn;
}

std::vector<std::string> chart_lines(const Chart& chart) {
    constexpr std::size_t shown = 8;
    std::vector<std::string> out;
    for (const auto& series : chart.series) {
        const auto from = chart.categories.size() > shown ? chart.categories.size() - shown : 0;
        std::string line = cut(core::one_line(series.name), 80) + ":";
        for (auto i = from; i < chart.categories.size(); ++i) {
            const auto value = value_at(series, i);
            line +=
                fmt::format("{} {} {}", i == from ? "" : ",", cut(core::one_line(chart.categories[i]), 40),
                            value ? number_text(*value) : "no value");
        }
        if (from > 0) line += fmt::format(" (the last {} of {})", shown, chart.categories.size());
        out.push_back(std::move(line));
    }
    return out;
}

}  // namespace slack
