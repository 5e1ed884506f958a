// SPDX-License-Identifier: Apache-2.0
#include "bot/client_settings.hpp"

namespace bot {

net::ClientSettings client_settings(const Config& config) {
    net::ClientSettings settings;
    settings.ca_file = config.text("network.ca_file");
    settings.proxy = config.text("network.proxy");
    settings.no_proxy = config.list("network.no_proxy");
    return settings;
}

}  // namespace bot
