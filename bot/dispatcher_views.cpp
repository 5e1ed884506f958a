// SPDX-License-Identifier: Apache-2.0
// What commands show beside their answers: options to pick from, sections of a person's page, previews of
// links. The same guard stands before all of it.
#include "bot/dispatcher.hpp"

#include "bot/audit_row.hpp"
#include "bot/log.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
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

struct Page {
    Sections sections;
    std::map<std::int64_t, std::string> private_ones;  // by id, their names
};

void add(Page& page, commands::Answer section, const commands::Request& request,
         const storage::Reader& reader) {
    const auto shown = visibilities_of(reader, section.audience, request);
    if (guard_audience(request, shown)) return;
    for (const auto& row : shown)
        if (row.visibility == insight::Visibility::private_) page.private_ones[row.repository] = row.name;
    page.sections.push_back(std::move(section));
}

std::string page_line(const std::map<std::int64_t, std::string>& private_ones) {
    std::string line = "home";
    for (const auto& [id, name] : private_ones) line += (line == "home" ? " " : ", ") + name;
    return line;
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
    auto options =
        found.command->suggest({request, vocabulary_, found.arguments, role_needed()}, field, prefix);
    if (options.size() > commands::most_options) options.resize(commands::most_options);
    return options;
}

std::vector<const commands::Command*> Dispatcher::allowed(std::span<const commands::Command* const> among,
                                                          const commands::Request& request) const {
    std::vector<const commands::Command*> some;
    std::ranges::copy_if(among, std::back_inserter(some),
                         [&](const auto* command) { return request.asker.role >= roles_.needed(*command); });
    return some;
}

asio::awaitable<Sections> Dispatcher::home(commands::Request given) {
    const auto request = std::make_shared<const commands::Request>(std::move(given));
    auto work = [request, vocabulary = vocabulary_, needed = role_needed(),
                 offering = allowed(commands::home_commands(), *request)](const storage::Reader& reader) {
        const commands::Context context{*request, vocabulary, {}, needed};
        Page page;
        for (const auto* command : offering)
            for (auto& section : sections_of(*command, context, reader))
                add(page, std::move(section), *request, reader);
        return page;
    };
    auto page = co_await database_.read(std::move(work));
    co_await tell_page_shown(request, std::move(page.private_ones));
    co_return std::move(page.sections);
}

// A page is made again and again; what it showed already that day is no news.
asio::awaitable<void> Dispatcher::tell_page_shown(std::shared_ptr<const commands::Request> request,
                                                  std::map<std::int64_t, std::string> private_ones) {
    const core::Time day = std::chrono::floor<std::chrono::days>(request->now);
    if (pages_told_.day != day) pages_told_ = PagesTold{day, {}};
    const std::pair person(request->asker.installation, request->asker.person);
    const auto is_told = [this, &person](const auto& one) {
        return pages_told_.by_person[person].contains(one.first);
    };
    if (private_ones.empty() || std::ranges::all_of(private_ones, is_told)) co_return;
    auto unit = [request, line = page_line(private_ones)](storage::Writer& writer) {
        writer.add_audit(shown_row(*request, line));
    };
    co_await database_.write(Priority::interactive, std::move(unit), Touches::messages);
    for (const auto& [id, name] : private_ones) pages_told_.by_person[person].insert(id);
}

asio::awaitable<Dispatcher::Previews> Dispatcher::previews(commands::Request given,
                                                           std::vector<std::string> urls) {
    const auto request = std::make_shared<const commands::Request>(std::move(given));
    auto work = [request, urls = std::move(urls), vocabulary = vocabulary_, needed = role_needed(),
                 offering = allowed(commands::commands(), *request)](const storage::Reader& reader) {
        const commands::Context context{*request, vocabulary, {}, needed};
        Previews shown;
        for (const auto& url : urls)
            for (const auto* command : offering) {
                if (!command->preview) continue;
                auto answer = command->preview(context, reader, url);
                if (!answer) continue;
                if (guard_audience(*request, visibilities_of(reader, answer->audience, *request))) continue;
                shown.emplace_back(url, std::move(*answer));
                break;
            }
        return shown;
    };
    co_return co_await database_.read(std::move(work));
}

}  // namespace bot
