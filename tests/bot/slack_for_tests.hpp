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
            if (auto plain = everybody_is_a_colleague(request)) co_return std::move(*plain);
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

    // Questions about people and channels are answered, and kept, like all others.
    bool keeps_questions = false;

  private:
    // Unless a test is about them: everybody is a member of the workspace, and no channel has other readers.
    std::optional<net::Response> everybody_is_a_colleague(const net::Request& request) const {
        const auto method = request.target.substr(request.target.rfind('/') + 1);
        const auto id = request.body.substr(request.body.rfind('=') + 1);
        if (keeps_questions) return std::nullopt;
        if (method == "auth.test" && request.header("authorization") == "Bearer xoxb-1")
            return net::json_response(200, R"({"ok":true,"team_id":"T1"})");
        if (method == "users.info")
            return net::json_response(200,
                                      R"({"ok":true,"user":{"id":")" + id + R"(","is_restricted":false}})");
        if (method == "conversations.info")
            return net::json_response(
                200, R"({"ok":true,"channel":{"id":")" + id + R"(","is_ext_shared":false}})");
        if (method == "conversations.members") return net::json_response(200, R"({"ok":true,"members":[]})");
        return std::nullopt;
    }

    boost::asio::io_context loop_{1};
    std::unique_ptr<net::Server> server_;
    Say say_;
    std::vector<net::Request> requests_;  // the thread's until it ended
    std::thread thread_;
};

}  // namespace tests
