// SPDX-License-Identifier: Apache-2.0
// MAINTAINERS and TRUSTED-COMMITTERS: for people, in any form. Whoever is named with an account or an address
// owns everything.
#include "core/text.hpp"
#include "sources/documents.hpp"
#include "sources/owners/readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sources::owners {
namespace {

using Text = std::string_view;

void add_once(std::vector<std::string>& owners, std::string owner) {
    const auto lower = core::lower(owner);
    if (std::ranges::none_of(owners, [&](const auto& each) { return core::lower(each) == lower; }) &&
        owners.size() < 50)
        owners.push_back(std::move(owner));
}

// "https://github.com/jane" → "@jane"; a repository or page is nobody.
std::string account_in_address(Text target) {
    for (const Text host :
         {"https://github.com/", "http://github.com/", "https://gitlab.com/", "https://www.github.com/"}) {
        if (!core::starts_with_ignoring_case(target, host)) continue;
        auto name = target.substr(host.size());
        if (name.starts_with("orgs/") && name.find("/teams/") != Text::npos)
            return fmt::format("@{}/{}", name.substr(5, name.find("/teams/") - 5),
                               name.substr(name.find("/teams/") + 7));
        while (name.ends_with('/')) name.remove_suffix(1);
        auto account = fmt::format("@{}", name);
        if (name.find('/') == Text::npos && is_account(account)) return account;
    }
    return {};
}

// Accounts and addresses among the words of `text`, their brackets and marks taken off.
void add_named(Text text, std::vector<std::string>& owners) {
    constexpr Text around = " \t\n<>()[]{},;:\"'|*`";
    for (std::size_t i = 0; i < text.size();) {
        const auto start = text.find_first_not_of(around, i);
        if (start == Text::npos) return;
        const auto end = std::min(text.find_first_of(around, start), text.size());
        auto word = text.substr(start, end - start);
        while (word.ends_with('.')) word.remove_suffix(1);
        if (is_account(word) || is_mail(word)) add_once(owners, std::string(word));
        i = end;
    }
}

// "Jane Doe", "Jane van der Doe (Company)": two to five words, the first and the last with a capital.
bool is_name(Text text) {
    const auto plain = core::trim(text.substr(0, text.find_first_of("(,-|")));
    std::vector<Text> words;
    for (const auto word : core::split(plain, ' '))
        if (!word.empty()) words.push_back(word);
    const auto is_capital = [](Text word) {
        return (word[0] >= 'A' && word[0] <= 'Z') || static_cast<unsigned char>(word[0]) >= 0xC3;
    };
    return words.size() >= 2 && words.size() <= 5 && is_capital(words.front()) && is_capital(words.back()) &&
           !plain.ends_with(':') && plain.find_first_of("0123456789/@:.!?") == Text::npos;
}

// "Bob": a name, not an account.
bool is_first_name(Text text) {
    return text[0] >= 'A' && text[0] <= 'Z' &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= 'a' && c <= 'z'; });
}

// "spf13": a list written as YAML names accounts without "@".
bool is_bare_account(Text text) {
    return text.size() >= 2 && text.size() <= 39 && text.find_first_of("./_") == Text::npos &&
           text.find('-') != 0 && !text.ends_with('-') && is_account(fmt::format("@{}", text)) &&
           !is_first_name(text);
}

// "Jane <jane@x.org> (@jane)" is one person, whom the host knows by the account.
void keep_account(std::vector<std::string>& owners) {
    if (owners.size() == 2 && owners[0].starts_with('@') != owners[1].starts_with('@'))
        std::erase_if(owners, [](const std::string& owner) { return !owner.starts_with('@'); });
}

// "Maintainers", "Core team", "People": names stand below; "Making a release" lists steps.
bool names_people(Text heading) {
    constexpr auto words = std::to_array<Text>({"maintainer", "committer", "owner", "people", "team",
                                                "member", "reviewer", "approver", "leads", "who we are"});
    return core::split(core::trim(heading), ' ').size() <= 4 &&
           std::ranges::any_of(words, [&](Text word) { return core::contains_ignoring_case(heading, word); });
}

// Which list of people it is; former ones own nothing any more.
bool names_the_gone(Text heading) {
    constexpr auto words =
        std::to_array<Text>({"emerit", "former", "past ", "retired", "alumni", "inactive", "honorary"});
    return std::ranges::any_of(words, [&](Text word) { return core::contains_ignoring_case(heading, word); });
}

class Reader {
  public:
    // `plain`: nothing but a list, whatever its headings say.
    Reader(bool plain, insight::OwnersFile& file) : plain_(plain), file_(file) {}

    void read(const insight::Document& document) {
        for (const auto& block : document.blocks) {
            if (block.kind == insight::BlockKind::heading) {
                if (gone_level_ == 0 || block.level <= gone_level_)
                    gone_level_ = names_the_gone(block.text) ? block.level : 0;
                among_people_ = plain_ || names_people(block.text);
                continue;
            }
            if (gone_level_ == 0) add(block);
        }
        // A list of bare names is a list, if one that no host understands. What people read names none of
        // them.
        if (file_.rules.empty())
            for (const auto& [name, line] : names_) {
                file_.rules.push_back({.pattern = "*", .owners = {name}, .line = line});
                add_fault(file_, line, "An entry without account or address.");
            }
    }

  private:
    void add(const insight::Block& block) {
        if (block.kind == insight::BlockKind::code) {
            int line = block.line;
            for (const auto each : core::lines(block.text)) add_line(each, {}, line++, false);
            return;
        }
        add_line(block.text, block.links, block.line, block.kind == insight::BlockKind::list_item);
    }

    void add_line(Text text, const std::vector<insight::Link>& links, int line, bool is_item) {
        std::vector<std::string> owners;
        for (const auto& link : links)
            if (auto account = account_in_address(link.target); !account.empty())
                add_once(owners, std::move(account));
        // One person in several spellings counts once: an account is enough.
        if (owners.empty()) add_named(text, owners);
        keep_account(owners);
        if (owners.empty() && is_item && among_people_ && is_bare_account(core::trim(text)))
            owners.push_back(fmt::format("@{}", core::trim(text)));
        if (!owners.empty())
            file_.rules.push_back({.pattern = "*", .owners = std::move(owners), .line = line});
        else if (among_people_ && is_name(text) && names_.size() < 200)
            names_.emplace_back(core::one_line(text.substr(0, text.find_first_of("(,-|"))), line);
    }

    bool plain_;
    insight::OwnersFile& file_;
    bool among_people_ = true;  // up to the first heading the file's own name speaks
    int gone_level_ = 0;
    std::vector<std::pair<std::string, int>> names_;
};

}  // namespace

void read_maintainers(Text text, insight::OwnersFile& file) {
    // Plain lists keep one person in a line, which a paragraph would join.
    const bool plain = file.path.find('.') == std::string::npos || core::lower(file.path).ends_with(".txt");
    if (!plain) {
        Reader(false, file).read(parse_document(file.path, text));
        return;
    }
    insight::Document lines{.path = file.path, .blocks = {}};
    int number = 0;
    for (const auto line : core::lines(text)) {
        ++number;
        const auto trimmed = core::trim(line);
        if (trimmed.empty() || trimmed.starts_with("//")) continue;
        const bool heading = trimmed.starts_with('#') || trimmed.ends_with(':');
        const auto from = heading ? 0 : std::min(trimmed.find_first_not_of("*-+ "), trimmed.size());
        lines.blocks.push_back({.kind = heading    ? insight::BlockKind::heading
                                        : from > 0 ? insight::BlockKind::list_item
                                                   : insight::BlockKind::prose,
                                .level = heading ? 1 : 0,
                                .line = number,
                                .text = std::string(trimmed.substr(from)),
                                .links = {}});
    }
    Reader(true, file).read(lines);
}

}  // namespace sources::owners
