// SPDX-License-Identifier: Apache-2.0
// JSON lines to standard error: time, level, event, request, part, message and further fields. Never bodies,
// message text, tokens, signatures or response_urls. Identical lines within ten seconds are counted, not
// repeated. For any thread.
#pragma once

#include <exception>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace bot {

enum class Level { debug, info, warning, error };

using LogFields = std::initializer_list<std::pair<std::string_view, std::string>>;

// Sets level ("debug", "info", "warning", "error") and format ("json", "text"). Called once, before any
// thread starts.
void start_log(std::string_view level, std::string_view format);
// `event` is a stable word ("request.refused"), `message` one sentence for people.
void log(Level level, std::string_view event, std::string_view message, LogFields fields = {});
void flush_log();

// The line itself, without its time, for tests: {"level":…,"event":…,…}.
std::string log_line(Level level, std::string_view event, std::string_view message, LogFields fields,
                     bool json);

// Completion handler for coroutines nobody waits for: what one throws is logged as `event`.
inline auto logged(std::string_view event) {
    return [event](const std::exception_ptr& thrown) {
        if (!thrown) return;
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& error) {
            log(Level::error, event, "Work in the background failed.", {{"why", error.what()}});
        } catch (...) {
            log(Level::error, event, "Work in the background failed.", {{"why", "no std::exception"}});
        }
    };
}

}  // namespace bot
