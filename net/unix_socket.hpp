// SPDX-License-Identifier: Apache-2.0
// The socket file of net/unix_channel: created private, stale ones replaced. Included by net/unix_*.cpp only.
#pragma once

#include "core/result.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <cstdint>
#include <filesystem>

namespace net {

using UnixAcceptor = boost::asio::local::stream_protocol::acceptor;
using UnixSocket = boost::asio::local::stream_protocol::socket;

// Which file it is, so that only our own is removed.
struct FileIdentity {
    std::uint64_t device = 0, number = 0;
    bool operator==(const FileIdentity&) const = default;
};

core::Result<void> check_socket_path(
    const std::filesystem::path& path);  // Errc::invalid when too long or empty
// Listens at `path`; errors as UnixServer::listen.
core::Result<FileIdentity> listen_privately(UnixAcceptor& acceptor, const std::filesystem::path& path);
// Connects without waiting. The system's own answer: would_block when those who stand in line for that
// service are too many; Asio would wait for it without end.
boost::system::error_code connect_at_once(UnixSocket& socket, const std::filesystem::path& path);
void remove_socket(const std::filesystem::path& path, const FileIdentity& ours) noexcept;
std::uint32_t user_behind(UnixSocket& socket);  // throws system_error when the system does not say

}  // namespace net
