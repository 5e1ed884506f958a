// SPDX-License-Identifier: Apache-2.0
// Files that are announced come as those that are not, whatever is read in between.
#include "sources/git/blob_reader.hpp"
#include "sources/git/command.hpp"
#include "support/git_repository.hpp"

#include <catch2/catch.hpp>

#include <map>

namespace git = sources::git;
using tests::GitRepository;

namespace {

// Short, empty, equal, longer than what comes before it is wanted, and longer than what is kept of a text.
const std::map<std::string, std::string> texts = {
    {"a.md", "alpha\n"},
    {"b.md", ""},
    {"c.md", "alpha\n"},
    {"d.md", std::string(40'000, 'd')},
    {"e.md", "echo without a line feed"},
    {"f.md", std::string(16'384, 'f')},
    {"g.md", "line\nline\n\nline\n"},
};
constexpr std::size_t longest_text = 30'000;

class Commit {
  public:
    explicit Commit(std::size_t most = longest_text) : Commit(texts, most) {}
    Commit(const std::map<std::string, std::string>& files, std::size_t most) : limits_{.text_bytes = most} {
        for (const auto& [path, text] : files) repository_.write(path, text);
        repository_.commit();
        batch_.emplace(talk({"cat-file", "--batch-command"}));
        auto listing = talk({"ls-tree", "-r", "-z", "--full-tree", "HEAD"});
        const auto answer = listing.finish(1U << 20U);
        REQUIRE(answer.has_value());
        listing_.emplace(answer->output, 1000);
        for (auto& file : listing_->take_tree().files) files_[file.path] = file;
    }

    // Its object is there, and broken.
    void damage(const std::string& id) {
        const auto path = repository_.path() / ".git/objects" / id.substr(0, 2) / id.substr(2);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        tests::write_file(path, "no object");
    }
    // What git complained of, once nothing more is asked.
    std::string errors() {
        const auto end = batch_->finish(1U << 20U);
        REQUIRE(end.has_value());
        return end->errors;
    }

    git::BlobReader reader() { return {*batch_, *listing_, limits_, absent_}; }
    git::Absent& absent() { return absent_; }
    const git::Listing& listing() const { return *listing_; }
    const insight::File& file(const std::string& path) { return files_.at(path); }
    std::vector<const insight::File*> all() {
        std::vector<const insight::File*> out;
        for (const auto& [path, file] : files_) out.push_back(&file);
        return out;
    }
    void check(git::BlobReader& reader, const std::string& path) {
        CAPTURE(path);
        const auto blob = reader.read(file(path));
        REQUIRE(blob.has_value());
        CHECK(blob->bytes == texts.at(path).substr(0, longest_text));
        CHECK(blob->size_bytes == texts.at(path).size());
        CHECK(blob->truncated == (texts.at(path).size() > longest_text));
    }

  private:
    net::Conversation talk(std::vector<std::string> arguments) {
        auto child = net::Conversation::start(git::command(repository_.path(), std::move(arguments)),
                                              std::chrono::seconds{60});
        REQUIRE(child.has_value());
        return std::move(*child);
    }

    GitRepository repository_;
    git::Limits limits_;
    git::Absent absent_;
    std::optional<net::Conversation> batch_;
    std::optional<git::Listing> listing_;
    std::map<std::string, insight::File> files_;
};

}  // namespace

TEST_CASE("announced files are read in their order, the other way round, twice, and beside others") {
    Commit commit;
    const std::vector<std::vector<std::string>> orders = {
        {"a.md", "b.md", "c.md", "d.md", "e.md", "f.md", "g.md"},
        {"g.md", "f.md", "e.md", "d.md", "c.md", "b.md", "a.md"},
        {"d.md", "a.md", "d.md", "a.md", "g.md", "c.md"},
        {"e.md"},
        {},
    };
    for (const auto& order : orders) {
        auto reader = commit.reader();
        reader.expect(commit.all());
        for (const auto& path : order) commit.check(reader, path);
        // Whoever announces again, or less than is read, gets the same.
        reader.expect({&commit.file("f.md"), &commit.file("a.md")});
        commit.check(reader, "g.md");
        CHECK(reader.read_small(commit.file("a.md"), 10) == "alpha\n");
        CHECK_FALSE(reader.read_small(commit.file("f.md"), 10).has_value());
        CHECK(reader.read_start(commit.file("f.md"), 4) == "ffff");
        CHECK_FALSE(reader.failed().has_value());
        reader.expect({});
        commit.check(reader, "a.md");
        // The next reader talks to the same git: nothing may be left unread.
        for (const auto& path : {"b.md", "c.md", "e.md", "f.md", "g.md"}) commit.check(reader, path);
    }
}

TEST_CASE("a file that was not announced is read while announced ones are on their way") {
    Commit commit;
    auto reader = commit.reader();
    reader.expect({&commit.file("a.md"), &commit.file("e.md"), &commit.file("g.md")});
    commit.check(reader, "f.md");
    commit.check(reader, "d.md");
    commit.check(reader, "g.md");
    commit.check(reader, "a.md");
    CHECK(reader.not_here().empty());
}

TEST_CASE("what is known to be absent is not asked for when it is announced") {
    Commit commit;
    const auto absent = commit.listing().object_of("e.md").value();
    commit.absent().objects.insert(absent);
    // Whoever asked for it would get the content that is there in truth, out of turn.
    commit.damage(absent);
    auto reader = commit.reader();
    reader.expect(commit.all());
    const auto blob = reader.read(commit.file("e.md"));
    REQUIRE(blob.has_value());
    CHECK(blob->absent);
    commit.check(reader, "g.md");
    CHECK(reader.not_here().size() == 1);
    reader.finish();
    CHECK_FALSE(reader.failed().has_value());
    CHECK(commit.errors().empty());
}

TEST_CASE("no more is kept ahead than its limit, and nothing that is longer than a text may be") {
    for (const std::size_t most : {std::size_t{10}, longest_text}) {
        CAPTURE(most);
        Commit commit(most);
        auto reader = commit.reader();
        reader.expect(commit.all());
        CHECK(reader.ahead_bytes() <= most * texts.size());
        CHECK(reader.ahead_bytes() > 0);
        const auto blob = reader.read(commit.file("a.md"));
        REQUIRE(blob.has_value());
        CHECK(blob->bytes == texts.at("a.md").substr(0, most));
    }
    std::map<std::string, std::string> many;
    for (int n = 0; n < 200; ++n) many[fmt::format("f{:03}.md", n)] = fmt::format("{:016000}", n);
    Commit commit(many, longest_text);
    auto reader = commit.reader();
    reader.expect(commit.all());
    CHECK(reader.ahead_bytes() <= (2U << 20U));
    CHECK(reader.ahead_bytes() > (1U << 20U));
    for (const auto* name : {"f199.md", "f000.md", "f150.md"}) {
        const auto blob = reader.read(commit.file(name));
        REQUIRE(blob.has_value());
        CHECK(blob->bytes.ends_with(std::string(name).substr(1, 3)));
    }
    reader.finish();
    CHECK_FALSE(reader.failed().has_value());
}
