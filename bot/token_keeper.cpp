// SPDX-License-Identifier: Apache-2.0
#include "bot/token_keeper.hpp"

#include "bot/client_settings.hpp"
#include "bot/clock.hpp"
#include "bot/crash_points.hpp"
#include "bot/log.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"
#include "slack/web_call.hpp"

#include <fmt/format.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace bot {

namespace {

// Longer than one call takes. Not much longer: after a crash in between, Slack gives the same pair once more
// only for a short while.
constexpr std::chrono::seconds claim_life{30};
constexpr std::chrono::seconds longest_asked{3600};

slack::OAuthApp app_of(const Config& config) {
    const auto installing = config.installing();
    if (!installing) return {};
    return {installing->client_id, installing->client_secret, installing->redirect_url()};
}

// Before it ends: what it was, and where.
storage::AuditRow audit_of_end(const storage::Reader& reader, std::int64_t installation,
                               const std::string& why, const std::string& who) {
    storage::AuditRow row;
    for (const auto& each : reader.installations())
        if (each.id == installation) {
            row.before = fmt::format("{} {}", each.key(), each.scopes);
            row.after = "ended; its tokens are removed";
            row.where = fmt::format("installation {} ({})", installation, each.key());
        }
    row.at = wall_now();
    row.who = who;
    row.what = "slack.installation.end";
    if (row.where.empty()) row.where = fmt::format("installation {}", installation);
    row.why = why;
    return row;
}

}  // namespace

// Ten seconds, as Slack takes a refresh token whose answer was lost once more for a short while only; then
// twice as long each time, up to an hour.
std::chrono::seconds until_next_renewal(int times, std::chrono::seconds asked) {
    const std::chrono::seconds back_off(10 << std::clamp(times - 1, 0, 9));
    return std::min(std::max(back_off, asked), longest_asked);
}

TokenKeeper::TokenKeeper(asio::io_context& loop, DatabaseThreads& database, storage::Store& store,
                         const Config& config, Metrics& metrics, Installations& installations)
    : loop_(loop),
      database_(database),
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
    was_taken(installation);
    co_await reload();
    const auto* known = installations_.find(installation);
    auto unit = [installation, place = known ? known->place : std::string()](storage::Writer& writer) {
        writer.clear_trouble(installation, place);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
}

void TokenKeeper::was_taken(std::int64_t installation) {
    barred_.erase(installation);
    untaken_.erase(installation);
    if (installation != file_installation) return;
    was_answered_ = true;
    unanswered_.clear();
}

void TokenKeeper::heard(std::int64_t installation, const core::Result<core::Json>& reply) {
    if (installation != file_installation) return;
    const bool is_refused =
        !reply && slack::token_fate(reply.error().detail, false) != slack::TokenFate::fine;
    if (is_refused) return bar(installation, reply.error().detail);
    if (reply || reply.error().code != core::Errc::unavailable) return was_taken(installation);
    if (!was_answered_) unanswered_ = core::shorten(core::one_line(reply.error().sentence), 200);
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
    if (stopped_) co_return Renewal::later;
    if (const auto other = renewing_.find(installation); other != renewing_.end()) {
        const auto under_way = other->second;
        co_await under_way->async_wait(asio::as_tuple(asio::use_awaitable));
        co_return Renewal::later;
    }
    const auto bell = std::make_shared<asio::steady_timer>(loop_, asio::steady_timer::time_point::max());
    renewing_[installation] = bell;
    const auto inside = under_way_.enter("token renewal");
    auto outcome = Renewal::later;
    try {
        outcome = co_await renew_alone(installation);
    } catch (const std::exception& error) {
        note(installation, "not_stored", false, std::chrono::seconds(0));
        log(Level::error, "slack.not_renewed", "New tokens could not be stored; trying again.",
            {{"installation", std::to_string(installation)}, {"why", error.what()}});
    }
    renewing_.erase(installation);
    bell->cancel();
    co_return outcome;
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::renew_alone(std::int64_t installation) {
    const auto* known = installations_.find(installation);
    if (!known || !known->is_active || known->refresh.empty()) co_return Renewal::never;
    auto refresh = known->refresh;
    auto place = known->place;
    auto is_claimed = std::make_shared<bool>(false);
    const auto now = wall_now();
    const Claim claim{installation, now + claim_life};
    auto unit = [claim, is_claimed, now](storage::Writer& writer) {
        *is_claimed = writer.claim_renewal(claim.installation, now, claim.until);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    if (!*is_claimed) {
        co_await reload();  // somebody else renews, or has renewed
        co_return Renewal::later;
    }
    auto renewed = co_await calls_.renew(std::move(refresh));
    if (!renewed) co_return co_await not_renewed(claim, renewed.error());
    crash_point(renewal_crash_point);
    co_return co_await keep(claim, std::move(place), std::move(*renewed));
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::keep(Claim claim, std::string place,
                                                        slack::Tokens tokens) {
    const auto installation = claim.installation;
    const auto now = wall_now();
    auto is_kept = std::make_shared<bool>(false);
    auto sealed = installations_.vault().seal(installation, place, tokens, now);
    auto unit = [claim, is_kept, now, place, sealed = std::move(sealed)](storage::Writer& writer) {
        *is_kept = writer.renew_tokens(claim.installation, sealed, now, claim.until);
        if (*is_kept) writer.clear_trouble(claim.installation, place);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    co_await reload();
    metrics_.token_renewed(*is_kept);
    if (!*is_kept) {
        // Installed again meanwhile: those tokens are newer, and nothing is revoked where the app is in use.
        const auto* known = installations_.find(installation);
        if (known && known->is_active) co_return Renewal::later;
        co_await calls_.revoke(std::move(tokens.access));  // it went meanwhile
        co_return Renewal::never;
    }
    failures_.erase(installation);
    log(Level::info, "slack.renewed", "The tokens of an installation were renewed.",
        {{"installation", std::to_string(installation)}});
    co_return Renewal::done;
}

asio::awaitable<TokenKeeper::Renewal> TokenKeeper::not_renewed(Claim claim, core::Error why) {
    const auto installation = claim.installation;
    const bool is_final = slack::is_final_for_renewal(why.detail);
    const auto* known = installations_.find(installation);
    auto was_held = std::make_shared<bool>(false);
    auto unit = [claim, was_held, is_final, place = known ? known->place : std::string(), code = why.detail,
                 now = wall_now()](storage::Writer& writer) {
        *was_held = writer.release_renewal(claim.installation, claim.until);
        // Somebody who can act is told (bot/tell_troubles).
        if (*was_held && is_final) writer.note_trouble(claim.installation, place, code, now);
    };
    co_await database_.write(Priority::delivery, std::move(unit), Touches::messages);
    if (!*was_held) {  // installed again, or gone, meanwhile: it says nothing of the tokens that are there
                       // now
        co_await reload();
        co_return Renewal::later;
    }
    const auto code = why.detail.empty() ? std::string("no_answer") : why.detail;
    note(installation, code, is_final, slack::wait_of(why).value_or(std::chrono::seconds(0)));
    metrics_.token_renewed(false);
    log(Level::error, "slack.not_renewed",
        is_final ? "Slack renews the tokens of an installation no more; install the app there again."
                 : "The tokens of an installation could not be renewed; trying again.",
        {{"installation", std::to_string(installation)}, {"why", code}});
    co_return is_final ? Renewal::never : Renewal::later;
}

void TokenKeeper::note(std::int64_t installation, std::string code, bool is_final,
                       std::chrono::seconds wait) {
    auto& failure = failures_[installation];
    failure.code = std::move(code);
    failure.is_final = is_final;
    failure.next_try = wall_now() + (is_final ? longest_asked : until_next_renewal(++failure.times, wait));
}

void TokenKeeper::bar(std::int64_t installation, const std::string& code) {
    const bool is_known = std::exchange(barred_[installation], code) == code;
    if (is_known) return;  // told once, not with every message
    log(Level::error, "slack.token_barred",
        "Slack does not take the token of an installation; an address list there looks the same.",
        {{"installation", std::to_string(installation)}, {"why", code}});
}

asio::awaitable<bool> TokenKeeper::renew_refused(std::int64_t installation, std::string token,
                                                 std::string code) {
    // A new one instead of one that was refused, refused as well: yet another would not be taken either.
    const auto untaken = untaken_.find(installation);
    if (code != "token_expired" && untaken != untaken_.end() && untaken->second == token) {
        bar(installation, code);
        co_return false;
    }
    auto outcome = Renewal::later;
    const auto failed = failures_.find(installation);
    if (failed == failures_.end() || failed->second.next_try <= wall_now())
        outcome = co_await renew(installation);
    else if (failed->second.is_final)
        outcome = Renewal::never;
    if (outcome == Renewal::done) untaken_[installation] = installations_.token_of(installation);
    if (outcome == Renewal::never && code == "token_revoked")
        co_await end(installation, std::move(code), "slack", 0);
    co_return outcome != Renewal::never;
}

asio::awaitable<bool> TokenKeeper::may_try_again(std::int64_t installation, std::string token,
                                                 std::string code) {
    const auto* known = installations_.find(installation);
    if (!known || !known->is_active) co_return false;
    if (slack::token_fate(code, true) == slack::TokenFate::fine) co_return false;
    if (installation == file_installation) {
        bar(installation, code);
        co_return false;
    }
    if (known->token != token) co_return true;  // renewed meanwhile
    switch (slack::token_fate(code, !known->refresh.empty())) {
        case slack::TokenFate::fine:
            break;
        case slack::TokenFate::barred:
            bar(installation, code);
            break;
        case slack::TokenFate::dead:
            co_await end(installation, std::move(code), "slack", 0);
            break;
        case slack::TokenFate::outlived:
            co_return co_await renew_refused(installation, std::move(token), std::move(code));
    }
    co_return false;
}

asio::awaitable<void> TokenKeeper::end(std::int64_t installation, std::string why, std::string who,
                                       std::int64_t received) {
    auto was_active = std::make_shared<bool>(false);
    auto unit = [installation, why, who, received, was_active](storage::Writer& writer) {
        const auto audit = audit_of_end(writer, installation, why, who);
        *was_active = writer.end_installation(installation, why, wall_now());
        if (*was_active) writer.add_audit(audit);
        if (*was_active) writer.forget_slack_directory(installation);
        if (received != 0) writer.mark_answered(received);
    };
    co_await database_.write(Priority::interactive, std::move(unit), Touches::messages);
    failures_.erase(installation);
    was_taken(installation);
    if (installation == file_installation) {
        barred_[installation] = why;
        log(Level::error, "slack.file_token_dead",
            "The app was removed from the workspace of slack.bot_token; nothing is sent there any more. "
            "Install it again and renew the token's file, or remove it.",
            {{"why", why}});
    }
    if (!*was_active) co_return;
    log(Level::warning, "slack.installation_ended",
        "An installation has ended; its tokens are removed and what waited for it is not sent.",
        {{"installation", std::to_string(installation)}, {"why", why}});
    co_await reload();
    co_await overwrite();
}

// Nothing of them stays in the write-ahead log either.
asio::awaitable<void> TokenKeeper::overwrite() {
    must_overwrite_ = true;
    auto work = [this](storage::Writer&) { return store_.checkpoint(0); };
    try {
        const bool is_done = co_await database_.write_alone(std::move(work));
        must_overwrite_ = !is_done;
    } catch (const storage::Broken& broken) {
        log(Level::warning, "database.no_checkpoint",
            "Tokens of an installation that ended may stand in the write-ahead log still; trying again.",
            {{"why", broken.what()}});
    }
}

std::string TokenKeeper::trouble() const {
    std::vector<std::string> all;
    const auto add = [&all](std::int64_t id, const std::string& code, bool is_final) {
        all.push_back(fmt::format("installation {}: its token is not renewed or not taken ({}){}", id, code,
                                  is_final ? ", install the app there again" : ""));
    };
    if (const auto file = barred_.find(file_installation); file != barred_.end()) {
        const auto advice = commands::advice_for(file->second);
        all.push_back(
            fmt::format("slack.bot_token_file: {} ({}). {}", advice.meaning, file->second, advice.remedy));
    } else if (!unanswered_.empty()) {
        all.push_back(
            fmt::format("slack.bot_token_file: Slack has not answered yet, so whether it takes the token is "
                        "not known. {} `ispo "
                        "doctor` says what to do.",
                        unanswered_));
    }
    for (const auto& [id, failure] : failures_) add(id, failure.code, failure.is_final);
    for (const auto& [id, code] : barred_)
        if (id != file_installation && !failures_.contains(id)) add(id, code, false);
    return core::join(all, "; ");
}

std::size_t TokenKeeper::troubled() const {
    return failures_.size() +
           static_cast<std::size_t>(std::count_if(barred_.begin(), barred_.end(), [&](const auto& row) {
               return !failures_.contains(row.first);
           }));
}

}  // namespace bot
