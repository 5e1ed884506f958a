// SPDX-License-Identifier: Apache-2.0
#include "bot/token_vault.hpp"

#include "net/crypto.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

constexpr std::string_view access_kind = "access", refresh_kind = "refresh";

std::string owner(std::int64_t id, std::string_view place, std::string_view kind) {
    return fmt::format("ispo slack token\n{}\n{}\n{}", id, place, kind);
}

// Keys are long random texts; this only brings them to the length that the cipher takes.
std::string key_from(const std::string& text) { return net::crypto::HmacSha256(text)("ispo token key 1"); }

}  // namespace

TokenVault::TokenVault(const std::vector<std::string>& keys) {
    for (const auto& key : keys) keys_.push_back(key_from(key));
}

std::string TokenVault::seal_one(std::int64_t id, std::string_view place, std::string_view kind,
                                 const std::string& text) const {
    if (text.empty()) return {};
    return net::crypto::base64url(net::crypto::seal(keys_.at(0), text, owner(id, place, kind)));
}

std::optional<TokenVault::One> TokenVault::open_one(std::int64_t id, std::string_view place,
                                                    std::string_view kind, const std::string& sealed) const {
    if (sealed.empty()) return One{};
    const auto bytes = net::crypto::from_base64url(sealed);
    if (!bytes) return std::nullopt;
    for (std::size_t number = 0; number < keys_.size(); ++number)
        if (auto text = net::crypto::open(keys_[number], *bytes, owner(id, place, kind)))
            return One{std::move(*text), number};
    return std::nullopt;
}

storage::SealedTokens TokenVault::seal(std::int64_t id, std::string_view place, const slack::Tokens& tokens,
                                       core::Time now) const {
    storage::SealedTokens out;
    out.access = seal_one(id, place, access_kind, tokens.access);
    out.refresh = seal_one(id, place, refresh_kind, tokens.refresh);
    if (tokens.lifetime) out.expires_at = now + *tokens.lifetime;
    return out;
}

std::optional<TokenVault::Opened> TokenVault::open(const storage::InstallationRow& row) const {
    auto access = open_one(row.id, row.key(), access_kind, row.tokens.access);
    auto refresh = open_one(row.id, row.key(), refresh_kind, row.tokens.refresh);
    if (!access || !refresh) return std::nullopt;
    const bool by_older_key = access->key > 0 || refresh->key > 0;
    return Opened{std::move(access->text), std::move(refresh->text), by_older_key};
}

storage::SealedTokens TokenVault::reseal(const storage::InstallationRow& row, const Opened& opened) const {
    return {seal_one(row.id, row.key(), access_kind, opened.access),
            seal_one(row.id, row.key(), refresh_kind, opened.refresh), row.tokens.expires_at};
}

}  // namespace bot
