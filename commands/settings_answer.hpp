// SPDX-License-Identifier: Apache-2.0
// What a person chose, as an answer and as the form that changes it.
#pragma once

#include "commands/command.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace commands {

inline constexpr std::size_t most_chosen = 20;
inline constexpr std::string_view short_home = "short", full_home = "full";

// Settings are shown to their person alone, so not where others read along.
bool reads_alone(const Request& request);

storage::PersonalSettings settings_of(const Context& context, const storage::Reader& reader);
// What the page shows, in words.
std::string_view home_words(const storage::PersonalSettings& kept);

// As they are kept now. What may not be shown to the asker is counted only.
Answer settings_shown(const Context& context, const storage::Reader& reader, std::string headline);
// The form that changes them. What was typed stands in it again; without, what is kept.
Answer settings_asked(const Context& context, const storage::Reader& reader, std::string headline);

}  // namespace commands
