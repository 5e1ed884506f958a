// SPDX-License-Identifier: Apache-2.0
#include "bot/control.hpp"

#include "bot/clock.hpp"
#include "bot/facts_inbox.hpp"
#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "bot/service_for_tests.hpp"
#include "commands/answer_json.hpp"
#include "insight/readiness_json.hpp"
#include "net/unix_channel.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

namespace {
using namespace tests;

core::Json told(Running& running, const std::string& message) {
    auto& service = running.service();
    bot::FactsInbox facts(running.loop(), service.database, service.company, "rules",
                          std::filesystem::temp_directory_path(), bot::wall_now);
    const auto reply = finish(running.loop(), bot::answer_control(service, facts, message, 1000));
    return core::parse_json(reply).value();
}

insight::Assessment judged(core::Time at) {
    insight::Facts facts;
    facts.name = "payments-api";
    facts.full_name = "/srv/payments-api";
    return insight::assess(facts, {}, at);
}
constexpr auto then = core::from_unix(1'767'600'000);
}  // namespace

TEST_CASE("the shell's words are answered as an administrator's, private repositories too") {
    Running running;
    running.put("moon-shot", insight::Visibility::private_);
    const auto reply = told(running, R"({"kind":"ask","words":["ready","moon-shot"]})");
    CHECK(core::text_of(reply, "line") == "ready moon-shot");
    CHECK(commands::answer_from_json(reply["answer"])->outcome == commands::Outcome::done);
}

TEST_CASE("what is no request is refused in a sentence") {
    Running running;
    for (const std::string message :
         {"", "{", "[]", "7", R"({"kind":"drop"})", R"({"kind":7})", R"({"kind":"keep","assessments":[7]})",
          R"({"kind":"keep","assessments":[{}]})"}) {
        INFO(message);
        CHECK_FALSE(core::text_of(told(running, message), "error").empty());
    }
    for (const std::string message : {R"({"kind":"ask"})", R"({"kind":"ask","words":7,"fields":[1]})",
                                      R"({"kind":"ask","words":[null,"help",{}],"fields":{"a":1}})"}) {
        INFO(message);
        CHECK(core::text_of(told(running, message)["answer"], "outcome") == "done");
    }
}

TEST_CASE("how Slack is reached by Socket Mode is told, and that it is not") {
    Running running;
    CHECK(told(running, R"({"kind":"link"})").at("link").is_null());
    slack::LinkStatus status{.live = 2, .links = 2, .sentence = "Connected."};
    status.last_frame = std::chrono::steady_clock::now() - std::chrono::seconds(7);
    running.service().link_status = [status] { return std::optional(status); };
    const auto link = told(running, R"({"kind":"link"})").at("link");
    CHECK(core::number_of(link, "open") == 2);
    CHECK(core::text_of(link, "sentence") == "Connected.");
    CHECK_FALSE(core::truth_of(link, "has_ended", true));
    CHECK(core::number_of(link, "last_frame_seconds") >= 7);
    CHECK(core::number_of(link, "last_frame_seconds") <= 9);
}

TEST_CASE("assessments are kept, and what they replace comes back") {
    Running running;
    const auto keep = [&](core::Time at, const std::string& commit) {
        auto assessment = judged(at);
        assessment.commit = commit;
        core::Json message = {{"kind", "keep"}};
        message["assessments"] = core::Json::array({insight::to_json(assessment)});
        return told(running, message.dump());
    };
    const auto first = keep(then, "a");
    CHECK(first["before"][0].is_null());
    CHECK(first["for_few"] == core::Json::array({true}));
    const auto second = keep(then + core::Days{1}, "b");
    CHECK(insight::assessment_from_json(second["before"][0])->commit == "a");
    const auto history = told(running, R"({"kind":"ask","words":["ready","history","payments-api"]})");
    CHECK(history["answer"]["data"].size() == 2);
}

TEST_CASE("what a demo keeps is dated by when it was read, says so, and is known by its name at once") {
    Running running(with_slack, true);
    const auto today = bot::wall_now();
    auto assessment = judged(today);
    assessment.repository = "my-own-work";
    assessment.full_name = "/home/ada/my-own-work";
    core::Json message = {{"kind", "keep"}};
    message["assessments"] = core::Json::array({insight::to_json(assessment)});
    told(running, message.dump());
    const auto history = told(running, R"({"kind":"ask","words":["ready","history","my-own-work"]})");
    CHECK(history["answer"]["as_of"] == core::to_rfc3339(today));
    const auto ready = told(running, R"({"kind":"ask","words":["ready","my-own-work"]})");
    CHECK(ready["answer"]["as_of"] == core::to_rfc3339(today));
    CHECK(ready["answer"]["as_of_note"].get<std::string>().find(
              "dated by the real clock, the sample data by its own (2026-01-05)") != std::string::npos);
}

TEST_CASE("what nobody called visible is kept as private, and what was said once stays said") {
    const TemporaryFolder folder;
    storage::Store store(folder.path() / "ispo.db");
    auto writer = store.writer();
    const auto visibility_after = [&](std::optional<insight::Visibility> stated,
                                      const std::string& commit = "c0ffee") {
        auto assessment = judged(then);
        assessment.visibility = stated;
        assessment.commit = commit;
        const auto kept = bot::keep_in(writer, {assessment}, then);
        const auto now = writer.repositories_named("payments-api", then).at(0).visibility;
        CHECK(kept.for_few.at(0) == (!stated && now == insight::Visibility::private_));
        return writer.repositories_named("payments-api", then).at(0).visibility;
    };
    CHECK(visibility_after({}) == insight::Visibility::private_);
    CHECK(visibility_after(insight::Visibility::internal) == insight::Visibility::internal);
    CHECK(visibility_after({}) == insight::Visibility::internal);
    // A build machine checks out another repository at the same path.
    CHECK(visibility_after({}, "decaf") == insight::Visibility::private_);
    CHECK(visibility_after(insight::Visibility::internal, "") == insight::Visibility::internal);
    CHECK(visibility_after({}, "") == insight::Visibility::private_);
    CHECK(visibility_after(insight::Visibility::private_) == insight::Visibility::private_);
}

TEST_CASE("without a service what is assessed is kept under the folder's lock") {
    const TemporaryFolder folder;
    const auto config =
        config_from(folder, "", {}, {{"data.folder", (folder.path() / "data").string()}}).value();
    CHECK_FALSE(bot::running_service(config).value());
    CHECK_FALSE(bot::keep(config, {judged(then)}).before.front());
    CHECK(bot::keep(config, {judged(then + core::Days{1})}).before.front()->at == then);
    CHECK(bot::ask_service(folder.path() / "nobody.sock", {}).error().code == core::Errc::not_found);
}

namespace {

// Replies as a service does, in the order given; the last for ever.
class Pretended {
  public:
    Pretended(const std::filesystem::path& folder, std::vector<core::Json> replies)
        : replies_(std::move(replies)),
          server_(std::move(net::UnixServer::listen(loop_, bot::socket_in(folder),
                                                    [this](std::string message, std::uint32_t) {
                                                        return reply(std::move(message));
                                                    })
                                .value())),
          thread_([this] { loop_.run(); }) {}
    ~Pretended() {
        loop_.stop();
        thread_.join();
        server_.reset();
    }
    Pretended(const Pretended&) = delete;
    Pretended& operator=(const Pretended&) = delete;

  private:
    asio::awaitable<std::string> reply(std::string message) {
        if (message.find("\"keep\"") == std::string::npos) co_return "{}";
        const auto said = replies_.at(std::min(next_++, replies_.size() - 1)).dump();
        co_return said;
    }
    std::vector<core::Json> replies_;
    std::size_t next_ = 0;
    asio::io_context loop_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(loop_);
    std::unique_ptr<net::UnixServer> server_;
    std::thread thread_;
};

const core::Json full_disk = {{"error", "The disk is full."}, {"code", 5}};

}  // namespace

TEST_CASE("what a service kept before it failed is told as kept") {
    const TemporaryFolder folder;
    const auto config = config_from(folder, "", {}, {{"data.folder", folder.path().string()}}).value();
    const core::Json kept = {{"before", core::Json::array()}};
    const Pretended service(folder.path(), {kept, kept, full_disk});
    const auto done = bot::keep(config, std::vector<insight::Assessment>(60, judged(then)));
    CHECK(done.before.size() == 40);
    REQUIRE(done.failed.has_value());
    CHECK(bot::objection_of(done, 60) ==
          "Judged, but only the first 40 of 60 are kept for sure: The disk is full.");
}

TEST_CASE("a demo that cannot show what was judged does not keep it from being kept") {
    const TemporaryFolder folder;
    const auto config = config_from(folder, "", {}, {{"data.folder", folder.path().string()}}).value();
    std::filesystem::create_directories(bot::demo_folder(config));
    {
        const Pretended demo(bot::demo_folder(config), {full_disk});
        const auto done = bot::keep(config, {judged(then)});
        CHECK_FALSE(done.failed);
        CHECK(bot::objection_of(done, 1) == "Kept, but not in the demo that runs here: The disk is full.");
    }
    CHECK(bot::keep(config, {judged(then + core::Days{1})}).before.front()->at == then);
}

TEST_CASE("a service that still starts is told as that within seconds, and nobody is told to kill it") {
    const TemporaryFolder folder;
    const auto owner = bot::FolderLock::take(folder.path());
    REQUIRE(owner.has_value());
    owner->is_starting();
    asio::io_context idle;  // it listens, and its loop does not turn yet
    const asio::local::stream_protocol::endpoint socket(bot::socket_in(folder.path()).string());
    const asio::local::stream_protocol::acceptor listening(idle, socket);
    const auto began = std::chrono::steady_clock::now();
    const auto found = bot::service_in(folder.path());
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(8));
    REQUIRE(found.has_error());
    CHECK(found.error().code == core::Errc::unavailable);
    CHECK(found.error().sentence.find("is starting since") != std::string::npos);
    CHECK(found.error().sentence.find("kill") == std::string::npos);
}
