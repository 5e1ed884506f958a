// SPDX-License-Identifier: Apache-2.0
// The parts of an answer, its actions and its form as JSON and back. Used by answer_json alone.
#pragma once

#include "commands/answer.hpp"
#include "core/json.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

core::Json to_json(const Part& part);
core::Json to_json(const Action& action);
core::Json to_json(const Form& form);

// What a decoder met that no Answer has; the first one is what people are told.
struct Faults {
    std::string first;
    void add(std::string what) {
        if (first.empty()) first = std::move(what);
    }
};
Part part_from(const core::Json& json, Faults& faults);
Action action_from(const core::Json& json, Faults& faults);
Form form_from(const core::Json& json, Faults& faults);

template <class T>
core::Json list_json(const std::vector<T>& items) {
    core::Json list = core::Json::array();
    for (const auto& item : items) list.push_back(to_json(item));
    return list;
}

// value[key] as a list of T; a missing list is empty, anything else that is no list is a fault.
template <class T, class Decode>
std::vector<T> list_from(const core::Json& json, std::string_view key, Faults& faults, Decode decode) {
    const auto& found = core::member_of(json, key);
    std::vector<T> list;
    if (!found.is_array() && !found.is_null()) faults.add("“" + std::string{key} + "” is no list");
    if (!found.is_array()) return list;
    for (const auto& item : found) list.push_back(decode(item, faults));
    return list;
}

// The value of `all` whose word is json[key].
template <class T, std::size_t Size, class Word>
T word_from(const core::Json& json, std::string_view key, const std::array<T, Size>& all, Word word,
            Faults& faults) {
    const auto wanted = core::text_of(json, key);
    for (const auto value : all)
        if (word(value) == wanted) return value;
    faults.add("“" + std::string{key} + "” has an unknown word");
    return all.front();
}

}  // namespace commands
