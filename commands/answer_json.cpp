// SPDX-License-Identifier: Apache-2.0
#include "commands/answer_json.hpp"

#include "commands/part_json.hpp"
#include "core/text.hpp"

namespace commands {
namespace {

using core::Json;
using core::member_of;
using core::text_of;

constexpr int deepest = 8;
constexpr std::array outcomes = {Outcome::done,    Outcome::no,          Outcome::wrong_use,
                                 Outcome::refused, Outcome::unavailable, Outcome::pending};

Json to_json(const File& file) {
    Json json = {{"name", file.name}, {"media_type", file.media_type}, {"size", file.bytes.size()}};
    if (core::is_utf8(file.bytes)) json["text"] = file.bytes;
    return json;
}

File file_from(const Json& json, Faults&) {
    return {text_of(json, "name"), text_of(json, "media_type"), text_of(json, "text")};
}

std::int64_t id_from(const Json& json, Faults& faults) {
    if (json.is_number_integer()) return json.get<std::int64_t>();
    faults.add("a repository of the audience is no id");
    return 0;
}

std::optional<Time> time_from(const Json& json, Faults& faults) {
    if (json.is_null()) return {};
    const auto time = core::parse_time(json.is_string() ? json.get<std::string>() : std::string{});
    if (time) return *time;
    faults.add("“as_of” is no time");
    return {};
}

Answer decode(const Json& json, Faults& faults, int depth);

void add_rest(Answer& answer, const Json& json, Faults& faults, int depth) {
    if (const auto& form = member_of(json, "form"); !form.is_null()) answer.form = form_from(form, faults);
    if (depth < deepest) {
        answer.details = list_from<Answer>(json, "details", faults, [depth](const Json& one, Faults& found) {
            return decode(one, found, depth + 1);
        });
    } else if (!member_of(json, "details").empty()) {
        faults.add("“details” go too deep");
    }
    answer.as_of = time_from(member_of(json, "as_of"), faults);
    answer.audience.repositories =
        list_from<std::int64_t>(member_of(json, "audience"), "repositories", faults, id_from);
}

Answer decode(const Json& json, Faults& faults, int depth) {
    Answer answer;
    answer.outcome = word_from(
        json, "outcome", outcomes, [](Outcome outcome) { return to_word(outcome); }, faults);
    answer.headline = text_of(json, "headline");
    answer.reading = text_of(json, "reading");
    answer.parts = list_from<Part>(json, "parts", faults, part_from);
    answer.actions = list_from<Action>(json, "actions", faults, action_from);
    answer.files = list_from<File>(json, "files", faults, file_from);
    answer.subject = text_of(json, "subject");
    answer.as_of_note = text_of(json, "as_of_note");
    answer.reference = text_of(json, "reference");
    answer.data = member_of(json, "data");
    add_rest(answer, json, faults, depth);
    return answer;
}

}  // namespace

Json to_json(const Answer& answer) {
    Json files = Json::array();
    for (const auto& file : answer.files) files.push_back(to_json(file));
    Json json = {{"outcome", to_word(answer.outcome)},
                 {"headline", answer.headline},
                 {"reading", answer.reading},
                 {"parts", list_json(answer.parts)},
                 {"actions", list_json(answer.actions)},
                 {"details", list_json(answer.details)},
                 {"files", std::move(files)},
                 {"subject", answer.subject},
                 {"as_of_note", answer.as_of_note},
                 {"reference", answer.reference}};
    json["form"] = answer.form ? to_json(*answer.form) : Json(nullptr);
    json["as_of"] = answer.as_of ? Json(core::to_rfc3339(*answer.as_of)) : Json(nullptr);
    json["data"] = answer.data;
    json["audience"]["repositories"] = answer.audience.repositories;
    return json;
}

core::Result<Answer> answer_from_json(const Json& json) {
    Faults faults;
    auto answer = decode(json, faults, 0);
    if (faults.first.empty()) return answer;
    auto error = core::invalid("The answer that came back could not be read, so nothing is shown.");
    error.detail = faults.first;
    return error;
}

}  // namespace commands
