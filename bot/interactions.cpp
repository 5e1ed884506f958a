// SPDX-License-Identifier: Apache-2.0
#include "bot/interactions.hpp"

#include "bot/delivery_origin.hpp"
#include "bot/home.hpp"
#include "bot/log.hpp"
#include "bot/received.hpp"
#include "bot/slack_inbox.hpp"
#include "commands/waiting.hpp"
#include "core/text.hpp"
#include "slack/form_view.hpp"
#include "slack/shortcuts.hpp"
#include "slack/web_call.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = slack::Interaction::Kind;
using std::chrono::milliseconds;

// A trigger lives for three seconds; the way to Slack takes its part of them.
constexpr milliseconds trigger_life{2800};
constexpr milliseconds to_open{1600};              // when so much of them is left, a view says "Looking …"
constexpr milliseconds before_acknowledged{2000};  // a submission that takes longer is answered later
constexpr milliseconds until_acknowledged{300};    // from saying so to Slack's having heard it

bool is_in_modal(const slack::Interaction& from) { return from.view.type == "modal"; }

// What nobody but the person sees is as narrow as a direct message.
commands::Place place_of(const slack::Interaction& from, std::int64_t installation) {
    commands::Place place{.kind = commands::PlaceKind::dm, .installation = installation};
    place.external = from.external;
    if (from.view.type == "home") place.kind = commands::PlaceKind::home;
    if (!from.view.id.empty() || from.is_shortcut()) return place;
    place.channel = from.channel;
    place.thread = from.thread;
    return place;
}

// The line that is asked; empty when there is none.
std::string line_of(const slack::Interaction& from) {
    if (from.is_click()) return from.line;
    if (from.kind == Kind::submission || from.kind == Kind::suggestion)
        return slack::line_in(from.view.metadata);
    if (!from.is_shortcut()) return {};
    const auto* shortcut = slack::find_shortcut(from.callback_id, from.kind == Kind::message_shortcut);
    return shortcut ? std::string(shortcut->line) : std::string();
}

asio::awaitable<commands::Request> request_of(Service& service, const slack::Interaction& from,
                                              std::int64_t installation) {
    auto key = from.trigger.empty()
                   ? std::string()
                   : key_of_delivery(click_kind, installation, from.trigger + ":" + from.action.action_id);
    auto user = from.user, line = line_of(from);
    auto place = place_of(from, installation);
    auto request =
        co_await slack_request(service, std::move(user), std::move(place), std::move(line), std::move(key));
    settle_author(service, from, request);
    if (from.kind == Kind::submission) request.fields = slack::fields_in(from);
    if (from.kind == Kind::message_shortcut)
        if (const auto* shortcut = slack::find_shortcut(from.callback_id, true))
            request.fields[std::string(shortcut->text_field)] = from.text;
    co_return request;
}

core::Json view_of(const commands::Answer& answer) {
    return answer.form ? slack::form_view(*answer.form, answer.headline) : slack::answer_view(answer);
}

// Where no view can be shown.
std::optional<storage::Outgoing> message_of(Service& service, const Waiting& waiting, commands::Answer answer,
                                            const core::Error& why) {
    if (answer.form) answer = commands::press_again(std::move(answer), why.detail, slack::wait_of(why));
    const auto& from = waiting.from;
    const auto key = key_of_answer(waiting.installation, from.trigger + ":" + from.action.action_id);
    const auto& reference = waiting.question.reference();
    const commands::Place person{
        .kind = commands::PlaceKind::dm, .installation = waiting.installation, .channel = from.user};
    auto message = from.response_url.empty()
                       ? service.effects.post(person, answer, reference, key)
                       : service.effects.respond(waiting.installation, from.response_url, from.user, answer,
                                                 reference, key);
    if (message) message->quiet = waiting.outsider;
    return message;
}

milliseconds left_until(Instant end) {
    const auto now = std::chrono::steady_clock::now();
    return end > now ? std::chrono::duration_cast<milliseconds>(end - now) : milliseconds(0);
}

using Shown = core::Result<ViewShown>;

asio::awaitable<Shown> open_view(Service& service, const Waiting& waiting, core::Json view) {
    const auto left = left_until(waiting.trigger_until);
    if (left.count() == 0 || waiting.from.trigger.empty())
        co_return core::unavailable("It was too late to show something; nothing was shown.");
    co_return co_await service.views.open(waiting.installation, waiting.from.trigger, std::move(view), left);
}

asio::awaitable<Shown> show(Service& service, const Waiting& waiting, std::optional<ViewShown> already,
                            core::Json view) {
    if (!already && is_in_modal(waiting.from))
        already = ViewShown{waiting.from.view.id, waiting.from.view.hash};
    if (!already) co_return co_await open_view(service, waiting, std::move(view));
    co_return co_await service.views.update(waiting.installation, std::move(*already), std::move(view));
}

// The body of the 200 to a submission.
core::Json reply_to_submission(const slack::Interaction& from, const commands::Answer& answer) {
    if (answer.form)
        if (auto errors = slack::error_reply(*answer.form, from)) return std::move(*errors);
    return slack::update_reply(view_of(answer));
}

asio::awaitable<Waiting> waiting_for(Service& service, slack::Interaction from, std::int64_t installation,
                                     std::int64_t received, Instant until) {
    auto request = co_await request_of(service, from, installation);
    // A shortcut has no other place; elsewhere only a form needs one.
    const bool keeps_room =
        from.is_shortcut() || from.view.type == "home" || service.dispatcher.may_ask(request);
    const bool is_outsider = request.asker.outsider;
    Question question(service, std::move(request));
    co_return Waiting{std::move(from), installation, std::move(question), until,
                      keeps_room,      received,     is_outsider};
}

// What is kept, from the question to the answer.
asio::awaitable<void> answer_kept(Service& service, slack::Interaction from, std::int64_t installation,
                                  std::int64_t received, Instant until) {
    auto waiting = co_await waiting_for(service, std::move(from), installation, received, until);
    co_await answer_waiting(service, std::move(waiting));
}

// After a restart nobody looks at the view any more.
asio::awaitable<void> answer_left(Service& service, slack::Interaction from, std::int64_t installation,
                                  std::int64_t received) {
    const Instant no_trigger{};
    auto waiting = co_await waiting_for(service, std::move(from), installation, received, no_trigger);
    waiting.from.view = {};
    co_await answer_waiting(service, std::move(waiting));
}

// The view in the acknowledgement replaces what stands there, so what follows must reach Slack after it.
asio::awaitable<void> answer_after_acknowledged(Service& service, Waiting waiting) {
    const auto entered = service.background.enter("submission");
    asio::steady_timer timer(service.loop, until_acknowledged);
    co_await timer.async_wait(asio::use_awaitable);
    co_await answer_waiting(service, std::move(waiting));
}

asio::awaitable<Acknowledgement> take_submission(Service& service, slack::Interaction from,
                                                 std::int64_t installation, std::int64_t received) {
    const auto end = std::chrono::steady_clock::now() + before_acknowledged;
    Acknowledgement said;
    if (received != 0) service.answering.insert(received);
    const Instant no_trigger{};
    auto waiting = co_await waiting_for(service, std::move(from), installation, received, no_trigger);
    const bool is_answered = co_await waiting.question.within(left_until(end));
    if (!is_answered) {
        said.body = slack::update_reply(slack::loading_view());
        waiting.from.view.hash.clear();  // what stands there now is newer
        begin_answer(service, received, answer_after_acknowledged(service, std::move(waiting)));
        co_return said;
    }
    const auto dispatched = co_await waiting.question.answer();
    said.body = reply_to_submission(waiting.from, dispatched.answer);
    co_await settle_here(service, received);
    refresh_home_after(service, waiting.installation, waiting.from.user, dispatched);
    co_return said;
}

asio::awaitable<core::Json> options_for(Service& service, const slack::Interaction& from,
                                        std::int64_t installation) {
    const auto request = co_await request_of(service, from, installation);
    co_return slack::options_reply(service.dispatcher.suggest(request, from.field, from.prefix));
}

}  // namespace

Instant trigger_end() { return std::chrono::steady_clock::now() + trigger_life; }

slack::Interaction interaction_of(const slack::SlashCommand& command) {
    slack::Interaction from;
    static_cast<slack::Origin&>(from) = static_cast<const slack::Origin&>(command);
    from.user = command.user;
    from.response_url = command.response_url;
    from.trigger = command.trigger;
    return from;
}

asio::awaitable<void> answer_waiting(Service& service, Waiting waiting) {
    const auto entered = service.background.enter("click");
    std::optional<ViewShown> shown;
    if (waiting.keeps_room && !is_in_modal(waiting.from)) {
        const auto patience = left_until(waiting.trigger_until - to_open);
        const bool is_answered = co_await waiting.question.within(patience);
        if (!is_answered) {
            const auto opened = co_await open_view(service, waiting, slack::loading_view());
            if (opened) shown = *opened;
        }
    }
    const auto dispatched = co_await waiting.question.answer();
    const bool wants_view =
        shown || dispatched.answer.form || !waiting.from.view.id.empty() || waiting.from.is_shortcut();
    Shown at_last = core::unavailable("Nothing was to be shown.");
    if (wants_view) at_last = co_await show(service, waiting, std::move(shown), view_of(dispatched.answer));
    std::optional<storage::Outgoing> message;
    if (!at_last) message = message_of(service, waiting, dispatched.answer, at_last.error());
    co_await settle(service, waiting.received, std::move(message));
    refresh_home_after(service, waiting.installation, waiting.from.user, dispatched);
}

asio::awaitable<Acknowledgement> take_interaction(Service& service, slack::Interaction from,
                                                  std::string body) {
    Acknowledgement said;
    const auto installation = origin_of(service, from, click_kind);
    if (!installation) co_return said;
    if (from.kind == Kind::suggestion) {
        said.body = co_await options_for(service, from, *installation);
        co_return said;
    }
    if (from.kind == Kind::closed) co_return said;
    if (line_of(from).empty() || from.trigger.empty()) {
        service.metrics.interaction_ignored();
        log(Level::info, "slack.interaction_ignored",
            "An interaction without a command line of ours was acknowledged.",
            {{"action", core::shorten(core::one_line(from.action.action_id), 100)}});
        co_return said;
    }
    const auto until = trigger_end();
    auto id = from.trigger + ":" + from.action.action_id;
    const auto kept =
        co_await keep_delivery(service, click_kind, *installation, std::move(id), std::move(body));
    said.is_kept = kept.has_value();
    if (!kept) co_return said;
    // Slack shows what it hears last: a repetition is asked again, and given what was kept of the first.
    if (from.kind == Kind::submission)
        co_return co_await take_submission(service, std::move(from), *installation, *kept);
    if (*kept == 0) co_return said;
    begin_answer(service, *kept, answer_kept(service, std::move(from), *installation, *kept, until));
    co_return said;
}

bool answer_again(Service& service, std::int64_t received, std::int64_t installation,
                  slack::Interaction from) {
    if (line_of(from).empty()) return false;
    begin_answer(service, received, answer_left(service, std::move(from), installation, received));
    return true;
}

}  // namespace bot
