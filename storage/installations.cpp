// SPDX-License-Identifier: Apache-2.0
#include "storage/installations.hpp"

#include "storage/database.hpp"

namespace storage {
namespace {

constexpr std::string_view team_word = "team", enterprise_word = "enterprise";

InstallationRow installation_row(const Query& query) {
    InstallationRow row;
    row.id = query.integer(0);
    row.kind = query.view(1) == team_word ? Installation::Kind::team : Installation::Kind::enterprise;
    row.team = query.text(2);
    row.team_name = query.text(3);
    row.enterprise = query.text(4);
    row.enterprise_name = query.text(5);
    row.bot_user = query.text(6);
    row.app = query.text(7);
    row.scopes = query.text(8);
    row.installed_by = query.text(9);
    row.tokens = {query.text(10), query.text(11), query.optional_time(12)};
    row.is_active = query.view(13) == "active";
    row.installed_at = query.time(14);
    row.renewed_at = query.time(15);
    row.gone_at = query.optional_time(16);
    return row;
}

bool gives_row(Query& query) {
    const bool found = query.next();
    if (found) query.run();
    return found;
}

}  // namespace

std::vector<InstallationRow> Reader::installations() const {
    std::vector<InstallationRow> out;
    auto query = connection_->query(Sql::all_installations);
    while (query.next()) out.push_back(installation_row(query));
    return out;
}

std::int64_t Writer::put_installation(const Installation& installation, Time now) {
    auto query = connection_->query(Sql::put_installation);
    query.with(":key", installation.key())
        .with(":kind", installation.kind == Installation::Kind::team ? team_word : enterprise_word)
        .with(":team", installation.team)
        .with(":team_name", installation.team_name)
        .with(":enterprise", installation.enterprise)
        .with(":enterprise_name", installation.enterprise_name)
        .with(":bot_user", installation.bot_user)
        .with(":app", installation.app)
        .with(":scopes", installation.scopes)
        .with(":by", installation.installed_by)
        .with(":at", now);
    return query.id();
}

bool Writer::put_tokens(std::int64_t id, const SealedTokens& tokens, Time now) {
    auto query = connection_->query(Sql::put_tokens);
    query.with(":id", id)
        .with(":access", tokens.access)
        .with(":refresh", tokens.refresh)
        .with(":expires_at", tokens.expires_at)
        .with(":at", now);
    return gives_row(query);
}

bool Writer::renew_tokens(std::int64_t id, const SealedTokens& tokens, Time now, Time claimed_until) {
    auto query = connection_->query(Sql::renew_tokens);
    query.with(":id", id)
        .with(":access", tokens.access)
        .with(":refresh", tokens.refresh)
        .with(":expires_at", tokens.expires_at)
        .with(":at", now)
        .with(":until", claimed_until);
    return gives_row(query);
}

bool Writer::reseal_tokens(std::int64_t id, const SealedTokens& old, const SealedTokens& tokens) {
    auto query = connection_->query(Sql::reseal_tokens);
    query.with(":id", id)
        .with(":old", old.access)
        .with(":access", tokens.access)
        .with(":refresh", tokens.refresh);
    return gives_row(query);
}

bool Writer::claim_renewal(std::int64_t id, Time now, Time until) {
    auto query = connection_->query(Sql::claim_renewal);
    query.with(":id", id).with(":now", now).with(":until", until);
    return gives_row(query);
}

void Writer::release_renewals() { connection_->query(Sql::release_renewals).run(); }
bool Writer::release_renewal(std::int64_t id, Time claimed_until) {
    auto query = connection_->query(Sql::release_renewal);
    query.with(":id", id).with(":until", claimed_until);
    return gives_row(query);
}

bool Writer::end_installation(std::int64_t id, std::string_view error, Time now) {
    auto query = connection_->query(Sql::end_installation);
    const bool was_active = gives_row(query.with(":id", id).with(":at", now));
    connection_->query(Sql::end_outgoing_of)
        .with(":installation", id)
        .with(":error", error)
        .with(":at", now)
        .run();
    return was_active;
}

void Writer::put_install_link(std::string_view hash, std::string_view made_by, Time expires_at, Time now) {
    connection_->query(Sql::forget_install_links).with(":before", now - core::Days{30}).run();
    connection_->query(Sql::put_install_link)
        .with(":hash", hash)
        .with(":by", made_by)
        .with(":expires_at", expires_at)
        .with(":at", now)
        .run();
}

bool Reader::is_install_link_good(std::string_view hash, Time now) const {
    return connection_->query(Sql::good_install_link).with(":hash", hash).with(":now", now).next();
}

bool Writer::use_install_link(std::string_view hash, Time now) {
    auto query = connection_->query(Sql::use_install_link);
    query.with(":hash", hash).with(":now", now);
    return gives_row(query);
}

bool Writer::put_oauth_state(const OAuthState& begun, Time now, std::size_t most) {
    connection_->query(Sql::forget_oauth_states).with(":now", now).run();
    if (static_cast<std::size_t>(connection_->query(Sql::count_oauth_states).id()) >= most) return false;
    connection_->query(Sql::put_oauth_state)
        .with(":state", begun.state)
        .with(":browser", begun.browser)
        .with(":link", begun.link)
        .with(":expires_at", begun.expires_at)
        .run();
    return true;
}

std::optional<OAuthState> Writer::take_oauth_state(std::string_view state, Time now) {
    auto query = connection_->query(Sql::take_oauth_state);
    if (!query.with(":state", state).next()) return std::nullopt;
    OAuthState taken{std::string(state), query.text(0), query.text(1), query.time(2)};
    query.run();
    if (taken.expires_at <= now) return std::nullopt;
    return taken;
}

}  // namespace storage
