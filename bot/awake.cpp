// SPDX-License-Identifier: Apache-2.0
#include "bot/awake.hpp"

namespace bot {

void run_awake(boost::asio::io_context& loop, std::chrono::microseconds awake,
               const std::function<bool()>& others_work) {
    using Clock = std::chrono::steady_clock;
    auto last = Clock::now();
    while (!loop.stopped()) {
        if (loop.poll() > 0) {
            last = Clock::now();
            continue;
        }
        // Out of work poll() has stopped the loop, as run() would.
        if (loop.stopped() || (Clock::now() - last < awake && !others_work())) continue;
        if (loop.run_one() > 0) last = Clock::now();
    }
}

}  // namespace bot
