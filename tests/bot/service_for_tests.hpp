// SPDX-License-Identifier: Apache-2.0
// The program below the socket: a Service on a file in a folder of its own, and requests as Slack signs them.
#pragma once

#include "bot/config_for_tests.hpp"
#include "bot/demo.hpp"
#include "bot/service.hpp"
#include "core/json.hpp"
#include "net/crypto.hpp"
#include "sources/sample.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace tests {

namespace asio = boost::asio;

// Turns the loop until `work` and all that it started has ended; what it returned or threw comes back.
template <class T>
T finish(asio::io_context& loop, asio::awaitable<T> work) {
    std::exception_ptr failed;
    std::optional<T> value;
    asio::co_spawn(loop, std::move(work), [&](std::exception_ptr thrown, T result) {
        failed = thrown;
        if (!thrown) value.emplace(std::move(result));
    });
    loop.restart();
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return std::move(*value);
}

inline void finish(asio::io_context& loop, asio::awaitable<void> work) {
    std::exception_ptr failed;
    asio::co_spawn(loop, std::move(work), [&](std::exception_ptr thrown) { failed = thrown; });
    loop.restart();
    loop.run();
    if (failed) std::rethrow_exception(failed);
}

inline const std::string secret = "8f742231b10e8888abcd99yyyzzz85a5";
inline const std::string with_slack =
    "[slack]\nsigning_secret = \"" + secret + "\"\n[people]\nispo = [\"U2OFFICE\"]\n";

class Running {
  public:
    bot::OutboxDelays delays{.until_look = std::chrono::seconds(2), .after_start = {}};  // of the next open()
    storage::Kept keeps = storage::Kept::in_file;                                        // of the next open()
    std::chrono::milliseconds writer_patience{30'000};                                   // of the next open()
    explicit Running(std::string_view toml = with_slack, bool demo = false)
        : config_(config_from(folder_, toml).value()), demo_(demo) {
        open();
    }
    // As after a crash or restart: the same file, another process's memory.
    void open() {
        service_.reset();
        bot::ServiceOptions options;
        options.demo = demo_;
        options.outbox_delays = delays;
        options.kept = keeps;
        options.writer_patience = writer_patience;
        service_ = std::make_unique<bot::Service>(loop_, config_, bot::CompanyPolicy{}, options,
                                                  folder_.path() / "ispo.db");
        if (demo_) {
            auto writer = service_->store.writer();
            bot::import_sample(writer, bot::demo_time(writer), service_->company, false);
            service_->clock.set(bot::demo_time(writer));
        }
        learn();
    }
    void learn() { finish(loop_, service_->dispatcher.refresh_vocabulary()); }
    std::int64_t put(const std::string& name, insight::Visibility visibility) {
        insight::Repository row{.key = name, .name = name, .full_name = "acme/" + name};
        row.visibility = visibility;
        row.source = "git";
        insight::Facts facts;
        facts.name = name;
        facts.full_name = row.full_name;
        auto writer = service_->store.writer();
        const auto id = writer.put_repository(row);
        writer.put_assessment(id, insight::assess(facts, {}, sources::sample::demo_start()));
        learn();
        return id;
    }

    // As the server does: what is at hand first.
    net::Response send(net::Request request) {
        if (net::Response kept; bot::handle_at_once(*service_, request, kept)) return kept;
        return finish(loop_, bot::handle_public(*service_, std::move(request)));
    }
    net::Response admin(std::string method, std::string target) {
        net::Request request{.method = std::move(method), .target = std::move(target)};
        return finish(loop_, bot::handle_admin(*service_, std::move(request)));
    }
    std::string metrics() { return admin("GET", "/metrics").body; }
    bot::Service& service() { return *service_; }
    asio::io_context& loop() { return loop_; }

  private:
    TemporaryFolder folder_;
    bot::Config config_;
    bool demo_;
    asio::io_context loop_{1};
    std::unique_ptr<bot::Service> service_;
};

// Signed as docs.slack.dev/authentication/verifying-requests-from-slack says.
inline net::Request signed_request(const std::string& path, const std::string& body,
                                   core::Time at = bot::wall_now(), const std::string& key = secret) {
    net::Request request{.method = "POST", .target = path};
    request.body = body;
    const auto time = std::to_string(core::to_unix(at));
    net::crypto::HmacSha256 mac(key);
    request.headers = {{"content-type", "application/x-www-form-urlencoded"},
                       {"x-slack-request-timestamp", time},
                       {"x-slack-signature", "v0=" + net::crypto::to_hex(mac("v0:" + time + ":", body))}};
    return request;
}

inline std::string command_body(const std::string& text, const std::string& user = "U1VIEWER") {
    return "token=x&team_id=T1&channel_id=C1&user_id=" + user + "&command=%2Fispo&text=" + text +
           "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1&trigger_id=13.1";
}

inline std::string header_of(const net::Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (key == name) return value;
    return {};
}

}  // namespace tests
