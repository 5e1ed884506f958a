// SPDX-License-Identifier: Apache-2.0
// Knows who is still inside something, so that a shutdown can wait for them, or say who is late. Loop's
// thread only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string>
#include <string_view>

namespace net {

class Gate {
    struct State;

  public:
    // Being inside: from enter() until destroyed or moved from.
    class Inside {
      public:
        Inside(Inside&&) noexcept = default;
        Inside& operator=(Inside&& other) noexcept;
        ~Inside() { leave(); }

      private:
        friend class Gate;
        Inside(std::shared_ptr<State> state, std::string_view who);
        void leave() noexcept;
        std::shared_ptr<State> state_;  // null once left
        std::string who_;
    };

    Gate();
    // Somebody may still be inside: a shutdown that has waited long enough stops the loop anyway, after it
    // has said who() is late. They leave when they are destroyed, before or after the gate.
    ~Gate();
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;

    [[nodiscard]] Inside enter(std::string_view who);
    // Completes when nobody is inside; whoever enters meanwhile is waited for too. Throws system_error when
    // cancelled.
    boost::asio::awaitable<void> wait();
    std::string who() const;  // "click, event": each once, in alphabetical order; empty when nobody is inside
    std::size_t inside() const;

  private:
    std::shared_ptr<State> state_;
};

}  // namespace net
