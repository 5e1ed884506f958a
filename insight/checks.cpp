// SPDX-License-Identifier: Apache-2.0
// The list of checks, in the order of the model. A new check is one file in insight/checks/ and one line in
// each list here.
#include "core/text.hpp"
#include "insight/check.hpp"

#include <array>

namespace insight {

extern const Check has_purpose_line;
extern const Check is_listed;
extern const Check is_readable_by_all;
extern const Check readme_serves_newcomers;
extern const Check has_contribution_guide;
extern const Check has_place_to_ask;
extern const Check has_licence;
extern const Check explains_conventions;
extern const Check has_templates;
extern const Check ci_runs_on_contributions;
extern const Check tests_are_runnable;
extern const Check setup_is_reproducible;
extern const Check plans_are_visible;
extern const Check offers_newcomer_work;
extern const Check is_maintained;
extern const Check answers_outsiders;
extern const Check decides_outside_work;
extern const Check accepts_outside_work;
extern const Check has_valid_owners;
extern const Check has_several_maintainers;
extern const Check states_governance;
extern const Check has_code_of_conduct;
extern const Check has_releases;
extern const Check has_contribution_path;
extern const Check guards_default_branch;
extern const Check has_safe_ci;
extern const Check has_security_contact;

std::span<const Check* const> checks() {
    static const std::array all = {
        &has_purpose_line,
        &is_listed,
        &is_readable_by_all,
        &readme_serves_newcomers,
        &has_contribution_guide,
        &has_place_to_ask,
        &has_licence,
        &explains_conventions,
        &has_templates,
        &ci_runs_on_contributions,
        &tests_are_runnable,
        &setup_is_reproducible,
        &plans_are_visible,
        &offers_newcomer_work,
        &is_maintained,
        &answers_outsiders,
        &decides_outside_work,
        &accepts_outside_work,
        &has_valid_owners,
        &has_several_maintainers,
        &states_governance,
        &has_code_of_conduct,
        &has_releases,
        &has_contribution_path,
        &guards_default_branch,
        &has_safe_ci,
        &has_security_contact,
    };
    return all;
}

const Check* find_check(std::string_view id_or_name) {
    const auto wanted = core::lower(id_or_name);
    for (const auto* check : checks())
        if (core::lower(check->id) == wanted || check->name == wanted) return check;
    return nullptr;
}

}  // namespace insight
