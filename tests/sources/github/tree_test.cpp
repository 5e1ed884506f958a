// SPDX-License-Identifier: Apache-2.0
#include "sources/github/tree.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sources::github;
using insight::FileKind;

namespace {

std::string id(char digit) { return std::string(40, digit); }

core::Json entry(const std::string& path, const std::string& mode, const std::string& type, char digit) {
    return {{"path", path}, {"mode", mode}, {"type", type}, {"sha", id(digit)}, {"size", 12}};
}

}  // namespace

TEST_CASE("a tree of GitHub is a list of files with kinds, sizes and ids") {
    core::Json body;
    body["truncated"] = false;
    body["tree"] = {entry("README.md", "100644", "blob", '1'), entry("src", "040000", "tree", '2'),
                    entry("src/run", "100755", "blob", '3'),   entry("link", "120000", "blob", '4'),
                    entry("lib", "160000", "commit", '5'),     entry("new", "160000", "submodule", '6')};
    const auto files = read_tree(body, 100);
    REQUIRE(files.has_value());
    REQUIRE(files->tree.files.size() == 5);
    CHECK(files->tree.files[0].path == "README.md");
    CHECK(files->tree.files[0].size_bytes == 12);
    CHECK(files->tree.files[1].kind == FileKind::executable);
    CHECK(files->tree.files[2].kind == FileKind::link);
    CHECK(files->tree.files[3].kind == FileKind::submodule);
    CHECK(files->tree.files[3].size_bytes == 0);
    CHECK(files->ids.at("src/run") == id('3'));
    CHECK_FALSE(files->tree.truncated);
    CHECK(read_tree(body, 2)->tree.truncated);
    body["truncated"] = true;
    CHECK(read_tree(body, 100)->tree.truncated);
}

TEST_CASE("entries that no tree has are left out, and what is no tree is told") {
    core::Json body;
    body["tree"] = {entry("", "100644", "blob", '1'), 7, nullptr,
                    entry(std::string(5'000, 'a'), "100644", "blob", '1')};
    body["tree"].push_back({{"path", "x"}, {"mode", "100644"}, {"type", "blob"}, {"sha", "\") { secret }"}});
    CHECK(read_tree(body, 100)->tree.files.empty());
    CHECK(read_tree(core::Json::object(), 100).has_error());
}

TEST_CASE("nothing of a name or an id gets into a query but what belongs there") {
    const auto query =
        contents_query("acme/pay\"ments", {id('a'), "\") { viewer }", id('b'), "HEAD:README.md"});
    CHECK(query.find("viewer") == std::string::npos);
    CHECK(query.find("HEAD") == std::string::npos);
    CHECK(query.find("ments") == std::string::npos);
    CHECK(query.find("b0: object(oid: \"" + id('a') + "\")") != std::string::npos);
    CHECK(query.find("b1: object(oid: \"" + id('b') + "\")") != std::string::npos);
    CHECK(contents_query("acme/payments-api", {}).find(R"(owner: "acme", name: "payments-api")") !=
          std::string::npos);
    CHECK(tree_path("acme/payments-api", id('c')) ==
          "/repos/acme/payments-api/git/trees/" + id('c') + "?recursive=1");
    for (const auto* name : {"acme/../../user", "acme/..", "acme", "a/b/c", "acme/x?y=z", "/x"}) {
        INFO(name);
        CHECK(tree_path(name, id('c')) == "/repos//git/trees/" + id('c') + "?recursive=1");
    }
}

TEST_CASE("contents come back by id; binary files as a zero byte") {
    const auto data = core::parse_json(R"({"repository": {
        "b0": {"oid": ")" + id('a') + R"(", "byteSize": 5, "isTruncated": false, "text": "hello"},
        "b1": {"oid": ")" + id('b') + R"(", "byteSize": 9, "isTruncated": false, "text": null},
        "b2": {"oid": ")" + id('c') + R"(", "byteSize": 0, "isTruncated": false, "text": null},
        "b3": {"oid": ")" + id('d') + R"(", "byteSize": 9999999, "isTruncated": true, "text": "start"},
        "b4": {"oid": ")" + id('e') + R"(", "byteSize": 5, "isTruncated": false, "text": "other"},
        "b5": null, "b6": {}}})")
                          .value();
    const auto blobs = read_contents(data, {id('a'), id('b'), id('c'), id('d'), id('f')});
    REQUIRE(blobs.size() == 4);
    CHECK(blobs.at(id('a')).bytes == "hello");
    CHECK(blobs.at(id('b')).bytes == std::string(1, '\0'));
    CHECK(blobs.at(id('b')).size_bytes == 9);
    CHECK(blobs.at(id('c')).bytes.empty());
    CHECK(blobs.at(id('d')).truncated);
    CHECK(read_contents(core::Json(), {id('a')}).empty());
}
