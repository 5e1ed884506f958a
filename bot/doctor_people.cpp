// SPDX-License-Identifier: Apache-2.0
// The checks of `ispo doctor` that hold what the settings name, people, groups and channels, against Slack.
#include "bot/doctor_checks.hpp"
#include "bot/people.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using commands::Status;

// Why somebody of the office cannot act as such; empty when they can.
std::string_view fault_of(const PersonSeen& person) {
    if (person.is_nobody) return "is nobody's id where the app is installed";
    if (!person.standing) return "";
    switch (*person.standing) {
        case storage::Standing::member:
            return "";
        case storage::Standing::guest:
            return "is a guest, who has the role all the same";
        case storage::Standing::gone:
            return "is deactivated";
        case storage::Standing::stranger:
            return "is of another company";
        case storage::Standing::bot:
            return "is an app";
    }
    return "";
}

struct Doubts {
    std::vector<std::string> groups_gone, groups_unasked, people, people_unasked;
    bool can_anybody_act = false;
};

Doubts doubts_about(const std::vector<GroupSeen>& groups, const std::vector<PersonSeen>& people) {
    Doubts out;
    for (const auto& each : groups)
        if (each.error == "no_such_subteam" || each.error == "subteam_not_found")
            out.groups_gone.push_back(core::one_line(each.id));
        else if (!each.error.empty())
            out.groups_unasked.push_back(core::one_line(each.id));
    for (const auto& each : people) {
        const auto fault = fault_of(each);
        const bool is_guest = each.standing == storage::Standing::guest;
        out.can_anybody_act = out.can_anybody_act || fault.empty() || is_guest;
        if (!fault.empty())
            out.people.push_back(fmt::format("{} {}", core::one_line(each.id), fault));
        else if (!each.standing)
            out.people_unasked.push_back(core::one_line(each.id));
    }
    return out;
}

// What one of these keys names under its old id: "effects.channels: G1 is C1 now".
std::vector<std::string> moved_in(const Config& config, const std::vector<storage::ChannelMove>& moves) {
    std::vector<std::string> out;
    for (const auto* key : {"effects.channels", "effects.dry_run_channels", "audience.external_channels"}) {
        const auto named = config.list(key);
        for (const auto& move : moves)
            if (std::ranges::find(named, move.from) != named.end() &&
                std::ranges::find(named, move.to) == named.end())
                out.push_back(
                    fmt::format("{}: {} is {} now", key, core::one_line(move.from), core::one_line(move.to)));
    }
    return out;
}

}  // namespace

Diagnosis of_people(const Config& config, const std::vector<GroupSeen>& groups,
                    const std::vector<PersonSeen>& people) {
    Diagnosis out{.part = "people",
                  .state = Status::yes,
                  .why = "Somebody must be told what is broken, and may look at the audit and pause."};
    const auto doubts = doubts_about(groups, people);
    const auto named = static_cast<std::int64_t>(People(config).contacts().size());
    const bool has_groups =
        !config.list("people.admin_groups").empty() || !config.list("people.ispo_groups").empty();
    out.evidence = fmt::format(
        "{} named, {} asked about", core::counted(named, "person of the office", "people of the office"),
        core::counted(static_cast<std::int64_t>(groups.size()), "user group", "user groups"));
    if (!doubts.people.empty()) {
        const bool is_nobody_left = !doubts.can_anybody_act && !has_groups;
        out.state = is_nobody_left ? Status::no : Status::partly;
        out.evidence = core::join(doubts.people, "; ");
        if (is_nobody_left) out.evidence += "; nobody else is of the office";
        out.fix =
            "correct people.admin and people.ispo (in Slack: the person's profile → Copy member ID), then "
            "restart "
            "the service";
    }
    if (!doubts.groups_gone.empty()) {
        const auto people_too = doubts.people.empty() ? "" : out.evidence + "; ";
        out.state = Status::no;
        out.evidence = people_too + "no such user group: " + core::join(doubts.groups_gone, ", ");
        out.fix = "correct it in [people] or audience.readers (Slack → People → User groups shows the ids)";
    } else if (named == 0 && !has_groups) {
        out.state = Status::partly;
        out.evidence = "nobody is an administrator or of the InnerSource office";
        out.fix = "name somebody in people.ispo or people.admin";
    } else if (doubts.people.empty() && !doubts.groups_unasked.empty()) {
        out.state = Status::unknown;
        out.evidence = "Slack did not say whether these user groups are there: " +
                       core::join(doubts.groups_unasked, ", ");
        out.fix = "see slack scopes (usergroups:read); else ask again in a minute";
    } else if (doubts.people.empty() && !doubts.people_unasked.empty()) {
        out.state = Status::unknown;
        out.evidence = "Slack did not say who these are: " + core::join(doubts.people_unasked, ", ");
        out.fix = "see slack scopes (users:read); else ask again in a minute";
    }
    return out;
}

std::optional<Diagnosis> of_moved_channels(const Config& config,
                                           const std::vector<storage::ChannelMove>& moves) {
    const auto moved = moved_in(config, moves);
    if (moved.empty()) return std::nullopt;
    Diagnosis out{.part = "channel ids",
                  .state = Status::partly,
                  .evidence = core::join(moved, "; "),
                  .why = "Slack gave the channel another id; outsiders are not allowed in it under that id."};
    out.fix = "write the new id beside the old one and restart the service";
    return out;
}

}  // namespace bot
