// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "storage/store.hpp"
#include "tests/storage/examples.hpp"

using namespace examples;
using storage::Standing;

TEST_CASE("what Slack said of people, groups and channels is kept with the time when it was read") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (const auto standing :
         {Standing::member, Standing::guest, Standing::stranger, Standing::gone, Standing::bot}) {
        writer.put_slack_person({1, "U1", standing, now});
        REQUIRE(writer.slack_people().size() == 1);
        CHECK(writer.slack_people().front().standing == standing);
    }
    writer.put_slack_person({2, "U1", Standing::member, now - day});
    CHECK(writer.slack_people().size() == 2);
    writer.forget_slack_people(now);
    CHECK(writer.slack_people().size() == 1);

    writer.put_slack_group({1, "S1", now, {"U1", "U2"}});
    writer.put_slack_group({1, "S1", now + day, {"U2", "U3"}});
    writer.change_slack_group(1, "S1", {"U4", "U2"}, {"U3"});
    writer.put_slack_group({2, "S1", now, {}});
    auto groups = writer.slack_groups();
    REQUIRE(groups.size() == 2);
    CHECK(groups[0].read_at == now + day);
    CHECK(groups[0].members.size() == 2);
    writer.drop_slack_group(1, "S1");
    CHECK(writer.slack_groups().size() == 1);

    storage::SlackChannel channel{.installation = 1, .channel = "C1", .name = "general", .read_at = now};
    for (const auto guests : {std::optional<bool>(), std::optional(true), std::optional(false)}) {
        channel.guests = guests;
        writer.put_slack_channel(channel);
        CHECK(writer.slack_channel(1, "C1")->guests == guests);
    }
    CHECK(writer.slack_channel(1, "C1")->external);
    CHECK_FALSE(writer.slack_channel(2, "C1"));
    for (const std::int64_t installation : {1, 2}) {
        storage::PersonalSettings chosen;
        chosen.full_home = true;
        writer.put_settings(installation, "U1", chosen);
        writer.welcome(installation, "U1", now);
    }
    writer.forget_slack_directory(1);
    CHECK(writer.slack_people().empty());
    CHECK_FALSE(writer.settings_of(1, "U1").full_home);
    CHECK_FALSE(writer.is_welcomed(1, "U1"));
    CHECK(writer.settings_of(2, "U1").full_home);
    CHECK(writer.is_welcomed(2, "U1"));
    CHECK(writer.slack_channels(10).empty());
    CHECK(writer.slack_groups().size() == 1);
}

namespace {
struct Audit {
    storage::Store store{":memory:"};
    storage::Writer writer = store.writer();
    void add(core::Time at) {
        storage::AuditRow row;
        row.at = at;
        writer.add_audit(row);
    }
    // A row each week from `from` until `to`.
    void live(core::Time from, core::Time to) {
        for (; from < to; from += 7 * day) add(from);
        add(to);
    }
    core::Time oldest() const { return writer.audit(core::from_unix(0), 1).front().at; }
};
}  // namespace

TEST_CASE("a row of the audit stays for 24 months") {
    Audit audit;
    audit.live(now, now + 730 * day);
    CHECK(audit.oldest() == now);
    audit.add(now + 730 * day + std::chrono::seconds(1));
    CHECK(audit.oldest() == now + 7 * day);
}

TEST_CASE("a clock that jumps takes no audit along, and a year without a row is made up for") {
    Audit audit;
    const auto today = now + 600 * day, wrong = today + 3650 * day;
    audit.live(now, today);
    SECTION("ahead, for hours of work, and back") {
        for (int i = 0; i < 200; ++i) audit.add(wrong + std::chrono::minutes(i));
        CHECK(audit.oldest() == now);
        audit.add(today + std::chrono::hours(4));
        audit.add(wrong);
        audit.add(today + std::chrono::hours(5));
        CHECK(audit.oldest() == now);
        audit.live(today + day, today + 300 * day);
        CHECK(audit.oldest() == now + 175 * day);
    }
    SECTION("back to where clocks begin, and right again") {
        audit.add(core::from_unix(0));
        audit.live(today + day, today + 300 * day);
        CHECK(audit.writer.audit(now, 1).front().at == now + 175 * day);
    }
    SECTION("nobody was there for a year") {
        audit.live(today + 365 * day, today + 1000 * day);
        CHECK(audit.oldest() == today + 365 * day);
    }
}

TEST_CASE("the audit is read newest first, and page by page") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    for (int i = 1; i <= 5; ++i) {
        storage::AuditRow row;
        row.at = now + std::chrono::hours(i);
        row.what = std::to_string(i);
        writer.add_audit(row);
    }
    CHECK(writer.newest_audit(now, 2).front().what == "5");
    CHECK(writer.newest_audit(now + std::chrono::hours(4), 10).size() == 2);
    const auto newest = writer.newest_audit(now, 2);
    CHECK(writer.newest_audit(now, 2, newest.back().id).front().what == "3");
    const auto page = writer.audit_after(0, now, 2);
    REQUIRE(page.size() == 2);
    CHECK(page.back().what == "2");
    CHECK(writer.audit_after(page.back().id, now, 10).size() == 3);
}
