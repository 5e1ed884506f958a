// SPDX-License-Identifier: Apache-2.0
#include "bot/metrics.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
}  // namespace

TEST_CASE("what was counted is shown in Prometheus' text format") {
    bot::Metrics metrics;
    metrics.command("ready", "done", 0.002);
    metrics.command("ready", "done", 0.2);
    metrics.command("ready", "refused", 0.2);
    metrics.slack_acknowledged("event", 0.001);
    metrics.request_refused("signature");
    metrics.message_sent("post", false);
    metrics.interaction_ignored();
    metrics.socket_ended("refresh_requested");
    metrics.socket_ended("refresh_requested");
    const auto text = metrics.text({.writer_queue = 3,
                                    .database_bytes = 4096,
                                    .connections = 2,
                                    .sockets = 2,
                                    .last_frame = 1767600000});
    for (const std::string line :
         {"ispo_commands_total{command=\"ready\",outcome=\"done\"} 2",
          "ispo_commands_total{command=\"ready\",outcome=\"refused\"} 1",
          "ispo_command_seconds_count{command=\"ready\"} 3",
          "ispo_command_seconds_bucket{command=\"ready\",le=\"0.0025\"} 1",
          "ispo_slack_ack_seconds_count{kind=\"event\"} 1",
          "ispo_requests_refused_total{reason=\"signature\"} 1",
          "ispo_messages_sent_total{kind=\"post\",outcome=\"failed\"} 1", "ispo_writer_queue 3",
          "ispo_slack_interactions_ignored_total 1", "ispo_slack_socket_open 2",
          "ispo_slack_socket_reconnects_total{reason=\"refresh_requested\"} 2",
          "ispo_slack_last_frame_timestamp_seconds 1767600000", "ispo_database_bytes 4096",
          "ispo_http_connections 2", "ispo_build_info{"}) {
        INFO(line);
        CHECK(has(text, line));
    }
}

TEST_CASE("what could not be counted is left out, also when it was known before") {
    bot::Metrics metrics;
    CHECK(has(metrics.text({.outbox_messages = 3, .outbox_oldest_seconds = 700}), "ispo_outbox_messages 3"));
    const auto unknown = metrics.text({});
    CHECK_FALSE(has(unknown, "ispo_outbox_messages 3"));
    CHECK_FALSE(has(unknown, "\nispo_outbox_messages "));
    CHECK_FALSE(has(unknown, "\nispo_outbox_oldest_seconds "));
}

TEST_CASE("every metric has its help and its type, and gauges show the last value only") {
    bot::Metrics metrics;
    metrics.text({.writer_queue = 3});
    const auto text = metrics.text({.writer_queue = 1});
    CHECK(has(text, "ispo_writer_queue 1\n"));
    CHECK_FALSE(has(text, "ispo_writer_queue 3"));
    for (const auto line : core::lines(text)) {
        if (line.empty() || line.starts_with('#')) continue;
        INFO(line);
        const auto name = std::string(line.substr(0, line.find_first_of("{ ")));
        CHECK(has(text, "# HELP " + name + " "));
        CHECK(has(text, "# TYPE " + name + " "));
    }
}
