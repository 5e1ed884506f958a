// SPDX-License-Identifier: Apache-2.0
// `ispo backup` and `ispo restore` as somebody types them, on good days and bad ones.
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;

namespace {

struct Office : Known {
    std::string file(const std::string& name) const { return (*this / name).string(); }
    std::vector<fs::path> in_folder() const {
        std::vector<fs::path> out;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(data() / "backups", none))
            if (entry.path().extension() == ".db") out.push_back(entry.path());
        return out;
    }
};

core::Json data_of(const Ended& ended) { return core::member_of(parsed(ended), "data"); }

}  // namespace

TEST_CASE("what was backed up beside a running service comes back, and what was there is kept aside") {
    const Office home;
    {
        Serving service(home);
        const auto made = data_of(home.run({"backup", "--json"}));
        CHECK(made["rows"]["repository"] == 1);
        REQUIRE(home.in_folder().size() == 1);
        const auto good = home.run({"restore", "--verify"});
        CHECK(good.code == 0);
        CHECK_THAT(good.output, Contains("as noted") && Contains("status, audit, people check"));
        const auto refused = home.run({"restore"});
        CHECK(refused.code == 4);
        CHECK_THAT(refused.errors, Contains("Stop it"));
        CHECK(service.stop().code == 0);
    }
    REQUIRE(home.run({"pause", "everything"}).code == 0);
    const auto restored = home.run({"restore", "--json"});
    INFO(restored.output << restored.errors);
    REQUIRE(restored.code == 0);
    CHECK(remembers(home));
    CHECK_THAT(home.run({"status"}).output, Contains("Paused"));  // the brake stays pulled
    CHECK_THAT(home.run({"audit"}).output, !Contains("pause everything"));
    const std::string before = data_of(restored)["before"];
    REQUIRE(home.run({"restore", before}).code == 0);
    CHECK_THAT(home.run({"audit"}).output, Contains("pause everything"));
    CHECK(bytes_in(before).size() > 0);
    for (const auto& entry : fs::directory_iterator(home.data()))
        CHECK_FALSE(entry.path().filename().string().starts_with("restoring"));
}

TEST_CASE("a backup goes to a file, to standard output, and over nothing that is there") {
    const Office home;
    REQUIRE(home.run({"backup", home.file("copy.db")}).code == 0);
    const auto again = home.run({"backup", home.file("copy.db")});
    CHECK(again.code == 4);
    CHECK_THAT(again.errors, Contains("there already"));
    const auto sent = home.run({"backup", "-"});
    CHECK(sent.code == 0);
    tests::write_file(home / "sent.db", sent.output);
    CHECK(home.run({"restore", "--verify", home.file("sent.db")}).code == 0);
    CHECK_THAT(home.run({"restore", "--verify", home.file("sent.db")}).output, Contains("not compared"));
    CHECK(home.run({"backup", "-", "--json"}).code == 2);
    const auto nowhere = home.run({"backup", home.file("nowhere/copy.db")});
    CHECK(nowhere.code == 3);
    CHECK_THAT(nowhere.errors, Contains("could not be made") && Contains("The database is as it was"));
    CHECK(Home().run({"backup"}).code == 2);  // nothing to copy yet
}

TEST_CASE("a bad backup is told, and nothing is changed") {
    const Office home;
    REQUIRE(home.run({"backup", home.file("copy.db")}).code == 0);
    const auto bytes = bytes_in(home / "copy.db");
    const auto known = [&] { return data_of(home.run({"repositories", "--json"})); };
    const auto before = known();
    const auto refused = [&](const std::string& name, int code, const std::string& why) {
        INFO(name);
        for (const auto& words :
             {Words{"restore", home.file(name)}, Words{"restore", "--verify", home.file(name)}}) {
            const auto ended = home.run(words);
            CHECK(ended.code == code);
            CHECK_THAT(without_breaks(ended.errors), Contains(why) && Contains("othing was changed"));
        }
        CHECK(known() == before);
        CHECK(remembers(home));
    };
    refused("none.db", 2, "There is no file");
    tests::write_file(home / "text.db", std::string(5000, 'x'));
    refused("text.db", 3, "damaged");
    tests::write_file(home / "empty.db", "");
    refused("empty.db", 3, "damaged");
    auto changed = bytes;
    changed[changed.size() / 2] = static_cast<char>(changed[changed.size() / 2] ^ 1);
    tests::write_file(home / "copy.db", changed);
    refused("copy.db", 3, "its checksum is not the noted one");
    tests::write_file(home / "copy.db", bytes.substr(0, bytes.size() / 2));
    refused("copy.db", 3, "bytes");
    const auto none = home.run({"restore"});
    CHECK(none.code == 2);
    CHECK_THAT(none.errors, Contains("There is no backup in"));
}

TEST_CASE("a damaged database is replaced by its backup, and kept as it was") {
    const Office home;
    REQUIRE(home.run({"backup"}).code == 0);
    tests::write_file(home.database(), std::string(9000, 'x'));
    CHECK(home.run({"status"}).code == 3);
    const auto restored = home.run({"restore", "--json"});
    INFO(restored.output << restored.errors);
    REQUIRE(restored.code == 0);
    CHECK(remembers(home));
    CHECK(bytes_in(fs::path(data_of(restored)["before"].get<std::string>())) == std::string(9000, 'x'));
}
