// SPDX-License-Identifier: Apache-2.0
#include "bot/dispatcher.hpp"

#include "bot/log.hpp"
#include "commands/field_words.hpp"
#include "commands/which_repository.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace asio = boost::asio;

namespace bot {

namespace {

commands::Answer outsider_refusal() {
    return commands::refused(
        "I can't show repository details here: this channel has readers from outside the company. "
        "Nothing was posted. Ask me in a direct "
        "message, or ask the InnerSource office to allow it.");
}

commands::Answer role_refusal(const commands::Command& command) {
    return commands::refused(
        fmt::format("{} needs the role {}; nothing was done. The InnerSource office can grant it.",
                    command.name, commands::to_word(command.role)));
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
        return commands::unavailable(broken.sentence);
    } catch (const std::exception& error) {
        report("command.failed", error.what());
        return commands::unavailable(
            "Something went wrong here; nothing was changed. Try again, or tell the InnerSource office the "
            "reference.");
    }
}

commands::Answer guarded(commands::Answer answer, const commands::Request& request,
                         const storage::Reader& reader) {
    auto refusal = guard_audience(request, visibilities_of(reader, answer.audience, request.now));
    return refusal ? std::move(*refusal) : std::move(answer);
}

}  // namespace

std::vector<RepositoryVisibility> visibilities_of(const storage::Reader& reader,
                                                  const commands::Audience& audience, core::Time now) {
    std::vector<RepositoryVisibility> shown;
    for (const auto id : audience.repositories) {
        const auto row = reader.repository(id, now);
        shown.push_back({id, row ? row->visibility : insight::Visibility::private_});
    }
    return shown;
}

std::string new_reference() {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string out;
    for (const char c : net::crypto::random_bytes(8)) out += alphabet[static_cast<unsigned char>(c) % 32U];
    return out;
}

std::optional<commands::Answer> guard_audience(const commands::Request& request,
                                               const std::vector<RepositoryVisibility>& shown) {
    if (shown.empty() || request.place.kind == commands::PlaceKind::shell) return std::nullopt;
    if (request.asker.role == commands::Role::guest)
        return commands::refused(
            "Guests can't see repository details; nothing was shown. Ask the InnerSource office for access.");
    if (request.place.external) return outsider_refusal();
    const bool has_private = std::any_of(shown.begin(), shown.end(), [](const auto& row) {
        return row.visibility == insight::Visibility::private_;
    });
    const bool office_in_private =
        request.asker.role >= commands::Role::ispo && request.place.kind != commands::PlaceKind::channel;
    if (has_private && !office_in_private)
        return commands::refused(
            "This repository is private and nobody told me who may read it; nothing was shown. The "
            "InnerSource office can look it up in a "
            "direct message.");
    return std::nullopt;
}

asio::awaitable<commands::Answer> Dispatcher::run(const commands::Command& command,
                                                  std::shared_ptr<const commands::Request> request,
                                                  std::vector<std::string> arguments) {
    auto words = std::make_shared<const std::vector<std::string>>(std::move(arguments));
    if (!command.needs_store) {
        const commands::Context context{*request, vocabulary_, *words};
        co_return command.run(context, storage::Reader(nullptr));
    }
    if (!command.changes) {
        auto work = [&command, request, words, vocabulary = vocabulary_](const storage::Reader& reader) {
            const commands::Context context{*request, vocabulary, *words};
            return guarded(command.run(context, reader), *request, reader);
        };
        co_return co_await database_.read(std::move(work));
    }
    auto answer = std::make_shared<commands::Answer>();
    auto unit = [&command, request, words, answer, vocabulary = vocabulary_](storage::Writer& writer) {
        const commands::Context context{*request, vocabulary, *words};
        *answer = guarded(command.run_changing(context, writer), *request, writer);
    };
    co_await database_.write(Priority::interactive, std::move(unit));
    co_return std::move(*answer);
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
    if (request->asker.role < found.command->role) {
        out.answer = role_refusal(*found.command);
        co_return out;
    }
    // Before it runs: whether there is an answer would tell outsiders which names and words exist.
    if (found.command->needs_store && request->place.external) {
        out.answer = outsider_refusal();
        co_return out;
    }
    out.line = found.line;
    out.command = found.command;
    if (!found.command->fields.empty()) {
        auto with_fields = std::make_shared<commands::Request>(*request);
        commands::take_field_words(*found.command, found.arguments, with_fields->fields);
        request = std::move(with_fields);
    }
    out.answer = co_await run(*found.command, request, std::move(found.arguments));
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
