// SPDX-License-Identifier: Apache-2.0
// One thread with a queue, the only way off the loop. Crossing: post to the worker, dispatch back to the
// caller's executor. The caller's loop must outlive the worker: the worker may still be inside its post()
// when the handler has run.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <type_traits>

namespace net {

class Worker {
  public:
    Worker() : pool_(1) {}
    ~Worker() { stop(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    // Runs `work` on the worker and resumes the caller on its own executor with the result or the exception.
    // `work` is moved over and destroyed there. Not cancellable: what it refers to must outlive it, so give
    // it values.
    template <class Work>
    boost::asio::awaitable<std::invoke_result_t<Work&>> run(Work work);

    std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }
    // Finishes what was submitted, then ends the thread; returns when it has ended. Callers are resumed only
    // if their loop still runs, otherwise they go with it. Nothing may be submitted after; a second call does
    // nothing.
    void stop() { pool_.join(); }

  private:
    boost::asio::thread_pool pool_;
    std::atomic<std::size_t> waiting_{0};
};

}  // namespace net

#include "net/worker_run.hpp"
