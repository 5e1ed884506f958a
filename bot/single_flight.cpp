// SPDX-License-Identifier: Apache-2.0
#include "bot/single_flight.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <unordered_map>

namespace bot {

namespace asio = boost::asio;

struct SingleFlight::State {
    // A bell for each that is under way; rung when the turn ends.
    std::unordered_map<std::string, std::shared_ptr<asio::steady_timer>> under_way;
    std::uint64_t waited = 0;
};

SingleFlight::Turn::Turn(std::shared_ptr<State> state, std::string key)
    : state_(std::move(state)), key_(std::move(key)) {}

void SingleFlight::Turn::end() noexcept {
    if (!state_) return;
    const auto found = state_->under_way.find(key_);
    const auto bell = found->second;
    state_->under_way.erase(found);
    bell->cancel();
}

SingleFlight::SingleFlight() : state_(std::make_shared<State>()) {}
SingleFlight::~SingleFlight() = default;

std::uint64_t SingleFlight::waited() const { return state_->waited; }

asio::awaitable<std::optional<SingleFlight::Turn>> SingleFlight::turn(std::string key,
                                                                      std::chrono::milliseconds patience) {
    const auto state = state_;
    if (const auto other = state->under_way.find(key); other != state->under_way.end()) {
        const auto bell = other->second;
        ++state->waited;
        co_await bell->async_wait(asio::as_tuple(asio::use_awaitable));
        co_return std::nullopt;
    }
    auto bell = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, patience);
    state->under_way.emplace(key, std::move(bell));
    co_return Turn(state, std::move(key));
}

}  // namespace bot
