// SPDX-License-Identifier: Apache-2.0
// The one place where words become an answer: match → authorise → run on a database thread → audience guard →
// reference. Every surface (Slack, console, socket, shell) comes through here. Runs on the loop's thread.
#pragma once

#include "bot/audience_guard.hpp"
#include "bot/command_roles.hpp"
#include "bot/database_threads.hpp"
#include "bot/effects.hpp"
#include "bot/metrics.hpp"
#include "commands/command.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace bot {

struct Dispatched {
    commands::Answer answer;
    std::string line;  // the canonical command line that was run; empty when nothing fitted
    const commands::Command* command = nullptr;  // what ran; null when nothing fitted or the role forbade it
    bool restricted = false;  // holds facts of a private repository: never kept for somebody else
};

class Dispatcher {
  public:
    Dispatcher(DatabaseThreads& database, Metrics& metrics, const Effects& effects, CommandRoles roles)
        : database_(database), metrics_(metrics), effects_(effects), roles_(std::move(roles)) {}

    // Never throws: what goes wrong inside is logged once with the request id and answered with one neutral
    // sentence that carries it.
    boost::asio::awaitable<Dispatched> ask(commands::Request request);

    // The command that the words mean; null when none does. Runs nothing.
    const commands::Command* command_of(const commands::Request& request) const;
    // May they be answered by a form? Not when they already say what it would ask.
    bool may_ask(const commands::Request& request) const;
    // What fits the text typed so far into a field of the command that the words mean. Asks the vocabulary
    // alone, so it is at hand at once. Empty when the role or the place forbids it.
    std::vector<commands::Option> suggest(const commands::Request& request, std::string_view field,
                                          std::string_view prefix) const;
    // The sections of the asker's own page, each past the guard; what is refused is left out. That private
    // repositories stand on it is in the audit before this returns: once a day for each person, and again
    // when there are others.
    boost::asio::awaitable<std::vector<commands::Answer>> home(commands::Request request);
    // What may be said under each of the addresses to everybody at the place, past the guard; others are left
    // out.
    using Previews = std::vector<std::pair<std::string, commands::Answer>>;
    boost::asio::awaitable<Previews> previews(commands::Request request, std::vector<std::string> urls);

    // Reads the known names again. To be called after repositories or teams changed.
    boost::asio::awaitable<void> refresh_vocabulary();
    std::shared_ptr<const commands::Vocabulary> vocabulary() const { return vocabulary_; }
    // Called after a command changed something.
    void on_change(std::function<void()> changed) { changed_ = std::move(changed); }
    // Whether Slack refuses our token in an installation: then it will not say who people are.
    void on_unproven(std::function<bool(std::int64_t installation)> is_token_refused) {
        is_token_refused_ = std::move(is_token_refused);
    }
    // Changes with every commit and every new vocabulary: what was answered under another number may be out
    // of date.
    std::uint64_t facts_version() const { return database_.commits() + vocabularies_; }
    // Which role each command needs here: its own, unless the settings move it.
    commands::RoleNeeded role_needed() const {
        return [this](const commands::Command& command) { return roles_.needed(command); };
    }

  private:
    commands::Match match(const commands::Request& request) const;
    // `name` becomes that of the command, also when this throws.
    boost::asio::awaitable<Dispatched> answer(std::shared_ptr<const commands::Request> request,
                                              std::string_view& name);
    struct Run;  // a command with what it is given
    boost::asio::awaitable<void> run(std::shared_ptr<Run> run);
    boost::asio::awaitable<void> read(std::shared_ptr<Run> run);
    boost::asio::awaitable<void> change(std::shared_ptr<Run> run);
    // Those of them that the asker may give.
    std::vector<const commands::Command*> allowed(std::span<const commands::Command* const> among,
                                                  const commands::Request& request) const;
    boost::asio::awaitable<void> tell_page_shown(std::shared_ptr<const commands::Request> request,
                                                 std::map<std::int64_t, std::string> private_ones);
    DatabaseThreads& database_;
    Metrics& metrics_;
    const Effects& effects_;
    const CommandRoles roles_;
    std::function<void()> changed_ = [] {};
    std::function<bool(std::int64_t)> is_token_refused_ = [](std::int64_t) { return false; };
    std::shared_ptr<const commands::Vocabulary> vocabulary_ = std::make_shared<commands::Vocabulary>();
    std::uint64_t vocabularies_ = 0;  // how many there have been
    // Private repositories that the audit says stood on a page, that day.
    struct PagesTold {
        core::Time day{};
        std::map<std::pair<std::int64_t, std::string>, std::set<std::int64_t>> by_person;
    } pages_told_;
};

// A reference people can read aloud: eight characters of Crockford's base 32.
std::string new_reference();

}  // namespace bot
