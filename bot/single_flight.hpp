// SPDX-License-Identifier: Apache-2.0
// Several who need the same at the same moment: the first works it out, the others wait and find it kept.
// Loop's thread only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace bot {

class SingleFlight {
    struct State;

  public:
    // Being the one who works it out: until destroyed or moved from.
    class Turn {
      public:
        Turn(Turn&&) noexcept = default;
        Turn& operator=(Turn&&) = delete;
        ~Turn() { end(); }

      private:
        friend class SingleFlight;
        Turn(std::shared_ptr<State> state, std::string key);
        void end() noexcept;
        std::shared_ptr<State> state_;  // null once moved from
        std::string key_;
    };

    SingleFlight();
    // Somebody may still be at it: a coroutine that is torn down with the loop ends its turn after this is
    // gone.
    ~SingleFlight();
    SingleFlight(const SingleFlight&) = delete;
    SingleFlight& operator=(const SingleFlight&) = delete;

    // At once, with a turn, when nobody is at `key`. Otherwise nothing, when that turn has ended or
    // `patience` has passed since it began: whoever waited looks for what it left, and does without a turn if
    // there is nothing.
    boost::asio::awaitable<std::optional<Turn>> turn(std::string key, std::chrono::milliseconds patience);
    std::uint64_t waited() const;  // how many have waited for another so far

  private:
    std::shared_ptr<State> state_;
};

}  // namespace bot
