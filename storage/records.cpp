// SPDX-License-Identifier: Apache-2.0
// Small records of our own: settings of the instance, the audit.
#include "storage/database.hpp"

#include <algorithm>

namespace storage {
namespace {

constexpr core::Days audit_kept{730};  // 24 months
constexpr core::Days longest_step{30}, longest_correction{90};
constexpr std::string_view believed_key = "audit.believed_time";

// The time that the audit's terms go by. A clock that jumps ahead moves it by a month at most, and what
// passes then is worth no more than twice itself, so that a jump removes nothing for years; a quiet year is
// caught up with all the same. A clock that falls far back says nothing.
Time believed(Time before, Time last, Time now) {
    if (now + longest_correction < before) return before;
    const Time::duration passed = std::clamp<Time::duration>(2 * (now - last), {}, longest_step);
    return std::min(now, before + passed);
}

AuditRow audit_row(const Query& query) {
    return {.id = query.integer(0),
            .at = query.time(1),
            .who = query.text(2),
            .what = query.text(3),
            .where = query.text(4),
            .why = query.text(5),
            .before = query.text(6),
            .after = query.text(7),
            .request = query.text(8),
            .dry = query.truth(9)};
}

std::vector<AuditRow> audit_rows(Query& query) {
    std::vector<AuditRow> out;
    while (query.next()) out.push_back(audit_row(query));
    return out;
}

}  // namespace

std::optional<std::string> Reader::meta(std::string_view key) const {
    auto query = connection_->query(Sql::get_meta);
    if (!query.with(":key", key).next()) return std::nullopt;
    return query.text(0);
}

void Writer::set_meta(std::string_view key, std::string_view value) {
    connection_->query(Sql::put_meta).with(":key", key).with(":value", value).run();
}

std::int64_t Reader::schema_version() const { return connection_->query(Sql::schema_version).id(); }

void Writer::add_audit(const AuditRow& row) {
    auto last = row.at;
    if (auto newest = connection_->query(Sql::newest_audit_at); newest.next()) last = newest.time(0);
    auto before = last;
    const auto kept = core::parse_time(meta(believed_key).value_or(""));
    if (kept) before = *kept;
    const auto at = believed(before, last, row.at);
    if (!kept || at != before) set_meta(believed_key, core::to_rfc3339(at));
    connection_->query(Sql::forget_audit).with(":before", at - audit_kept).run();
    connection_->query(Sql::add_audit)
        .with(":at", row.at)
        .with(":who", row.who)
        .with(":what", row.what)
        .with(":place", row.where)
        .with(":why", row.why)
        .with(":before", row.before)
        .with(":after", row.after)
        .with(":request", row.request)
        .with(":dry", row.dry)
        .id();
}

std::vector<AuditRow> Reader::audit(Time since, std::size_t limit) const {
    auto query = connection_->query(Sql::audit_since);
    return audit_rows(query.with(":since", since).with(":limit", limit));
}

std::vector<AuditRow> Reader::newest_audit(Time since, std::size_t limit, std::int64_t before) const {
    auto query = connection_->query(Sql::audit_newest);
    return audit_rows(query.with(":since", since).with(":before", before).with(":limit", limit));
}

std::vector<AuditRow> Reader::audit_after(std::int64_t after, Time since, std::size_t limit) const {
    auto query = connection_->query(Sql::audit_after);
    return audit_rows(query.with(":since", since).with(":after", after).with(":limit", limit));
}

}  // namespace storage
