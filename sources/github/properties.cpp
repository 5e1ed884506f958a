// SPDX-License-Identifier: Apache-2.0
#include "sources/github/properties.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace sources::github {

namespace {

constexpr std::size_t longest_value = 100, most_values = 10;

void add_value(const core::Json& value, std::vector<std::string>& values) {
    if (!value.is_string() || values.size() == most_values) return;
    auto text = core::shorten(core::one_line(value.get<std::string>()), longest_value);
    if (!text.empty()) values.push_back(std::move(text));
}

}  // namespace

std::string properties_path(std::string_view organisation) {
    return fmt::format("/orgs/{}/properties/values?per_page=100", organisation);
}

core::Result<std::vector<PropertyValues>> read_properties(const core::Json& body, std::string_view name) {
    if (!body.is_array()) return core::unavailable("GitHub did not list the custom properties.");
    std::vector<PropertyValues> out;
    const auto wanted = core::lower(name);
    for (const auto& row : body) {
        PropertyValues found{.repository = core::number_of(row, "repository_id")};
        if (found.repository <= 0) return core::unavailable("GitHub did not list the custom properties.");
        const auto& properties = core::member_of(row, "properties");
        bool is_told = properties.is_array();
        for (const auto& property : properties) {
            if (core::lower(core::text_of(property, "property_name")) != wanted) continue;
            const auto& value = core::member_of(property, "value");
            is_told = is_told && (value.is_array() || value.is_string() || value.is_null());
            if (value.is_array())
                for (const auto& each : value) add_value(each, found.values);
            else
                add_value(value, found.values);
        }
        if (is_told) out.push_back(std::move(found));
    }
    return out;
}

}  // namespace sources::github
