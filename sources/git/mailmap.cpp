// SPDX-License-Identifier: Apache-2.0
#include "sources/git/mailmap.hpp"

#include "core/text.hpp"

namespace sources::git {

namespace {

constexpr int most_lines = 20'000;

struct Part {
    std::string_view name;
    std::string_view e_mail;
};

// "Name <address>" at the start of `text`, which loses it.
std::optional<Part> take_part(std::string_view& text) {
    const auto open = text.find('<');
    const auto close = open == std::string_view::npos ? open : text.find('>', open);
    if (close == std::string_view::npos) return std::nullopt;
    const Part part{core::trim(text.substr(0, open)), core::trim(text.substr(open + 1, close - open - 1))};
    text.remove_prefix(close + 1);
    return part;
}

std::string key_of(std::string_view name, std::string_view e_mail) {
    auto key = core::lower(core::trim(e_mail));
    if (!name.empty()) key.append(1, '\0').append(core::lower(core::trim(name)));
    return key;
}

}  // namespace

Mailmap::Mailmap(std::string_view text) {
    for (int line = 0; line < most_lines && !text.empty(); ++line) {
        const auto end = std::min(text.find('\n'), text.size());
        add(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

// "Name <commit>", "<address> <commit>", "Name <address> <commit>", "Name <address> Other Name <commit>".
void Mailmap::add(std::string_view line) {
    if (line.starts_with('#')) return;
    const auto first = take_part(line);
    if (!first) return;
    if (const auto second = take_part(line))
        entries_[key_of(second->name, second->e_mail)] = {std::string(first->name),
                                                          std::string(first->e_mail)};
    else if (!first->name.empty())
        entries_[key_of({}, first->e_mail)] = {std::string(first->name), {}};
}

Identity Mailmap::resolve(std::string_view name, std::string_view e_mail) const {
    Identity out{std::string(name), std::string(e_mail)};
    if (entries_.empty()) return out;
    auto found = entries_.find(key_of(name, e_mail));
    if (found == entries_.end()) found = entries_.find(key_of({}, e_mail));
    if (found == entries_.end()) return out;
    if (!found->second.name.empty()) out.name = found->second.name;
    if (!found->second.e_mail.empty()) out.e_mail = found->second.e_mail;
    return out;
}

}  // namespace sources::git
