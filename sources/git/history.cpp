// SPDX-License-Identifier: Apache-2.0
#include "sources/git/history.hpp"

#include "core/text.hpp"
#include "sources/git/identity.hpp"

#include <algorithm>
#include <charconv>
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

// Who committed how much. One person is one author, whatever the addresses: by the mailmap, and where the
// same name stands beside two addresses.
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
    std::size_t place_of(std::string_view who) {
        const auto [known, is_new] = seen_.try_emplace(std::string(who), 0);
        if (is_new) known->second = place_of_new(who);
        return known->second;
    }

    std::size_t place_of_new(std::string_view who) {
        const auto end = std::min(who.find('\0'), who.size());
        const auto e_mail = who.substr(0, end), name = who.substr(std::min(end + 1, who.size()));
        const auto person = mailmap_.resolve(name, e_mail);
        const auto called = name_key(person.name);
        auto key = author_key(person.e_mail);
        if (key.empty()) key = called;
        const auto [place, is_new] = by_key_.try_emplace(std::move(key), history_.authors.size());
        if (is_new) {
            first_.push_back(place->second);
            history_.authors.push_back(
                {.key = place->first,
                 .machine = is_machine(name, e_mail) || is_machine(person.name, person.e_mail)});
        }
        if (!called.empty() && !history_.authors[place->second].machine) join(called, place->second);
        return place->second;
    }

    void join(const std::string& name, std::size_t place) {
        const auto a = first_of(by_name_.try_emplace(name, place).first->second), b = first_of(place);
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
    std::vector<std::size_t> first_;  // of the same person, beside history_.authors
    std::unordered_map<std::string, std::size_t> seen_, by_key_, by_name_;
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
            "--format=%(creatordate:unix) %(objecttype) %(refname:strip=2)%00%(contents:body)", "refs/tags"};
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

std::optional<insight::Tag> read_tag(std::string_view answer) {
    // What a release with notes says at least below its first line.
    constexpr std::size_t shortest_notes = 20;
    const auto line = answer.substr(0, answer.find_first_of(std::string_view("\0\n", 2)));
    const auto blank = line.find(' ');
    const auto second = blank == std::string_view::npos ? blank : line.find(' ', blank + 1);
    std::int64_t seconds = 0;
    const auto [end, failed] = std::from_chars(line.data(), line.data() + line.size(), seconds);
    if (second == std::string_view::npos || failed != std::errc{} || end != line.data() + blank)
        return std::nullopt;
    // Of a tag without a message of its own git gives that of its commit.
    const bool is_annotated = line.substr(blank + 1, second - blank - 1) == "tag";
    const auto body = core::trim(answer.substr(std::min(line.size() + 1, answer.size())));
    return insight::Tag{.name = core::one_line(line.substr(second + 1)),
                        .at = core::from_unix(seconds),
                        .has_notes = is_annotated && core::count_code_points(body) >= shortest_notes};
}

}  // namespace sources::git
