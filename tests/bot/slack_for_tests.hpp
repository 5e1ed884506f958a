// SPDX-License-Identifier: Apache-2.0
// A Slack that answers as docs.slack.dev/reference/methods/chat.postMessage shows, on a thread of its own.
#pragma once

#include "net/server.hpp"

#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace tests {

class FakeSlack {
  public:
    // What it answers to a request; nothing = ok.
    using Say = std::function<std::optional<net::Response>(const net::Request&)>;

    // The first requests get `first`, the others ok.
    explicit FakeSlack(std::vector<net::Response> first = {})
        : FakeSlack([first, next = std::size_t{0}](const net::Request&) mutable {
              return next < first.size() ? std::optional(first[next++]) : std::nullopt;
          }) {}
    explicit FakeSlack(Say say) : say_(std::move(say)) {
        auto handle = [this](net::Request request) -> boost::asio::awaitable<net::Response> {
            requests_.push_back(std::move(request));
            if (auto said = say_(requests_.back())) co_return std::move(*said);
            co_return net::json_response(200,
                                         R"({"ok":true,"channel":"C123ABC456","ts":"1503435956.000247"})");
        };
        auto opened = net::Server::listen(loop_, "127.0.0.1:0", {}, handle);
        REQUIRE(opened.has_value());
        server_ = std::move(*opened);
        thread_ = std::thread([this] { loop_.run(); });
    }
    ~FakeSlack() { end(); }
    std::string url(const std::string& path) const {
        return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
    }
    // What it was sent. Takes nothing more after.
    const std::vector<net::Request>& end() {
        if (!thread_.joinable()) return requests_;
        boost::asio::post(loop_, [this] { server_->stop(); });
        thread_.join();
        return requests_;
    }

  private:
    boost::asio::io_context loop_{1};
    std::unique_ptr<net::Server> server_;
    Say say_;
    std::vector<net::Request> requests_;  // the thread's until it ended
    std::thread thread_;
};

}  // namespace tests
