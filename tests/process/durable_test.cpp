// SPDX-License-Identifier: Apache-2.0
// The program is killed at each of its crash points while it answers a mention; Slack shows the answer once.
#include "bot/crash_points.hpp"

#include "net/server.hpp"
#include "tests/process/ispo.hpp"
#include "tests/process/wire.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <thread>

using namespace process;

namespace {

const std::string secret = "8f742231b10e8888abcd99yyyzzz85a5";

// What Slack shows: messages stand there once it took them, and are found again by their metadata.
class Workspace {
  public:
    // `slowness`: so long Slack thinks about the first message.
    explicit Workspace(std::chrono::seconds slowness = std::chrono::seconds(0)) {
        auto handle = [this, slowness](net::Request request) -> boost::asio::awaitable<net::Response> {
            const bool is_post = request.target.ends_with("/chat.postMessage");
            if (is_post && ++asked_ == 1) {
                boost::asio::steady_timer thinking(loop_, slowness);
                co_await thinking.async_wait(boost::asio::use_awaitable);
            }
            co_return net::json_response(200, answer(request));
        };
        auto opened = net::Server::listen(loop_, "127.0.0.1:0", {}, handle);
        REQUIRE(opened.has_value());
        server_ = std::move(*opened);
        thread_ = std::thread([this] { loop_.run(); });
    }
    ~Workspace() {
        boost::asio::post(loop_, [this] { server_->stop(); });
        thread_.join();
    }
    std::string api() const { return fmt::format("http://127.0.0.1:{}/api/", server_->port()); }
    int asked() const { return asked_; }  // to post
    int shown() const { return shown_; }

  private:
    std::string answer(const net::Request& request) {
        if (request.target.ends_with("/conversations.replies"))
            return core::dump_json({{"ok", true}, {"messages", messages_}});
        if (!request.target.ends_with("/chat.postMessage")) return R"({"ok":false,"error":"missing_scope"})";
        net::Form form;
        net::parse_form(request.body, form);
        core::Json message = {{"ts", fmt::format("1503435956.{:06}", ++shown_)}};
        for (const auto& [name, value] : form)
            if (name == "metadata") message["metadata"] = core::parse_json(value).value();
        messages_.push_back(message);
        return core::dump_json({{"ok", true}, {"ts", message["ts"]}});
    }

    boost::asio::io_context loop_{1};
    std::unique_ptr<net::Server> server_;
    core::Json messages_ = core::Json::array();  // the thread's
    std::atomic<int> asked_ = 0, shown_ = 0;
    std::thread thread_;
};

std::string mention() {
    const core::Json body = {{"team_id", "T1"},
                             {"type", "event_callback"},
                             {"event_id", "Ev1"},
                             {"is_ext_shared_channel", false},
                             {"event",
                              {{"type", "app_mention"},
                               {"user", "U061F7AUR"},
                               {"text", "help levels"},
                               {"ts", "1515449522.000016"},
                               {"channel", "C123ABC456"}}}};
    return body.dump();
}

// The event as Slack sends it, once or again; the status is 0 when nobody acknowledged it.
int deliver(std::uint16_t port) {
    const auto body = mention();
    return exchange(port, {.path = "/slack/events", .body = body, .headers = signed_headers(secret, body)})
        .status;
}

double waiting(const Serving& service) {
    const auto text = get(service.admin, "/metrics").body;
    const std::string line = "\nispo_outbox_messages ";
    const auto at = text.find(line);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + line.size()));
}

std::string settings(const Workspace& slack) {
    return fmt::format("[slack]\nsigning_secret = \"{}\"\nbot_token = \"xoxb-1\"\napi_base = \"{}\"\n",
                       secret, slack.api());
}

template <class Holds>
void wait_until(Holds holds) {
    const auto deadline = in_patience();
    while (!holds() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
}

}  // namespace

TEST_CASE("killed while Slack still thinks about a message, it is not sent a second time") {
    Workspace slack(std::chrono::seconds(9));
    Home home;
    home.configure(settings(slack));
    {
        Serving doomed(home);
        CHECK(deliver(doomed.port) == 200);
        wait_until([&] { return slack.asked() > 0; });
        doomed.child.signal(SIGKILL);
        CHECK(doomed.child.end().code == 128 + SIGKILL);
    }
    CHECK(slack.shown() == 0);
    Serving service(home);
    wait_until([&] { return slack.shown() > 0 && waiting(service) == 0; });
    CHECK(service.stop().code == 0);
    CHECK(slack.asked() == 1);
    CHECK(slack.shown() == 1);
}

TEST_CASE("killed at any point, an answer is lost nowhere and given once") {
    for (const auto point : bot::crash_points) {
        CAPTURE(point);
        Workspace slack;
        Home home;
        home.configure(settings(slack));
        // So long after its attempt, a message may still arrive; Slack would take 25 seconds.
        auto order = home.order({"serve"}, free_ports());
        order.environment.emplace_back("LOOK_AFTER=3");
        const auto again = order;
        order.environment.push_back(fmt::format("CRASH_AT={}", point));
        {
            Serving doomed(order);
            const auto status = deliver(doomed.port);
            CHECK(doomed.child.end().code == 128 + SIGKILL);
            CHECK((status == 200 || point == "received"));
        }
        Serving service(again);
        // Slack repeats what was not acknowledged, and sometimes what was.
        CHECK(deliver(service.port) == 200);
        wait_until([&] { return slack.shown() > 0 && waiting(service) == 0; });
        CHECK(deliver(service.port) == 200);
        CHECK(service.stop().code == 0);
        CHECK(slack.shown() == 1);
    }
}
