// SPDX-License-Identifier: Apache-2.0
// The check of `ispo doctor` that asks a running service how it reaches Slack by Socket Mode.
#include "bot/doctor_checks.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

using commands::Status;

std::string evidence_of(const core::Json& link, std::int64_t open) {
    auto said = core::counted(open, "connection is", "connections are") + " open";
    const auto age = core::number_of(link, "last_frame_seconds", -1);
    if (age >= 0) said += fmt::format(", the last frame came {} s ago", age);
    return open == 1 ? said + "; a second one follows" : said;
}

}  // namespace

Diagnosis of_link(const core::Result<core::Json>& said) {
    Diagnosis out{.part = "socket mode", .why = "Nothing from Slack comes without it."};
    if (!said) {
        out.evidence = said.error().sentence;
        out.fix = said.error().code == core::Errc::unavailable
                      ? "mend what stands under the check of the service"
                      : "restart the service with this version of ispo";
        return out;
    }
    const auto& link = core::member_of(*said, "link");
    if (!link.is_object()) {
        out.state = Status::partly;
        out.evidence = "the running service was started without slack.app_token_file";
        out.fix = "restart the service";
        return out;
    }
    const auto open = core::number_of(link, "open");
    const bool has_ended = core::truth_of(link, "has_ended");
    if (open > 0 && !has_ended) {
        out.state = Status::yes;
        out.evidence = evidence_of(link, open);
        return out;
    }
    out.state = open > 0 ? Status::partly : Status::no;
    out.evidence = core::one_line(core::text_of(link, "sentence"));
    out.fix = has_ended
                  ? "mend what it names, then restart the service"
                  : "it is tried again by itself; slack.socket_not_opened in the service's log says why";
    return out;
}

}  // namespace bot
