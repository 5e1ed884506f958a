// SPDX-License-Identifier: Apache-2.0
// A Response as the bytes of an HTTP/1.1 answer.
#pragma once

#include "net/http.hpp"

#include <ctime>

namespace net {

struct ReplyShape {
    bool keep_alive = true;
    bool is_old = false;        // asked in HTTP/1.0, where keep-alive must be said
    bool without_body = false;  // HEAD
};

// Replaces `out`. Throws std::invalid_argument when a header holds a line break or another control character.
void write_reply(std::string& out, const Response& response, ReplyShape shape);

std::string http_date(std::time_t when);  // RFC 9110, 5.6.7

}  // namespace net
