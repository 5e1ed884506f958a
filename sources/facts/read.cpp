// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/read.hpp"

#include "core/text.hpp"
#include "insight/directory/identity.hpp"
#include "sources/facts/check_facts.hpp"
#include "sources/facts/fields.hpp"
#include "sources/facts/texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace sources::facts {
namespace {

using core::Json;
namespace directory = insight::directory;

// A number is taken for an id too: hosts count.
std::optional<std::string> id_in(const Json& value) {
    if (value.is_number_integer()) return value.dump();
    if (!value.is_string() || !is_id(value.get_ref<const std::string&>())) return std::nullopt;
    return value.get<std::string>();
}

// Fills a record from an object. The first thing that is wrong is kept; what follows is passed over.
class Reading {
  public:
    explicit Reading(const Json& object, std::optional<core::Time> now = {}) : object_(object), now_(now) {}

    void id(const char* name, std::string& out, std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return missing(name);
        read_id(name, value, out);
    }
    void id_if(const char* name, std::string& out, std::string_view) {
        if (const auto& value = take(name); !value.is_null()) read_id(name, value, out);
    }
    void one_id_of(const char* first, const char* second, std::string& out, bool& is_second,
                   std::string_view) {
        const auto &one = take(first), &other = take(second);
        if (one.is_null() == other.is_null())
            return say(fmt::format("Exactly one of “{}” and “{}” is to be there.", first, second));
        is_second = one.is_null();
        read_id(is_second ? second : first, is_second ? other : one, out);
    }
    void name(const char* name, std::string& out, std::size_t most, std::string_view says) {
        text(name, out, most, says);
        if (out.empty()) missing(name);
    }
    void text(const char* name, std::string& out, std::size_t most, std::string_view) {
        if (const auto& value = take(name); !value.is_null()) read_text(name, value, most, out);
    }
    template <class Word, std::size_t count>
    void word(const char* name, Word& out, const std::array<std::string_view, count>& words, Need need,
              std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return need == Need::required ? missing(name) : void();
        const auto found = value.is_string() && !value.get_ref<const std::string&>().empty()
                               ? std::ranges::find(words, value.get_ref<const std::string&>())
                               : words.end();
        if (found == words.end()) return say(fmt::format("“{}” is to be {}.", name, one_of(words)));
        out = static_cast<Word>(found - words.begin());
    }
    void truth(const char* name, bool& out, std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return;
        if (!value.is_boolean()) return say(fmt::format("“{}” is to be true or false.", name));
        out = value.get<bool>();
    }
    void number(const char* name, int& out, std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return;
        if (!value.is_number_integer() || value < 0 || value > std::numeric_limits<int>::max())
            return say(
                fmt::format("“{}” is to be a number from 0 to {}.", name, std::numeric_limits<int>::max()));
        out = value.get<int>();
    }
    void moment(const char* name, core::Time& out, Need need, std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return need == Need::required ? missing(name) : void();
        if (const auto time = moment_of(name, value)) out = *time;
    }
    void moment_if(const char* name, std::optional<core::Time>& out, std::string_view) {
        if (const auto& value = take(name); !value.is_null()) out = moment_of(name, value);
    }
    void texts(const char* name, std::vector<std::string>& out, std::size_t most, std::string_view) {
        const auto* list = list_of(name, most_in_list);
        if (list == nullptr) return;
        for (const auto& each : *list) {
            std::string text;
            read_text(name, each, most, text);
            if (!text.empty()) out.push_back(std::move(text));
        }
    }
    void identities(const char* name, std::vector<directory::Identity>& out, std::string_view) {
        const auto* list = list_of(name, most_identities);
        if (list == nullptr) return;
        for (const auto& each : *list) {
            Reading one(each);
            if (!each.is_object()) return say(fmt::format("“{}” is to hold objects.", name));
            std::string value;
            auto kind = directory::IdentityKind::email;
            one.word("kind", kind, directory::identity_words, Need::required, "");
            one.name("value", value, longest_name, "");
            const auto read = directory::identity_of(kind, value);
            if (!one.wrong() && !read)
                one.say(fmt::format("“{}” is no name of the kind {}.", shown(value), word_of(kind)));
            if (auto fault = one.end("identity")) return say(std::move(*fault));
            out.push_back(*read);
        }
        std::sort(out.begin(), out.end());
        out.erase(std::unique(out.begin(), out.end()), out.end());
    }
    void transitions(const char* name, std::vector<connector::Transition>& out, std::string_view) {
        const auto* list = list_of(name, most_transitions);
        if (list == nullptr) return;
        for (const auto& each : *list) {
            if (!each.is_object()) return say(fmt::format("“{}” is to hold objects.", name));
            Reading one(each);
            auto read = one.transition();
            if (auto fault = one.end("transition")) return say(std::move(*fault));
            if (!out.empty() && read.at < out.back().at)
                return say(fmt::format("“{}” are to stand oldest first.", name));
            out.push_back(std::move(read));
        }
    }
    void fact_name(const char* name, std::string& out, std::string_view says) {
        id(name, out, says);
        if (!wrong_ && fact_named(out) == nullptr)
            say(fmt::format("“{}” is to be one of: {}.", name, all_facts()));
    }
    void fact_value(const char* name, const std::string& fact, Json& out, std::string_view) {
        const auto& value = take(name);
        if (value.is_null()) return missing(name);
        const auto* known = fact_named(fact);
        if (known == nullptr) return;
        auto read = read_value(*known, value);
        if (!read) return say(read.error().sentence);
        out = std::move(*read);
    }

    // What happened: not ahead of now, and not before what it follows.
    void need_past(const char* name, const std::optional<core::Time>& at) {
        if (at && now_ && *at > *now_ + core::Days(1)) say(fmt::format("“{}” is ahead of now.", name));
    }
    void need_order(const char* name, const std::optional<core::Time>& at, const char* first,
                    const std::optional<core::Time>& begun) {
        need_past(name, at);
        if (at && begun && *at < *begun) say(fmt::format("“{}” is before “{}”.", name, first));
    }

    void expect(const char* name) { take(name); }  // it was read already
    void say(std::string what) {
        if (!wrong_) wrong_ = std::move(what);
    }
    const std::optional<std::string>& wrong() const { return wrong_; }
    // What is wrong, also where a field is none of `what`.
    std::optional<std::string> end(std::string_view what) {
        for (const auto& [name, value] : object_.items())
            if (std::ranges::find(taken_, name) == taken_.end())
                say(fmt::format("A {} has no “{}”{}.", what, shown(name), near(name)));
        return wrong_;
    }

  private:
    const Json& take(const char* name) {
        taken_.emplace_back(name);
        return core::member_of(object_, name);
    }
    void missing(const char* name) { say(fmt::format("“{}” is missing.", name)); }
    void read_id(const char* name, const Json& value, std::string& out) {
        auto id = id_in(value);
        if (!id)
            return say(
                fmt::format("“{}” is to be a number, or a text of 1 to {} characters without control "
                            "characters.",
                            name, longest_id));
        out = std::move(*id);
    }
    void read_text(const char* name, const Json& value, std::size_t most, std::string& out) {
        if (!value.is_string()) return say(fmt::format("“{}” is to be text.", name));
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() > most && core::count_code_points(text) > most)
            return say(fmt::format("“{}” is longer than {} characters.", name, most));
        out = core::one_line(text);
    }
    std::optional<core::Time> moment_of(const char* name, const Json& value) {
        const auto time = value.is_string() ? moment_in(value.get_ref<const std::string&>()) : std::nullopt;
        if (!time)
            say(fmt::format("“{}” is to be a time with its zone (2026-01-31T08:00:00Z), or a date.", name));
        return time;
    }
    // Null when there is none.
    const Json* list_of(const char* name, std::size_t most) {
        const auto& value = take(name);
        if (value.is_null()) return nullptr;
        if (value.is_array() && value.size() <= most) return &value;
        say(fmt::format("“{}” is to be a list of at most {}.", name, most));
        return nullptr;
    }
    connector::Transition transition() {
        connector::Transition out;
        moment("at", out.at, Need::required, "");
        if (object_.contains("assignee")) {
            id_if("assignee", out.assignee, "");
        } else {
            name("status", out.status, longest_name, "");
            word("category", out.category, connector::category_words, Need::required, "");
        }
        return out;
    }
    template <std::size_t count>
    static std::string one_of(const std::array<std::string_view, count>& words) {
        std::vector<std::string> all;
        for (const auto word : words)
            if (!word.empty()) all.emplace_back(word);
        return core::join(all, ", ");
    }
    static std::string all_facts() {
        std::vector<std::string> all;
        for (const auto& fact : fact_names()) all.emplace_back(fact.name);
        return core::join(all, ", ");
    }
    std::string near(const std::string& name) const {
        constexpr std::size_t close = 2;
        for (const auto& known : taken_)
            if (core::edit_distance(name, known, close) <= close)
                return fmt::format("; was “{}” meant?", known);
        return {};
    }

    const Json& object_;
    std::optional<core::Time> now_;
    std::vector<std::string> taken_;
    std::optional<std::string> wrong_;
};

void need_later(Reading& reading, core::Time from, const std::optional<core::Time>& to) {
    if (to && *to <= from) reading.say("“to” is to be later than “from”.");
}
void complete(Reading&, auto&) {}
void complete(Reading& reading, connector::Membership& what) {
    need_later(reading, what.row.from, what.row.to);
}
void complete(Reading& reading, connector::Ownership& what) {
    need_later(reading, what.row.from, what.row.to);
    if (!what.by_name) return;
    what.row.repository = core::lower(what.row.repository);
    if (what.row.repository.starts_with('#')) reading.say("“repository_name” is no name of a repository.");
}
void complete(Reading& reading, connector::Repository& what) {
    if (what.row.full_name.empty()) what.row.full_name = what.row.name;
    reading.need_past("created_at", what.row.created_at);
    reading.need_past("pushed_at", what.row.pushed_at);
}
void complete(Reading& reading, connector::PullRequest& what) {
    auto& row = what.row;
    if (what.is_draft && row.ready_at) reading.say("A draft has no “ready_at”.");
    if (!what.is_draft && !row.ready_at) row.ready_at = row.created_at;
    if (row.merged_at && !row.closed_at) row.closed_at = row.merged_at;
    reading.need_past("created_at", row.created_at);
    reading.need_order("ready_at", row.ready_at, "created_at", row.created_at);
    reading.need_order("merged_at", row.merged_at, "created_at", row.created_at);
    reading.need_order("merged_at", row.merged_at, "ready_at", row.ready_at);
    reading.need_order("closed_at", row.closed_at, "created_at", row.created_at);
    reading.need_order("closed_at", row.closed_at, "ready_at", row.ready_at);
}
// An issue is ready from the moment it is there.
void complete(Reading& reading, connector::Issue& what) {
    what.row.kind = insight::ItemKind::issue;
    what.row.ready_at = what.row.created_at;
    reading.need_past("created_at", what.row.created_at);
    reading.need_order("closed_at", what.row.closed_at, "created_at", what.row.created_at);
}
void complete(Reading& reading, connector::Response& what) { reading.need_past("at", what.row.at); }
void complete(Reading& reading, connector::TrackerIssue& what) {
    reading.need_past("created_at", what.created_at);
    reading.need_order("resolved_at", what.resolved_at, "created_at", what.created_at);
    // They stand oldest first.
    if (!what.transitions.empty()) reading.need_past("transitions", what.transitions.back().at);
}
void complete(Reading& reading, connector::CheckFact& what) { reading.need_past("at", what.at); }

template <class What>
bool read_as(std::string_view type, bool is_gone, Reading& reading, connector::Record& record) {
    if (type != What::word) return false;
    What what;
    each_key(reading, what);
    if (!is_gone) {
        each_fact(reading, what);
        complete(reading, what);
    } else if constexpr (std::is_same_v<What, connector::Ownership>) {
        complete(reading, what);
    }
    record.what = std::move(what);
    return true;
}

bool read_what(std::string_view type, bool is_gone, Reading& reading, connector::Record& record) {
    return read_as<connector::PullRequest>(type, is_gone, reading, record) ||
           read_as<connector::Response>(type, is_gone, reading, record) ||
           read_as<connector::Issue>(type, is_gone, reading, record) ||
           read_as<connector::Team>(type, is_gone, reading, record) ||
           read_as<connector::Person>(type, is_gone, reading, record) ||
           read_as<connector::Repository>(type, is_gone, reading, record) ||
           read_as<connector::Membership>(type, is_gone, reading, record) ||
           read_as<connector::Ownership>(type, is_gone, reading, record) ||
           read_as<connector::TrackerIssue>(type, is_gone, reading, record) ||
           read_as<connector::CheckFact>(type, is_gone, reading, record);
}

void read_source(const Json& object, Reading& reading, connector::Source& source) {
    reading.name("name", source.name, longest_name, "");
    reading.expect("schema_version");
    if (!is_source_name(core::text_of(object, "name")))
        reading.say("“name” is to be at most 64 small letters, digits and . _ : -, e.g. bitbucket.");
    if (core::member_of(object, "schema_version") != 1)
        reading.say("“schema_version” is to be 1, the version that this program reads.");
}

}  // namespace

core::Result<connector::Record> read_line(std::string_view line, std::optional<core::Time> now) {
    if (line.size() > longest_line)
        return core::invalid(fmt::format("It is longer than {} bytes.", longest_line));
    if (!core::is_utf8(line)) return core::invalid("It is not UTF-8.");
    const auto json = core::parse_json(line, {.size_bytes = longest_line, .depth = deepest});
    if (!json || !json->is_object()) return core::invalid("It is no JSON object.");
    connector::Record record;
    Reading reading(*json, now);
    reading.expect("type");
    auto type = core::text_of(*json, "type");
    record.is_gone = type == "gone";
    if (record.is_gone) {
        reading.expect("of");
        type = core::text_of(*json, "of");
    }
    if (!record.is_gone && type == connector::Source::word)
        read_source(*json, reading, record.what.emplace<connector::Source>());
    else if (!read_what(type, record.is_gone, reading, record))
        return core::invalid(fmt::format(
            "“{}” is to be one of: {}team, person, repository, membership, ownership, pull_request, issue, "
            "response, tracker_issue, check_fact{}.",
            record.is_gone ? "of" : "type", record.is_gone ? "" : "source, ",
            record.is_gone ? "" : ", gone"));
    if (auto wrong = reading.end(record.is_gone ? std::string("gone ") + type : type))
        return core::invalid(std::move(*wrong));
    return record;
}

}  // namespace sources::facts
