// SPDX-License-Identifier: Apache-2.0
#include "bot/log.hpp"

#include "core/json.hpp"
#include "core/text.hpp"

#include <spdlog/sinks/dup_filter_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace bot {

namespace {

bool as_json = true;

std::string_view word(Level level) {
    switch (level) {
        case Level::debug:
            return "debug";
        case Level::info:
            return "info";
        case Level::warning:
            return "warning";
        case Level::error:
            return "error";
    }
    return "info";
}

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
        case Level::debug:
            return spdlog::level::debug;
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::info;
}

}  // namespace

void start_log(std::string_view level, std::string_view format) {
    as_json = format != "text";
    auto filter = std::make_shared<spdlog::sinks::dup_filter_sink_mt>(std::chrono::seconds(10));
    filter->add_sink(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    auto logger = std::make_shared<spdlog::logger>("ispo", filter);
    // The dup filter writes its own "Skipped n duplicate messages" line as plain payload, so the frame must
    // be ours in every case.
    filter->set_pattern(as_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %v");
    logger->set_pattern(as_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ",%v})" : "%Y-%m-%dT%H:%M:%S.%eZ %v",
                        spdlog::pattern_time_type::utc);
    logger->set_level(level == "debug"     ? spdlog::level::debug
                      : level == "warning" ? spdlog::level::warn
                      : level == "error"   ? spdlog::level::err
                                           : spdlog::level::info);
    logger->flush_on(spdlog::level::debug);
    spdlog::set_default_logger(logger);
}

std::string log_line(Level level, std::string_view event, std::string_view message, LogFields fields,
                     bool json) {
    if (!json) {
        std::string out =
            std::string(word(level)) + " " + std::string(event) + ": " + core::one_line(message);
        for (const auto& [name, value] : fields)
            out += " " + std::string(name) + "=" + core::quote_word(core::one_line(value));
        return out;
    }
    core::Json line = {{"level", word(level)}, {"event", event}};
    for (const auto& [name, value] : fields) line[std::string(name)] = value;
    line["message"] = message;
    return core::dump_json(line);
}

void log(Level level, std::string_view event, std::string_view message, LogFields fields) {
    auto* logger = spdlog::default_logger_raw();
    if (!logger->should_log(spdlog_level(level))) return;
    auto line = log_line(level, event, message, fields, as_json);
    if (as_json) line = line.substr(1, line.size() - 2);  // the frame brings the braces and the time
    logger->log(spdlog_level(level), "{}", line);
}

void flush_log() { spdlog::default_logger_raw()->flush(); }

}  // namespace bot
