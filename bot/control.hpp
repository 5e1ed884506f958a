// SPDX-License-Identifier: Apache-2.0
// The Unix socket in the data folder: the shell's way to the running service. Messages are JSON objects:
// {"kind":"ask","words":[…], "fields":{…}} → {"answer":…,"line":…}; {"kind":"keep","assessments":[…]} →
// {"before":[…]}; {"kind":"facts",…} (bot/facts_control); {"kind":"slack","order":{…}}
// (bot/installation_orders) → {"answer":…}; {"kind":"link"} →
// {"link":…} (bot/socket_link); a refusal is
// {"error":…}. Whoever may open the folder is admin; the operating system says who it is.
#pragma once

#include "bot/config.hpp"
#include "core/json.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace bot {

class FactsInbox;
struct Service;

std::filesystem::path socket_in(const std::filesystem::path& folder);
// The folder of the demo's own store: sample data never mixes with real data.
std::filesystem::path demo_folder(const Config& config);
// The socket of the service that runs on this folder; nothing when nobody listens. Errc::unavailable when who
// listens gives no answer for ten seconds: the sentence names its process.
core::Result<std::optional<std::filesystem::path>> service_in(const std::filesystem::path& folder);
// That of the configured data folder, else that of the demo in it.
core::Result<std::optional<std::filesystem::path>> running_service(const Config& config);
// One exchange. Errc::not_found when nobody listens, Errc::unavailable when there is no usable reply, else
// the service's own refusal.
core::Result<core::Json> ask_service(const std::filesystem::path& socket, const core::Json& message);

// The service's side.
boost::asio::awaitable<std::string> answer_control(Service& service, FactsInbox& facts, std::string message,
                                                   std::uint32_t user);

// What a shell reads in the place of a reply when too many ask at once.
std::string too_many_shells();

}  // namespace bot
