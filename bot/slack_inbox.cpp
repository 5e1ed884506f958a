// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_inbox.hpp"

#include "bot/crash_points.hpp"
#include "bot/delivery_origin.hpp"
#include "bot/log.hpp"
#include "bot/uninstalled.hpp"
#include "core/text.hpp"

#include <boost/asio/co_spawn.hpp>

#include <chrono>
#include <memory>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr core::Days answers_until{1};  // later, nobody waits for it any more
constexpr std::size_t most_left_over = 200;
constexpr std::string_view event_kind = "event", click_kind = "click", command_kind = "command";

// All that the reply to a shareable command depends on, beside the facts.
std::string key_of(commands::Role role, const std::vector<std::string>& may_read,
                   const slack::RenderOptions& options, std::string_view text) {
    const auto* blocks = options.native_charts ? "new\n" : "plain\n";
    auto key = std::string(commands::to_word(role)).append(1, '\n').append(blocks);
    for (const auto& glob : may_read) key.append(glob).append(1, '\n');
    return key.append(1, '\n').append(text);
}

ReplyCache::Basis basis_now(const Service& service) {
    return {service.dispatcher.facts_version(), core::to_unix(service.clock.now()) / 60};
}

// Whose role and readers Slack is asked for where they are not known. `key`: see commands::Request.
asio::awaitable<commands::Request> slack_request(Service& service, std::string user, commands::Place place,
                                                 std::string text, std::string key) {
    const auto installation = place.installation;
    commands::Request out;
    out.asker.installation = installation;
    out.asker.person = user;
    out.asker.role = co_await service.directory.role_of(installation, user);
    std::optional<std::vector<std::string>> readers{{user}};
    if (place.kind == commands::PlaceKind::channel) {
        auto found = co_await service.directory.readers_of(installation, place.channel, place.external);
        place.external = found.external;
        place.guests = found.guests;
        readers = std::move(found.people);
    }
    if (readers) out.asker.may_read = service.people.may_read(installation, *readers, wall_now());
    out.place = std::move(place);
    out.words = core::split_words(slack::plain_words(text, service.installations.bot_user_of(installation)));
    out.now = service.clock.now();
    out.id = new_reference();
    out.key = std::move(key);
    co_return out;
}

// A direct message's channel id starts with D.
commands::PlaceKind kind_of(std::string_view channel) {
    return channel.starts_with('D') ? commands::PlaceKind::dm : commands::PlaceKind::channel;
}

asio::awaitable<void> settle(Service& service, std::int64_t received,
                             std::optional<storage::Outgoing> answer) {
    const bool has_answer = answer.has_value();
    auto unit = [received, answer = std::move(answer)](storage::Writer& writer) {
        if (writer.mark_answered(received) && answer) writer.put_outgoing(*answer);
    };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    crash_point("answered");
    if (has_answer)
        service.outbox.wake();
    else
        service.metrics.message_sent("post", false);
}

// A delivery that is kept, and the installation it was kept for.
struct Kept {
    std::int64_t received = 0, installation = 0;
};

asio::awaitable<void> answer_event(Service& service, slack::Event event, Kept kept) {
    const auto entered = service.background.enter("event");
    const commands::Place place{.kind = kind_of(event.channel),
                                .installation = kept.installation,
                                .channel = event.channel,
                                .thread = event.thread,
                                .external = event.external};
    auto key = key_of_delivery(event_kind, kept.installation, event.id);
    auto request = co_await slack_request(service, event.user, place, event.text, std::move(key));
    auto reference = request.id;
    const auto dispatched = co_await service.dispatcher.ask(std::move(request));
    auto answer = service.effects.post(place, dispatched.answer, std::move(reference),
                                       key_of_answer(kept.installation, event.id));
    co_await settle(service, kept.received, std::move(answer));
}

// What an event asks for: an answer, or the end of its installation.
asio::awaitable<void> take_up(Service& service, slack::Event event, Kept kept) {
    const bool is_question =
        event.kind == slack::Event::Kind::mention || event.kind == slack::Event::Kind::direct_message;
    if (is_question) return answer_event(service, std::move(event), kept);
    return end_installation(service, std::move(event), kept.installation, kept.received);
}

asio::awaitable<void> answer_click(Service& service, slack::ButtonClick click, Kept kept) {
    const auto entered = service.background.enter("click");
    // Only who clicked reads the answer, so the place is as narrow as a direct message.
    commands::Place place{.kind = commands::PlaceKind::dm,
                          .installation = kept.installation,
                          .channel = click.channel,
                          .thread = click.thread,
                          .external = click.external};
    auto change_key = key_of_delivery(click_kind, kept.installation, click.trigger + ":" + click.action_id);
    auto request =
        co_await slack_request(service, click.user, std::move(place), click.line, std::move(change_key));
    auto reference = request.id;
    const auto dispatched = co_await service.dispatcher.ask(std::move(request));
    const auto answer_key = key_of_answer(kept.installation, click.trigger + ":" + click.action_id);
    std::optional<storage::Outgoing> answer =
        service.effects.respond(kept.installation, std::move(click.response_url), dispatched.answer,
                                std::move(reference), answer_key);
    co_await settle(service, kept.received, std::move(answer));
}

// The row's id, 0 for a repetition, nothing when it could not be kept.
asio::awaitable<std::optional<std::int64_t>> keep(Service& service, storage::Received received) {
    auto id = std::make_shared<std::int64_t>(0);
    try {
        auto unit = [id, received = std::move(received)](storage::Writer& writer) {
            *id = writer.accept(received).value_or(0);
        };
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    } catch (const std::exception& error) {
        log(Level::error, "slack.not_stored", "A delivery could not be stored; Slack will send it again.",
            {{"why", error.what()}});
        co_return std::nullopt;
    }
    crash_point("received");
    co_return *id;
}

// Answers in the background. Nobody begins with it again meanwhile; when it fails, answer_left_over() does.
void begin(Service& service, std::int64_t received, asio::awaitable<void> answer) {
    service.answering.insert(received);
    asio::co_spawn(service.loop, std::move(answer), [&service, received](const std::exception_ptr& thrown) {
        service.answering.erase(received);
        logged("slack.answer_failed")(thrown);
    });
}

// Over HTTP it came as a form, by Socket Mode as JSON.
core::Result<slack::ButtonClick> read_click(const std::string& body) {
    if (!body.starts_with('{')) return slack::parse_interaction(body);
    const auto payload = core::parse_json(body);
    if (!payload) return payload.error();
    return slack::interaction_from(*payload);
}

// False when nobody waits for it any more, or nobody can read it.
bool begin_again(Service& service, const storage::ReceivedRow& row) {
    if (row.at + answers_until < wall_now()) return false;
    if (row.kind == event_kind) {
        auto event = slack::parse_event(row.body);
        if (event) begin(service, row.id, take_up(service, std::move(*event), {row.id, row.installation}));
        return event.has_value();
    }
    auto click = read_click(row.body);
    if (click) begin(service, row.id, answer_click(service, std::move(*click), {row.id, row.installation}));
    return click.has_value();
}

}  // namespace

asio::awaitable<bool> take_event(Service& service, slack::Event event, std::string body) {
    const auto installation = origin_of(service, event);
    if (!installation || is_by_ourselves(service, event, *installation)) co_return true;
    storage::Received received;
    received.key = key_of_delivery(event_kind, *installation, event.id);
    received.kind = event_kind;
    received.installation = *installation;
    received.body = std::move(body);
    received.at = wall_now();
    const auto kept = co_await keep(service, std::move(received));
    if (kept.value_or(0) != 0)
        begin(service, *kept, take_up(service, std::move(event), {*kept, *installation}));
    co_return kept.has_value();
}

bool is_answered(const slack::ButtonClick& click) {
    const bool is_known_again = !click.trigger.empty();
    if (click.type == "block_actions" && !click.line.empty() && !click.response_url.empty() && is_known_again)
        return true;
    log(Level::info, "slack.interaction_ignored", "An interaction without a command line was acknowledged.");
    return false;
}

asio::awaitable<bool> take_click(Service& service, slack::ButtonClick click, std::string body) {
    const auto installation = origin_of(service, click, click_kind);
    if (!installation) co_return true;
    storage::Received received;
    received.key = key_of_delivery(click_kind, *installation, click.trigger + ":" + click.action_id);
    received.kind = click_kind;
    received.installation = *installation;
    received.body = std::move(body);
    received.at = wall_now();
    const auto kept = co_await keep(service, std::move(received));
    if (kept.value_or(0) != 0)
        begin(service, *kept, answer_click(service, std::move(click), {*kept, *installation}));
    co_return kept.has_value();
}

asio::awaitable<bool> take_news(Service& service, slack::Event event, std::string body) {
    const auto installation = service.installations.serving(event);
    if (!installation) co_return true;
    try {
        co_await service.directory.take(*installation, std::move(body));
    } catch (const std::exception& error) {
        log(Level::error, "slack.not_stored", "A delivery could not be stored; Slack will send it again.",
            {{"why", error.what()}});
        co_return false;
    }
    co_return true;
}

asio::awaitable<std::string> reply_to(Service& service, slack::SlashCommand command) {
    const auto installation = origin_of(service, command, "command");
    if (!installation) co_return not_installed_reply(service);
    // The reply is ephemeral: only the asker reads it, so the place is as narrow as a direct message.
    commands::Place place{
        .kind = commands::PlaceKind::dm, .installation = *installation, .channel = command.channel};
    auto change_key = command.trigger.empty() ? std::string()
                                              : key_of_delivery(command_kind, *installation, command.trigger);
    auto asked =
        co_await slack_request(service, command.user, std::move(place), command.text, std::move(change_key));
    const auto options = service.effects.in_reply(*installation);
    auto key = key_of(asked.asker.role, asked.asker.may_read, options, command.text);
    const auto basis = basis_now(service);  // taken first: what is committed meanwhile makes the reply void
    const auto dispatched = co_await service.dispatcher.ask(std::move(asked));
    auto body = core::dump_json(slack::command_reply(dispatched.answer, options));
    if (dispatched.command && !dispatched.restricted && may_be_shared(*dispatched.command, dispatched.answer))
        service.replies.keep(std::move(key), basis, {body, dispatched.command, dispatched.answer.outcome});
    co_return body;
}

const std::string* kept_reply_to(Service& service, const slack::SlashCommand& command) {
    const auto started = std::chrono::steady_clock::now();
    const auto now = wall_now();
    const auto installation = service.installations.serving(command);
    if (!installation) return nullptr;
    if (service.people.is_worth_asking(*installation, command.user, now) &&
        service.directory.can_ask(*installation))
        return nullptr;
    const auto role = service.people.role_of(*installation, command.user, now)
                          .value_or(service.people.role_unasked(*installation, command.user));
    const auto* reply =
        service.replies.find(key_of(role, service.people.may_read(*installation, {command.user}, now),
                                    service.effects.in_reply(*installation), command.text),
                             basis_now(service));
    if (!reply) return nullptr;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    service.metrics.command(reply->command->name, commands::to_word(reply->outcome), took.count());
    return &reply->body;
}

asio::awaitable<void> answer_left_over(Service& service) {
    auto work = [](const storage::Reader& reader) { return reader.unanswered(most_left_over); };
    const auto rows = co_await service.database.read_slowly(std::move(work));
    for (const auto& row : rows) {
        if (service.answering.contains(row.id) || begin_again(service, row)) continue;
        log(Level::warning, "slack.given_up", "A delivery was too old to be answered, or could not be read.",
            {{"kind", row.kind}});
        auto unit = [id = row.id](storage::Writer& writer) { writer.mark_answered(id); };
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    }
}

}  // namespace bot
