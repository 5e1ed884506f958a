// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/schema.hpp"

#include "insight/directory/identity.hpp"
#include "sources/facts/check_facts.hpp"
#include "sources/facts/fields.hpp"
#include "sources/facts/texts.hpp"

#include <fmt/format.h>

#include <limits>

namespace sources::facts {
namespace {

using core::Json;

Json object_of(Json properties, Json required) {
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}
Json or_null(Json schema) {
    auto types = schema["type"];
    if (!types.is_array()) types = Json::array({types});
    types.push_back("null");
    schema["type"] = std::move(types);
    return schema;
}
Json constant(std::string_view word) { return {{"const", word}}; }
Json text_schema(std::size_t most) { return {{"type", "string"}, {"maxLength", most}}; }
Json name_schema(std::size_t most) {
    auto schema = text_schema(most);
    schema["pattern"] = "\\S";
    return schema;
}
Json list_schema(std::size_t most, Json items) {
    return {{"type", "array"}, {"maxItems", most}, {"items", std::move(items)}};
}
Json words_schema(const auto& words) {
    Json list = Json::array();
    for (const auto word : words)
        if (!word.empty()) list.push_back(word);
    return {{"type", "string"}, {"enum", std::move(list)}};
}

Json transition_schema() {
    auto to_status = object_of({{"at", moment_schema()},
                                {"status", name_schema(longest_name)},
                                {"category", words_schema(connector::category_words)}},
                               {"at", "status", "category"});
    auto to_assignee =
        object_of({{"at", moment_schema()}, {"assignee", or_null(id_schema())}}, {"at", "assignee"});
    return {{"oneOf", Json::array({std::move(to_status), std::move(to_assignee)})}};
}

// Collects what is visited.
class Describing {
  public:
    void put(const char* name, Json schema, Need need, std::string_view says) {
        if (need == Need::required)
            required_.push_back(name);
        else if (schema.contains("enum"))
            schema = {{"anyOf", Json::array({std::move(schema), {{"type", "null"}}})}};
        else
            schema = or_null(std::move(schema));
        if (!says.empty()) schema["description"] = says;
        properties_[name] = std::move(schema);
    }
    Json end() && {
        auto out = object_of(std::move(properties_), std::move(required_));
        if (!either_.empty()) out["oneOf"] = std::move(either_);
        return out;
    }

    void id(const char* name, const std::string&, std::string_view says) {
        put(name, id_schema(), Need::required, says);
    }
    void id_if(const char* name, const std::string&, std::string_view says) {
        put(name, id_schema(), Need::optional, says);
    }
    void one_id_of(const char* first, const char* second, const std::string&, bool, std::string_view says) {
        for (const auto& [one, other] : {std::pair(first, second), std::pair(second, first)}) {
            put(one, id_schema(), Need::optional, says);
            Json there = id_schema();
            either_.push_back({{"required", {one}},
                               {"properties", {{one, std::move(there)}, {other, {{"type", "null"}}}}}});
        }
    }
    void name(const char* name, const std::string&, std::size_t most, std::string_view says) {
        put(name, name_schema(most), Need::required, says);
    }
    void text(const char* name, const std::string&, std::size_t most, std::string_view says) {
        put(name, text_schema(most), Need::optional, says);
    }
    void word(const char* name, auto, const auto& words, Need need, std::string_view says) {
        put(name, words_schema(words), need, says);
    }
    void truth(const char* name, bool, std::string_view says) {
        put(name, {{"type", "boolean"}}, Need::optional, says);
    }
    void number(const char* name, int, std::string_view says) {
        put(name, {{"type", "integer"}, {"minimum", 0}, {"maximum", std::numeric_limits<int>::max()}},
            Need::optional, says);
    }
    void moment(const char* name, core::Time, Need need, std::string_view says) {
        put(name, moment_schema(), need, says);
    }
    void moment_if(const char* name, const std::optional<core::Time>&, std::string_view says) {
        put(name, moment_schema(), Need::optional, says);
    }
    void texts(const char* name, const std::vector<std::string>&, std::size_t most, std::string_view says) {
        put(name, list_schema(most_in_list, text_schema(most)), Need::optional, says);
    }
    void identities(const char* name, const std::vector<insight::directory::Identity>&,
                    std::string_view says) {
        auto one = object_of({{"kind", words_schema(insight::directory::identity_words)},
                              {"value", name_schema(longest_name)}},
                             {"kind", "value"});
        put(name, list_schema(most_identities, std::move(one)), Need::optional, says);
    }
    void transitions(const char* name, const std::vector<connector::Transition>&, std::string_view says) {
        put(name, list_schema(most_transitions, transition_schema()), Need::optional, says);
    }
    void fact_name(const char* name, const std::string&, std::string_view says) {
        Json list = Json::array();
        for (const auto& fact : fact_names()) list.push_back(fact.name);
        put(name, {{"type", "string"}, {"enum", std::move(list)}}, Need::required, says);
    }
    // Any; what each fact takes is said beside it, in each_value().
    void fact_value(const char* name, const std::string&, const Json&, std::string_view says) {
        required_.push_back(name);
        properties_[name] = {{"description", says}};
    }

  private:
    Json properties_ = Json::object(), required_ = Json::array(), either_ = Json::array();
};

void add_type(Json& schema, std::string_view type, std::string_view of = {}) {
    schema["properties"]["type"] = constant(type);
    schema["required"].push_back("type");
    if (of.empty()) return;
    schema["properties"]["of"] = constant(of);
    schema["required"].push_back("of");
}

Json source_schema() {
    auto out = object_of({{"name", source_name_schema()}, {"schema_version", {{"const", 1}}}},
                         {"name", "schema_version"});
    add_type(out, connector::Source::word);
    return out;
}

template <class What>
Json schema_of(bool is_gone) {
    const What what{};
    Describing describing;
    each_key(describing, what);
    if (!is_gone) each_fact(describing, what);
    auto out = std::move(describing).end();
    if (is_gone)
        add_type(out, "gone", What::word);
    else
        add_type(out, What::word);
    return out;
}

void add_values(Json& check_fact) {
    Json each = Json::array();
    for (const auto& fact : fact_names()) {
        auto value = schema_of_value(fact.kind);
        value["description"] = fact.says;
        each.push_back({{"properties", {{"fact", constant(fact.name)}, {"value", std::move(value)}}}});
    }
    check_fact["oneOf"] = std::move(each);
}

template <class... What>
void add_all(Json& definitions, Json& lines) {
    const auto add = [&](const std::string& name, Json schema) {
        definitions[name] = std::move(schema);
        lines.push_back({{"$ref", "#/definitions/" + name}});
    };
    (add(std::string(What::word), schema_of<What>(false)), ...);
    (add(fmt::format("gone_{}", What::word), schema_of<What>(true)), ...);
}

}  // namespace

core::Json schema() {
    Json definitions = {{"source", source_schema()}};
    Json lines = Json::array({{{"$ref", "#/definitions/source"}}});
    add_all<connector::Team, connector::Person, connector::Repository, connector::Membership,
            connector::Ownership, connector::PullRequest, connector::Issue, connector::Response,
            connector::TrackerIssue, connector::CheckFact>(definitions, lines);
    add_values(definitions["check_fact"]);
    return {{"$schema", "http://json-schema.org/draft-07/schema#"},
            {"title", "One line of a file of facts for ISPO Bot"},
            {"description", "docs/facts.md says what the records mean and in which order they stand."},
            {"definitions", std::move(definitions)},
            {"oneOf", std::move(lines)}};
}

}  // namespace sources::facts
