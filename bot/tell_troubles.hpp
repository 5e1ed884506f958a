// SPDX-License-Identifier: Apache-2.0
// Somebody who can act is told which channels take no messages: once for each channel and reason, all that
// is new in one direct message. Never about the contacts to themselves: when the first cannot be reached the
// next is told, until there is none.
#pragma once

#include "bot/service.hpp"

#include <boost/asio/awaitable.hpp>

namespace bot {

boost::asio::awaitable<void> tell_troubles(Service& service);

}  // namespace bot
