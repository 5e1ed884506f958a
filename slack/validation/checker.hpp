// SPDX-License-Identifier: Apache-2.0
// What is found wrong in one payload, and the small checks that all of Block Kit is made of. A key that is
// not there is no fault of theirs: keys() says what must be there. `at` is the JSON pointer of the parent.
#pragma once

#include "core/json.hpp"
#include "slack/blocks.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace slack::validation {

using core::Json;
using core::member_of;

using Keys = std::initializer_list<std::string_view>;

struct Length {
    std::size_t least = 1, most = 3000;
};

class Checker {
  public:
    enum class Kinds { plain_only, either };

    explicit Checker(Surface where) : surface(where) {}

    const Surface surface;
    std::vector<BlockError> errors;
    std::set<std::string> block_ids, action_ids;
    std::size_t counted = 0;  // UTF-16 units of all texts that people see
    bool has_input = false;

    void error(const std::string& at, std::string message);
    void keys(const Json& value, const std::string& at, Keys required, Keys optional);
    // Checks a string and counts it; returns it, or nothing when it is none.
    std::string_view string(const Json& parent, std::string_view key, const std::string& at, Length length);
    void id(const Json& parent, std::string_view key, const std::string& at, std::set<std::string>& taken);
    void boolean(const Json& parent, std::string_view key, const std::string& at);
    void integer(const Json& parent, std::string_view key, const std::string& at, std::int64_t least,
                 std::int64_t most);
    void word(const Json& parent, std::string_view key, const std::string& at, Keys allowed);
    void url(const Json& parent, std::string_view key, const std::string& at);
    // Each item of a list of `least` to `most`; nothing is called when it is no list.
    template <class Check>
    void list(const Json& parent, std::string_view key, const std::string& at, Length length, Check check) {
        const auto& value = member_of(parent, key);
        const auto here = at + "/" + std::string(key);
        if (value.is_null()) return;
        if (!value.is_array()) return error(here, "is not a list");
        if (value.size() < length.least || value.size() > length.most)
            error(here,
                  fmt::format("has {} items; {} to {} are allowed", value.size(), length.least, length.most));
        for (std::size_t i = 0; i < value.size(); ++i) check(value[i], here + "/" + std::to_string(i));
    }

    void text_object(const Json& parent, std::string_view key, const std::string& at, std::size_t most,
                     Kinds kinds);
    void text_value(const Json& value, const std::string& at, std::size_t most, Kinds kinds);
    // Mrkdwn in which something would notify, link or be read as markup from outside.
    void notation(std::string_view text, const std::string& at);
    void image_fields(const Json& value, const std::string& at, Keys more);
};

}  // namespace slack::validation
