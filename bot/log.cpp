// SPDX-License-Identifier: Apache-2.0
#include "bot/log.hpp"

#include "core/json.hpp"
#include "core/text.hpp"

#include <spdlog/sinks/dist_sink.h>
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

std::string framed(Level level, std::string_view event, std::string_view message, LogFields fields) {
    auto line = log_line(level, event, message, fields, as_json);
    return as_json ? line.substr(1, line.size() - 2) : line;  // the frame brings the braces and the time
}

// Passes a line on unless the one before was the same, within ten seconds; how many were held back is a line
// of our own kind. spdlog's own filter writes plain text there, which is no JSON.
class Repeats : public spdlog::sinks::dist_sink_mt {
  protected:
    void sink_it_(const spdlog::details::log_msg& message) override {
        const std::string_view payload(message.payload.data(), message.payload.size());
        if (payload == last_ && message.time - seen_at_ <= std::chrono::seconds(10)) {
            ++held_back_;
            return;
        }
        if (held_back_ > 0) tell(message);
        held_back_ = 0;
        last_ = payload;
        seen_at_ = message.time;
        spdlog::sinks::dist_sink_mt::sink_it_(message);
    }

  private:
    void tell(const spdlog::details::log_msg& next) {
        const auto line = framed(Level::info, "log.repeated", "The line before came again.",
                                 {{"times", std::to_string(held_back_)}});
        spdlog::details::log_msg told(next.time, {}, next.logger_name, spdlog::level::info, line);
        spdlog::sinks::dist_sink_mt::sink_it_(told);
    }

    std::string last_;
    spdlog::log_clock::time_point seen_at_{};
    std::size_t held_back_ = 0;
};

}  // namespace

void start_log(std::string_view level, std::string_view format) {
    as_json = format != "text";
    auto filter = std::make_shared<Repeats>();
    filter->add_sink(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    auto logger = std::make_shared<spdlog::logger>("ispo", filter);
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
    core::Json line = core::Json::object();
    for (const auto& [name, value] : fields) line[std::string(name)] = value;
    line["level"] = word(level);
    line["event"] = event;
    line["message"] = message;
    return core::dump_json(line);
}

void log(Level level, std::string_view event, std::string_view message, LogFields fields) {
    auto* logger = spdlog::default_logger_raw();
    if (!logger->should_log(spdlog_level(level))) return;
    logger->log(spdlog_level(level), "{}", framed(level, event, message, fields));
}

void flush_log() { spdlog::default_logger_raw()->flush(); }

}  // namespace bot
