// SPDX-License-Identifier: Apache-2.0
#include "slack/interaction.hpp"
#include "slack/payloads.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto click = slack::parse_interaction(text);
    if (click && click->user.empty()) std::abort();
    if (click) {
        slack::fields_in(*click);
        slack::line_in(click->view.metadata);
    }
    const auto command = slack::parse_command(text);
    if (command && (command->user.empty() || command->command.empty())) std::abort();
    // What may pass unsigned is never a command.
    if (command && slack::is_ssl_check(text)) std::abort();
    return 0;
}
