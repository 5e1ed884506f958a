// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_shell.hpp"

#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/facts_import.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/rules_mark.hpp"
#include "bot/way_in.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace bot {

namespace {

constexpr std::size_t sent_at_once = 48U << 10U;  // the service's loop reads it in a part of a millisecond
constexpr std::chrono::milliseconds first_look{20}, between_looks{200};
constexpr std::chrono::seconds longest_unheard{60};
constexpr std::size_t judged_at_once = 50;

core::Result<core::Json> ask_facts(const std::filesystem::path& socket, const char* what, core::Json fields) {
    fields["kind"] = "facts";
    fields["do"] = what;
    return ask_service(socket, fields);
}

// As much of it as has at most so many bytes and ends between two characters.
std::size_t whole_characters(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text.size();
    auto end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return end > 0 ? end : most;
}

core::Result<void> send_lines(const std::filesystem::path& socket, const std::string& session,
                              const OpenFile& file) {
    FactsLines lines(file);
    std::string some;
    const auto send = [&](std::size_t length) -> core::Result<void> {
        const auto sent =
            ask_facts(socket, "lines", {{"session", session}, {"lines", some.substr(0, length)}});
        some.erase(0, length);
        if (!sent) return sent.error();
        return {};
    };
    while (const auto line = lines.next()) {
        some.append(*line).push_back('\n');
        while (some.size() >= sent_at_once)
            if (auto sent = send(whole_characters(some, sent_at_once)); !sent) return sent;
    }
    if (lines.failed()) return core::unavailable("The file cannot be read to its end; nothing was changed.");
    return send(some.size());
}

// One that a slow or busy service does not answer at once is asked again; what a service that is gone knew is
// gone with it.
core::Result<core::Json> state_of(const std::filesystem::path& socket, const std::string& session) {
    const auto until = std::chrono::steady_clock::now() + longest_unheard;
    for (;;) {
        auto state = ask_facts(socket, "state", {{"session", session}});
        const bool is_worth_it = !state && state.error().code == core::Errc::unavailable;
        if (!is_worth_it || std::chrono::steady_clock::now() > until) return state;
        std::this_thread::sleep_for(between_looks);
    }
}

core::Result<core::Json> wait_for_it(const std::filesystem::path& socket, const std::string& session) {
    for (auto pause = first_look;; pause = between_looks) {
        const auto state = state_of(socket, session);
        if (!state)
            return core::unavailable(
                "The running service gave no answer to the end, so it is not known whether the file was "
                "imported: import it again, which changes nothing where it was.");
        if (!core::truth_of(*state, "done")) {
            std::this_thread::sleep_for(pause);
            continue;
        }
        if (const auto error = core::text_of(*state, "error"); !error.empty())
            return core::unavailable(error);
        return core::json_result(core::member_of(*state, "imported"));
    }
}

core::Result<core::Json> import_by_service(const std::filesystem::path& socket, const OpenFile& file,
                                           const FactsOrder& order) {
    const auto begun =
        ask_facts(socket, "begin", {{"name", order.name}, {"check", order.is_check}, {"bytes", file.size()}});
    if (!begun) return begun.error();
    const auto session = core::text_of(*begun, "session");
    if (const auto sent = send_lines(socket, session, file); !sent) {
        // Whether it hears that or not: one that is silent ends by itself.
        const auto ignored = ask_facts(socket, "abort", {{"session", session}});
        return sent.error();
    }
    if (const auto finished = ask_facts(socket, "finish", {{"session", session}}); !finished)
        return finished.error();
    return wait_for_it(socket, session);
}

// Under the lock.
core::Result<core::Json> import_here(const Config& config, const OpenFile& file, const FactsOrder& order) {
    const auto company = CompanyPolicy::read(config);
    if (!company) return company.error();
    storage::Store store(config.data_folder() / "ispo.db");
    auto writer = store.writer();
    const std::atomic<bool> stops{false};
    const auto now = wall_now();
    const auto imported = bring_in(writer, file, order, now, stops);
    if (imported.failure) return *imported.failure;
    auto out = to_json(imported);
    if (!imported.is_kept) return core::json_result(std::move(out));
    try {
        judge_by_rules(writer, rules_mark(config));
        std::size_t judged = 0;
        for (auto some = judged_at_once; some == judged_at_once; judged += some)
            some = judge_some(writer, *company, now, judged_at_once);
        out["judged"] = judged;
    } catch (const storage::Broken& broken) {
        out["not_judged"] = broken.sentence;  // it is in all the same
    }
    return core::json_result(std::move(out));
}

struct Input {
    OpenFile file;
    storage::FactsImported checked;
};

// What comes through a pipe is kept aside, so that nobody waits for who writes it.
core::Result<Input> read_input(const std::string& path) {
    auto input = path == "-" ? core::Result<OpenFile>(OpenFile::standard_input()) : OpenFile::reading(path);
    if (!input) return input.error();
    if (input->can_be_read_again()) {
        auto checked = checked_by_itself(*input, nullptr, wall_now());
        input->begin_again();
        return Input{std::move(*input), std::move(checked)};
    }
    auto copy = OpenFile::without_name();
    if (!copy) return copy.error();
    auto checked = checked_by_itself(*input, &*copy, wall_now());
    copy->begin_again();
    return Input{std::move(*copy), std::move(checked)};
}

core::Result<core::Json> import_from(const Config& config, const std::string& path, const FactsOrder& order) {
    const auto input = read_input(path);
    if (!input) return input.error();
    if (input->checked.failure) return *input->checked.failure;
    if (!input->checked.faults.empty()) return core::json_result(to_json(input->checked));
    const auto way = way_in(config, Demo::is_passed_over);
    if (!way) return way.error();
    return way->service ? import_by_service(*way->service, input->file, order)
                        : import_here(config, input->file, order);
}

}  // namespace

int import_facts(const Config& config, const std::string& path, bool is_check, const ShellOptions& options) {
    start_log("error", "text");
    FactsOrder order{.name = path == "-" ? path : std::filesystem::path(path).filename().string(),
                     .is_check = is_check,
                     .user = ::getuid()};
    const auto imported = [&]() -> core::Result<core::Json> {
        try {
            return import_from(config, path, order);
        } catch (const storage::Broken& broken) {
            return error_of(broken);
        }
    }();
    if (!imported) return show_error(imported.error(), options);
    auto answer = answer_of_facts(*imported, order);
    if (answer.outcome != commands::Outcome::done && !options.json)
        return show_error(core::invalid(answer.headline), options);
    return show(answer, options);
}

}  // namespace bot
