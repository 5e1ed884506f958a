// SPDX-License-Identifier: Apache-2.0
#include "bot/question.hpp"

#include "bot/log.hpp"
#include "bot/service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace asio = boost::asio;

namespace bot {

struct Question::State {
    explicit State(asio::io_context& loop) : bell(loop) {}
    std::optional<Dispatched> done;
    asio::steady_timer bell;  // rung when it is answered
};

asio::awaitable<void> Question::ask(Service& service, std::shared_ptr<State> state,
                                    commands::Request request) {
    const auto inside = service.background.enter("question");
    state->done = co_await service.dispatcher.ask(std::move(request));
    state->bell.cancel();
}

Question::Question(Service& service, commands::Request request)
    : state_(std::make_shared<State>(service.loop)), reference_(request.id) {
    asio::co_spawn(service.loop, ask(service, state_, std::move(request)), logged("question.failed"));
}

Question::Question(Service& service, Dispatched answered, std::string reference)
    : state_(std::make_shared<State>(service.loop)), reference_(std::move(reference)) {
    state_->done = std::move(answered);
}

asio::awaitable<bool> Question::within(std::chrono::milliseconds patience) {
    auto state = state_;
    if (!state->done) {
        state->bell.expires_after(patience);
        co_await state->bell.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return state->done.has_value();
}

asio::awaitable<Dispatched> Question::answer() {
    auto state = state_;
    while (!state->done) {
        state->bell.expires_at(asio::steady_timer::time_point::max());
        co_await state->bell.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return std::move(*state->done);
}

}  // namespace bot
