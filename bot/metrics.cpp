// SPDX-License-Identifier: Apache-2.0
#include "bot/metrics.hpp"

#include "bot/version.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>

namespace bot {

namespace {
const prometheus::Histogram::BucketBoundaries seconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                         0.05,   0.1,   0.25,   0.5,   1,    3};
}

namespace {

// Metrics by two words.
template <class Metric>
class Known {
  public:
    template <class Make>
    Metric& of(std::string_view first, std::string_view second, const Make& make) {
        const auto found = by_words_.find(std::pair(first, second));
        if (found != by_words_.end()) return *found->second;
        return *by_words_.emplace(std::pair(std::string(first), std::string(second)), make()).first->second;
    }

  private:
    struct Before {
        using is_transparent = void;
        bool operator()(const auto& a, const auto& b) const {
            return std::pair<std::string_view, std::string_view>(a) <
                   std::pair<std::string_view, std::string_view>(b);
        }
    };
    std::map<std::pair<std::string, std::string>, Metric*, Before> by_words_;
};

}  // namespace

struct Metrics::Inside {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& commands =
        prometheus::BuildCounter().Name("ispo_commands_total").Help("Answers given.").Register(registry);
    prometheus::Family<prometheus::Histogram>& command_seconds = prometheus::BuildHistogram()
                                                                     .Name("ispo_command_seconds")
                                                                     .Help("From the words to the answer.")
                                                                     .Register(registry);
    prometheus::Family<prometheus::Histogram>& acknowledged =
        prometheus::BuildHistogram()
            .Name("ispo_slack_ack_seconds")
            .Help("From the whole request to its acknowledgement.")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& refused = prometheus::BuildCounter()
                                                           .Name("ispo_requests_refused_total")
                                                           .Help("Requests refused before they were read.")
                                                           .Register(registry);
    prometheus::Family<prometheus::Counter>& sent = prometheus::BuildCounter()
                                                        .Name("ispo_messages_sent_total")
                                                        .Help("Messages handed to Slack.")
                                                        .Register(registry);
    prometheus::Family<prometheus::Gauge>& info =
        prometheus::BuildGauge().Name("ispo_build_info").Help("The program.").Register(registry);
    prometheus::Family<prometheus::Gauge>& queue = prometheus::BuildGauge()
                                                       .Name("ispo_writer_queue")
                                                       .Help("Units waiting for the writer.")
                                                       .Register(registry);
    prometheus::Family<prometheus::Gauge>& commit = prometheus::BuildGauge()
                                                        .Name("ispo_writer_commit_seconds")
                                                        .Help("The last group, with its COMMIT.")
                                                        .Register(registry);
    prometheus::Family<prometheus::Gauge>& bytes = prometheus::BuildGauge()
                                                       .Name("ispo_database_bytes")
                                                       .Help("Size of the database file.")
                                                       .Register(registry);
    prometheus::Family<prometheus::Gauge>& connections =
        prometheus::BuildGauge().Name("ispo_http_connections").Help("Open connections.").Register(registry);

    prometheus::Family<prometheus::Gauge>& outbox = prometheus::BuildGauge()
                                                        .Name("ispo_outbox_messages")
                                                        .Help("Messages that wait for Slack.")
                                                        .Register(registry);
    prometheus::Family<prometheus::Gauge>& outbox_oldest =
        prometheus::BuildGauge()
            .Name("ispo_outbox_oldest_seconds")
            .Help("Age of the oldest message that waits for Slack.")
            .Register(registry);

    prometheus::Family<prometheus::Counter>& renewed = prometheus::BuildCounter()
                                                           .Name("ispo_slack_token_renewals_total")
                                                           .Help("Tokens of installations renewed.")
                                                           .Register(registry);
    prometheus::Family<prometheus::Gauge>& installations = prometheus::BuildGauge()
                                                               .Name("ispo_slack_installations")
                                                               .Help("Active installations.")
                                                               .Register(registry);
    prometheus::Family<prometheus::Gauge>& troubled =
        prometheus::BuildGauge()
            .Name("ispo_slack_installations_troubled")
            .Help("Installations whose token is not renewed or not taken.")
            .Register(registry);

    prometheus::Family<prometheus::Counter>& ignored =
        prometheus::BuildCounter()
            .Name("ispo_slack_interactions_ignored_total")
            .Help("Clicks and forms for which no command line is known.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& sockets = prometheus::BuildGauge()
                                                         .Name("ispo_slack_socket_open")
                                                         .Help("Connections of Socket Mode that serve.")
                                                         .Register(registry);
    prometheus::Family<prometheus::Counter>& reconnects =
        prometheus::BuildCounter()
            .Name("ispo_slack_socket_reconnects_total")
            .Help("Connections of Socket Mode that ended or could not be opened, so that another was tried.")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& backups = prometheus::BuildCounter()
                                                           .Name("ispo_backups_total")
                                                           .Help("Backups made, and backups tried.")
                                                           .Register(registry);
    prometheus::Family<prometheus::Gauge>& last_backup =
        prometheus::BuildGauge()
            .Name("ispo_backup_last_success_timestamp_seconds")
            .Help("When the newest backup was made, since 1970.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& last_verified_backup =
        prometheus::BuildGauge()
            .Name("ispo_backup_last_verified_timestamp_seconds")
            .Help("When a backup was tried last and found good, since 1970.")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& last_frame =
        prometheus::BuildGauge()
            .Name("ispo_slack_last_frame_timestamp_seconds")
            .Help("When Slack was heard last over Socket Mode, since 1970.")
            .Register(registry);

    // Looking a labelled metric up costs a hash of its labels: the few that occur are kept.
    Known<prometheus::Histogram> histograms;
    prometheus::Histogram& histogram(prometheus::Family<prometheus::Histogram>& family,
                                     std::string_view label, std::string_view value) {
        return histograms.of(label, value, [&] {
            return &family.Add({{std::string(label), std::string(value)}}, seconds);
        });
    }
    Known<prometheus::Counter> counters;
    prometheus::Counter& command_counter(std::string_view command, std::string_view outcome) {
        return counters.of(command, outcome, [&] {
            return &commands.Add({{"command", std::string(command)}, {"outcome", std::string(outcome)}});
        });
    }
};

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {
    inside_->info.Add({{"version", std::string(version())}, {"commit", std::string(commit())}}).Set(1);
}
Metrics::~Metrics() = default;

void Metrics::command(std::string_view command, std::string_view outcome, double took) {
    inside_->command_counter(command, outcome).Increment();
    inside_->histogram(inside_->command_seconds, "command", command).Observe(took);
}
void Metrics::slack_acknowledged(std::string_view kind, double took) {
    inside_->histogram(inside_->acknowledged, "kind", kind).Observe(took);
}
void Metrics::request_refused(std::string_view reason) {
    inside_->refused.Add({{"reason", std::string(reason)}}).Increment();
}
void Metrics::message_sent(std::string_view kind, bool ok) {
    inside_->sent.Add({{"kind", std::string(kind)}, {"outcome", ok ? "ok" : "failed"}}).Increment();
}
void Metrics::backup(std::string_view what, bool ok) {
    inside_->backups.Add({{"what", std::string(what)}, {"outcome", ok ? "ok" : "failed"}}).Increment();
}
void Metrics::token_renewed(bool ok) {
    inside_->renewed.Add({{"outcome", ok ? "ok" : "failed"}}).Increment();
}

void Metrics::interaction_ignored() { inside_->ignored.Add({}).Increment(); }
void Metrics::socket_ended(std::string_view reason) {
    inside_->reconnects.Add({{"reason", std::string(reason)}}).Increment();
}

namespace {

// An alert on a value that is not known must not turn green.
void set_or_leave_out(prometheus::Family<prometheus::Gauge>& family, std::optional<double> value) {
    auto& gauge = family.Add({});
    if (value) return gauge.Set(*value);
    family.Remove(&gauge);
}

}  // namespace

std::string Metrics::text(const Gauges& gauges) const {
    inside_->queue.Add({}).Set(gauges.writer_queue);
    inside_->commit.Add({}).Set(gauges.writer_commit_seconds);
    inside_->bytes.Add({}).Set(gauges.database_bytes);
    inside_->connections.Add({}).Set(gauges.connections);
    inside_->installations.Add({}).Set(gauges.installations);
    inside_->troubled.Add({}).Set(gauges.troubled_installations);
    set_or_leave_out(inside_->outbox, gauges.outbox_messages);
    set_or_leave_out(inside_->outbox_oldest, gauges.outbox_oldest_seconds);
    set_or_leave_out(inside_->last_backup, gauges.last_backup);
    set_or_leave_out(inside_->last_verified_backup, gauges.last_verified_backup);
    if (gauges.sockets) inside_->sockets.Add({}).Set(*gauges.sockets);
    if (gauges.last_frame) inside_->last_frame.Add({}).Set(*gauges.last_frame);
    return prometheus::TextSerializer().Serialize(inside_->registry.Collect());
}

}  // namespace bot
