// SPDX-License-Identifier: Apache-2.0
// A question on its way through the dispatcher, for those who can wait only so long: they go on meanwhile and
// come back for the answer. Loop's thread.
#pragma once

#include "bot/dispatcher.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <memory>

namespace bot {

struct Service;

class Question {
  public:
    // Asked at once; a shutdown waits for its answer.
    Question(Service& service, commands::Request request);

    // One that is answered already.
    Question(Service& service, Dispatched answered, std::string reference);

    // Is it answered before so much time has passed?
    boost::asio::awaitable<bool> within(std::chrono::milliseconds patience);
    // Waits as long as it takes. Once only.
    boost::asio::awaitable<Dispatched> answer();
    const std::string& reference() const { return reference_; }

  private:
    struct State;
    static boost::asio::awaitable<void> ask(Service& service, std::shared_ptr<State> state,
                                            commands::Request request);
    std::shared_ptr<State> state_;
    std::string reference_;
};

}  // namespace bot
