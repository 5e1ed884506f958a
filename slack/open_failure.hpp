// SPDX-License-Identifier: Apache-2.0
// Why Socket Mode got no connection, and whether waiting helps. Pure.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>

namespace slack {

using Span = std::chrono::milliseconds;

struct OpenFailure {
    std::string why;        // a sentence
    bool is_final = false;  // waiting cures nothing: the token or the workspace is the cause
    bool was_seen = false;  // Slack answered, so it counts against its rate
    Span wait{0};           // at least, as Slack asks
    std::string cure = {};  // a sentence; when it is final
};
// Reads an Error of WebApi or net::WebSocket.
OpenFailure failure_of(const core::Error& error);

}  // namespace slack
