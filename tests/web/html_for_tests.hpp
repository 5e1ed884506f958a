// SPDX-License-Identifier: Apache-2.0
// Reads HTML as strictly as a test needs it: which tags and attributes are there, and is every tag closed.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace web_test {

struct Tag {
    std::string name;
    bool closing = false;
    std::map<std::string, std::string> attributes;
};

// Texts that break out of an element, an attribute, a script or the reading direction.
inline const std::vector<std::string> hostile = {
    "<script>harm()</script>",
    R"("><img src=x onerror=harm()>)",
    "' onmouseover='harm()",
    "</p></div><h1>",
    "javascript:harm()",
    "<!-- ",
    "&lt;b&gt;",
    "\xE2\x80\xAEgnp.exe",
};

inline std::string name_at(std::string_view html, std::size_t& at) {
    const auto start = at;
    while (at < html.size() && std::string_view(" >=/\t\n").find(html[at]) == std::string_view::npos) ++at;
    return std::string(html.substr(start, at - start));
}

inline void attribute_at(std::string_view html, std::size_t& at, Tag& tag) {
    const auto name = name_at(html, at);
    REQUIRE_FALSE(name.empty());
    std::string value;
    if (at < html.size() && html[at] == '=') {
        REQUIRE(html.substr(at, 2) == "=\"");  // every value stands in double quotes
        const auto end = html.find('"', at + 2);
        REQUIRE(end != std::string_view::npos);
        value = html.substr(at + 2, end - at - 2);
        at = end + 1;
    }
    REQUIRE(tag.attributes.emplace(name, value).second);
}

inline std::vector<Tag> tags_of(std::string_view html) {
    std::vector<Tag> tags;
    for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        Tag tag{.closing = html.substr(at + 1, 1) == "/"};
        at += tag.closing ? 2 : 1;
        tag.name = name_at(html, at);
        while (at < html.size() && html[at] != '>') {
            if (std::string_view(" /\t\n").find(html[at]) != std::string_view::npos)
                ++at;
            else
                attribute_at(html, at, tag);
        }
        tags.push_back(std::move(tag));
    }
    return tags;
}

inline std::size_t count(std::string_view html, std::string_view name) {
    const auto tags = tags_of(html);
    return static_cast<std::size_t>(std::count_if(
        tags.begin(), tags.end(), [&](const Tag& tag) { return tag.name == name && !tag.closing; }));
}

// Elements are closed in the order they were opened, and nothing in them can run.
inline void check_sound(std::string_view html) {
    static const std::vector<std::string> empty = {"input", "line", "circle", "rect",
                                                   "path",  "img",  "meta",   "link"};
    std::vector<std::string> open;
    for (const auto& tag : tags_of(html)) {
        if (tag.closing) {
            REQUIRE_FALSE(open.empty());
            REQUIRE(open.back() == tag.name);
            open.pop_back();
        } else if (std::find(empty.begin(), empty.end(), tag.name) == empty.end()) {
            open.push_back(tag.name);
        }
        CHECK(tag.name != "script");
        CHECK(tag.name != "h1");
        for (const auto& [name, value] : tag.attributes) {
            CHECK_FALSE(name.starts_with("on"));
            CHECK(name != "style");
            if (name == "href" || name == "src")
                CHECK((value.starts_with("http://") || value.starts_with("https://")));
        }
    }
    CHECK(open.empty());
    CHECK(html.find("<!--") == std::string_view::npos);
}

}  // namespace web_test
