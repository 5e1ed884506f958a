// SPDX-License-Identifier: Apache-2.0
#include "web/console.hpp"

#include "tests/web/html_for_tests.hpp"
#include "web/assets.hpp"

#include <catch2/catch.hpp>
#include <set>

namespace {

web::ConsoleSettings settings_of(const std::string& x) {
    return {.personas = {{x, x, x, x}, {"anika", "Anika", "viewer", ""}},
            .channels = {{x, x, x, true}, {"dev", "dev", "Development", false}},
            .examples = {{x}, {"help", true}},
            .token = x,
            .now = core::from_unix(1767600000),
            .version = x};
}

// The page without its first line, which is no element.
std::string page_of(const web::ConsoleSettings& settings) {
    const auto page = web::console_page(settings);
    REQUIRE(page.starts_with("<!doctype html>\n"));
    return page.substr(16);
}

bool has(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }

}  // namespace

TEST_CASE("whatever names, topics, token and examples hold, the page has the same elements") {
    const auto names = [](const std::string& text) {
        std::vector<std::string> out;
        for (const auto& tag : web_test::tags_of(page_of(settings_of(text))))
            out.push_back((tag.closing ? "/" : "") + tag.name);
        return out;
    };
    const auto harmless = names("harmless");
    for (const auto& text : web_test::hostile) CHECK(names(text) == harmless);
}

TEST_CASE("the page holds no script, style or handler of its own, as its content security policy demands") {
    const auto page = page_of(settings_of("<script>harm()</script>"));
    for (const auto& tag : web_test::tags_of(page)) {
        CHECK(tag.name != "style");
        if (tag.name == "script" && !tag.closing) CHECK(tag.attributes.count("src") == 1);
        for (const auto& [name, value] : tag.attributes) {
            CHECK_FALSE(name.starts_with("on"));
            CHECK(name != "style");
        }
    }
    CHECK(has(page, "</script>"));
    for (auto at = page.find("<script src="); at != std::string::npos; at = page.find("<script src=", at + 1))
        CHECK(page.substr(page.find('>', at), 10) == "></script>");
}

TEST_CASE("everything the page loads is compiled into the program, and nothing comes from elsewhere") {
    std::set<std::string> loaded;
    for (const auto& tag : web_test::tags_of(page_of(settings_of("x"))))
        for (const auto* key : {"src", "href"})
            if (const auto found = tag.attributes.find(key);
                found != tag.attributes.end() && !found->second.starts_with("#"))
                loaded.insert(found->second);
    CHECK(loaded.size() >= 4);
    for (const auto& path : loaded) {
        INFO(path);
        REQUIRE(path.starts_with("/assets/"));
        const auto* asset = web::find_asset(path.substr(8));
        REQUIRE(asset);
        CHECK_FALSE(asset->bytes.empty());
        CHECK(web::media_type_of(asset->name) != "application/octet-stream");
    }
}

TEST_CASE("styles and scripts load nothing from elsewhere and make no HTML of what was typed") {
    for (const auto& asset : web::assets()) {
        INFO(asset.name);
        const bool is_icon = asset.name.ends_with(".svg");
        CHECK((is_icon || asset.bytes.find("://") == std::string_view::npos));
        CHECK(asset.bytes.find("innerHTML") == std::string_view::npos);
        CHECK(asset.bytes.find("eval(") == std::string_view::npos);
        CHECK(asset.bytes.find("@import") == std::string_view::npos);
    }
}

TEST_CASE("an asset that does not exist is not found") {
    for (const std::string_view name : {"", "../console.cpp", "console.cssx", "/etc/passwd"})
        CHECK_FALSE(web::find_asset(name));
    CHECK(web::media_type_of("x.exe") == "application/octet-stream");
    CHECK(web::media_type_of("console.js") == "text/javascript; charset=utf-8");
}

TEST_CASE("the first person and the first channel are chosen, people without a team say so") {
    const auto page = page_of(settings_of("first"));
    CHECK(has(page, R"(value="first" data-name="first" data-role="first" checked)"));
    CHECK(has(page, R"(data-channel="first" data-topic="first" data-name="#first" aria-current="true")"));
    CHECK(has(page, "viewer, no team"));
    std::size_t checked = 0;
    for (const auto& tag : web_test::tags_of(page)) checked += tag.attributes.count("checked");
    CHECK(checked == 1);
}

TEST_CASE("channels of colleagues alone are known to the page as such") {
    auto settings = settings_of("x");
    settings.channels = {{"dev", "dev", "Development", false}};
    CHECK(has(page_of(settings), "<li data-colleagues><button type=\"button\" data-channel=\"dev\""));
    settings.channels = {{"acme", "acme", "Shared", true}};
    CHECK(has(page_of(settings), "<li><button type=\"button\" data-channel=\"acme\""));
}

TEST_CASE("only channels with outsiders are marked") {
    auto settings = settings_of("x");
    CHECK(has(page_of(settings), ">external</span>"));
    settings.channels = {{"dev", "dev", "Development", false}};
    CHECK_FALSE(has(page_of(settings), ">external</span>"));
}

TEST_CASE("the page carries its token, the demo time and the examples as buttons") {
    auto settings = settings_of("x");
    settings.token = "abc\"&";
    settings.examples = {{"ready 'a'"}, {"help", true}};
    const auto page = page_of(settings);
    CHECK(has(page, R"(<meta name="ispo-token" content="abc&quot;&amp;">)"));
    CHECK(has(page, R"(datetime="2026-01-05T08:00:00Z">2026-01-05 08:00 UTC</time>)"));
    CHECK(has(
        page,
        R"(<button type="button" data-line="ready &apos;a&apos;" data-colleagues>ready &apos;a&apos;</button>)"));
    CHECK(has(page, R"(<button type="button" data-line="help">help</button>)"));
    CHECK(has(page, "sample data"));
}

TEST_CASE("a console without people, channels and examples is still a page") {
    CHECK(has(page_of({}), R"(id="question")"));
}

TEST_CASE("every id that the page's script asks for is in the page, once") {
    std::multiset<std::string> ids;
    for (const auto& tag : web_test::tags_of(page_of(settings_of("x"))))
        if (const auto found = tag.attributes.find("id"); found != tag.attributes.end())
            ids.insert(found->second);
    for (const auto& id : ids) CHECK(ids.count(id) == 1);
    const auto script = web::find_asset("console.js")->bytes;
    std::size_t asked = 0;
    for (auto at = script.find("byId(\""); at != std::string_view::npos;
         at = script.find("byId(\"", at + 1), ++asked) {
        const std::string id(script.substr(at + 6, script.find('"', at + 6) - at - 6));
        INFO(id);
        CHECK(ids.count(id) == 1);
    }
    CHECK(asked > 10);
}

TEST_CASE("the reply to a question holds what the page and its inspector show, and nothing else") {
    auto answer = commands::say("Done <b>.");
    answer.reading = "help";
    const auto reply =
        web::ask_reply(answer, "help", {{"outcome", "done"}}, {{"blocks", core::Json::array()}},
                       core::Json::array(), core::from_unix(1767600000));
    std::set<std::string> keys;
    for (const auto& [key, value] : reply.items()) keys.insert(key);
    CHECK(keys == std::set<std::string>{"html", "headline", "line", "reading", "json", "blocks",
                                        "block_errors", "now"});
    CHECK(core::text_of(reply, "html").find("Done &lt;b&gt;.") != std::string::npos);
    CHECK(core::text_of(reply, "headline") == "Done <b>.");
    CHECK(core::text_of(reply, "line") == "help");
    CHECK(core::text_of(reply, "reading") == "help");
    CHECK(core::text_of(reply, "now") == "2026-01-05T08:00:00Z");
    CHECK(core::text_of(reply["json"], "outcome") == "done");
    CHECK(reply["blocks"]["blocks"].is_array());
    CHECK(reply["block_errors"].empty());
}
