// SPDX-License-Identifier: Apache-2.0
#include "bot/housekeeping.hpp"

#include "bot/log.hpp"
#include "bot/slack_inbox.hpp"
#include "bot/systemd.hpp"
#include "bot/tell_troubles.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::minutes between_checkpoints{1};
constexpr std::chrono::seconds between_left_over{30}, between_full_pages{1};
constexpr std::chrono::minutes before_first_backup{1}, between_backup_looks{10};
constexpr std::chrono::seconds between_tries{5};
constexpr std::chrono::seconds between_token_looks{5};
constexpr std::size_t wal_worth_truncating = 64U << 20U;

}  // namespace

void Housekeeping::keep() {
    auto& loop = service_.loop;
    asio::co_spawn(loop, take_up_work(), logged("service.names_failed"));
    asio::co_spawn(loop, keep_house(), logged("service.house_failed"));
    if (service_.installing) asio::co_spawn(loop, keep_tokens(), logged("service.tokens_failed"));
    asio::co_spawn(loop, keep_directory(), logged("service.directory_failed"));
    if (!service_.options.demo) service_.sync.keep();
    if (!service_.options.demo) asio::co_spawn(loop, keep_backups(), logged("service.backups_failed"));
    if (const auto interval = watchdog_interval())
        asio::co_spawn(loop, feed_watchdog(*interval), logged("service.watchdog_failed"));
}

// Not done is not lost: what was written stays in the log beside the database, and the next one reads it.
void Housekeeping::checkpoint(std::size_t truncate_above_bytes) {
    try {
        service_.store.checkpoint(truncate_above_bytes);
    } catch (const storage::Broken& broken) {
        log(Level::warning, "database.no_checkpoint",
            "The write-ahead log could not be moved into the database; nothing is lost.",
            {{"why", broken.what()}});
    }
}

// Without the names no sentence is understood, so it is tried until it works.
asio::awaitable<void> Housekeeping::learn_names() {
    asio::steady_timer timer(service_.loop);
    while (!service_.stopping) {
        try {
            co_await service_.dispatcher.refresh_vocabulary();
            co_return;
        } catch (const std::exception& error) {
            log(Level::error, "service.names", "The known names could not be read; trying again.",
                {{"why", error.what()}});
        }
        timer.expires_after(between_tries);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

asio::awaitable<void> Housekeeping::take_up_work() {
    co_await learn_names();
    co_await finish_left_over();
}

// What an end of the process or a full disk left behind: answers that were not given, messages not sent.
asio::awaitable<void> Housekeeping::finish_left_over() {
    asio::steady_timer timer(service_.loop);
    auto until = started_;
    std::int64_t after = 0;
    while (!service_.stopping && service_.slack) {
        try {
            after = co_await answer_left_over(service_, until, after);
            co_await tell_troubles(service_);
            service_.outbox.wake();
        } catch (const std::exception& error) {
            after = 0;
            log(Level::error, "service.left_over", "What was left over could not be read; trying again.",
                {{"why", error.what()}});
        }
        timer.expires_after(after != 0 ? between_full_pages : between_left_over);
        co_await timer.async_wait(asio::use_awaitable);
        until = std::max(started_, wall_now() - between_left_over);
    }
}

asio::awaitable<void> Housekeeping::keep_house() {
    asio::steady_timer timer(service_.loop);
    while (!service_.stopping) {
        timer.expires_after(between_checkpoints);
        co_await timer.async_wait(asio::use_awaitable);
        auto work = [this](storage::Writer&) { checkpoint(wal_worth_truncating); };
        co_await service_.database.write_alone(std::move(work));
        if (service_.tokens.must_overwrite()) co_await service_.tokens.overwrite();
    }
}

// Early, so that a night without Slack ends no token.
asio::awaitable<void> Housekeeping::keep_tokens() {
    asio::steady_timer timer(service_.loop);
    while (!service_.stopping) {
        co_await service_.tokens.renew_due();
        timer.expires_after(between_token_looks);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

// Nothing is asked with a token that ended while nobody was here to renew it.
asio::awaitable<void> Housekeeping::keep_directory() {
    if (service_.installing) co_await service_.tokens.renew_due();
    if (!service_.stopping) co_await service_.directory.keep_fresh();
}

// Not at once: a service that cannot start would do nothing else.
asio::awaitable<void> Housekeeping::keep_backups() {
    asio::steady_timer timer(service_.loop);
    auto pause = before_first_backup;
    while (!service_.stopping) {
        timer.expires_after(pause);
        co_await timer.async_wait(asio::use_awaitable);
        try {
            const auto now = wall_now();
            co_await service_.backups.look(now);
        } catch (const std::exception& error) {
            log(Level::error, "backup.failed", "The backups could not be looked at; trying again.",
                {{"why", error.what()}});
        }
        pause = between_backup_looks;
    }
}

asio::awaitable<void> Housekeeping::feed_watchdog(std::chrono::milliseconds interval) {
    asio::steady_timer timer(service_.loop);
    for (;;) {
        if (!service_.is_stuck()) notify_systemd("WATCHDOG=1");
        timer.expires_after(interval);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

}  // namespace bot
