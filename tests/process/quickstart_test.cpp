// SPDX-License-Identifier: Apache-2.0
// deploy/quickstart.sh in a folder of its own, where nothing is installed or built and the program only says
// what it was asked.
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;
using Catch::EndsWith;

namespace {

struct Quickstart {
    tests::TemporaryFolder folder;

    Quickstart() {
        fs::create_directories(folder.path() / "deploy");
        fs::copy(fs::path(ISPO_SOURCE_DIR) / "deploy/quickstart.sh", folder.path() / "deploy");
        put("deploy/install.sh", "exit 0");
        put("bin/cmake", "exit 0");
        put("build/release/ispo", "echo \"asked: $*\"; echo \"as: $0\"; exit ${ISPO_ENDS_WITH:-0}");
    }
    void put(const std::string& name, const std::string& script) const {
        const auto file = folder.path() / name;
        fs::create_directories(file.parent_path());
        tests::write_file(file, "#!/bin/bash\n" + script + "\n");
        fs::permissions(file, fs::perms::owner_all);
    }
    Ended run(Words words, const std::string& code = "0", const std::string& from = {}) const {
        words.insert(words.begin(), {"/bin/bash", (folder.path() / "deploy/quickstart.sh").string()});
        return Child({.arguments = std::move(words),
                      .environment = {"PATH=" + (folder.path() / "bin").string() + ":/usr/bin:/bin",
                                      "HOME=" + folder.path().string(), "ISPO_ENDS_WITH=" + code},
                      .folder = from})
            .end();
    }
};

}  // namespace

TEST_CASE("quickstart tells what is no checkout, judges the others and says so by its code") {
    const Quickstart quickstart;
    const tests::GitRepository checkout;
    const tests::TemporaryFolder plain;
    const auto good = checkout.path().string(), bad = plain.path().string();
    const auto some = quickstart.run({"--no-serve", bad, good, "/nonexistent/x"});
    INFO(some.output << some.errors);
    CHECK(some.code == 3);
    CHECK_THAT(some.output, Contains("asked: ready " + good + "\n"));
    CHECK_THAT(some.errors, Contains("git finds no repository in " + bad + "; it is left out.") &&
                                Contains("/nonexistent/x is no folder; it is left out."));
    const auto served = quickstart.run({bad, good});
    CHECK_THAT(served.output, Contains("asked: demo --checkout " + good + "\n") && !Contains(bad));
    for (const Words& words :
         {Words{"--listen", "127.0.0.1:9090", good}, Words{"--listen=127.0.0.1:9090", good}})
        CHECK_THAT(quickstart.run(words).output,
                   Contains("asked: demo --listen 127.0.0.1:9090 --checkout " + good + "\n"));
    for (const Words& words : {Words{"--listen"}, Words{""}, Words{"--port", "1"}}) {
        const auto wrong = quickstart.run(words);
        CHECK(wrong.code == 2);
        CHECK(wrong.output.empty());
        CHECK_THAT(wrong.errors, Contains("nothing was done"));
    }
    CHECK(quickstart.run({"--no-serve", good}).code == 0);
    CHECK(quickstart.run({"--no-serve", good, bad}, "4").code == 4);
    const auto none = quickstart.run({"--no-serve", bad, "/nonexistent/x"});
    CHECK(none.code == 2);
    CHECK(none.output.empty());
    CHECK_THAT(none.errors, Contains("Nothing was done."));
}

TEST_CASE("quickstart starts the program by a path that can be typed where it was called") {
    const Quickstart quickstart;
    const tests::GitRepository checkout;
    const auto root = fs::canonical(quickstart.folder.path());
    for (const auto& [from, typed] : std::vector<std::pair<fs::path, std::string>>{
             {root, "build/release/ispo"},
             {root / "build/release", "./ispo"},
             {root.parent_path(), root.filename().string() + "/build/release/ispo"},
             {checkout.path(), (root / "build/release/ispo").string()}}) {
        CAPTURE(from.string());
        const auto ended = quickstart.run({"--no-serve", checkout.path().string()}, "0", from.string());
        INFO(ended.errors);
        CHECK(ended.code == 0);
        CHECK_THAT(ended.output, EndsWith("as: " + typed + "\n"));
    }
}
