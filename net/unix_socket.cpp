// SPDX-License-Identifier: Apache-2.0
#include "net/unix_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/system/system_error.hpp>
#include <cerrno>

namespace net {
namespace {

namespace asio = boost::asio;
namespace errc = boost::system::errc;
using asio::local::stream_protocol;
using Code = boost::system::error_code;

Code last_error() { return {errno, boost::system::system_category()}; }

Code bind_privately(UnixAcceptor& acceptor, const stream_protocol::endpoint& endpoint) {
    Code failed;
    acceptor.open(endpoint.protocol(), failed);
    // Linux creates the file with the mode of the unbound socket, so there is no moment at which others could
    // connect; umask would do it too, but for every thread.
    if (!failed && ::fchmod(acceptor.native_handle(), S_IRUSR | S_IWUSR) != 0) failed = last_error();
    if (!failed) acceptor.bind(endpoint, failed);
    if (failed) {
        Code ignored;
        acceptor.close(ignored);
    }
    return failed;
}

bool nobody_listens(const std::filesystem::path& path) {
    asio::io_context loop;
    UnixSocket socket(loop);
    const auto failed = connect_at_once(socket, path);
    return failed == errc::connection_refused || failed == errc::no_such_file_or_directory;
}

core::Error refusal(const std::filesystem::path& path, const Code& failed) {
    if (failed == errc::permission_denied || failed == errc::read_only_file_system)
        return core::denied(fmt::format(
            "This user may not create the socket {}. Make its folder writable; nothing was started.",
            path.string()));
    return core::unavailable(
        fmt::format("The socket {} could not be created; nothing was started. See that its folder exists.",
                    path.string()),
        failed.message());
}

// Clears the way if what lies there is a socket that nobody listens on.
core::Result<void> remove_stale(const std::filesystem::path& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return {};
    if (!S_ISSOCK(found.st_mode))
        return core::conflict(fmt::format(
            "{} is in the way: it is no socket, so it was not touched. Move it away and start again.",
            path.string()));
    if (!nobody_listens(path))
        return core::conflict(
            fmt::format("Another process already listens on {}; nothing was started.", path.string()));
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) return refusal(path, last_error());
    return {};
}

FileIdentity identity_of(const std::filesystem::path& path) noexcept {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return {};
    return {found.st_dev, found.st_ino};
}

}  // namespace

core::Result<void> check_socket_path(const std::filesystem::path& path) {
    constexpr auto most = sizeof(sockaddr_un::sun_path) - 1;
    if (!path.empty() && path.string().size() <= most) return {};
    return core::invalid(
        fmt::format("The path of a socket has 1 to {} bytes and \"{}\" has {}; nothing was started. Choose a "
                    "data folder with a shorter path.",
                    most, path.string(), path.string().size()));
}

core::Result<FileIdentity> listen_privately(UnixAcceptor& acceptor, const std::filesystem::path& path) {
    if (const auto usable = check_socket_path(path); !usable) return usable.error();
    const stream_protocol::endpoint endpoint(path.string());
    auto failed = bind_privately(acceptor, endpoint);
    if (failed == errc::address_in_use) {
        if (const auto clear = remove_stale(path); !clear) return clear.error();
        failed = bind_privately(acceptor, endpoint);
    }
    if (!failed) acceptor.listen(128, failed);
    if (failed) return refusal(path, failed);
    return identity_of(path);
}

Code connect_at_once(UnixSocket& socket, const std::filesystem::path& path) {
    const stream_protocol::endpoint endpoint(path.string());
    Code failed;
    socket.open(endpoint.protocol(), failed);
    if (!failed) socket.non_blocking(true, failed);
    if (failed) return failed;
    const auto* address = reinterpret_cast<const sockaddr*>(endpoint.data());
    return ::connect(socket.native_handle(), address, static_cast<socklen_t>(endpoint.size())) == 0
               ? Code()
               : last_error();
}

void remove_socket(const std::filesystem::path& path, const FileIdentity& ours) noexcept {
    if (identity_of(path) == ours) ::unlink(path.c_str());
}

std::uint32_t user_behind(UnixSocket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        throw boost::system::system_error(last_error());
    return peer.uid;
}

}  // namespace net
