// SPDX-License-Identifier: Apache-2.0
// A peer for the client: a thread that takes one connection after the other and answers each request as its
// script says.
#pragma once

#include "certificates_for_tests.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <optional>
#include <string>
#include <thread>

namespace net_tests {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;

class Peer {
  public:
    struct Line {
        asio::ssl::stream<tcp::socket> stream;
        bool is_secure;
        std::string name_asked;  // SNI

        void write(const std::string& bytes) {
            Code ignored;
            is_secure ? asio::write(stream, asio::buffer(bytes), ignored)
                      : asio::write(stream.next_layer(), asio::buffer(bytes), ignored);
        }
        // Header and body; empty when the other side is gone.
        std::string read() {
            Code failed;
            std::string got;
            const auto space = asio::dynamic_buffer(got);
            is_secure ? asio::read_until(stream, space, "\r\n\r\n", failed)
                      : asio::read_until(stream.next_layer(), space, "\r\n\r\n", failed);
            return failed ? std::string() : got;
        }
        void wait_until_gone() {
            while (!read().empty()) {
            }
        }
    };
    // Answers one request; false ends the connection.
    using Script = std::function<bool(const std::string& request, Line& line)>;

    explicit Peer(Script script, std::optional<Pair> pair = std::nullopt, int newest_tls = 0)
        : script_(std::move(script)), is_secure_(pair.has_value()) {
        if (pair) {
            SSL_CTX_use_certificate(tls_.native_handle(), pair->certificate.get());
            SSL_CTX_use_PrivateKey(tls_.native_handle(), pair->key.get());
        }
        if (newest_tls) {
            SSL_CTX_set_cipher_list(tls_.native_handle(), "ALL:@SECLEVEL=0");
            SSL_CTX_set_min_proto_version(tls_.native_handle(), TLS1_VERSION);
            SSL_CTX_set_max_proto_version(tls_.native_handle(), newest_tls);
        }
        port = acceptor_.local_endpoint().port();
        thread_ = std::thread([this] { run(); });
    }
    ~Peer() {
        stopping_ = true;
        tcp::socket knock(loop_);
        Code ignored;
        knock.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    std::string url(const std::string& host = "localhost", const std::string& target = "/x") const {
        return (is_secure_ ? "https://" : "http://") + host + ":" + std::to_string(port) + target;
    }

    std::uint16_t port = 0;
    std::atomic<int> connections{0}, requests{0};

  private:
    void run() {
        while (true) {
            tcp::socket socket = acceptor_.accept();
            if (stopping_) return;
            ++connections;
            serve(std::move(socket));
        }
    }
    void serve(tcp::socket socket) {
        Line line{{std::move(socket), tls_}, is_secure_, {}};
        Code failed;
        if (is_secure_) line.stream.handshake(asio::ssl::stream_base::server, failed);
        if (failed) return;
        if (const auto* name = SSL_get_servername(line.stream.native_handle(), TLSEXT_NAMETYPE_host_name))
            line.name_asked = name;
        while (true) {
            const auto request = line.read();
            if (request.empty()) return;
            ++requests;
            if (!script_(request, line)) return;
        }
    }

    Script script_;
    bool is_secure_;
    asio::io_context loop_;
    asio::ssl::context tls_{asio::ssl::context::tls_server};
    tcp::acceptor acceptor_{loop_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace net_tests
