// SPDX-License-Identifier: Apache-2.0
// The body of Worker::run, kept apart from its contract. Included by net/worker.hpp only.
#pragma once

#include "net/worker.hpp"

namespace net {

template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> Worker::run(Work work) {
    using Value = std::invoke_result_t<Work&>;
    const auto home = co_await boost::asio::this_coro::executor;
    auto job = std::make_unique<Work>(std::move(work));
    std::exception_ptr failed;
    waiting_.fetch_add(1, std::memory_order_relaxed);
    // Without a bound executor post would resume the coroutine, and so run the work, on the loop.
    co_await boost::asio::post(boost::asio::bind_executor(pool_.get_executor(), boost::asio::use_awaitable));
    if constexpr (std::is_void_v<Value>) {
        try {
            (*job)();
        } catch (...) {
            failed = std::current_exception();
        }
        job.reset();
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        co_await boost::asio::dispatch(home, boost::asio::use_awaitable);
        if (failed) std::rethrow_exception(failed);
    } else {
        std::optional<Value> value;
        try {
            value.emplace((*job)());
        } catch (...) {
            failed = std::current_exception();
        }
        job.reset();
        waiting_.fetch_sub(1, std::memory_order_relaxed);
        co_await boost::asio::dispatch(home, boost::asio::use_awaitable);
        if (failed) std::rethrow_exception(failed);
        co_return std::move(*value);
    }
}

}  // namespace net
