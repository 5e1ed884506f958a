// SPDX-License-Identifier: Apache-2.0
#include "bot/order_shell.hpp"

#include "bot/control.hpp"
#include "bot/installation_orders.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/way_in.hpp"
#include "commands/answer_json.hpp"

#include <unistd.h>
#include <boost/asio/co_spawn.hpp>

namespace asio = boost::asio;

namespace bot {

namespace {

core::Result<commands::Answer> order_running(const std::filesystem::path& socket, const core::Json& order) {
    const core::Json message = {{"kind", "slack"}, {"order", order}};
    const auto reply = ask_service(socket, message);
    if (!reply) return reply.error();
    return commands::answer_from_json(core::member_of(*reply, "answer"));
}

// Under the lock.
core::Result<commands::Answer> order_here(const Config& config, const core::Json& order) {
    asio::io_context loop{1};
    commands::Answer answer;
    Service service(loop, config, CompanyPolicy{}, {}, config.data_folder() / "ispo.db");
    const auto once = [&]() -> asio::awaitable<void> {
        answer = co_await carry_out(service, order, "os:" + std::to_string(::getuid()));
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, once, [&](std::exception_ptr error) { failed = std::move(error); });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return answer;
}

// Never through a demo: it is installed nowhere.
int give_order(const Config& config, const core::Json& order, const ShellOptions& options) {
    start_log("warning", "text");
    const auto answer = [&]() -> core::Result<commands::Answer> {
        try {
            const auto way = way_in(config, Demo::is_passed_over);
            if (!way) return way.error();
            return way->service ? order_running(*way->service, order) : order_here(config, order);
        } catch (const storage::Broken& broken) {
            return error_of(broken);
        }
    }();
    return show(answer ? *answer : commands::from_error(answer.error()), options);
}

}  // namespace

int make_install_link(const Config& config, const std::string& expires, const ShellOptions& options) {
    const auto life = read_span(expires);
    if (!life) return show_error(life.error(), options);
    return give_order(config, {{"do", "link"}, {"seconds", life->count()}}, options);
}

int list_installations(const Config& config, const ShellOptions& options) {
    return give_order(config, {{"do", "list"}}, options);
}

int end_installation(const Config& config, std::int64_t id, const ShellOptions& options) {
    return give_order(config, {{"do", "end"}, {"id", id}}, options);
}

}  // namespace bot
