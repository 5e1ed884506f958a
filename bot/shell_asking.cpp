// SPDX-License-Identifier: Apache-2.0
// One question of the shell: asked of the running service, else answered here under the data folder's lock.
#include "bot/audit_row.hpp"
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/service.hpp"
#include "bot/shell.hpp"
#include "bot/way_in.hpp"
#include "commands/answer_json.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>

namespace asio = boost::asio;

namespace bot {

namespace {

using Words = std::vector<std::string>;

core::Result<Heard> ask_running(const std::filesystem::path& socket, const Words& words,
                                const ShellOptions& options) {
    core::Json message = {{"kind", "ask"}, {"words", words}};
    message["fields"] = options.fields;
    const auto reply = ask_service(socket, message);
    if (!reply) return reply.error();
    auto answer = commands::answer_from_json(core::member_of(*reply, "answer"));
    if (!answer) return answer.error();
    return Heard{std::move(*answer), core::text_of(*reply, "line")};
}

commands::Request request_of(const Words& words, const ShellOptions& options) {
    commands::Request request;
    request.asker.person = "os:" + std::to_string(::getuid());
    request.asker.name = name_of_user(::getuid());
    request.asker.role = commands::Role::admin;
    request.place = {.kind = commands::PlaceKind::shell};
    request.words = words;
    request.fields = options.fields;
    request.now = wall_now();
    request.id = new_reference();
    return request;
}

// The same dispatcher, without sockets, for one question.
Dispatched dispatch_here(const Config& config, const CompanyPolicy& company, const Words& words,
                         const ShellOptions& options, storage::Kept kept) {
    asio::io_context loop{1};
    Dispatched dispatched;
    Service service(loop, config, company, {.kept = kept}, config.data_folder() / "ispo.db");
    const auto once = [&]() -> asio::awaitable<void> {
        co_await service.dispatcher.refresh_vocabulary();
        auto request = request_of(words, options);
        dispatched = co_await service.dispatcher.ask(std::move(request));
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, once, [&](std::exception_ptr error) { failed = std::move(error); });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    return dispatched;
}

void add_note(Dispatched& dispatched, std::string sentence) {
    dispatched.answer.parts.emplace_back(commands::Note{std::move(sentence)});
}

// Reading needs no space; what would be changed would not be kept.
core::Result<Dispatched> read_without_space(const Config& config, const CompanyPolicy& company,
                                            const Words& words, const ShellOptions& options,
                                            const storage::Broken& full) {
    Dispatched dispatched;
    try {
        dispatched = dispatch_here(config, company, words, options, storage::Kept::in_memory);
    } catch (const storage::Broken&) {  // an older or unfinished database: only space mends it
        return error_of(full);
    }
    if (dispatched.command && dispatched.command->changes) return error_of(full);
    add_note(dispatched, fmt::format("The disk of {} is full: this was read, and nothing can be kept there "
                                     "until there is space.",
                                     core::one_line(config.data_folder().string())));
    return dispatched;
}

core::Result<Dispatched> dispatch_with_space(const Config& config, const CompanyPolicy& company,
                                             const Words& words, const ShellOptions& options) {
    std::optional<storage::Broken> full;
    try {
        return dispatch_here(config, company, words, options, storage::Kept::in_file);
    } catch (const storage::Broken& broken) {
        if (broken.kind != storage::Broken::Kind::full) throw;
        full = broken;
    }
    return read_without_space(config, company, words, options, *full);
}

// Under the lock.
core::Result<Heard> ask_here(const Config& config, const Words& words, const ShellOptions& options) {
    const auto company = CompanyPolicy::read(config);
    if (!company) return company.error();
    auto dispatched = dispatch_with_space(config, *company, words, options);
    if (!dispatched) return dispatched.error();
    // Whoever pulls the brake must not take an empty folder for the running service.
    const bool is_tried = std::ranges::find(words, "--dry-run") != words.end();
    const bool is_done = dispatched->answer.outcome == commands::Outcome::done;
    if (dispatched->command && dispatched->command->changes && is_done && !is_tried)
        add_note(
            *dispatched,
            fmt::format("No service runs on the data folder {}: this counts from its next start there. For "
                        "another folder, give --data or --config.",
                        core::one_line(config.data_folder().string())));
    return Heard{std::move(dispatched->answer), std::move(dispatched->line)};
}

}  // namespace

core::Result<Heard> ask_anyone(const Config& config, const Words& words, const ShellOptions& options) {
    start_log("warning", "text");
    try {
        const auto way = way_in(config, Demo::answers);
        if (!way) return way.error();
        return way->service ? ask_running(*way->service, words, options) : ask_here(config, words, options);
    } catch (const storage::Broken& broken) {
        return error_of(broken);
    }
}

}  // namespace bot
