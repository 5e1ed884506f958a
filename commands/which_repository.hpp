// SPDX-License-Identifier: Apache-2.0
// Which repository a word means, for this asker: by name, full name or id ("r17"). A private repository does
// not exist for those who may not know of it, so no choice, suggestion or refusal gives its name away.
#pragma once

#include "commands/command.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace commands {

// False for guests and in places with readers from outside the company: they are told no name of a
// repository.
bool hears_names(const Request& request);
// True in the shell (whoever may open the folder is admin), and from the InnerSource office up where nobody
// else reads along.
bool knows_private(const Request& request);
// In a channel, for the InnerSource office: where private repositories can be asked for. The same for every
// name, so it tells nobody whether there is one.
void add_private_hint(Answer& answer, const Request& request);
// Is it a private repository that everybody may read who reads the answer, by a list in the settings?
bool is_on_a_list(std::string_view full_name, const Request& request);
bool may_know(const storage::RepositoryRow& row, const Request& request);

struct Chosen {
    std::optional<storage::RepositoryRow> row;
    bool ambiguous = false;  // several have the name
    Answer refusal;  // when there is no row: near names, or up to five choices, as buttons of `command`
};
Chosen choose_repository(const Context& context, const storage::Reader& reader, std::string_view command,
                         const std::string& word);

// "r17" → 17.
std::optional<std::int64_t> id_of(std::string_view word);
// Its full name; the path of a checkout is told in the shell only, elsewhere its name and id.
std::string long_name_of(const storage::RepositoryRow& row, const Request& request);
// Their names in one list, in its order; the long name where two of them have the same.
std::vector<std::string> names_in_list(const std::vector<storage::RepositoryRow>& rows,
                                       const Request& request);
// How lines name it: its name, or its id when another repository that the asker knows has the same name.
std::string line_name_of(const storage::RepositoryRow& row, const storage::Reader& reader,
                         const Request& request);
// How people type it: its full name or its name, where choose_repository() finds it alone and a list with
// commas can hold it; else its id.
std::string typed_name_of(const storage::RepositoryRow& row, const storage::Reader& reader,
                          const Request& request);
// Each name that the asker may hear here, of private ones too, until `take` says false.
void each_heard_name(const Context& context, const std::function<bool(const std::string&)>& take);
// Is it one of them, in any letter case?
bool hears(const Context& context, std::string_view name);
// A line of `command` that works here: with the first repository everybody knows, else `help`.
std::vector<std::string> working_examples(const Context& context, std::string_view command);

}  // namespace commands
