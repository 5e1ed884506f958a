// SPDX-License-Identifier: Apache-2.0
#include "bot/judged_again.hpp"

#include "bot/audience_guard.hpp"
#include "bot/log.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

// A person's id, or the channel of their direct messages: one reader, who asked.
bool is_for_one(const std::string& channel) {
    return channel.starts_with('D') || channel.starts_with('U') || channel.starts_with('W');
}

// As if a colleague asked there now: the readers decide, and nobody's rights widen what they may see.
commands::Request request_there(const Service& service, const storage::OutgoingRow& message,
                                const ChannelReaders& found) {
    commands::Request request;
    request.asker.installation = message.installation;
    request.asker.role = commands::Role::viewer;
    if (found.people)
        request.asker.may_read = service.people.may_read(message.installation, *found.people, wall_now());
    request.place.kind = commands::PlaceKind::channel;
    request.place.installation = message.installation;
    request.place.channel = message.channel;
    request.place.external = found.external;
    request.place.guests = found.guests;
    request.now = service.clock.now();
    return request;
}

}  // namespace

asio::awaitable<std::optional<storage::OutgoingRow>> judged_again(Service& service,
                                                                  storage::OutgoingRow message,
                                                                  bool may_wait) {
    using Judged = std::optional<storage::OutgoingRow>;
    if (message.repositories.empty() || is_for_one(message.channel)) co_return Judged(std::move(message));
    auto channel = message.channel;
    const auto found = co_await service.directory.readers_of(message.installation, std::move(channel), false);
    if (!found.are_known && may_wait) co_return std::nullopt;
    auto request = request_there(service, message, found);
    auto work = [request,
                 audience = commands::Audience{message.repositories}](const storage::Reader& reader) {
        return guard_audience(request, visibilities_of(reader, audience, request));
    };
    auto refusal = co_await service.database.read(std::move(work));
    if (!refusal) co_return Judged(std::move(message));
    refusal->reference = message.reference;
    log(Level::warning, "slack.readers_changed",
        found.are_known
            ? "Other people read a channel than when an answer for it was made; it is refused there instead."
            : "Slack does not say who reads a channel; an answer for it is refused there instead.",
        {{"request", message.reference}});
    Effects::redraw(message, *refusal);
    co_return Judged(std::move(message));
}

}  // namespace bot
