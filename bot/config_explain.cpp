// SPDX-License-Identifier: Apache-2.0
// `ispo config explain`: every setting with its value and where that came from.
#include "bot/config.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

std::string shown_value(const Key& key, const Value& value) {
    if (key.secret) return value.text.empty() ? "not set" : "set";
    auto shown = value.text;
    while (shown.ends_with('\n')) shown.pop_back();
    std::replace(shown.begin(), shown.end(), '\n', ',');
    return core::one_line(shown.empty() ? "(empty)" : shown);
}

}  // namespace

std::string explain(const Config& config) {
    std::string out;
    for (const auto& key : known_keys()) {
        const auto& value = config.values.find(key.name)->second;
        out += fmt::format("{:<36} {:<34} {}\n    {}\n", key.name, shown_value(key, value), value.origin,
                           key.what);
    }
    return out;
}

core::Json explain_json(const Config& config) {
    core::Json rows = core::Json::array();
    for (const auto& key : known_keys()) {
        const auto& value = config.values.find(key.name)->second;
        core::Json shown = shown_value(key, value);
        if (!key.secret && key.type == KeyType::text_list) shown = config.list(key.name);
        if (!key.secret && key.type == KeyType::text) shown = value.text;
        if (key.type == KeyType::integer) shown = config.integer(key.name);
        if (key.type == KeyType::truth) shown = config.truth(key.name);
        rows.push_back({{"name", key.name},
                        {"value", std::move(shown)},
                        {"origin", value.origin},
                        {"variable", variable_of(key.name)},
                        {"secret", key.secret},
                        {"meaning", key.what}});
    }
    return rows;
}

}  // namespace bot
