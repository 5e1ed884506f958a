// SPDX-License-Identifier: Apache-2.0
// One thing that a person can ask: a struct with its words, its help and its run function. A command knows no
// Slack, socket, clock or coroutine. Adding one: a file in commands/ and a line in registry.cpp; help, shell,
// console, matcher and docs follow from the struct.
#pragma once

#include "commands/answer.hpp"
#include "commands/request.hpp"
#include "storage/store.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

// Immutable index of known names, rebuilt on a reader after changes.
class NameIndex;
struct PrivateName {
    std::string name, full_name;
};
struct Vocabulary {
    std::vector<std::string> repositories;  // sorted; private ones are not among them
    std::vector<std::string> teams;         // sorted; not those that own private repositories only
    std::vector<std::string> every_team;    // with those, for those who may know of them
    // Of `repositories`; vocabulary_from() sets it, without it each match builds its own.
    std::shared_ptr<const NameIndex> index;
    // With the private ones, for those who may know of them; null = the same as `index`.
    std::shared_ptr<const NameIndex> every;
    std::vector<PrivateName> hidden;  // the private ones, sorted: some people may know of some of them
};
Vocabulary vocabulary_from(std::vector<std::string> repositories, std::vector<std::string> teams,
                           std::vector<PrivateName> private_repositories = {});

// Which role a command needs: its own, unless the settings move it.
struct Command;
using RoleNeeded = std::function<Role(const Command&)>;
Role own_role(const Command& command);

struct Context {
    const Request& request;
    std::shared_ptr<const Vocabulary> vocabulary;  // never null
    std::vector<std::string> arguments;            // the words after the command's own
    RoleNeeded needed = own_role;                  // never empty
};

struct Example {
    std::string_view line;  // "ready payments-api": the canonical command line
    std::string_view
        phrase;  // "how ready is payments-api?": words people would use; the matcher maps them back to `line`
};

// What the words after the command's own are: how the matcher finds them in a sentence.
enum class Slot { none, repository, check, topic, words };

struct Command {
    std::string_view name;     // "ready", "ready history": one or two words
    std::string_view usage;    // "ready <repository>"
    std::string_view summary;  // one sentence
    std::vector<Example> examples;
    Role role = Role::viewer;
    // True: whoever is answered learns names of private repositories, so no setting gives it to others than
    // the InnerSource office.
    bool is_for_office = false;
    bool changes = false;  // then run_changing is set, else run
    // False: `run` never touches its reader, which may then be Reader{nullptr}, so it can be answered on the
    // loop without a database thread.
    bool needs_store = true;
    // True: the answer depends on who asks beyond role and place, so it is never kept for somebody else.
    bool personal = false;
    Answer (*run)(const Context&, const storage::Reader&) = nullptr;
    Answer (*run_changing)(const Context&, storage::Writer&) = nullptr;
    Slot slot = Slot::none;
    std::string_view reading = {};  // "readiness of": followed by the slot, how a sentence was understood
    // Named values that it takes from a form; in a line they are typed as --name value.
    std::vector<std::string_view> fields = {};
    // True: the answer may be a form. Where forms open within seconds of a click, room is kept for one.
    bool may_ask = false;
    // At most `most_options` values of a field that fit what is typed so far, for this asker. Answers from
    // the vocabulary alone, so it may run on the loop.
    std::vector<Option> (*suggest)(const Context&, std::string_view field, std::string_view prefix) = nullptr;
    // Its sections of the asker's own page (Slack's App Home); none when it has nothing to show. The guard
    // judges each by itself, so what not everybody may see stands in one of its own.
    std::vector<Answer> (*home)(const Context&, const storage::Reader&) = nullptr;
    // What a link to something of ours says to everybody at the place; nothing for other links.
    std::optional<Answer> (*preview)(const Context&, const storage::Reader&, std::string_view url) = nullptr;
};

inline constexpr std::size_t most_options = 100;

std::span<const Command* const> commands();  // in the order of help
// Those with sections of the asker's own page, in its order.
std::span<const Command* const> home_commands();
std::span<const std::string_view> help_topics();  // beside the commands' own names

// What the words mean. Exact commands first, then plain words by the commands' examples and the vocabulary.
struct Match {
    const Command* command = nullptr;  // null: nothing fits
    std::vector<std::string> arguments;
    std::string line;     // canonical command line
    std::string reading;  // set when it was read from plain words: "readiness of payments-api"
    std::vector<std::string> alternatives;  // canonical lines, nearest first, at most five
    std::string why;        // a sentence in place of "I did not understand", where something was understood
    double confidence = 0;  // 1 = typed exactly
};
// `knows_private` (which_repository.hpp) lets sentences name private repositories.
Match match(const std::vector<std::string>& words, const Vocabulary& vocabulary,
            std::string_view previous = {}, bool knows_private = false);

// The answer when nothing fits: nearest commands, help. Never silence.
Answer not_understood(const Match& match, const Request& request);

// Builds the vocabulary from the store; private names stand apart.
Vocabulary vocabulary_of(const storage::Reader& reader);

}  // namespace commands
