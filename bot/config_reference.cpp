// SPDX-License-Identifier: Apache-2.0
#include "bot/config_reference.hpp"

#include "bot/config_keys.hpp"
#include "commands/reference.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

// A list is one entry a line.
std::string otherwise(const Key& key) {
    if (key.secret || key.otherwise.empty()) return "–";
    const std::string all(key.otherwise);
    if (key.type != KeyType::text_list) return fmt::format("`{}`", commands::markdown_cell(all));
    std::string out;
    for (const auto one : core::lines(all))
        out += fmt::format("{}`{}`", out.empty() ? "" : ", ", commands::markdown_cell(one));
    return out;
}

}  // namespace

std::string configuration_markdown() {
    std::string out =
        "# Configuration\n\n"
        "Made by `ispo reference configuration`; do not edit.\n\n"
        "Settings stand in a TOML file (`--config FILE`, else `$ISPO_CONFIG`, else "
        "`/etc/ispo-bot/ispo.toml`): the part of a name before the dot is the section. A variable of the "
        "environment wins over the file, an option of the command line over both. `ispo config check` says "
        "what is wrong, `ispo config explain` where each value comes from.\n\n"
        "A secret is better given as a file that only its reader may open: `signing_secret_file = "
        "\"/run/secrets/signing\"`, or `ISPO_SLACK_SIGNING_SECRET_FILE`. Lists are one entry a line in "
        "variables.\n\n"
        "| Setting | Variable | Value | Default | Meaning |\n|---|---|---|---|---|\n";
    for (const auto& key : known_keys())
        out += fmt::format("| `{}`{} | `{}` | {} | {} | {} |\n", key.name, key.secret ? " (secret)" : "",
                           variable_of(key.name), type_word(key.type), otherwise(key),
                           commands::markdown_cell(key.what));
    return out;
}

}  // namespace bot
