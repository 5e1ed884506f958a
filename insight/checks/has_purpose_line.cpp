// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/file_search.hpp"
#include "insight/prose.hpp"
#include "insight/sections.hpp"

namespace insight {
namespace {

bool is_purpose(std::string_view text, std::string_view name) {
    const auto line = core::trim(text);
    return core::count_code_points(line) >= 30 && core::lower(line) != core::lower(name) &&
           !is_placeholder(line);
}

}  // namespace

extern const Check has_purpose_line;
const Check has_purpose_line{
    .id = "D1",
    .name = "has_purpose_line",
    .group = Group::discoverable,
    .question = "Does one line say what it is and who needs it?",
    .statement = "It says in one line what it is for",
    .why = "Colleagues search by purpose; a bare name is not found.",
    .rule =
        "Yes with a description of 30 characters or more that is not just the name; partly when only "
        "README's first paragraph says it; no without either.",
    .remedy = {.text = "Write one line as description: what it does and who needs it.",
               .effort = Effort::small},
    .patterns = {"Improve Findability"},
    .weight = 4,
    .settled_by = "the repository's description at its host",
    .assumed = {"description=\"…\""},
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto& description = facts.settings.description;
        if (description && is_purpose(description->value, facts.name)) {
            auto verdict = yes(description->where.empty() ? "description" : description->where,
                               "the description says what it is");
            verdict.declared = description->declared;
            return verdict;
        }
        for (const auto* readme : documents_with(facts, Role::readme)) {
            if (const auto* block = first_paragraph(*readme)) {
                const std::string lacking = "a description of 30 characters or more at the host";
                auto verdict = partly(place(*readme, block->line), "README opens with what it is",
                                      description ? lacking : not_seen(lacking));
                verdict.at_least = !description;
                return verdict;
            }
        }
        if (!description) return unknown({});
        return no("neither description nor README says what it is");
    },
};

}  // namespace insight
