// SPDX-License-Identifier: Apache-2.0
#include "bot/doctor_checks.hpp"

#include "bot/lock.hpp"
#include "commands/pause_words.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using commands::Status;

constexpr std::uintmax_t mebibyte = 1U << 20U;
constexpr std::uintmax_t little_space = 1024 * mebibyte, no_space = 100 * mebibyte;
constexpr std::uintmax_t long_wal = 256 * mebibyte;
constexpr std::chrono::hours daily{24}, to_be_made{2};
constexpr core::Days fresh_drill{8};

// With one full stop at its end, whoever wrote it.
std::string sentence(std::string_view text) {
    while (text.ends_with('.')) text.remove_suffix(1);
    return std::string(text) + ".";
}

std::string in_mebibytes(std::uintmax_t bytes) { return fmt::format("{} MiB", bytes / mebibyte); }

}  // namespace

Diagnosis of_settings(const Config& config) {
    Diagnosis out{.part = "settings", .state = Status::yes, .why = "Everything else follows from them."};
    out.evidence = config.file.empty() ? "no file; defaults and the environment" : config.file + " is fine";
    if (config.warnings.empty()) return out;
    out.state = Status::partly;
    out.evidence = core::join(config.warnings, " ");
    out.fix = "`ispo config check` names each; for files: chmod 600 FILE";
    return out;
}

constexpr std::uintmax_t least_to_look = 1 << 20;  // SQLite makes a file beside the database to read it

Diagnosis of_database(const storage::Health& health) {
    Diagnosis out{
        .part = "database", .state = Status::yes, .why = "It holds everything that must not be lost."};
    if (!health.exists) {
        out.state = Status::partly;
        out.evidence = "there is none yet";
        out.fix = "`ispo serve` makes it";
    } else if (!health.failure.empty() && health.free_bytes && *health.free_bytes < least_to_look) {
        out.state = Status::no;
        out.evidence = "not looked at: the disk is full";
        out.fix = "make space, then ask again; nothing says that it is damaged";
    } else if (!health.failure.empty() || health.integrity != "ok") {
        out.state = Status::no;
        out.evidence = health.failure.empty()
                           ? "damaged: " + core::shorten(core::one_line(health.integrity), 200)
                           : health.failure;
        out.fix = "stop the service, move the file away and restore a backup";
    } else if (health.schema > health.newest_schema) {
        out.state = Status::no;
        out.evidence =
            fmt::format("schema {}, this program knows up to {}", health.schema, health.newest_schema);
        out.fix = "install the newer version again";
    } else if (health.mode != 0600 || health.journal_mode != "wal" || health.wal_bytes > long_wal) {
        out.state = Status::partly;
        out.evidence = fmt::format("mode {:o}, journal {}, write-ahead log {}", health.mode,
                                   health.journal_mode, in_mebibytes(health.wal_bytes));
        out.fix = "chmod 600 the database; start the service once, which sets the rest";
    } else {
        out.evidence = fmt::format("whole, schema {} of {}, {}", health.schema, health.newest_schema,
                                   in_mebibytes(health.bytes));
    }
    return out;
}

Diagnosis of_disk(const storage::Health& health) {
    Diagnosis out{.part = "disk",
                  .state = Status::yes,
                  .why = "Without space nothing is accepted: Slack is answered 500 and tries again."};
    if (!health.free_bytes) {
        out.state = Status::unknown;
        out.evidence = "the system does not say how much is free";
        out.fix = "df on the disk of data.folder";
        return out;
    }
    out.evidence = in_mebibytes(*health.free_bytes) + " free";
    if (*health.free_bytes >= little_space) return out;
    out.state = *health.free_bytes < no_space ? Status::no : Status::partly;
    out.fix = "free space on the disk of data.folder, or move the folder";
    return out;
}

Diagnosis of_backups(const storage::Health& health, const core::Result<BackupState>& backups,
                     std::chrono::hours every, core::Time now) {
    Diagnosis out{
        .part = "backup", .state = Status::yes, .why = "A disk that dies takes history and audit along."};
    if (!health.exists) {
        out.state = Status::not_applicable;
        out.evidence = "there is no database yet";
        return out;
    }
    if (!backups) {
        out.state = Status::unknown;
        out.evidence = backups.error().sentence;
        out.fix = "let the user who runs the service read backup.folder";
        return out;
    }
    const auto term = (every.count() > 0 ? every : daily) + to_be_made;
    const bool is_fresh = backups->newest && *backups->newest + term >= now;
    const bool is_tried = backups->verified && *backups->verified + fresh_drill >= now;
    const auto tried = backups->verified
                           ? fmt::format("one was tried {} ago", core::to_age(now - *backups->verified))
                           : std::string("none was tried");
    out.evidence = backups->newest
                       ? fmt::format("the newest is {} old, {}", core::to_age(now - *backups->newest), tried)
                       : "there is none";
    if (is_fresh && is_tried) return out;
    out.state = Status::partly;
    out.fix = is_fresh ? "`ispo restore --verify`; the service does it each week"
                       : "`ispo backup`; the service does it every backup.every_hours";
    return out;
}

Diagnosis of_service(bool runs, const std::optional<core::Json>& ready, const Config& config) {
    Diagnosis out{.part = "service", .state = Status::yes, .why = "Nobody is answered without it."};
    if (!runs) {
        out.state = Status::partly;
        out.evidence = "not running on this data folder";
        out.fix = "systemctl start ispo-bot, or `ispo serve`";
    } else if (!ready) {
        out.state = Status::partly;
        out.evidence = fmt::format("running; nothing answers at {}", config.text("server.admin_listen"));
        out.fix = "give this command the same server.admin_listen as the service";
    } else if (!core::truth_of(*ready, "ready")) {
        out.state = Status::no;
        out.evidence = "running, not ready:";
        for (const auto& [part, said] : core::member_of(*ready, "parts").items())
            if (said.is_string() && said != "ok")
                out.evidence += fmt::format(" {}: {}", part, said.get<std::string>());
        out.fix = "the lines below say what is wrong; else look into its log";
    } else {
        out.evidence = "running and ready, version " + core::text_of(*ready, "version");
    }
    return out;
}

Diagnosis of_silent_service(const core::Error& why) {
    Diagnosis out{.part = "service", .state = Status::no, .why = "Nobody is answered without it."};
    out.evidence = why.sentence;
    out.fix =
        tells_of_a_start(why) ? "ask again in a moment" : "look into its log, end it, and start it again";
    return out;
}

Diagnosis of_messages(const storage::Reader& reader, core::Time now) {
    Diagnosis out{.part = "messages", .state = Status::yes, .why = "What waits or was lost nobody has read."};
    const auto pauses = reader.pauses(now);
    const auto moves = reader.workspace_moves(now);
    const auto [refusing, unknown] = commands::troubled_among(reader.troubles(1000));
    const auto counts = reader.outgoing_counts();
    out.evidence = fmt::format("{} waiting", counts.waiting);
    if (!pauses.empty()) out.evidence += "; paused: " + commands::pauses_sentence(pauses);
    if (!moves.empty()) out.evidence += "; " + commands::moves_sentence(moves);
    if (refusing > 0) out.evidence += "; " + commands::refusing_words(refusing);
    if (unknown > 0)
        out.evidence += fmt::format("; {} may lack a message", core::counted(unknown, "channel", "channels"));
    if (pauses.empty() && moves.empty() && refusing + unknown == 0) return out;
    out.state = Status::partly;
    out.fix = !pauses.empty()
                  ? "`ispo resume everything` when the pause is over; `ispo status` shows the rest"
              : refusing + unknown > 0
                  ? "`ispo status` says what to do for each channel"
                  : "nothing to do here: Slack says when the move is done; a Slack admin knows how far it is";
    return out;
}

commands::Answer diagnosis_answer(const std::vector<Diagnosis>& all) {
    const auto count = [&](Status state) { return std::ranges::count(all, state, &Diagnosis::state); };
    const auto broken = count(Status::no), doubtful = count(Status::partly) + count(Status::unknown);
    auto answer =
        commands::say(broken == 0 && doubtful == 0 ? fmt::format("All {} checks are fine.", all.size())
                                                   : fmt::format("Of {} checks {} failed and {} want a look.",
                                                                 all.size(), broken, doubtful));
    if (broken > 0) answer.outcome = commands::Outcome::no;
    commands::Steps steps;
    auto list = core::Json::array();
    for (const auto& each : all) {
        auto evidence = each.evidence;
        if (!each.fix.empty())
            evidence =
                fmt::format("{} {} Mend it: {}", sentence(each.evidence), each.why, sentence(each.fix));
        steps.steps.push_back({each.state, each.part, core::one_line(evidence)});
        list.push_back({{"part", each.part},
                        {"state", commands::word(each.state)},
                        {"evidence", each.evidence},
                        {"why", each.why},
                        {"fix", each.fix}});
    }
    answer.parts.emplace_back(std::move(steps));
    answer.data = {{"checks", std::move(list)}, {"failed", broken}, {"doubtful", doubtful}};
    return answer;
}

}  // namespace bot
