// SPDX-License-Identifier: Apache-2.0
#include "web/html.hpp"

#include "tests/web/html_for_tests.hpp"

#include <catch2/catch.hpp>

using namespace commands;
using web::answer_html;
using web_test::count;

namespace {

Answer with(Part part) {
    auto answer = say("Here it is.");
    answer.parts.push_back(std::move(part));
    return answer;
}

std::string part_html(Part part) {
    const std::string lead = R"(<div class="answer done"><p class="headline">Here it is.</p>)";
    const auto html = answer_html(with(std::move(part)));
    REQUIRE(html.starts_with(lead));
    REQUIRE(html.ends_with("</div>"));
    return html.substr(lead.size(), html.size() - lead.size() - 6);
}

std::vector<Part> every_part_of(const std::string& x) {
    const Action action{.label = x, .line = x, .spoken = x, .confirm = x};
    return {
        Text{x},
        Facts{{{x, x}}},
        Table{.caption = x,
              .header = {x, x},
              .rows = {{{.text = x, .status = Status::yes, .url = x},
                        {.text = x, .url = "https://example.com/" + x}}},
              .more = 3,
              .more_line = x},
        Chart{.title = x,
              .finding = x,
              .categories = {x, x},
              .series = {{x, {1, 2}}, {x, {3, {}}}},
              .x_label = x,
              .y_label = x},
        Chart{.title = x, .kind = ChartKind::bar, .categories = {x}, .series = {{x, {1}}}},
        Cards{{{.title = x, .subtitle = x, .body = x, .url = x, .actions = {action}}}},
        Steps{{{Status::no, x, x}, {Status::none, x, x}}},
        Preformatted{.text = x, .language = x, .file_name = x},
        Note{.text = x, .kind = NoteKind::warning},
    };
}

Answer everything_of(const std::string& x) {
    auto answer = say(x);
    answer.reading = x;
    answer.parts = every_part_of(x);
    answer.actions = {{.label = x, .line = x, .spoken = x, .confirm = x}};
    answer.form = Form{.title = x, .line = x};
    for (const auto kind : {Field::Kind::text, Field::Kind::lines, Field::Kind::choice,
                            Field::Kind::repository, Field::Kind::date})
        answer.form->fields.push_back({.name = x,
                                       .label = x,
                                       .kind = kind,
                                       .options = {{x, x}},
                                       .value = x,
                                       .hint = x,
                                       .required = true});
    answer.form->errors = {{x, x}};
    answer.files = {{.name = x, .media_type = x, .bytes = x}};
    answer.as_of = core::from_unix(1767600000);
    answer.as_of_note = x;
    answer.reference = x;
    return answer;
}

}  // namespace

TEST_CASE("whatever text stands in whatever part, it stays text") {
    for (const auto& text : web_test::hostile) {
        auto answer = everything_of(text);
        answer.details = {everything_of(text)};
        const auto html = answer_html(answer);
        web_test::check_sound(html);
        CHECK(html.find("<script") == std::string::npos);
        CHECK(html.find("<img") == std::string::npos);
    }
}

TEST_CASE("hostile text takes nothing away: the same elements stand there as for harmless text") {
    const auto names = [](const std::string& text) {
        std::vector<std::string> out;
        for (const auto& tag : web_test::tags_of(answer_html(everything_of(text))))
            out.push_back((tag.closing ? "/" : "") + tag.name);
        return out;
    };
    const auto harmless = names("harmless");
    CHECK(harmless.size() > 100);
    for (const auto& text : web_test::hostile) CHECK(names(text) == harmless);
}

TEST_CASE("only web addresses become links") {
    struct Row {
        std::string url;
        bool linked;
    };
    const std::vector<Row> rows = {
        {"", false},
        {"javascript:harm()", false},
        {"JAVASCRIPT:harm()", false},
        {" https://example.com", false},
        {"data:text/html,<script>", false},
        {"//example.com", false},
        {"https:example.com", false},
        {"http://example.com", true},
        {"https://example.com/?a=1&b=2", true},
    };
    for (const auto& row : rows) {
        INFO(row.url);
        const auto html = part_html(Cards{{{.title = "Docs", .url = row.url}}});
        CHECK((count(html, "a") == 1) == row.linked);
        CHECK(html.find("Docs") != std::string::npos);
    }
    CHECK(part_html(Cards{{{.title = "Docs", .url = "https://e.com/?a=1&b=\"2"}}})
              .find(R"(href="https://e.com/?a=1&amp;b=&quot;2" rel="noreferrer noopener")") !=
          std::string::npos);
}

TEST_CASE("an answer without parts is its headline") {
    CHECK(answer_html(say("Done & dusted.")) ==
          R"(<div class="answer done"><p class="headline">Done &amp; dusted.</p></div>)");
    CHECK(answer_html(say("")) == R"(<div class="answer done"><p class="headline"></p></div>)");
}

TEST_CASE("the outcome is the class of the answer") {
    for (const auto outcome : {Outcome::done, Outcome::no, Outcome::wrong_use, Outcome::refused,
                               Outcome::unavailable, Outcome::pending}) {
        auto answer = say("x");
        answer.outcome = outcome;
        CHECK(
            answer_html(answer).starts_with("<div class=\"answer " + std::string(to_word(outcome)) + "\">"));
    }
}

TEST_CASE("simple parts are drawn plainly") {
    CHECK(part_html(Text{"One <two>"}) == "<p>One &lt;two&gt;</p>");
    CHECK(part_html(Facts{{{"Owner", "team payments"}}}) ==
          "<dl><div><dt>Owner</dt><dd>team payments</dd></div></dl>");
    CHECK(part_html(Note{"Old data"}) == R"(<p class="note info"><strong>Note:</strong> Old data</p>)");
    CHECK(part_html(Note{"Old data", NoteKind::warning}) ==
          R"(<p class="note warning"><strong>Take care:</strong> Old data</p>)");
    CHECK(part_html(Preformatted{"a\n b", "yaml", "x.yml"}) ==
          "<figure><figcaption>x.yml</figcaption><pre tabindex=\"0\" aria-label=\"x.yml\"><code>a\n "
          "b</code></pre></figure>");
    CHECK(part_html(Facts{}).empty());
    CHECK(part_html(Steps{}) == R"(<ul class="steps"></ul>)");
    CHECK(part_html(Cards{}) == R"(<ul class="cards"></ul>)");
}

TEST_CASE("a step says its verdict in a word, with a shape for the eye only") {
    CHECK(
        part_html(Steps{{{Status::partly, "It tells how", "CONTRIBUTING.md:14"}}}) ==
        R"(<ul class="steps"><li><span class="status partly"><span aria-hidden="true">◐</span> partly</span> )"
        R"(<span class="what">It tells how</span> <span class="evidence">CONTRIBUTING.md:14</span></li></ul>)");
    CHECK(part_html(Steps{{{Status::none, "Then this", ""}}}) ==
          R"(<ul class="steps"><li class="bare"><span class="what">Then this</span></li></ul>)");
    for (const auto status :
         {Status::yes, Status::partly, Status::no, Status::unknown, Status::not_applicable}) {
        const auto html = part_html(Steps{{{status, "x", ""}}});
        CHECK(html.find(" " + std::string(word(status)) + "</span>") != std::string::npos);
        CHECK(html.find(std::string(shape(status)) + "</span>") != std::string::npos);
    }
}

TEST_CASE("a table names its columns and rows, and numbers stand on the right") {
    CHECK(
        part_html(Table{.caption = "Repositories",
                        .header = {"Name", "Score"},
                        .rows = {{{.text = "a&b"}, {.text = "63", .number = 63}}}}) ==
        R"(<div class="scroll" tabindex="0" role="group" aria-label="Repositories"><table><caption>Repositories</caption><thead><tr>)"
        R"(<th scope="col">Name</th><th scope="col" class="number">Score</th></tr></thead><tbody><tr>)"
        R"(<th scope="row">a&amp;b</th><td class="number">63</td></tr></tbody></table></div>)");
}

TEST_CASE("a column with one text in it is no column of numbers") {
    const auto html = part_html(
        Table{.caption = "c",
              .header = {"a", "b"},
              .rows = {{{.text = "x"}, {.text = "1", .number = 1}}, {{.text = "y"}, {.text = "none"}}}});
    CHECK(html.find("<th scope=\"col\" class=\"number\">") == std::string::npos);
}

TEST_CASE("a cell that only repeats its status is said once") {
    const auto cell = [](Cell one) {
        return part_html(
            Table{.caption = "c", .header = {"a", "b"}, .rows = {{{.text = "x"}, std::move(one)}}});
    };
    CHECK(cell({.text = "yes", .status = Status::yes}).find("✔</span> yes</span> </td>") !=
          std::string::npos);
    CHECK(cell({.text = "since May", .status = Status::yes}).find("✔</span> yes</span> since May</td>") !=
          std::string::npos);
    CHECK(cell({.text = "yes"}).find("<td>yes</td>") != std::string::npos);
}

TEST_CASE("rows that are not shown are counted and can be asked for") {
    Table table{.caption = "Checks",
                .header = {"a"},
                .rows = {{{.text = "x"}}},
                .more = 12,
                .more_line = "ready checks all"};
    const auto html = part_html(table);
    CHECK(html.find("<p>… and 12 more</p>") != std::string::npos);
    CHECK(html.find(R"(data-line="ready checks all" aria-label="Show more rows of: Checks")") !=
          std::string::npos);
    table.more_line.clear();
    CHECK(count(part_html(table), "button") == 0);
}

TEST_CASE(
    "a button carries its line, what is heard begins with what is seen, and a question comes first when "
    "there is one") {
    const auto button = [](Action action) {
        auto answer = say("x");
        answer.actions = {std::move(action)};
        const auto html = answer_html(answer);
        const auto from = html.find("<button");
        return html.substr(from, html.find("</button>") - from);
    };
    CHECK(button({.label = "History", .line = "ready history a", .spoken = "History of a"}) ==
          R"(<button type="button" data-line="ready history a" aria-label="History of a">History)");
    CHECK(button({.label = "Now", .line = "ready a", .spoken = "Readiness of a"}) ==
          R"(<button type="button" data-line="ready a" aria-label="Now: Readiness of a">Now)");
    CHECK(button({.label = "Help", .line = "help"}) ==
          R"(<button type="button" data-line="help" aria-label="Help">Help)");
    CHECK(
        button({.label = "Go", .line = "go", .confirm = "Open a \"change\"?"}) ==
        R"(<button type="button" data-line="go" data-confirm="Open a &quot;change&quot;?" aria-label="Go">Go)");
}

TEST_CASE("a form keeps what was typed and says what is wrong beside its field") {
    auto answer = say("Please correct it.");
    answer.form = Form{.title = "Plan",
                       .line = "plan add",
                       .fields = {{.name = "title", .label = "Title", .value = "a \"b\"", .required = true}},
                       .errors = {{"title", "Too short."}}};
    CHECK(
        answer_html(answer).find(
            R"(<form data-line="plan add"><fieldset><legend>Plan</legend><label for="field-title">Title</label>)"
            R"(<input type="text" id="field-title" name="title" required aria-invalid="true" aria-describedby="field-title-error" value="a &quot;b&quot;">)"
            R"(<p class="note warning" id="field-title-error">Too short.</p><button type="submit">Save</button></fieldset></form>)") !=
        std::string::npos);
}

TEST_CASE("each kind of field has its control, and a choice shows what is chosen") {
    auto answer = say("x");
    answer.form = Form{.title = "t", .line = "l"};
    answer.form->fields = {{.name = "a", .label = "A", .kind = Field::Kind::lines, .value = "x\ny"},
                           {.name = "b", .label = "B", .kind = Field::Kind::date, .value = "2026-01-05"},
                           {.name = "c",
                            .label = "C",
                            .kind = Field::Kind::choice,
                            .options = {{"One", "1"}, {"Two", "2"}},
                            .value = "2"}};
    const auto html = answer_html(answer);
    CHECK(html.find("name=\"a\">x\ny</textarea>") != std::string::npos);
    CHECK(html.find(R"(<input type="date" id="field-b" name="b" value="2026-01-05">)") != std::string::npos);
    CHECK(html.find(R"(<option value="1">One</option><option value="2" selected>Two</option>)") !=
          std::string::npos);
}

TEST_CASE("reading, age of the data and reference stand at their places") {
    auto answer = say("x");
    answer.reading = "readiness of a";
    answer.as_of = core::from_unix(1767600000);
    answer.as_of_note = "sample data";
    answer.reference = "AB12";
    CHECK(
        answer_html(answer) ==
        R"(<div class="answer done"><p class="reading">I read this as: readiness of a</p><p class="headline">x</p>)"
        R"(<p class="as-of">Data as of <time datetime="2026-01-05T08:00:00Z">2026-01-05 08:00 UTC</time> · sample data</p>)"
        R"(<p class="reference">Ref AB12</p></div>)");
}

TEST_CASE("details are disclosed inside the answer, files are named with their size") {
    auto answer = say("x");
    answer.details = {say("All <27> checks")};
    answer.files = {{.name = "a.csv", .media_type = "text/csv", .bytes = "1,2,3"}};
    const auto html = answer_html(answer);
    CHECK(html.find(R"(<details><summary>All &lt;27&gt; checks</summary><div class="answer done">)") !=
          std::string::npos);
    CHECK(html.find(R"(<p class="file">File a.csv (5 bytes)</p>)") != std::string::npos);
}
