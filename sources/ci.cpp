// SPDX-License-Identifier: Apache-2.0
#include "sources/ci.hpp"

#include "core/text.hpp"
#include "insight/ci_places.hpp"
#include "sources/ci/readers.hpp"

#include <algorithm>
#include <array>

namespace sources {
namespace ci {
namespace {

constexpr std::size_t most_steps = 2'000;
constexpr std::size_t most_triggers = 50;
constexpr std::size_t most_step_bytes = 512U << 10U;
constexpr std::size_t step_itself = 64;  // so that a thousand empty ones count as well

}  // namespace

void add_step(insight::CiFile& file, insight::CiStep step) {
    if (step.uses.empty() && step.run.empty()) return;
    if (file.steps.size() >= most_steps || file.step_bytes >= most_step_bytes) {
        file.is_cut = true;
        return;
    }
    step.uses = core::one_line(std::string_view(step.uses).substr(0, 500));
    step.ref = core::one_line(std::string_view(step.ref).substr(0, 500));
    step.run = core::clean(std::string_view(step.run).substr(0, longest_run));
    step.environment = core::clean(std::string_view(step.environment).substr(0, 2'000));
    file.step_bytes +=
        step_itself + step.uses.size() + step.ref.size() + step.run.size() + step.environment.size();
    file.steps.push_back(std::move(step));
}

void add_trigger(insight::CiFile& file, std::string_view name, int line, bool narrowed,
                 const std::vector<std::string_view>& branches) {
    const auto is_known = [&](const auto& trigger) { return trigger.name == name; };
    if (name.empty() || file.triggers.size() >= most_triggers || std::ranges::any_of(file.triggers, is_known))
        return;
    insight::CiTrigger trigger{core::one_line(name.substr(0, 100)), line, narrowed, {}};
    for (const auto branch : branches)
        if (trigger.branches.size() < most_triggers)
            trigger.branches.push_back(core::one_line(branch.substr(0, 100)));
    file.triggers.push_back(std::move(trigger));
}

}  // namespace ci

namespace {

using Text = std::string_view;

void read_script(Text bytes, insight::CiFile& file) {
    int number = 0;
    for (const auto line : core::lines(bytes)) {
        ++number;
        const auto text = core::trim(line);
        if (!text.empty() && !text.starts_with('#'))
            ci::add_step(file, {.uses = {}, .run = std::string(text), .ref = {}, .line = number});
    }
    file.parsed = true;
}

void read_yaml(Text bytes, insight::CiFile& file) {
    const auto parsed = yaml::parse(bytes);
    if (parsed.is_broken()) {
        file.fault = parsed.faults.front().what;
        return;
    }
    const bool may_be_list = file.vendor == "zuul";
    if (!std::ranges::any_of(parsed.documents, [&](const auto& root) {
            return root->is_map() || (may_be_list && root->is_sequence());
        })) {
        file.fault = "This file holds no settings.";
        return;
    }
    file.parsed = true;
    if (file.vendor == "github" || file.vendor == "forgejo" || file.vendor == "gitea")
        ci::read_github(*parsed.documents.front(), file);
    else if (file.vendor == "gitlab")
        ci::read_gitlab(parsed.documents, file);
    else
        ci::read_other(parsed.documents, file);
}

}  // namespace

std::string ci_vendor(Text path) { return std::string(insight::ci_vendor_of(path)); }

insight::CiFile parse_ci(Text path, Text bytes) {
    insight::CiFile file{.path = std::string(path),
                         .vendor = ci_vendor(path),
                         .triggers = {},
                         .steps = {},
                         .switched_off = 0,
                         .permissions_line = {},
                         .parsed = false,
                         .fault = {}};
    if (bytes.find('\0') != Text::npos)
        file.fault = "This file is binary.";
    else if (file.vendor == "jenkins")
        ci::read_jenkins(bytes, file);
    else if (file.vendor == "teamcity" || path.ends_with(".java"))
        ci::read_code(bytes, file);
    else if (file.vendor == "script")
        read_script(bytes, file);
    else
        read_yaml(bytes, file);
    return file;
}

}  // namespace sources
