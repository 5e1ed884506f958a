// SPDX-License-Identifier: Apache-2.0
#include "sources/github/actor.hpp"

#include "core/text.hpp"
#include "insight/directory/machines.hpp"

#include <fmt/format.h>

namespace sources::github {

namespace {

constexpr std::size_t longest_login = 100;
constexpr std::string_view bot_mark = "[bot]";

}  // namespace

std::string People::key_of(const core::Json& actor) {
    auto login = core::shorten(core::one_line(core::text_of(actor, "login")), longest_login);
    if (login.empty()) return {};
    const bool is_bot = core::text_of(actor, "__typename") == "Bot";
    if (is_bot && !login.ends_with(bot_mark)) login += bot_mark;
    const auto id = core::number_of(actor, "databaseId");
    auto key =
        id > 0 ? fmt::format("{}:{}", source_, id) : fmt::format("{}:@{}", source_, core::lower(login));
    const auto [at, is_new] = people_.try_emplace(key);
    if (is_new) {
        at->second.key = key;
        at->second.kind = insight::directory::kind_of(login, is_bot);
        // Without a number (somebody who was imported) it may be called as somebody who has one.
        if (id > 0) at->second.login = std::move(login);
    }
    if (auto name = core::shorten(core::one_line(core::text_of(actor, "name")), longest_login); !name.empty())
        at->second.name = std::move(name);
    return key;
}

bool People::is_human(const std::string& key) const {
    const auto found = people_.find(key);
    return found != people_.end() && found->second.kind == insight::PersonKind::human;
}

std::vector<insight::Person> People::all() const {
    std::vector<insight::Person> out;
    for (const auto& [key, person] : people_) out.push_back(person);
    return out;
}

}  // namespace sources::github
