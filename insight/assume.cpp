// SPDX-License-Identifier: Apache-2.0
// `key=value`: a setting that a person states because nobody could read it. The table is the list of keys
// that people see.
#include "core/text.hpp"
#include "insight/readiness.hpp"

#include <fmt/format.h>
#include <array>

namespace insight {
namespace {

constexpr std::string_view stated = "--assume";

template <class T>
Known<T> declared(T value) {
    return {std::move(value), std::string(stated), true};
}

std::optional<bool> truth_from(std::string_view word) {
    for (const auto* yes : {"on", "yes", "true"})
        if (word == yes) return true;
    for (const auto* no : {"off", "no", "false"})
        if (word == no) return false;
    return std::nullopt;
}

bool set_switch(std::optional<Known<bool>>& setting, std::string_view value) {
    const auto truth = truth_from(core::lower(value));
    if (truth) setting = declared(*truth);
    return truth.has_value();
}

bool set_visibility(Settings& settings, std::string_view value) {
    const auto word = core::lower(value);
    if (word == "public")
        settings.visibility = declared(Visibility::public_);
    else if (word == "internal")
        settings.visibility = declared(Visibility::internal);
    else if (word == "private")
        settings.visibility = declared(Visibility::private_);
    else
        return false;
    return true;
}

bool set_description(Settings& settings, std::string_view value) {
    settings.description = declared(core::one_line(value));
    return true;
}

bool set_topics(Settings& settings, std::string_view value) {
    std::vector<std::string> topics;
    for (const auto topic : core::split(value, ','))
        if (auto word = core::lower(core::trim(topic)); !word.empty()) topics.push_back(std::move(word));
    settings.topics = declared(std::move(topics));
    return true;
}

bool set_guard(Settings& settings, std::string_view value) {
    const auto word = core::lower(value);
    BranchGuard guard;
    if (word == "review")
        guard = {.change_required = true, .approvals = 1, .force_push_allowed = false};
    else if (word == "push")
        guard = {.change_required = true, .approvals = 0, .force_push_allowed = false};
    else if (word != "none")
        return false;
    settings.default_branch_guard = declared(guard);
    return true;
}

template <std::optional<Known<bool>> Settings::*member>
bool set_member(Settings& settings, std::string_view value) {
    return set_switch(settings.*member, value);
}

struct Key {
    std::string_view name;
    std::string_view values;
    bool (*set)(Settings&, std::string_view);
};
constexpr auto keys = std::to_array<Key>({
    {"visibility", "public, internal or private", set_visibility},
    {"forking", "on or off", set_member<&Settings::readers_can_propose>},
    {"issues", "on or off", set_member<&Settings::issues_enabled>},
    {"archived", "yes or no", set_member<&Settings::archived>},
    {"description", "a sentence", set_description},
    {"topics", "words with commas between", set_topics},
    {"branch_protection", "review, push or none", set_guard},
    {"access_requests", "on or off", set_member<&Settings::can_ask_for_access>},
    {"releases", "yes or no", set_member<&Settings::has_release>},
    {"dependency_updates", "on or off", set_member<&Settings::dependency_updates>},
    {"default_licence", "yes or no", set_member<&Settings::default_licence>},
});

std::string known_keys() {
    std::vector<std::string> names;
    names.reserve(keys.size());
    for (const auto& key : keys) names.emplace_back(key.name);
    return core::join(names, ", ");
}

std::string in_quotes(std::string_view text) { return "“" + core::shorten(core::one_line(text), 40) + "”"; }

}  // namespace

core::Result<void> assume(Facts& facts, std::string_view key_and_value) {
    const auto equals = key_and_value.find('=');
    if (equals == std::string_view::npos)
        return core::invalid(
            fmt::format("{} has no “=”; nothing was judged. Write key=value with one of these keys: {}.",
                        in_quotes(key_and_value), known_keys()));
    const auto name = core::lower(core::trim(key_and_value.substr(0, equals)));
    const auto value = core::trim(key_and_value.substr(equals + 1));
    for (const auto& key : keys) {
        if (key.name != name) continue;
        if (key.set(facts.settings, value)) return {};
        return core::invalid(fmt::format("{} cannot be {}; nothing was judged. It takes {}.", key.name,
                                         in_quotes(value), key.values));
    }
    return core::invalid(fmt::format("No setting is called {}; nothing was judged. Known ones: {}.",
                                     in_quotes(name), known_keys()));
}

}  // namespace insight
