// SPDX-License-Identifier: Apache-2.0
// The settings that exist: their names, types, defaults and what their values may be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bot {

enum class KeyType { text, integer, truth, text_list };

// One setting that exists. The table of all of them is the only place that knows their names. The "*" of
// "github.*.url" stands for a name that the operator gives: small letters, digits and "-", at most 40.
struct Key {
    std::string_view name;  // "server.listen"
    KeyType type;
    std::string_view otherwise;  // the default, as it would be typed in the environment
    std::string_view what;       // one sentence
    bool secret = false;         // never printed; may also be given as <name>_file
};
std::span<const Key> known_keys();

// The key that a name sets, and whether the name is that of a file holding the secret
// ("slack.bot_token_file"). Null when there is none.
struct NamedKey {
    const Key* key = nullptr;
    bool is_file = false;
    std::string name = {};  // of the setting itself: "github.acme.token", also when its file was named
};
NamedKey find_key(std::string_view name);
// The known key that is fewest slips away, or whose last part it has ("listen"), with the operator's own name
// in it; empty when none is close.
std::string nearest_key(std::string_view name);

// Has it a "*"? Then with_name() puts the operator's name there.
bool is_named(const Key& key);
std::string with_name(const Key& key, std::string_view name);

// Said where no known key is close to what was given.
inline constexpr std::string_view where_all_keys_are = "docs/configuration.md lists what can be set";

// "a whole number": what the type wants, for a sentence that says "needs …".
std::string_view type_word(KeyType type);
// Why `text` is no value for `key`; empty when it is one.
std::string objection(const Key& key, const std::string& text);
// The same by the key's name, for what is said on the command line; a list is one line each.
std::string objection_to(std::string_view key, const std::string& text);

// Environment variable of a key: "server.listen" → "ISPO_SERVER_LISTEN", "-" as "_".
std::string variable_of(std::string_view key);
// The setting that a variable names, as find_key() would be asked: "ISPO_GITHUB_ACME_TOKEN_FILE" →
// "github.acme.token_file". Only of keys with a name of the operator's; empty for all others.
std::string key_of_variable(std::string_view variable);

// What is wrong with a variable that no key has; both empty when it is not meant for this program.
struct StrayVariable {
    std::string mistake;  // "ISPO_SERVER_LISTN: unknown; did you mean ISPO_SERVER_LISTEN?"
    std::string warning;  // "ISPO_BOT_PORT is no setting and is ignored."
};
// For names that start with "ISPO_" and belong to no key. A name in one of our sections, or a slip away from
// a known one, is a mistake; any other only a warning, since Kubernetes gives every container variables named
// after the services beside it (ISPO_BOT_SERVICE_HOST).
StrayVariable judge_stray_variable(std::string_view name);

}  // namespace bot
