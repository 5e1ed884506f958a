// SPDX-License-Identifier: Apache-2.0
#include "bot/installations.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

core::Error closed(const std::vector<std::string>& ids, bool has_key) {
    if (!has_key)
        return core::conflict(fmt::format(
            "The app is installed in workspaces (installation {}), but slack.client_id and "
            "slack.token_key_file are not set; they are not served. Nothing was deleted. Set both again, or "
            "end them with `ispo slack uninstall`.",
            core::join(ids, ", ")));
    return core::conflict(fmt::format(
        "slack.token_key_file does not open the stored tokens of installation {}. Nothing was deleted. Put "
        "the key back that sealed them; after a change of keys the old one stands below the new one.",
        core::join(ids, ", ")));
}

}  // namespace

Installations::Installations(const Config& config) {
    if (const auto installing = config.installing()) {
        has_oauth_ = true;
        vault_.emplace(installing->token_keys);
    }
    const auto slack = config.slack();
    if (!slack) return;
    has_file_token_ = !slack->bot_token.empty();
    file_.place = config.text("slack.team");
    file_.team = file_.place;
    file_.token = slack->bot_token;
    file_.bot_user = slack->bot_user;
    file_.is_active = has_file_token_ || !has_oauth_;
    if (file_.is_active) known_.emplace(file_installation, file_);
}

core::Result<void> Installations::load(const std::vector<storage::InstallationRow>& rows) {
    known_.clear();
    by_place_.clear();
    if (file_.is_active) known_.emplace(file_installation, file_);
    std::vector<std::string> shut;
    for (const auto& row : rows) {
        Known known{
            .team = row.team,
            .enterprise = row.enterprise,
            .place = row.key(),
            .name = row.kind == storage::Installation::Kind::team ? row.team_name : row.enterprise_name};
        known.bot_user = row.bot_user;
        known.installed_at = row.installed_at;
        by_place_[row.key()] = row.id;
        if (row.is_active) {
            auto opened = vault_ ? vault_->open(row) : std::nullopt;
            if (opened) {
                known.is_active = true;
                known.token = std::move(opened->access);
                known.refresh = std::move(opened->refresh);
                if (row.tokens.expires_at)
                    known.renew_at = slack::renewal_time(row.renewed_at, *row.tokens.expires_at);
            } else {
                shut.push_back(std::to_string(row.id));
            }
        }
        known_.emplace(row.id, std::move(known));
    }
    if (!shut.empty()) return closed(shut, vault_.has_value());
    return {};
}

std::optional<std::int64_t> Installations::at(std::string_view place, bool also_gone) const {
    const auto found = by_place_.find(place);
    if (place.empty() || found == by_place_.end()) return std::nullopt;
    return also_gone || known_.at(found->second).is_active ? std::optional(found->second) : std::nullopt;
}

// An organisation's installation serves its workspaces, unless one has its own.
std::optional<std::int64_t> Installations::find_for(const slack::Origin& origin, bool also_gone) const {
    if (!origin.is_enterprise_install) {
        if (const auto own = at(origin.team, also_gone)) return own;
        if (file_.is_active && !file_.place.empty() && file_.place == origin.team) return file_installation;
    }
    if (const auto whole = at(origin.enterprise, also_gone)) return whole;
    // The simple case: one workspace, one token, and Slack's signature says that the delivery is for the app.
    // A place that is known otherwise is not served by this token.
    const bool is_known = by_place_.contains(origin.team);
    if (!has_oauth_ && file_.place.empty() && !is_known) return file_installation;
    return std::nullopt;
}

std::optional<std::int64_t> Installations::serving(const slack::Origin& origin) const {
    return find_for(origin, false);
}
std::optional<std::int64_t> Installations::ever(const slack::Origin& origin) const {
    return find_for(origin, true);
}

const Installations::Known* Installations::find(std::int64_t id) const {
    const auto found = known_.find(id);
    return found == known_.end() ? nullptr : &found->second;
}
std::string Installations::token_of(std::int64_t id) const {
    const auto* known = find(id);
    return known ? known->token : std::string();
}
std::string Installations::bot_user_of(std::int64_t id) const {
    const auto* known = find(id);
    return known ? known->bot_user : std::string();
}

bool Installations::is_active_at(std::string_view place) const {
    return at(place, false).has_value() || (has_file_token_ && !place.empty() && file_.place == place);
}

void reseal(storage::Writer& writer, const TokenVault& vault) {
    for (const auto& row : writer.installations()) {
        if (!row.is_active) continue;
        const auto opened = vault.open(row);
        if (opened && opened->by_older_key)
            writer.reseal_tokens(row.id, row.tokens, vault.reseal(row, *opened));
    }
}

}  // namespace bot
