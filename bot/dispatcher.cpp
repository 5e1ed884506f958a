// SPDX-License-Identifier: Apache-2.0
#include "bot/dispatcher.hpp"

#include "bot/audit_row.hpp"
#include "bot/clock.hpp"
#include "bot/log.hpp"
#include "commands/answer_json.hpp"
#include "commands/dry_run.hpp"
#include "commands/field_words.hpp"
#include "commands/second_name.hpp"
#include "commands/which_repository.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <chrono>

namespace asio = boost::asio;

namespace bot {

namespace {

commands::Answer role_refusal(const commands::Command& command, commands::Role needed) {
    // Nobody but an administrator makes one.
    const auto* who = needed == commands::Role::admin ? "An administrator (`people.admin` in the settings)"
                                                      : "The InnerSource office";
    return commands::refused(fmt::format("{} needs the role {}; nothing was done. {} can grant it.",
                                         command.name, commands::to_word(needed), who));
}

// The exception being handled, as an answer; logged once, here.
commands::Answer answer_for_failure(const commands::Request& request, std::string_view command) {
    const auto report = [&](std::string_view event, const std::string& why) {
        log(Level::error, event, "A command could not be answered.",
            {{"request", request.id}, {"command", std::string(command)}, {"why", why}});
    };
    try {
        throw;
    } catch (const storage::Broken& broken) {
        report("storage.broken", broken.what());
        const bool knows_machine = request.place.kind == commands::PlaceKind::shell;
        return commands::unavailable(knows_machine ? broken.with_path : broken.sentence);
    } catch (const std::exception& error) {
        report("command.failed", error.what());
        return commands::unavailable(
            "Something went wrong here; nothing was changed. Try again, or tell the InnerSource office the "
            "reference.");
    }
}

struct Guarded {
    commands::Answer answer;
    bool restricted = false;  // facts of a private repository, shown
};
Guarded guarded(commands::Answer answer, const commands::Request& request, const std::string& line,
                const storage::Reader& reader) {
    const auto shown = visibilities_of(reader, answer.audience, request);
    auto refusal = guard_audience(request, shown);
    if (!refusal) return {std::move(answer), has_private(shown)};
    offer_alone(*refusal, request, line);
    return {std::move(*refusal), false};
}

// Ends a dry run: undoes what it did.
struct Undo {};

}  // namespace

struct Dispatcher::Run {
    const commands::Command& command;
    commands::Request request;
    std::vector<std::string> arguments;
    std::string line;
    std::shared_ptr<const commands::Vocabulary> vocabulary;
    commands::RoleNeeded needed;
    commands::Answer answer = {};
    bool restricted = false;

    commands::Context context() const { return {request, vocabulary, arguments, needed}; }
    // Whoever types in the shell may open the data folder, and reads there what they like.
    bool must_be_told() const { return restricted && request.place.kind != commands::PlaceKind::shell; }
    void take(Guarded shown) {
        answer = std::move(shown.answer);
        restricted = shown.restricted;
    }
};

std::string new_reference() {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out;
    for (const char c : net::crypto::random_bytes(8)) out += alphabet[static_cast<unsigned char>(c) % 32U];
    return out;
}

asio::awaitable<void> Dispatcher::run(std::shared_ptr<Run> run) {
    if (!run->command.needs_store) {
        run->answer = run->command.run(run->context(), storage::Reader(nullptr));
        co_return;
    }
    if (run->command.changes)
        co_await change(run);
    else
        co_await read(run);
}

// That somebody was shown facts of a private repository stands in the audit before it is said.
asio::awaitable<void> Dispatcher::read(std::shared_ptr<Run> run) {
    auto work = [run](const storage::Reader& reader) {
        run->take(guarded(run->command.run(run->context(), reader), run->request, run->line, reader));
        return run->must_be_told();
    };
    const bool must_be_told = co_await database_.read(std::move(work));
    if (!must_be_told) co_return;
    auto unit = [run](storage::Writer& writer) { writer.add_audit(shown_row(run->request, run->line)); };
    co_await database_.write(Priority::interactive, std::move(unit), Touches::messages);
}

// Everything of a change in one unit: whether it was done before, the command, its effects, the audit.
asio::awaitable<void> Dispatcher::change(std::shared_ptr<Run> run) {
    auto unit = [run, this](storage::Writer& writer) {
        const auto& request = run->request;
        if (const auto kept = request.key.empty() ? std::nullopt : writer.performed(request.key)) {
            const auto json = core::parse_json(*kept);
            auto answer = commands::answer_from_json(json ? *json : core::Json());
            run->answer =
                answer ? std::move(*answer) : commands::unavailable("This was carried out already.");
            return;
        }
        // Of the command's own answer: where it may not be shown, what was done is done all the same.
        std::vector<commands::Change> changes;
        std::vector<commands::Effect> effects;
        const auto carry_out = [&] {
            auto answer = run->command.run_changing(run->context(), writer);
            changes = answer.changes;
            effects = answer.effects;
            run->take(guarded(std::move(answer), request, run->line, writer));
            if (request.dry_run) throw Undo{};
        };
        try {
            writer.in_savepoint(carry_out);
        } catch (const Undo&) {
            commands::tell_as_dry_run(run->answer);
        }
        if (run->must_be_told()) writer.add_audit(shown_row(request, run->line));
        for (const auto& change : changes) {
            auto row = audit_row(request, run->line, change.why);
            row.before = change.before;
            row.after = change.after;
            writer.add_audit(row);
        }
        for (const auto& effect : effects) effects_.carry_out(writer, request, effect);
        if (!request.key.empty())
            writer.put_performed(request.key, core::dump_json(commands::to_json(run->answer)), wall_now());
    };
    co_await database_.write(Priority::interactive, std::move(unit));
    changed_();
}

// Whoever may hear no name is not told by what is understood whether there is one.
commands::Match Dispatcher::match(const commands::Request& request) const {
    static const commands::Vocabulary nothing;
    const auto& known = commands::hears_names(request) ? *vocabulary_ : nothing;
    return commands::match(request.words, known, request.previous, commands::knows_private(request));
}

asio::awaitable<Dispatched> Dispatcher::answer(std::shared_ptr<const commands::Request> request,
                                               std::string_view& name) {
    auto found = match(*request);
    Dispatched out;
    if (!found.command) {
        out.answer = commands::not_understood(found, *request);
        co_return out;
    }
    name = found.command->name;
    const auto needed = roles_.needed(*found.command);
    const bool is_refused = request->asker.unproven && is_token_refused_(request->asker.installation);
    if (auto refusal = refusal_of_asker(*request, *found.command, needed, is_refused)) {
        out.answer = std::move(*refusal);
        co_return out;
    }
    if (request->asker.role < needed) {
        out.answer = role_refusal(*found.command, needed);
        co_return out;
    }
    if (auto refusal = refusal_of_place(*request); refusal && found.command->needs_store) {
        out.answer = std::move(*refusal);
        offer_alone(out.answer, *request, found.line);
        co_return out;
    }
    out.line = found.line;
    out.command = found.command;
    auto given = std::make_shared<Run>(
        Run{*found.command, *request, std::move(found.arguments), found.line, vocabulary_, role_needed()});
    if (found.command->changes && commands::take_dry_run(given->arguments)) given->request.dry_run = true;
    if (!found.command->fields.empty())
        commands::take_field_words(*found.command, given->arguments, given->request.fields);
    co_await run(given);
    out.answer = std::move(given->answer);
    out.restricted = given->restricted;
    if (!found.reading.empty() && out.answer.outcome == commands::Outcome::done)
        commands::name_the_others(out.answer, *found.command, given->context());
    if (request->asker.unproven && found.command->needs_store) say_unproven(out.answer, is_refused);
    if (out.answer.reading.empty()) out.answer.reading = found.reading;
    co_return out;
}

asio::awaitable<Dispatched> Dispatcher::ask(commands::Request given) {
    const auto started = std::chrono::steady_clock::now();
    const auto request = std::make_shared<const commands::Request>(std::move(given));
    Dispatched out;
    std::string_view name = "none";
    try {
        out = co_await answer(request, name);
    } catch (...) {
        out.answer = answer_for_failure(*request, name);
    }
    if (out.answer.outcome == commands::Outcome::refused ||
        out.answer.outcome == commands::Outcome::unavailable)
        out.answer.reference = request->id;
    metrics_.command(name, commands::to_word(out.answer.outcome),
                     std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
    co_return out;
}

asio::awaitable<void> Dispatcher::refresh_vocabulary() {
    auto work = [](const storage::Reader& reader) {
        return std::make_shared<const commands::Vocabulary>(commands::vocabulary_of(reader));
    };
    vocabulary_ = co_await database_.read_slowly(std::move(work));
    ++vocabularies_;
}

}  // namespace bot
