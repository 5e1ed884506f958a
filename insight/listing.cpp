// SPDX-License-Identifier: Apache-2.0
#include "insight/listing.hpp"

#include "core/json.hpp"
#include "core/text.hpp"
#include "insight/file_search.hpp"

namespace insight {
namespace {

bool is_filled(const SmallFile& file) {
    if (!core::contains_ignoring_case(file.path, ".json"))
        return file.text.find("kind:") != std::string::npos;
    const auto json = core::parse_json(file.text);
    return json.has_value() && json->is_object() && !json->empty();
}

}  // namespace

std::optional<std::string> find_listing(const Facts& facts) {
    for (const auto& file : facts.small_files)
        if (has_role(file.path, Role::listing) && is_filled(file)) return file.path;
    return std::nullopt;
}

std::optional<std::string> find_sign(const Facts& facts, const Policy& policy) {
    if (facts.settings.topics)
        for (const auto& topic : facts.settings.topics->value)
            for (const auto& listed : policy.listing_topics)
                if (core::lower(topic) == core::lower(listed))
                    return "topics = " + core::shorten(core::one_line(topic), 60);
    if (const auto* readme = shown_readme(facts); readme != nullptr)
        for (const auto& block : readme->blocks)
            for (const auto& link : block.links) {
                const bool is_badge = core::contains_ignoring_case(link.target, "badge") ||
                                      core::contains_ignoring_case(link.target, "shields.io");
                const bool names_it = core::contains_ignoring_case(link.text + link.target, "innersource");
                if (names_it && (is_badge || core::contains_ignoring_case(link.text, "badge")))
                    return readme->path + ":" + std::to_string(link.line);
            }
    return std::nullopt;
}

}  // namespace insight
