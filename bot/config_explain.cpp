// SPDX-License-Identifier: Apache-2.0
// `ispo config explain`: every setting with its value and where that came from.
#include "bot/config.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace bot {

namespace {

std::string shown_value(const Key& key, const Value& value) {
    if (key.secret) return value.text.empty() ? "not set" : "set";
    auto shown = value.text;
    while (shown.ends_with('\n')) shown.pop_back();
    std::replace(shown.begin(), shown.end(), '\n', ',');
    return core::one_line(shown.empty() ? "(empty)" : shown);
}

// Calls `show(key, name, value)` for every setting; for one with a name of the operator's once for each name.
void each_value(const Config& config, const auto& show) {
    for (const auto& key : known_keys()) {
        std::vector<std::string> names = {std::string(key.name)};
        if (is_named(key)) names.clear();
        if (is_named(key))
            for (const auto& own : config.names(key.name.substr(0, key.name.find('.'))))
                names.push_back(with_name(key, own));
        for (const auto& name : names) show(key, name, config.values.find(name)->second);
    }
}

}  // namespace

std::string explain(const Config& config) {
    std::string out;
    each_value(config, [&](const Key& key, const std::string& name, const Value& value) {
        out +=
            fmt::format("{:<36} {:<34} {}\n    {}\n", name, shown_value(key, value), value.origin, key.what);
    });
    return out;
}

core::Json explain_json(const Config& config) {
    core::Json rows = core::Json::array();
    each_value(config, [&](const Key& key, const std::string& name, const Value& value) {
        core::Json shown = shown_value(key, value);
        if (!key.secret && key.type == KeyType::text_list) shown = config.list(name);
        if (!key.secret && key.type == KeyType::text) shown = value.text;
        if (key.type == KeyType::integer) shown = config.integer(name);
        if (key.type == KeyType::truth) shown = config.truth(name);
        rows.push_back({{"name", name},
                        {"value", std::move(shown)},
                        {"origin", value.origin},
                        {"variable", variable_of(name)},
                        {"secret", key.secret},
                        {"meaning", key.what}});
    });
    return rows;
}

}  // namespace bot
