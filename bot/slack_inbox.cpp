// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_inbox.hpp"

#include "bot/delivery_origin.hpp"
#include "bot/home.hpp"
#include "bot/interactions.hpp"
#include "bot/log.hpp"
#include "bot/received.hpp"
#include "bot/uninstalled.hpp"
#include "commands/waiting.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr core::Days answers_until{1};  // later, nobody waits for it any more
constexpr std::size_t most_left_over = 200;
// Slack waits for three seconds; the way to it and back takes its part of them.
constexpr std::chrono::milliseconds before_acknowledged{2500};
constexpr std::chrono::milliseconds before_loading{1200};  // the same where a modal may have to be opened
constexpr std::chrono::milliseconds before_alone{250};     // that somebody else works out the same reply

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

// Null when none is kept. Counts it as given, after so long as has passed since `started`.
const std::string* kept_under(Service& service, const std::string& key, Instant started) {
    const auto* reply = service.replies.find(key, basis_now(service));
    if (!reply) return nullptr;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    service.metrics.command(reply->command->name, commands::to_word(reply->outcome), took.count());
    return &reply->body;
}

// A direct message's channel id starts with D.
commands::PlaceKind kind_of(std::string_view channel) {
    return channel.starts_with('D') ? commands::PlaceKind::dm : commands::PlaceKind::channel;
}

// A delivery that is kept, and the installation it was kept for.
struct Kept {
    std::int64_t received = 0, installation = 0;
};

// The reply is ephemeral: only the asker reads it, so the place is as narrow as a direct message.
asio::awaitable<commands::Request> command_request(Service& service, std::int64_t installation,
                                                   const slack::SlashCommand& command) {
    commands::Place place{
        .kind = commands::PlaceKind::dm, .installation = installation, .channel = command.channel};
    auto key = command.trigger.empty() ? std::string()
                                       : key_of_delivery(command_kind, installation, command.trigger);
    auto user = command.user, text = command.text;
    auto request =
        co_await slack_request(service, std::move(user), std::move(place), std::move(text), std::move(key));
    settle_author(service, command, request);
    co_return request;
}

asio::awaitable<void> answer_event(Service& service, slack::Event event, Kept kept) {
    const auto entered = service.background.enter("event");
    commands::Place place{.kind = kind_of(event.channel),
                          .installation = kept.installation,
                          .channel = event.channel,
                          .thread = event.thread,
                          .external = event.external};
    const bool is_session = service.agent.is_on() && event.kind == slack::Event::Kind::direct_message;
    if (is_session) place.kind = commands::PlaceKind::agent;
    auto key = key_of_delivery(event_kind, kept.installation, event.id);
    auto user = event.user, text = event.text;
    auto request = co_await slack_request(service, std::move(user), place, std::move(text), std::move(key));
    settle_author(service, event, request);
    const bool is_outsider = request.asker.outsider;
    Question question(service, std::move(request));
    const auto answer_key = key_of_answer(kept.installation, event.id);
    const SessionAnswer session{kept.installation, event.channel, event.thread,
                                Effects::claim_of(answer_key)};
    if (is_session) co_await service.agent.begin(session);
    bool is_posted = false;
    std::exception_ptr failed;
    try {
        const auto dispatched = co_await question.answer();
        // What was done is told, whoever stopped the session meanwhile.
        const bool is_told = dispatched.command && dispatched.command->changes;
        const bool is_wanted = !is_session || service.agent.is_wanted(session, is_told);
        std::optional<storage::Outgoing> answer;
        if (is_wanted) {
            answer = service.effects.post(place, dispatched.answer, question.reference(), answer_key);
            if (!answer) service.metrics.message_sent("post", false);
            if (answer) answer->asker = event.user;
            if (answer) answer->quiet = is_outsider;
        }
        is_posted = co_await settle(service, kept.received, std::move(answer));
        refresh_home_after(service, kept.installation, event.user, dispatched);
    } catch (...) {
        failed = std::current_exception();
    }
    // Otherwise it ends with its message.
    if (is_session && !is_posted) co_await service.agent.end(session);
    if (failed) std::rethrow_exception(failed);
}

// What an event asks for: an answer, or the end of its installation, which waits behind no question.
void take_up(Service& service, slack::Event event, Kept kept) {
    const bool is_question =
        event.kind == slack::Event::Kind::mention || event.kind == slack::Event::Kind::direct_message;
    if (is_question)
        begin_in_turn(service, kept.received, answer_event(service, std::move(event), kept));
    else
        begin_answer(service, kept.received,
                     end_installation(service, std::move(event), kept.installation, kept.received));
}

// Over HTTP it came as a form, by Socket Mode as JSON.
core::Result<slack::Interaction> read_click(const std::string& body) {
    if (!body.starts_with('{')) return slack::parse_interaction(body);
    const auto payload = core::parse_json(body);
    if (!payload) return payload.error();
    return slack::interaction_from(*payload);
}

// Slack does not repeat a command, but Socket Mode may bring its envelope twice.
bool is_recorded(const commands::Command* command) { return command && command->changes; }

asio::awaitable<void> answer_command_again(Service& service, slack::SlashCommand command,
                                           std::int64_t installation, std::int64_t received) {
    auto request = co_await command_request(service, installation, command);
    const bool is_outsider = request.asker.outsider;
    Question question(service, std::move(request));
    Waiting waiting{
        interaction_of(command), installation, std::move(question), Instant{}, false, received, is_outsider};
    co_await answer_waiting(service, std::move(waiting));
}

bool begin_command_again(Service& service, const storage::ReceivedRow& row) {
    const auto payload = core::parse_json(row.body);
    if (!payload) return false;
    const auto command = slack::command_from(*payload);
    if (!command) return false;
    begin_answer(service, row.id, answer_command_again(service, *command, row.installation, row.id));
    return true;
}

// False when nobody waits for it any more, or nobody can read it.
bool begin_again(Service& service, const storage::ReceivedRow& row) {
    if (row.at + answers_until < wall_now()) return false;
    if (row.kind == event_kind) {
        auto event = slack::parse_event(row.body);
        if (event) take_up(service, std::move(*event), {row.id, row.installation});
        return event.has_value();
    }
    if (row.kind == command_kind) return begin_command_again(service, row);
    auto click = read_click(row.body);
    return click && answer_again(service, row.id, row.installation, std::move(*click));
}

}  // namespace

asio::awaitable<commands::Request> slack_request(Service& service, std::string user, commands::Place place,
                                                 std::string text, std::string key) {
    const auto installation = place.installation;
    commands::Request out;
    out.asker.installation = installation;
    out.asker.person = user;
    // One waiting for both: the person waits for the acknowledgement.
    const auto end = SlackDirectory::soon();
    out.asker.unproven = !co_await service.directory.learn_home(installation, end);
    if (!out.asker.unproven) {
        out.asker.role = co_await service.directory.role_of(installation, user, end);
        out.asker.unproven = service.directory.is_unsaid(installation, user);
    } else {
        const auto known = service.people.standing_of(installation, user, wall_now());
        const bool is_ours = known == storage::Standing::member;
        out.asker.role = is_ours ? commands::Role::viewer : commands::Role::guest;
    }
    std::optional<std::vector<std::string>> readers{{user}};
    if (place.kind == commands::PlaceKind::channel && out.asker.unproven) {
        place.external = place.guests = true;  // as readers_of() would say, which would wait for Slack again
    } else if (place.kind == commands::PlaceKind::channel) {
        auto found = co_await service.directory.readers_of(installation, place.channel, place.external);
        place.external = found.external;
        place.guests = found.guests;
        readers = std::move(found.people);
    }
    if (readers && !out.asker.unproven)
        out.asker.may_read = service.people.may_read(installation, *readers, wall_now());
    out.place = std::move(place);
    out.words = core::split_words(slack::plain_words(text, service.installations.bot_user_of(installation)));
    out.now = service.clock.now();
    out.id = new_reference();
    out.key = std::move(key);
    co_return out;
}

void settle_author(const Service& service, const slack::Origin& origin, commands::Request& request) {
    auto& asker = request.asker;
    const auto standing = service.people.standing_of(asker.installation, asker.person, wall_now());
    const bool is_known = standing && *standing != storage::Standing::stranger;
    const bool is_alone = request.place.kind != commands::PlaceKind::channel;
    if (origin.by_standing && is_alone) request.place.external = !is_known;
    asker.outsider = is_alone && request.place.external;
    if (const auto home = service.directory.home_of(asker.installation)) {
        const auto belongs = slack::belonging_of(origin.author_team, *home);
        const bool is_said = !origin.author_team.empty();
        if (belongs == slack::Belonging::not_ours ||
            (belongs == slack::Belonging::not_said && is_said && !is_known))
            asker.outsider = true;
    }
    if (!asker.outsider) return;
    if (is_alone) request.place.external = true;
    asker.role = commands::Role::guest;
    asker.may_read.clear();
}

asio::awaitable<bool> take_event(Service& service, slack::Event event, std::string body) {
    const auto installation = origin_of(service, event);
    if (!installation || is_by_ourselves(service, event, *installation)) co_return true;
    const auto kept = co_await keep_delivery(service, event_kind, *installation, event.id, std::move(body));
    if (kept.value_or(0) != 0) take_up(service, std::move(event), {*kept, *installation});
    co_return kept.has_value();
}

asio::awaitable<std::string> reply_to(Service& service, slack::SlashCommand command) {
    const auto installation = origin_of(service, command, command_kind);
    if (!installation) co_return not_installed_reply(service);
    const auto started = std::chrono::steady_clock::now();
    const auto until = trigger_end();
    auto asked = co_await command_request(service, *installation, command);
    const auto options = service.effects.in_reply(*installation);
    const auto drawn = [&](const commands::Answer& answer) {
        return core::dump_json(slack::command_reply(answer, options));
    };
    auto key = key_of(asked.asker.role, asked.asker.may_read, options, command.text);
    const auto* meant = service.dispatcher.command_of(asked);
    const bool is_like_others = !asked.asker.outsider && !asked.asker.unproven;
    std::optional<SingleFlight::Turn> turn;  // until it is kept
    if (meant && may_share(*meant) && is_like_others) {
        auto mine = co_await service.reply_flights.turn(key, before_alone);
        if (mine)
            turn.emplace(std::move(*mine));
        else if (const auto* kept = kept_under(service, key, started))
            co_return *kept;
    }
    const auto basis = basis_now(service);  // taken first: what is committed meanwhile makes the reply void
    std::int64_t received = 0;
    if (is_recorded(meant)) {
        auto body = core::dump_json(slack::to_json(command));
        const auto kept =
            co_await keep_delivery(service, command_kind, *installation, command.trigger, std::move(body));
        if (!kept) co_return drawn(commands::not_kept());
        received = *kept;  // 0 for a repetition: asked again, it is given what was kept of the first
    }
    if (received != 0) service.answering.insert(received);
    const bool can_open = !service.installations.token_of(*installation).empty();
    const bool may_ask = can_open && service.dispatcher.may_ask(asked);
    const bool is_outsider = asked.asker.outsider;
    Question question(service, std::move(asked));
    const auto patience =
        started + (may_ask ? before_loading : before_acknowledged) - std::chrono::steady_clock::now();
    const bool is_answered =
        co_await question.within(std::chrono::duration_cast<std::chrono::milliseconds>(patience));
    std::optional<Dispatched> dispatched;
    if (is_answered) dispatched = co_await question.answer();
    // Without a token no modal opens: its answer stands without it.
    if (dispatched && !can_open) dispatched->answer.form.reset();
    if (!dispatched || dispatched->answer.form) {
        const bool shows_view = may_ask || dispatched;
        if (dispatched) question = Question(service, std::move(*dispatched), question.reference());
        Waiting waiting{interaction_of(command),
                        *installation,
                        std::move(question),
                        until,
                        may_ask,
                        received,
                        is_outsider};
        begin_answer(service, received, answer_waiting(service, std::move(waiting)));
        co_return shows_view ? std::string() : drawn(commands::looking());
    }
    auto body = drawn(dispatched->answer);
    co_await settle_here(service, received);
    refresh_home_after(service, *installation, command.user, *dispatched);
    if (dispatched->command && !dispatched->restricted && is_like_others &&
        may_be_shared(*dispatched->command, dispatched->answer))
        service.replies.keep(std::move(key), basis, {body, dispatched->command, dispatched->answer.outcome});
    co_return body;
}

const std::string* kept_reply_to(Service& service, const slack::SlashCommand& command) {
    const auto started = std::chrono::steady_clock::now();
    const auto now = wall_now();
    const auto installation = service.installations.serving(command);
    if (!installation) return nullptr;
    const bool can_ask = service.directory.can_ask(*installation);
    if (can_ask && service.people.is_worth_asking(*installation, command.user, now)) return nullptr;
    const auto home = service.directory.home_of(*installation);
    const bool is_ours =
        home ? slack::belonging_of(command.author_team, *home) == slack::Belonging::ours : !can_ask;
    if (!is_ours || command.by_standing) return nullptr;
    const auto role = service.people.role_of(*installation, command.user, now)
                          .value_or(service.directory.role_unasked(*installation, command.user));
    return kept_under(service,
                      key_of(role, service.people.may_read(*installation, {command.user}, now),
                             service.effects.in_reply(*installation), command.text),
                      started);
}

asio::awaitable<std::int64_t> answer_left_over(Service& service, core::Time until, std::int64_t after) {
    auto work = [after](const storage::Reader& reader) { return reader.unanswered(most_left_over, after); };
    const auto rows = co_await service.database.read_slowly(std::move(work));
    for (const auto& row : rows) {
        if (row.at > until || service.answering.contains(row.id) || begin_again(service, row)) continue;
        log(Level::warning, "slack.given_up", "A delivery was too old to be answered, or could not be read.",
            {{"kind", row.kind}});
        auto unit = [id = row.id](storage::Writer& writer) { writer.mark_answered(id); };
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    }
    co_return rows.size() == most_left_over ? rows.back().id : 0;
}

}  // namespace bot
