// SPDX-License-Identifier: Apache-2.0
#include "bot/people.hpp"

#include "core/text.hpp"
#include "insight/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace bot {

namespace {

using commands::Role;

// Highest first: who is in several lists has the highest role.
constexpr std::pair<std::string_view, Role> lists_of_people[] = {
    {"people.admin", Role::admin}, {"people.ispo", Role::ispo}, {"people.maintainer", Role::maintainer}};
constexpr std::pair<std::string_view, Role> lists_of_groups[] = {
    {"people.admin_groups", Role::admin},
    {"people.ispo_groups", Role::ispo},
    {"people.maintainer_groups", Role::maintainer}};

template <class T>
bool has(const std::vector<T>& list, const T& one) {
    return std::ranges::find(list, one) != list.end();
}

// "T0123ABC/U0123ABC", or the person alone.
Contact contact_from(const std::string& named) {
    const auto slash = named.find('/');
    if (slash == std::string::npos) return {{}, named};
    return {named.substr(0, slash), named.substr(slash + 1)};
}

}  // namespace

std::string objection_to_readers(std::string_view line) {
    const auto equals = line.rfind('=');
    if (equals != std::string_view::npos && equals != 0 && equals + 1 != line.size()) return {};
    return fmt::format("'{}' is not a repository's full name and a user group, e.g. acme/moon-*=S0123ABC",
                       core::shorten(core::one_line(line), 60));
}

std::vector<ReaderList> reader_lists(const Config& config) {
    std::vector<ReaderList> out;
    for (const std::string_view line : config.list("audience.readers")) {
        const auto equals = line.rfind('=');
        if (!objection_to_readers(line).empty()) continue;
        out.push_back({std::string(core::trim(line.substr(0, equals))),
                       std::string(core::trim(line.substr(equals + 1)))});
    }
    return out;
}

People::People(const Config& config)
    : external_channels_(config.list("audience.external_channels")),
      guests_are_colleagues_(config.truth("audience.guests")),
      unknown_(commands::role_from(config.text("people.unknown")).value_or(Role::guest)) {
    for (const auto& [key, role] : lists_of_people)
        for (auto& person : config.list(key)) {
            auto contact = contact_from(person);
            if (role >= Role::ispo && !has(contacts_, contact)) contacts_.push_back(std::move(contact));
            stated_.emplace(std::move(person), role);
        }
    for (const auto& [key, role] : lists_of_groups)
        for (auto& group : config.list(key)) group_roles_.emplace_back(std::move(group), role);
    lists_ = reader_lists(config);
}

void People::learn(const storage::SlackPerson& person) {
    known_[{person.installation, person.person}] = {person.standing, person.read_at};
}

void People::learn(const storage::SlackGroup& group) {
    auto sorted = group;
    std::ranges::sort(sorted.members);
    groups_[{group.installation, group.group}] = std::move(sorted);
}

std::vector<std::string> People::members_of(std::int64_t installation, const std::string& group) const {
    const auto found = groups_.find({installation, group});
    return found == groups_.end() ? std::vector<std::string>() : found->second.members;
}

void People::drop_group(std::int64_t installation, const std::string& group) {
    groups_.erase({installation, group});
}

void People::change_group(std::int64_t installation, const std::string& group,
                          const std::vector<std::string>& added, const std::vector<std::string>& removed) {
    const auto found = groups_.find({installation, group});
    if (found == groups_.end()) return;
    auto& members = found->second.members;
    members.insert(members.end(), added.begin(), added.end());
    std::erase_if(members, [&](const auto& person) { return has(removed, person); });
    std::ranges::sort(members);
}

std::optional<storage::Standing> People::standing_of(std::int64_t installation, const std::string& person,
                                                     core::Time now) const {
    const auto found = known_.find({installation, person});
    if (found == known_.end() || found->second.read_at + standing_lasts < now) return std::nullopt;
    return found->second.standing;
}

bool People::is_worth_asking(std::int64_t installation, const std::string& person, core::Time now) const {
    const auto found = known_.find({installation, person});
    return found == known_.end() || found->second.read_at + worth_reading_again < now;
}

bool People::is_in(std::int64_t installation, const std::string& group, const std::string& person,
                   core::Time now) const {
    const auto found = groups_.find({installation, group});
    return found != groups_.end() && found->second.read_at + groups_last >= now &&
           std::ranges::binary_search(found->second.members, person);
}

std::optional<Role> People::stated_for(std::int64_t installation, const std::string& person) const {
    std::optional<Role> highest;
    const auto consider = [&](const std::string& named) {
        if (const auto found = stated_.find(named); found != stated_.end())
            highest = std::max(highest.value_or(found->second), found->second);
    };
    if (installation == 1) consider(person);
    for (auto named : places_(installation))
        if (!named.empty()) consider(named.append("/").append(person));
    return highest;
}

Role People::granted_to(std::int64_t installation, const std::string& person, core::Time now) const {
    auto role = stated_for(installation, person).value_or(Role::viewer);
    for (const auto& [group, granted] : group_roles_)
        if (granted > role && is_in(installation, group, person, now)) role = granted;
    return role;
}

std::optional<Role> People::role_of(std::int64_t installation, const std::string& person,
                                    core::Time now) const {
    const auto stated = stated_for(installation, person);
    const auto standing = standing_of(installation, person, now);
    if (!standing) return stated;
    switch (*standing) {
        case storage::Standing::member:
            return granted_to(installation, person, now);
        case storage::Standing::guest:
            // Somebody wrote this guest into the settings by hand; a group alone gives a guest nothing.
            if (stated) return *stated;
            return guests_are_colleagues_ ? Role::viewer : Role::guest;
        case storage::Standing::stranger:
        case storage::Standing::gone:
        case storage::Standing::bot:
            break;
    }
    return Role::guest;
}

Role People::role_unasked(std::int64_t installation, const std::string& person) const {
    return stated_for(installation, person).value_or(unknown_);
}

std::vector<std::string> People::may_read(std::int64_t installation, const std::vector<std::string>& readers,
                                          core::Time now) const {
    std::vector<std::string> out;
    for (const auto& list : lists_) {
        const auto found = groups_.find({installation, list.group});
        if (found == groups_.end() || found->second.read_at + groups_last < now) continue;
        const insight::RepositoryReaders repository{insight::Visibility::private_, found->second.members};
        const insight::PlaceReaders place{insight::Reader::colleague, readers};
        if (insight::objection_to(repository, place) == insight::Objection::none) out.push_back(list.glob);
    }
    return out;
}

std::vector<std::string> People::groups() const {
    std::set<std::string> all;
    for (const auto& [group, role] : group_roles_) all.insert(group);
    for (const auto& list : lists_) all.insert(list.group);
    return {all.begin(), all.end()};
}

bool People::may_have_outsiders(const std::string& channel) const { return has(external_channels_, channel); }

}  // namespace bot
