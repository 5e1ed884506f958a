// SPDX-License-Identifier: Apache-2.0
#include "bot/token_keeper.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/crash_points.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace asio = boost::asio;

namespace bot {

namespace {

// Longer than one call takes. Not much longer: after a crash in between, Slack gives the same pair once more
// only for a short while.
constexpr std::chrono::seconds claim_life{30};

slack::OAuthApp app_of(const Config& config) {
    const auto installing = config.installing();
    if (!installing) return {};
    return {installing->client_id, installing->client_secret, installing->redirect_url()};
}

// Ten seconds, as Slack takes a refresh token whose answer was lost once more for a short while only; then
// twice as long each time, up to an hour.
std::chrono::seconds back_off(int times) {
    return std::chrono::seconds(std::min(3600, 10 << std::clamp(times - 1, 0, 9)));
}

storage::AuditRow audit_of_end(std::int64_t installation, const std::string& why, const std::string& who) {
    storage::AuditRow row;
    row.at = wall_now();
    row.who = who;
    row.what = "slack.installation.end";
    row.where = fmt::format("installation {}", installation);
    row.why = why;
    return row;
}

}  // namespace

TokenKeeper::TokenKeeper(asio::io_context& loop, DatabaseThreads& database, storage::Store& store,
                         const Config& config, Metrics& metrics, Installations& installations)
    : database_(database),
      store_(store),
      metrics_(metrics),
      installations_(installations),
      client_(loop, client_settings(config)),
      calls_(client_, config.text("slack.api_base"), app_of(config)) {}

asio::awaitable<void> TokenKeeper::reload() {
    auto work = [](const storage::Reader& reader) { return reader.installations(); };
    const auto rows = co_await database_.read_slowly(std::move(work));
    if (const auto loaded = installations_.load(rows); !loaded)
        log(Level::error, "slack.tokens_closed", loaded.error().sentence);
}

asio::awaitable<void> TokenKeeper::installed(std::int64_t installation) {
    failures_.erase(installation);
    co_await reload();
}

void TokenKeeper::was_taken(std::int64_t installation) {
    const auto failed = failures_.find(installation);
    if (failed != failures_.end() && failed->second.is_barred) failures_.erase(failed);
}

asio::awaitable<void> TokenKeeper::renew_due() {
    std::vector<std::int64_t> due;
    const auto now = wall_now();
    for (const auto& [id, known] : installations_.all()) {
        if (!known.is_active || !known.renew_at || *known.renew_at > now) continue;
        const auto failed = failures_.find(id);
        if (failed == failures_.end() || failed->second.next_try <= now) due.push_back(id);
    }
    for (const auto id : due) co_await renew(id);
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::renew(std::int64_t installation) {
    if (!renewing_.insert(installation).second) co_return Renewal::later;
    auto outcome = Renewal::later;
    try {
        outcome = co_await renew_alone(installation);
    } catch (const std::exception& error) {
        note(installation, "not_stored", false);
        log(Level::error, "slack.not_renewed", "New tokens could not be stored; trying again.",
            {{"installation", std::to_string(installation)}, {"why", error.what()}});
    }
    renewing_.erase(installation);
    co_return outcome;
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::renew_alone(std::int64_t installation) {
    const auto* known = installations_.find(installation);
    if (!known || !known->is_active || known->refresh.empty()) co_return Renewal::never;
    auto refresh = known->refresh;
    auto place = known->place;
    auto is_claimed = std::make_shared<bool>(false);
    auto claim = [installation, is_claimed, now = wall_now()](storage::Writer& writer) {
        *is_claimed = writer.claim_renewal(installation, now, now + claim_life);
    };
    co_await database_.write(Priority::delivery, std::move(claim), Touches::messages);
    if (!*is_claimed) {
        co_await reload();  // somebody else renews, or has renewed
        co_return Renewal::later;
    }
    auto renewed = co_await calls_.renew(std::move(refresh));
    if (!renewed) co_return co_await not_renewed(installation, renewed.error());
    crash_point(renewal_crash_point);
    co_return co_await keep(installation, std::move(place), std::move(*renewed));
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::keep(std::int64_t installation, std::string place,
                                                        slack::Tokens tokens) {
    const auto now = wall_now();
    auto is_kept = std::make_shared<bool>(false);
    auto sealed = installations_.vault().seal(installation, place, tokens, now);
    auto unit = [installation, is_kept, now, sealed = std::move(sealed)](storage::Writer& writer) {
        *is_kept = writer.put_tokens(installation, sealed, now);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    co_await reload();
    metrics_.token_renewed(*is_kept);
    if (!*is_kept) {
        co_await calls_.revoke(std::move(tokens.access));  // it went meanwhile
        co_return Renewal::never;
    }
    failures_.erase(installation);
    log(Level::info, "slack.renewed", "The tokens of an installation were renewed.",
        {{"installation", std::to_string(installation)}});
    co_return Renewal::done;
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::not_renewed(std::int64_t installation, core::Error why) {
    auto unit = [installation](storage::Writer& writer) { writer.release_renewal(installation); };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    const bool is_final = slack::is_final_for_renewal(why.detail);
    const auto code = why.detail.empty() ? std::string("no_answer") : why.detail;
    note(installation, code, is_final);
    metrics_.token_renewed(false);
    log(Level::error, "slack.not_renewed",
        is_final ? "Slack renews the tokens of an installation no more; install the app there again."
                 : "The tokens of an installation could not be renewed; trying again.",
        {{"installation", std::to_string(installation)}, {"why", code}});
    co_return is_final ? Renewal::never : Renewal::later;
}

void TokenKeeper::note(std::int64_t installation, std::string code, bool is_final) {
    auto& failure = failures_[installation];
    failure.code = std::move(code);
    failure.is_final = is_final;
    failure.next_try = wall_now() + (is_final ? std::chrono::seconds(3600) : back_off(++failure.times));
}

asio::awaitable<bool> TokenKeeper::may_try_again(std::int64_t installation, std::string token,
                                                 std::string code) {
    const auto* known = installations_.find(installation);
    if (!known || !known->is_active || installation == file_installation) co_return false;
    if (slack::token_fate(code, true) == slack::TokenFate::fine) co_return false;
    if (known->token != token) co_return true;  // renewed meanwhile
    switch (slack::token_fate(code, !known->refresh.empty())) {
        case slack::TokenFate::fine:
            break;
        case slack::TokenFate::barred:
            failures_[installation] = {.code = code, .is_barred = true};
            log(Level::error, "slack.token_barred",
                "Slack does not take the token of an installation; an address list there looks the same.",
                {{"installation", std::to_string(installation)}, {"why", code}});
            break;
        case slack::TokenFate::dead:
            co_await end(installation, std::move(code), "slack", 0);
            break;
        case slack::TokenFate::outlived: {
            const auto outcome = co_await renew(installation);
            if (outcome != Renewal::never) co_return true;
            if (code == "token_revoked") co_await end(installation, std::move(code), "slack", 0);
            break;
        }
    }
    co_return false;
}

asio::awaitable<void> TokenKeeper::end(std::int64_t installation, std::string why, std::string who,
                                       std::int64_t received) {
    auto was_active = std::make_shared<bool>(false);
    auto unit = [installation, why, who, received, was_active](storage::Writer& writer) {
        *was_active = writer.end_installation(installation, why, wall_now());
        if (*was_active) writer.add_audit(audit_of_end(installation, why, who));
        if (*was_active) writer.forget_slack_directory(installation);
        if (received != 0) writer.mark_answered(received);
    };
    co_await database_.write(Priority::interactive, std::move(unit), Touches::messages);
    failures_.erase(installation);
    if (installation == file_installation)
        log(Level::error, "slack.file_token_dead",
            "The app was removed from the workspace of slack.bot_token; nothing is sent there any more. "
            "Install it again and renew the token's file, or remove it.",
            {{"why", why}});
    if (!*was_active) co_return;
    log(Level::warning, "slack.installation_ended",
        "An installation has ended; its tokens are removed and what waited for it is not sent.",
        {{"installation", std::to_string(installation)}, {"why", why}});
    co_await reload();
    co_await overwrite();
}

// Nothing of them stays in the write-ahead log either.
asio::awaitable<void> TokenKeeper::overwrite() {
    auto work = [this](storage::Writer&) { store_.checkpoint(0); };
    co_await database_.write_alone(std::move(work));
}

std::string TokenKeeper::trouble() const {
    std::string out;
    for (const auto& [id, failure] : failures_)
        out += fmt::format("{}installation {}: its token is not renewed or not taken ({}){}",
                           out.empty() ? "" : "; ", id, failure.code,
                           failure.is_final ? ", install the app there again" : "");
    return out;
}

}  // namespace bot
