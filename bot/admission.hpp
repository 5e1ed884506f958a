// SPDX-License-Identifier: Apache-2.0
// Who is let in: what Slack gave for an installation is kept, or given back. The link and the installation
// are one commit.
#pragma once

#include "bot/install_pages.hpp"
#include "bot/service.hpp"
#include "slack/oauth.hpp"

#include <boost/asio/awaitable.hpp>

namespace bot {

// May it be installed without a link? Pure.
bool is_listed(const InstallSettings& settings, const slack::Installed& installed);

// The page that says what became of it. A token that is not kept is revoked, unless the app is in use at that
// place: Slack may have given the one that is in use.
boost::asio::awaitable<InstallPage> admit(Service& service, slack::Installed installed, std::string link,
                                          std::string reference);

}  // namespace bot
