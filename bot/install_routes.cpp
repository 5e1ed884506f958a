// SPDX-License-Identifier: Apache-2.0
#include "bot/install_routes.hpp"

#include "bot/admission.hpp"
#include "bot/install_pages.hpp"
#include "bot/log.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::size_t most_under_way = 5000;
constexpr std::size_t kept_for_links =
    500;  // beside them: a crowd without a link must not keep out who has one

std::string hash_of(std::string_view kind, std::string_view text) {
    return net::crypto::to_hex(net::crypto::sha256(fmt::format("ispo {} {}", kind, text)));
}
std::string new_word() { return net::crypto::base64url(net::crypto::random_bytes(32)); }

net::Form query_of(const net::Request& request) {
    const auto mark = request.target.find('?');
    net::Form form;
    if (mark == std::string::npos ||
        !net::parse_form(std::string_view(request.target).substr(mark + 1), form))
        form.clear();
    return form;
}

net::Response not_here() { return net::text_response(404, "Not found.\n"); }

std::string ask(const InstallSettings& settings) {
    return fmt::format("Who can help: {}.", settings.contact);
}

net::Response link_is_spent(const InstallSettings& settings) {
    return draw(
        {.status = 403,
         .title = "This link does not work any more",
         .paragraphs = {"It was used already, has expired, or is not complete. Nothing was installed.",
                        ask(settings)}});
}
net::Response link_is_needed(const InstallSettings& settings) {
    return draw({.status = 403,
                 .title = "Installing ISPO Bot needs a link",
                 .paragraphs = {"Nothing was installed.", ask(settings)}});
}
net::Response start_again(const InstallSettings& settings) {
    return draw(
        {.status = 400,
         .title = "Please start again",
         .paragraphs = {"This installation was not begun in this browser, is older than ten minutes, or "
                        "came back a second time. Nothing was installed, and nothing was kept.",
                        "With a link that you were given, open that link again.", ask(settings)},
         .link = settings.install_url(),
         .link_text = "Start again"});
}
net::Response too_many(const InstallSettings& settings) {
    return draw({.status = 503,
                 .title = "Too many installations are under way",
                 .paragraphs = {"Nothing was begun. Try again in ten minutes.", ask(settings)}});
}
net::Response was_declined(const InstallSettings& settings) {
    return draw(
        {.title = "Nothing was installed",
         .paragraphs = {"Slack says that permission was not given. Nothing was kept.", ask(settings)}});
}
net::Response slack_did_not_confirm(const InstallSettings& settings, const std::string& reference) {
    return draw(
        {.status = 502,
         .title = "Slack did not confirm the installation",
         .paragraphs = {"Nothing was kept. Start again; if it fails once more, tell them the reference "
                        "below.",
                        ask(settings), "Reference: " + reference},
         .link = settings.install_url(),
         .link_text = "Start again"});
}

// Slack's codes are words; anything else is not repeated into a log.
std::string word_of(std::string_view code) {
    const bool is_word =
        code.size() <= 60 && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
    return is_word ? std::string(code) : "unknown_code";
}

// The state that this browser began with; used up by being asked for.
asio::awaitable<std::optional<storage::OAuthState>> taken_state(Service& service, std::string_view state,
                                                                std::string_view browser) {
    auto taken = std::make_shared<std::optional<storage::OAuthState>>();
    auto unit = [taken, hash = hash_of("state", state)](storage::Writer& writer) {
        *taken = writer.take_oauth_state(hash, wall_now());
    };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    const bool is_bound = *taken && !browser.empty() &&
                          net::crypto::equal_in_constant_time((*taken)->browser, hash_of("browser", browser));
    if (!is_bound) taken->reset();
    co_return *taken;
}

asio::awaitable<net::Response> finish_installing(Service& service, std::string code, std::string link) {
    const auto& settings = *service.installing;
    const auto reference = new_reference();
    auto installed = co_await service.tokens.calls().install(std::move(code));
    if (!installed) {
        log(Level::warning, "slack.install_failed", "Slack did not confirm an installation.",
            {{"request", reference}, {"why", installed.error().detail}});
        co_return slack_did_not_confirm(settings, reference);
    }
    co_return draw(co_await admit(service, std::move(*installed), std::move(link), reference));
}

}  // namespace

std::string hash_of_link(std::string_view code) { return hash_of("link", code); }

asio::awaitable<net::Response> slack_install(Service& service, net::Request request) {
    if (!service.installing) co_return not_here();
    const auto& settings = *service.installing;
    const auto query = query_of(request);
    const std::string code(net::form_value(query, "link"));
    const auto link = code.empty() ? std::string() : hash_of_link(code);
    if (link.empty() && settings.teams.empty() && settings.enterprises.empty())
        co_return link_is_needed(settings);
    if (!link.empty()) {
        auto asked = [link](const storage::Reader& reader) {
            return reader.is_install_link_good(link, wall_now());
        };
        const bool is_good = co_await service.database.read(std::move(asked));
        if (!is_good) co_return link_is_spent(settings);
    }
    const auto state = new_word(), browser = new_word();
    const storage::OAuthState begun{hash_of("state", state), hash_of("browser", browser), link,
                                    wall_now() + slack::state_life};
    auto has_room = std::make_shared<bool>(false);
    const auto most = most_under_way + (link.empty() ? 0 : kept_for_links);
    auto unit = [begun, has_room, most](storage::Writer& writer) {
        *has_room = writer.put_oauth_state(begun, wall_now(), most);
    };
    co_await service.database.write(Priority::sync, std::move(unit), Touches::messages);
    if (!*has_room) co_return too_many(settings);
    // With one workspace that may, Slack need not ask which.
    const bool is_one = link.empty() && settings.teams.size() == 1 && settings.enterprises.empty();
    const slack::OAuthApp app{settings.client_id, {}, settings.redirect_url()};
    const slack::Features features{service.config.list("slack.unfurl_domains"),
                                   service.config.truth("slack.agent_view")};
    auto url = slack::authorize_url(service.slack->api_base, app, features, state,
                                    is_one ? settings.teams.front() : "");
    co_return to_slack(std::move(url), slack::browser_cookie(browser));
}

std::string name_of_link(std::string_view hash) { return "link " + std::string(hash.substr(0, 8)); }

asio::awaitable<net::Response> slack_oauth_redirect(Service& service, net::Request request) {
    if (!service.installing) co_return not_here();
    const auto& settings = *service.installing;
    const auto query = query_of(request);
    const auto browser = slack::browser_of(request.header("cookie"));
    auto begun = co_await taken_state(service, net::form_value(query, "state"), browser);
    if (!begun) {
        service.metrics.request_refused("oauth_state");
        log(Level::warning, "slack.install_refused", "An installation came back that was not begun here.",
            {{"peer", request.peer}});
        co_return start_again(settings);
    }
    if (const auto error = net::form_value(query, "error"); !error.empty()) {
        const auto reference = new_reference();
        log(Level::warning, "slack.install_failed", "Slack did not confirm an installation.",
            {{"request", reference}, {"why", word_of(error)}});
        co_return error == "access_denied" ? was_declined(settings)
                                           : slack_did_not_confirm(settings, reference);
    }
    std::string code(net::form_value(query, "code"));
    if (code.empty()) co_return start_again(settings);
    co_return co_await finish_installing(service, std::move(code), std::move(begun->link));
}

}  // namespace bot
