// SPDX-License-Identifier: Apache-2.0
// What a shell asks of the running service about files of facts:
// {"kind":"facts","do":"begin"|"lines"|"finish"|"abort"|"state"|"export", …}.
#pragma once

#include "core/json.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>

namespace bot {

class FactsInbox;
struct Service;

boost::asio::awaitable<core::Result<core::Json>> answer_facts(Service& service, FactsInbox& facts,
                                                              core::Json message, std::uint32_t user);

}  // namespace bot
