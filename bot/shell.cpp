// SPDX-License-Identifier: Apache-2.0
#include "bot/shell.hpp"

#include "bot/audit_row.hpp"
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/keep.hpp"
#include "bot/lock.hpp"
#include "bot/log.hpp"
#include "bot/ready_report.hpp"
#include "bot/service.hpp"
#include "bot/terminal.hpp"
#include "commands/answer_json.hpp"
#include "core/text.hpp"
#include "net/client.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace asio = boost::asio;

namespace bot {

namespace {

TerminalStyle style_of(const ShellOptions& options) {
    TerminalStyle style{.details = options.details, .program = options.program};
    winsize size{};
    if (::isatty(STDOUT_FILENO) != 0) {
        style.colour = std::getenv("NO_COLOR") == nullptr;
        if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
            style.width = std::min<std::size_t>(size.ws_col, 140);
    }
    return style;
}

core::Result<Heard> ask_running(const std::filesystem::path& socket, const std::vector<std::string>& words,
                                const ShellOptions& options) {
    core::Json message = {{"kind", "ask"}, {"words", words}};
    message["fields"] = options.fields;
    const auto reply = ask_service(socket, message);
    if (!reply) return reply.error();
    auto answer = commands::answer_from_json(core::member_of(*reply, "answer"));
    if (!answer) return answer.error();
    return Heard{std::move(*answer), core::text_of(*reply, "line")};
}

// The same dispatcher, without sockets, for one question.
core::Result<Heard> ask_here(const Config& config, const std::vector<std::string>& words,
                             const ShellOptions& options) {
    const auto lock = FolderLock::take(config.data_folder());
    if (!lock) return lock.error();
    auto company = CompanyPolicy::read(config);
    if (!company) return company.error();
    asio::io_context loop{1};
    Dispatched dispatched;
    Service service(loop, config, std::move(*company), {}, config.data_folder() / "ispo.db");
    const auto once = [&]() -> asio::awaitable<void> {
        co_await service.dispatcher.refresh_vocabulary();
        commands::Request request;
        request.asker.person = "os:" + std::to_string(::getuid());
        request.asker.name = name_of_user(::getuid());
        request.asker.role = commands::Role::admin;
        request.place = {.kind = commands::PlaceKind::shell};
        request.words = words;
        request.fields = options.fields;
        request.now = wall_now();
        request.id = new_reference();
        dispatched = co_await service.dispatcher.ask(std::move(request));
    };
    std::exception_ptr failed;
    asio::co_spawn(loop, once, [&](std::exception_ptr error) { failed = std::move(error); });
    loop.run();
    if (failed) std::rethrow_exception(failed);
    // Whoever pulls the brake must not take an empty folder for the running service.
    const bool is_tried = std::ranges::find(words, "--dry-run") != words.end();
    const bool is_done = dispatched.answer.outcome == commands::Outcome::done;
    if (dispatched.command && dispatched.command->changes && is_done && !is_tried)
        dispatched.answer.parts.emplace_back(commands::Note{
            fmt::format("No service runs on the data folder {}: this counts from its next start there. For "
                        "another folder, give --data or --config.",
                        core::one_line(config.data_folder().string()))});
    return Heard{std::move(dispatched.answer), std::move(dispatched.line)};
}

// The first option that was given and that only a checkout can answer; null when there is none.
const char* for_checkouts_only(const ReadyOptions& ready) {
    if (ready.fail_below) return "--fail-below";
    if (!ready.revision.empty()) return "--at";
    if (!ready.profile.empty()) return "--profile";
    if (!ready.assumed.empty()) return "--assume";
    if (ready.format != "text") return "--format";
    if (ready.no_store) return "--no-store";
    return ready.unknown == "fail" ? nullptr : "--unknown";
}

// As checkouts are stored: without links and relative parts.
std::string whole_path(const std::string& path) {
    std::error_code failed;
    const auto whole = std::filesystem::canonical(path, failed);
    return failed ? path : whole.string();
}

}  // namespace

int show(const commands::Answer& answer, const ShellOptions& options) {
    const auto text = options.json ? core::dump_json_pretty(commands::to_json(answer)) + "\n"
                                   : terminal_text(answer, style_of(options));
    const bool failed = answer.outcome == commands::Outcome::wrong_use ||
                        answer.outcome == commands::Outcome::refused ||
                        answer.outcome == commands::Outcome::unavailable;
    std::fputs(text.c_str(), failed && !options.json ? stderr : stdout);
    return commands::exit_code(answer.outcome);
}

int show_error(const core::Error& error, const ShellOptions& options) {
    const auto answer = commands::from_error(error);
    if (options.json) return show(answer, options);
    std::fprintf(stderr, "%s\n", error.sentence.c_str());
    return commands::exit_code(answer.outcome);
}

bool is_path(const std::string& target) {
    return target.find('/') != std::string::npos || target.starts_with('.');
}

core::Result<Heard> ask_anyone(const Config& config, const std::vector<std::string>& words,
                               const ShellOptions& options) {
    start_log("warning", "text");
    try {
        const auto socket = running_service(config);
        return socket ? ask_running(*socket, words, options) : ask_here(config, words, options);
    } catch (const storage::Broken& broken) {
        return error_of(broken);
    }
}

int command_in_shell(const Config& config, const std::vector<std::string>& words,
                     const ShellOptions& options) {
    const auto heard = ask_anyone(config, words, options);
    if (!heard) return show(commands::from_error(heard.error()), options);
    // A path is read here, where it is: by the person who asks, with their rights.
    const auto line = core::split_words(heard->line);
    if (heard->answer.outcome == commands::Outcome::pending && line.size() == 2 && is_path(line[1])) {
        ReadyOptions ready;
        if (options.json) ready.format = "json";
        return report_on_paths(config, {line[1]}, ready, style_of(options));
    }
    return show(heard->answer, options);
}

int ask_in_shell(const Config& config, const std::vector<std::string>& words, const ShellOptions& options) {
    std::vector<std::string> split;
    for (const auto& word : words)
        for (auto& each : core::split_words(word)) split.push_back(std::move(each));
    return command_in_shell(config, split, options);
}

int ready_in_shell(const Config& config, const std::vector<std::string>& given, ReadyOptions ready,
                   const ShellOptions& options) {
    const auto targets = given.empty() ? std::vector<std::string>{"."} : given;
    const auto paths = std::count_if(targets.begin(), targets.end(), is_path);
    const bool is_subject =
        targets.size() > 1 && (targets[0] == "history" || targets[0] == "check" || targets[0] == "findings");
    if (paths == 0 || is_subject) {
        if (const auto* asked = for_checkouts_only(ready))
            return show_error(core::invalid(fmt::format(
                                  "{} is for checkouts, which are given as paths (./{}); nothing was done.",
                                  asked, core::shorten(core::one_line(targets.front()), 60))),
                              options);
        std::vector<std::string> words = {"ready"};
        for (const auto& target : targets) words.push_back(is_path(target) ? whole_path(target) : target);
        const int code = command_in_shell(config, words, options);
        if (code == 2 && targets.size() == 1 && !options.json &&
            std::filesystem::is_directory(targets.front()))
            std::fprintf(stderr, "There is a folder of this name here: ispo ready ./%s judges it.\n",
                         core::one_line(targets.front()).c_str());
        return code;
    }
    if (paths != static_cast<std::ptrdiff_t>(targets.size())) {
        return show_error(
            core::invalid(
                "Give either paths (./checkout) or one repository's name, not both; nothing was judged."),
            options);
    }
    if (options.json) ready.format = "json";
    return report_on_paths(config, targets, ready, style_of(options));
}

int healthcheck(const Config& config) {
    asio::io_context loop{1};
    net::Client client(loop, {});
    bool ready = false;
    const auto once = [&]() -> asio::awaitable<void> {
        net::Request request{.method = "GET"};
        const auto reply = co_await client.send("http://" + config.text("server.admin_listen") + "/readyz",
                                                std::move(request), std::chrono::seconds(5));
        if (!reply && service_in(demo_folder(config))) {
            ready = true;
            std::fputs("The demo answers.\n", stdout);
            co_return;
        }
        ready = reply && reply->status == 200;
        const auto silent =
            fmt::format("Nothing answers at {} (server.admin_listen). Is ispo serve running?\n",
                        config.text("server.admin_listen"));
        std::fputs(reply ? reply->body.c_str() : silent.c_str(), ready ? stdout : stderr);
    };
    asio::co_spawn(loop, once, asio::detached);
    loop.run();
    return ready ? 0 : 1;
}

}  // namespace bot
