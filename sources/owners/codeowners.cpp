// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/owners/readers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sources::owners {
namespace {

using Text = std::string_view;
using insight::OwnersRule;

constexpr std::size_t most_rules = 50'000;
// Each line of a section may repeat the owners and the name of its heading: without limits a small file fills
// the memory.
constexpr std::size_t most_owners = 200'000;
constexpr std::size_t longest_name = 200;

bool is_space(char c) { return c == ' ' || c == '\t'; }

// The pattern at the start of `line`, a backslash before a space keeps it; the rest is what follows.
struct Entry {
    std::string pattern;
    Text rest;
};
Entry split_entry(Text line) {
    Entry entry;
    std::size_t i = 0;
    for (; i < line.size() && !is_space(line[i]); ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && is_space(line[i + 1])) ++i;
        entry.pattern += line[i];
    }
    entry.rest = core::trim(line.substr(i));
    return entry;
}

std::vector<Text> words(Text text) {
    std::vector<Text> out;
    for (std::size_t i = 0; i < text.size();) {
        const auto end = std::min(text.find_first_of(" \t", i), text.size());
        if (end > i && text[i] == '#') break;  // a remark up to the end of the line
        if (end > i) out.push_back(text.substr(i, end - i));
        i = end + 1;
    }
    return out;
}

bool is_owner(Text word, bool gitlab) {
    if (gitlab && word.starts_with("@@")) return is_account(word.substr(1));
    if (!is_account(word)) return is_mail(word);
    const auto slashes = std::ranges::count(word, '/');
    return gitlab || slashes <= 1;
}

// "[Name]", "^[Name]", "[Name][2] @default"; false when it is no heading.
struct Section {
    std::string name;
    bool optional = false;
    Text owners;
};
bool read_section(Text line, Section& section) {
    section.optional = line.starts_with("^[");
    if (section.optional) line.remove_prefix(1);
    if (!line.starts_with('[')) return false;
    const auto close = line.find(']');
    if (close == Text::npos || core::trim(line.substr(1, close - 1)).empty()) return false;
    section.name = core::lower(core::shorten(core::one_line(line.substr(1, close - 1)), longest_name));
    auto rest = line.substr(close + 1);
    if (rest.starts_with('[')) {
        const auto end = rest.find(']');
        if (end == Text::npos || rest.substr(1, end - 1).find_first_not_of("0123456789") != Text::npos)
            return false;
        rest = rest.substr(end + 1);
    }
    if (!rest.empty() && !is_space(rest.front())) return false;
    section.owners = core::trim(rest);
    return true;
}

class Reader {
  public:
    Reader(bool gitlab, insight::OwnersFile& file) : gitlab_(gitlab), file_(file) {}

    void read(Text text) {
        for (const auto line : core::lines(text)) {
            ++line_;
            const auto trimmed = core::trim(line);
            if (trimmed.empty() || trimmed.starts_with('#')) continue;
            if (file_.rules.size() >= most_rules || owners_ >= most_owners) {
                add_fault(file_, line_, "The lines from here on were not read.");
                return;
            }
            if (gitlab_ && section(trimmed)) continue;
            entry(trimmed);
        }
    }

  private:
    bool section(Text line) {
        if (!line.starts_with('[') && !line.starts_with("^[")) return false;
        Section found;
        if (!read_section(line, found)) {
            add_fault(file_, line_, "The section heading is not complete.");
            return false;
        }
        section_ = found.name;
        optional_ = found.optional;
        defaults_ = owners_of(found.owners);
        return true;
    }

    std::vector<std::string> owners_of(Text text) {
        std::vector<std::string> out;
        for (const auto word : words(text)) {
            if (is_owner(word, gitlab_))
                out.emplace_back(word);
            else
                add_fault(file_, line_, "An owner that is no account, team or e-mail address.");
        }
        return out;
    }

    // What GitHub leaves out of gitignore. Source: GitHub "About code owners", "Syntax exceptions".
    bool is_refused_by_github(const Entry& entry) {
        const char* why = entry.pattern.starts_with('!')          ? "GitHub knows no exceptions with \"!\""
                          : entry.pattern.starts_with("\\#")      ? "GitHub knows no escaped \"#\""
                          : entry.pattern.find('[') != Text::npos ? "GitHub knows no ranges with \"[ ]\""
                                                                  : nullptr;
        if (why != nullptr)
            add_fault(file_, line_,
                      fmt::format("The line for {} is skipped: {}.", in_quotes(entry.pattern), why));
        return why != nullptr;
    }

    void entry(Text line) {
        const auto found = split_entry(line);
        if (!gitlab_ && is_refused_by_github(found)) return;
        const auto faults = file_.faults.size();
        OwnersRule rule{.pattern = found.pattern,
                        .owners = owners_of(found.rest),
                        .line = line_,
                        .section = section_,
                        .optional = optional_};
        // GitHub skips a line with a wrong owner as a whole, GitLab ignores the owner.
        if (!gitlab_ && file_.faults.size() > faults) return;
        if (gitlab_ && rule.pattern.starts_with('!') && rule.pattern.size() > 1) {
            rule.negated = true;
            rule.pattern.erase(0, 1);
            rule.owners.clear();
        } else if (gitlab_ && words(found.rest).empty()) {
            rule.owners = defaults_;
        }
        owners_ += rule.owners.size();
        file_.rules.push_back(std::move(rule));
    }

    bool gitlab_;
    insight::OwnersFile& file_;
    int line_ = 0;
    std::size_t owners_ = 0;
    std::string section_;
    bool optional_ = false;
    std::vector<std::string> defaults_;
};

}  // namespace

bool has_gitlab_sections(Text text) {
    for (const auto line : core::lines(text)) {
        Section section;
        const auto trimmed = core::trim(line);
        if (!trimmed.starts_with('[') && !trimmed.starts_with("^[")) continue;
        // "[ab].js @x" is a range in GitHub's eyes; a heading ends with its bracket or goes on with owners.
        if (read_section(trimmed, section)) return true;
    }
    return false;
}

void read_codeowners(Text text, bool gitlab, insight::OwnersFile& file) { Reader(gitlab, file).read(text); }

}  // namespace sources::owners
