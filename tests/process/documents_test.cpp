// SPDX-License-Identifier: Apache-2.0
// The settings that the documents tell people to copy are settings that the program takes.
#include "tests/process/ispo.hpp"

#include <regex>

using namespace process;

namespace {

std::vector<std::string> toml_blocks_of(const std::string& text) {
    std::vector<std::string> out;
    const std::string fence = "```toml\n";
    for (auto at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
        at += fence.size();
        out.push_back(text.substr(at, text.find("```", at) - at));
    }
    return out;
}

// The block with its secrets' files in `home`, where each stands as the document asks.
std::string moved(std::string block, const Home& home) {
    const std::regex file(R"rx((\w+)_file = "/etc/ispo-bot/([\w.-]+)")rx");
    for (std::sregex_iterator at(block.begin(), block.end(), file), end; at != end; ++at) {
        if ((*at)[1] == "ca") continue;
        const auto path = home / (*at)[2].str();
        tests::write_file(path, std::string(48, 'x') + "\n");
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    }
    return std::regex_replace(block, std::regex("/etc/ispo-bot"), (home / "").string());
}

}  // namespace

TEST_CASE("every block of settings in the step-by-step document passes the check") {
    const auto blocks = toml_blocks_of(bytes_in(fs::path(ISPO_SOURCE_DIR) / "docs/slack-setup.md"));
    CHECK(blocks.size() == 2);
    for (const auto& block : blocks) {
        Home home;
        home.configure(moved(block, home));
        const auto ended = home.run({"config", "check"});
        INFO(block << ended.output << ended.errors);
        CHECK(ended.code == 0);
    }
    Home wrong;
    wrong.configure("[slack]\nsinging_secret_file = \"x\"\n");
    CHECK(wrong.run({"config", "check"}).code == 2);
}
