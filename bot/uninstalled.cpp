// SPDX-License-Identifier: Apache-2.0
#include "bot/uninstalled.hpp"

#include "bot/log.hpp"

#include <algorithm>
#include <stdexcept>

namespace asio = boost::asio;

namespace bot {

namespace {

bool is_about(const slack::Event& event, const Installations::Known& known) {
    if (event.kind != slack::Event::Kind::tokens_revoked) return true;
    const auto& bots = event.revoked_bots;  // tokens of people are none of ours
    const bool is_ours = std::find(bots.begin(), bots.end(), known.bot_user) != bots.end();
    return is_ours || (known.bot_user.empty() && !bots.empty());
}

constexpr std::int64_t clocks_differ_by = 300;  // seconds, at most: Slack's and ours

// Where the app was removed. One that was found instead is the organisation's around it, which lives on.
bool is_named(const slack::Event& event, const Installations::Known& known) {
    const bool is_whole = event.is_enterprise_install || event.team.empty();
    return known.place == (is_whole ? event.enterprise : event.team);
}

// An event of before the installation may be about the one that was there earlier; when the token of a file
// was put there is not known at all. Then the token itself says whether it is dead. One that is only not
// taken from here counts as dead where the event names its place, and nowhere else.
asio::awaitable<bool> is_dead(Service& service, std::string token, bool is_named) {
    if (token.empty()) co_return true;
    const auto tested = co_await service.tokens.calls().test(std::move(token));
    if (tested) co_return false;
    const auto fate = slack::token_fate(tested.error().detail, false);
    if (fate != slack::TokenFate::fine) co_return is_named || fate == slack::TokenFate::dead;
    throw std::runtime_error("whether a token still works is not known: " + tested.error().detail);
}

asio::awaitable<void> only_mark(Service& service, std::int64_t received) {
    auto unit = [received](storage::Writer& writer) { writer.mark_answered(received); };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
}

}  // namespace

asio::awaitable<void> end_installation(Service& service, slack::Event event, std::int64_t installation,
                                       std::int64_t received) {
    const auto entered = service.background.enter("uninstalled");
    const auto* known = service.installations.find(installation);
    if (!known || !is_about(event, *known)) co_return co_await only_mark(service, received);
    const bool is_its_name = installation == file_installation || is_named(event, *known);
    const bool is_in_doubt = installation == file_installation || !is_its_name ||
                             event.at < core::to_unix(known->installed_at) + clocks_differ_by;
    if (known->is_active && is_in_doubt) {
        const bool dead = co_await is_dead(service, known->token, is_its_name);
        if (!dead) {
            log(Level::info, "slack.late_end",
                "That the app was removed is of elsewhere, or of before it was installed again.",
                {{"installation", std::to_string(installation)}});
            co_return co_await only_mark(service, received);
        }
    }
    const auto* why = event.kind == slack::Event::Kind::uninstalled ? "app_uninstalled" : "tokens_revoked";
    co_await service.tokens.end(installation, why, "slack", received);
}

}  // namespace bot
