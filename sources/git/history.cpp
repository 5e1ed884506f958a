// SPDX-License-Identifier: Apache-2.0
#include "sources/git/history.hpp"

#include "core/text.hpp"
#include "sources/git/identity.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <unordered_map>

namespace sources::git {

namespace {

using std::chrono::days;

// The walk goes by date, but a clock that was wrong once leaves an old date in front of young commits. So
// many old ones in a row mean that the window has been left.
constexpr int old_in_a_row = 256;

struct Line {
    core::Time at{};
    std::string_view who;  // "<author's e-mail> NUL <author's name>"
};

// "<committer's date> NUL <author's e-mail> NUL <author's name>".
Line parse(std::string_view text) {
    const auto end = std::min(text.find('\0'), text.size());
    std::int64_t seconds = 0;
    std::from_chars(text.data(), text.data() + end, seconds);
    return {core::from_unix(seconds), text.substr(std::min(end + 1, text.size()))};
}

// "j. doe" and "jane doe" may well be one, "anna able" and "ben baker" are two.
bool share_a_word(std::string_view one, std::string_view other) {
    const auto words = core::split(other, ' ');
    return std::ranges::any_of(core::split(one, ' '), [&](std::string_view word) {
        return word.size() > 2 && std::ranges::find(words, word) != words.end();
    });
}

// "alex" may be two people, "alex ames" and "torvalds2" hardly are.
bool is_first_name(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

// Who committed how much. One person is one author, whatever the addresses: by the mailmap, where the same
// name stands beside two addresses (a bare first name: of the same account), and where two names share an
// address – unless that is the address of a pair or of a machine: then each of two names that have nothing in
// common has another one besides.
class Count {
  public:
    Count(core::Time now, const Mailmap& mailmap) : now_(now), mailmap_(mailmap) {}

    void add(const Line& line) {
        if (line.at > now_ + days{1}) return;
        auto& author = history_.authors[place_of(line.who)];
        ++author.commits_365d;
        if (line.at > now_ - days{180}) ++author.commits_180d;
        if (author.machine) return;
        ++history_.commits_365d;
        if (line.at > now_ - days{90}) ++history_.commits_90d;
    }

    insight::History take() {
        join_by_name();
        join_by_address();
        auto& authors = history_.authors;
        for (std::size_t at = 0; at < authors.size(); ++at) {
            const auto first = first_of(at);
            if (first == at) continue;
            authors[first].commits_365d += authors[at].commits_365d;
            authors[first].commits_180d += authors[at].commits_180d;
            authors[at].commits_365d = 0;
        }
        std::erase_if(authors, [](const auto& author) { return author.commits_365d == 0; });
        return std::move(history_);
    }

  private:
    using Places = std::vector<std::size_t>;

    std::size_t place_of(std::string_view who) {
        const auto [known, is_new] = seen_.try_emplace(std::string(who), 0);
        if (is_new) known->second = place_of_new(who);
        return known->second;
    }

    // One place for each pair of an address and a name; who they are is settled when all are known.
    std::size_t place_of_new(std::string_view who) {
        const auto end = std::min(who.find('\0'), who.size());
        const auto e_mail = who.substr(0, end), name = who.substr(std::min(end + 1, who.size()));
        const auto person = mailmap_.resolve(name, e_mail);
        auto called = name_key(person.name);
        auto key = author_key(person.e_mail);
        if (key.empty()) key = called;
        const auto [place, is_new] = places_.try_emplace({key, called}, history_.authors.size());
        if (is_new) {
            first_.push_back(place->second);
            names_.push_back(std::move(called));
            history_.authors.push_back(
                {.key = std::move(key),
                 .machine = is_machine(name, e_mail) || is_machine(person.name, person.e_mail)});
        }
        return place->second;
    }

    void join_by_name() {
        for (std::size_t at = 0; at < names_.size(); ++at)
            if (!names_[at].empty() && !history_.authors[at].machine) by_name_[names_[at]].push_back(at);
        for (const auto& [name, places] : by_name_) {
            std::unordered_map<std::string_view, std::size_t> by_account;
            for (const auto place : places) {
                const std::string_view key = history_.authors[place].key;
                const auto account = is_first_name(name) ? key.substr(0, key.find('@')) : std::string_view{};
                join(by_account.try_emplace(account, place).first->second, place);
            }
        }
    }

    void join_by_address() {
        std::unordered_map<std::string_view, Places> by_address;
        const auto& authors = history_.authors;
        for (std::size_t at = 0; at < authors.size(); ++at) by_address[authors[at].key].push_back(at);
        for (const auto& [address, places] : by_address)
            if (!is_shared(places))
                for (const auto place : places)
                    if (authors[place].machine == authors[places.front()].machine)
                        join(places.front(), place);
    }

    bool is_shared(const Places& places) const {
        // Who has so many names is no person.
        constexpr std::size_t most_names = 50;
        if (places.size() > most_names) return true;
        const auto has_another = [&](std::size_t place) {
            const auto all = by_name_.find(names_[place]);
            return all != by_name_.end() && all->second.size() > 1;
        };
        for (const auto one : places)
            for (const auto other : places)
                if (one < other && has_another(one) && has_another(other) &&
                    !share_a_word(names_[one], names_[other]))
                    return true;
        return false;
    }

    void join(std::size_t one, std::size_t other) {
        const auto a = first_of(one), b = first_of(other);
        first_[std::max(a, b)] = std::min(a, b);
    }

    // The earliest of those that are the same person.
    std::size_t first_of(std::size_t place) {
        while (first_[place] != place) place = first_[place] = first_[first_[place]];
        return place;
    }

    core::Time now_;
    const Mailmap& mailmap_;
    insight::History history_;
    // Beside history_.authors: the first of the same person, and the name.
    std::vector<std::size_t> first_;
    std::vector<std::string> names_;
    std::unordered_map<std::string, std::size_t> seen_;
    std::map<std::pair<std::string, std::string>, std::size_t> places_;
    std::unordered_map<std::string_view, Places> by_name_;  // of people, into names_
};

}  // namespace

std::vector<std::string> log_arguments(const std::string& commit) {
    return {"log",
            "--no-ext-diff",
            "--no-textconv",
            "--no-mailmap",
            "--no-decorate",
            "--no-notes",
            "--no-patch",
            "--no-color",
            "--encoding=UTF-8",
            "--format=%ct%x00%ae%x00%an",
            commit,
            "--"};
}

std::vector<std::string> tag_arguments() {
    return {"for-each-ref", "--sort=-creatordate", "--count=1",
            "--format=%(creatordate:unix) %(objecttype) %(refname:strip=2)%00%(contents)", "refs/tags"};
}

core::Result<insight::History> read_history(net::Conversation& log, const Mailmap& mailmap, core::Time now,
                                            int limit) {
    Count count(now, mailmap);
    int counted = 0;
    for (int old = 0; old < old_in_a_row && counted < limit;) {
        const auto text = log.read_line();
        if (!text) {
            auto end = log.finish(0);
            if (!end) return end.error();
            if (end->exit_code != 0)
                return core::unavailable("git could not walk the whole history.", end->errors);
            return count.take();
        }
        const auto line = parse(*text);
        if (line.at <= now - days{365}) {
            ++old;
            continue;
        }
        old = 0;
        ++counted;
        count.add(line);
    }
    auto history = count.take();
    history.truncated = counted == limit;
    return history;
}

namespace {

// The message of a tag without what is signed on to it: more than a title, be it below the first line or in
// one long sentence.
bool tells_changes(std::string_view message) {
    constexpr std::size_t shortest_below = 20, shortest_sentence = 80;
    for (const std::string_view start :
         {"-----BEGIN PGP SIGNATURE", "-----BEGIN SSH SIGNATURE", "-----BEGIN SIGNED MESSAGE"})
        message = message.substr(0, message.find(start));
    message = core::trim(message);
    const auto title = message.substr(0, message.find('\n'));
    return core::count_code_points(title) >= shortest_sentence ||
           core::count_code_points(core::trim(message.substr(title.size()))) >= shortest_below;
}

}  // namespace

std::optional<insight::Tag> read_tag(std::string_view answer) {
    const auto line = answer.substr(0, answer.find_first_of(std::string_view("\0\n", 2)));
    const auto blank = line.find(' ');
    const auto second = blank == std::string_view::npos ? blank : line.find(' ', blank + 1);
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), seconds);
    if (second == std::string_view::npos || failed != std::errc{} || end != line.data() + blank)
        return std::nullopt;
    // Of a tag without a message of its own git gives that of its commit.
    const bool is_annotated = line.substr(blank + 1, second - blank - 1) == "tag";
    const auto message = answer.substr(std::min(line.size() + 1, answer.size()));
    return insight::Tag{.name = core::one_line(line.substr(second + 1)),
                        .at = core::from_unix(seconds),
                        .has_notes = is_annotated && tells_changes(message)};
}

}  // namespace sources::git
