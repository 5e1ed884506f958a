// SPDX-License-Identifier: Apache-2.0
// `ispo people` as somebody types it, with a running service and without one.
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;

namespace {
const std::string chart =
    "employee id;name;github;team;from;to\r\n1;Mara;mara;Platform;2024-01-01;\r\n2;Noah;noah;;;\r\n";

struct Office : Known {
    Office() {
        tests::write_file(*this / "people.csv", chart);
        tests::write_file(*this / "owners.csv", "repository,team\npayments-api,Platform\n");
        tests::write_file(*this / "bad.csv", "employee id,team,from\n1,T,2024-01-01\n1,T,2025-01-01\n");
    }
    std::string file(const std::string& name) const { return (*this / name).string(); }
};

core::Json data_of(const Ended& ended) { return core::member_of(parsed(ended), "data"); }
}  // namespace

TEST_CASE("people and owners are imported without a service, and the check tells what is missing") {
    const Office home;
    const auto dry = home.run({"people", "import", home.file("people.csv"), "--dry-run"});
    CHECK(dry.code == 0);
    CHECK_THAT(without_breaks(dry.output), Contains("Nothing was changed"));
    CHECK(home.run({"people", "check"}).code == 1);  // nobody is known
    const auto done =
        home.run({"people", "import", home.file("people.csv"), home.file("owners.csv"), "--json"});
    INFO(done.output << done.errors);
    REQUIRE(done.code == 0);
    CHECK(data_of(done)["imports"].size() == 2);
    const auto check = data_of(home.run({"people", "check", "--json"}));
    CHECK(check["people"] == 2);
    CHECK(check["mapped"] == 1);
    CHECK(check["unmapped"][0]["name"] == "Noah");
    CHECK(check["unowned"] == 0);
    CHECK_THAT(home.run({"repositories"}).output, Contains("Platform"));
    CHECK_THAT(home.run({"audit"}).output, Contains("people import people.csv owners.csv"));
}

TEST_CASE("a bad file changes nothing and is told by its line") {
    const Office home;
    const auto bad = home.run({"people", "import", home.file("owners.csv"), home.file("bad.csv")});
    CHECK(bad.code == 2);
    CHECK_THAT(bad.errors,
               Contains("bad.csv:3: “1” is in line 2 already") && Contains("Nothing was changed"));
    CHECK(home.run({"people", "check"}).code == 1);
    CHECK(home.run({"people", "import"}).code == 2);
    CHECK(home.run({"people", "import", home.file("people.csv"), "--as", "nonsense"}).code == 2);
    CHECK(home.run({"people", "import", home.file("none.csv")}).code == 2);
}

TEST_CASE("a running service takes what the shell read, and the settings name files and preset") {
    const Office home;
    home.configure("[directory]\npreset = \"org-chart-csv\"\nfiles = [\"" + home.file("people.csv") +
                   "\"]\n");
    const auto checked = home.run({"config", "check"});
    CHECK(checked.code == 0);
    CHECK_THAT(checked.errors, Contains("owners=/path/to/file"));
    Serving service(home);
    REQUIRE(home.run({"people", "import"}).code == 0);
    const auto check = data_of(home.run({"people", "check", "--json"}));
    CHECK(check["mapped"] == 1);
    CHECK_THAT(home.run({"people", "check"}).output, Contains("org-chart-csv"));
    CHECK(service.stop().code == 0);
    home.configure("[directory]\nfiles = [\"" + home.file("bad.csv") + "\"]\n");
    CHECK(home.run({"config", "check"}).code == 2);
}
