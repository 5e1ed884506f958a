// SPDX-License-Identifier: Apache-2.0
// Text as Slack counts, cuts and escapes it, and the text objects built from it. Source:
// docs.slack.dev/messaging/formatting-message-text.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace slack {

// UTF-16 code units of valid UTF-8: whether Slack counts these or code points is not documented; these are
// never fewer.
std::size_t units(std::string_view text);

// At most `limit` units; cut at a code point, never inside an entity ("&amp;") or a live form ("<…>"), and
// ended with "…".
std::string cut(std::string_view text, std::size_t limit);
// The same text in pieces of at most `limit` units, broken at a line or a space where there is one.
std::vector<std::string> pieces_of(std::string_view text, std::size_t limit);

// Foreign text for plain_text, raw_text and rich_text: cleaned, cut, never empty. Nothing in it is read as
// notation there.
std::string plain(std::string_view text, std::size_t limit);
// Foreign text for mrkdwn, escape()d and cut.
std::string inert(std::string_view text, std::size_t limit);
// True when inert() changes none of its characters but the three that Slack wants escaped: shown as it is.
bool is_kept_by_mrkdwn(std::string_view text);
// Foreign text for the top-level text, where only the three characters and the words that notify need care.
std::string fallback(std::string_view text, std::size_t limit);

core::Json plain_text(std::string_view text, std::size_t limit);
core::Json mrkdwn(std::string text);  // `text` is already inert

// "<url|label>" for http, https and mailto; just the label for any other address. `label` is foreign.
std::string link(std::string_view url, std::string_view label, std::size_t limit);
bool is_safe_url(std::string_view url);
// A time in each reader's own zone, with UTC as the fallback.
std::string date_token(core::Time time);

}  // namespace slack
