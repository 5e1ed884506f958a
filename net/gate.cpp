// SPDX-License-Identifier: Apache-2.0
#include "net/gate.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <map>
#include <vector>

namespace net {

namespace asio = boost::asio;

// Shared with those inside and those who wait: a coroutine that is torn down with the loop may leave after
// the gate is gone.
struct Gate::State {
    std::map<std::string, std::size_t, std::less<>> names;
    std::size_t count = 0;
    std::vector<asio::steady_timer*> waiting;
};

Gate::Inside::Inside(std::shared_ptr<State> state, std::string_view who)
    : state_(std::move(state)), who_(who) {
    ++state_->names[who_];
    ++state_->count;
}

Gate::Inside& Gate::Inside::operator=(Inside&& other) noexcept {
    if (this == &other) return *this;
    leave();
    state_ = std::move(other.state_);
    who_ = std::move(other.who_);
    return *this;
}

void Gate::Inside::leave() noexcept {
    const auto state = std::move(state_);
    if (!state) return;
    const auto name = state->names.find(who_);
    if (--name->second == 0) state->names.erase(name);
    if (--state->count > 0) return;
    for (auto* timer : state->waiting) timer->cancel();
}

Gate::Gate() : state_(std::make_shared<State>()) {}
Gate::~Gate() = default;

Gate::Inside Gate::enter(std::string_view who) { return {state_, who}; }

asio::awaitable<void> Gate::wait() {
    const auto state = state_;
    asio::steady_timer timer(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    state->waiting.push_back(&timer);
    const std::shared_ptr<void> out(nullptr, [&](void*) { std::erase(state->waiting, &timer); });
    while (state->count > 0) {
        const auto [failed] = co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
        const auto cancelled = (co_await asio::this_coro::cancellation_state).cancelled();
        if (failed && cancelled != asio::cancellation_type::none) throw boost::system::system_error(failed);
    }
}

std::string Gate::who() const {
    std::string all;
    for (const auto& [name, count] : state_->names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::size_t Gate::inside() const { return state_->count; }

}  // namespace net
