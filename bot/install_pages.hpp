// SPDX-License-Identifier: Apache-2.0
// The few pages that somebody sees who installs the app: self-contained, without scripts, nothing foreign in
// them unescaped. Pure.
#pragma once

#include "net/http.hpp"

#include <string>
#include <vector>

namespace bot {

struct InstallPage {
    int status = 200;
    std::string title;
    std::vector<std::string> paragraphs;  // plain text, escaped here
    std::string link, link_text;          // of ours or Slack's; empty: none
};
// Takes the browser's cookie of the installation away.
net::Response draw(const InstallPage& page);

// To Slack's page; the browser gets its half of the state.
net::Response to_slack(std::string url, std::string cookie);

}  // namespace bot
