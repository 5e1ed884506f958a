// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/utf16.hpp"

#include "sources/documents.hpp"
#include "sources/documents/latin1.hpp"
#include "sources/outline_dump.hpp"

#include <catch2/catch.hpp>

using sources::documents::from_utf16;
using namespace std::string_literals;

TEST_CASE("UTF-16 is decoded in both orders, and what is broken is replaced") {
    CHECK_FALSE(from_utf16(""));
    CHECK_FALSE(from_utf16("# A"));
    CHECK_FALSE(from_utf16("\xFF"));
    CHECK_FALSE(from_utf16("\xFF\xFE\0\0A\0\0\0"s));
    CHECK(from_utf16("\xFF\xFE"s) == "");
    CHECK(from_utf16("\xFF\xFE"
                     "A\0\n\0"s) == "A\n");
    CHECK(from_utf16("\xFE\xFF\0A\x20\xAC"s) == "A\u20AC");
    CHECK(from_utf16("\xFE\xFF\0\xE9"s) == "\u00E9");
    CHECK(from_utf16("\xFE\xFF\xD8\x3D\xDE\x00"s) == "\U0001F600");
    CHECK(from_utf16("\xFE\xFF\xD8\x3D\0A"s) ==
          "\uFFFD"
          "A");
    CHECK(from_utf16("\xFE\xFF\xDE\x00\xD8\x3D"s) == "\uFFFD\uFFFD");
    CHECK(from_utf16("\xFE\xFF\0AB"s) == "A\uFFFD");
}

TEST_CASE("a README in UTF-16 is read, with marks and without") {
    CHECK(sources::test::dump("README.md", "\xFF\xFE#\0 \0A\0\r\0\n\0b\0"s) == "1 h1 A\n2 prose b\n");
    CHECK(sources::test::dump("README.md", "\xEF\xBB\xBF# A\n"s) == "1 h1 A\n");
    CHECK(sources::parse_document("README.md", "#\0 \0A\0"s).binary);
    std::string huge = "\xFF\xFE"s;
    while (huge.size() < (520U << 10U)) huge += "a\0 \0"s;
    CHECK(sources::parse_document("README.md", huge).truncated);
    CHECK_FALSE(sources::parse_document("README.md", huge.substr(0, 300U << 10U)).truncated);
}

TEST_CASE("letters are UTF-8, Latin-1 or some of each") {
    using sources::documents::Letters;
    using sources::documents::letters_of;
    struct Row {
        const char* bytes;
        bool cut;
        Letters letters;
    };
    for (const auto& row :
         {Row{"", false, Letters::utf8}, Row{"abc", false, Letters::utf8},
          Row{"\xC3\xA4", false, Letters::utf8}, Row{"caf\xE9", false, Letters::latin1},
          Row{"caf\xC3", true, Letters::utf8}, Row{"caf\xC3", false, Letters::latin1},
          Row{"\xC3\xA4 caf\xE9 au lait", false, Letters::mixed}, Row{"\xA0\xA0", true, Letters::latin1}}) {
        CAPTURE(row.bytes, row.cut);
        CHECK(letters_of(row.bytes, row.cut) == row.letters);
    }
}
