// SPDX-License-Identifier: Apache-2.0
// Where this instance is installed, and which installation a delivery is for. The token from a file is
// installation 1; without OAuth it serves whatever Slack delivers. A copy of what is stored, with its tokens
// open: load() again after each change. Loop's thread.
#pragma once

#include "bot/config.hpp"
#include "bot/token_vault.hpp"
#include "slack/payloads.hpp"
#include "storage/store.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

inline constexpr std::int64_t file_installation = 1;

class Installations {
  public:
    struct Known {
        std::string team, enterprise;  // where its people are at home, as far as is known without asking
        std::string place;             // workspace or organisation; of the token from a file maybe empty
        std::string name, bot_user;    // the name is foreign text
        std::string token, refresh;    // empty when gone
        std::optional<core::Time> renew_at;
        core::Time installed_at{};
        bool is_active = false;
    };

    explicit Installations(const Config& config);

    // Takes over what is stored. Errc::conflict when the key does not open the tokens, or there is none;
    // those installations are not served then.
    core::Result<void> load(const std::vector<storage::InstallationRow>& rows);

    // Which active installation a delivery is for; nothing when it is none of ours.
    std::optional<std::int64_t> serving(const slack::Origin& origin) const;
    // The same with those that are gone.
    std::optional<std::int64_t> ever(const slack::Origin& origin) const;

    const Known* find(std::int64_t id) const;  // null when there is none; lives until load()
    const std::map<std::int64_t, Known>& all() const { return known_; }
    std::string token_of(std::int64_t id) const;  // empty when there is none
    std::string bot_user_of(std::int64_t id) const;
    bool is_active_at(std::string_view place) const;
    const TokenVault& vault() const { return *vault_; }  // only with OAuth configured

  private:
    std::optional<std::int64_t> at(std::string_view place, bool also_gone) const;
    std::optional<std::int64_t> find_for(const slack::Origin& origin, bool also_gone) const;

    bool has_oauth_ = false, has_file_token_ = false;
    std::optional<TokenVault> vault_;
    Known file_;
    std::map<std::int64_t, Known> known_;
    std::map<std::string, std::int64_t, std::less<>> by_place_;
};

// What is sealed by an older key, sealed by the first; for the start.
void reseal(storage::Writer& writer, const TokenVault& vault);

}  // namespace bot
