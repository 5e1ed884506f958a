// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"

namespace insight {
namespace {

bool is_filled(const SmallFile& file) {
    if (!core::contains_ignoring_case(file.path, ".json"))
        return file.text.find("kind:") != std::string::npos;
    const auto json = core::parse_json(file.text);
    return json.has_value() && json->is_object() && !json->empty();
}

std::optional<std::string> find_listing(const Facts& facts) {
    for (const auto& file : facts.small_files)
        if (has_role(file.path, Role::listing) && is_filled(file)) return file.path;
    return std::nullopt;
}

// The programme's topic, or its badge in README.
std::optional<std::string> find_sign(const Facts& facts, const Policy& policy) {
    if (facts.settings.topics)
        for (const auto& topic : facts.settings.topics->value)
            for (const auto& listed : policy.listing_topics)
                if (core::lower(topic) == core::lower(listed))
                    return "topics = " + core::shorten(core::one_line(topic), 60);
    for (const auto* readme : documents_with(facts, Role::readme))
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

}  // namespace

extern const Check is_listed;
const Check is_listed{
    .id = "D2",
    .name = "is_listed",
    .group = Group::discoverable,
    .question = "Is it in the company's InnerSource listing?",
    .statement = "It is listed for InnerSource",
    .why = "A portal shows what carries the topic and the file.",
    .remedy = {.text = "Set the InnerSource topic and add innersource.json.",
               .effort = Effort::small,
               .draft = "innersource.json"},
    .patterns = {"InnerSource Portal"},
    .weight = 4,
    .settled_by = "the repository's topics and properties at its host",
    .run = [](const Facts& facts, const Policy& policy, Time) -> Verdict {
        const auto listing = find_listing(facts);
        const auto sign = find_sign(facts, policy);
        const bool topics_seen = facts.settings.topics.has_value();
        if (listing && sign && topics_seen) {
            auto verdict = yes(*listing, "a listing file");
            verdict.evidence.push_back({*sign, "the programme's sign"});
            verdict.declared = facts.settings.topics->declared;
            return verdict;
        }
        if (listing || sign) {
            const auto* missing =
                !listing ? "innersource.json or catalog-info.yaml" : "the programme's topic or property";
            auto verdict = partly(listing ? *listing : *sign,
                                  listing ? "a listing file" : "the programme's sign", missing);
            verdict.at_least = !topics_seen;
            return verdict;
        }
        if (!topics_seen || !facts.tree) return unknown("the repository's topics and files");
        return no("no topic, property, badge or listing file");
    },
};

}  // namespace insight
