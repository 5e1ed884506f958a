// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/write.hpp"

#include "core/text.hpp"
#include "sources/facts/fields.hpp"

#include <algorithm>

namespace sources::facts {
namespace {

using core::Json;

std::string tidy(std::string_view text, std::size_t most) {
    return core::shorten(core::one_line(text), most);
}

// Fields in the order in which they are visited, so that people can read a line.
class Writing {
  public:
    void put(std::string_view name, const Json& value) {
        line_ += line_.empty() ? "{" : ",";
        line_ += core::dump_json(name) + ":" + core::dump_json(value);
    }
    std::string end() && { return std::move(line_) + "}"; }

    void id(const char* name, const std::string& value, std::string_view) { put(name, value); }
    void id_if(const char* name, const std::string& value, std::string_view) {
        if (!value.empty()) put(name, value);
    }
    void one_id_of(const char* first, const char* second, const std::string& value, bool is_second,
                   std::string_view) {
        put(is_second ? second : first, value);
    }
    void name(const char* name, const std::string& value, std::size_t most, std::string_view) {
        auto text = tidy(value, most);
        put(name, text.empty() ? "?" : text);
    }
    void text(const char* name, const std::string& value, std::size_t most, std::string_view) {
        if (auto text = tidy(value, most); !text.empty()) put(name, text);
    }
    void word(const char* name, auto value, const auto& words, Need, std::string_view) {
        put(name, words.at(static_cast<std::size_t>(value)));
    }
    void truth(const char* name, bool value, std::string_view) {
        if (value) put(name, value);
    }
    void number(const char* name, int value, std::string_view) {
        if (value > 0) put(name, value);
    }
    void moment(const char* name, core::Time value, Need need, std::string_view) {
        if (need == Need::required || value != core::Time{}) put(name, core::to_rfc3339(value));
    }
    void moment_if(const char* name, const std::optional<core::Time>& value, std::string_view) {
        if (value) put(name, core::to_rfc3339(*value));
    }
    void texts(const char* name, const std::vector<std::string>& values, std::size_t most, std::string_view) {
        Json list = Json::array();
        for (const auto& each : values)
            if (auto text = tidy(each, most); !text.empty() && list.size() < most_in_list)
                list.push_back(std::move(text));
        if (!list.empty()) put(name, list);
    }
    void identities(const char* name, std::vector<insight::directory::Identity> values, std::string_view) {
        std::sort(values.begin(), values.end());
        Json list = Json::array();
        for (const auto& each : values)
            if (list.size() < most_identities)
                list.push_back({{"kind", word_of(each.kind)}, {"value", each.value}});
        if (!list.empty()) put(name, list);
    }
    void transitions(const char* name, const std::vector<connector::Transition>& values, std::string_view) {
        Json list = Json::array();
        for (const auto& each : values) {
            Json one = {{"at", core::to_rfc3339(each.at)}};
            if (each.status.empty()) {
                one["assignee"] = each.assignee.empty() ? Json() : Json(each.assignee);
            } else {
                one["status"] = tidy(each.status, longest_name);
                one["category"] = connector::category_words.at(static_cast<std::size_t>(each.category));
            }
            list.push_back(std::move(one));
        }
        if (!list.empty()) put(name, list);
    }
    void fact_name(const char* name, const std::string& value, std::string_view) { put(name, value); }
    void fact_value(const char* name, const std::string&, const Json& value, std::string_view) {
        put(name, value);
    }

  private:
    std::string line_;
};

std::string line_of(const connector::Source& source) {
    Writing out;
    out.put("type", source.word);
    out.put("name", source.name);
    out.put("schema_version", 1);
    return std::move(out).end();
}

// What is the same without saying so is left out.
auto brief(const auto& what) { return what; }
connector::PullRequest brief(connector::PullRequest what) {
    what.is_draft = !what.row.ready_at;
    if (what.row.ready_at == what.row.created_at) what.row.ready_at.reset();
    return what;
}
connector::Repository brief(connector::Repository what) {
    if (what.row.full_name == what.row.name) what.row.full_name.clear();
    return what;
}

template <class What>
std::string line_of(const What& what, bool is_gone) {
    Writing out;
    out.put("type", is_gone ? "gone" : What::word);
    if (is_gone) out.put("of", What::word);
    const auto said = brief(what);
    each_key(out, said);
    if (!is_gone) each_fact(out, said);
    return std::move(out).end();
}

}  // namespace

std::string line_of(const connector::Record& record) {
    return std::visit(
        [&](const auto& what) {
            using What = std::decay_t<decltype(what)>;
            if constexpr (std::is_same_v<What, connector::Source>)
                return line_of(what);
            else
                return line_of<What>(what, record.is_gone);
        },
        record.what);
}

}  // namespace sources::facts
