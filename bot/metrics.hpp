// SPDX-License-Identifier: Apache-2.0
// What /metrics shows. Labels never carry people, channels or repositories. Names and units:
// docs/operations.md. For the loop's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

class Metrics {
  public:
    Metrics();
    ~Metrics();

    void command(std::string_view command, std::string_view outcome, double seconds);
    void slack_acknowledged(std::string_view kind, double seconds);
    void request_refused(std::string_view reason);
    void message_sent(std::string_view kind, bool ok);
    void token_renewed(bool ok);
    void backup(std::string_view what, bool ok);  // "made", "verified"
    void interaction_ignored();                   // no command line is known for it
    void socket_ended(std::string_view reason);   // a connection of Socket Mode, or an attempt at one

    // Values that are read when asked for.
    struct Gauges {
        double writer_queue = 0, writer_commit_seconds = 0, database_bytes = 0, connections = 0;
        std::optional<double> outbox_messages, outbox_oldest_seconds;  // nothing: could not be counted
        double installations = 0, troubled_installations = 0;
        std::optional<double> last_backup, last_verified_backup;  // seconds since 1970
        std::optional<double> sockets, last_frame;  // of Socket Mode; last_frame: seconds since 1970
    };
    std::string text(const Gauges& gauges) const;  // Prometheus text format

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace bot
