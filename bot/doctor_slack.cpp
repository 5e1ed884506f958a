// SPDX-License-Identifier: Apache-2.0
// The checks of `ispo doctor` that are about Slack.
#include "bot/doctor_checks.hpp"
#include "bot/people.hpp"
#include "bot/slack_directory.hpp"
#include "commands/trouble.hpp"
#include "core/text.hpp"
#include "net/proxy.hpp"
#include "net/url.hpp"
#include "slack/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace bot {

namespace {

using commands::Status;

constexpr std::chrono::seconds noticeable{30}, dangerous{150}, window{300};

// Slack itself spoke: a refusal is an answer.
bool was_heard(const slack::Said& said) {
    return said.reply.has_value() || said.reply.error().code != core::Errc::unavailable ||
           said.date.has_value();
}

std::string way_to(const Config& config) {
    const auto& base = config.text("slack.api_base");
    const auto url = net::parse_url(base);
    const auto rules = net::parse_proxy(config.text("network.proxy"), config.list("network.no_proxy"));
    const auto* proxy = url && rules ? net::proxy_for(*rules, url->host) : nullptr;
    return proxy ? fmt::format("{} through {}", base, proxy->authority()) : base + " without a proxy";
}

bool is_about_trust(const core::Error& error) {
    return error.detail.find("certificate") != std::string::npos ||
           error.sentence.find("certificate") != std::string::npos;
}
std::string fix_of_way(const core::Error& error) {
    const auto says = [&](std::string_view words) { return error.sentence.find(words) != std::string::npos; };
    if (says("has expired or is not valid yet"))
        return "have its certificate renewed, or set this machine's clock";
    if (says("is for another name"))
        return "correct slack.api_base, or let what answers in its place pass it on";
    if (says("no TLS 1.2")) return "let the server, or the proxy on the way, speak TLS 1.2 or newer";
    if (is_about_trust(error)) return "name your company's authorities in network.ca_file";
    if (error.sentence.find("407") != std::string::npos || error.detail.find("407") != std::string::npos)
        return "put the proxy with its user and password (http://user:password@host:port) into a file of "
               "mode "
               "0600 and name it in network.proxy_file";
    return "let this machine reach the address, or set network.proxy (network.no_proxy)";
}

std::string code_of(const slack::Said& said) {
    return said.reply ? std::string() : said.reply.error().detail;
}

bool is_needed(const slack::Scope& scope, const Config& config) {
    using Needed = slack::Scope::Needed;
    if (scope.needed == Needed::added_by_slack || scope.needed == Needed::optional) return false;
    if (scope.needed == Needed::for_unfurls) return !config.list("slack.unfurl_domains").empty();
    return scope.name != "usergroups:read" || !People(config).groups().empty();
}

// Names and addresses inside the house, which Slack cannot reach.
bool is_local(const std::string& host) {
    return host == "localhost" || host.find('.') == std::string::npos || host.ends_with(".local") ||
           host.ends_with(".internal") || host.starts_with("127.") || host.starts_with("10.") ||
           host.starts_with("192.168.") || host.starts_with("169.254.");
}

std::string trouble_with(const ChannelSeen& channel) {
    if (!channel.error.empty()) return std::string(commands::advice_for(channel.error).meaning);
    if (channel.archived) return "archived";
    return channel.joined ? "" : "the app is not in it";
}

}  // namespace

Diagnosis of_reachability(const Login& login, const Config& config) {
    Diagnosis out{.part = "slack reachable",
                  .state = Status::yes,
                  .evidence = way_to(config) + " answers",
                  .why = "Mentions and direct messages are answered by calls to it."};
    if (was_heard(login.said)) return out;
    const auto& error = login.said.reply.error();
    out.state = Status::no;
    out.evidence = fmt::format("{}: {}", way_to(config), error.sentence);
    out.fix = fix_of_way(error);
    return out;
}

Diagnosis of_login(const Login& login, std::string_view bot_user, bool installed, std::string_view team_set) {
    Diagnosis out{.part = "slack login", .why = "The token is what the app is to Slack."};
    if (!was_heard(login.said)) {
        out.evidence = "Slack was not reached";
        out.fix = "see slack reachable";
    } else if (login.said.reply) {
        const auto user = core::one_line(core::text_of(*login.said.reply, "user_id"));
        const auto team = core::one_line(core::text_of(*login.said.reply, "team"));
        out.state = Status::yes;
        out.evidence = fmt::format("as {} in {}", user, team.empty() ? "a workspace without a name" : team);
        if (user.empty()) {
            out.state = Status::no;
            out.evidence = "Slack takes the token, and it is no bot's (an app-level token, perhaps)";
            out.fix =
                "api.slack.com/apps → the app → Install App: the Bot User OAuth Token (xoxb-) into "
                "slack.bot_token_file";
        } else if (!bot_user.empty() && bot_user != user) {
            out.state = Status::no;
            out.evidence = fmt::format("the token is of {}, slack.bot_user says {}", user, bot_user);
            out.why =
                "Its own mention would be read as a word of the question, and its own posts as somebody's.";
            out.fix = fmt::format("set slack.bot_user to {}, or use the token of that app", user);
        } else if (const auto other = other_team(team_set, slack::company_of(*login.said.reply))) {
            const auto said = core::one_line(*other);
            out.state = Status::no;
            out.evidence = fmt::format("the token is of {}, slack.team says {}", said, team_set);
            out.why = "Nothing that comes from there is answered.";
            out.fix = fmt::format("set slack.team to {}, or use the token of {}", said, team_set);
        }
    } else if (login.said.reply.error().code == core::Errc::unavailable) {
        out.state = Status::unknown;
        out.evidence = "Slack did not say: " + login.said.reply.error().sentence;
        out.fix =
            "run this again in a minute; status.slack.com says whether Slack is down, and a proxy on the way "
            "may have answered in its place";
    } else {
        const auto advice = commands::advice_for(code_of(login.said));
        out.state = Status::no;
        out.evidence = fmt::format("{} ({})", advice.meaning, code_of(login.said));
        out.fix = installed && commands::is_of_the_token(code_of(login.said))
                      ? "install the app there once more: open /slack/install at server.public_url"
                      : std::string(advice.remedy);
    }
    return out;
}

Diagnosis of_clock(const Login& login) {
    Diagnosis out{.part = "clock",
                  .why =
                      "Signatures older or newer than five minutes are refused, so nothing from Slack would "
                      "be taken."};
    if (!login.said.date) {
        out.evidence = "Slack did not tell the time";
        out.fix = "see slack reachable";
        return out;
    }
    const auto skew = std::chrono::abs(*login.said.date - login.asked_at);
    const auto* side = *login.said.date > login.asked_at ? "behind" : "ahead of";
    out.state = skew <= noticeable ? Status::yes : skew < dangerous ? Status::partly : Status::no;
    out.evidence = skew <= noticeable
                       ? fmt::format("within {} s of Slack's", noticeable.count())
                       : fmt::format("{} s {} Slack's; {} s are allowed", skew.count(), side, window.count());
    if (skew > noticeable) out.fix = "timedatectl set-ntp true";
    return out;
}

Diagnosis of_scopes(const Login& login, const Config& config) {
    Diagnosis out{
        .part = "slack scopes", .state = Status::yes, .why = "What needs a scope is off without it."};
    if (login.said.scopes.empty()) {
        out.state = Status::unknown;
        out.evidence = "Slack did not name the token's scopes";
        out.fix = "see slack login";
        return out;
    }
    if (login.said.reply && login.said.reply->contains("app_id") &&
        core::text_of(*login.said.reply, "user_id").empty()) {
        out.state = Status::unknown;
        out.evidence = "these would be another kind of token's";
        out.fix = "see slack login";
        return out;
    }
    std::vector<std::string> missing, off;
    for (const auto& scope : slack::scopes()) {
        if (std::ranges::find(login.said.scopes, scope.name) != login.said.scopes.end()) continue;
        auto& list = is_needed(scope, config) ? missing : off;
        if (&list == &missing || scope.needed == slack::Scope::Needed::optional)
            list.push_back(fmt::format("{} ({})", scope.name, scope.reason));
    }
    out.evidence = fmt::format("{} granted, none missing", login.said.scopes.size());
    if (!off.empty())
        out.evidence = fmt::format("{} granted; optional ones are not, so this is off: {}",
                                   login.said.scopes.size(), core::join(off, "; "));
    if (missing.empty()) return out;
    out.state = Status::no;
    out.evidence = "missing: " + core::join(missing, "; ");
    out.fix =
        "api.slack.com/apps → the app → OAuth & Permissions → Bot Token Scopes (`ispo slack manifest` "
        "prints all) → Reinstall";
    return out;
}

Diagnosis of_no_token(const Config& config) {
    Diagnosis out{.part = "slack login", .state = Status::partly};
    out.why = "Only slash commands are answered; mentions and direct messages are not.";
    if (const auto installing = config.installing()) {
        out.evidence = "the app is installed nowhere";
        out.why = "Nobody can ask anything.";
        out.fix = "open " + installing->install_url();
    } else {
        out.evidence = "slack.bot_token_file is not set";
        out.fix = "api.slack.com/apps → the app → Install App: the bot token into a file of mode 0600";
        if (config.text("slack.team").empty()) {
            out.evidence += ", nor slack.team: people of another workspace are not told from colleagues";
            out.fix += "; until then slack.team = \"T…\", your workspace's id";
        }
    }
    return out;
}

Diagnosis of_closed_installations(const core::Error& why) {
    Diagnosis out{.part = "slack installations",
                  .state = Status::no,
                  .evidence = why.sentence,
                  .why = "The service does not start, and nobody is answered there."};
    out.fix = "set slack.token_key_file to the key that sealed them";
    return out;
}

Diagnosis of_app_token(const slack::Said& opened) {
    Diagnosis out{.part = "socket mode", .state = Status::yes, .why = "Nothing from Slack comes without it."};
    out.evidence = "Slack gives an address to connect to";
    if (opened.reply) return out;
    const auto code = code_of(opened);
    if (opened.reply.error().code == core::Errc::unavailable) {
        out.state = Status::unknown;
        out.evidence = code.starts_with("ratelimited") ? "Slack asks to wait; it was asked a moment ago"
                                                       : opened.reply.error().sentence;
        out.fix =
            code.starts_with("ratelimited") ? "ask again in a minute" : fix_of_way(opened.reply.error());
        return out;
    }
    out.state = Status::no;
    out.evidence = "refused: " + code;
    out.fix =
        "api.slack.com/apps → the app → Basic Information → App-Level Tokens: one with connections:write "
        "into "
        "slack.app_token_file; Socket Mode switched on";
    return out;
}

Diagnosis of_http(const Config& config) {
    Diagnosis out{.part = "slack over http",
                  .state = Status::yes,
                  .why = "Slack must reach this address, and only signed requests are taken."};
    const auto& address = config.text("server.public_url");
    const auto url = net::parse_url(address);
    if (address.empty() || !url || is_local(url->host) || url->target != "/") {
        out.state = Status::partly;
        out.evidence = address.empty() ? "server.public_url is not set"
                                       : fmt::format("server.public_url {} is not one that Slack can reach",
                                                     core::shorten(core::one_line(address), 100));
        out.fix =
            "set server.public_url to https:// and a public host name only, or use Socket Mode "
            "(slack.app_token_file)";
        return out;
    }
    out.evidence =
        fmt::format("signing secret set; Slack is to come to {}, which only Slack can try", address);
    return out;
}

Diagnosis of_channels(const std::vector<ChannelSeen>& channels) {
    Diagnosis out{.part = "channels", .state = Status::yes, .why = "What is posted there reaches nobody."};
    if (channels.empty()) {
        out.state = Status::not_applicable;
        out.evidence = "no channel is known yet";
        return out;
    }
    std::vector<std::string> bad, unasked;
    for (const auto& each : channels)
        if (each.is_unasked)
            unasked.push_back(each.id);
        else if (const auto why = trouble_with(each); !why.empty())
            bad.push_back(fmt::format("{}{}: {}", each.id,
                                      each.name.empty() ? "" : " #" + core::one_line(each.name), why));
    out.evidence =
        fmt::format("{} can be written to",
                    core::counted(static_cast<std::int64_t>(channels.size()), "channel", "channels"));
    if (bad.empty() && unasked.empty()) return out;
    if (bad.empty()) {
        out.state = Status::unknown;
        out.evidence = "Slack did not say, or asks to wait: " + core::join(unasked, ", ");
        out.fix = "ask again in a minute";
        return out;
    }
    out.state = Status::no;
    out.evidence = core::join(bad, "; ");
    out.fix = "in the channel /invite and the app's name; unarchive it; or take it out of the settings";
    return out;
}

}  // namespace bot
