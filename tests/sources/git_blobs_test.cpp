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
    Commit() {
        for (const auto& [path, text] : texts) repository_.write(path, text);
        repository_.commit();
        auto batch = talk({"cat-file", "--batch-command"});
        batch_.emplace(std::move(batch));
        auto listing = talk({"ls-tree", "-r", "-z", "--full-tree", "HEAD"});
        const auto answer = listing.finish(1U << 20U);
        REQUIRE(answer.has_value());
        listing_.emplace(answer->output, 100);
        for (auto& file : listing_->take_tree().files) files_[file.path] = file;
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
    git::Limits limits_{.text_bytes = longest_text};
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
    commit.absent().objects.insert(commit.listing().object_of("e.md").value());
    auto reader = commit.reader();
    reader.expect(commit.all());
    const auto blob = reader.read(commit.file("e.md"));
    REQUIRE(blob.has_value());
    CHECK(blob->absent);
    commit.check(reader, "g.md");
    CHECK(reader.not_here().size() == 1);
}
