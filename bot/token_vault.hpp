// SPDX-License-Identifier: Apache-2.0
// Seals the tokens of installations before they are stored, each for its own installation: a row that is
// copied to another does not open there. Pure.
#pragma once

#include "slack/oauth.hpp"
#include "storage/installations.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bot {

class TokenVault {
  public:
    // The first of `keys` seals, all open.
    explicit TokenVault(const std::vector<std::string>& keys);

    // For the installation `id` of the workspace or organisation `place`.
    storage::SealedTokens seal(std::int64_t id, std::string_view place, const slack::Tokens& tokens,
                               core::Time now) const;

    struct Opened {
        std::string access, refresh;
        bool by_older_key = false;  // to be sealed anew
    };
    // Nothing when no key opens all of it.
    std::optional<Opened> open(const storage::InstallationRow& row) const;
    // The same tokens under the first key.
    storage::SealedTokens reseal(const storage::InstallationRow& row, const Opened& opened) const;

  private:
    std::string seal_one(std::int64_t id, std::string_view place, std::string_view kind,
                         const std::string& text) const;
    // What was sealed, and by which key.
    struct One {
        std::string text;
        std::size_t key = 0;
    };
    std::optional<One> open_one(std::int64_t id, std::string_view place, std::string_view kind,
                                const std::string& sealed) const;

    std::vector<std::string> keys_;  // 32 bytes each
};

}  // namespace bot
