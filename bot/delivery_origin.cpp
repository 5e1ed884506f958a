// SPDX-License-Identifier: Apache-2.0
#include "bot/delivery_origin.hpp"

#include "bot/log.hpp"
#include "core/text.hpp"
#include "slack/blocks.hpp"

#include <fmt/format.h>

namespace bot {

std::optional<std::int64_t> origin_of(Service& service, const slack::Origin& origin, std::string_view kind) {
    const auto found = service.installations.serving(origin);
    if (found) {
        service.directory.met(*found, origin.team);
        return found;
    }
    service.metrics.request_refused("installation");
    log(Level::warning, "slack.not_installed",
        "A delivery came from where the app is not installed; nothing of it was kept.",
        {{"kind", std::string(kind)}});
    return std::nullopt;
}

std::optional<std::int64_t> origin_of(Service& service, const slack::Event& event) {
    const bool is_end =
        event.kind == slack::Event::Kind::uninstalled || event.kind == slack::Event::Kind::tokens_revoked;
    const slack::Origin& origin = event;
    return is_end ? service.installations.ever(origin) : origin_of(service, origin, "event");
}

bool is_by_ourselves(const Service& service, const slack::Event& event, std::int64_t installation) {
    return !event.user.empty() && event.user == service.installations.bot_user_of(installation);
}

std::string not_installed_reply(const Service& service) {
    const bool is_misset = !service.installing && service.directory.other_team_than_set();
    if (is_misset)
        return core::dump_json(slack::command_reply(
            commands::refused(
                "My settings name another workspace than this one; nothing was done. Tell whoever runs me: "
                "`ispo doctor` says what to correct."),
            {.native_charts = false}));
    const auto answer = commands::refused(fmt::format(
        "ISPO Bot is not connected to this workspace; nothing was done. Ask {} to install it here.",
        core::one_line(service.config.text("slack.contact"))));
    return core::dump_json(slack::command_reply(answer, {.native_charts = false}));
}

// The first installation's are as they were before there were others.
std::string key_of_delivery(std::string_view kind, std::int64_t installation, std::string_view id) {
    if (installation == file_installation) return fmt::format("slack:{}:{}", kind, id);
    return fmt::format("slack:{}:{}:{}", installation, kind, id);
}
std::string key_of_answer(std::int64_t installation, std::string_view id) {
    return installation == file_installation ? std::string(id) : fmt::format("{}:{}", installation, id);
}

}  // namespace bot
