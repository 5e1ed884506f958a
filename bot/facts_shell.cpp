// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_shell.hpp"

#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/facts_import.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/way_in.hpp"
#include "core/text.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

namespace bot {

namespace {

constexpr std::size_t sent_at_once = 256U << 10U;  // the service's loop reads it in about a millisecond
constexpr std::chrono::milliseconds first_look{20}, between_looks{200};
constexpr std::size_t judged_at_once = 50;

core::Result<core::Json> ask_facts(const std::filesystem::path& socket, const char* what, core::Json fields) {
    fields["kind"] = "facts";
    fields["do"] = what;
    return ask_service(socket, fields);
}

core::Result<void> send_lines(const std::filesystem::path& socket, const std::string& session,
                              const OpenFile& file) {
    FactsLines lines(file);
    std::string some;
    const auto send = [&]() -> core::Result<void> {
        const auto sent = ask_facts(socket, "lines", {{"session", session}, {"lines", some}});
        some.clear();
        if (!sent) return sent.error();
        return {};
    };
    while (const auto line = lines.next()) {
        some.append(*line).push_back('\n');
        if (some.size() < sent_at_once) continue;
        if (auto sent = send(); !sent) return sent;
    }
    return send();
}

core::Result<core::Json> wait_for_it(const std::filesystem::path& socket, const std::string& session) {
    for (auto pause = first_look;; pause = between_looks) {
        const auto state = ask_facts(socket, "state", {{"session", session}});
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
    const auto begun = ask_facts(socket, "begin", {{"name", order.name}, {"check", order.is_check}});
    if (!begun) return begun.error();
    const auto session = core::text_of(*begun, "session");
    if (const auto sent = send_lines(socket, session, file); !sent) return sent.error();
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
    auto out = to_json(bring_in(writer, file, order, now, stops));
    if (!core::truth_of(out, "kept")) return core::json_result(std::move(out));
    std::size_t judged = 0;
    for (auto some = judged_at_once; some == judged_at_once; judged += some)
        some = judge_some(writer, *company, now, judged_at_once);
    out["judged"] = judged;
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
        auto checked = checked_by_itself(*input, nullptr);
        input->begin_again();
        return Input{std::move(*input), std::move(checked)};
    }
    auto copy = OpenFile::without_name(std::filesystem::temp_directory_path());
    if (!copy) return copy.error();
    auto checked = checked_by_itself(*input, &*copy);
    copy->begin_again();
    return Input{std::move(*copy), std::move(checked)};
}

core::Result<core::Json> import_from(const Config& config, const std::string& path, const FactsOrder& order) {
    const auto input = read_input(path);
    if (!input) return input.error();
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
