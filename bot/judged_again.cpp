// SPDX-License-Identifier: Apache-2.0
#include "bot/judged_again.hpp"

#include "bot/audience_guard.hpp"
#include "bot/log.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds just_now{
    5};  // an answer is often posted right after its readers were asked about

// Of a message that one person reads, theirs; nothing for a channel's. Empty: nobody says who that is.
std::optional<std::string> only_reader(const storage::OutgoingRow& message) {
    const auto& channel = message.channel;
    if (channel.starts_with('U') || channel.starts_with('W')) return channel;
    if (channel.starts_with('D')) return message.asker;
    return std::nullopt;
}

// As if that person asked now, as far as is known without asking Slack.
commands::Request request_of(const Service& service, const storage::OutgoingRow& message,
                             const std::string& person) {
    const auto now = wall_now();
    const auto standing = service.people.standing_of(message.installation, person, now);
    commands::Request request;
    request.asker.installation = message.installation;
    request.asker.person = person;
    request.asker.role = service.people.role_of(message.installation, person, now)
                             .value_or(service.people.role_unasked(message.installation, person));
    request.asker.may_read = service.people.may_read(message.installation, {person}, now);
    request.place.kind = commands::PlaceKind::dm;
    request.place.installation = message.installation;
    request.place.external = standing == storage::Standing::stranger;
    request.now = service.clock.now();
    return request;
}

storage::AuditRow row_of_refusal(const storage::OutgoingRow& message, bool is_known) {
    storage::AuditRow row;
    row.at = wall_now();
    row.who = "ispo";
    row.what = "withhold an answer about a private repository";
    row.where = message.channel;
    row.why = is_known ? "other people read there now" : "Slack does not say who reads there";
    row.request = message.reference;
    return row;
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
    const auto person = only_reader(message);
    if (message.repositories.empty() || (person && person->empty())) co_return Judged(std::move(message));
    commands::Request request;
    bool is_known = true;
    if (person) {
        request = request_of(service, message, *person);
    } else {
        auto channel = message.channel;
        const auto found =
            co_await service.directory.readers_of(message.installation, std::move(channel), false, just_now);
        is_known = found.are_known;
        if (!is_known && may_wait) co_return std::nullopt;
        request = request_there(service, message, found);
    }
    auto work = [request,
                 audience = commands::Audience{message.repositories}](const storage::Reader& reader) {
        return guard_audience(request, visibilities_of(reader, audience, request));
    };
    auto refusal = co_await service.database.read(std::move(work));
    if (!refusal) co_return Judged(std::move(message));
    refusal->reference = message.reference;
    log(Level::warning, "slack.readers_changed",
        is_known
            ? "Other people read a channel than when an answer for it was made; it is refused there instead."
            : "Slack does not say who reads a channel; an answer for it is refused there instead.",
        {{"request", message.reference}});
    auto unit = [row = row_of_refusal(message, is_known)](storage::Writer& writer) { writer.add_audit(row); };
    co_await service.database.write(Priority::delivery, std::move(unit), Touches::messages);
    Effects::redraw(message, *refusal);
    co_return Judged(std::move(message));
}

}  // namespace bot
