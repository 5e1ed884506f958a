// SPDX-License-Identifier: Apache-2.0
#include "slack/envelope.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto frame = slack::parse_frame(text);
    if (!frame) return 0;
    if (const auto* hello = std::get_if<slack::Hello>(&*frame))
        if (hello->lifetime && hello->lifetime->count() <= 0) std::abort();
    const auto* envelope = std::get_if<slack::Envelope>(&*frame);
    if (!envelope) return 0;
    // Whatever came, the answer is one JSON object that names the envelope, and only that.
    const auto answer = core::parse_json(slack::acknowledgement(*envelope, envelope->payload));
    if (!answer || core::text_of(*answer, "envelope_id") != envelope->id || envelope->id.empty())
        std::abort();
    if (answer->contains("payload") != (envelope->may_carry_payload && !envelope->payload.is_null()))
        std::abort();
    return 0;
}
