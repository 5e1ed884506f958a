// SPDX-License-Identifier: Apache-2.0
#include "bot/control.hpp"

#include "bot/audit_row.hpp"
#include "bot/demo.hpp"
#include "bot/facts_control.hpp"
#include "bot/installation_orders.hpp"
#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "bot/log.hpp"
#include "bot/service.hpp"
#include "bot/socket_link.hpp"
#include "commands/answer_json.hpp"
#include "core/text.hpp"
#include "insight/readiness_json.hpp"
#include "net/unix_channel.hpp"

#include <fmt/format.h>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::chrono::seconds deadline{30};
constexpr std::chrono::seconds while_starting{1};    // one that says it starts answers nobody yet
constexpr std::chrono::seconds longest_silence{10};  // longer, and a service is stuck or held

core::Error silent_service(const std::filesystem::path& folder) {
    const auto process = net::process_listening_at(socket_in(folder));
    const auto which = process ? fmt::format(" (process {})", *process) : std::string();
    return core::unavailable(
        fmt::format("The service that runs on {} does not answer{}; nothing was changed. It is stuck or was "
                    "held: look into "
                    "its log, end it ({}), and start it again.",
                    core::one_line(folder.string()), which,
                    process ? fmt::format("kill {0}, then kill -9 {0}", *process)
                            : std::string("systemctl stop ispo-bot")));
}

core::Json refusal(const core::Error& error) {
    return {{"error", error.sentence}, {"code", static_cast<int>(error.code)}};
}

asio::awaitable<void> refresh_names(Service& service);

asio::awaitable<core::Json> answer_ask(Service& service, const core::Json& message, std::uint32_t user) {
    commands::Request request;
    request.asker.person = fmt::format("os:{}", user);
    request.asker.name = name_of_user(user);
    request.asker.role = commands::Role::admin;
    request.place = {.kind = commands::PlaceKind::shell};
    for (const auto& word : core::member_of(message, "words"))
        if (word.is_string()) request.words.push_back(word.get<std::string>());
    for (const auto& [name, value] : core::member_of(message, "fields").items())
        if (value.is_string()) request.fields[name] = value.get<std::string>();
    request.now = service.clock.now();
    request.id = new_reference();
    const auto dispatched = co_await service.dispatcher.ask(std::move(request));
    // What was imported can be asked about at once.
    if (dispatched.command != nullptr && dispatched.command->name == "people import")
        co_await refresh_names(service);
    core::Json reply = {{"answer", commands::to_json(dispatched.answer)}, {"line", dispatched.line}};
    co_return reply;
}

// What is stored is stored: that the new names cannot be typed yet is only logged.
asio::awaitable<void> refresh_names(Service& service) {
    try {
        co_await service.dispatcher.refresh_vocabulary();
    } catch (const std::exception& error) {
        log(Level::error, "control.names", "The known names could not be read again.",
            {{"why", error.what()}});
    }
}

asio::awaitable<core::Json> answer_keep(Service& service, const core::Json& message) {
    auto assessments = std::make_shared<std::vector<insight::Assessment>>();
    for (const auto& each : core::member_of(message, "assessments")) {
        auto read = insight::assessment_from_json(each);
        if (!read) co_return refusal(read.error());
        assessments->push_back(std::move(*read));
    }
    auto kept = std::make_shared<Kept>();
    const auto now = service.clock.now();
    auto unit = [assessments, kept, now](storage::Writer& writer) {
        *kept = keep_in(writer, *assessments, now);
    };
    co_await service.database.write(Priority::sync, std::move(unit));
    co_await refresh_names(service);
    core::Json list = core::Json::array();
    for (const auto& each : kept->before) list.push_back(each ? insight::to_json(*each) : core::Json());
    core::Json reply;
    reply["before"] = std::move(list);
    reply["for_few"] = kept->for_few;
    co_return reply;
}

asio::awaitable<core::Json> answer_order(Service& service, const core::Json& message, std::uint32_t user) {
    const auto answer =
        co_await carry_out(service, core::member_of(message, "order"), fmt::format("os:{}", user));
    core::Json reply;
    reply["answer"] = commands::to_json(answer);
    co_return reply;
}

core::Json sync_state(const Service& service, const core::Json& message) {
    core::Json reply;
    reply["state"] = service.sync.state(core::text_of(message, "source"));
    return reply;
}

core::Json answer_sync(Service& service, const core::Json& message) {
    const SyncOrder order{.source = core::text_of(message, "source"),
                          .full = core::truth_of(message, "full")};
    const auto begun = service.sync.begin(order);
    return begun ? sync_state(service, message) : refusal(begun.error());
}

core::Json answer_link(const Service& service) {
    core::Json reply;
    reply["link"] = link_json(service.link_status());
    return reply;
}

asio::awaitable<core::Json> reply_to(Service& service, FactsInbox& facts, std::string message,
                                     std::uint32_t user) {
    const auto parsed = core::parse_json(message);
    if (!parsed) co_return refusal(parsed.error());
    const auto kind = core::text_of(*parsed, "kind");
    if (kind == "ask") co_return co_await answer_ask(service, *parsed, user);
    if (kind == "link") co_return answer_link(service);
    if (kind == "sync") co_return answer_sync(service, *parsed);
    if (kind == "sync_state") co_return sync_state(service, *parsed);
    if (kind == "keep") co_return co_await answer_keep(service, *parsed);
    if (kind == "facts") {
        const auto reply = co_await answer_facts(service, facts, *parsed, user);
        co_return reply ? *reply : refusal(reply.error());
    }
    if (kind == "slack") co_return co_await answer_order(service, *parsed, user);
    co_return refusal(
        core::invalid("The running service does not know this request; use the same version of ispo."));
}

}  // namespace

std::filesystem::path socket_in(const std::filesystem::path& folder) { return folder / "ispo.sock"; }
std::filesystem::path demo_folder(const Config& config) { return config.data_folder() / "demo"; }

core::Result<std::optional<std::filesystem::path>> service_in(const std::filesystem::path& folder) {
    using Found = std::optional<std::filesystem::path>;
    const core::Json hello = {{"kind", "link"}};
    std::error_code ignored;
    const auto socket = socket_in(folder);
    if (!std::filesystem::is_socket(socket, ignored)) return Found();
    const auto patience = start_under_way(folder) ? while_starting : longest_silence;
    const auto until = std::chrono::steady_clock::now() + patience;
    if (net::ask_over_unix_socket(socket, core::dump_json(hello), patience)) return Found(socket);
    // One that breaks off is about to end.
    if (std::chrono::steady_clock::now() < until) return Found();
    const auto starts = start_under_way(folder);
    if (!starts && patience == while_starting) return service_in(folder);  // it has started meanwhile
    return starts ? *starts : silent_service(folder);
}

core::Result<std::optional<std::filesystem::path>> running_service(const Config& config) {
    auto real = service_in(config.data_folder());
    return !real || *real ? real : service_in(demo_folder(config));
}

core::Result<core::Json> ask_service(const std::filesystem::path& socket, const core::Json& message) {
    const auto reply = net::ask_over_unix_socket(socket, core::dump_json(message), deadline);
    if (!reply) return reply.error();
    auto parsed = core::parse_json(*reply);
    if (!parsed)
        return core::unavailable(
            "The running service gave no usable reply; nothing was changed. Restart it.");
    if (const auto error = core::text_of(*parsed, "error"); !error.empty())
        return core::Error{static_cast<core::Errc>(core::number_of(*parsed, "code", 1)), error, {}};
    return parsed;
}

std::string too_many_shells() {
    return core::dump_json(refusal(core::unavailable(
        "Too many commands ask the running service at once; nothing was changed. Try again in a moment.")));
}

asio::awaitable<std::string> answer_control(Service& service, FactsInbox& facts, std::string message,
                                            std::uint32_t user) {
    try {
        const auto reply = co_await reply_to(service, facts, std::move(message), user);
        co_return core::dump_json(reply);
    } catch (const storage::Broken& broken) {
        log(Level::error, "control.failed", "A request from the shell failed.", {{"why", broken.what()}});
        co_return core::dump_json(refusal(core::unavailable(broken.with_path)));
    } catch (const std::exception& error) {
        log(Level::error, "control.failed", "A request from the shell failed.", {{"why", error.what()}});
        co_return core::dump_json(
            refusal(core::unavailable("The running service failed; nothing was changed. Its log says why.")));
    }
}

}  // namespace bot
