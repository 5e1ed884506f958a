// SPDX-License-Identifier: Apache-2.0
#include "commands/answer_json.hpp"

#include <catch2/catch.hpp>

#include <limits>

namespace {
using namespace commands;

Answer with(Part part) {
    auto answer = say("Here it is");
    answer.parts.push_back(std::move(part));
    return answer;
}

Answer full() {
    auto answer = say("payments-api: L1 of 4");
    answer.outcome = Outcome::pending;
    answer.reading = "readiness of payments-api";
    answer.actions = {{"Drop", "drop d9", "Drop the draft", "Really?"}};
    answer.form = Form{"Claim",
                       "claim i4",
                       {{"size", "Size", Field::Kind::choice, {{"Small", "s"}}, "s", "pick", true}},
                       {{"size", "Pick one."}},
                       {},
                       "Claim it"};
    answer.details = {say("All checks")};
    answer.files = {{"a.csv", "text/csv", "a,b\n"}};
    answer.audience.repositories = {4, 17};
    answer.subject = "ready r17";
    answer.as_of = core::from_unix(1767600000);
    answer.as_of_note = "sample data";
    answer.reference = "7Q4M1K";
    answer.data = {{"score", 64}};
    return answer;
}

core::Json again(const Answer& answer) { return to_json(answer_from_json(to_json(answer)).value()); }
}  // namespace

TEST_CASE("an answer comes back from JSON as it went") {
    const auto json = to_json(full());
    CHECK(again(full()) == json);
    const auto back = answer_from_json(json).value();
    CHECK(back.outcome == Outcome::pending);
    CHECK(back.actions.front().confirm == "Really?");
    CHECK(back.form->fields.front().kind == Field::Kind::choice);
    CHECK(back.form->submit == "Claim it");
    CHECK(back.form->errors.front().sentence == "Pick one.");
    CHECK(back.details.front().headline == "All checks");
    CHECK(back.files.front().bytes == "a,b\n");
    CHECK(back.audience.repositories == std::vector<std::int64_t>{4, 17});
    CHECK(back.as_of == core::from_unix(1767600000));
    CHECK(core::number_of(back.data, "score") == 64);
}

TEST_CASE("every part comes back from JSON as it went") {
    const std::vector<std::pair<std::string, Part>> parts = {
        {"text", Text{"two\nlines"}},
        {"facts", Facts{{{"Owner", "platform"}}}},
        {"table", Table{"Checks",
                        {"Check", "State"},
                        {{{"C2", 2.5, Status::not_applicable, "https://a.example"}, {}}},
                        12,
                        "find x",
                        10}},
        {"chart", Chart{"Score",
                        "It rose.",
                        ChartKind::area,
                        {"a", "b"},
                        {{"s", {1.0, std::nullopt}}},
                        "week",
                        "points"}},
        {"cards",
         Cards{{{"Title", "sub", "body", "https://a.example", {{"Claim", "claim i4", "Claim it", ""}}}}}},
        {"steps", Steps{{{Status::partly, "It has a guide", "README.md:1"}, {Status::none, "plain", ""}}}},
        {"preformatted", Preformatted{"x = 1", "toml", "a.toml"}},
        {"note", Note{"Careful", NoteKind::warning}}};
    CHECK(parts.size() == std::variant_size_v<Part>);
    for (const auto& [type, part] : parts) {
        INFO(type);
        const auto json = to_json(with(part));
        CHECK(core::text_of(json["parts"][0], "type") == type);
        CHECK(again(with(part)) == json);
        CHECK(answer_from_json(json)->parts.front().index() == part.index());
    }
}

TEST_CASE("each status, kind and number keeps its meaning") {
    for (const auto status :
         {Status::none, Status::yes, Status::partly, Status::no, Status::unknown, Status::not_applicable}) {
        const auto back = answer_from_json(to_json(with(Steps{{{status, "x", ""}}})));
        CHECK(std::get<Steps>(back->parts.front()).steps.front().status == status);
    }
    Cell cell;
    cell.number = std::numeric_limits<double>::quiet_NaN();
    const auto back = answer_from_json(to_json(with(Table{"t", {"a"}, {{cell}}, 0, ""})));
    CHECK_FALSE(std::get<Table>(back->parts.front()).rows[0][0].number);
}

TEST_CASE("a file that is no text is told by name, type and size alone") {
    auto answer = say("A picture");
    answer.files = {{"a.png", "image/png", "\xff\xfe"}};
    const auto json = to_json(answer);
    CHECK(core::number_of(json["files"][0], "size") == 2);
    CHECK_FALSE(json["files"][0].contains("text"));
    CHECK(answer_from_json(json)->files.front().name == "a.png");
}

TEST_CASE("JSON that is no answer is refused") {
    const auto* texts = GENERATE(
        "null", "[]", "7", "{}", R"({"outcome":"perhaps"})", R"({"outcome":"done","parts":7})",
        R"({"outcome":"done","parts":[{"type":"video"}]})", R"({"outcome":"done","parts":[null]})",
        R"({"outcome":"done","parts":[{"type":"note","kind":"loud"}]})",
        R"({"outcome":"done","parts":[{"type":"table","rows":[7]}]})",
        R"({"outcome":"done","parts":[{"type":"table","more":-1}]})",
        R"({"outcome":"done","parts":[{"type":"table","shown_first":-1}]})",
        R"({"outcome":"done","parts":[{"type":"table","rows":[[{"text":"a","number":"7"}]]}]})",
        R"({"outcome":"done","as_of":"soon"})", R"({"outcome":"done","audience":{"repositories":["all"]}})",
        R"({"outcome":"done","details":[{"outcome":"odd"}]})");
    INFO(texts);
    const auto read = answer_from_json(core::parse_json(texts).value());
    REQUIRE(read.has_error());
    CHECK(read.error().code == core::Errc::invalid);
    CHECK_FALSE(read.error().detail.empty());
}

TEST_CASE("details nested without end are refused") {
    core::Json json = {{"outcome", "done"}};
    for (int i = 0; i < 20; ++i) {
        core::Json outer = {{"outcome", "done"}};
        outer["details"] = core::Json::array({json});
        json = std::move(outer);
    }
    CHECK(answer_from_json(json).has_error());
}

TEST_CASE("foreign bytes never make the JSON throw") {
    const auto text = core::dump_json(to_json(say("bad \xff byte")));
    CHECK(core::parse_json(text).has_value());
}
