// SPDX-License-Identifier: Apache-2.0
#include "web/html.hpp"

#include <catch2/catch.hpp>

TEST_CASE("every character that means something in HTML is escaped, and no other") {
    struct Row {
        std::string text, escaped;
    };
    const std::vector<Row> rows = {
        {"", ""},
        {std::string("\0", 1), std::string("\0", 1)},
        {"&amp;", "&amp;amp;"},
        {"</script><script>", "&lt;/script&gt;&lt;script&gt;"},
        {R"(" onload="x)", "&quot; onload=&quot;x"},
        {"' onload='x", "&#39; onload=&#39;x"},
        {"a < b && b > c", "a &lt; b &amp;&amp; b &gt; c"},
        {"João \xE2\x9C\x94 \xF0\x9F\x9A\x80", "João \xE2\x9C\x94 \xF0\x9F\x9A\x80"},
        {"\xC3(", "\xC3("},
        {"javascript:x", "javascript:x"},
    };
    for (const auto& row : rows) CHECK(web::escape(row.text) == row.escaped);
}

TEST_CASE("a large text is escaped whole") {
    const auto out = web::escape(std::string(100'000, '<'));
    CHECK(out.size() == 400'000);
    CHECK(out.find('<') == std::string::npos);
}
