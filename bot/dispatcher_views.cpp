// SPDX-License-Identifier: Apache-2.0
// What commands show beside their answers: options to pick from, sections of a person's page, previews of
// links. The same guard stands before all of it.
#include "bot/dispatcher.hpp"

#include "bot/log.hpp"
#include "commands/which_repository.hpp"

#include <memory>

namespace asio = boost::asio;

namespace bot {

namespace {

using Sections = std::vector<commands::Answer>;

// One section that fails leaves the others standing.
Sections sections_of(const commands::Command& command, const commands::Context& context,
                     const storage::Reader& reader) {
    try {
        return command.home(context, reader);
    } catch (const std::exception& error) {
        log(Level::error, "home.section_failed", "A section of a page could not be made and is left out.",
            {{"command", std::string(command.name)}, {"why", error.what()}});
        return {};
    }
}

bool may_be_shown(const commands::Answer& answer, const commands::Request& request,
                  const storage::Reader& reader) {
    return !guard_audience(request, visibilities_of(reader, answer.audience, request));
}

}  // namespace

const commands::Command* Dispatcher::command_of(const commands::Request& request) const {
    return match(request).command;
}

bool Dispatcher::may_ask(const commands::Request& request) const {
    const auto found = match(request);
    return found.command && found.command->may_ask && found.arguments.empty();
}

std::vector<commands::Option> Dispatcher::suggest(const commands::Request& request, std::string_view field,
                                                  std::string_view prefix) const {
    const auto found = match(request);
    if (!found.command || !found.command->suggest || request.asker.role < roles_.needed(*found.command))
        return {};
    auto options = found.command->suggest({request, vocabulary_, found.arguments}, field, prefix);
    if (options.size() > commands::most_options) options.resize(commands::most_options);
    return options;
}

asio::awaitable<Sections> Dispatcher::home(commands::Request given) {
    const auto request = std::make_shared<const commands::Request>(std::move(given));
    std::vector<const commands::Command*> allowed;
    for (const auto* command : commands::home_commands())
        if (request->asker.role >= roles_.needed(*command)) allowed.push_back(command);
    auto work = [request, vocabulary = vocabulary_, allowed](const storage::Reader& reader) {
        const commands::Context context{*request, vocabulary, {}};
        Sections shown;
        for (const auto* command : allowed) {
            for (auto& section : sections_of(*command, context, reader))
                if (may_be_shown(section, *request, reader)) shown.push_back(std::move(section));
        }
        return shown;
    };
    co_return co_await database_.read(std::move(work));
}

asio::awaitable<Dispatcher::Previews> Dispatcher::previews(commands::Request given,
                                                           std::vector<std::string> urls) {
    const auto request = std::make_shared<const commands::Request>(std::move(given));
    auto work = [request, urls = std::move(urls), vocabulary = vocabulary_](const storage::Reader& reader) {
        const commands::Context context{*request, vocabulary, {}};
        Previews shown;
        for (const auto& url : urls)
            for (const auto* command : commands::commands()) {
                if (!command->preview) continue;
                auto answer = command->preview(context, reader, url);
                if (!answer || !may_be_shown(*answer, *request, reader)) continue;
                shown.emplace_back(url, std::move(*answer));
                break;
            }
        return shown;
    };
    co_return co_await database_.read(std::move(work));
}

}  // namespace bot
