// SPDX-License-Identifier: Apache-2.0
#include "bot/terminal.hpp"

#include "core/text.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace commands;

std::string drawn(const Answer& answer, const bot::TerminalStyle& style = {}) {
    return bot::terminal_text(answer, style);
}
std::string drawn(Part part, const bot::TerminalStyle& style = {}) {
    auto answer = say("Headline");
    answer.parts.push_back(std::move(part));
    return drawn(answer, style);
}
bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// One answer with everything in it.
Answer everything() {
    auto answer = say("The headline");
    answer.reading = "readiness of payments-api";
    Cell number;
    number.text = "7";
    number.number = 7;
    Cell state;
    state.status = Status::partly;
    answer.parts = {
        Text{"first\nsecond"},
        Facts{{{"Owner", "platform"}, {"Why", "because"}}},
        Table{"Caption", {"Name", "Count"}, {{state, number}}, 12, "find x"},
        Chart{"Score", "It rose.", ChartKind::line, {"a", "b"}, {{"s", {1.25, std::nullopt}}}, "", ""},
        Cards{{{"Card", "sub", "body", "https://a.example", {{"Claim", "claim i4", "Claim it", ""}}}}},
        Steps{{{Status::no, "It has a guide", "README.md:1"}, {Status::none, "plain", ""}}},
        Preformatted{"x = 1\n  y = 2", "toml", "a.toml"},
        Note{"Careful", NoteKind::warning},
        Note{"By the way", NoteKind::info}};
    answer.actions = {{"History", "ready history x", "History of x", ""}};
    answer.form = Form{"Claim",
                       "claim i4",
                       {{"size", "Size", Field::Kind::choice, {}, "", "pick", true}},
                       {{"size", "Pick one."}}};
    answer.details = {say("The details")};
    answer.files = {{"a.csv", "text/csv", "a,b\n"}};
    answer.as_of = core::from_unix(1'767'600'000);
    answer.as_of_note = "sample data";
    answer.reference = "7Q4M1K00";
    return answer;
}
}  // namespace

TEST_CASE("everything that an answer holds is drawn") {
    const auto text = drawn(everything());
    for (const std::string part : {"I read this as: readiness of payments-api",
                                   "The headline",
                                   "first\nsecond",
                                   "Owner  platform",
                                   "Why    because",
                                   "Caption",
                                   "◐ partly",
                                   "… and 12 more: ispo find x",
                                   "It rose.",
                                   "s 1.3",
                                   "s no data",
                                   "Card · sub",
                                   "https://a.example",
                                   "Claim: ispo claim i4",
                                   "✘ no",
                                   "It has a guide  README.md:1",
                                   "  plain",
                                   "a.toml",
                                   "      y = 2",
                                   "! Careful",
                                   "· By the way",
                                   "[History: ispo ready history x]",
                                   "Size (needed) pick",
                                   "size: Pick one.",
                                   "Type: ispo claim i4",
                                   "a.csv (4 bytes",
                                   "More with --details.",
                                   "Data as of 2026-01-05 08:00 UTC · sample data"}) {
        INFO(part);
        CHECK(has(text, part));
    }
    CHECK_FALSE(has(text, "The details"));
    CHECK(text.ends_with('\n'));
}

TEST_CASE("a reference is printed where the log says more about it") {
    Answer answer = unavailable("Something went wrong here.");
    answer.reference = "7Q4M1K00";
    CHECK(has(drawn(answer), "Ref 7Q4M1K00"));
    answer.outcome = Outcome::wrong_use;
    CHECK_FALSE(has(drawn(answer), "Ref"));
}

TEST_CASE("no colour means not one control code, and colour says nothing that words do not") {
    const auto plain = drawn(everything(), {.colour = false, .width = 400});
    CHECK_FALSE(has(plain, "\x1b"));
    auto coloured = drawn(everything(), {.colour = true, .width = 400});
    CHECK(has(coloured, "\x1b["));
    std::string stripped;
    for (std::size_t i = 0; i < coloured.size(); ++i) {
        if (coloured[i] == '\x1b')
            i = coloured.find('m', i);
        else
            stripped += coloured[i];
    }
    CHECK(stripped == plain);
}

TEST_CASE("details are drawn when they are asked for, each with its own age") {
    auto answer = everything();
    answer.details.front().as_of = core::from_unix(0);
    const auto text = drawn(answer, {.details = true});
    CHECK(has(text, "The details"));
    CHECK(has(text, "1970-01-01"));
    CHECK_FALSE(has(text, "More with --details."));
}

TEST_CASE("an age that answer and details share is said once") {
    auto answer = everything();
    answer.details.front().as_of = answer.as_of;
    answer.details.front().as_of_note = answer.as_of_note;
    const auto text = drawn(answer, {.details = true});
    CHECK(text.find("Data as of") == text.rfind("Data as of"));
}

TEST_CASE("the last cell of a row is never cut: it takes the rest of the line, or stands below") {
    std::string words = "start";
    for (int i = 0; i < 20; ++i) words += " word" + std::to_string(i);
    Cell name, note, evidence;
    name.text = "C4";
    note.text = std::string(70, 'n');
    evidence.text = words;
    const Table table{"Findings", {"Check", "Note", "Evidence"}, {{name, note, evidence}}, 0, ""};
    const auto wide = drawn(table, {.width = 300});
    CHECK(has(wide, "…  " + words + "\n"));
    const auto narrow = drawn(table, {.width = 80});
    CHECK(has(narrow, "…\n      start word0"));
    CHECK(has(narrow, "word19\n"));
    for (const auto line : core::lines(narrow)) CHECK(core::count_code_points(line) <= 110);
}

TEST_CASE("lines break at spaces to fit the width, in code points, also with colour on") {
    std::string words;
    for (int i = 0; i < 60; ++i) words += "wörd ";
    words.pop_back();
    auto answer = say(words);
    answer.parts = {Text{words}, Note{words}, Facts{{{"Label", words}}},
                    Steps{{{Status::yes, words, words}}}};
    for (const auto colour : {false, true}) {
        const auto text = drawn(answer, {.colour = colour, .width = 40});
        std::size_t widest = 0;
        for (const auto line : core::lines(text)) {
            auto shown = std::string(line);
            for (auto at = shown.find('\x1b'); at != std::string::npos; at = shown.find('\x1b'))
                shown.erase(at, shown.find('m', at) - at + 1);
            widest = std::max(widest, core::count_code_points(shown));
        }
        CHECK(widest <= 40);
        CHECK(widest >= 35);
    }
}

TEST_CASE("a word longer than the line stays whole and loses nothing") {
    const std::string word(200, 'x');
    CHECK(has(drawn(Text{"a " + word + " b"}, {.width = 20}), word));
    CHECK(has(drawn(Text{""}), "Headline\n\n"));
}

TEST_CASE("a table with crooked rows is drawn, and long cells are cut") {
    std::vector<Cell> longer(4), shorter(1);
    longer[1].text = std::string(60, 'y');
    const auto text = drawn(Table{"", {"A", "B", "C"}, {longer, shorter, {}}, 0, ""});
    CHECK(has(text, "…"));
    CHECK_FALSE(has(text, std::string(49, 'y')));
    CHECK_FALSE(has(text, "more"));
}

TEST_CASE("a name is never cut: a long one stands above the rest of its row") {
    const std::string folder = "/home/anna/work/checkouts/of/this/year/and/of/the/last/";
    Table table{"", {"Repository", "Level"}, {}, 0, ""};
    for (const auto& name : {folder + "one/api", folder + "two/api", std::string("short")}) {
        std::vector<Cell> row(2);
        row[0].text = name;
        row[1].text = "L1";
        table.rows.push_back(row);
    }
    const auto text = drawn(table, {.width = 80});
    CHECK(has(text, "\n  " + folder + "one/api\n              L1\n"));
    CHECK(has(text, "\n  " + folder + "two/api\n              L1\n"));
    CHECK(has(text, "\n  short       L1\n"));
}

TEST_CASE("a long table is folded and says how to see all, which --details does") {
    Table table{"", {"A", "B"}, {}, 0, "", 2};
    for (const auto* name : {"one", "two", "three", "four"}) {
        std::vector<Cell> row(2);
        row[0].text = name;
        table.rows.push_back(row);
    }
    const auto folded = drawn(table);
    CHECK(has(folded, "two\n  … and 2 more: the same with --details shows all\n"));
    CHECK_FALSE(has(folded, "three"));
    const auto whole = drawn(table, {.details = true});
    CHECK(has(whole, "three\n"));
    CHECK(has(whole, "four\n"));
    CHECK_FALSE(has(whole, "more"));
    table.rows.resize(2);
    CHECK_FALSE(has(drawn(table), "more"));
}

TEST_CASE("every status has its word beside its shape") {
    for (const auto status :
         {Status::yes, Status::partly, Status::no, Status::unknown, Status::not_applicable}) {
        const auto text = drawn(Steps{{{status, "it", ""}}});
        CHECK(has(text, shape(status)));
        CHECK(has(text, word(status)));
    }
}

TEST_CASE("what a form asks for alone is told as the argument of its command") {
    auto answer = say("`ready` takes one repository.");
    commands::Form form;
    form.line = "ready";
    form.title = "Check a repository";
    commands::Field field;
    field.name = "repository";
    field.label = "Repository";
    field.required = true;
    form.fields = {field};
    answer.form = form;
    CHECK(has(drawn(answer), "ready REPOSITORY"));
    CHECK_FALSE(has(drawn(answer), "--repository"));
}
