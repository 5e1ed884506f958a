// SPDX-License-Identifier: Apache-2.0
// `ispo import` and `ispo export` as somebody types them, with a running service and without one.
#include "bot/facts_crash_points.hpp"
#include "core/time.hpp"
#include "tests/process/ispo.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace process;
using Catch::Contains;

namespace {

const std::string begin = "{\"type\":\"source\",\"name\":\"bitbucket\",\"schema_version\":1}\n";
// Facts that are too old tell nothing.
const std::string yesterday = core::to_rfc3339(
    std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) - core::Days(1));
const std::string facts = begin + R"({"type":"team","id":"platform","name":"Platform"}
{"type":"person","id":1,"name":"Mara","identities":[{"kind":"email","value":"mara@acme.example"}]}
{"type":"repository","id":42,"name":"shop-api","full_name":"ACME/shop-api","visibility":"internal","description":"Sells what the company makes."}
{"type":"membership","person":1,"team":"platform","from":"2024-01-01"}
{"type":"ownership","repository":42,"team":"platform"}
{"type":"check_fact","repository":42,"fact":"readers_can_propose","value":true,"where":"forking is on","at":")" +
                          yesterday + R"("}
{"type":"check_fact","repository":42,"fact":"files","value":{"commit":"c0ffee","complete":true,"files":[{"path":"README.md","text":"# Shop\n"},{"path":"LICENSE","text":"Apache License\nVersion 2.0"}]},"at":")" +
                          yesterday + R"("}
{"type":"pull_request","repository":42,"id":1,"number":1,"title":"One","author":1,"created_at":"2026-01-01"}
{"type":"response","repository":42,"pull_request":1,"person":1,"at":"2026-01-02"}
)";

// Many people, so that an import takes a while.
std::string many(int count, const std::string& name) {
    std::string out = begin;
    for (int i = 0; i < count; ++i)
        out += fmt::format("{{\"type\":\"person\",\"id\":{},\"name\":\"{} {}\",\"login\":\"p{}\"}}\n", i,
                           name, i, i);
    return out;
}

struct Connected : Home {
    Connected() { tests::write_file(*this / "facts.ndjson", facts); }
    std::string file(const std::string& name = "facts.ndjson") const { return (*this / name).string(); }
    std::string put(const std::string& name, const std::string& text) const {
        tests::write_file(*this / name, text);
        return file(name);
    }
};

std::int64_t sum(const Ended& ended, const std::string& what) {
    return core::number_of(core::member_of(core::member_of(parsed(ended), "data"), "sum"), what, -1);
}

}  // namespace

TEST_CASE("a file of facts is imported, judged, asked about and exported; again it changes nothing") {
    const Connected home;
    const auto check = home.run({"import", "--check", home.file()});
    CHECK(check.code == 0);
    CHECK_THAT(without_breaks(check.output), Contains("9 new") && Contains("Nothing was changed"));
    CHECK(home.run({"export"}).output.empty());
    const auto done = home.run({"import", home.file(), "--json"});
    INFO(done.output << done.errors);
    REQUIRE(done.code == 0);
    CHECK(sum(done, "new") == 9);
    CHECK(core::number_of(core::member_of(parsed(done), "data"), "judged") == 1);
    CHECK_THAT(home.run({"repositories"}).output, Contains("shop-api") && Contains("Platform"));
    const auto findings = home.run({"ready", "findings", "shop-api", "--details"});
    CHECK(findings.code == 0);
    CHECK_THAT(findings.output, Contains("LICENSE"));
    const auto again = home.run({"import", home.file(), "--json"});
    CHECK(again.code == 0);
    CHECK(sum(again, "new") + sum(again, "changed") + sum(again, "gone") == 0);
    CHECK(sum(again, "unchanged") == 9);
    const auto out = home.run({"export", "--source", "bitbucket"});
    CHECK(out.code == 0);
    const Connected other;
    REQUIRE(other.run({"import", other.put("out.ndjson", out.output)}).code == 0);
    CHECK(other.run({"export"}).output == out.output);
    CHECK_THAT(home.run({"audit"}).output,
               Contains("import facts.ndjson") && Contains("export --source bitbucket"));
    const auto nobody = home.run({"export", "--source", "gitea"});
    CHECK(nobody.code == 2);
    CHECK_THAT(nobody.errors, Contains("There is: bitbucket"));
}

TEST_CASE("a bad line changes nothing and is told by its number, whatever is wrong") {
    const Connected home;
    REQUIRE(home.run({"import", home.file()}).code == 0);
    const auto before = home.run({"export"}).output;
    const auto shape =
        home.run({"import", home.put("bad.ndjson",
                                     begin + "{\"type\":\"team\",\"id\":\"x\",\"name\":\"X\"}\nnonsense\n")});
    CHECK(shape.code == 2);
    CHECK_THAT(shape.errors,
               Contains("Nothing was changed") && Contains("bad.ndjson:3: It is no JSON object."));
    const auto unknown =
        home.run({"import",
                  home.put("bad.ndjson", begin + "{\"type\":\"team\",\"id\":\"x\",\"name\":\"X\"}\n" +
                                             R"({"type":"membership","person":"ghost","team":"x"})" + "\n")});
    CHECK(unknown.code == 2);
    CHECK_THAT(unknown.errors, Contains("bad.ndjson:3: No person “ghost”"));
    const auto as_json = home.run({"import", "--json", home.put("bad.ndjson", "{}\n")});
    CHECK(as_json.code == 2);
    CHECK(parsed(as_json)["data"]["faults"][0]["line"] == 1);
    CHECK(home.run({"import", home.file("none.ndjson")}).code == 2);
    CHECK(home.run({"import"}).code == 2);
    CHECK(home.run({"export"}).output == before);
}

TEST_CASE("standard input is a file like another") {
    const Connected home;
    const Order order = home.order({"import", "-"});
    Order shell{.arguments = {"/bin/sh", "-c", "cat \"$FACTS\" | \"$ISPO\" import -"},
                .environment = order.environment};
    shell.environment.push_back("FACTS=" + home.file());
    shell.environment.push_back("ISPO=" + program());
    const auto done = Child(shell).end();
    INFO(done.output << done.errors);
    CHECK(done.code == 0);
    CHECK_THAT(home.run({"export"}).output, Contains("shop-api"));
    CHECK(home.run({"import", "-"}).code == 0);  // nothing came
    // Who hands over a file may have read its beginning.
    shell.arguments[2] = "{ read -r first; \"$ISPO\" import -; } < \"$FACTS\"";
    shell.environment[shell.environment.size() - 2] =
        "FACTS=" + home.put("later.ndjson", "a heading\n" + facts);
    const auto later = Child(shell).end();
    INFO(later.output << later.errors);
    CHECK(later.code == 0);
}

TEST_CASE("the script in the documents gives a file that is imported, and nothing where the host fails") {
    REQUIRE(std::system("command -v jq > /dev/null") == 0);
    const Connected home;
    std::ifstream in(fs::path(ISPO_SOURCE_DIR) / "docs/facts.md");
    std::ostringstream document;
    document << in.rdbuf();
    const auto text = document.str();
    const auto from = text.find("#!/bin/sh");
    REQUIRE(from != std::string::npos);
    tests::write_file(home / "facts.sh", text.substr(from, text.find("```", from) - from));
    // As Bitbucket answers: who hides their address has none.
    tests::write_file(home / "curl", R"(#!/bin/sh
for last; do :; done
case $last in
*/pull-requests*)
    [ -z "${FAILS-}" ] || exit 22
    printf '%s' '{"values":[{"id":7,"title":"Say \"so\"\nnow","state":"MERGED","createdDate":1767600000000,"closedDate":1767603600000,"author":{"user":{"id":1,"name":"mara","displayName":"Mara","emailAddress":null}},"toRef":{"repository":{"id":42}}}]}' ;;
*) printf '%s' '{"values":[{"id":42,"slug":"shop-api","project":{"key":"ACME"},"public":true}]}' ;;
esac
)");
    fs::permissions(home / "curl", fs::perms::owner_all);
    const auto run = [&](std::vector<std::string> environment) {
        Order shell{.arguments = {"/bin/sh", home.file("facts.sh")}, .environment = std::move(environment)};
        for (const auto& each :
             {"PATH=" + (home / "").string() + ":/usr/local/bin:/usr/bin:/bin", std::string("BITBUCKET=x"),
              std::string("TOKEN=t"), std::string("PROJECT=p")})
            shell.environment.push_back(each);
        return Child(shell).end();
    };
    const auto made = run({});
    INFO(made.output << made.errors);
    CHECK(made.code == 0);
    const auto done = home.run({"import", home.put("made.ndjson", made.output), "--json"});
    INFO(done.output << done.errors);
    CHECK(done.code == 0);
    CHECK(sum(done, "new") == 3);
    CHECK(run({"FAILS=1"}).code != 0);
}

TEST_CASE("a running service takes a file in pieces, and exports what it holds") {
    const Connected home;
    const Serving service(home);
    const auto large = home.put("many.ndjson", many(20'000, "Ada"));
    const auto done = home.run({"import", large, "--json"});
    INFO(done.output << done.errors);
    REQUIRE(done.code == 0);
    CHECK(sum(done, "new") == 20'000);
    REQUIRE(home.run({"import", home.file()}).code == 0);
    CHECK_THAT(home.run({"ready", "shop-api"}).output, Contains("shop-api"));
    CHECK_THAT(home.run({"export"}).output, Contains("Ada 19999") && Contains("shop-api"));
    const auto bad =
        home.run({"import", home.put("bad.ndjson",
                                     begin + R"({"type":"membership","person":"ghost","team":"x"})" + "\n")});
    CHECK(bad.code == 2);
    CHECK_THAT(bad.errors, Contains("bad.ndjson:2: No person “ghost”"));
    CHECK_THAT(home.run({"audit"}).output, Contains("import many.ndjson"));
}

TEST_CASE(
    "killed at any point, an import leaves what was there before or all of it, and the next one ends it") {
    for (const auto point : bot::facts_crash_points) {
        INFO(point);
        const Connected home;
        REQUIRE(home.run({"import", home.put("before.ndjson", many(5, "Ada"))}).code == 0);
        const auto before = home.run({"export"}).output;
        const auto killed = home.run({"import", home.file()}, {"CRASH_AT=" + std::string(point)});
        CHECK(killed.code == 128 + SIGKILL);
        const auto after = home.run({"export"}).output;
        if (point == "facts_kept")
            CHECK_THAT(after, Contains("shop-api") && Contains("Ada 4"));
        else
            CHECK(after == before);
        CHECK(home.run({"ready", "findings", "shop-api"}).code != 0);  // nobody has judged it yet
        REQUIRE(home.run({"import", home.file()}).code == 0);
        CHECK(home.run({"ready", "findings", "shop-api"}).code == 0);
    }
}

TEST_CASE("a service that is killed in the middle of an import has kept none of it") {
    const Connected home;
    Serving service(home.order({"serve"}, {"CRASH_AT=facts_written", free_ports()[0], free_ports()[1]}));
    const auto broken = home.run({"import", home.file()});
    CHECK(broken.code == 3);
    CHECK_THAT(broken.errors, Contains("import it again"));
    CHECK(service.child.end().code == 128 + SIGKILL);
    CHECK(home.run({"export"}).output.empty());
    CHECK(home.run({"import", home.file()}).code == 0);
}
