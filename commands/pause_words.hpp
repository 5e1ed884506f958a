// SPDX-License-Identifier: Apache-2.0
// What can be paused and until when, in words and back.
#pragma once

#include "commands/request.hpp"
#include "core/result.hpp"
#include "storage/store.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

// Kinds of messages that are sent unasked. Answers to people are none of them: they are never paused.
inline constexpr std::array<std::string_view, 5> message_kinds = {"announcement", "digest", "meeting",
                                                                  "notice", "nudge"};

// "everything", a kind ("digest", "digests"), "here", a channel's id or "#name", a person's id as people type
// them. Messages to a person are a channel of the person's name: so they wait in the outbox. The pause has
// its reach and name, nothing else. Errc::invalid for what is none of these, or a name that no or more than
// one known channel has.
core::Result<storage::Pause> pause_target(const std::string& word, const Request& request,
                                          const storage::Reader& reader);

// When `words` end it: "2h", "3 days", "until 2026-12-01", "18:00" (UTC), "2026-12-01 18:00". No words:
// nothing, it lasts until somebody resumes. Errc::invalid for what cannot be read, is past, or over a year
// away.
core::Result<std::optional<Time>> pause_end(std::span<const std::string> words, Time now);

// "everything", "digest", "channel C0GENERAL", "messages to U0MIA".
std::string name_of(const storage::Pause& pause);
// "everything until 2026-12-01 18:00 UTC"; "digest until somebody resumes it".
std::string sentence_of(const storage::Pause& pause);
// All that is paused now, one clause; empty when nothing is.
std::string pauses_sentence(const std::vector<storage::Pause>& pauses);

// "1 workspace moves into an organisation; messages there wait until that is done, at the latest until …".
// Nothing for none.
std::string moves_sentence(const std::vector<storage::WorkspaceMove>& moves);

}  // namespace commands
