// SPDX-License-Identifier: Apache-2.0
// A loop that does not fall asleep between requests that follow each other closely.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>

namespace bot {

// As loop.run(). For `awake` after it has done something it looks for more instead of sleeping: to be woken
// takes several times as long as an answer to Slack. Not while `others_work`, who may need the same
// processor. Nothing to do for longer costs nothing. Throws what a handler throws.
void run_awake(boost::asio::io_context& loop, std::chrono::microseconds awake,
               const std::function<bool()>& others_work);

}  // namespace bot
