// SPDX-License-Identifier: Apache-2.0
#include "bot/judged_again.hpp"

#include "bot/audience_guard.hpp"
#include "bot/log.hpp"
#include "bot/message_place.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

// An answer is often posted right after its readers were asked about.
constexpr std::chrono::seconds just_now{5};

// Of a message that one person reads, theirs; nothing for a channel's. Empty: nobody says who that is.
std::optional<std::string> only_reader(const storage::OutgoingRow& message) {
    if (is_person(message.channel)) return message.channel;
    if (is_direct(message.channel)) return message.asker;
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
                             .value_or(service.directory.role_unasked(message.installation, person));
    request.asker.may_read = service.people.may_read(message.installation, {person}, now);
    request.place.kind = commands::PlaceKind::dm;
    request.place.installation = message.installation;
    request.place.external = standing == storage::Standing::stranger;
    request.now = service.clock.now();
    return request;
}

enum class Why { other_readers, reader_may_not, not_said };

std::string_view sentence_of(Why why) {
    switch (why) {
        case Why::other_readers:
            return "other people read there now";
        case Why::reader_may_not:
            return "its reader may not see it now";
        case Why::not_said:
            break;
    }
    return "Slack does not say who reads there";
}

storage::AuditRow row_of_refusal(const storage::OutgoingRow& message, Why why) {
    storage::AuditRow row;
    row.at = wall_now();
    row.who = "ispo";
    row.what = "withhold an answer about a private repository";
    row.where = message.channel;
    row.why = sentence_of(why);
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
    auto why = Why::reader_may_not;
    if (person) {
        // Nobody was asked about since the start, or Slack did not answer then.
        if (service.directory.is_unsaid(message.installation, *person)) {
            auto asked = *person;
            co_await service.directory.role_of(message.installation, std::move(asked));
        }
        if (may_wait && service.directory.is_unsaid(message.installation, *person)) co_return std::nullopt;
        request = request_of(service, message, *person);
    } else {
        auto channel = message.channel;
        const auto found =
            co_await service.directory.readers_of(message.installation, std::move(channel), false, just_now);
        if (!found.are_known && may_wait) co_return std::nullopt;
        why = found.are_known ? Why::other_readers : Why::not_said;
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
        "An answer about a private repository is withheld; its refusal is sent instead.",
        {{"request", message.reference}, {"why", std::string(sentence_of(why))}});
    auto row = row_of_refusal(message, why);
    Effects::redraw(message, *refusal);
    // Kept with it: what is tried again is not judged, nor audited, once more.
    auto unit = [message, row = std::move(row)](storage::Writer& writer) {
        writer.add_audit(row);
        writer.redraw_outgoing(message);
    };
    co_await service.database.write(Priority::delivery, std::move(unit), Touches::messages);
    co_return Judged(std::move(message));
}

}  // namespace bot
