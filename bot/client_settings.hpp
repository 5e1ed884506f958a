// SPDX-License-Identifier: Apache-2.0
// How the program reaches outside: further authorities and the company's proxy.
#pragma once

#include "bot/config.hpp"
#include "net/client.hpp"

namespace bot {

net::ClientSettings client_settings(const Config& config);

}  // namespace bot
