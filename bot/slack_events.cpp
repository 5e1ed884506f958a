// SPDX-License-Identifier: Apache-2.0
#include "bot/slack_events.hpp"

#include "bot/delivery_origin.hpp"
#include "bot/home.hpp"
#include "bot/log.hpp"
#include "bot/slack_inbox.hpp"
#include "slack/event_parts.hpp"
#include "slack/unfurl.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

// Everybody at the place reads it, so it is asked for as by somebody with no more rights than the least of
// them.
asio::awaitable<commands::Request> preview_request(Service& service, std::int64_t installation,
                                                   const slack::LinksShared& shared) {
    commands::Place place{.kind = commands::PlaceKind::channel,
                          .installation = installation,
                          .channel = shared.channel,
                          .external = shared.external};
    auto user = shared.user;
    std::string no_words, no_key;
    auto request = co_await slack_request(service, std::move(user), std::move(place), std::move(no_words),
                                          std::move(no_key));
    request.asker.role = std::min(request.asker.role, commands::Role::viewer);
    co_return request;
}

// Nobody asked for a preview, so it passes the same gate as messages do, pauses included.
asio::awaitable<bool> may_stand_there(Service& service, const commands::Request& request) {
    struct Known {
        std::vector<storage::Pause> pauses;
        std::vector<storage::ChannelMove> moves;
    };
    auto work = [now = wall_now()](const storage::Reader& reader) {
        return Known{reader.pauses(now), reader.channel_moves()};
    };
    const auto known = co_await service.database.read(std::move(work));
    Posting preview;
    preview.channel = request.place.channel;
    preview.kind = "preview";
    const auto rules = following(service.effects.rules(), known.moves);
    co_return gate(preview, request, rules, known.pauses) == Gate::goes;
}

asio::awaitable<void> unfurl(Service& service, std::int64_t installation, slack::LinksShared shared) {
    const auto inside = service.background.enter("unfurl");
    auto request = co_await preview_request(service, installation, shared);
    const bool is_wanted = co_await may_stand_there(service, request);
    if (!is_wanted) co_return;
    const auto previews = co_await service.dispatcher.previews(std::move(request), shared.urls);
    if (previews.empty()) co_return;
    auto arguments = slack::unfurl_arguments(shared, previews);
    co_await service.views.unfurl(installation, std::move(arguments));
}

void on_links(Service& service, std::int64_t installation, const std::string& body) {
    auto shared = slack::parse_links_shared(body);
    if (!shared) return;
    const auto& domains = service.slack->unfurl_domains;
    std::erase_if(shared->urls, [&](const auto& url) { return !slack::is_in_domains(url, domains); });
    // Where a draft will be posted nobody knows, so outsiders may read it.
    if (shared->urls.empty() || shared->external || shared->is_draft()) return;
    asio::co_spawn(service.loop, unfurl(service, installation, std::move(*shared)),
                   logged("slack.unfurl_failed"));
}

void on_stopped(Service& service, std::int64_t installation, const std::string& body) {
    const auto stopped = slack::parse_session_stopped(body);
    if (stopped) service.agent.stop(installation, stopped->channel, stopped->thread);
}

}  // namespace

void show_for(Service& service, const slack::Event& event, const std::string& body) {
    const bool asks_for_something = event.type == "app_home_opened" || event.type == "link_shared" ||
                                    event.type == "agent_session_stopped";
    if (!asks_for_something || event.kind != slack::Event::Kind::other || service.stopping) return;
    const auto installation = origin_of(service, event);
    if (!installation) return;
    if (event.type == "app_home_opened") {
        const auto opened = slack::parse_home_opened(body);
        if (opened && opened->tab == "home") show_home(service, *installation, opened->user, opened->hash);
    } else if (event.type == "link_shared") {
        on_links(service, *installation, body);
    } else if (service.agent.is_on()) {
        on_stopped(service, *installation, body);
    }
}

}  // namespace bot
