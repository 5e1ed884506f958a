// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"
#include "insight/listing.hpp"

namespace insight {

extern const Check is_listed;
const Check is_listed{
    .id = "D2",
    .name = "is_listed",
    .group = Group::discoverable,
    .question = "Is it in the company's InnerSource listing?",
    .statement = "It is listed for InnerSource",
    .why = "A portal shows what carries the topic and the file.",
    .rule =
        "Yes with the programme's topic and innersource.json or catalog-info.yaml; partly with one of the "
        "two; no with neither.",
    .remedy = {.text = "Set the InnerSource topic and add innersource.json.",
               .effort = Effort::small,
               .draft = "innersource.json"},
    .patterns = {"InnerSource Portal"},
    .weight = 4,
    .settled_by = "the repository's topics at its host",
    .assumed = {"topics=innersource"},
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
            const std::string topic = "the programme's topic or property";
            const auto missing = !listing      ? "innersource.json or catalog-info.yaml"
                                 : topics_seen ? topic
                                               : not_seen(topic);
            auto verdict = partly(listing ? *listing : *sign,
                                  listing ? "a listing file" : "the programme's sign", missing);
            verdict.at_least = !topics_seen;
            return verdict;
        }
        if (!facts.tree)
            return unknown(topics_seen ? "the files" : "the repository's topics at its host, and the files");
        if (!topics_seen) return unknown({});
        return no("no topic, property, badge or listing file");
    },
};

}  // namespace insight
