// SPDX-License-Identifier: Apache-2.0
// HTTP as bytes on a real socket, so that a test may send what no honest client would.
#pragma once

#include "net/crypto.hpp"
#include "tests/process/child.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <ctime>
#include <filesystem>
#include <utility>

namespace process {

struct Reply {
    int status = 0;
    std::string header, body;
};

class Wire {
  public:
    explicit Wire(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        REQUIRE(descriptor_ >= 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    explicit Wire(const std::filesystem::path& socket)
        : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        REQUIRE(descriptor_ >= 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        REQUIRE(socket.string().copy(address.sun_path, sizeof address.sun_path - 1) ==
                socket.string().size());
        REQUIRE(::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    }
    ~Wire() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Wire(Wire&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), got_(std::move(other.got_)) {}
    Wire& operator=(Wire&&) = delete;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // What the other side does not take any more is dropped: it may refuse before it read everything.
    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    // One whole answer; status 0 when the connection was closed without one.
    Reply reply() {
        if (!read_until([&] { return got_.find("\r\n\r\n") != std::string::npos; })) return {};
        Reply out;
        const auto end = got_.find("\r\n\r\n") + 4;
        out.header = got_.substr(0, end);
        out.status = std::atoi(out.header.substr(9, 3).c_str());
        const auto length = content_length(out.header);
        if (!read_until([&] { return got_.size() >= end + length; })) return {};
        out.body = got_.substr(end, length);
        got_.erase(0, end + length);
        return out;
    }
    // All that comes until the other side closes.
    std::string everything() {
        read_until([] { return false; });
        return std::exchange(got_, {});
    }
    // Waits until the other side has closed.
    bool is_closed() {
        return !read_until([] { return false; });
    }

  private:
    static std::size_t content_length(const std::string& header) {
        for (const auto* name : {"\r\ncontent-length: ", "\r\nContent-Length: "})
            if (const auto at = header.find(name); at != std::string::npos)
                return static_cast<std::size_t>(
                    std::atol(header.c_str() + at + std::string_view(name).size()));
        return 0;
    }
    template <class Enough>
    bool read_until(Enough enough) {
        for (const auto deadline = in_patience(); !enough();) {
            std::array<pollfd, 1> polled{{{descriptor_, POLLIN, 0}}};
            if (!wait_until(polled, deadline)) FAIL("No answer in time; so far:\n" << got_);
            std::array<char, 16384> bytes{};
            const auto count = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
            if (count <= 0) return false;
            got_.append(bytes.data(), static_cast<std::size_t>(count));
        }
        return true;
    }

    int descriptor_;
    std::string got_;
};

struct Post {
    std::string path, body;
    std::vector<std::string> headers = {};
    std::string method = "POST";
};

inline std::string bytes_of(const Post& post) {
    std::string out =
        fmt::format("{} {} HTTP/1.1\r\ncontent-length: {}\r\n", post.method, post.path, post.body.size());
    bool has_host = false;
    for (const auto& each : post.headers) {
        out += each + "\r\n";
        has_host = has_host || each.starts_with("host:");
    }
    if (!has_host) out += "host: 127.0.0.1\r\n";
    return out + "\r\n" + post.body;
}

inline Reply exchange(std::uint16_t port, const Post& post) {
    Wire wire(port);
    wire.send(bytes_of(post));
    return wire.reply();
}
inline Reply get(std::uint16_t port, const std::string& path, std::vector<std::string> headers = {}) {
    return exchange(port, {.path = path, .headers = std::move(headers), .method = "GET"});
}

// Headers of Slack's signature v0 over `body`, as sent `later` seconds from now.
inline std::vector<std::string> signed_headers(const std::string& secret, const std::string& body,
                                               int later = 0) {
    const auto stamp = std::to_string(std::time(nullptr) + later);
    net::crypto::HmacSha256 sign(secret);
    return {"x-slack-request-timestamp: " + stamp,
            "x-slack-signature: v0=" + net::crypto::to_hex(sign("v0:" + stamp + ":", body)),
            "content-type: application/x-www-form-urlencoded"};
}
// A slash command as Slack sends it; `text` is already encoded.
inline Post slash_command(const std::string& secret, const std::string& text, int later = 0) {
    const auto body =
        "team_id=T0001&channel_id=C2147483705&user_id=U2147483697&command=%2Fispo&text=" + text +
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1234%2F5678&trigger_id=13345224609."
        "738474920";
    return {.path = "/slack/commands", .body = body, .headers = signed_headers(secret, body, later)};
}

}  // namespace process
