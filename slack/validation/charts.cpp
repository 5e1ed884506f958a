// SPDX-License-Identifier: Apache-2.0
#include "slack/mrkdwn.hpp"
#include "slack/validation/parts.hpp"

namespace slack::validation {

namespace {

void pie(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "segments"}, {});
    check.list(value, "segments", at, {1, 6}, [&](const Json& one, const std::string& here) {
        check.keys(one, here, {"label", "value"}, {});
        check.string(one, "label", here, {1, 20});
        const auto& number = member_of(one, "value");
        if (!number.is_number() || number.get<double>() <= 0)
            check.error(here + "/value", "is not above zero");
    });
}

void points(Checker& check, const Json& series, const std::string& at,
            const std::set<std::string>& categories) {
    std::set<std::string> seen;
    check.list(series, "data", at, {1, 20}, [&](const Json& one, const std::string& here) {
        check.keys(one, here, {"label", "value"}, {});
        const auto label = std::string(check.string(one, "label", here, {1, 20}));
        if (!categories.contains(label)) check.error(here + "/label", "is not a category");
        if (!seen.insert(label).second) check.error(here + "/label", "has two points");
        if (!member_of(one, "value").is_number()) check.error(here + "/value", "is not a number");
    });
    if (seen.size() != categories.size()) check.error(at + "/data", "has not one point for each category");
}

void plot(Checker& check, const Json& value, const std::string& at) {
    check.keys(value, at, {"type", "series", "axis_config"}, {});
    const auto& axes = member_of(value, "axis_config");
    const auto here = at + "/axis_config";
    if (!axes.is_object()) return check.error(here, "is not an object");
    check.keys(axes, here, {"categories"}, {"x_label", "y_label"});
    check.string(axes, "x_label", here, {1, 50});
    check.string(axes, "y_label", here, {1, 50});
    std::set<std::string> categories;
    check.list(axes, "categories", here, {1, 20}, [&](const Json& one, const std::string& place) {
        if (!one.is_string() || one.get_ref<const std::string&>().empty() ||
            units(one.get_ref<const std::string&>()) > 20)
            return check.error(place, "is no label of 1 to 20 units");
        check.counted += units(one.get_ref<const std::string&>());
        if (!categories.insert(one.get<std::string>()).second) check.error(place, "is a category twice");
    });
    std::set<std::string> names;
    check.list(value, "series", at, {1, 6}, [&](const Json& one, const std::string& place) {
        check.keys(one, place, {"name", "data"}, {});
        if (!names.insert(std::string(check.string(one, "name", place, {1, 20}))).second)
            check.error(place + "/name", "is a name twice");
        points(check, one, place, categories);
    });
}

}  // namespace

void chart(Checker& check, const Json& value, const std::string& at) {
    if (check.surface != Surface::message) check.error(at, "data_visualization stands in messages only");
    check.keys(value, at, {"type", "title", "chart"}, {"block_id"});
    check.string(value, "title", at, {1, 50});
    const auto& inner = member_of(value, "chart");
    const auto here = at + "/chart";
    if (!inner.is_object()) return check.error(here, "is not a chart");
    check.word(inner, "type", here, {"pie", "bar", "line", "area"});
    if (core::text_of(inner, "type") == "pie")
        pie(check, inner, here);
    else
        plot(check, inner, here);
}

}  // namespace slack::validation
