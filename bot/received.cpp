// SPDX-License-Identifier: Apache-2.0
#include "bot/received.hpp"

#include "bot/crash_points.hpp"
#include "bot/delivery_origin.hpp"
#include "bot/log.hpp"

#include <boost/asio/co_spawn.hpp>

#include <memory>

namespace asio = boost::asio;

namespace bot {

std::string_view fate_of_unstored(std::string_view kind) {
    return kind == event_kind ? "A delivery could not be stored; Slack will send it again."
                              : "A delivery could not be stored, so nothing was done; who asked is told.";
}

asio::awaitable<std::optional<std::int64_t>> keep_delivery(Service& service, std::string_view kind,
                                                           std::int64_t installation, std::string id_there,
                                                           std::string body) {
    storage::Received received;
    received.key = key_of_delivery(kind, installation, id_there);
    received.kind = kind;
    received.installation = installation;
    received.body = std::move(body);
    received.at = wall_now();
    auto id = std::make_shared<std::int64_t>(0);
    try {
        auto unit = [id, received = std::move(received)](storage::Writer& writer) {
            *id = writer.accept(received).value_or(0);
        };
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    } catch (const std::exception& error) {
        log(Level::error, "slack.not_stored", std::string(fate_of_unstored(kind)),
            {{"kind", std::string(kind)}, {"why", error.what()}});
        co_return std::nullopt;
    }
    crash_point("received");
    co_return *id;
}

void begin_answer(Service& service, std::int64_t received, asio::awaitable<void> answer) {
    if (received != 0) service.answering.insert(received);
    asio::co_spawn(service.loop, std::move(answer), [&service, received](const std::exception_ptr& thrown) {
        service.answering.erase(received);
        logged("slack.answer_failed")(thrown);
    });
}

namespace {

constexpr std::size_t most_at_a_time = 8, most_in_line = 2000;

void begin_next(Service& service) {
    auto& line = service.in_line;
    while (!service.stopping && !line.waiting.empty() && line.under_way < most_at_a_time) {
        auto next = std::move(line.waiting.front());
        line.waiting.pop_front();
        ++line.under_way;
        asio::co_spawn(service.loop, std::move(next.answer),
                       [&service, received = next.received](const std::exception_ptr& thrown) {
                           service.answering.erase(received);
                           logged("slack.answer_failed")(thrown);
                           --service.in_line.under_way;
                           begin_next(service);
                       });
    }
}

}  // namespace

void begin_in_turn(Service& service, std::int64_t received, asio::awaitable<void> answer) {
    auto& line = service.in_line;
    if (line.waiting.size() >= most_in_line) return;
    service.answering.insert(received);
    line.waiting.push_back({received, std::move(answer)});
    begin_next(service);
}

asio::awaitable<bool> settle(Service& service, std::int64_t received,
                             std::optional<storage::Outgoing> message) {
    const bool has_message = message.has_value();
    if (!has_message && received == 0) co_return false;
    auto is_put = std::make_shared<bool>(false);
    auto unit = [received, is_put, message = std::move(message)](storage::Writer& writer) {
        const bool is_first = received == 0 || writer.mark_answered(received);
        *is_put = is_first && message;
        if (*is_put) writer.put_outgoing(*message);
    };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    crash_point("answered");
    if (has_message) service.outbox.wake();
    co_return *is_put;
}

// No destructor may do it: frames that are left when the loop ends are torn down after the service.
asio::awaitable<void> settle_here(Service& service, std::int64_t received) {
    try {
        co_await settle(service, received, std::nullopt);
    } catch (...) {
        service.answering.erase(received);
        throw;
    }
    service.answering.erase(received);
}

}  // namespace bot
