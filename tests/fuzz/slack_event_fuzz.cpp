// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "slack/payloads.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto event = slack::parse_event(text);
    const auto words = slack::plain_words(event ? std::string_view(event->text) : text, "U0BOT");
    // Nothing grows but bytes that are no UTF-8, each of which becomes three.
    if (words.size() > 3 * size || !core::is_utf8(words)) std::abort();
    using Kind = slack::Event::Kind;
    const bool is_answered = event && (event->kind == Kind::mention || event->kind == Kind::direct_message);
    if (is_answered &&
        (event->id.empty() || event->user.empty() || event->channel.empty() || event->thread.empty()))
        std::abort();
    return 0;
}
