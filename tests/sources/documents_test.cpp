// SPDX-License-Identifier: Apache-2.0
#include "sources/documents.hpp"

#include "core/text.hpp"
#include "insight/left_template.hpp"
#include "sources/outline_dump.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using sources::parse_document;
using sources::test::dump;

namespace {

struct Row {
    const char* about;
    std::string text;
    std::string outline;
};

void check(const std::string& path, const std::vector<Row>& rows) {
    for (const auto& row : rows) {
        INFO(path << ": " << row.about);
        CHECK(dump(path, row.text) == row.outline);
    }
}

std::string repeated(const std::string& part, std::size_t size) {
    std::string out;
    while (out.size() < size) out += part;
    return out;
}

}  // namespace

TEST_CASE("Markdown becomes an outline with exact lines") {
    check(
        "README.md",
        {
            {"empty", "", ""},
            {"only white space", " \n\t\n", ""},
            {"invalid UTF-8",
             "\xC3\xA4 a\xff"
             "b\n",
             "1 prose \xC3\xA4 a\xEF\xBF\xBD"
             "b\n"},
            {"Latin-1", "Geb\xFChr \x80 5 \x81\n", "1 prose Geb\xC3\xBChr \xE2\x82\xAC 5 \xEF\xBF\xBD\n"},
            {"a bidirectional override, written and as a reference",
             "a\xE2\x80\xAE"
             "b &#x202e;c\n",
             "1 prose ab c\n"},
            {"Windows and old Mac line ends", "# A\r\n\r\nb\r\rc\n", "1 h1 A\n3 prose b\n5 prose c\n"},
            {"no line feed at the end", "# A", "1 h1 A\n"},
            {"front matter", "---\ntitle: no\n---\n# A\n", "4 h1 A\n"},
            {"TOML front matter", "+++\na = 1\n+++\n\ntext\n", "5 prose text\n"},
            {"front matter that never ends is text", "---\ntitle\n", "2 prose title\n"},
            {"setext", "Title\n===\n\nSub\n---\n", "1 h1 Title\n4 h2 Sub\n"},
            {"ATX with closing marks", "## A *b* ##\n", "1 h2 A b\n"},
            {"heading with a link", "# [A](b)\n", "1 h1 A [A](b)@1\n"},
            {"links on later lines", "a\nb [c\nd](e \"t\")\nf <https://g>\n",
             "1 prose a b c d f https://g [c d](e)@2 [https://g](https://g)@4\n"},
            {"bare address", "see https://a.org/b.\n",
             "1 prose see https://a.org/b. [https://a.org/b](https://a.org/b)@1\n"},
            {"mail address", "mail a@b.org\n", "1 prose mail a@b.org [a@b.org](mailto:a@b.org)@1\n"},
            {"reference link", "[a][1]\n\n[1]: docs/x.md\n", "1 prose a [a](docs/x.md)@1\n"},
            {"badges are no prose", "[![CI](i.svg)](ci) ![B](b.svg)\n",
             "1 html CI B [CI](ci)@1 [CI](i.svg)@1 [B](b.svg)@1\n"},
            {"image among words", "a ![pic](p.png) b\n", "1 prose a b\n"},
            {"fenced code", "x\n\n```sh\nmake\n\tmake test\n```\n", "1 prose x\n4 code make\n\tmake test\n"},
            {"fence that never ends", "```\na\n", "2 code a\n"},
            {"indented code", "a\n\n    make\n", "1 prose a\n3 code make\n"},
            {"list, nested and with paragraphs", "- a\n  b\n  - c\n\n- d\n\n  e\n",
             "1 item a b\n3 item c\n5 item d\n7 item e\n"},
            {"tasks", "- [ ] a\n- [x] b\n", "1 item a\n2 item b\n"},
            {"quotation and alert", "> a\n> b\n\n> [!NOTE]\n> c\n", "1 quote a b\n4 quote c\n"},
            {"table", "x\n\n|A|B|\n|-|-|\n|1|[2](t)|\n", "1 prose x\n3 row A | B\n5 row 1 | 2 [2](t)@5\n"},
            {"a table right below a paragraph", "x\n\na\nb <i\nk=l> c\n|A|B|\n|-|-|\n|1|2|\n",
             "1 prose x\n3 prose a b c\n6 row A | B\n8 row 1 | 2\n"},
            {"struck out", "~~a~~ b\n", "1 prose a b\n"},
            {"rule", "a\n\n***\n\nb\n", "1 prose a\n5 prose b\n"},
        });
}

TEST_CASE("HTML in Markdown counts by its text") {
    check("README.md",
          {
              {"centred heading",
               "<h1 align=\"center\">\n  <img src=\"l.png\" alt=\"Logo\">\n  Pay &amp; Go\n</h1>\n",
               "3 h1 Pay & Go\n"},
              {"heading that is a picture only", "<h1><img alt='Pay' src=l.png></h1>\n",
               "1 h1 Pay [Pay](l.png)@1\n"},
              {"Markdown inside an HTML heading", "<h2>\n\n*Name*\n\n</h2>\n\ntext\n",
               "3 h2 Name\n7 prose text\n"},
              {"a heading that never ends", "<h1>\n\na\n\nb\n", "3 h1 a\n5 prose b\n"},
              {"paragraph with link", "<p align=center>\n<a href=\"docs/a.md\">Guide</a> here\n</p>\n",
               "2 prose Guide here [Guide](docs/a.md)@2\n"},
              {"badge", "<p><a href=\"ci\"><img src=\"b.svg\" alt=\"CI\"></a></p>\n",
               "1 html CI [CI](ci)@1 [CI](b.svg)@1\n"},
              {"comment", "<!-- # no\n\nno -->\n\nyes\n", "5 prose yes\n"},
              {"script and style", "<script>no()</script>\n\n<style>no</style>\n\nyes\n", "5 prose yes\n"},
              {"list and table",
               "<ul><li>a</li>\n<li>b</li></ul>\n\n<table><tr><td>c</td><td>d</td></tr></table>\n",
               "1 item a\n2 item b\n4 row c | d\n"},
              {"details", "<details><summary>More</summary>\n\n- a\n\n</details>\n",
               "1 prose More\n3 item a\n"},
              {"pre", "<pre>make\nmake test</pre>\n", "1 code make\nmake test\n"},
              {"pre that starts with its own lines", "<pre>\n\n  make\n</pre>\n", "3 code   make\n"},
              {"inline", "a<br>b <a href='c'>d</a> <kbd>e</kbd>\n", "1 prose a b d e [d](c)@1\n"},
              {"tag that never ends", "<div a=\"\nb\n", "1 prose <div a=\" b\n"},
          });
}

TEST_CASE("reStructuredText becomes an outline") {
    check(
        "README.rst",
        {
            {"empty", "", ""},
            {"levels by order of appearance", "=====\n Top\n=====\n\nSub\n~~~\n\nTop2\n====\n\nSub2\n~~~~\n",
             "2 h1 Top\n5 h2 Sub\n8 h3 Top2\n11 h2 Sub2\n"},
            {"underline too short is none", "A long title\n--\n", "1 prose A long title --\n"},
            {"transition", "a\n\n----\n\nb\n", "1 prose a\n5 prose b\n"},
            {"link with target", "see `a\nb <docs/x.rst>`_ and\n`c <d>`__\n",
             "1 prose see a b and c [a b](docs/x.rst)@1 [c](d)@3\n"},
            {"named targets",
             "See Python_ and `my guide`_.\n\n.. _Python: https://p.org\n.. _my guide: docs/g.rst\n",
             "1 prose See Python and my guide. [Python](https://p.org)@1 [my guide](docs/g.rst)@1\n"},
            {"targets in a circle", "a_ b\n\n.. _a: b_\n.. _b: a_\n", "1 prose a_ b\n"},
            {"an empty target", "`a < >`_\n", "1 prose a\n"},
            {"roles", ":doc:`Guide <dev/guide>` :ref:`x <y>` :code:`z`\n",
             "1 prose Guide x z [Guide](dev/guide)@1\n"},
            {"literal and emphasis", "``a*b`` **c** *d* 2*3*4 \\*e\n", "1 prose a*b c d 2*3*4 *e\n"},
            {"literal block", "Run::\n\n    make\n      test\n\nb\n",
             "1 prose Run:\n3 code make\n  test\n6 prose b\n"},
            {"lonely colons", "::\n\n  make\n", "3 code make\n"},
            {"quoted literal block", "Run::\n\n$ make\n$ test\n", "1 prose Run:\n3 code $ make\n$ test\n"},
            {"code directive", ".. code-block:: sh\n   :linenos:\n\n   make\n", "4 code make\n"},
            {"note", ".. note:: Care\n   more\n\n   - x\n", "1 prose Care more\n4 item x\n"},
            {"comment", ".. not shown\n   at all\n\nyes\n", "4 prose yes\n"},
            {"badges are no prose",
             "|b|\n\n.. |b| image:: https://i/b.svg\n   :alt: CI\n   :target: https://ci\n",
             "3 html CI [CI](https://ci)@5 [CI](https://i/b.svg)@3\n"},
            {"image", ".. image:: a.png\n\nx\n", "1 html  [](a.png)@1\n3 prose x\n"},
            {"include", ".. include:: CONTRIBUTING.rst\n",
             "1 html  [CONTRIBUTING.rst](CONTRIBUTING.rst)@1\n"},
            {"table of contents", ".. toctree::\n   :maxdepth: 1\n\n   a\n   B <c>\n",
             "4 item a [a](a)@4\n5 item B [B](c)@5\n"},
            {"lists", "- a\n  b\n\n  c\n- d\n\n#. e\n\n(1) f\n",
             "1 item a b\n4 item c\n5 item d\n7 item e\n9 item f\n"},
            {"nested list", "- a\n\n  - b\n", "1 item a\n3 item b\n"},
            {"quotation", "a\n\n   b\n", "1 prose a\n3 quote b\n"},
            {"definition", "term\n   means\n", "1 prose term\n2 prose means\n"},
            {"grid table", "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n",
             "2 row a | b\n4 row c | d\n"},
            {"simple table", "== ==\na  b\n== ==\nc  d\n== ==\n\ne\n",
             "2 row a | b\n4 row c | d\n7 prose e\n"},
            {"field", ":Author: Ann\n", "1 prose Ann\n"},
            {"doctest", ">>> 1\n1\n\na\n", "1 code >>> 1\n1\n4 prose a\n"},
            {"substitution by text", "v |x|\n\n.. |x| replace:: 1\n", "1 prose v 1\n"},
        });
}

TEST_CASE("AsciiDoc becomes an outline") {
    check(
        "README.adoc",
        {
            {"empty", "", ""},
            {"header", "= A\nAnn <a@b.org>\nv1.0\n:x: y\n\ntext {x} {z}\n", "1 h1 A\n6 prose text y {z}\n"},
            {"levels", "== A\n\n=== B ===\n\n## C\n", "1 h2 A\n3 h3 B\n5 h2 C\n"},
            {"older titles", "Title\n=====\n\nSub\n---\n", "1 h1 Title\n4 h2 Sub\n"},
            {"listing", "[source,sh]\n----\nmake\n== no\n----\n", "3 code make\n== no\n"},
            {"listing that never ends", "----\na\n", "2 code a\n"},
            {"literal and fence", "....\na\n....\n\n```\nb\n```\n", "2 code a\n6 code b\n"},
            {"source paragraph", "[source]\nmake\ntest\n\nx\n", "2 code make\ntest\n5 prose x\n"},
            {"indented", " make\n  test\n", "1 code make\n test\n"},
            {"links", "a link:docs/x.adoc[X^]\nhttps://h[Y] https://i/. xref:c.adoc[Z] <<s,T>>\n",
             "1 prose a X Y https://i/. Z T [X](docs/x.adoc)@1 [Y](https://h)@2 [https://i/](https://i/)@2 "
             "[Z](c.adoc)@2 [T](s)@2\n"},
            {"address in an attribute", ":d: https://d\n\nlink:{d}/p[P]\n", "3 prose P [P](https://d/p)@3\n"},
            {"attributes that name each other", ":a: {b}\n:b: {a}\n\nlink:{a}[X]\n",
             "4 prose X [X]({b})@4\n"},
            {"emphasis", "*a* _b_ `c` **d**e 2*3\n", "1 prose a b c de 2*3\n"},
            {"note", "NOTE: a\n\n[TIP]\n====\nb\n====\n", "1 prose a\n5 prose b\n"},
            {"lists", "* a\nmore\n** b\n. c\n1. d\nt:: e\n",
             "1 item a more\n3 item b\n4 item c\n5 item d\n6 item t: e\n"},
            {"continuation", "* a\n+\nb\n", "1 item a\n3 prose b\n"},
            {"table", "|===\n|A |B\n\n|c\n|link:d[e]\n|===\n", "2 row A | B\n4 row c | e [e](d)@5\n"},
            {"quotation", "____\na\n____\n", "2 quote a\n"},
            {"comments and captions", "// no\n////\nno\n////\n.no\na\n", "6 prose a\n"},
            {"badges are no prose", "image:https://i/b.svg[CI, link=\"https://ci\"] image:c.svg[]\n",
             "1 html CI [CI](https://ci)@1 [CI](https://i/b.svg)@1 [](c.svg)@1\n"},
            {"include", "include::CONTRIBUTING.adoc[]\n", "1 html  [](CONTRIBUTING.adoc)@1\n"},
        });
}

TEST_CASE("org becomes an outline") {
    check("README.org",
          {
              {"empty", "", ""},
              {"title puts the headings below it", "#+TITLE: A\n* B\n** C\n", "1 h1 A\n2 h2 B\n3 h3 C\n"},
              {"headings", "* TODO [#A] B c :tag:\n*bold* text\n", "1 h1 B c\n2 prose bold text\n"},
              {"source", "#+BEGIN_SRC sh\nmake\n* no\n#+END_SRC\n", "2 code make\n* no\n"},
              {"source that never ends", "#+begin_src\na\n", "2 code a\n"},
              {"links", "a [[file:docs/x.org][X]]\n[[https://h]] https://i.\n",
               "1 prose a X https://h https://i. [X](docs/x.org)@1 [https://h](https://h)@2 "
               "[https://i](https://i)@2\n"},
              {"emphasis", "/a/ =b= ~c~ a/b/c x_y_z\n", "1 prose a b c a/b/c x_y_z\n"},
              {"lists", "- a\n  b\n+ c\n1. d\n  * e\n", "1 item a b\n3 item c\n4 item d\n5 item e\n"},
              {"table", "| a | b |\n|---+---|\n| c | [[d][e]] |\n", "1 row a | b\n3 row c | e [e](d)@3\n"},
              {"fixed width", ": make\n: test\n", "1 code make\ntest\n"},
              {"drawer, comment, keyword", "* A\n:PROPERTIES:\n:ID: x\n:END:\n# no\n#+OPTIONS: no\nyes\n",
               "1 h1 A\n7 prose yes\n"},
              {"drawer that never ends", ":A:\ntext\n", "2 prose text\n"},
              {"quotation and include", "#+begin_quote\nq\n#+end_quote\n#+INCLUDE: \"a.org\"\n",
               "2 quote q\n4 html  [](a.org)@4\n"},
          });
}

TEST_CASE("plain text becomes an outline") {
    check(
        "README.txt",
        {
            {"empty", "", ""},
            {"underlined", "Title\n=====\ntext\n\nSub\n---\n", "1 h1 Title\n3 prose text\n5 h2 Sub\n"},
            {"capitals", "GETTING STARTED\n\nrun it\n", "1 h2 GETTING STARTED\n3 prose run it\n"},
            {"capitals inside a paragraph", "READ THIS\nnow\n", "1 prose READ THIS now\n"},
            {"code", "Run:\n\n    make\n      test\n\nb\n", "1 prose Run:\n3 code make\n  test\n6 prose b\n"},
            {"an indented text as a whole", "      Some text\n\n      More text\n",
             "1 prose Some text\n3 prose More text\n"},
            {"addresses", "see http://a.b/c (https://d/e_(f)).\n",
             "1 prose see http://a.b/c (https://d/e_(f)). [http://a.b/c](http://a.b/c)@1 "
             "[https://d/e_(f)](https://d/e_(f))@1\n"},
            {"lists", "* a\n  b\n- c\n1) d\n", "1 item a b\n3 item c\n4 item d\n"},
            {"Markdown marks stay", "# a [b](c)\n", "1 prose # a [b](c)\n"},
        });
}

TEST_CASE("the format comes from the extension, without one from the text") {
    CHECK(dump("README", "# A\n") == "1 h1 A\n");
    CHECK(dump("README", "A\n=\n\nb\n") == "1 prose A =\n4 prose b\n");
    CHECK(dump("docs.d/README", "plain words\n") == "1 prose plain words\n");
    CHECK(dump("README.MARKDOWN", "# A\n") == "1 h1 A\n");
    CHECK(dump("page.html", "<h1>A</h1><p>b &lt; c") == "1 h1 A\n1 prose b < c\n");
    CHECK(dump("README.unknown", "see [a](b)\n") == "1 prose see a [a](b)@1\n");
}

TEST_CASE("a document says what it is") {
    const auto document = parse_document("docs/A.md", "abc", true);
    CHECK(document.path == "docs/A.md");
    CHECK(document.size_bytes == 3);
    CHECK(document.truncated);
    CHECK_FALSE(document.binary);
    CHECK_FALSE(parse_document("A.md", "abc").truncated);
    CHECK(parse_document("A.md", std::string(300'000, 'a')).truncated);
}

TEST_CASE("a NUL early makes a document binary, a late one does not") {
    const auto binary = parse_document("README.md", std::string("# A\n\0b", 6));
    CHECK(binary.binary);
    CHECK(binary.blocks.empty());
    const auto late =
        parse_document("README.md", "# A\n" + std::string(9'000, 'a') + std::string(1, '\0') + "b");
    CHECK_FALSE(late.binary);
    CHECK(late.blocks.size() == 2);
}

TEST_CASE("hostile documents cost little and give valid text") {
    const std::vector<std::string> parts = {
        "[",          ">",          "> ",     "![",         "- ",    "*a _b ", "<!--",      "a<? ",
        "<a ",        "|",          "|-|",    "x|y\n-|-\n", "a@b.c", "`a ",    "http://a(", "[[",
        "::\n\n a\n", ".. a::\n  ", "----\n", ":a:\n",      "* a\n", "[a][",   "= =\n",     "\xff",
        "&#0;",       "  - a\n",    "<h1>",   "{a}",        "link:["};
    for (const auto* path : {"a.md", "a.rst", "a.adoc", "a.org", "a.txt", "a.html"})
        for (const auto& part : parts) {
            INFO(path << " " << part);
            const auto document = parse_document(path, repeated(part, 24U << 10U));
            CHECK(document.blocks.size() <= 20'000);
            for (const auto& block : document.blocks)
                if (!core::is_utf8(block.text)) FAIL("invalid text");
        }
}

TEST_CASE("what names stand for is written out up to a limit, and the document counts as cut") {
    const auto words = repeated("a word. ", 400);
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"a.adoc", ":a: " + words.substr(0, 390) + "\n\n" + repeated("{a} ", 40'000)},
        {"a.adoc", ":a: " + words.substr(0, 390) + "\n\n" + repeated("{a}\n\n", 40'000)},
        {"a.rst", ".. |a| replace:: " + words.substr(0, 150) + "\n\n" + repeated("|a| ", 100'000)},
        {"a.rst", ".. _a: https://host/" + std::string(1'500, 'x') + "\n\n" + repeated("a_ ", 9'000)},
    };
    for (const auto& [path, text] : rows) {
        const auto document = parse_document(path, text);
        std::size_t bytes = 0;
        for (const auto& block : document.blocks) {
            bytes += block.text.size();
            for (const auto& link : block.links) bytes += link.text.size() + link.target.size();
        }
        INFO(path << " " << bytes);
        CHECK(bytes < (2U << 20U));
        CHECK(document.truncated);
    }
    CHECK_FALSE(parse_document("a.md", repeated("a word. ", 250'000)).truncated);
}

TEST_CASE("wide tables do not grow beyond their text") {
    std::string wide = repeated("x|", 2'000) + "\n" + repeated("-|", 2'000) + "\n" + repeated("a\n", 200'000);
    CHECK(parse_document("a.md", wide).blocks.size() < 20'001);
    CHECK(parse_document("a.md", "|x|\n|-|\n" + repeated("|", 200'000)).blocks.size() < 20'001);
}

TEST_CASE("a long address keeps its picture whole and its line") {
    const auto text = "![logo](data:image/png;base64," + std::string(20'000, 'A') + ")\n\nafter\n";
    const auto document = parse_document("README.md", text);
    REQUIRE(document.blocks.size() == 2);
    CHECK(document.blocks[0].kind == insight::BlockKind::html);
    CHECK(document.blocks[1].line == 3);
}

TEST_CASE("a template that draws its title in HTML is known by its opening") {
    const auto is_left = [](const char* text) {
        return insight::is_left_template(parse_document("README.md", text));
    };
    CHECK(is_left(
        "[![Stars][shield]][url]\n\n<div align=\"center\">\n  <img src=\"images/logo.png\" alt=\"Logo\">\n  "
        "<h3 align=\"center\">Pay</h3>\n\n  <p align=\"center\">\n    An awesome README template to "
        "jumpstart your projects!\n    <br />\n    <a href=\"https://docs.example/\">Explore the "
        "docs</a>\n  </p>\n</div>\n\n[shield]: https://img.shields.io/x.svg\n[url]: "
        "https://docs.example/\n"));
    CHECK(is_left(
        "<p align=\"center\"><img src=\"logo.svg\"></p>\n\n<p align=\"center\">A progressive <a "
        "href=\"http://nodejs.org\">Node.js</a> framework for building efficient applications.</p>\n\n## "
        "Description\n\n[Nest](https://nest.example) framework TypeScript starter repository.\n"));
    CHECK(
        is_left("# Astro Starter Kit\n\n```sh\nnpm create astro@latest\n```\n\n> \U0001F9D1\u200D\U0001F680 "
                "**Seasoned astronaut?** Delete this file. Have fun!\n"));
    CHECK_FALSE(is_left(
        "<h1>Pay</h1>\n\nTakes card payments for every shop.\n\nThis is a [Next.js](https://n.example) "
        "project bootstrapped with `create-next-app`.\n"));
}
