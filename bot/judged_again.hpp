// SPDX-License-Identifier: Apache-2.0
// Who reads a channel may have changed since an answer for it was made: what waits is judged once more just
// before it is posted.
#pragma once

#include "bot/service.hpp"

#include <boost/asio/awaitable.hpp>

namespace bot {

// The message as it may be posted now: as it was made, or the refusal that whoever asks there now is given.
// Slack is asked who reads a channel now; of a person it is known. When Slack does not say: nothing while the
// message `may_wait`, the refusal after that.
boost::asio::awaitable<std::optional<storage::OutgoingRow>> judged_again(Service& service,
                                                                         storage::OutgoingRow message,
                                                                         bool may_wait);

}  // namespace bot
