// SPDX-License-Identifier: Apache-2.0
#include "web/chart.hpp"

#include "web/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace web {

namespace {

constexpr double width = 560, height = 200, left = 44, right = 12, top = 12, bottom = 34;

struct Scale {
    double low = 0, high = 1;
    std::size_t count = 1;
    bool slots = false;  // bars stand in the middle of a slot each, points reach from edge to edge
    double x(std::size_t i) const {
        const double inner = width - left - right;
        if (slots) return left + inner * (static_cast<double>(i) + 0.5) / static_cast<double>(count);
        return left +
               (count > 1 ? inner * static_cast<double>(i) / static_cast<double>(count - 1) : inner / 2);
    }
    double y(double value) const {
        return top + (height - top - bottom) * (1 - (value - low) / (high - low));
    }
};

// What can be drawn: a number that is missing or no number is a gap.
std::optional<double> value_at(const commands::Series& series, std::size_t i) {
    if (i >= series.values.size() || !series.values[i] || !std::isfinite(*series.values[i]))
        return std::nullopt;
    return series.values[i];
}

// A round number at or above `value`: 1, 2 or 5 times a power of ten.
double round_up(double value) {
    if (value <= 0) return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0, 10.0})
        if (value <= step * power) return step * power;
    return 10 * power;
}

Scale scale_of(const commands::Chart& chart) {
    Scale scale{.count = std::max<std::size_t>(1, chart.categories.size()),
                .slots = chart.kind == commands::ChartKind::bar};
    double high = 0, low = 0;
    for (const auto& series : chart.series)
        for (std::size_t i = 0; i < scale.count; ++i)
            if (const auto value = value_at(series, i)) {
                high = std::max(high, *value);
                low = std::min(low, *value);
            }
    scale.high = round_up(high);
    scale.low = low < 0 ? -round_up(-low) : 0;
    return scale;
}

std::string axes(const commands::Chart& chart, const Scale& scale) {
    std::string out;
    for (const double part : {0.0, 0.5, 1.0}) {
        const double value = scale.low + (scale.high - scale.low) * part;
        out += fmt::format(
            R"(<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/><text class="tick" x="{}" y="{:.1f}" text-anchor="end">{:g}</text>)",
            left, width - right, scale.y(value), scale.y(value), left - 6, scale.y(value) + 4, value);
    }
    const std::size_t step = std::max<std::size_t>(1, (chart.categories.size() + 5) / 6);
    for (std::size_t i = 0; i < chart.categories.size(); i += step) {
        const bool at_the_edge = i > 0 && i + 1 == chart.categories.size() && !scale.slots;
        out += fmt::format(R"(<text class="tick" x="{:.1f}" y="{}" text-anchor="{}">{}</text>)", scale.x(i),
                           height - 12, at_the_edge ? "end" : "middle", escape(chart.categories[i]));
    }
    return out;
}

// Points that follow each other without a gap.
using Run = std::vector<std::size_t>;

std::vector<Run> runs_of(const commands::Series& series, std::size_t count) {
    std::vector<Run> runs;
    bool open = false;
    for (std::size_t i = 0; i < count; ++i) {
        const bool seen = value_at(series, i).has_value();
        if (seen && !open) runs.emplace_back();
        if (seen) runs.back().push_back(i);
        open = seen;
    }
    return runs;
}

std::string run_of(const commands::Series& series, const Run& run, const Scale& scale, std::size_t n,
                   bool filled) {
    std::string path, dots;
    for (const auto i : run) {
        const double x = scale.x(i), y = scale.y(*value_at(series, i));
        path += fmt::format("{}{:.1f},{:.1f} ", path.empty() ? "M" : "L", x, y);
        dots += fmt::format(R"(<circle class="s{}" cx="{:.1f}" cy="{:.1f}" r="3"/>)", n, x, y);
    }
    std::string out;
    if (filled)
        out += fmt::format(R"(<path class="fill s{}" d="{}L{:.1f},{:.1f} L{:.1f},{:.1f} Z"/>)", n, path,
                           scale.x(run.back()), scale.y(0), scale.x(run.front()), scale.y(0));
    return out + fmt::format(R"(<path class="line s{}" d="{}"/>)", n, path) + dots;
}

std::string line_of(const commands::Series& series, const Scale& scale, std::size_t n, bool filled) {
    std::string out;
    for (const auto& run : runs_of(series, scale.count)) out += run_of(series, run, scale, n, filled);
    return out;
}

std::string bars_of(const commands::Chart& chart, const Scale& scale) {
    const double slot = (width - left - right) / static_cast<double>(scale.count);
    const double bar = slot * 0.7 / static_cast<double>(std::max<std::size_t>(1, chart.series.size()));
    std::string out;
    for (std::size_t n = 0; n < chart.series.size(); ++n)
        for (std::size_t i = 0; i < scale.count; ++i)
            if (const auto value = value_at(chart.series[n], i)) {
                const double x = left + slot * (static_cast<double>(i) + 0.15) + bar * static_cast<double>(n);
                const double y = std::min(scale.y(*value), scale.y(0));
                out +=
                    fmt::format(R"(<rect class="s{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>)",
                                n % 6, x, y, bar, std::abs(scale.y(0) - scale.y(*value)));
            }
    return out;
}

std::string numbers(const commands::Chart& chart) {
    std::string out = fmt::format(
        "<details><summary>Numbers</summary><table><caption>{}</caption><thead><tr><th scope=\"col\">{}</th>",
        escape(chart.title), escape(chart.x_label.empty() ? "When" : chart.x_label));
    for (const auto& series : chart.series)
        out += fmt::format("<th scope=\"col\">{}</th>", escape(series.name));
    out += "</tr></thead><tbody>";
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        out += fmt::format("<tr><th scope=\"row\">{}</th>", escape(chart.categories[i]));
        for (const auto& series : chart.series) {
            const auto value = value_at(series, i);
            out += value ? fmt::format("<td class=\"number\">{:g}</td>", std::round(*value * 10) / 10)
                         : "<td>no data</td>";
        }
        out += "</tr>";
    }
    return out + "</tbody></table></details>";
}

}  // namespace

std::string chart_html(const commands::Chart& chart) {
    const auto scale = scale_of(chart);
    std::string drawing = axes(chart, scale);
    if (chart.kind == commands::ChartKind::bar)
        drawing += bars_of(chart, scale);
    else
        for (std::size_t n = 0; n < chart.series.size(); ++n)
            drawing += line_of(chart.series[n], scale, n % 6, chart.kind == commands::ChartKind::area);
    std::string legend;
    if (chart.series.size() > 1)
        for (std::size_t n = 0; n < chart.series.size(); ++n)
            legend += fmt::format(R"(<li class="s{}">{}</li>)", n % 6, escape(chart.series[n].name));
    const auto unit = chart.y_label.empty()
                          ? std::string()
                          : fmt::format(R"( <span class="unit">{}</span>)", escape(chart.y_label));
    return fmt::format(
        R"(<figure class="chart"><figcaption><strong>{}</strong> <span>{}</span>{}</figcaption>)"
        R"(<div class="scroll" tabindex="0" role="group" aria-label="{}"><svg role="img" aria-label="{}" viewBox="0 0 {} {}">{}</svg></div>{}{}</figure>)",
        escape(chart.title), escape(chart.finding), unit, escape(chart.title),
        escape(chart.finding.empty() ? chart.title : chart.finding), width, height, drawing,
        legend.empty() ? "" : "<ul class=\"legend\">" + legend + "</ul>", numbers(chart));
}

}  // namespace web
