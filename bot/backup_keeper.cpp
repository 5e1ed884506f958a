// SPDX-License-Identifier: Apache-2.0
#include "bot/backup_keeper.hpp"

#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/restore.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr core::Days between_drills{7}, before_next_try{1};

core::Result<std::vector<Backup>> backups_of(const Config& config, core::Time now) {
    return backups_in(backup_folder(config), now);
}

// True when there is one, and it is good.
core::Result<bool> try_newest(const Config& config, core::Time now, const std::stop_token& stop) {
    const auto all = backups_of(config, now);
    if (!all) return all.error();
    if (all->empty()) return false;
    const auto& newest = all->front();
    try {
        auto tried = TriedBackup::try_out(config, newest.file, now, stop);
        if (!tried) return tried.error();
        // One whose note was lost is given one again, as it was just found good.
        auto note =
            tried->note ? core::Result<BackupNote>(*tried->note) : note_for(newest.file, newest.at, stop);
        if (!note) return note.error();
        note->verified_at = now;
        if (const auto kept = keep_note(newest.file, *note); !kept) return kept.error();
        return true;
    } catch (const storage::Broken& broken) {
        return error_of(broken);
    }
}

std::string told(const core::Error& error) {
    return error.detail.empty() ? error.sentence : error.sentence + " (" + error.detail + ")";
}

}  // namespace

asio::awaitable<void> BackupKeeper::look(core::Time now) {
    const auto inside = under_way_.enter("backup");
    auto read = [this, now] { return backups_of(config_, now); };
    const auto found = co_await worker_.run(read);
    if (!found) {
        log(Level::error, "backup.unread", "The backups cannot be looked at; trying again.",
            {{"why", told(found.error())}});
        co_return;
    }
    state_ = state_of(*found);
    const std::chrono::hours every{config_.integer("backup.every_hours")};
    if (every.count() > 0 && (!state_.newest || *state_.newest + every <= now)) co_await make(now);
    const bool is_old = !state_.verified || *state_.verified + between_drills <= now;
    if (state_.newest && is_old && (!next_drill_ || *next_drill_ <= now)) co_await drill(now);
}

asio::awaitable<void> BackupKeeper::make(core::Time now) {
    auto work = [this, now, stop = stopping_.get_token()] { return make_backup(config_, now, stop); };
    const auto made = co_await worker_.run(std::move(work));
    if (stopping_.stop_requested()) co_return;
    metrics_.backup("made", made.has_value());
    if (made) {
        state_.newest = made->at;
        log(Level::info, "backup.made", "The database was backed up.",
            {{"file", made->file.filename().string()}});
    } else {
        log(Level::error, "backup.failed", "The database could not be backed up; trying again.",
            {{"why", told(made.error())}});
    }
}

asio::awaitable<void> BackupKeeper::drill(core::Time now) {
    auto work = [this, now, stop = stopping_.get_token()] { return try_newest(config_, now, stop); };
    const auto tried = co_await worker_.run(std::move(work));
    if (stopping_.stop_requested() || (tried && !*tried)) co_return;
    metrics_.backup("verified", tried.has_value());
    next_drill_ = now + before_next_try;
    if (tried) {
        state_.verified = now;
        log(Level::info, "backup.verified", "The newest backup was tried and is good.", {});
    } else {
        log(Level::error, "backup.not_good", "The newest backup was tried and cannot be relied on.",
            {{"why", told(tried.error())}});
    }
}

}  // namespace bot
