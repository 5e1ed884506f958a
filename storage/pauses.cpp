// SPDX-License-Identifier: Apache-2.0
// What is paused, what was carried out once, and which channels take no messages.
#include "storage/database.hpp"
#include "storage/words.hpp"

#include <array>

namespace storage {
namespace {

constexpr std::chrono::hours performed_kept{48};
constexpr core::Days trouble_kept{90};
constexpr std::array<std::string_view, 3> reach_words = {"everything", "kind", "channel"};

std::string_view word_of(Pause::Reach reach) { return reach_words[static_cast<std::size_t>(reach)]; }

}  // namespace

std::vector<Pause> Reader::pauses(Time now) const {
    std::vector<Pause> out;
    auto query = connection_->query(Sql::pauses);
    query.with(":now", now);
    while (query.next())
        out.push_back({.reach = word_from<Pause::Reach>(reach_words, query.view(0)),
                       .name = query.text(1),
                       .until = query.optional_time(2),
                       .who = query.text(3),
                       .since = query.time(4)});
    return out;
}

void Writer::put_pause(const Pause& pause) {
    connection_->query(Sql::put_pause)
        .with(":reach", word_of(pause.reach))
        .with(":name", pause.name)
        .with(":until", pause.until)
        .with(":who", pause.who)
        .with(":since", pause.since)
        .run();
}

void Writer::end_pause(Pause::Reach reach, std::string_view name) {
    connection_->query(Sql::end_pause).with(":reach", word_of(reach)).with(":name", name).run();
}

void Writer::end_pauses() { connection_->query(Sql::end_pauses).run(); }

std::optional<std::string> Reader::performed(std::string_view key) const {
    auto query = connection_->query(Sql::performed);
    if (!query.with(":key", key).next()) return std::nullopt;
    return query.text(0);
}

void Writer::put_performed(std::string_view key, std::string_view answer, Time now) {
    connection_->query(Sql::forget_performed).with(":before", now - performed_kept).run();
    connection_->query(Sql::put_performed).with(":key", key).with(":at", now).with(":answer", answer).run();
}

std::vector<Trouble> Reader::troubles(std::size_t limit) const {
    std::vector<Trouble> out;
    auto query = connection_->query(Sql::troubles);
    query.with(":limit", limit);
    while (query.next())
        out.push_back({.installation = query.integer(0),
                       .channel = query.text(1),
                       .error = query.text(2),
                       .first_at = query.time(3),
                       .last_at = query.time(4),
                       .count = query.integer(5),
                       .told_at = query.optional_time(6)});
    return out;
}

void Writer::note_trouble(std::int64_t installation, std::string_view channel, std::string_view error,
                          Time now) {
    connection_->query(Sql::forget_trouble).with(":before", now - trouble_kept).run();
    connection_->query(Sql::note_trouble)
        .with(":installation", installation)
        .with(":channel", channel)
        .with(":error", error)
        .with(":at", now)
        .run();
}

void Writer::mark_told(const Trouble& trouble, Time now) {
    connection_->query(Sql::mark_told)
        .with(":installation", trouble.installation)
        .with(":channel", trouble.channel)
        .with(":error", trouble.error)
        .with(":at", now)
        .run();
}

void Writer::clear_trouble(std::int64_t installation, std::string_view channel) {
    connection_->query(Sql::clear_trouble)
        .with(":installation", installation)
        .with(":channel", channel)
        .with(":unknown", unknown_outcome)
        .run();
}

}  // namespace storage
