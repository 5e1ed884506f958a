// SPDX-License-Identifier: Apache-2.0
// What stops the program from starting: each has its sentence and its exit code, and changes nothing.
#include "storage/database.hpp"
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;

namespace {

// A start that must fail: nothing on standard output, no log line that claims otherwise.
Ended failed_start(const Home& home, std::vector<std::string> words = {"serve"},
                   std::vector<std::string> environment = free_ports()) {
    auto ended = home.run(std::move(words), std::move(environment));
    INFO(ended.errors);
    CHECK(ended.output.empty());
    CHECK_THAT(ended.errors, !Contains("service.started") && !Contains("could not go on"));
    return ended;
}

}  // namespace

TEST_CASE("a port that another program listens on is refused with 4, on both addresses") {
    Known first;
    Serving other(first);
    Known home;
    for (const auto* name : {"LISTEN", "ADMIN_LISTEN"}) {
        CAPTURE(name);
        const auto taken = fmt::format("127.0.0.1:{}", other.port);
        auto environment = free_ports();
        std::erase_if(environment, [&](const auto& each) {
            return each.starts_with(fmt::format("ISPO_SERVER_{}=", name));
        });
        environment.push_back(fmt::format("ISPO_SERVER_{}={}", name, taken));
        const auto ended = failed_start(home, {"serve"}, environment);
        CHECK(ended.code == 4);
        CHECK_THAT(ended.errors, Contains("Another program already listens on " + taken) &&
                                     Contains("nothing was started") &&
                                     Contains(std::string("the setting ") +
                                              (name[0] == 'L' ? "server.listen" : "server.admin_listen")));
    }
    CHECK(get(other.admin, "/readyz").status == 200);
    CHECK(remembers(home));
}

TEST_CASE("one address for both listeners is a mistake in the settings, and nobody else is blamed") {
    Known home;
    for (const auto* listen : {"127.0.0.1:18444", "localhost:18444", "0.0.0.0:18444"}) {
        CAPTURE(listen);
        home.configure(
            fmt::format("[server]\nlisten = \"{}\"\nadmin_listen = \"127.0.0.1:18444\"\n", listen));
        const auto ended = failed_start(home, {"serve"}, {});
        CHECK(ended.code == 2);
        CHECK_THAT(ended.errors, Contains("server.admin_listen") && Contains("are one address") &&
                                     !Contains("Another program"));
        CHECK(home.run({"config", "check"}).code == 2);
    }
    CHECK(remembers(home));
}

TEST_CASE("an address that is none is refused with 2") {
    Known home;
    for (const auto* address :
         {"127.0.0.1:99999", "nowhere:80", "127.0.0.1", "127.0.0.1:", "203.0.113.1:0"}) {
        CAPTURE(address);
        const auto ended = failed_start(home, {"serve", "--listen", address});
        CHECK(ended.code == 2);
        CHECK_THAT(ended.errors, Contains("othing was started"));
    }
    CHECK(remembers(home));
}

TEST_CASE("config check tells of an address that serve would refuse") {
    Home home;
    home.configure("[server]\nlisten = \"127.0.0.1:99999\"\n");
    const auto checked = home.run({"config", "check"});
    CHECK(checked.code == 2);
    CHECK_THAT(checked.errors, Contains("ispo.toml:2") && Contains("127.0.0.1:8080"));
}

TEST_CASE("a data folder in use is refused with 4, and its owner goes on") {
    Known home;
    Serving owner(home);
    const auto ended = failed_start(home);
    CHECK(ended.code == 4);
    CHECK_THAT(ended.errors, Contains("Another ispo process uses " + home.data().string()) &&
                                 Contains("nothing was changed"));
    CHECK(get(owner.admin, "/readyz").status == 200);
    CHECK(owner.stop().code == 0);
    CHECK(remembers(home));
}

TEST_CASE("a data folder that cannot be made or written is told with 3") {
    for (const auto* command : {"serve", "demo"}) {
        CAPTURE(command);
        Home home;
        tests::write_file(home / "file", "not a folder");
        fs::create_directories(home / "closed");
        fs::permissions(home / "closed", fs::perms::owner_read | fs::perms::owner_exec);
        const auto below_closed = home / "closed/a/b", in_closed = home / "closed/a",
                   below_file = home / "file/data";
        for (const auto& folder : {home / "closed", in_closed, below_closed, below_file}) {
            CAPTURE(folder);
            const auto ended = failed_start(home, {command, "--data", folder.string()});
            CHECK(ended.code == 3);
            CHECK_THAT(ended.errors,
                       Contains("The data folder " + folder.string()) && Contains("nothing was written"));
            const bool says_why = ended.errors.find("Permission denied") != std::string::npos ||
                                  ended.errors.find("Not a directory") != std::string::npos;
            CHECK(says_why);
            CHECK(fs::is_empty(home / "closed"));
        }
        fs::permissions(home / "closed", fs::perms::owner_all);
        CHECK(bytes_in(home / "file") == "not a folder");
    }
}

TEST_CASE("a data folder may be named from where one stands, and is private") {
    Home home;
    for (const auto* name : {"here", "./there", "a/b/c/"}) {
        CAPTURE(name);
        auto order = home.order({"find", "payments", "--data", name});
        order.folder = (home / "").string();
        CHECK(Child(order).end().code == 1);
        CHECK(fs::exists(home / (std::string(name) + "/ispo.db")));
        CHECK((fs::status(home / name).permissions() & fs::perms::all) == fs::perms::owner_all);
    }
}

TEST_CASE("a database that may not be written is told with 3 and left alone") {
    Known home;
    const auto before = bytes_in(home.database());
    fs::permissions(home.database(), fs::perms::owner_read);
    const auto ended = failed_start(home);
    CHECK(ended.code == 3);
    CHECK_THAT(ended.errors, Contains("may not be written") && Contains("Nothing was changed"));
    CHECK(bytes_in(home.database()) == before);
    fs::permissions(home.database(), fs::perms::owner_read | fs::perms::owner_write);
    CHECK(remembers(home));
}

TEST_CASE("mistakes in the settings are told with file, line and remedy, and exit 2") {
    struct Mistake {
        std::string toml;
        std::vector<std::string> said;
    };
    const std::vector<Mistake> mistakes = {
        {"[server]\nlisten = \"127.0.0.1:0\"\nlissten = \"x\"\n",
         {"ispo.toml:3", "'server.lissten'", "'server.listen'"}},
        {"[server]\nconnections = \"many\"\n", {"ispo.toml:2", "server.connections", "a whole number"}},
        {"[server]\nconnections = 0\n", {"ispo.toml:2", "between 1 and 100000"}},
        {"\n\n[log]\nlevel = \"loud\"\n", {"ispo.toml:4", "'loud'", "debug, info, warning, error"}},
        {"[slack]\nsigning_secret = \"\"\n", {"ispo.toml:2", "slack.signing_secret is empty"}},
        {"[slack]\nsigning_secret_file = \"/dev/null\"\n",
         {"ispo.toml:2", "slack.signing_secret_file", "empty"}},
        {"[slack]\nbot_token = \"xoxb-1-hidden\"\n", {"slack.signing_secret is missing"}},
        {"[slack\n", {"ispo.toml:1"}},
        {"[server]\nconnections = 0\n[log]\nlevel = \"loud\"\n", {"ispo.toml:2", "ispo.toml:4"}},
    };
    Known home;
    for (const auto& mistake : mistakes) {
        CAPTURE(mistake.toml);
        home.configure(mistake.toml);
        for (const auto& words :
             {std::vector<std::string>{"serve"}, {"config", "check"}, {"demo"}, {"help"}}) {
            const auto ended = failed_start(home, words);
            CHECK(ended.code == 2);
            CHECK_THAT(ended.errors, Contains("nothing was started or changed") && !Contains("hidden"));
            for (const auto& each : mistake.said) CHECK_THAT(ended.errors, Contains(each));
        }
    }
    home.configure("");
    CHECK(remembers(home));
}

TEST_CASE("settings that are not there are told with 2") {
    Home home;
    const auto ended = failed_start(home, {"serve", "--config", (home / "no.toml").string()});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.errors, Contains((home / "no.toml").string()));
}

TEST_CASE("a database of a newer version is refused with 4 by every command and left alone") {
    Known home;
    const auto set_version = [&](const std::string& version) {
        storage::Connection(home.database(), storage::Access::write)
            .run("UPDATE schema_version SET version = " + version);
    };
    const auto version =
        storage::Connection(home.database(), storage::Access::read).query(storage::Sql::schema_version).id();
    set_version("999");
    const auto before = bytes_in(home.database());
    for (const auto& words :
         {std::vector<std::string>{"serve"}, {"find", "payments"}, {"ask", "who has payments?"}}) {
        CAPTURE(words.front());
        const auto ended = failed_start(home, words);
        CHECK(ended.code == 4);
        CHECK_THAT(ended.errors, Contains("written by a newer version") && Contains("Nothing was changed"));
    }
    const auto judged = judge(home, home.checkout);
    CHECK_THAT(judged.errors, Contains("Judged, but not kept") && Contains("written by a newer version"));
    CHECK(bytes_in(home.database()) == before);
    set_version(std::to_string(version));
    CHECK(remembers(home));
}

TEST_CASE("a file that is no database is told with 3 and left alone") {
    Home home;
    const std::string garbage(10'000, '\x5a');
    tests::write_file(home.database(), garbage);
    for (const auto& words : {std::vector<std::string>{"serve"}, {"find", "payments"}}) {
        CAPTURE(words.front());
        const auto ended = failed_start(home, words);
        CHECK(ended.code == 3);
        CHECK_THAT(without_breaks(ended.errors),
                   Contains("is damaged or is no database") && Contains("Nothing was written to it"));
        CHECK(bytes_in(home.database()) == garbage);
    }
}

TEST_CASE("a database with damaged pages answers what it can, tells the rest, and ends") {
    Known home;
    auto bytes = bytes_in(home.database());
    REQUIRE(bytes.size() > 16384);
    for (std::size_t at = 4096; at < bytes.size(); ++at) bytes[at] = '\x5a';
    tests::write_file(home.database(), bytes);
    const auto ended = home.run({"find", "payments"});
    CHECK(ended.code == 3);
    CHECK_THAT(ended.errors, Contains("is damaged or is no database"));
    const auto served = failed_start(home);
    CHECK(served.code == 3);
    CHECK_THAT(served.errors, Contains("is damaged or is no database"));
    CHECK(bytes_in(home.database()) == bytes);
}
