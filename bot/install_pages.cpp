// SPDX-License-Identifier: Apache-2.0
#include "bot/install_pages.hpp"

#include "core/text.hpp"
#include "net/crypto.hpp"
#include "slack/oauth.hpp"
#include "web/html.hpp"

#include <fmt/format.h>

namespace bot {

namespace {

constexpr std::string_view style =
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:10vh auto;padding:0 1rem;color:#1d1c1d;"
    "background:#fff}h1{font-size:1.5rem}a{color:#0b5cad}@media(prefers-color-scheme:dark){body{color:#"
    "e8e8e8;"
    "background:#1a1d21}a{color:#7ab8f5}}";

const std::string& policy() {
    static const std::string text = fmt::format(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'; frame-ancestors "
        "'none'",
        net::crypto::base64(net::crypto::sha256(style)));
    return text;
}

// Neither kept nor told to the next page: addresses here carry codes.
void add_care(net::Response& response) {
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Referrer-Policy", "no-referrer");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Content-Security-Policy", policy());
}

}  // namespace

net::Response draw(const InstallPage& page) {
    const auto safe = [](std::string_view text) { return web::escape(core::one_line(text)); };
    std::string body;
    for (const auto& paragraph : page.paragraphs) body += fmt::format("<p>{}</p>\n", safe(paragraph));
    if (!page.link.empty())
        body += fmt::format("<p><a href=\"{}\">{}</a></p>\n", safe(page.link), safe(page.link_text));
    net::Response response{.status = page.status, .content_type = "text/html; charset=utf-8"};
    response.body = fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>{0}</title><style>{1}</style></head>\n<body><main><h1>{0}</h1>"
        "\n{2}</main></body></html>\n",
        safe(page.title), style, body);
    add_care(response);
    response.headers.emplace_back("Set-Cookie", slack::no_browser_cookie());
    return response;
}

net::Response to_slack(std::string url, std::string cookie) {
    net::Response response{.status = 302};
    add_care(response);
    response.headers.emplace_back("Location", std::move(url));
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
    return response;
}

}  // namespace bot
