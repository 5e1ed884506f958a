// SPDX-License-Identifier: Apache-2.0
// Slack's side of Socket Mode, on the test's own loop: apps.connections.open, and WebSockets that say what
// the test tells them to and remember what was acknowledged where.
#pragma once

#include "websocket_peer.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace support {

class SlackLinks {
  public:
    struct Link {
        explicit Link(std::shared_ptr<Plain> the_wire) : wire(std::move(the_wire)) {}
        std::shared_ptr<Plain> wire;
        std::deque<std::string> queue;  // the first is being written
        std::set<std::string> owed;     // brought here and not acknowledged
        bool is_greeted = false;
        bool is_told_to_go = false;
        bool is_gone = false;  // the client closed, or we hung up
        int code = 0;          // that it closed with
    };
    using Shared = std::shared_ptr<Link>;

    explicit SlackLinks(asio::io_context& loop)
        : peer(
              loop, [this](std::shared_ptr<Plain> wire) { return serve(std::move(wire)); },
              [this](const Asked& asked) { return answer(asked); }) {}

    std::string api() const { return "http://127.0.0.1:" + std::to_string(peer.port) + "/api/"; }

    void say(const Shared& link, const nlohmann::json& frame) {
        link->queue.push_back(frame.dump());
        if (link->queue.size() == 1) write_first(link);
    }
    void hello(const Shared& link) {
        link->is_greeted = true;
        say(link, {{"type", "hello"}, {"num_connections", links.size()}});
    }
    void disconnect(const Shared& link, const std::string& reason) {
        link->is_told_to_go = true;
        say(link, {{"type", "disconnect"}, {"reason", reason}});
    }
    void send(const Shared& link, const std::string& id, nlohmann::json more = {{"type", "events_api"}}) {
        more["envelope_id"] = id;
        link->owed.insert(id);
        ++sent;
        say(link, more);
    }
    void cut(const Shared& link) {
        link->is_gone = true;
        hang_up(*link->wire);
    }
    int greeted() const {
        return static_cast<int>(std::count_if(
            links.begin(), links.end(), [](const auto& link) { return link->is_greeted && !link->is_gone; }));
    }
    int open() const {
        return static_cast<int>(
            std::count_if(links.begin(), links.end(), [](const auto& link) { return !link->is_gone; }));
    }

    WebSocketPeer<Plain> peer;
    bool greets = true;   // says hello at once
    bool listens = true;  // otherwise reads nothing, so answers no ping: half-open
    std::function<Said(int nth)>
        refuse;  // an answer to the nth apps.connections.open; 200 without body = take it
    std::function<void(const Shared&)> on_link, on_gone;
    std::vector<Shared> links;  // all that ever were
    std::vector<nlohmann::json> answers;
    int openings = 0, sent = 0, strange_answers = 0;
    std::set<std::string> acknowledged;

  private:
    Said answer(const Asked& asked) {
        Said said(http::status::ok, 11);
        if (asked.target() != "/api/apps.connections.open" ||
            asked[http::field::authorization] != "Bearer xapp-1")
            return Said(http::status::forbidden, 11);
        if (refuse) said = refuse(++openings);
        if (!refuse) ++openings;
        if (said.body().empty() && said.result() == http::status::ok)
            said.body() = R"({"ok":true,"url":"ws://127.0.0.1:)" + std::to_string(peer.port) +
                          R"(/link/?ticket=secret"})";
        return said;
    }

    asio::awaitable<void> serve(std::shared_ptr<Plain> wire) {
        const auto link = std::make_shared<Link>(wire);
        links.push_back(link);
        if (greets) hello(link);
        if (on_link) on_link(link);
        if (!listens) {
            asio::steady_timer never(wire->get_executor(), std::chrono::steady_clock::time_point::max());
            co_await never.async_wait(as_value);
        }
        for (auto text = co_await hear(wire); !text.empty(); text = co_await hear(wire)) take(link, text);
        link->is_gone = true;
        link->code = wire->reason().code;
        if (on_gone) on_gone(link);
    }

    void take(const Shared& link, const std::string& text) {
        const auto said = nlohmann::json::parse(text);
        const auto id = said.value("envelope_id", "");
        answers.push_back(said);
        if (link->owed.erase(id) == 0) ++strange_answers;  // never brought here, or acknowledged twice
        acknowledged.insert(id);
    }

    void write_first(const Shared& link) {
        link->wire->async_write(asio::buffer(link->queue.front()),
                                [this, link](boost::system::error_code failed, std::size_t) {
                                    link->queue.pop_front();
                                    if (!failed && !link->queue.empty()) write_first(link);
                                });
    }
};

}  // namespace support
