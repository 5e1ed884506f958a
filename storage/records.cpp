// SPDX-License-Identifier: Apache-2.0
// Small records of our own: settings of the instance, the audit.
#include "storage/database.hpp"

namespace storage {
namespace {

constexpr core::Days audit_kept{730};  // 24 months

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
    connection_->query(Sql::forget_audit).with(":before", row.at - audit_kept).run();
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
