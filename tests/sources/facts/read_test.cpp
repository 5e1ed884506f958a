// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/read.hpp"
#include "core/text.hpp"
#include "sources/facts/fields.hpp"
#include "sources/facts/file.hpp"
#include "sources/facts/schema.hpp"
#include "sources/facts/write.hpp"
#include "tests/sources/facts/facts_for_tests.hpp"

#include <catch2/catch.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace sources::facts;
using Catch::Contains;

namespace {

// A validator that knows nothing of our reading.
class Judge {
  public:
    Judge() {
        const auto json = schema();
        const valijson::adapters::NlohmannJsonAdapter adapter(json);
        valijson::SchemaParser().populateSchema(adapter, schema_);
    }
    bool takes(const core::Json& line) {
        const valijson::adapters::NlohmannJsonAdapter adapter(line);
        return validator_.validate(schema_, adapter, nullptr);
    }

  private:
    valijson::Schema schema_;
    valijson::Validator validator_;
};

std::vector<std::string> read_all(const std::string& text) {
    std::istringstream in(text);
    std::string line;
    File file([&]() -> std::optional<std::string_view> {
        if (!std::getline(in, line)) return std::nullopt;
        return line;
    });
    std::vector<std::string> out;
    while (!file.is_at_end()) {
        const auto record = file.next();
        if (record) out.push_back(std::to_string(record->line) + " " + std::string(word_of(*record)));
        if (file.fault()) out.push_back(std::to_string(file.fault()->line) + ": " + file.fault()->what);
    }
    return out;
}

const std::string source = R"({"type":"source","name":"bitbucket","schema_version":1})"
                           "\n";

}  // namespace

TEST_CASE("every good line is read, written and read again as the same") {
    for (const auto& line : facts_for_tests::good_lines()) {
        INFO(line);
        const auto read = read_line(line);
        if (!read) FAIL(read.error().sentence);
        const auto written = line_of(*read);
        const auto again = read_line(written);
        if (!again) FAIL(written << " " << again.error().sentence);
        CHECK(line_of(*again) == written);
        CHECK(again->is_gone == read->is_gone);
        CHECK(again->what.index() == read->what.index());
    }
}

TEST_CASE("every bad line is refused with its reason, on one line") {
    for (const auto* table : {&facts_for_tests::bad_lines(), &facts_for_tests::beyond_the_schema()})
        for (const auto& bad : *table) {
            INFO(bad.line);
            const auto read = read_line(bad.line);
            REQUIRE_FALSE(read.has_value());
            CHECK_THAT(read.error().sentence, Contains(bad.reason));
            CHECK(core::one_line(read.error().sentence) == read.error().sentence);
        }
}

TEST_CASE("the schema takes and refuses what reading does, but for what no schema can say") {
    Judge judge;
    for (const auto& line : facts_for_tests::good_lines()) {
        INFO(line);
        CHECK(judge.takes(core::parse_json(line).value()));
    }
    for (const auto& line : facts_for_tests::good_lines()) {
        const auto written = line_of(read_line(line).value());
        INFO(written);
        CHECK(judge.takes(core::parse_json(written).value()));
    }
    for (const auto& bad : facts_for_tests::bad_lines()) {
        INFO(bad.line);
        CHECK_FALSE(judge.takes(core::parse_json(bad.line).value()));
    }
    for (const auto& bad : facts_for_tests::beyond_the_schema()) {
        INFO(bad.line);
        CHECK(judge.takes(core::parse_json(bad.line).value()));
    }
}

TEST_CASE("the schema in the documents is the one that is read by") {
    std::ifstream in(std::filesystem::path(ISPO_SOURCE_DIR) / "docs/facts.schema.json");
    std::ostringstream text;
    text << in.rdbuf();
    CHECK(text.str() == core::dump_json_pretty(schema()) + "\n");
}

TEST_CASE("bytes that are no line of text are refused, and nothing is thrown") {
    CHECK_THAT(read_line("{\"type\":\"team\",\"id\":\"\xff\"}").error().sentence, Contains("UTF-8"));
    CHECK_THAT(read_line(std::string(longest_line + 1, ' ')).error().sentence, Contains("longer than"));
    CHECK_THAT(read_line(std::string(1000, '[')).error().sentence, Contains("no JSON object"));
    CHECK_THAT(read_line("{\"type\":\"team\",\"id\":\"a\"").error().sentence, Contains("no JSON object"));
    // Half a pair of surrogates reads as what stands for the unreadable.
    CHECK(read_line(R"({"type":"team","id":"a","name":"\ud800"})").has_value());
}

TEST_CASE("what is hostile in a text is taken out, and what is left out has its meaning") {
    const auto team =
        read_line("{\"type\":\"team\",\"id\":\"a\",\"name\":\" A\\n\\u0007\\u202eB \"}").value();
    CHECK(std::get<connector::Team>(team.what).row.name == "A B");
    const auto change = std::get<connector::PullRequest>(
        read_line(R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-05"})").value().what);
    CHECK(change.row.repository == "1");
    CHECK(change.row.key == "2");
    CHECK(change.row.ready_at == change.row.created_at);
    const auto draft = std::get<connector::PullRequest>(
        read_line(R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-05","draft":true})")
            .value()
            .what);
    CHECK_FALSE(draft.row.ready_at);
    const auto zone = std::get<connector::Issue>(
        read_line(R"({"type":"issue","repository":1,"id":2,"created_at":"2026-01-05T01:30:00+02:00"})")
            .value()
            .what);
    CHECK(core::to_rfc3339(zone.row.created_at) == "2026-01-04T23:30:00Z");
}

TEST_CASE("what happened is not ahead of now by more than a day; what is to come may be") {
    const auto now = core::parse_time("2026-01-05T08:00:00Z").value();
    const auto told = [&](const std::string& line) {
        const auto read = read_line(line, now);
        return read ? std::string() : read.error().sentence;
    };
    for (
        const std::string line : {
            R"({"type":"repository","id":1,"name":"r","visibility":"internal","created_at":"DAY"})",
            R"({"type":"repository","id":1,"name":"r","visibility":"internal","pushed_at":"DAY"})",
            R"({"type":"pull_request","repository":1,"id":2,"created_at":"DAY"})",
            R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-01","ready_at":"DAY"})",
            R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-01","merged_at":"DAY"})",
            R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-01","closed_at":"DAY"})",
            R"({"type":"issue","repository":1,"id":2,"created_at":"DAY"})",
            R"({"type":"issue","repository":1,"id":2,"created_at":"2026-01-01","closed_at":"DAY"})",
            R"({"type":"response","repository":1,"issue":2,"person":"a","at":"DAY"})",
            R"({"type":"tracker_issue","id":1,"project":"P","created_at":"DAY"})",
            R"({"type":"tracker_issue","id":1,"project":"P","created_at":"2026-01-01","resolved_at":"DAY"})",
            R"({"type":"tracker_issue","id":1,"project":"P","created_at":"2026-01-01","transitions":[{"at":"DAY","assignee":null}]})",
            R"({"type":"check_fact","repository":1,"fact":"issues_enabled","value":true,"at":"DAY"})",
        }) {
        INFO(line);
        const auto on = [&](std::string_view day) {
            auto dated = line;
            return dated.replace(dated.find("DAY"), 3, day);
        };
        CHECK_THAT(told(on("2026-01-07")), Contains("ahead of now"));
        CHECK(told(on("2026-01-06")).empty());
        CHECK(read_line(on("2999-01-01")).has_value());  // without a now
    }
    CHECK(told(R"({"type":"membership","person":"a","team":"b","from":"2026-03-01","to":"2027-01-01"})")
              .empty());
}

TEST_CASE("what was merged is closed") {
    const auto change = std::get<connector::PullRequest>(
        read_line(
            R"({"type":"pull_request","repository":1,"id":2,"created_at":"2026-01-05","merged_at":"2026-01-06"})")
            .value()
            .what);
    REQUIRE(change.row.closed_at);
    CHECK(change.row.closed_at == change.row.merged_at);
}

TEST_CASE("several responses in one second are one; one that is stated and gone is refused") {
    const std::string response =
        R"({"type":"response","repository":1,"issue":2,"person":"a","at":"2026-01-05"})"
        "\n";
    const std::string gone =
        R"({"type":"gone","of":"response","repository":1,"issue":2,"person":"a","at":"2026-01-05"})"
        "\n";
    CHECK(read_all(source + response + response + response) ==
          std::vector<std::string>{"1 source", "2 response", "3 response", "4 response"});
    CHECK_THAT(read_all(source + response + gone).back(), Contains("in the file already"));
    CHECK_THAT(read_all(source + gone + response).back(), Contains("in the file already"));
    CHECK_THAT(read_all(source + gone + gone).back(), Contains("in the file already"));
}

TEST_CASE("many numbers are told apart") {
    Numbers numbers;
    for (std::uint64_t i = 0; i < 20'000; ++i) CHECK((numbers.add(i * 0x9e3779b97f4a7c15U) || i == 0));
    for (std::uint64_t i = 1; i < 20'000; ++i) {
        CHECK(numbers.has(i * 0x9e3779b97f4a7c15U));
        CHECK_FALSE(numbers.add(i * 0x9e3779b97f4a7c15U));
    }
    CHECK_FALSE(numbers.has(7));
}

TEST_CASE("a file begins with its source; marks, line ends and empty lines are passed over") {
    CHECK(read_all("") == std::vector<std::string>{});
    CHECK(read_all("\xEF\xBB\xBF" + source + "\r\n\n{\"type\":\"team\",\"id\":\"a\"}\r\n") ==
          std::vector<std::string>{"1 source", "4 team"});
    const auto without = read_all("{\"type\":\"team\",\"id\":\"a\"}\n");
    REQUIRE(without.size() == 1);
    CHECK_THAT(without[0], Contains("1: Before it there is to be a line"));
}

TEST_CASE(
    "a file that speaks of one thing twice is refused, with the line; of two sources it is two things") {
    const std::string team = "{\"type\":\"team\",\"id\":\"a\"}\n",
                      gone = "{\"type\":\"gone\",\"of\":\"team\",\"id\":\"a\"}\n";
    const auto twice = read_all(source + team + team);
    REQUIRE(twice.size() == 3);
    CHECK_THAT(twice[2], Contains("3: What it speaks of is in the file already"));
    CHECK_THAT(read_all(source + team + gone).back(), Contains("in the file already"));
    CHECK(read_all(source + team + R"({"type":"source","name":"other","schema_version":1})" + "\n" + team) ==
          std::vector<std::string>{"1 source", "2 team", "3 source", "4 team"});
    CHECK_THAT(read_all(source + source).back(), Contains("in the file already"));
}

TEST_CASE("reading goes on behind a bad line, so that all faults are told") {
    const auto told = read_all(source + "nonsense\n{\"type\":\"team\",\"id\":\"a\"}\n{\"type\":\"team\"}\n");
    REQUIRE(told.size() == 4);
    CHECK_THAT(told[1], Contains("2: "));
    CHECK(told[2] == "3 team");
    CHECK_THAT(told[3], Contains("4: “id” is missing"));
}
