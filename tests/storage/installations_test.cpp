// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "tests/storage/examples.hpp"

#include <fstream>

using namespace examples;
using storage::Installation;
using storage::InstallationRow;
using storage::Outgoing;
using storage::SealedTokens;

namespace {

Installation workspace(const std::string& team) {
    return {.kind = Installation::Kind::team,
            .team = team,
            .team_name = "Acme",
            .enterprise = "E1",
            .enterprise_name = "Group",
            .bot_user = "U0BOT",
            .app = "A1",
            .scopes = "commands,chat:write",
            .installed_by = "U1"};
}
Installation organisation(const std::string& enterprise) {
    return {.kind = Installation::Kind::enterprise, .enterprise = enterprise};
}

std::int64_t install(storage::Writer& writer, const Installation& installation,
                     const std::string& token = "sealed", storage::Time at = now) {
    const auto id = writer.put_installation(installation, at);
    REQUIRE(writer.put_tokens(id, {token, token + "-refresh", at + day}, at));
    return id;
}

Outgoing message(std::int64_t installation, const std::string& claim) {
    return {.installation = installation,
            .channel = "C1",
            .native = "{\"n\":1}",
            .plain = "{}",
            .claim = claim,
            .created_at = now};
}

constexpr std::size_t room = 100;

}  // namespace

TEST_CASE("installations begin at 2, as 1 is the token from a file, and are told apart by their place") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    CHECK(install(writer, workspace("T1")) == 2);
    CHECK(install(writer, organisation("E1")) == 3);
    CHECK(install(writer, workspace("T2")) == 4);
    const auto rows = writer.installations();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].key() + rows[1].key() + rows[2].key() == "T1E1T2");
    CHECK(rows[1].kind == Installation::Kind::enterprise);
    CHECK(rows[0].team_name + rows[0].enterprise_name + rows[0].bot_user + rows[0].app + rows[0].scopes +
              rows[0].installed_by ==
          "AcmeGroupU0BOTA1commands,chat:writeU1");
    CHECK(rows[0].tokens.access + rows[0].tokens.refresh == "sealedsealed-refresh");
    CHECK(rows[0].tokens.expires_at == now + day);
    CHECK(rows[0].is_active);
    CHECK(rows[0].installed_at == now);
    CHECK_FALSE(rows[0].gone_at);
}

TEST_CASE("who is gone has no tokens, and what waited for it has ended") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = install(writer, workspace("T1"));
    const auto waiting = writer.put_outgoing(message(id, "waiting"));
    auto in_flight = message(id, "in flight");
    in_flight.channel = "C2";
    writer.begin_sending(writer.put_outgoing(in_flight), now, now);
    writer.put_outgoing(message(1, "of another"));
    CHECK(writer.end_installation(id, "app_uninstalled", now));
    CHECK_FALSE(writer.end_installation(id, "tokens_revoked", now + day));  // the other event
    const auto row = writer.installations()[0];
    CHECK_FALSE(row.is_active);
    CHECK((row.tokens.access + row.tokens.refresh).empty());
    CHECK(row.gone_at == now);
    CHECK_FALSE(writer.put_tokens(id, {"late", "", {}}, now));
    const auto lost = writer.lost_messages(now, 10);
    REQUIRE(lost.size() == 2);
    for (const auto& each : lost) {
        CHECK(each.error == "app_uninstalled");
        CHECK(each.native.empty());
        CHECK((each.state == storage::OutgoingState::failed) == (each.claim == "waiting"));
    }
    REQUIRE(writer.next_outgoing(10, now).size() == 1);
    // Who read the row before it ended does not wake it.
    writer.begin_sending(waiting, now, now);
    writer.delay_outgoing(waiting, now, "x");
    CHECK(writer.next_outgoing(10, now).size() == 1);
}

TEST_CASE("installing again revives the same id") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = install(writer, workspace("T1"));
    install(writer, workspace("T2"));
    writer.end_installation(id, "app_uninstalled", now);
    auto again = workspace("T1");
    again.team_name = "Acme Two";
    CHECK(install(writer, again, "new", now + day) == id);
    const auto row = writer.installations()[0];
    CHECK(row.is_active);
    CHECK(row.tokens.access == "new");
    CHECK(row.team_name == "Acme Two");
    CHECK(row.installed_at == now + day);
    CHECK_FALSE(row.gone_at);
    CHECK(writer.installations().size() == 2);
}

TEST_CASE("one at a time renews tokens, and a claim that nobody ended runs out") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = install(writer, workspace("T1"));
    const std::chrono::seconds claim{30};
    CHECK(writer.claim_renewal(id, now, now + claim));
    CHECK_FALSE(writer.claim_renewal(id, now + claim - std::chrono::seconds(1), now + day));
    CHECK(writer.claim_renewal(id, now + claim, now + day));
    CHECK(writer.put_tokens(id, {"b", "c", now + 2 * day}, now + claim));
    CHECK(writer.installations()[0].renewed_at == now + claim);
    CHECK(writer.claim_renewal(id, now + claim, now + day));
    CHECK_FALSE(writer.release_renewal(id, now));  // not its claim
    CHECK(writer.release_renewal(id, now + day));
    CHECK(writer.claim_renewal(id, now, now + day));
    writer.release_renewals();
    CHECK(writer.claim_renewal(id, now, now + day));
    writer.end_installation(id, "x", now);
    CHECK_FALSE(writer.claim_renewal(id, now + 9 * day, now + 10 * day));
    CHECK_FALSE(writer.claim_renewal(77, now, now + day));
}

TEST_CASE("a renewal that began before a new installation overwrites nothing of it") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto until = now + std::chrono::seconds(30);
    const auto id = install(writer, workspace("T1"));
    CHECK(writer.claim_renewal(id, now, until));
    install(writer, workspace("T1"), "installed again");
    CHECK_FALSE(writer.renew_tokens(id, {"late", "late-refresh", now + day}, now, until));
    CHECK_FALSE(writer.release_renewal(id, until));
    CHECK(writer.installations()[0].tokens.access == "installed again");
    CHECK(writer.claim_renewal(id, now, until));
    CHECK(writer.renew_tokens(id, {"renewed", "r", now + day}, now, until));
    CHECK(writer.installations()[0].tokens.access == "renewed");
    CHECK_FALSE(writer.renew_tokens(id, {"twice", "r", now + day}, now, until));
}

TEST_CASE("tokens are sealed anew only if they are still the same") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = install(writer, workspace("T1"), "old");
    const SealedTokens old = writer.installations()[0].tokens;
    CHECK(writer.reseal_tokens(id, old, {"new", "new-refresh", {}}));
    CHECK(writer.installations()[0].tokens.access == "new");
    CHECK(writer.installations()[0].tokens.expires_at == now + day);
    CHECK_FALSE(writer.reseal_tokens(id, old, {"late", "", {}}));
    CHECK(writer.installations()[0].tokens.access == "new");
}

TEST_CASE("a link is good once and until it expires") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    writer.put_install_link("a", "os:0", now + day, now);
    CHECK(writer.is_install_link_good("a", now));
    CHECK_FALSE(writer.is_install_link_good("b", now));
    CHECK_FALSE(writer.is_install_link_good("a", now + day));
    CHECK_FALSE(writer.use_install_link("a", now + day));
    CHECK(writer.use_install_link("a", now));
    CHECK_FALSE(writer.use_install_link("a", now));
    CHECK_FALSE(writer.is_install_link_good("a", now));
}

TEST_CASE("a state is taken once, within its time, and only so many are under way") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto expires = now + std::chrono::minutes(10);
    const storage::OAuthState begun{"s", "b", "l", expires};
    CHECK(writer.put_oauth_state(begun, now, room));
    const auto taken = writer.take_oauth_state("s", now);
    REQUIRE(taken);
    CHECK(taken->browser + taken->link == "bl");
    CHECK_FALSE(writer.take_oauth_state("s", now));
    CHECK(writer.put_oauth_state(begun, now, room));
    CHECK_FALSE(writer.take_oauth_state("s", expires));
    CHECK_FALSE(writer.take_oauth_state("s", now));  // late is used, too
    for (const std::string state : {"1", "2"})
        CHECK(writer.put_oauth_state({state, "", "", expires}, now, 2));
    CHECK_FALSE(writer.put_oauth_state({"3", "", "", expires}, now, 2));
    CHECK(writer.put_oauth_state({"3", "", "", expires + day}, expires, 2));
}

TEST_CASE("tokens of who is gone are not in the file any more") {
    Folder folder;
    storage::Store store(folder / "ispo.db");
    auto writer = store.writer();
    const std::string token(64, 'Q');
    const auto id = install(writer, workspace("T1"), token);
    const auto is_there = [&] {
        store.checkpoint(0);
        for (const auto* name : {"ispo.db", "ispo.db-wal"}) {
            std::ifstream in(folder / name, std::ios::binary);
            const std::string bytes{std::istreambuf_iterator<char>(in), {}};
            if (bytes.find(token) != std::string::npos) return true;
        }
        return false;
    };
    CHECK(is_there());
    writer.end_installation(id, "app_uninstalled", now);
    CHECK_FALSE(is_there());
}
