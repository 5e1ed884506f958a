// SPDX-License-Identifier: Apache-2.0
// The one gate for everything that reaches outside beyond answering. Today that is posting answers to Slack:
// what a command's Effect asks for beyond that is carried out by nobody. Only bot/effects*.cpp may include
// Slack's posting header; tests/architecture_test.cpp says so.
#pragma once

#include "bot/config.hpp"
#include "bot/metrics.hpp"
#include "commands/answer.hpp"
#include "slack/blocks.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>

namespace bot {

class Effects {
  public:
    // `slack` without a bot token: posting is refused with a log line that says which setting is missing.
    Effects(boost::asio::io_context& loop, const Config& config, Metrics& metrics);
    ~Effects();

    // Posts an answer to a channel or thread (mentions and direct messages have no HTTP body to answer in).
    // Once more when Slack says how long to wait (up to half a minute), and once in plain blocks when it does
    // not take the new ones. False when Slack did not take it, which is logged with `reference`.
    boost::asio::awaitable<bool> post_answer(std::string channel, std::string thread, commands::Answer answer,
                                             std::string reference);
    // Answers a button by its response_url (a secret, never logged).
    boost::asio::awaitable<bool> respond(std::string response_url, commands::Answer answer,
                                         std::string reference);

    // How replies in an HTTP body or to a response_url are drawn: they have no second try, so with new kinds
    // of blocks only after Slack took a message with some here.
    slack::RenderOptions in_reply() const;

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace bot
